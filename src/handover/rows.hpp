// Rows of requests and of their story. Texts are sealed under the child's key.
#pragma once

#include "handover/handover.hpp"

namespace michi::handover {

void insert_request(Tx& tx, Vault& vault, const Request& request, Id<DataKey> key);
/// Throws Stale when `version` is not the newest.
void update_request(Tx& tx, Vault& vault, std::int64_t version, const Request& request,
                    Id<DataKey> key);

struct NewEvent {
    std::string_view deed;  // name_of(Deed), or "send"
    Id<Account> by;
    Id<Organisation> organisation;
    std::string_view side, text;
    Instant at{};
};
void add_event(Tx& tx, Vault& vault, const Request& request, Id<DataKey> key,
               const NewEvent& event);

/// One category at the moment of sending: an id of telling.cpp's outcomes, and the words that went.
struct Told {
    Field field{};
    std::string outcome, text;
};
void keep_told(Tx& tx, Vault& vault, Id<Handover> id, Id<DataKey> key,
               const std::vector<Told>& told);
/// In the order of the categories; none: the request was sent before this was kept.
std::vector<Told> told_of(Tx& tx, Vault& vault, Id<Handover> id, Id<DataKey> key);

}  // namespace michi::handover
