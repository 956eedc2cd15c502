// What a program finds that starts on what a failing disk or a lost power left.
#pragma once

#include "platform/migrate.hpp"
#include "power/ledger.hpp"
#include "power/platter.hpp"

namespace michi::power {

/// As the sentence of a half made schema says, `migrate` goes first.
inline std::unique_ptr<Database> open_anyhow(const Place& place) try {
    return open_database(place);
} catch (const OlderSchema&) {
    migrate_place(place);
    return open_database(place);
}

/// Starts the real store there, once more writes, and tells what is wrong; "" nothing.
inline std::string start(const Place& place, const Ledger& ledger, std::size_t cut,
                         std::unique_ptr<Database> (*open)(const Place&) = open_anyhow) try {
    const auto database = open(place);
    std::string wrong;
    database->read([&](Tx& tx) {
        wrong = ledger.judge(tx, cut);
        if (wrong.empty()) wrong = Ledger::unsound(tx);
    });
    database->write_now([](Tx& tx) {
        tx.run(
            "INSERT INTO number_series (series, last_number) VALUES ('next', 1)"
            " ON CONFLICT (series) DO NOTHING");
    });
    return wrong;
} catch (const std::exception& why) {
    return std::string("does not start: ") + why.what();
}

/// How many of many starts found something wrong.
struct Tally {
    int starts{}, lost{}, unsound{};
    std::string first{};
    void take(const std::string& wrong, const std::string& where) {
        ++starts;
        if (wrong.empty()) return;
        const bool is_loss = wrong.starts_with("lost") || wrong.starts_with("the big row is of") ||
                             wrong == "the big row is lost";
        ++(is_loss ? lost : unsound);
        if (first.empty()) first = wrong + ", " + where;
    }
};

}  // namespace michi::power
