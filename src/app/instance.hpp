// An instance, opened: database, vault and audit belong together.
#pragma once

#include <memory>

#include "app/config.hpp"
#include "audit/audit.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "selfcheck/selfcheck.hpp"

namespace michi::app {

struct Instance {
    std::unique_ptr<Vault> vault;                      // outlives the database, which seals with it
    std::shared_ptr<audit::OutsideHead> outside_head;  // none where the instance has no directory
    std::unique_ptr<Database> database;
    bool demonstration{};  // `demo` made it
};

/// Beside the database; "" where the instance has no directory.
std::string outside_head_file(const Config& config);
/// What lies around the database, for who looks after it.
selfcheck::Premises premises_of(const Config& config);
/// With the head outside the database, as `vault` reads it, which outlives them.
selfcheck::Premises premises_of(const Config& config, const Vault& vault);
/// What an earlier edition kept in clear is sealed before anybody reads it; a second process that opens the same
/// database finds nothing left.
void seal_in_clear(Database& database, Vault& vault);
/// Opens what is there; every write is audited from here on, and the clock is that of the instance.
Instance open_instance(const Config& config);
/// As open_instance, but makes the root key and the schema where there are none yet.
Instance make_instance(const Config& config);

}  // namespace michi::app
