// Words that the Centre added to those the program knows, and which kinds of service answer them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "platform/db.hpp"
#include "policy/policy.hpp"

namespace michi::directory {

struct Phrase {
    std::string words;               // 「緊急 預け」: both stand in what was typed
    std::vector<std::string> kinds;  // best first
};

/// Kinds that answer what was typed: of the phrase that says most first, each once.
std::vector<std::string> suggested_kinds(std::span<const Phrase> phrases, std::string_view typed);

std::vector<Phrase> phrases(Tx& tx);

/// A phrase without kinds goes away. Refuses words of less than two characters.
Refusals set_phrase(Tx& tx, const Phrase& phrase, Id<Account> by, Instant at);

}  // namespace michi::directory
