#include "directory/search.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/fold.hpp"
#include "directory/conditions.hpp"
#include "directory/place.hpp"

namespace michi::directory {
namespace {

const Date kToday = Date::parse_iso("2026-11-25").value();

struct Draft {
    std::string name, kind, municipality;
    std::vector<KnownFact> facts;
    std::string confirmed;
};

KnownFact fact(std::string condition, Answer answer, std::string_view day = "2026-11-12") {
    return {.condition = std::move(condition),
            .answer = answer,
            .detail = {},
            .low = {},
            .high = {},
            .as_of = Date::parse_iso(day).value(),
            .source = "phone",
            .told_to = "三浦",
            .visibility = Visibility::open};
}

Snapshot snapshot_of(const std::vector<Draft>& drafts) {
    Snapshot made;
    for (const Draft& draft : drafts) {
        auto listing = std::make_shared<Listing>();
        listing->id = {static_cast<std::int64_t>(made.listings.size()) + 1};
        listing->kind = draft.kind;
        listing->values[Field::name] = draft.name;
        listing->values[Field::municipality] = draft.municipality;
        listing->facts = draft.facts;
        listing->words = fold(draft.name);
        if (!draft.confirmed.empty()) listing->confirmed_on = Date::parse_iso(draft.confirmed);
        made.listings.push_back(listing);
    }
    return made;
}

std::vector<std::string> names(const Found& found) {
    std::vector<std::string> list;
    for (const Match& match : found.matches) list.push_back(match.listing->values[Field::name]);
    return list;
}

Asked ask(std::vector<std::string> conditions) {
    Asked asked;
    asked.conditions = std::move(conditions);
    asked.today = kToday;
    return asked;
}

TEST(Search, no_comes_last_and_not_known_after_known) {
    const Snapshot all = snapshot_of({
        {"できない",
         "short_stay",
         "992020",
         {fact("ventilator", Answer::no), fact("night", Answer::yes)},
         ""},
        {"わからない", "short_stay", "992020", {}, ""},
        {"半分わかる", "short_stay", "992020", {fact("ventilator", Answer::yes)}, ""},
        {"できる",
         "short_stay",
         "992020",
         {fact("ventilator", Answer::yes), fact("night", Answer::yes)},
         ""},
    });
    const Found found = search(all, ask({"ventilator", "night"}));
    EXPECT_EQ(names(found),
              (std::vector<std::string>{"できる", "半分わかる", "わからない", "できない"}));
    EXPECT_EQ(found.matches[2].not_known, 2u) << "what nobody said counts neither as yes nor as no";
    EXPECT_EQ(found.matches[3].no, 1u);
}

TEST(Search, among_equals_the_fresher_then_the_nearer_then_the_name) {
    const Snapshot all = snapshot_of({
        {"う", "short_stay", "992020", {}, ""},
        {"い", "short_stay", "992020", {}, ""},
        {"遠い", "short_stay", "992062", {}, ""},
        {"古い", "short_stay", "992062", {}, "2026-05-18"},
        {"新しい", "short_stay", "992062", {}, "2026-11-02"},
    });
    Asked asked = ask({});
    asked.municipality = "992020";
    EXPECT_EQ(names(search(all, asked)),
              (std::vector<std::string>{"新しい", "古い", "い", "う", "遠い"}));
    EXPECT_TRUE(search(all, asked).matches[1].old);
    EXPECT_FALSE(search(all, asked).matches[0].old);
}

TEST(Search, age_is_a_range) {
    KnownFact ages = fact("age", Answer::yes);
    ages.low = 2;
    ages.high = 17;
    const Snapshot all = snapshot_of({{"あ", "short_stay", "992020", {ages}, ""}});
    const auto answer = [&](std::optional<int> age) {
        Asked asked = ask({"age"});
        asked.age = age;
        return search(all, asked).matches.front().reasons.front().answer;
    };
    EXPECT_EQ(answer(1), Answer::no);
    EXPECT_EQ(answer(2), Answer::yes);
    EXPECT_EQ(answer(17), Answer::yes);
    EXPECT_EQ(answer(18), Answer::no);
    EXPECT_EQ(answer({}), Answer::not_known);
}

TEST(Search, words_are_folded_and_all_must_stand) {
    const Snapshot all =
        snapshot_of({{"北浜こども療育センター つくし", "short_stay", "992020", {}, ""},
                     {"ショートステイ ゆうなぎ", "short_stay", "992020", {}, ""}});
    Asked asked = ask({});
    asked.words = "コドモ　ﾂｸｼ";
    EXPECT_EQ(search(all, asked).matches.size(), 1u);
    asked.words = "こども ゆうなぎ";
    EXPECT_TRUE(search(all, asked).matches.empty());
}

TEST(Search, distance_keeps_what_is_near_and_the_map_counts_all) {
    const Snapshot all = snapshot_of({{"ここ", "short_stay", "992020", {}, ""},
                                      {"となり", "short_stay", "993018", {}, ""},
                                      {"遠い", "short_stay", "992062", {}, ""}});
    Asked asked = ask({});
    asked.municipality = "992020";
    asked.within_km = 20;
    const Found found = search(all, asked);
    EXPECT_EQ(names(found), (std::vector<std::string>{"ここ", "となり"}));
    EXPECT_EQ(found.by_municipality.size(), 3u);
    asked.within_km = 0;
    EXPECT_EQ(search(all, asked).matches.size(), 1u);
}

TEST(Search, what_is_gone_closed_or_internal_stays_out) {
    Snapshot all = snapshot_of({{"ある", "short_stay", "992020", {}, ""}});
    const auto add = [&](auto change) {
        auto copy = std::make_shared<Listing>(*all.listings.front());
        change(*copy);
        copy->id = {static_cast<std::int64_t>(all.listings.size()) + 1};
        all.listings.push_back(copy);
    };
    add([](Listing& l) { l.gone = true; });
    add([](Listing& l) { l.values[Field::closed] = "closed"; });
    add([](Listing& l) { l.visibility = Visibility::centre; });
    EXPECT_EQ(search(all, ask({})).matches.size(), 1u);
    Asked inside = ask({});
    inside.may_see = Visibility::centre;
    EXPECT_EQ(search(all, inside).matches.size(), 2u);
}

TEST(Search, every_municipality_of_the_two_drawn_prefectures_has_one_tile) {
    EXPECT_EQ(tiles_of("99").size(), 13u);
    EXPECT_EQ(tiles_of("35").size(), 19u);
    EXPECT_EQ(tiles_of("16").size(), 15u) << "others stand in the order of their codes";
    EXPECT_TRUE(find_condition("ventilator"));
    EXPECT_FALSE(find_condition("x"));
}

// Between city halls, worked out with unit vectors: another formula on the same sphere.
struct Known {
    Point a, b;
    double km;
};
TEST(Distance, agrees_with_twenty_known_ones) {
    // clang-format off
    constexpr Known kKnown[] = {
        {{34.37111111, 131.18222220}, {34.05527778, 131.80611110}, 67.2641},  // 長門市, 周南市
        {{33.95472222, 132.04138890}, {33.95777778, 130.94138890}, 101.4557},  // 田布施町, 下関市
        {{34.20222222, 132.22027780}, {33.96166667, 131.94222220}, 37.0303},  // 和木町, 光市
        {{33.95166667, 131.24666670}, {34.01500000, 131.87027780}, 57.9284},  // 宇部市, 下松市
        {{34.40805556, 131.39916670}, {34.05527778, 131.80611110}, 54.2068},  // 萩市, 周南市
        {{33.83083333, 132.11083330}, {33.96166667, 131.94222220}, 21.3033},  // 上関町, 光市
        {{34.00333333, 131.18194440}, {33.93805556, 132.07333330}, 82.5205},  // 山陽小野田市, 平生町
        {{34.40805556, 131.39916670}, {34.50333333, 131.47111110}, 12.4802},  // 萩市, 阿武町
        {{33.96166667, 131.94222220}, {33.95777778, 130.94138890}, 92.3061},  // 光市, 下関市
        {{34.16694444, 132.21972220}, {33.92750000, 132.19527780}, 26.7201},  // 岩国市, 周防大島町
        {{35.89596200, 139.85565100}, {37.64222222, 140.95722220}, 217.5539},  // 吉川市, 南相馬市
        {{26.28166667, 127.77833330}, {32.29888889, 130.49305560}, 718.9298},  // 宜野湾市, 芦北町
        {{34.19222222, 133.84138890}, {37.53138889, 138.91277780}, 588.6644},  // まんのう町, 見附市
        {{39.17888889, 140.64888890}, {34.48665300, 134.18862900}, 776.0039},  // 東成瀬村, 土庄町
        {{33.61777778, 130.41750000}, {42.55210949, 140.88583600}, 1349.3128},  // 福岡市 東区, 壮瞥町
        {{38.11861111, 140.72250000}, {34.71194444, 135.62333330}, 592.8580},  // 村田町, 大東市
        {{34.57805556, 135.55166670}, {36.11500000, 137.95361110}, 276.8703},  // 松原市, 塩尻市
        {{40.21138889, 141.41888890}, {38.90833333, 141.57000000}, 145.4712},  // 九戸村, 気仙沼市
        {{43.07611111, 141.36361110}, {32.24638889, 130.76722220}, 1520.5270},  // 札幌市 東区, 山江村
        {{42.99951523, 141.44379270}, {36.18444444, 139.96750000}, 768.2503},  // 札幌市 清田区, 下妻市
    };
    // clang-format on
    EXPECT_EQ(std::size(kKnown), 20u);
    for (const Known& k : kKnown) EXPECT_NEAR(distance_km(k.a, k.b), k.km, 0.001);
}

TEST(Address, spellings_of_one_address_are_equal) {
    const std::string key = address_key("山口県周南市岐山通1-2-3");
    for (std::string_view spelling :
         {"周南市岐山通１丁目２番３号", "周南市岐山通一丁目二番三号", "周南市岐山通１−２−３",
          "周南市岐山通1丁目2-3", "山口県周南市岐山通1丁目2番地の3", "周南市岐山通１ー２ー３",
          "周南市 岐山通1‐2‐3", "周南市大字岐山通1-2-3"})
        EXPECT_EQ(address_key(spelling), key) << spelling;
    EXPECT_NE(address_key("周南市岐山通1-23"), key);
    EXPECT_NE(address_key("周南市岐山通12-3"), key);
    EXPECT_EQ(address_key("周南市岐山通十二丁目3"), address_key("周南市岐山通12-3"));
    EXPECT_EQ(address_key("防府市三田尻二丁目"), address_key("防府市三田尻2丁目"));
    EXPECT_NE(address_key("周南市一ノ井手1"), address_key("周南市二ノ井手1"));
}

TEST(Address, municipality_is_found_with_and_without_prefecture_and_county) {
    EXPECT_EQ(municipality_of("岩国市三笠町2-2-16", "35"), "352080");
    EXPECT_EQ(municipality_of("山口県熊毛郡田布施町大字麻郷1760", ""), "353434");
    EXPECT_EQ(municipality_of("熊毛郡田布施町", "35"), "353434");
    EXPECT_EQ(municipality_of("福島県郡山市朝日一丁目", ""), "072036");
    EXPECT_EQ(municipality_of("どこか", "35"), "");
    EXPECT_EQ(municipality_of("山口県徳山市岐山通1", ""), "352152") << "what ended leads on";
    EXPECT_EQ(municipality_of("吉敷郡小郡町下郷609", "35"), "352039");
    EXPECT_EQ(municipality_of("大和町1-1", "35"), "") << "a part of any city, without its county";
    EXPECT_EQ(municipality_of("大宮市1", ""), "") << "nothing names the prefecture";
    EXPECT_EQ(lone_municipality("周南市岐山通1-1"), "352152");
    EXPECT_EQ(lone_municipality("府中市1-1"), "") << "there are two";
    EXPECT_EQ(municipality_code("201", "35"), "352012");
    EXPECT_EQ(municipality_code("62014.0", ""), "062014");
    EXPECT_EQ(municipality_code("352055", ""), "352152") << "a code that ended";
    EXPECT_EQ(municipality_code("35205", ""), "352152");
    EXPECT_EQ(municipality_code("221350", ""), "") << "divided";
    EXPECT_EQ(municipality_code("350001", ""), "") << "a prefecture is no municipality";
}

KnownFact room(RoomState state, std::string_view day, std::string times = {}) {
    KnownFact told = fact("vacancy", state == RoomState::has ? Answer::yes : Answer::no, day);
    told.room = Room{.state = state,
                     .unit = "bed",
                     .times = std::move(times),
                     .available = {},
                     .maximum = {},
                     .waiting = {},
                     .wait_months = {}};
    return told;
}

TEST(Search, room_told_long_ago_is_asked_again_and_never_stands_above_fresh_room) {
    const Snapshot all = snapshot_of({
        {"昔は空き", "short_stay", "992020", {room(RoomState::has, "2026-09-01")}, "2026-11-24"},
        {"いま空き", "short_stay", "992020", {room(RoomState::has, "2026-11-01")}, ""},
        {"待つ", "short_stay", "992020", {room(RoomState::waitlist, "2026-11-20")}, ""},
    });
    const Found found = search(all, ask({"vacancy"}));
    EXPECT_EQ(names(found), (std::vector<std::string>{"いま空き", "昔は空き", "待つ"}));
    EXPECT_TRUE(found.matches[1].reasons[0].stale);
    EXPECT_EQ(found.matches[1].reasons[0].answer, Answer::not_known);
    EXPECT_EQ(found.matches[2].reasons[0].answer, Answer::no);
}

TEST(Search, of_several_rooms_the_free_one_counts) {
    const Snapshot all = snapshot_of(
        {{"二つの曜日",
          "short_stay",
          "992020",
          {room(RoomState::none, "2026-11-20", "月曜"), room(RoomState::has, "2026-11-18", "水曜")},
          ""}});
    const Found found = search(all, ask({"vacancy"}));
    EXPECT_EQ(found.matches[0].reasons[0].answer, Answer::yes);
    EXPECT_EQ(found.matches[0].reasons[0].room->times, "水曜");
}

TEST(Search, a_limit_of_weight_is_measured_and_without_a_weight_not_known) {
    KnownFact light = fact("weight", Answer::yes);
    light.high = 30;
    const Snapshot all = snapshot_of({{"30キロまで", "short_stay", "992020", {light}, ""}});
    Asked asked = ask({"weight"});
    const auto answer = [&] { return search(all, asked).matches[0].reasons[0].answer; };
    EXPECT_EQ(answer(), Answer::not_known);
    asked.weight = 30;
    EXPECT_EQ(answer(), Answer::yes);
    asked.weight = 31;
    EXPECT_EQ(answer(), Answer::no);
}

TEST(Search, an_area_names_its_municipalities_and_what_it_does_not_name_is_no) {
    KnownFact area = fact("area", Answer::yes);
    area.places = {"992020", "992011"};
    const Snapshot all = snapshot_of({{"二つの市へ", "short_stay", "992020", {area}, ""}});
    Asked asked = ask({"area"});
    const auto answer = [&] { return search(all, asked).matches[0].reasons[0].answer; };
    asked.municipality = "992011";
    EXPECT_EQ(answer(), Answer::yes);
    asked.municipality = "993018";
    EXPECT_EQ(answer(), Answer::no);
}

TEST(Conditions, the_care_kinds_are_the_19_lines_of_the_score) {
    std::set<std::string_view> lines, ids;
    for (const Condition& condition : conditions()) {
        EXPECT_TRUE(ids.insert(condition.id).second) << condition.id;
        if (condition.group != ConditionGroup::care) continue;
        EXPECT_TRUE(lines.insert(condition.line).second) << condition.id;
    }
    EXPECT_EQ(lines, (std::set<std::string_view>{"1", "2", "3", "4", "5", "6", "7-1", "7-2", "8",
                                                 "9-1", "9-2", "10", "11", "12-1", "12-2", "13-1",
                                                 "13-2", "13-3", "14"}));
}

TEST(Search, a_service_is_near_by_the_nearest_of_its_places) {
    Snapshot all = snapshot_of(
        {{"遠い", "short_stay", "352012", {}, ""}, {"分室がある", "short_stay", "352012", {}, ""}});
    auto listing = std::make_shared<Listing>(*all.listings[1]);
    listing->places = {{{1}, "", "下関市", "352012", Point{33.95, 130.92}},
                       {{2}, "", "周南市", "352152", Point{34.05, 131.80}}};
    all.listings[1] = listing;
    Asked asked = ask({});
    asked.municipality = "352152";
    asked.within_km = 20;
    const Found near = search(all, asked);
    ASSERT_EQ(names(near), (std::vector<std::string>{"分室がある"}));
    EXPECT_LT(near.matches.front().km.value(), 20);
    asked.within_km = 0;  // inside the municipality
    EXPECT_EQ(names(search(all, asked)), (std::vector<std::string>{"分室がある"}));
    asked.within_km.reset();
    EXPECT_EQ(names(search(all, asked)), (std::vector<std::string>{"分室がある", "遠い"}));
}

}  // namespace
}  // namespace michi::directory
