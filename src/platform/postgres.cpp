#include "platform/postgres.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <charconv>
#include <chrono>
#include <regex>
#include <unordered_map>

namespace michi {
namespace {

constexpr auto kDeadline = std::chrono::seconds(10);   // a frozen server is given up, not waited for

struct Clear {
    void operator()(PGresult* r) const { PQclear(r); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

[[noreturn]] void fail(const PGresult* result, std::string text) {
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string code = state ? state : "08000";
    if (code.starts_with("23")) throw ConstraintBroken(text);
    if (code.starts_with("08") || code.starts_with("57P") || code.starts_with("53") || code == "25006" ||
        code == "40001" || code.starts_with("58"))
        throw StorageUnavailable(text);
    throw StorageFault(text);
}

/// Parameters as text; bytes as \x hex.
struct Texts {
    std::vector<std::string> kept;
    std::vector<const char*> pointers;

    explicit Texts(std::span<const Value> values) {
        kept.reserve(values.size());
        for (const Value& value : values) std::visit([this](const auto& v) { add(v); }, value);
    }
    void add(std::nullptr_t) {
        kept.emplace_back();
        pointers.push_back(nullptr);
    }
    void add(std::int64_t v) { put(std::to_string(v)); }
    void add(double v) { put(fmt::format("{}", v)); }
    void add(std::string_view v) {
        if (v.find('\0') != std::string_view::npos) throw StorageFault("NUL in text");
        put(std::string(v));
    }
    void add(Blob v) {
        static constexpr char kDigits[] = "0123456789abcdef";
        std::string hex = "\\x";
        hex.reserve(2 + v.data.size() * 2);
        for (const char c : v.data) {
            hex += kDigits[static_cast<unsigned char>(c) >> 4];
            hex += kDigits[static_cast<unsigned char>(c) & 15];
        }
        put(std::move(hex));
    }
    void put(std::string text) {
        kept.push_back(std::move(text));
        pointers.push_back(kept.back().c_str());
    }
};

class PostgresRow : public Row {
  public:
    PostgresRow(const PGresult* result) : r_(result) {}
    void at(int row) { row_ = row; }
    bool null(int c) const override { return PQgetisnull(r_, row_, c) != 0; }
    std::int64_t integer(int c) const override {
        const auto t = text(c);
        if (t == "t") return 1;
        std::int64_t value = 0;
        std::from_chars(t.data(), t.data() + t.size(), value);
        return value;
    }
    double real(int c) const override { return null(c) ? 0 : std::strtod(PQgetvalue(r_, row_, c), nullptr); }
    std::string_view text(int c) const override {
        return {PQgetvalue(r_, row_, c), std::size_t(PQgetlength(r_, row_, c))};
    }
    std::string_view blob(int c) const override {
        const auto hex = text(c);
        bytes_.clear();
        for (std::size_t i = 2; i + 1 < hex.size(); i += 2)
            bytes_ += static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1]));
        return bytes_;
    }

  private:
    static int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }
    const PGresult* r_;
    int row_{};
    mutable std::string bytes_;
};

class PostgresConnection : public Connection {
  public:
    PostgresConnection(const std::string& url, Reach reach, const std::string& schema) {
        db_ = PQconnectdb(url.c_str());
        if (PQstatus(db_) != CONNECTION_OK) {
            const std::string why = PQerrorMessage(db_);
            PQfinish(db_);
            throw StorageUnavailable("cannot reach PostgreSQL: " + why);
        }
        PQsetnonblocking(db_, 1);
        PQsetNoticeReceiver(db_, notice, this);
        script("SET client_min_messages TO warning; SET synchronous_commit TO on; SET TIME ZONE 'UTC';"
               "SET bytea_output TO 'hex'");
        if (!schema.empty()) script("SET search_path TO " + schema);
        if (reach == Reach::reads) script("SET default_transaction_read_only TO on");
    }
    ~PostgresConnection() override { PQfinish(db_); }

    std::int64_t execute(std::string_view sql, std::span<const Value> values,
                         const std::function<void(const Row&)>& on_row) override {
        const std::string& name = prepared(sql);
        const Texts texts(values);
        PQsendQueryPrepared(db_, name.c_str(), int(values.size()), texts.pointers.data(), nullptr, nullptr, 0);
        const Answer answer = wait();
        if (sql == "COMMIT" && not_replicated_) throw StorageUnavailable("commit was not confirmed by the standby");
        PostgresRow row(answer.get());
        for (int i = 0; i < PQntuples(answer.get()); ++i) {
            row.at(i);
            on_row(row);
        }
        const std::string changed = PQcmdTuples(answer.get());
        return changed.empty() ? 0 : std::stoll(changed);
    }

    void script(std::string_view sql) override {
        PQsendQuery(db_, postgres_ddl(sql).c_str());
        wait();
    }

    bool is_postgres() const override { return true; }

  private:
    /// With strict synchronous replication this warning means: not acknowledged.
    static void notice(void* self, const PGresult* result) {
        const char* text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        if (text && std::string_view(text).find("synchronous replication") != std::string_view::npos)
            static_cast<PostgresConnection*>(self)->not_replicated_ = true;
    }

    const std::string& prepared(std::string_view sql) {
        if (const auto found = names_.find(std::string(sql)); found != names_.end()) return found->second;
        const std::string name = "s" + std::to_string(names_.size());
        PQsendPrepare(db_, name.c_str(), std::string(sql).c_str(), 0, nullptr);
        wait();
        return names_.emplace(std::string(sql), name).first->second;
    }

    Answer wait() {
        const auto until = std::chrono::steady_clock::now() + kDeadline;
        Answer last, wrong;
        for (;;) {
            pump(until);
            Answer next(PQgetResult(db_));
            if (!next) break;
            const auto status = PQresultStatus(next.get());
            if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) wrong = std::move(next);
            else last = std::move(next);
        }
        if (wrong) fail(wrong.get(), PQresultErrorMessage(wrong.get()));
        if (!last) fail(nullptr, PQerrorMessage(db_));
        return last;
    }

    /// Until a result can be taken without waiting, or the deadline.
    void pump(std::chrono::steady_clock::time_point until) {
        for (;;) {
            const int more = PQflush(db_);
            if (more == 0 && !PQisBusy(db_)) return;
            pollfd fd{PQsocket(db_), short(POLLIN | (more ? POLLOUT : 0)), 0};
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
            if (left.count() <= 0 || ::poll(&fd, 1, int(left.count())) == 0)
                throw StorageUnavailable("PostgreSQL did not answer in time");
            if (!PQconsumeInput(db_)) throw StorageUnavailable(PQerrorMessage(db_));
        }
    }

    PGconn* db_{};
    bool not_replicated_{};
    std::unordered_map<std::string, std::string> names_;
};

}  // namespace

std::string postgres_ddl(std::string_view sql) {
    static const std::regex blob("\\bBLOB\\b"), key("\\bINTEGER PRIMARY KEY\\b");
    const std::string text = std::regex_replace(std::string(sql), blob, "BYTEA");
    return std::regex_replace(text, key, "BIGINT PRIMARY KEY");
}

std::unique_ptr<Connection> open_postgres(const std::string& url, Reach reach, const std::string& schema) {
    return std::make_unique<PostgresConnection>(url, reach, schema);
}

}  // namespace michi
