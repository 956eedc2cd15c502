// Two people edit one form: different fields merge silently, the same field is shown to both.
#pragma once

#include <string_view>

namespace michi::work {

enum class Merged { mine, theirs, conflict };

/// was: what the form showed; mine: what was typed; now: what is stored.
constexpr Merged merge(std::string_view was, std::string_view mine, std::string_view now) {
    if (mine == now || mine == was) return Merged::theirs;
    return now == was ? Merged::mine : Merged::conflict;
}

struct Changed {
    std::string_view before, gone, come, behind;
};
/// Where two texts part and where they meet again, at whole characters.
Changed what_changed(std::string_view was, std::string_view is);

}  // namespace michi::work
