// Lists of one publisher, cut in any way and taken in any order: no place vanishes, and what is
// taken again changes nothing.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <random>

#include "directory/commands.hpp"
#include "directory/end_command.hpp"
#include "directory/ending.hpp"
#include "directory/files_test.hpp"
#include "directory/import.hpp"
#include "directory/listing.hpp"
#include "directory/store.hpp"
#include "engines.hpp"

namespace michi::directory {
namespace {

const Now kToday = now_at(Instant{1795000000000});

class Chance {
  public:
    explicit Chance(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t most) { return engine_() % most; }
    template <class List>
    void shuffle(List& list) {
        std::ranges::shuffle(list, engine_);
    }

  private:
    std::mt19937 engine_;
};

struct Cut {
    std::string name, bytes;
};

/// Rows as lists have them: some without a number, some of one name, some that only their address
/// tells apart.
std::vector<std::string> made_rows(Chance& chance, std::size_t count) {
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string n = std::to_string(i);
        const bool common = chance.below(6) == 0;
        rows.push_back((common ? "中央保育園" : "架空保育園" + n) + ",周南市岐山通" + n +
                       "-1,0834-22-" + std::to_string(1000 + i) + "," +
                       std::to_string(20 + chance.below(9)));
    }
    return rows;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size() - 1);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

/// The rows dealt to some files: all of one name, of names that differ in their number, or of
/// names of their own.
std::vector<Cut> cut(Chance& chance, const std::string& heading, std::vector<std::string> rows) {
    chance.shuffle(rows);
    const std::size_t files = 2 + chance.below(4), manner = chance.below(3);
    std::vector<Cut> cuts(files);
    constexpr std::string_view kNames[] = {"公立", "私立", "北部", "南部", "小規模"};
    for (std::size_t i = 0; i < files; ++i) {
        cuts[i].name = manner == 0   ? "一覧.csv"
                       : manner == 1 ? "一覧_" + std::to_string(i + 1) + ".csv"
                                     : std::string(kNames[i]) + ".csv";
        cuts[i].bytes = heading + "\n";
    }
    for (const std::string& row : rows) cuts[chance.below(files)].bytes += row + "\n";
    chance.shuffle(cuts);
    return cuts;
}

int rounds() {
    const char* said = std::getenv("MICHI_LIST_ROUNDS");
    return said ? std::atoi(said) : 6;
}

class Lists : public OnEachEngine {
  public:
    Preview take_cut(const std::string& name, const std::string& bytes,
                     const Choices& choices = {}) {
        // Read here and not apart: the reader's child has the lowest priority, and a thousand rounds
        // of it wait for whatever else the machine does.
        const auto tables = read_tables(bytes);
        EXPECT_TRUE(tables) << name;
        if (!tables) return {};
        const auto file = file_of(name, bytes, *tables);
        EXPECT_TRUE(file) << name;
        if (!file) return {};
        std::vector<Preview> done;
        database->write_now([&](Tx& tx) { done = take(tx, *file, {}, kToday, choices); });
        return done.front();
    }
    Preview take_cut(const Cut& one) { return take_cut(one.name, one.bytes); }
    std::size_t standing() {
        return static_cast<std::size_t>(std::ranges::count(
            database->ask([](Tx& tx) { return snapshot(tx); })->listings, false, &Listing::gone));
    }
    Refusals take_back(std::int64_t batch) {
        Refusals no;
        database->write_now([&](Tx& tx) { no = undo(tx, {batch}, {}, kToday); });
        return no;
    }
    void in_any_order(const std::string& heading, const std::vector<std::string>& rows,
                      unsigned seed);
};
ON_EACH_ENGINE(Lists);

void Lists::in_any_order(const std::string& heading, const std::vector<std::string>& rows,
                         unsigned seed) {
    database = open_scratch_database(GetParam());
    Chance chance(seed);
    auto cuts = cut(chance, heading, rows);
    std::size_t taken = 0;
    for (const Cut& one : cuts) {
        const Preview done = take_cut(one);
        EXPECT_EQ(done.gone.size(), 0u) << seed << " " << one.name;
        EXPECT_EQ(done.changed.size(), 0u) << seed << " " << one.name;
        taken += done.fresh.size();
    }
    const std::size_t stand = standing();
    EXPECT_LE(stand, taken);
    chance.shuffle(cuts);
    for (const Cut& one : cuts) {
        const Preview again = take_cut(one);
        EXPECT_EQ(again.fresh.size() + again.changed.size() + again.gone.size(), 0u)
            << seed << " " << one.name;
    }
    EXPECT_EQ(standing(), stand) << seed;
}

TEST_P(Lists, cut_in_any_way_and_taken_in_any_order_lose_nothing) {
    for (int round = 0; round < rounds(); ++round) {
        const auto seed = static_cast<unsigned>(round);
        Chance chance(seed * 7919 + 1);
        in_any_order("名称,住所,電話番号,定員", made_rows(chance, 8 + chance.below(60)), seed);
        if (HasFailure()) return;
    }
}

TEST_P(Lists, that_are_real_and_cut_in_any_way_lose_nothing) {
    constexpr std::string_view kReal[] = {"352012_shimonoseki_shelter.csv",
                                          "352152_shunan_nursery_oldlayout_utf8bom.csv",
                                          "wam_202503_062_shuro_teichaku_pref35.csv",
                                          "352071_kudamatsu_childcare_newlayout_cp932.csv"};
    for (int round = 0; round < rounds() / 3; ++round)
        for (std::string_view name : kReal) {
            auto lines = lines_of(published(std::string(name)));
            const std::string heading = lines.front();
            lines.erase(lines.begin());
            in_any_order(heading, lines, static_cast<unsigned>(round) + 1000);
            if (HasFailure()) return;
        }
}

TEST_P(Lists, of_all_publishers_in_any_order_are_never_taken_for_each_other) {
    const int times = std::max(1, rounds() / 100);
    for (int round = 0; round < times; ++round) {
        database = open_scratch_database(GetParam());
        Chance chance(static_cast<unsigned>(round));
        auto names = published_names();
        std::size_t asked = 0;
        chance.shuffle(names);
        for (const std::string& name : names) {
            const Preview done = take_cut(name, published(name));
            EXPECT_FALSE(done.list.list) << name << " for " << done.list.name;
            EXPECT_EQ(done.gone.size() + done.changed.size(), 0u) << name;
            asked += !done.list.asked.empty();
        }
        chance.shuffle(names);
        for (const std::string& name : names) {
            const Preview again = take_cut(name, published(name));
            EXPECT_EQ(again.fresh.size() + again.changed.size() + again.gone.size(), 0u) << name;
        }
        EXPECT_LE(asked * 10, names.size());
    }
}

const std::string kHeading = "全国地方公共団体コード,ID,名称,種別,住所,電話番号,収容定員\n";
std::string nursery(int number, std::string_view more = "") {
    const std::string n = std::to_string(number);
    return "352152,AB1000" + n + ",架空園" + n + ",認可私立保育所,周南市岐山通" + n +
           "-1,0834-22-" + n + "," + (more.empty() ? "30" : std::string(more)) + "\n";
}
std::string nurseries(int first, int last) {
    std::string text = kHeading;
    for (int i = first; i <= last; ++i) text += nursery(i);
    return text;
}

TEST_P(Lists, with_one_town_more_are_the_same_list) {
    take_cut("r6.csv", nurseries(1000, 1009));
    const Preview next = take_cut(
        "r7.csv", nurseries(1000, 1009) +
                      "352071,AB9000001,末武園,認可私立保育所,下松市末武1,0833-41-0001,30\n");
    ASSERT_TRUE(next.list.list);
    EXPECT_EQ(next.fresh.size(), 1u);
    EXPECT_EQ(next.gone.size() + next.changed.size(), 0u);
}

TEST_P(Lists, of_which_most_would_go_are_asked_about_and_taken_as_new_until_somebody_chose) {
    take_cut("園.csv", nurseries(1000, 1019));
    const std::string small = nurseries(1000, 1007);
    const Preview guessed = take_cut("園.csv", small);
    EXPECT_FALSE(guessed.list.list);
    ASSERT_EQ(guessed.list.asked.size(), 1u);
    EXPECT_EQ(guessed.list.asked.front().rows, 20u);
    EXPECT_EQ(guessed.list.asked.front().known, 8u);
    EXPECT_EQ(guessed.gone.size(), 0u);
    EXPECT_EQ(standing(), 20u) << "the eight are the same places";
    EXPECT_FALSE(take_back(2).any());
    EXPECT_EQ(standing(), 20u);
    const Preview said = take_cut("園.csv", small, {{0, {guessed.list.asked.front().list.id}}});
    EXPECT_EQ(said.gone.size(), 12u);
    EXPECT_EQ(said.gone.front().name, "架空園1008");
    EXPECT_EQ(standing(), 8u);
    EXPECT_FALSE(take_back(3).any());
    EXPECT_EQ(standing(), 20u);
}

TEST_P(Lists, that_share_a_place_keep_it_until_both_let_it_go) {
    take_cut("市.csv", nurseries(1000, 1009));
    take_cut("私立.csv", nurseries(1009, 1020));
    EXPECT_EQ(standing(), 21u) << "one place stands in both";
    EXPECT_EQ(take_cut("市.csv", nurseries(1000, 1008)).gone.size(), 1u);
    EXPECT_EQ(standing(), 21u);
    EXPECT_EQ(take_cut("私立.csv", nurseries(1010, 1020)).gone.size(), 1u);
    EXPECT_EQ(standing(), 20u);
}

TEST_P(Lists, keep_a_place_whose_row_could_not_be_read) {
    take_cut("園.csv", nurseries(1000, 1009));
    const Preview next = take_cut(
        "園.csv", nurseries(1000, 1008) + "352152,AB10001009,架空園1009,認可私立保育所,,,30\n");
    EXPECT_EQ(next.refused_rows, 1u);
    EXPECT_EQ(next.gone.size(), 0u);
}

TEST_P(Lists, are_taken_back_newest_first) {
    take_cut("園.csv", nurseries(1000, 1009));
    take_cut("園.csv", nurseries(1000, 1010));
    EXPECT_EQ(take_back(1).items.front().word, "directory.newer_edition"_w);
    EXPECT_FALSE(take_back(2).any());
    EXPECT_FALSE(take_back(1).any());
    EXPECT_EQ(standing(), 0u);
}

TEST_P(Lists, that_end_take_with_them_what_no_other_list_names_until_it_is_taken_back) {
    take_cut("市.csv", nurseries(1000, 1009));
    take_cut("私立.csv", nurseries(1009, 1020));
    const auto lists = [&] { return database->ask([](Tx& tx) { return kept_lists(tx); }); };
    const KeptList city = lists().front();
    ASSERT_EQ(city.list.name, "市");
    const Ending ending = database->ask([&](Tx& tx) { return ending_of(tx, city.list.id); });
    EXPECT_EQ(ending.going.size(), 9u);
    ASSERT_EQ(ending.staying.size(), 1u) << "the other list names it too";
    const auto end = [&](Date on, std::size_t rows) {
        Refusals no;
        database->write_now(
            [&](Tx& tx) { no = end_list(tx, kept_list(tx, city.list.id), on, rows, {}, kToday); });
        return no;
    };
    EXPECT_TRUE(end(kToday.today + 1, 10).on("ended_on"));
    EXPECT_TRUE(end(kToday.today - 1, 10).on("ended_on")) << "before its newest edition";
    EXPECT_TRUE(end(kToday.today, 9).any()) << "another number of places was shown";
    EXPECT_FALSE(end(kToday.today, 10).any());
    EXPECT_TRUE(end(kToday.today, 10).any()) << "it ended already";
    EXPECT_EQ(standing(), 12u);
    EXPECT_EQ(lists().back().list.name, "市");
    EXPECT_EQ(lists().back().ended_on, kToday.today);
    EXPECT_FALSE(take_back(3).any());
    EXPECT_EQ(standing(), 21u);
    EXPECT_FALSE(lists().front().ended_on) << "it goes on";
}

TEST_P(Lists, taken_by_mistake_are_known_again_after_they_were_taken_back) {
    take_cut("市.csv", nurseries(1000, 1009));
    const auto city = database->ask([](Tx& tx) { return kept_lists(tx); }).front();
    take_cut("別のもの.csv", nurseries(2000, 2009), {{0, {city.list.id}}});
    EXPECT_FALSE(take_back(2).any());
    const auto again = database->ask([&](Tx& tx) { return kept_list(tx, city.list.id); });
    EXPECT_EQ(again.list.file_name, "市.csv");
    EXPECT_EQ(take_cut("市.csv", nurseries(1000, 1010)).fresh.size(), 1u) << "the same list";
    EXPECT_EQ(standing(), 11u);
}

TEST_P(Lists, that_ended_have_ended_again_when_a_later_edition_is_taken_back) {
    take_cut("市.csv", nurseries(1000, 1009));
    const auto city = database->ask([](Tx& tx) { return kept_lists(tx); }).front();
    database->write_now([&](Tx& tx) { end_list(tx, city, kToday.today, 10, {}, kToday); });
    take_cut("市.csv", nurseries(1000, 1010), {{0, {city.list.id}}});
    EXPECT_FALSE(take_back(3).any());
    EXPECT_EQ(standing(), 0u);
    EXPECT_EQ(database->ask([&](Tx& tx) { return kept_list(tx, city.list.id); }).ended_on,
              kToday.today);
}

TEST_P(Lists, that_ended_go_on_with_a_new_edition) {
    take_cut("市.csv", nurseries(1000, 1009));
    const auto city = database->ask([](Tx& tx) { return kept_lists(tx); }).front();
    database->write_now([&](Tx& tx) { end_list(tx, city, kToday.today, 10, {}, kToday); });
    EXPECT_EQ(standing(), 0u);
    const Preview again = take_cut("市.csv", nurseries(1000, 1010), {{0, {city.list.id}}});
    EXPECT_EQ(again.changed.size(), 10u) << "they are back";
    EXPECT_EQ(again.fresh.size(), 1u);
    EXPECT_EQ(standing(), 11u);
    EXPECT_FALSE(database->ask([&](Tx& tx) { return kept_list(tx, city.list.id); }).ended_on);
}

TEST_P(Lists, are_ended_by_the_command_too) {
    take_cut("市.csv", nurseries(1000, 1009));
    const auto end = [&](std::string_view name, std::string_view since, bool rehearse) {
        return end_by_command(*database, name, since, rehearse, kToday);
    };
    EXPECT_EQ(end("村", "", false).text, "「村」という一覧はありません。ある一覧: 市");
    EXPECT_FALSE(end("市", "2099年1月1日", false).done);
    const auto shown = end("市", "", true);
    EXPECT_TRUE(shown.done);
    EXPECT_NE(shown.text.find("掲載が終わるところ: 10件"), std::string::npos) << shown.text;
    EXPECT_EQ(standing(), 10u);
    EXPECT_TRUE(end("市", "", false).done);
    EXPECT_EQ(standing(), 0u);
    EXPECT_FALSE(end("市", "", false).done) << "no list of that name goes on";
}

/// As the tables were before lists had a name.
constexpr std::string_view kBefore =
    "DROP TABLE directory_list;"
    "CREATE TABLE directory_list (source TEXT NOT NULL, publisher TEXT NOT NULL,"
    " taken_at BIGINT NOT NULL, PRIMARY KEY (source, publisher));"
    "INSERT INTO directory_list (source, publisher, taken_at)"
    " SELECT source, publisher, 1795000000000 FROM directory_record GROUP BY source, publisher;"
    "DROP INDEX directory_record_by_list;"
    "ALTER TABLE directory_record DROP COLUMN list_id;"
    "ALTER TABLE directory_batch DROP COLUMN list_id;"
    "ALTER TABLE directory_record ADD COLUMN scope TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE directory_change ADD COLUMN before_scope TEXT NOT NULL DEFAULT '';"
    "DELETE FROM number_series WHERE series = 'directory_list';";

TEST_P(Lists, of_an_earlier_edition_keep_their_rows_and_are_known_again) {
    std::string script;
    for (const char* name : {"2026-11-30-lists.sql", "2026-11-30-the-end-of-a-list.sql"}) {
        std::ifstream in(std::string(MICHI_SOURCE) + "/src/directory/" + name);
        script += std::string(std::istreambuf_iterator<char>(in), {});
    }
    ASSERT_FALSE(script.empty());
    take_cut("園_R6.csv", nurseries(1000, 1009));
    take_cut("園_R7.csv", nurseries(1000, 1010));
    take_cut("よその園.csv", nurseries(2000, 2009));
    database->write_now([&](Tx& tx) {
        tx.connection().script(kBefore);
        tx.connection().script(script);
    });
    EXPECT_EQ(standing(), 21u);
    const auto lists = database->ask([](Tx& tx) { return published_lists(tx, "childcare"); });
    ASSERT_EQ(lists.size(), 2u);
    EXPECT_TRUE(lists[0].name == "園_R7.csv" || lists[1].name == "園_R7.csv");
    EXPECT_EQ(lists[0].publisher, "352152");
    const Preview next = take_cut("園_R8.csv", nurseries(1001, 1010));
    ASSERT_TRUE(next.list.list);
    EXPECT_EQ(next.gone.size(), 1u);
    EXPECT_EQ(next.unchanged, 10u);
    EXPECT_EQ(take_cut("よその園.csv", nurseries(2000, 2009)).unchanged, 10u);
    take_cut("新しい園.csv", nurseries(3000, 3001));
    EXPECT_EQ(standing(), 22u);
}

TEST_P(Lists, are_named_by_the_command) {
    const auto file = [&](const std::string& bytes) {
        return std::vector<NamedBytes>{{"download.csv", bytes}};
    };
    const auto import = [&](const std::string& bytes, std::string_view list) {
        return import_files(*database, file(bytes), {}, false, kToday, list).files.front();
    };
    EXPECT_EQ(import(nurseries(1000, 1009), "周南市の園").list.name, "周南市の園");
    const Preview next = import(nurseries(1007, 1009), "周南市の園");
    ASSERT_TRUE(next.list.list);
    EXPECT_EQ(next.gone.size(), 7u);
    const std::string said = as_text({{next}}, Lang::ja);
    EXPECT_NE(said.find("一覧「周南市の園」の新しい版"), std::string::npos) << said;
    EXPECT_NE(said.find("公開元: 周南市"), std::string::npos) << said;
    EXPECT_NE(said.find("なくなった: 架空園1000、"), std::string::npos) << said;
    EXPECT_TRUE(import_files(*database, file(kHeading), {}, false, kToday).takes_nothing());
}

}  // namespace
}  // namespace michi::directory
