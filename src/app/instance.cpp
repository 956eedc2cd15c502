#include "app/instance.hpp"

#include <filesystem>

#include "audit/audit.hpp"
#include "consent/consent.hpp"
#include "consultation/consultation.hpp"
#include "demo/demo.hpp"
#include "directory/directory.hpp"
#include "needs/waiting.hpp"
#include "platform/clock.hpp"
#include "platform/in_clear.hpp"
#include "record/record.hpp"
#include "reports/reports.hpp"

namespace michi::app {
namespace {

namespace fs = std::filesystem;

bool has_database(const Config& config) {
    return config.place.is_postgres() || fs::exists(config.place.file());
}

void make_directory_of(const std::string& file) {
    const fs::path directory = fs::path(file).parent_path();
    std::error_code why;
    if (directory.empty() || fs::exists(directory)) return;
    fs::create_directories(directory, why);
    if (!why) fs::permissions(directory, fs::perms::owner_all, why);
    if (why) throw StorageUnavailable("cannot make " + directory.string() + ": " + why.message());
}

Instance opened(const Config& config) {
    Instance instance;
    instance.vault = open_vault(config.root_key_file());
    instance.database = open_database(config.place);
    if (const std::string head = outside_head_file(config); !head.empty()) {
        make_directory_of(head);  // with PostgreSQL nothing else may be there
        instance.outside_head = audit::open_outside_head(head, *instance.vault);
    }
    instance.database->on_seal(audit::sealing(*instance.vault, system_now, instance.outside_head));
    seal_in_clear(*instance.database, *instance.vault);
    instance.database->read([&](Tx& tx) {
        directory::learn_municipalities(tx);
        directory::learn_regions(tx);
        const auto ahead = demo::ahead(tx);
        instance.demonstration = ahead.has_value();
        set_clock_ahead(ahead.value_or(std::chrono::milliseconds{0}));
    });
    return instance;
}

/// What is kept for the service's own user; that it is there is another question.
std::vector<std::string> secrets_of(const Config& config) {
    std::vector<std::string> files{config.root_key_file()};
    for (const std::string& file : {config.server.tls_key, config.metrics_token})
        if (!file.empty()) files.push_back(file);
    if (!config.place.is_postgres()) {
        const std::string database = config.place.file();
        for (const char* end : {"", "-wal", "-shm"}) files.push_back(database + end);
    }
    if (const std::string head = outside_head_file(config); !head.empty()) files.push_back(head);
    return files;
}

}  // namespace

void seal_in_clear(Database& database, Vault& vault) {
    if (!database.ask([](Tx& tx) { return has_in_clear(tx); })) return;
    database.write_now([&](Tx& tx) {
        record::seal_in_clear(tx, vault);
        consultation::seal_in_clear(tx, vault);
        consent::seal_in_clear(tx, vault);
        needs::seal_in_clear(tx, vault);
        reports::seal_in_clear(tx, vault);
    });
}

std::string outside_head_file(const Config& config) {
    return config.data.empty() ? std::string() : config.data + "/audit.head";
}

selfcheck::Premises premises_of(const Config& config) {
    const bool file = !config.place.is_postgres();
    return {.directory = config.data,
            .database_file = file ? config.place.file() : std::string(),
            .tls_certificate = config.server.tls_certificate,
            .secrets = secrets_of(config)};
}

selfcheck::Premises premises_of(const Config& config, const Vault& vault) {
    selfcheck::Premises premises = premises_of(config);
    if (const std::string head = outside_head_file(config); !head.empty())
        premises.kept_records = [head, &vault] { return audit::entries_outside(head, vault); };
    return premises;
}

Instance open_instance(const Config& config) {
    if (!has_database(config))
        throw StorageUnavailable("there is no instance in " + config.place.directory +
                                 "; `michishirube init` or `demo` makes one");
    return opened(config);
}

Instance make_instance(const Config& config) {
    const std::string key = config.root_key_file();
    if (!fs::exists(key) && (config.place.is_postgres() || !has_database(config))) {
        make_directory_of(key);
        make_root_key(key);
    }
    return opened(config);
}

}  // namespace michi::app
