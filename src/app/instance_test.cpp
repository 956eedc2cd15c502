#include "app/instance.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace michi::app {
namespace {

namespace fs = std::filesystem;

/// With PostgreSQL and a root key elsewhere nothing has made the directory before.
TEST(Instance, keeps_its_head_in_a_directory_that_was_not_there) {
    const std::string directory = testing::TempDir() + "michi-" + to_hex(random_bytes(6));
    fs::create_directories(directory);
    make_root_key(directory + "/root.key");
    Config config;
    config.place.directory = directory + "/database";
    config.data = directory + "/not/there";
    config.root_key = directory + "/root.key";
    make_instance(config).database->write_now([](Tx& tx) { tx.trace({}); });
    EXPECT_TRUE(fs::exists(outside_head_file(config)));
    fs::remove_all(directory);
}

}  // namespace
}  // namespace michi::app
