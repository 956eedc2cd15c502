// Codes that open a sheet or tell what became of a proposal: twelve characters that can be read out on
// the telephone, sixty bits. They stand nowhere: each is made under the instance's key, and only a
// keyed digest of it is kept. Guesses from everywhere wait four seconds, 2,048 at once: a thousand open
// sheets hold against a year of that with a chance of one in seventy thousand.
#pragma once

#include <string>
#include <string_view>

#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "web/tries.hpp"

namespace michi::assurance {

/// "7K2M-QX4D-90HT" of whatever `what` names.
std::string code_for(const Vault& vault, std::string_view purpose, std::string_view what);
/// As people type it: any width, case and spacing, O for 0, I and L for 1. "" when it is no code.
std::string typed_code(std::string_view typed);
/// What is kept of a code.
Bytes digest_of(const Vault& vault, std::string_view code);

inline constexpr std::int64_t kTriesWindow = 60LL * 60 * 1000;
/// Wrong codes: an address is refused after ten; 600 of many addresses slow everybody by seconds.
inline constexpr web::TryLimit kCodes{
    .kind = "sheet code", .window = kTriesWindow, .of_household = {10, 10}, .of_all = {600}};
/// What visitors send in is read by people.
inline constexpr web::TryLimit kProposals{
    .kind = "proposal", .window = kTriesWindow, .of_household = {10, 10}, .of_all = {300, 300}};

}  // namespace michi::assurance
