#include "web/offers.hpp"

#include <algorithm>

#include "base/era.hpp"
#include "web/refill.hpp"

namespace michi::web {
namespace {

struct Room {
    std::string_view path;
    Word word;
};
/// The longer path first.
constexpr Room kRooms[] = {
    {"/w/cases", "web.draft_of_case"_w},     {"/w/entries", "web.draft_of_entry"_w},
    {"/w/actions", "web.draft_of_action"_w}, {"/w/handovers", "web.draft_of_handover"_w},
    {"/w/intake", "web.draft_of_intake"_w},  {"/w/resources", "web.draft_of_place"_w},
    {"/w/schemes", "web.draft_of_scheme"_w}, {"/w/issues", "web.draft_of_issue"_w},
};

Word room_of(std::string_view page) {
    const auto* room =
        std::ranges::find_if(kRooms, [&](const Room& r) { return page.starts_with(r.path); });
    return room == std::end(kRooms) ? "web.draft_of_other"_w : room->word;
}

/// "W-0231" of a page's address; "" when there is none.
std::string number_in(std::string_view page) {
    for (std::size_t at = 0; at + 2 < page.size(); ++at) {
        const bool begins = page[at] >= 'A' && page[at] <= 'Z' && page[at + 1] == '-';
        const auto end = std::min(page.find_first_not_of("0123456789", at + 2), page.size());
        if (begins && end > at + 2) return std::string(page.substr(at, end - at));
    }
    return {};
}

std::string moment(Instant at, Instant now) {
    return list_date(at.in_japan(), now.in_japan()) + " " + at.clock();
}

}  // namespace

void Offers::place_in(std::string_view page, Instant now) {
    gone = asked && !taken;
    if (taken) {
        taken_when = moment(taken->saved_at, now);
        if (!has_place_for(page, taken->action, taken->form))
            for (const auto& [name, value] : taken->form.fields)
                if (!value.empty() && !name.starts_with("was_")) homeless.push_back(value);
    }
    for (const DraftLine& line : lines)
        if (!taken || line.id != taken->id)
            open.push_back({line.id, moment(line.saved_at, now), number_in(line.page),
                            room_of(line.page), place_of(line)});
}

}  // namespace michi::web
