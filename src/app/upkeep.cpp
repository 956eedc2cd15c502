// Commands of the one who keeps the instance: accounts, audit, keys, schema, settings.
#include <fmt/format.h>

#include <filesystem>

#include "app/commands.hpp"
#include "app/instance.hpp"
#include "audit/audit.hpp"
#include "people/people.hpp"
#include "platform/clock.hpp"
#include "platform/migrate.hpp"
#include "web/json.hpp"

namespace michi::app {
namespace {

int print_verdict(const audit::Verdict& verdict, bool json) {
    const std::string first_bad = verdict.first_bad ? std::to_string(*verdict.first_bad) : "null";
    if (json)
        fmt::print("{{\"entries\":{},\"ok\":{},\"first_bad\":{}}}\n", verdict.entries, verdict.ok,
                   first_bad);
    else if (verdict.ok)
        fmt::print("{} entries, nothing was changed\n", verdict.entries);
    if (!json)
        for (const std::string& gap : verdict.declared) fmt::print("{}\n", gap);
    if (!verdict.ok)
        fmt::print(stderr, "michishirube audit: entry {}: {}.\n", first_bad, verdict.what);
    return verdict.ok ? kDone : kDoesNotHold;
}

int verify_audit(const Call& call, const Instance& instance) {
    std::vector<std::string> outside;
    if (const auto against = call.maybe("against")) outside.push_back(text_of(*against));
    if (instance.outside_head) outside.push_back(audit::note_of(*instance.outside_head));
    return print_verdict(audit::verify(*instance.database, *instance.vault, outside),
                         call.has("json"));
}

int acknowledge_gaps(const Instance& instance) {
    int gaps = 0;
    instance.database->write_now([&](Tx& tx) { gaps = audit::acknowledge_gaps(tx); });
    fmt::print("{} gaps are known and stay recorded\n", gaps);
    return kDone;
}

int print_usage_of_keys(Database& database, bool json) {
    const auto usage = database.ask(key_usage);
    std::string rows;
    for (const KeyUsage& key : usage)
        rows += json ? fmt::format("{}{{\"key\":{},\"data_keys\":{}}}", rows.empty() ? "" : ",",
                                   key.kek, key.data_keys)
                     : fmt::format("key {} wraps {} data keys\n", key.kek, key.data_keys);
    fmt::print("{}", json ? fmt::format("{{\"keys\":[{}]}}\n", rows) : rows);
    return kDone;
}

people::FirstPerson first_link(const Instance& instance, Role role, const Call& call) {
    people::FirstPerson person;
    const std::string login = call.text("login");
    instance.database->write_now([&](Tx& tx) {
        person =
            people::first_person(tx, *instance.vault, role, login, call.text("name"), system_now());
    });
    using State = people::FirstPerson::State;
    if (person.state == State::taken)
        throw std::runtime_error("the login " + login + " is taken; choose another");
    if (person.state == State::begun)
        throw std::runtime_error("the login " + login +
                                 " is taken: this person has begun and signs in as usual");
    return person;
}

}  // namespace

int account_command(const Call& call) {
    const std::string& what = call.word(0, "what to do: first-admin or first-head");
    if (what != "first-admin" && what != "first-head")
        throw WrongUse("Say what to do: first-admin or first-head.");
    const Role role = what == "first-head" ? Role::centre_head : Role::administrator;
    if (call.text("login").empty()) throw WrongUse("Say who: --login X.");
    const Config config = config_of(call);
    const Instance instance = make_instance(config);
    fmt::print("{}{}\n", front_of(config.server), first_link(instance, role, call).link);
    fmt::print(stderr, "The link works once, for 60 minutes.\n");
    return kDone;
}

int audit_command(const Call& call) {
    const std::string& what = call.word(0, "what to do: verify, checkpoint or acknowledge");
    if (what != "verify" && what != "checkpoint" && what != "acknowledge")
        throw WrongUse("Say what to do: verify, checkpoint or acknowledge.");
    const Instance instance = open_instance(config_of(call));
    if (what == "verify") return verify_audit(call, instance);
    if (what == "acknowledge") return acknowledge_gaps(instance);
    instance.database->write_now([&](Tx& tx) {
        selfcheck::note_done(tx, selfcheck::kNote, system_now());
        audit::sign_checkpoint(tx, *instance.vault, system_now());
    });
    fmt::print("{}", instance.database->ask(audit::newest_checkpoint));
    return kDone;
}

int key_command(const Call& call) {
    const std::string& what = call.word(0, "what to do: usage or rotate");
    if (what != "usage" && what != "rotate") throw WrongUse("Say what to do: usage or rotate.");
    const Instance instance = open_instance(config_of(call));
    if (what == "usage") return print_usage_of_keys(*instance.database, call.has("json"));
    const std::int64_t count = instance.vault->rotate(*instance.database);
    instance.database->write_now([&](Tx& tx) {
        Trace trace;
        trace.kind = TraceKind::key;
        trace.action = "key.rotate";
        trace.detail = std::to_string(count);
        tx.trace(std::move(trace));
    });
    if (call.has("json"))
        fmt::print("{{\"rewrapped\":{}}}\n", count);
    else
        fmt::print("{} data keys are wrapped by a new key\n", count);
    return kDone;
}

int migrate_command(const Call& call) {
    const Config config = config_of(call);
    if (!config.place.is_postgres() && !std::filesystem::exists(config.place.file()))
        throw StorageUnavailable("there is no instance in " + config.place.directory);
    fmt::print("{} migrations were applied\n", migrate_place(config.place));
    return kDone;
}

int check_config_command(const Call& call) {
    if (call.has("list")) {
        fmt::print("| setting | takes | when not set | what for |\n|---|---|---|---|\n");
        for (const SettingFacts& s : settings())
            fmt::print("| `{}` | {} | {} | {} |\n", s.name, s.takes, s.without, s.says);
        return kDone;
    }
    ConfigRead read = read_config(call);
    for (std::string& sentence : contradictions(read.config))
        read.mistakes.push_back(std::move(sentence));
    if (call.has("json")) {
        std::string mistakes;
        web::write_json(mistakes, read.mistakes);
        fmt::print("{{\"mistakes\":{}}}\n", mistakes);
    } else {
        for (const std::string& mistake : read.mistakes) fmt::print(stderr, "{}\n", mistake);
        if (read.mistakes.empty()) fmt::print("The settings hold.\n");
    }
    return read.mistakes.empty() ? kDone : kDoesNotHold;
}

}  // namespace michi::app
