// Families who wait for a place and agreed to be told: what they wait for, and what has opened since.
#pragma once

#include "needs/model.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi::directory {
struct Match;
}

namespace michi::needs {

struct Waiting;

/// Who said that they may be told.
inline constexpr std::array kSpeakers{Code{"mother", "needs.mother"_w},
                                      Code{"father", "needs.father"_w},
                                      Code{"other", "needs.other_person"_w}};
inline constexpr std::array kEnds{Code{"found", "needs.end_found"_w},
                                  Code{"not_needed", "needs.end_not_needed"_w},
                                  Code{"withdrawn", "needs.end_withdrawn"_w}};

struct WaitingRow {
    Id<Waiting> id;
    Id<record::Case> case_id;
    Need need;
    std::int64_t version{};  // of the directory when they began to wait
    std::string speaker;
    Date agreed_on{};
    Id<Account> by;
    Instant at{};
};

/// Nothing stands against it, and it is new or was told of since that version of the directory.
bool has_opened(const directory::Match& match, std::int64_t since);

/// The same wait of a case is kept once.
Id<Waiting> begin_waiting(Tx& tx, Vault& vault, const WaitingRow& row);
/// Those that still wait, longest first; a closed case waits for nothing.
std::vector<WaitingRow> waiting(Tx& tx, Vault& vault);
/// What they wait for and who said so, told otherwise.
void rewrite_waiting(Tx& tx, Vault& vault, const WaitingRow& row);
/// Seals what an earlier edition kept in clear (platform/in_clear.hpp).
void seal_in_clear(Tx& tx, Vault& vault);
/// False when it has ended already. Throws NotFound.
bool end_waiting(Tx& tx, Id<Waiting> id, std::string_view reason, Id<Account> by, Instant at);

}  // namespace michi::needs
