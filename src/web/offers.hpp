// What stands above a page whose forms have drafts: 書きかけがあります … 続ける／捨てる; and on the home, above
// everything, all of a person's drafts.
#pragma once

#include "web/drafts.hpp"

namespace michi::web {

struct Offer {
    std::int64_t id{};
    std::string when, number;  // "11/27(金) 14:05", "W-0231" or ""
    Word room;
    Url go_on{"/"};
};

struct Offers {
    std::vector<DraftLine> lines;
    std::optional<Draft> taken;  // the one gone on with on this page
    bool asked{};                // ?draft= was asked for
    bool home{};

    // made by place_in
    std::vector<Offer> open;
    std::string taken_when;
    bool gone{};  // asked for, and there is none
    std::vector<std::string>
        homeless;  // texts of the draft for which the page has no form any more

    bool is_empty() const { return lines.empty() && !asked; }
    void place_in(std::string_view page, Instant now);
};

void render(const Offers& v, Out& out);  // offers.html

}  // namespace michi::web
