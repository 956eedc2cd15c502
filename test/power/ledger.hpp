// Writes whose every byte can be told again from their number, and a judge of what a store kept of them.
#pragma once

#include <algorithm>
#include <functional>
#include <future>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/db.hpp"

namespace michi::power {

/// One write is several rows: its own (two tables), the count of all, sometimes one that grows old
/// (bigs) and sometimes the removal of an earlier one. Every thirteenth is given up half way.
class Ledger {
  public:
    /// `now` tells how much the disk has written down.
    explicit Ledger(std::function<std::size_t()> now) : now_(std::move(now)) {}

    static bool gives_up(int n) { return n % 13 == 7; }
    static bool is_big(int n) { return n % 5 == 0; }
    static bool removes(int n) { return n % 7 == 0 && n > 7; }
    static std::string text(int n, std::size_t size) {
        std::string text = std::to_string(n) + ":";
        for (std::uint32_t word = static_cast<std::uint32_t>(n) * 2654435761u; text.size() < size;
             word = word * 1664525u + 1013904223u)
            text += static_cast<char>('a' + (word >> 24) % 26);
        return text;
    }
    static std::string own_text(int n) {
        constexpr std::size_t kSizes[] = {10, 300, 3000, 700, 12000, 40};
        return text(n, kSizes[static_cast<std::size_t>(n) % std::size(kSizes)]);
    }
    static std::string big_text(int n) {
        return text(n, 20'000u + static_cast<std::size_t>(n) * 977u % 9000u);
    }

    static void work(Tx& tx, int n) {
        tx.run("INSERT INTO job (id, kind, argument, due_at) VALUES ($1, 't', $2, 0)", n,
               own_text(n));
        if (gives_up(n)) throw NotFound();
        tx.run("INSERT INTO number_series (series, last_number) VALUES ($1, $2)", std::to_string(n),
               n);
        std::int64_t gone = 0;
        if (removes(n)) {
            gone = tx.run("DELETE FROM job WHERE id = $1", n - 3);
            tx.run("DELETE FROM number_series WHERE series = $1", std::to_string(n - 3));
        }
        tx.run(
            "INSERT INTO number_series (series, last_number) VALUES ('count', $1)"
            " ON CONFLICT (series) DO UPDATE SET last_number = number_series.last_number + $1",
            1 - gone);
        if (is_big(n)) grow_old(tx, n);
        tx.trace({});
    }
    /// The same row again and again: the log grows, the database does not.
    static void grow_old(Tx& tx, int n) {
        tx.run(
            "INSERT INTO job (id, kind, argument, due_at) VALUES (-1, 'big', $1, $2)"
            " ON CONFLICT (id) DO UPDATE SET argument = excluded.argument, due_at = excluded.due_at",
            big_text(n), n);
    }

    /// Sends writes without waiting, so that they commit in groups; then waits for all.
    void burst(Database& database, int count) {
        std::vector<std::promise<void>> ends(static_cast<std::size_t>(count));
        int n = static_cast<int>(all_.size());
        all_.resize(all_.size() + ends.size(), Write{.sent_at = now_()});
        for (auto& end : ends) {
            ++n;
            database.write([n](Tx& tx) { work(tx, n); },
                           [this, n, &end](const Written& written) {
                               settle(n, written.ok());
                               end.set_value();
                           });
        }
        for (auto& end : ends) end.get_future().wait();
    }

    /// Nothing to judge: it makes the log long.
    static void stuff(Database& database, int round) {
        database.write_now([round](Tx& tx) {
            tx.run(
                "INSERT INTO job (id, kind, argument, due_at) VALUES (-2, 'stuffing', $1, 0)"
                " ON CONFLICT (id) DO UPDATE SET argument = excluded.argument",
                std::string(200'000, static_cast<char>('a' + round % 26)));
        });
    }

    int acknowledged(std::size_t after = 0) const {
        return static_cast<int>(std::count_if(all_.begin(), all_.end(), [&](const Write& write) {
            return write.acknowledged_at && *write.acknowledged_at > after;
        }));
    }
    /// Sent when the disk had written down more than `from` events, acknowledged at most at `to`.
    int went_on(std::size_t from, std::size_t to) const {
        return static_cast<int>(std::count_if(all_.begin(), all_.end(), [&](const Write& write) {
            return write.sent_at > from && write.acknowledged_at && *write.acknowledged_at <= to;
        }));
    }

    /// What is wrong with what the store kept when the disk had written down `cut` events; "" nothing.
    std::string judge(Tx& tx, std::size_t cut) const {
        const auto rows = present(tx);
        if (!rows.wrong.empty()) return rows.wrong;
        std::map<int, bool> gone;
        for (const int n : rows.numbers)
            if (removes(n)) gone[n - 3] = true;
        int newest_big = 0, counted = 0;
        for (int n = 1; n <= static_cast<int>(all_.size()); ++n) {
            const bool there = rows.numbers.contains(n);
            const auto& acknowledged = all_[static_cast<std::size_t>(n) - 1].acknowledged_at;
            counted += there;
            if (there && gone[n]) return "half a removal of " + std::to_string(n);
            if (acknowledged && *acknowledged <= cut && !there && !gone[n])
                return "lost " + std::to_string(n);
            if (is_big(n) && (there || (acknowledged && *acknowledged <= cut))) newest_big = n;
        }
        const int count =
            tx.value<int>("SELECT last_number FROM number_series WHERE series = 'count'");
        if (count != counted)
            return "the count is " + std::to_string(count) + " of " + std::to_string(counted);
        return judge_big(tx, newest_big);
    }

    /// What SQLite itself says of the file; "" that it is sound.
    static std::string unsound(Tx& tx) {
        std::string told;
        tx.each("PRAGMA integrity_check", [&](const Row& r) { told += r.get<std::string>(0); });
        if (told != "ok") return told;
        told.clear();
        tx.each("PRAGMA foreign_key_check",
                [&](const Row& r) { told = "key " + r.get<std::string>(0); });
        return told;
    }

  private:
    struct Write {
        std::size_t sent_at{};
        std::optional<std::size_t> acknowledged_at{};  // events that were written down by then
    };
    struct Present {
        std::set<int> numbers{};
        std::string wrong{};
    };

    void settle(int n, bool acknowledged) {
        if (acknowledged) all_[static_cast<std::size_t>(n) - 1].acknowledged_at = now_();
    }

    Present present(Tx& tx) const {
        Present found;
        tx.each(
            "SELECT j.id, s.last_number, j.argument FROM (SELECT * FROM job WHERE kind = 't') j"
            " FULL JOIN (SELECT * FROM number_series WHERE series NOT IN ('count', 'sealed', 'next')) s"
            " ON s.series = CAST(j.id AS TEXT)",
            [&](const Row& r) {
                if (r.null(0) || r.null(1)) return void(found.wrong = "half a write");
                const int n = r.get<int>(0);
                auto& text = texts_[n];
                if (text.empty()) text = own_text(n);
                if (r.text(2) != text || gives_up(n)) found.wrong = "wrong " + std::to_string(n);
                found.numbers.insert(n);
            });
        return found;
    }

    static std::string judge_big(Tx& tx, int newest) {
        const auto found =
            tx.first("SELECT due_at, argument FROM job WHERE id = -1",
                     [](const Row& r) { return std::pair(r.get<int>(0), r.get<std::string>(1)); });
        if (!found) return newest ? "the big row is lost" : "";
        if (found->first < newest) return "the big row is of " + std::to_string(found->first);
        return found->second == big_text(found->first) ? "" : "the big row is half";
    }

    std::function<std::size_t()> now_;
    std::vector<Write> all_;
    mutable std::map<int, std::string> texts_;  // of the judge, who comes often
};

}  // namespace michi::power
