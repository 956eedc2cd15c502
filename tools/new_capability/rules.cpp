#include "NAME/rules.hpp"

#include "base/fold.hpp"

namespace michi::NAME {

Refusals reasons_not_to_keep(const Entry& entry, Date today) {
    Refusals no;
    if (trimmed(entry.words).empty()) no.add("words", "NAME.say_words"_w);
    if (entry.on > today) no.add("on", "NAME.not_yet"_w);
    return no;
}

}  // namespace michi::NAME
