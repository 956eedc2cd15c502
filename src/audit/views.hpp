// What the page of the audit shows.
#pragma once

#include <boost/describe.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace michi::web {
class Out;
}

namespace michi::audit {

struct GapView {
    std::string since, found, missing;  // missing: "" when it is not known how many
    bool restored{}, open{};
};
BOOST_DESCRIBE_STRUCT(GapView, (), (since, found, missing, restored, open))

struct AuditView {
    std::int64_t entries{}, noted{};  // noted: entries that the newest note counts
    std::string note;                 // "" when there is none yet
    std::string noted_at;
    std::vector<GapView> gaps;
};
BOOST_DESCRIBE_STRUCT(AuditView, (), (entries, noted, note, noted_at, gaps))

void render(const AuditView& v, web::Out& out);

}  // namespace michi::audit
