// Front door of search: one field for people, numbers and words, over what one may read.
#pragma once

#include <atomic>
#include <thread>

#include "platform/db.hpp"
#include "platform/metrics.hpp"
#include "platform/vault.hpp"
#include "web/web.hpp"

namespace michi::search {

web::Part part();

/// Fills what is searched in memory beside the server, newest first, and keeps it up with every
/// node's changes until it is destroyed.
class Keeper {
  public:
    Keeper(Database& database, Vault& vault);
    void begin();
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

  private:
    void run(const std::stop_token& stop);
    void fill(const std::stop_token& stop);
    bool keep_up();
    void forget();

    Database& database_;
    Vault& vault_;
    std::atomic<bool> filled_{};
    metrics::Gauge filled_gauge_, persons_, texts_, bytes_;
    std::jthread thread_;
};

}  // namespace michi::search
