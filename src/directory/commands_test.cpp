#include "directory/commands.hpp"

#include <gtest/gtest.h>

#include "directory/files_test.hpp"
#include "engines.hpp"

namespace michi::directory {
namespace {

const Now kToday = now_at(Instant{1795000000000});

class ImportCommand : public OnEachEngine {
  public:
    std::string json(const std::vector<NamedBytes>& files, bool rehearse = false) {
        return as_json(import_files(*database, files, {}, rehearse, kToday), Lang::ja);
    }
};
ON_EACH_ENGINE(ImportCommand);

TEST_P(ImportCommand, answers_in_the_agreed_shape) {
    const NamedBytes list{"w.csv", published("wam_202503_021_ryoyo_kaigo_pref35.csv")};
    const std::string_view fresh =
        R"({"files":[{"file":"w.csv","rows":3,"new":3,"changed":0,"gone":0,"unchanged":0,"refused":[],)"
        R"("list":"w","edition":false,"publisher":"","kind":"wamnet","asked":[],"gone_names":[],"notes":[)";
    EXPECT_TRUE(json({list}, true).starts_with(fresh)) << json({list}, true);
    EXPECT_TRUE(json({list}).starts_with(fresh)) << "the rehearsal changed nothing";
    const std::string again = json({list});
    EXPECT_TRUE(again.starts_with(
        R"({"files":[{"file":"w.csv","rows":3,"new":0,"changed":0,"gone":0,"unchanged":3,"refused":[],)"
        R"("list":"w","edition":true,)"))
        << again;
    EXPECT_TRUE(again.ends_with("]}]}\n")) << again;
    EXPECT_NE(again.find("使わなかった列: "), std::string::npos) << again;
}

TEST_P(ImportCommand, refused_rows_carry_row_column_and_reason) {
    EXPECT_NE(
        json({{"a.csv", "NO,名称,住所\n1,,周南市1\n"}})
            .find(
                R"({"files":[{"file":"a.csv","rows":1,"new":0,"changed":0,"gone":0,"unchanged":0,"refused":[)"
                R"({"row":2,"column":"名称","reason":"名前がありません。名前を入れてください。"}],)"),
        std::string::npos);
}

TEST_P(ImportCommand, an_unreadable_file_is_said_and_the_others_are_taken) {
    const auto imported = import_files(
        *database, {{"x.xls", "\xD0\xCF\x11\xE0"}, {"a.csv", "NO,名称,住所\n1,あおば,周南市1\n"}},
        {}, false, kToday);
    EXPECT_FALSE(imported.all_read);
    ASSERT_EQ(imported.files.size(), 2u);
    EXPECT_EQ(imported.files[0].fresh.size(), 1u);
    EXPECT_EQ(imported.files[1].refused.front().word, "directory.file_old_excel"_w);
}

}  // namespace
}  // namespace michi::directory
