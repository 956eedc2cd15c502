// A database and a vault that count what is asked of them: what is hidden must cost what is absent costs.
#pragma once

#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi {

struct Costs {
    std::int64_t statements{}, rows{}, opened{}, traces{};
    friend bool operator==(const Costs&, const Costs&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Costs& c) {
        return out << c.statements << " statements, " << c.rows << " rows, " << c.opened
                   << " opened, " << c.traces << " traces";
    }
};

class CountingVault : public Vault {
  public:
    CountingVault(Vault& inner, Costs& costs) : inner_(inner), costs_(costs) {}
    Id<DataKey> new_key(Tx& tx) override { return inner_.new_key(tx); }
    Bytes seal(Tx& tx, Id<DataKey> key, Spot spot, std::string_view text) override {
        return inner_.seal(tx, key, spot, text);
    }
    std::string open(Tx& tx, Id<DataKey> key, Spot spot, std::string_view sealed) override {
        ++costs_.opened;
        return inner_.open(tx, key, spot, sealed);
    }
    std::int64_t rotate(Database& database) override { return inner_.rotate(database); }
    Bytes mac(std::string_view purpose, std::string_view message) const override {
        return inner_.mac(purpose, message);
    }

  private:
    Vault& inner_;
    Costs& costs_;
};

class CountingConnection : public Connection {
  public:
    CountingConnection(Connection& inner, Costs& costs) : inner_(inner), costs_(costs) {}
    std::int64_t execute(std::string_view sql, std::span<const Value> values,
                         const std::function<void(const Row&)>& on_row) override {
        ++costs_.statements;
        return inner_.execute(sql, values, [&](const Row& row) {
            ++costs_.rows;
            on_row(row);
        });
    }
    void script(std::string_view sql) override { inner_.script(sql); }
    bool is_postgres() const override { return inner_.is_postgres(); }
    void begin(Reach reach) override { inner_.begin(reach); }
    void commit() override { inner_.commit(); }
    void rollback() noexcept override { inner_.rollback(); }
    bool in_transaction() const override { return inner_.in_transaction(); }
    bool usable() const override { return inner_.usable(); }
    void tidy(bool idle) override { inner_.tidy(idle); }

  private:
    Connection& inner_;
    Costs& costs_;
};

/// Counts what is read; writing goes on as it is, but its traces are counted.
class CountingDatabase : public Database {
  public:
    CountingDatabase(Database& inner, Costs& costs) : inner_(inner), costs_(costs) {}
    void read(const std::function<void(Tx&)>& work) override {
        inner_.read([&](Tx& tx) {
            CountingConnection connection(tx.connection(), costs_);
            Tx counted(connection, Reach::reads, inner_.memory(), tx.scarce());
            work(counted);
            for (Trace& trace : counted.traces()) tx.trace(std::move(trace));
        });
    }
    void write(std::function<void(Tx&)> work, std::function<void(Written)> done) override {
        inner_.write(
            [this, work = std::move(work)](Tx& tx) {
                const auto before = tx.traces().size();
                work(tx);
                costs_.traces += std::int64_t(tx.traces().size() - before);
            },
            std::move(done));
    }
    void write_now(std::function<void(Tx&)> work) override { inner_.write_now(std::move(work)); }
    void on_seal(Seal seal) override { inner_.on_seal(std::move(seal)); }
    bool is_postgres() const override { return inner_.is_postgres(); }
    void close() override { inner_.close(); }

  private:
    Database& inner_;
    Costs& costs_;
};

}  // namespace michi
