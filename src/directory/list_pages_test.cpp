// The page asks which list a file is an edition of, and shows by name what would go.

#include "directory/directory.hpp"
#include "directory/listing.hpp"
#include "town.hpp"

namespace michi::directory {
namespace {

std::string list_of(int first, int last) {
    std::string text = "名称,住所,電話番号\n";
    for (int i = first; i <= last; ++i) {
        const std::string n = std::to_string(i);
        text += "架空園" + n + ",若葉県北浜市中央" + n + "-1,0000-11-" + n + "\n";
    }
    return text;
}

class ListPages : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part()}};
    using Files = std::vector<std::pair<std::string, std::string>>;
    web::Answer send(const Files& files) {
        std::string body;
        for (const auto& [name, bytes] : files)
            body += "--XyZzY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
                    "\"\r\nContent-Type: text/csv\r\n\r\n" + bytes + "\r\n";
        return town.post_raw(town.ito, "/w/resources/import", body + "--XyZzY--\r\n",
                             "multipart/form-data; boundary=XyZzY");
    }
    std::string keep(const std::string& bytes, const std::string& name = "園.csv") {
        return send({{name, bytes}}).location;
    }
    bool shows(const std::string& address, std::string_view text) {
        return town.get(town.ito, address).body.find(text) != std::string::npos;
    }
    std::size_t standing() {
        return static_cast<std::size_t>(std::ranges::count(
            town.ask([](Tx& tx) { return snapshot(tx); })->listings, false, &Listing::gone));
    }
};
ON_EACH_ENGINE(ListPages);

TEST_P(ListPages, name_the_list_and_take_it_without_a_question_where_it_is_clear) {
    const std::string first = keep(list_of(1001, 1020));
    EXPECT_TRUE(shows(first, "一覧: 園"));
    EXPECT_FALSE(shows(first, "どの一覧として"));
    EXPECT_EQ(town.post(town.ito, first, {{"seen0", "new"}}).status, 303);
    const std::string next = keep(list_of(1002, 1021));
    EXPECT_TRUE(shows(next, "「園」の新しい版"));
    EXPECT_TRUE(shows(next, "架空園1001")) << "who goes, by name";
    EXPECT_EQ(town.post(town.ito, next, {{"seen0", "1"}, {"list0", "1"}}).location,
              "/w/resources/import");
    EXPECT_EQ(standing(), 20u);
}

TEST_P(ListPages, ask_where_most_would_go_and_show_it_before_anything_is_taken) {
    town.post(town.ito, keep(list_of(1001, 1020)), {{"seen0", "new"}});
    const std::string small = keep(list_of(1001, 1008));
    EXPECT_TRUE(shows(small, "どの一覧として読み込みますか"));
    const auto undecided = town.post(town.ito, small, {{"seen0", ""}});
    EXPECT_EQ(undecided.status, 422);
    EXPECT_NE(undecided.body.find("どの一覧として読み込むかを選んでください"), std::string::npos);
    EXPECT_EQ(standing(), 20u);
    const auto chosen = town.post(town.ito, small, {{"seen0", ""}, {"list0", "1"}});
    ASSERT_EQ(chosen.status, 303);
    EXPECT_EQ(chosen.location, small + "?list0=1") << "first it is shown";
    EXPECT_TRUE(shows(chosen.location, "架空園1020"));
    EXPECT_EQ(standing(), 20u);
    EXPECT_EQ(town.post(town.ito, small, {{"seen0", "1"}, {"list0", "1"}}).location,
              "/w/resources/import");
    EXPECT_EQ(standing(), 8u);
}

TEST_P(ListPages, take_it_as_a_new_list_when_it_is_none_of_them) {
    town.post(town.ito, keep(list_of(1001, 1020)), {{"seen0", "new"}});
    const std::string small = keep(list_of(1001, 1008));
    EXPECT_EQ(town.post(town.ito, small, {{"seen0", ""}, {"list0", "new"}}).location,
              "/w/resources/import");
    EXPECT_EQ(standing(), 20u);
}

TEST_P(ListPages, show_the_first_rows_as_they_are_read_and_let_columns_be_corrected) {
    const std::string first =
        keep("名称,住所,電話番号,連絡\nあおば,若葉県北浜市1,0000-11-0001,0000-11-0009\n");
    EXPECT_TRUE(shows(first, "2行目の読み方: 名前: あおば／"));
    const std::string columns = first + "/columns?table=0";
    EXPECT_TRUE(shows(columns, "列の読み方を確かめる"));
    EXPECT_TRUE(shows(columns, "<td>0000-11-0001</td>"));
    const auto look = town.post(town.ito, first + "/columns",
                                {{"table", "0"},
                                 {"source", "facility"},
                                 {"c0", "name"},
                                 {"c1", "address"},
                                 {"c2", ""},
                                 {"c3", "phone"},
                                 {"what", "look"}});
    ASSERT_EQ(look.status, 303);
    EXPECT_TRUE(shows(look.location, "<td>0000-11-0009</td>")) << "nothing is kept yet";
    EXPECT_TRUE(shows(first, "電話: 0000-11-0001"));
    const auto save = town.post(town.ito, first + "/columns",
                                {{"table", "0"},
                                 {"source", "facility"},
                                 {"c0", "name"},
                                 {"c1", "address"},
                                 {"c2", ""},
                                 {"c3", "phone"}});
    EXPECT_EQ(save.location, first);
    EXPECT_TRUE(shows(first, "電話: 0000-11-0009"));
    EXPECT_TRUE(shows(columns, "はじめの読み方に戻す"));
    town.post(town.ito, first + "/columns",
              {{"table", "0"},
               {"source", "facility"},
               {"c0", "name"},
               {"c1", "address"},
               {"c2", ""},
               {"c3", "phone"},
               {"what", "forget"}});
    EXPECT_TRUE(shows(first, "電話: 0000-11-0001"));
}

TEST_P(ListPages, end_a_list_after_naming_who_goes_and_take_it_back) {
    town.post(town.ito, keep(list_of(1001, 1020)), {{"seen0", "new"}});
    EXPECT_TRUE(shows("/w/resources/lists", "園"));
    EXPECT_TRUE(shows("/w/resources/lists/1", "架空園1020"));
    EXPECT_TRUE(shows("/w/resources/lists/1", "掲載が終わるところ（20件）"));
    const auto ahead = town.post(town.ito, "/w/resources/lists/1/end",
                                 {{"ended_on", "2099年1月1日"}, {"rows", "20"}});
    EXPECT_EQ(ahead.status, 422);
    EXPECT_NE(ahead.body.find("2099年1月1日"), std::string::npos) << "what was typed stays";
    EXPECT_EQ(standing(), 20u);
    EXPECT_EQ(
        town.post(town.ito, "/w/resources/lists/1/end", {{"ended_on", "今日"}, {"rows", "20"}})
            .location,
        "/w/resources/lists");
    EXPECT_EQ(standing(), 0u);
    EXPECT_TRUE(shows("/w/resources/lists", "に終了（"));
    EXPECT_TRUE(shows("/w/resources/import", "一覧「園」の終了"));
    EXPECT_EQ(town.post(town.ito, "/w/resources/batches/2/undo", {}).status, 303);
    EXPECT_EQ(standing(), 20u);
}

TEST_P(ListPages, take_several_files_at_once_and_keep_them_apart) {
    const std::string three = send({{"園.csv", list_of(1001, 1010)},
                                    {"診療所.csv", list_of(2001, 2005)},
                                    {"園.csv", list_of(3001, 3003)}})
                                  .location;
    for (const char* name : {"園.csv", "診療所.csv", "園 (2).csv"})
        EXPECT_TRUE(shows(three, name)) << name;
    EXPECT_EQ(
        town.post(town.ito, three, {{"seen0", "new"}, {"seen1", "new"}, {"seen2", "new"}}).status,
        303);
    EXPECT_EQ(standing(), 18u);
    EXPECT_TRUE(shows("/w/resources/import", "診療所.csv"));
    const std::string again =
        send({{"診療所.csv", list_of(2001, 2005)}, {"園.csv", list_of(1001, 1010)}}).location;
    EXPECT_TRUE(shows(again, "読み込むものはありません") || !shows(again, "新しいところ"))
        << "whichever file came first, they are the same lists";
    EXPECT_TRUE(shows(again, "「診療所」の新しい版"));
}

TEST_P(ListPages, of_which_two_are_said_to_be_one_list_are_not_taken) {
    town.post(town.ito, keep(list_of(1001, 1020)), {{"seen0", "new"}});
    const std::string both =
        send({{"東.csv", list_of(1001, 1010)}, {"西.csv", list_of(1011, 1020)}}).location;
    EXPECT_EQ(town.post(town.ito, both, {{"list0", "1"}, {"list1", "1"}}).status, 303)
        << "first it is shown";
    const auto answer =
        town.post(town.ito, both, {{"list0", "1"}, {"seen0", "1"}, {"list1", "1"}, {"seen1", "1"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_NE(answer.body.find("ほかの表にも同じ一覧を選んでいます"), std::string::npos);
    EXPECT_EQ(standing(), 20u);
}

TEST_P(ListPages, of_one_upload_share_a_place_that_is_new_in_both_and_each_keeps_it) {
    const std::string head = "名称,住所,電話番号\n",
                      shared = "中央児童館,若葉県北浜市中央5,0000-11-5000\n",
                      told_less = "中央児童館,若葉県北浜市中央5,\n";
    const std::string two = send({{"公共.csv", head + shared + "市民館,若葉県北浜市中央6,\n"},
                                  {"子育て.csv", head + told_less + "母子室,若葉県北浜市中央7,\n"}})
                                .location;
    EXPECT_EQ(town.post(town.ito, two, {{"seen0", "new"}, {"seen1", "new"}}).status, 303);
    EXPECT_EQ(standing(), 3u) << "one place stands in both";
    const std::string word_for_word =
        send(
            {{"甲.csv", head + "白い家,若葉県北浜市中央8,0000-11-5008\nその1,若葉県北浜市中央9,\n"},
             {"乙.csv",
              head + "白い家,若葉県北浜市中央8,0000-11-5008\nその2,若葉県北浜市中央10,\n"}})
            .location;
    EXPECT_EQ(town.post(town.ito, word_for_word, {{"seen0", "new"}, {"seen1", "new"}}).status, 303);
    EXPECT_EQ(standing(), 6u);
    const auto lists = [&] {
        return town.ask([](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT count(DISTINCT r.list_id) FROM directory_record r WHERE r.content LIKE"
                " '%白い家%' AND r.gone_on IS NULL");
        });
    };
    EXPECT_EQ(lists(), 2) << "each list has its own word of it";
}

TEST_P(ListPages, are_named_by_more_than_their_place_when_another_table_is_read_meanwhile) {
    const std::string strange = "甲,乙\nそらまめ,0000-22-0001\n",
                      stranger = "丙,丁\nえんどう,0000-22-0003\n";
    const std::string sent =
        send({{"一.csv", strange}, {"二.csv", stranger}, {"園.csv", list_of(1001, 1005)}}).location;
    const auto hidden = [&](const std::string& address, const std::string& name) {
        const std::string page = town.get(town.ito, address).body,
                          mark = "name=\"" + name + "\" value=\"";
        const auto at = page.find(mark) + mark.size();
        return page.substr(at, page.find('"', at) - at);
    };
    const std::string second = hidden(sent + "/columns?unread=1", "of"),
                      garden = hidden(sent, "of0");
    const auto say = [&](const std::string& unread, const std::string& of) {
        return town.post(town.ito, sent + "/columns",
                         {{"unread", unread},
                          {"of", of},
                          {"source", "facility"},
                          {"c0", "name"},
                          {"c1", "phone"},
                          {"what", "save"}});
    };
    const std::string first = hidden(sent + "/columns?unread=0", "of");
    EXPECT_EQ(say("0", first).location, sent);
    EXPECT_EQ(say("1", second).status, 404);
    EXPECT_EQ(say("0", first).location, sent) << "its number is another's now";
    EXPECT_EQ(town.ask([](Tx& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM directory_mapping");
    }),
              1);
    EXPECT_EQ(town.post(town.ito, sent, {{"seen0", "new"}, {"of0", garden}}).location, sent)
        << "another table stands there now: it is shown first";
    EXPECT_EQ(standing(), 0u);
}

TEST_P(ListPages, that_differ_only_in_how_their_files_end_are_two) {
    const std::string two =
        send({{"園.csv", list_of(1001, 1005)}, {"園.txt", list_of(2001, 2003)}}).location;
    EXPECT_EQ(town.post(town.ito, two, {{"seen0", "new"}, {"seen1", "new"}}).status, 303);
    EXPECT_EQ(standing(), 8u);
    EXPECT_EQ(town.ask([](Tx& tx) {
        return tx.value<std::int64_t>("SELECT count(DISTINCT list_id) FROM directory_record");
    }),
              2);
}

TEST_P(ListPages, are_refused_with_a_sentence_where_only_headings_stand) {
    const auto answer = send({{"準備中.csv", "準備中です,\n"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_NE(answer.body.find("見出しのほかに行がありません"), std::string::npos);
}

TEST_P(ListPages, say_of_each_file_among_several_what_is_not_read_and_read_it_when_told) {
    const std::string strange = "甲,乙\nそらまめ,0000-22-0001\n",
                      stranger = "丙,丁\nえんどう,0000-22-0003\n";
    const std::string sent = send({{"園.csv", list_of(1001, 1010)},
                                   {"ちらし.pdf", "%PDF-1.4"},
                                   {"手もとの表.csv", strange},
                                   {"別の表.csv", stranger},
                                   {"空.csv", ""}})
                                 .location;
    EXPECT_TRUE(shows(sent, "「ちらし.pdf」には一覧の表がない"));
    EXPECT_TRUE(shows(sent, "「空.csv」には一覧の表がない"));
    EXPECT_TRUE(shows(sent, "まだ読み込めない表があります"));
    EXPECT_TRUE(shows(sent, "「手もとの表.csv」は、どの一覧の表かわからない"));
    EXPECT_TRUE(shows(sent + "/columns?unread=0", "そらまめ"));
    EXPECT_TRUE(shows(sent + "/columns?unread=1", "えんどう"));
    EXPECT_EQ(town.get(town.ito, sent + "/columns?unread=2").status, 404);
    const auto said = town.post(town.ito, sent + "/columns",
                                {{"unread", "1"},
                                 {"source", "facility"},
                                 {"c0", "name"},
                                 {"c1", "phone"},
                                 {"what", "save"}});
    EXPECT_EQ(said.location, sent) << said.body;
    EXPECT_FALSE(shows(sent, "「別の表.csv」は、どの一覧の表かわからない"));
    EXPECT_TRUE(shows(sent, "えんどう"));
    EXPECT_TRUE(shows(sent, "「手もとの表.csv」は、どの一覧の表かわからない"))
        << "the other one still";
}

TEST_P(ListPages, say_which_of_several_files_cannot_be_read_and_take_none_of_them) {
    const auto answer = send({{"園.csv", list_of(1001, 1010)},
                              {"古い.xls", std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8)}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_NE(answer.body.find("古い形式のExcel"), std::string::npos);
    EXPECT_NE(answer.body.find("読めなかったのは「古い.xls」です"), std::string::npos)
        << answer.body;
    EXPECT_EQ(standing(), 0u);
}

}  // namespace
}  // namespace michi::directory
