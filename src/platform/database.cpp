#include <atomic>
#include <filesystem>
#include <future>

#include "platform/engine.hpp"
#include "platform/migrate.hpp"
#include "platform/postgres.hpp"
#include "platform/sqlite.hpp"
#include "platform/writer.hpp"

namespace michi {
namespace {

class GroupedDatabase : public Database {
  public:
    GroupedDatabase(const Connect& connect, bool postgres, std::function<void()> at_end,
                    const std::string& file)
        : at_end_(std::move(at_end)),
          readers_(connect, memory()),
          postgres_(postgres),
          writer_(
              postgres ? connect : Connect([this, connect](Reach r) { return anew(connect, r); }),
              memory(), Room(file)) {}
    ~GroupedDatabase() override {
        GroupedDatabase::close();
        if (at_end_) at_end_();
    }

    void read(const std::function<void(Tx&)>& work) override { readers_.read(work); }
    void write(std::function<void(Tx&)> work, std::function<void(Written)> done) override {
        writer_.write(std::move(work), std::move(done));
    }
    void write_now(std::function<void(Tx&)> work) override {
        if (writer_.is_this_thread()) throw std::logic_error("the writer cannot wait for itself");
        std::promise<void> end;
        auto ended = end.get_future();
        writer_.write(std::move(work), [&](const Written& written) {
            if (written.error)
                end.set_exception(written.error);
            else
                end.set_value();
        });
        ended.get();
    }
    void on_seal(Seal seal) override { writer_.on_seal(std::move(seal)); }
    bool is_postgres() const override { return postgres_; }
    void close() override {
        writer_.close();
        readers_.close();
    }

  private:
    /// Files that are over open anew when the last connection to them has closed; readers that
    /// nobody uses would keep them.
    std::unique_ptr<Connection> anew(const Connect& connect, Reach reach) {
        try {
            return connect(reach);
        } catch (const StorageUnavailable&) {
            readers_.close();
            return connect(reach);
        }
    }

    std::function<void()> at_end_;
    Readers readers_;
    bool postgres_;
    Writer writer_;
};

void make_directory(const std::string& directory) {
    namespace fs = std::filesystem;
    std::error_code why;
    if (fs::create_directories(directory, why))
        fs::permissions(directory, fs::perms::owner_all, why);
    if (why) throw StorageUnavailable("cannot make " + directory + ": " + why.message());
}

}  // namespace

Connect connector(const Place& place, const std::string& schema) {
    if (place.is_postgres())
        return [url = place.url, schema](Reach reach) { return open_postgres(url, reach, schema); };
    make_directory(place.directory);
    return [file = place.file(), seen = std::make_shared<std::atomic<bool>>(),
            files = std::make_shared<SqliteFiles>(place.file())](Reach reach) {
        // Once it was there, a missing file is a loss: an empty one must not take its place.
        if (*seen && !std::filesystem::exists(file)) throw StorageUnavailable(file + " is gone");
        auto connection = open_sqlite(file, reach, files);
        *seen = true;
        return connection;
    };
}

std::unique_ptr<Database> database_over(const Connect& connect, bool postgres,
                                        std::function<void()> at_end, const std::string& file) {
    return std::make_unique<GroupedDatabase>(connect, postgres, std::move(at_end), file);
}

std::unique_ptr<Database> open_database(const Place& place) {
    const Connect connect = connector(place);
    {
        const auto connection = connect(Reach::writes);
        if (is_empty_database(*connection)) migrate(*connection);
        if (const auto missing = missing_migrations(*connection, embedded_migrations());
            !missing.empty())
            throw OlderSchema("the database lacks " + std::string(missing.front().name) +
                              "; run: michishirube migrate");
    }
    return database_over(connect, place.is_postgres(), {}, place.is_postgres() ? "" : place.file());
}

}  // namespace michi
