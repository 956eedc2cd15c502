// `doctor` says what whoever keeps the instance has to see to; `drill` brings a backup back on trial; `version`.
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>

#include "app/commands.hpp"
#include "app/instance.hpp"
#include "app/version.hpp"
#include "audit/audit.hpp"
#include "platform/backup.hpp"
#include "platform/clock.hpp"
#include "platform/engine.hpp"
#include "platform/migrate.hpp"
#include "selfcheck/selfcheck.hpp"
#include "web/json.hpp"

namespace michi::app {
namespace {

/// What `doctor --json` answers: {"checks":[{"name","ok","says","do"}]}.
struct Finding {
    std::string name;
    bool ok{};
    std::string says, todo;
};

std::string in_json(std::string_view text) {
    std::string out;
    web::json_string(out, text);
    return out;
}

std::string json_of(const Finding& finding) {
    return fmt::format("{{\"name\":{},\"ok\":{},\"says\":{},\"do\":{}}}", in_json(finding.name),
                       finding.ok, in_json(finding.says), in_json(finding.todo));
}

void add_settings(std::vector<Finding>& findings, const ConfigRead& read) {
    auto wrong = read.mistakes;
    for (std::string& sentence : contradictions(read.config)) wrong.push_back(std::move(sentence));
    findings.push_back({.name = "settings",
                        .ok = wrong.empty(),
                        .says = wrong.empty() ? "The settings hold." : wrong.front(),
                        .todo = wrong.empty() ? "" : "Run michishirube check-config."});
}

void add(std::vector<Finding>& findings, const std::vector<selfcheck::Check>& checks) {
    for (const auto& check : checks)
        findings.push_back({std::string(check.name), check.ok,
                            say(check.says, Lang::en, check.args),
                            check.ok ? "" : say(check.todo, Lang::en, check.args)});
}

/// Database, key and schema: opening the instance looks at all three.
void add_instance(std::vector<Finding>& findings, const Config& config) {
    try {
        const Instance instance = open_instance(config);
        findings.push_back(
            {"database", true, "The instance opens: key, database and schema fit.", ""});
        auto premises = premises_of(config, *instance.vault);
        if (premises.kept_records) premises.kept_before = premises.kept_records();
        add(findings, instance.database->ask([&](Tx& tx) {
            return selfcheck::checks(tx, premises, system_now(), Lang::en);
        }));
    } catch (const std::exception& why) {
        findings.push_back({"database", false, why.what(),
                            "See \"Troubleshooting\" in the operations manual for this sentence."});
        add(findings, selfcheck::checks_around(premises_of(config), system_now(), Lang::en));
    }
}

void print(const std::vector<Finding>& findings, bool json) {
    std::string all;
    for (const Finding& finding : findings)
        all +=
            json ? (all.empty() ? "" : ",") + json_of(finding)
                 : fmt::format("{}  {}: {}{}{}\n", finding.ok ? "ok     " : "TO DO  ", finding.name,
                               finding.says, finding.todo.empty() ? "" : " ", finding.todo);
    fmt::print("{}", json ? fmt::format("{{\"checks\":[{}]}}\n", all) : all);
}

/// A directory that goes with its content.
class Trial {
  public:
    explicit Trial(const std::string& beside) {
        std::string name = beside + "/drill-XXXXXX";
        if (!mkdtemp(name.data()))
            throw StorageUnavailable("cannot make a directory for the trial in " + beside);
        path_ = name;
    }
    ~Trial() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    const std::string& path() const { return path_; }

  private:
    std::string path_;
};

/// Where the instance lies there is room for it once more.
std::string room_for_trials(const Config& config) {
    return config.data.empty() ? std::filesystem::temp_directory_path().string() : config.data;
}

/// The names are those of this program's own schema.
std::int64_t rows_of(Tx& tx, const std::string& table) {
    std::int64_t rows = 0;
    tx.connection().execute("SELECT count(*) FROM " + table, {},
                            [&](const Row& row) { rows = row.integer(0); });
    return rows;
}

/// Brings it back, reads the audit whole and counts every table again.
void try_backup(const std::string& file, const std::string& beside, const Vault& vault) {
    const Trial trial(beside);
    const Place place{.directory = trial.path(), .url = {}};
    const BackupFacts facts = restore(file, vault, place);
    migrate_place(place);
    const auto database = open_database(place);
    const auto verdict = audit::verify(*database, vault);
    if (!verdict.ok)
        throw std::runtime_error("the audit in the backup does not hold: " + verdict.what);
    database->read([&](Tx& tx) {
        for (const auto& [table, rows] : facts.rows)
            if (rows_of(tx, table) != rows)
                throw std::runtime_error(fmt::format("table {} came back with other rows", table));
    });
    database->close();
}

}  // namespace

int doctor_command(const Call& call) {
    const ConfigRead read = read_config(call);
    if (!has_place(read.config)) config_of(call);  // says what is missing
    std::vector<Finding> findings;
    add_settings(findings, read);
    add_instance(findings, read.config);
    print(findings, call.has("json"));
    return std::ranges::all_of(findings, &Finding::ok) ? kDone : kDoesNotHold;
}

int drill_command(const Call& call) {
    const auto directory = call.maybe("newest-in");
    const std::string file = directory ? newest_copy_in(*directory)
                                       : call.word(0, "which backup to try, or --newest-in DIR");
    const Config config = config_of(call);
    const Instance instance = open_instance(config);
    try_backup(file, room_for_trials(config), *instance.vault);
    instance.database->write_now([&](Tx& tx) {
        selfcheck::note_done(tx, selfcheck::kDrill, system_now());
        Trace trace;
        trace.kind = TraceKind::backup;
        trace.action = "backup.drill";
        tx.trace(std::move(trace));
    });
    fmt::print("{}: brought back on trial, every table has its rows, the audit holds\n", file);
    return kDone;
}

int version_command(const Call& call) {
    const auto known = embedded_migrations();
    const std::string schema(known.back().name);
    if (call.has("json"))
        fmt::print("{{\"version\":\"{}\",\"schema\":\"{}\",\"sqlite\":\"{}\"}}\n", kVersion, schema,
                   sqlite_version());
    else
        fmt::print("michishirube {}\nschema {}\nSQLite {}\n{}\n", kVersion, schema,
                   sqlite_version(), OpenSSL_version(OPENSSL_VERSION));
    return kDone;
}

}  // namespace michi::app
