#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>

#include "platform/engine.hpp"
#include "platform/migrate.hpp"
#include "platform/sqlite.hpp"

namespace michi {
namespace {

namespace fs = std::filesystem;

/// A directory in memory where the machine has one; it goes with this object.
class ScratchDirectory {
  public:
    ScratchDirectory() {
        const fs::path memory = "/dev/shm";
        std::string name = ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
        name += "/michi-test-XXXXXX";
        if (!::mkdtemp(name.data())) throw StorageUnavailable("no temporary directory");
        place_.directory = name;
    }
    ~ScratchDirectory() {
        std::error_code ignored;
        fs::remove_all(place_.directory, ignored);
    }
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;
    const Place& place() const { return place_; }

  private:
    Place place_;
};

/// Migrated once a process, copied for each test.
const Place& migrated_template() {
    static const ScratchDirectory directory;
    static const bool made = [] {
        const auto connection = open_sqlite(directory.place().file(), Reach::writes);
        migrate(*connection);
        return true;
    }();
    (void)made;
    return directory.place();
}

std::unique_ptr<Database> scratch_sqlite() {
    const auto directory = std::make_shared<ScratchDirectory>();
    fs::copy_file(migrated_template().file(), directory->place().file());
    return database_over(connector(directory->place()), false, [directory] {});
}

std::unique_ptr<Database> scratch_postgres() {
    static std::atomic<int> count{};
    const char* url = std::getenv("MICHI_TEST_POSTGRES");
    if (!url) throw StorageUnavailable("MICHI_TEST_POSTGRES is not set");
    const std::string schema = "t" + std::to_string(::getpid()) + "_" + std::to_string(++count);
    const Connect connect = connector({.directory = {}, .url = url}, schema);
    const auto connection = connect(Reach::writes);
    connection->script("CREATE SCHEMA " + schema);
    migrate(*connection);
    return database_over(connect, true, [connect, schema] {
        connect(Reach::writes)->script("DROP SCHEMA " + schema + " CASCADE");
    });
}

}  // namespace

std::unique_ptr<Database> open_scratch_database(bool postgres) {
    return postgres ? scratch_postgres() : scratch_sqlite();
}

}  // namespace michi
