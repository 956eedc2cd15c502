// 手当・制度: what a family can get, as dated facts with their source.
#pragma once

#include <optional>
#include <string>

#include "base/choice.hpp"
#include "base/date.hpp"
#include "base/id.hpp"

namespace michi {
struct Account;
}

namespace michi::schemes {

struct SchemeRow;  // what an Id names

/// How firm it is: what comes from memory must be checked before a family relies on it.
enum class Trust { read = 0, second_hand = 1, memory = 2 };

struct Scheme {
    Id<SchemeRow> id;
    std::int64_t edition{};  // what an editor saw: a newer one refuses his
    std::string name, what, amount, holder, ask_at;
    std::string place;  // "" the whole country, or a 6-digit code of a prefecture or municipality
    bool up_to_municipality{};               // each decides whether there is one
    std::optional<int> from_age, below_age;  // completed years; the second is the first without it
    bool until_school_end{};  // 18歳に達した日以後の最初の3月31日まで
    std::optional<Date> valid_from, valid_until;  // both days included
    Date as_of{};
    std::string source;
    Trust trust{Trust::read};
    bool retired{};
};

}  // namespace michi::schemes
