#include "platform/log_base.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "platform/archive.hpp"
#include "platform/record_file.hpp"
#include "platform/vault.hpp"

namespace michi {
namespace {

constexpr int kPage = 4096;

/// A log whose first commit touches 20 pages from `first` on, beside a file that gives each sector
/// bytes of its own.
class LogBase : public testing::TestWithParam<std::uint32_t> {
  public:
    LogBase() {
        std::filesystem::create_directories(directory);
        std::ofstream log(database + "-wal", std::ios::binary);
        log << std::string(8, '\0') << packed32(kPage) << packed32(0) << salt << packed64(0);
        for (std::uint32_t i = 0; i < kFrames; ++i)
            log << packed32(GetParam() + i) << packed32(0) << salt << packed64(0)
                << std::string(kPage, 'n');
    }
    ~LogBase() override { std::filesystem::remove_all(directory); }

    ReadDatabase reading(std::string version) const {
        return [version](std::int64_t offset, std::string& into) {
            into.replace(0, 40, (version + std::to_string(offset)).append(40, ' ').substr(0, 40));
            return true;
        };
    }

    static constexpr std::uint32_t kFrames = 20;
    const std::string salt = "saltsalt";
    const std::string directory = testing::TempDir() + "michi-" + to_hex(random_bytes(6));
    const std::string database = directory + "/michi.db";
};
/// Of a small database, of 40 MB, of 400 MB, and of the largest there is.
INSTANTIATE_TEST_SUITE_P(pages, LogBase, testing::Values(1, 9'990, 99'990, 4'294'967'200));

TEST_P(LogBase, knows_the_file_again_and_no_other_whatever_its_size) {
    keep_log_base(database, kFrames, reading("ours"));
    EXPECT_TRUE(fits_log(database, reading("ours")));
    EXPECT_FALSE(fits_log(database, reading("other")));
    EXPECT_LT(RecordFile(database + ".base").read().size(), RecordFile::kSize);
}

}  // namespace
}  // namespace michi
