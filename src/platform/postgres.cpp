#include "platform/postgres.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <regex>
#include <unordered_map>

#include "platform/clock.hpp"
#include "platform/load.hpp"
#include "platform/postgres_values.hpp"
#include "platform/schema.hpp"

namespace michi {
namespace {

using namespace std::chrono_literals;
using Deadline = std::chrono::steady_clock::time_point;

// A frozen server is given up here, not waited for. The server's own limit comes a little earlier.
constexpr auto kStatementTime = 15s;
constexpr auto kScriptTime = 600s;
constexpr auto kConnectTime = 5s;
constexpr std::size_t kCopyAtOnce = 1 << 16;
constexpr std::string_view kSession =
    "SET client_min_messages TO warning; SET client_encoding TO 'UTF8'; SET TIME ZONE 'UTC';"
    "SET synchronous_commit TO on; SET statement_timeout TO '14s';"
    // A node that vanished must not hold the writer's lock for long.
    "SET idle_in_transaction_session_timeout TO '20s'; SET tcp_keepalives_idle TO 10;"
    "SET tcp_keepalives_interval TO 5; SET tcp_keepalives_count TO 2";

struct Clear {
    void operator()(PGresult* r) const { PQclear(r); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

struct Finish {
    void operator()(PGconn* c) const { PQfinish(c); }
};
using Link = std::unique_ptr<PGconn, Finish>;

[[noreturn]] void fail(const PGresult* result) {
    const std::string text = PQresultErrorMessage(result);
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string_view code = state ? state : "08000";
    if (code.starts_with("23")) throw ConstraintBroken(text);
    for (const std::string_view passing :
         {"08", "57P", "53", "58", "25006", "25P03", "40", "57014"})
        if (code.starts_with(passing)) throw StorageUnavailable(text);
    throw StorageFault(text);
}

void wait_for(PGconn* link, short events, Deadline until) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - steady_now());
        if (left <= 0ms) throw StorageUnavailable("PostgreSQL did not answer in time");
        pollfd fd{PQsocket(link), events, 0};
        const int ready = ::poll(&fd, 1, static_cast<int>(left.count()));
        if (ready > 0) return;
        if (ready < 0 && errno != EINTR) throw StorageUnavailable("poll failed");
    }
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

/// Several hosts may stand in the URL; the one that takes writes is meant, for reading too: what a
/// standby shows may be old.
Link connect(const std::string& url) {
    const char* const keys[] = {"dbname", "target_session_attrs", "application_name", nullptr};
    const char* const values[] = {url.c_str(), "read-write", "michishirube", nullptr};
    Link link(PQconnectStartParams(keys, values, 1));
    const Deadline until = steady_now() + kConnectTime;
    auto state = link ? PGRES_POLLING_WRITING : PGRES_POLLING_FAILED;
    while (state == PGRES_POLLING_READING || state == PGRES_POLLING_WRITING) {
        if (PQstatus(link.get()) == CONNECTION_BAD) break;
        wait_for(link.get(), state == PGRES_POLLING_READING ? POLLIN : POLLOUT, until);
        state = PQconnectPoll(link.get());
    }
    if (state != PGRES_POLLING_OK)
        throw StorageUnavailable("cannot reach PostgreSQL: " +
                                 first_line(PQerrorMessage(link.get())));
    return link;
}

class PostgresConnection : public Connection, public Loading {
  public:
    PostgresConnection(const std::string& url, Reach reach, const std::string& schema)
        : link_(connect(url)) {
        PQsetnonblocking(link_.get(), 1);
        PQsetNoticeReceiver(link_.get(), notice, this);
        std::string set(kSession);
        if (!schema.empty()) set += "; SET search_path TO " + schema;
        if (reach == Reach::reads) set += "; SET default_transaction_read_only TO on";
        simple(set, kConnectTime);
    }

    std::int64_t execute(std::string_view sql, std::span<const Value> values,
                         const std::function<void(const Row&)>& on_row) override {
        const std::string& name = prepared(sql);
        const PostgresParameters given(values);
        sent(PQsendQueryPrepared(link_.get(), name.c_str(), given.count(), given.values(),
                                 given.lengths(), given.formats(), 1) == 1);
        const Answer answer = collect(kStatementTime);
        PostgresRow row(answer.get());
        for (int i = 0; i < PQntuples(answer.get()); ++i) {
            row.stand_on(i);
            on_row(row);
        }
        return changed(answer.get());
    }

    /// Migrations may take longer than a request may.
    void script(std::string_view sql) override {
        simple(
            "SET statement_timeout TO 0;" + postgres_ddl(sql) + ";SET statement_timeout TO '14s'",
            kScriptTime);
    }
    void load(std::string_view table, std::span<const std::string> columns,
              const NextRow& next) override {
        simple("SET statement_timeout TO 0", kStatementTime);
        begin_copy("COPY " + quoted_name(table) + " (" + quoted_names(columns) + ") FROM STDIN");
        try {
            put_lines(columns.size(), next);
        } catch (...) {
            give_up_copy();
            throw;
        }
        sent(PQputCopyEnd(link_.get(), nullptr) == 1);
        collect(kScriptTime);
        simple("SET statement_timeout TO '14s'", kStatementTime);
    }
    bool is_postgres() const override { return true; }

    /// One writer at a time, whichever node it is on: what SQLite's BEGIN IMMEDIATE gives.
    void begin(Reach reach) override {
        simple(reach == Reach::reads
                   ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                   : "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended(current_schema(), 0))",
               kStatementTime);
    }

    void commit() override {
        not_replicated_ = false;
        const bool aborted = PQtransactionStatus(link_.get()) == PQTRANS_INERROR;
        try {
            simple("COMMIT", kStatementTime);
        } catch (const StorageUnavailable& why) {
            if (!usable()) throw OutcomeUnknown(why.what());
            throw;
        }
        if (aborted) throw StorageFault("the transaction had failed before COMMIT");
        if (not_replicated_) throw OutcomeUnknown("no standby confirmed the commit");
    }

    void rollback() noexcept override {
        if (!in_transaction()) return;
        try {
            simple("ROLLBACK", kStatementTime);
        } catch (const std::exception&) {
            broken_ = true;
        }
    }
    bool in_transaction() const override {
        const auto status = PQtransactionStatus(link_.get());
        return !broken_ && (status == PQTRANS_INTRANS || status == PQTRANS_INERROR);
    }
    bool usable() const override {
        return !broken_ && PQtransactionStatus(link_.get()) == PQTRANS_IDLE;
    }
    void tidy(bool) override {}

  private:
    /// With strict synchronous replication this warning means: not acknowledged.
    static void notice(void* self, const PGresult* result) {
        const char* text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
        if (text &&
            std::string_view(text).find("synchronous replication") != std::string_view::npos)
            static_cast<PostgresConnection*>(self)->not_replicated_ = true;
    }

    static std::int64_t changed(PGresult* answer) {
        const std::string_view count = PQcmdTuples(answer);
        const std::string_view command = PQcmdStatus(answer);
        if (count.empty() || command.starts_with("SELECT")) return 0;
        return std::stoll(std::string(count));
    }

    const std::string& prepared(std::string_view sql) {
        if (const auto found = names_.find(sql); found != names_.end()) return found->second;
        const std::string text(sql);
        std::string name = "s" + std::to_string(names_.size());
        sent(PQsendPrepare(link_.get(), name.c_str(), text.c_str(), 0, nullptr) == 1);
        collect(kStatementTime);
        return names_.emplace(text, std::move(name)).first->second;
    }

    void simple(const std::string& sql, std::chrono::steady_clock::duration time) {
        sent(PQsendQuery(link_.get(), sql.c_str()) == 1);
        collect(time);
    }

    void begin_copy(const std::string& sql) {
        sent(PQsendQuery(link_.get(), sql.c_str()) == 1);
        const Answer answer = next_result(steady_now() + kStatementTime);
        if (PQresultStatus(answer.get()) == PGRES_COPY_IN) return;
        collect(kStatementTime);
        fail(answer.get());
    }

    void give_up_copy() noexcept {
        try {
            sent(PQputCopyEnd(link_.get(), "given up") == 1);
            collect(kStatementTime);
        } catch (const std::exception&) {  // what was wrong is told already
        }
    }

    void put_lines(std::size_t columns, const NextRow& next) {
        std::vector<Value> values(columns);
        std::string lines;
        for (bool more = true; more;) {
            more = next(values);
            if (more) add_copy_line(lines, values);
            if (more && lines.size() < kCopyAtOnce) continue;
            sent(PQputCopyData(link_.get(), lines.data(), static_cast<int>(lines.size())) == 1);
            pump(steady_now() + kStatementTime);
            lines.clear();
        }
    }

    void sent(bool ok) {
        if (ok) return;
        broken_ = true;
        throw StorageUnavailable(PQerrorMessage(link_.get()));
    }

    /// The last result of what was sent; throws for the first that failed.
    Answer collect(std::chrono::steady_clock::duration time) {
        const Deadline until = steady_now() + time;
        Answer last;
        Answer wrong;
        while (Answer next = next_result(until)) {
            const auto status = PQresultStatus(next.get());
            const bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
            (good || wrong ? last : wrong) = std::move(next);
        }
        if (PQstatus(link_.get()) == CONNECTION_BAD) broken_ = true;
        if (wrong) fail(wrong.get());
        return last;
    }

    Answer next_result(Deadline until) {
        try {
            pump(until);
        } catch (...) {
            broken_ = true;
            throw;
        }
        return Answer(PQgetResult(link_.get()));
    }

    /// Until a result can be taken without waiting, or the deadline.
    void pump(Deadline until) {
        for (;;) {
            const int unsent = PQflush(link_.get());
            if (unsent < 0) throw StorageUnavailable(PQerrorMessage(link_.get()));
            if (unsent == 0 && !PQisBusy(link_.get())) return;
            wait_for(link_.get(), static_cast<short>(POLLIN | (unsent ? POLLOUT : 0)), until);
            if (!PQconsumeInput(link_.get())) throw StorageUnavailable(PQerrorMessage(link_.get()));
        }
    }

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    Link link_;
    bool broken_{};
    bool not_replicated_{};
    std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> names_;
};

}  // namespace

std::string postgres_ddl(std::string_view sql) {
    static const std::regex blob("\\bBLOB\\b");
    static const std::regex key("\\bINTEGER PRIMARY KEY\\b");
    const std::string text = std::regex_replace(std::string(sql), blob, "BYTEA");
    return std::regex_replace(text, key, "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
}

std::unique_ptr<Connection> open_postgres(const std::string& url, Reach reach,
                                          const std::string& schema) {
    return std::make_unique<PostgresConnection>(url, reach, schema);
}

}  // namespace michi
