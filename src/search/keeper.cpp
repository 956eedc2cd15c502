// What is searched in memory, filled and kept up in the background.

#include <malloc.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "platform/changes.hpp"
#include "platform/log.hpp"
#include "record/persons.hpp"
#include "search/search.hpp"
#include "search/texts.hpp"

namespace michi::search {
namespace {

constexpr std::chrono::seconds kBetween{1};
constexpr int kForgetEvery = 3600;  // rounds

std::string since(std::chrono::steady_clock::time_point begun) {
    using namespace std::chrono;
    return std::to_string(duration_cast<milliseconds>(steady_clock::now() - begun).count());
}

/// Sleeps a while; false when the end is asked for.
bool wait(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, kBetween, [] { return false; });
    return !stop.stop_requested();
}

}  // namespace

Keeper::Keeper(Database& database, Vault& vault)
    : database_(database),
      vault_(vault),
      filled_gauge_("michi_search_filled", "1 when everything that is searched has been read.",
                    [this] { return filled_ ? 1 : 0; }),
      persons_("michi_search_persons", "Persons that are found in memory.",
               [this] { return double(database_.memory().of<record::Persons>().index().size()); }),
      texts_("michi_search_texts", "Texts that are found in memory.",
             [this] { return double(database_.memory().of<Texts>().index().size()); }),
      bytes_("michi_search_text_bytes", "Memory that the texts' index takes.",
             [this] { return double(database_.memory().of<Texts>().index().bytes()); }) {
    database_.memory().of<record::Persons>().expect_load();
    database_.memory().of<Texts>().expect_load();
}

void Keeper::begin() {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Keeper::run(const std::stop_token& stop) {
    for (bool filled = false; !filled && !stop.stop_requested();) {
        try {
            fill(stop);
            filled = true;
            filled_ = !stop.stop_requested();
        } catch (const std::exception& why) {
            log_fault("search_fill", why.what());
            if (!wait(stop)) return;
        }
    }
    for (int round = 1; wait(stop); ++round) {
        try {
            bool joined = false;
            while (!stop.stop_requested() && keep_up()) joined = true;
            if (joined) malloc_trim(0);  // joining needs the old and the new at once
            if (round % kForgetEvery == 0) forget();
        } catch (const std::exception& why) {
            log_fault("search_follow", why.what());
        }
    }
}

void Keeper::fill(const std::stop_token& stop) {
    const auto begun = std::chrono::steady_clock::now();
    auto& persons = database_.memory().of<record::Persons>();
    auto& texts = database_.memory().of<Texts>();
    database_.read([&](Tx& tx) { persons.load(tx, vault_); });
    const std::string persons_ms = since(begun);
    texts.load([this](const std::function<void(Tx&)>& part) { database_.read(part); }, vault_,
               [&stop] { return !stop.stop_requested(); });
    malloc_trim(
        0);  // what the filling needed once is half of all memory: it goes back to the system
    log_note("search_filled", {{"persons", std::to_string(persons.index().size())},
                               {"persons_ms", persons_ms},
                               {"texts", std::to_string(texts.index().size())},
                               {"texts_bytes", std::to_string(texts.index().bytes())},
                               {"ms", since(begun)}});
}

/// True when there may be more to do at once.
bool Keeper::keep_up() {
    auto& persons = database_.memory().of<record::Persons>();
    auto& texts = database_.memory().of<Texts>();
    bool more = false;
    database_.read([&](Tx& tx) {
        persons.keep_up(tx, vault_);
        texts.keep_up(tx, vault_);
        more = persons.is_behind(tx) || texts.is_behind(tx);
    });
    return persons.tidy() || texts.tidy() || more;
}

void Keeper::forget() {
    database_.write_now([](Tx& tx) { forget_old_changes(tx); });
}

}  // namespace michi::search
