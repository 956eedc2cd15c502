// Whom the law lets use a kind of service, by age: it counts before what a place says of itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/word.hpp"
#include "directory/model.hpp"

namespace michi::directory {

/// Completed years, both included. Between `from`–`to` the law leaves it to the place; in the wider range it
/// depends on a decision or on the school year; outside it is no.
struct LegalAges {
    std::string_view kind;
    int from, to;
    int perhaps_from, perhaps_to;
    Word who;                 // 「小学校に入ってから、18歳まで」
    std::string_view source;  // the article
    std::string_view since;   // the day from which it holds, as ISO
    bool from_memory{};       // nobody read the article for this program: it never says no
};

/// nullptr where the law of that day sets no age.
const LegalAges* legal_ages(std::string_view kind, Date on);

enum class LegalAnswer : std::uint8_t {
    open,     // the place may say
    decided,  // the place may say; without its word it is not known
    doubted,  // outside of what is remembered of the law: not known, whatever the place says
    no,
};
LegalAnswer answer_by_law(const LegalAges* ages, int age);
/// The place's own answer under what the law says.
Answer before_the_place(LegalAnswer law, Answer place);

/// 「小学校に入ってから18歳まで（児童福祉法第6条の2の2第3項）」
std::string law_text(const LegalAges& ages, Lang lang);

}  // namespace michi::directory
