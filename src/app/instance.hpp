// An instance, opened: database, vault and audit belong together.
#pragma once

#include <memory>

#include "app/config.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi::app {

struct Instance {
    std::unique_ptr<Vault> vault;  // outlives the database, which seals with it
    std::unique_ptr<Database> database;
};

/// Opens what is there; every write is audited from here on.
Instance open_instance(const Config& config);
/// As open_instance, but makes the root key and the schema where there are none yet.
Instance make_instance(const Config& config);

}  // namespace michi::app
