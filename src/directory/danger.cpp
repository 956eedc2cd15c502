#include "directory/danger.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/fold.hpp"

namespace michi::directory {
namespace {

struct Row {
    Danger danger;
    std::string_view forms;
};
constexpr Row kRows[] = {
#include "directory/danger.inc"
};

const std::vector<std::pair<Danger, std::string>>& forms() {
    static const auto made = [] {
        std::vector<std::pair<Danger, std::string>> all;
        for (auto [danger, text] : kRows)
            while (!text.empty()) {
                const std::size_t end = std::min(text.find(' '), text.size());
                all.emplace_back(danger, fold(text.substr(0, end)));
                text.remove_prefix(std::min(end + 1, text.size()));
            }
        return all;
    }();
    return made;
}

}  // namespace

Danger danger_in(std::string_view typed) {
    const std::string folded = fold(typed);
    Danger found = Danger::none;
    for (const auto& [danger, form] : forms()) {
        if (folded.find(form) == std::string::npos) continue;
        if (danger == Danger::body) return danger;
        found = danger;
    }
    return found;
}

}  // namespace michi::directory
