#include "directory/list_identity.hpp"

#include <algorithm>

#include "base/fold.hpp"

namespace michi::directory {
namespace {

constexpr std::size_t kFew = 2;  // rows that may go from the shortest list

std::string_view without_ending(std::string_view name) {
    for (std::string_view ending : {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".zip",
                                    ".json", ".ndjson", ".geojson", ".CSV", ".XLSX", ".ZIP"})
        if (name.size() > ending.size() && name.ends_with(ending))
            return name.substr(0, name.size() - ending.size());
    return name;
}

}  // namespace

Identity identity_of(const InCommon& common) {
    if (common.known == 0) return Identity::other;
    const std::size_t going = common.going();
    const bool hardly_any = going <= std::max(kFew, common.in_list / 10) && common.known > going;
    const bool a_third = going * 3 <= common.in_list || (going <= kFew && common.known >= going);
    const bool not_swallowed =
        common.known * 2 >= common.in_file || (common.headings && common.name && common.publisher);
    const bool short_ones = std::min(common.in_list, common.in_file) <= kFew;
    // One row that two publishers name is no sign of one list.
    const bool sure = (common.name && common.publisher) || common.by_number || !short_ones;
    if (not_swallowed && sure) {
        if (common.headings && common.like_name && a_third) return Identity::same;
        if ((common.headings || common.like_name) && hardly_any && common.known >= 3)
            return Identity::same;
    }
    const bool much = common.known * 3 >= common.in_list || common.known * 3 >= common.in_file;
    return (common.headings || common.like_name) && much ? Identity::maybe : Identity::other;
}

bool is_clearer(const InCommon& left, const InCommon& right) {
    if (left.name != right.name) return left.name;
    if (left.headings != right.headings) return left.headings;
    if (left.like_name != right.like_name) return left.like_name;
    return left.known >= right.known + std::max<std::size_t>(1, right.known / 10);
}

std::string name_stem(std::string_view file_name) {
    std::string stem = fold(without_ending(file_name));
    std::erase_if(stem, [](char c) {
        return (c >= '0' && c <= '9') ||
               std::string_view(" _-.()[]").find(c) != std::string_view::npos;
    });
    return stem;
}

std::string list_name_from(std::string_view file_name) {
    return std::string(without_ending(file_name));
}

}  // namespace michi::directory
