#include <regex>

#include "audit/audit.hpp"
#include "directory/directory.hpp"
#include "handover/handover.hpp"
#include "needs/needs.hpp"
#include "reports/reports.hpp"
#include "selfcheck/selfcheck.hpp"
#include "setup/setup.hpp"
#include "town.hpp"
#include "work/merge.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using web::Answer;

TEST(What_changed, is_cut_at_whole_characters) {
    const auto c = what_changed("週2回を週3回に", "週2回を週4回に");
    EXPECT_EQ(c.before, "週2回を週");
    EXPECT_EQ(c.gone, "3");
    EXPECT_EQ(c.come, "4");
    EXPECT_EQ(c.behind, "回に");
    EXPECT_EQ(what_changed("", "母").come, "母");
    EXPECT_EQ(what_changed("母", "").gone, "母");
    EXPECT_EQ(what_changed("あああ", "ああ").gone, "あ");
    EXPECT_EQ(what_changed("言", "訁").gone, "言") << "no half of a character is shown";
}

class Days : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(),
              {work::part(), handover::part(), directory::part(), people::part(), reports::part(),
               needs::part(), audit::part(), setup::part(), selfcheck::part()}};

    struct Fresh {
        Id<record::Case> case_id;
        std::string side{"c"};
        Id<Account> person;
        int due{};
        bool returned{}, follow_up{};
        std::string what{"母に折り返す"};
    };
    Id<Action> add(const Fresh& f) {
        Id<Action> id;
        town.write([&](Tx& tx) {
            const auto brief = record::find_case(tx, *town.vault, f.case_id);
            id = add_action(tx, *town.vault,
                            {.case_id = f.case_id,
                             .consultation = {},
                             .handover = {},
                             .answered_by = {f.returned ? 1 : 0},
                             .centre = town.centre,
                             .key = brief.key,
                             .kind = f.follow_up ? ActionKind::follow_up : ActionKind::act,
                             .what = f.what,
                             .holder = {f.side,
                                        f.side == "c"   ? town.centre
                                        : f.side == "m" ? town.city
                                        : f.side == "o" ? town.nursing
                                                        : Id<Organisation>{},
                                        f.person,
                                        {}},
                             .waiting_side = "f",
                             .waiting_name = "母",
                             .waiting_since = town.now().today - 2,
                             .due = town.now().today + f.due,
                             .due_time = {},
                             .returned = f.returned,
                             .created_by = town.miura.account},
                            town.clock);
        });
        return id;
    }
    Id<record::Entry> reply(Id<record::Case> id, const std::string& text) {
        Id<record::Entry> entry;
        town.write([&](Tx& tx) {
            entry = record::add_entry(tx, *town.vault,
                                      {.case_id = id,
                                       .at = town.clock,
                                       .kind = "reply",
                                       .side = "m",
                                       .author = town.kimura.account,
                                       .organisation = town.city,
                                       .visible = record::Visible::organisations,
                                       .title = "北浜市から返事",
                                       .text = text,
                                       .topics = {},
                                       .minutes = std::nullopt,
                                       .link = "H-0001"});
        });
        return entry;
    }
    void takes_part(Id<record::Case> id, Id<Organisation> organisation) {
        town.write([&](Tx& tx) {
            record::add_member(tx, *town.vault, id,
                               {.organisation = organisation,
                                .organisation_name = {},
                                .standing = record::Standing::helps,
                                .sector = "welfare",
                                .person = {},
                                .since = town.now().today,
                                .until = {}});
        });
    }
    std::string page_of(Id<record::Case> id) { return "/w/cases/" + record::case_number(id); }
    /// Every state of a list: late, today, this week, later; ours, others', the family's; watched; come back.
    void fill() {
        const auto first = town.child("さえき ひなた"), second = town.child("もり あおい");
        takes_part(first, town.city);
        takes_part(second, town.nursing);
        for (const int due : {-9, -1, 0, 0, 2, 9, 30})
            for (const std::string side : {"c", "m", "o", "f"})
                add({.case_id = due % 2 ? first : second, .side = side, .due = due});
        for (int i = 0; i < 55; ++i)
            add({.case_id = first, .person = town.miura.account, .due = i});
        add({.case_id = second, .person = town.ito.account, .due = -2, .returned = true});
        add({.case_id = second, .person = town.miura.account, .due = 1, .returned = true});
        add({.case_id = first, .due = 30, .follow_up = true});
    }
    static std::int64_t total(const Answer& page) {
        std::smatch found;
        const bool there = std::regex_search(page.body, found, std::regex("\"total\":(\\d+)"));
        return there ? std::stoll(found[1]) : -1;
    }
    static std::int64_t rows(const Answer& page) {
        const std::regex row("<li class=\"it[^>]*id=\"a-");
        return std::distance(std::sregex_iterator(page.body.begin(), page.body.end(), row), {});
    }
    std::map<std::string, std::int64_t> figures(const Subject& who, const std::string& at) {
        std::map<std::string, std::int64_t> all;
        const std::string body = town.json(who, at).body;
        const std::regex figure("\"href\":\"([^\"]+)\",\"count\":(\\d+)");
        for (auto it = std::sregex_iterator(body.begin(), body.end(), figure);
             it != std::sregex_iterator(); ++it)
            all[std::regex_replace((*it)[1].str(), std::regex(R"(\\u0026)"), "&")] =
                std::stoll((*it)[2]);
        return all;
    }
};
ON_EACH_ENGINE(Days);

TEST_P(Days, open_a_list_of_as_many_rows_behind_every_figure) {
    fill();
    for (const auto& who : {town.miura, town.ito, town.kimura, town.tsukushi})
        for (const std::string at : {"/w", "/w?tab=all&who=all", "/w?view=team", "/w?due=today"}) {
            const auto all = figures(who, at);
            EXPECT_GE(all.size(), 6u) << at;
            for (const auto& [href, count] : all) {
                EXPECT_EQ(total(town.json(who, href)), count)
                    << who.name << " " << at << " → " << href;
                EXPECT_EQ(rows(town.get(who, href)), std::min<std::int64_t>(50, count)) << href;
            }
        }
}

TEST_P(Days, of_one_person_hold_what_is_theirs_and_what_nobody_took) {
    const auto id = town.child();  // 三浦 is in charge
    add({.case_id = id, .person = town.miura.account, .what = "三浦がする"});
    add({.case_id = id, .person = town.ito.account, .what = "伊藤がする"});
    add({.case_id = id, .what = "担当のもの"});
    add({.case_id = id, .side = "m", .what = "市がする"});
    const std::string mine = town.get(town.miura, "/w").body;
    EXPECT_NE(mine.find("三浦がする"), std::string::npos);
    EXPECT_NE(mine.find("担当のもの"), std::string::npos);
    EXPECT_EQ(mine.find("伊藤がする"), std::string::npos);
    EXPECT_NE(town.get(town.miura, "/w?who=all").body.find("伊藤がする"), std::string::npos);
    EXPECT_NE(town.get(town.ito, "/w").body.find("三浦がする"), std::string::npos)
        << "the head begins with the whole Centre";
    EXPECT_NE(town.get(town.miura, "/w?tab=theirs").body.find("市がする"), std::string::npos);
    EXPECT_EQ(town.get(town.kimura, "/w?who=all&tab=all").body.find("三浦がする"),
              std::string::npos)
        << "others never see what the Centre holds";
}

TEST_P(Days, of_a_receiver_hold_no_case_that_it_does_not_take_part_in) {
    const auto id = town.child("さえき ひなた");
    add({.case_id = id, .side = "m", .what = "市がする"});
    EXPECT_EQ(town.get(town.kimura, "/w?tab=all").body.find("さえき"), std::string::npos)
        << "the Centre noted a turn; nothing was told";
    takes_part(id, town.city);
    EXPECT_NE(town.get(town.kimura, "/w?tab=all").body.find("市がする"), std::string::npos);
}

TEST_P(Days, never_call_the_familys_turn_late) {
    const auto id = town.child();
    add({.case_id = id, .side = "f", .due = -5, .what = "書類を出す"});
    EXPECT_EQ(total(town.json(town.miura, "/w?tab=f&due=over")), 0);
    EXPECT_EQ(total(town.json(town.miura, "/w?tab=f&due=today")), 1);
    EXPECT_EQ(town.get(town.miura, "/w?tab=f").body.find("開庁日超過"), std::string::npos);
}

TEST(HowLate, is_counted_in_working_days_and_never_none) {
    const auto late = [](const char* due, const char* today) {
        return how_late(*Date::parse_iso(due), *Date::parse_iso(today), Lang::ja);
    };
    EXPECT_EQ(late("2026-11-27", "2026-11-30"), "1開庁日超過");
    EXPECT_EQ(late("2026-11-27", "2026-11-28"), "期限超過") << "Friday's, on Saturday";
    EXPECT_EQ(late("2026-12-28", "2026-12-30"), "期限超過") << "the last open day of the year";
    EXPECT_EQ(late("2026-12-28", "2027-01-04"), "1開庁日超過");
    EXPECT_EQ(how_late(*Date::parse_iso("2026-12-28"), *Date::parse_iso("2027-01-05"), Lang::en),
              "2 days over");
}

TEST_P(Days, let_the_head_assign_and_take_it_back) {
    const auto id = town.child();
    const auto action = add({.case_id = id, .what = "新しい相談の担当を決める"});
    EXPECT_NE(town.get(town.ito, "/w?view=team").body.find("割り振る"), std::string::npos);
    EXPECT_EQ(town.get(town.miura, "/w?view=team").body.find("割り振る"), std::string::npos);
    const std::string at = "/w/actions/" + std::to_string(action.value);
    const auto assign = [&](Id<Account> to) {
        return town.post(town.ito, at + "/assign",
                         {{"account", std::to_string(to.value)}, {"back", "/w?view=team"}});
    };
    EXPECT_EQ(assign(town.kimura.account).status, 422) << "only somebody of the Centre";
    const Answer assigned = assign(town.ito.account);
    EXPECT_EQ(assigned.location, "/w?view=team&undo=" + std::to_string(action.value));
    EXPECT_NE(town.get(town.ito, assigned.location).body.find("の番にしました。"),
              std::string::npos);
    EXPECT_EQ(town.get(town.miura, "/w").body.find("新しい相談の担当を決める"), std::string::npos);
    EXPECT_EQ(town.post(town.ito, at + "/undo", {}).status, 303);
    EXPECT_NE(town.get(town.miura, "/w").body.find("新しい相談の担当を決める"), std::string::npos);
    EXPECT_EQ(town.post(town.kimura, at + "/assign", {}).status, 404);
}

TEST_P(Days, undo_within_half_an_hour_and_not_later) {
    const auto id = town.child();
    const auto one = add({.case_id = id}), two = add({.case_id = id});
    const auto at = [](Id<Action> action) { return "/w/actions/" + std::to_string(action.value); };
    EXPECT_EQ(town.post(town.miura, at(one) + "/finish", {}).location,
              "/w?undo=" + std::to_string(one.value));
    EXPECT_EQ(total(town.json(town.miura, "/w")), 1);
    EXPECT_EQ(town.post(town.miura, at(one) + "/undo", {}).status, 303);
    EXPECT_EQ(total(town.json(town.miura, "/w")), 2);
    town.post(town.miura, at(two) + "/finish", {});
    town.clock.ms += 31 * 60 * 1000;
    EXPECT_EQ(town.post(town.miura, at(two) + "/undo", {}).status, 409);
    EXPECT_EQ(total(town.json(town.miura, "/w")), 1);
}

TEST_P(Days, undo_only_the_change_that_the_button_names) {
    const auto id = town.child();
    const auto one = add({.case_id = id});
    const std::string at = "/w/actions/" + std::to_string(one.value);
    const Answer moved = town.post(town.ito, at + "/due", {{"due", "2026-12-25"}});
    const std::string page = town.get(town.ito, moved.location).body;
    const std::regex field("name=\"change\" value=\"([0-9]+)\"");
    std::smatch found;
    ASSERT_TRUE(std::regex_search(page, found, field));
    const std::string change = found[1];
    EXPECT_EQ(town.post(town.miura, at + "/pass", {{"side", "f"}, {"name", "母"}}).status, 303);
    EXPECT_EQ(town.post(town.ito, at + "/undo", {{"change", change}}).status, 409)
        << "a colleague's change since is not taken back for it";
    const auto holder =
        town.ask([&](Tx& tx) { return find_action(tx, *town.vault, one).holder.side; });
    EXPECT_EQ(holder, "f");
}

TEST_P(Days, hide_the_words_of_a_change_with_the_names) {
    const auto id = town.child(), other = town.child("べつの こ");
    const auto one = add({.case_id = id});
    const Answer done =
        town.post(town.miura, "/w/actions/" + std::to_string(one.value) + "/finish", {});
    const std::string line = town.get(town.miura, done.location).body;
    const auto from = line.find("flash ok");
    ASSERT_NE(from, std::string::npos);
    const std::string what = line.substr(from, line.find("を完了にしました", from) - from);
    EXPECT_EQ(what.find("（非表示）"), std::string::npos);
    const std::string undo = "?undo=" + std::to_string(one.value);
    const auto page = [&](Id<record::Case> of) {
        return town.get(town.miura, "/w/cases/" + record::case_number(of) + undo).body;
    };
    EXPECT_NE(page(id).find("を完了にしました"), std::string::npos);
    EXPECT_EQ(page(other).find("を完了にしました"), std::string::npos) << "another child's page";
    town.door.masked.insert("miura");
    for (const std::string& seen : {town.get(town.miura, done.location).body, page(id)}) {
        EXPECT_NE(seen.find("を完了にしました"), std::string::npos);
        EXPECT_EQ(seen.find("さえき"), std::string::npos);
    }
}

TEST_P(Days, keep_the_height_of_rows_for_each_person) {
    fill();
    EXPECT_EQ(town.post(town.miura, "/w/density", {{"density", "dense"}, {"back", "/w?tab=all"}})
                  .location,
              "/w?tab=all");
    EXPECT_NE(town.get(town.miura, "/w").body.find("class=\"wl dense\""), std::string::npos);
    EXPECT_EQ(town.get(town.ito, "/w").body.find("class=\"wl dense\""), std::string::npos);
    EXPECT_EQ(town.post(town.miura, "/w/density", {{"density", "huge"}, {"back", "//elsewhere"}})
                  .location,
              "/w");
}

TEST_P(Days, hide_names_on_the_server_and_leave_a_list_to_talk_about) {
    const auto id = town.child("さえき ひなた");
    town.post(town.miura, page_of(id) + "/entries",
              {{"text", "夜は2時間おきに吸引。"}, {"kind", "phone"}, {"with", "f"}});
    reply(id, "公立2園に照会中。さえきさんへ（090-0000-4417）返す。");
    const auto action =
        add({.case_id = id, .returned = true, .what = "途中経過をさえきさんの母へ折り返す"});
    const std::string peek = "/w/actions/" + std::to_string(action.value) + "/peek";
    EXPECT_NE(town.get(town.miura, peek).body.find("さえきさんへ"), std::string::npos);
    town.door.masked.insert("miura");
    for (const std::string& at :
         {std::string("/w"), std::string("/w?tab=returned"), peek, page_of(id)}) {
        const std::string seen = town.get(town.miura, at).body + town.json(town.miura, at).body;
        for (const std::string hidden : {"さえき", "2時間おき", "0000-4417"})
            EXPECT_EQ(seen.find(hidden), std::string::npos) << at << " " << hidden;
        EXPECT_EQ(seen.find("途中経過を○○さんの母へ折り返す") != std::string::npos, at != peek)
            << at;
        EXPECT_NE(seen.find("公立2園に照会中。"), std::string::npos) << at;
    }
    EXPECT_NE(town.get(town.miura, page_of(id)).body.find("会話は表示していません"),
              std::string::npos);
    EXPECT_EQ(town.get(town.hanaoka, peek).status, 404);
}

TEST_P(Days, tell_the_receptionist_that_there_are_records_and_who_reads_them) {
    const auto id = town.child("さえき ひなた");
    EXPECT_NE(town.get(town.sato, page_of(id)).body.find("記録はまだありません"),
              std::string::npos);
    town.post(town.miura, page_of(id) + "/entries", {{"text", "夜は2時間おきに吸引。"}});
    const auto action = add({.case_id = id, .what = "母へ折り返す"});
    const std::string peek = "/w/actions/" + std::to_string(action.value) + "/peek";
    for (const std::string& at : {page_of(id), peek}) {
        const std::string seen = town.get(town.sato, at).body;
        EXPECT_NE(seen.find("記録は1件あります"), std::string::npos) << at;
        EXPECT_NE(seen.find("相談員が閲覧できます"), std::string::npos) << at;
        EXPECT_EQ(seen.find("2時間おき"), std::string::npos) << at;
    }
    EXPECT_EQ(town.get(town.miura, page_of(id)).body.find("相談員が閲覧できます"),
              std::string::npos);
}

TEST_P(Days, tell_every_row_from_the_others_while_names_are_hidden) {
    for (const char* name : {"さえき ひなた", "やまだ りく"}) {
        const auto id = town.child(name);
        add({.case_id = id, .what = "母へ折り返す"});
    }
    town.door.masked.insert("miura");
    const std::string list = town.get(town.miura, "/w").body;
    for (const char* told : {"W-0001 さん", "W-0002 さん", "母へ折り返す"})
        EXPECT_NE(list.find(told), std::string::npos) << told;
    EXPECT_EQ(list.find("（非表示）"), std::string::npos) << "nothing to talk about";
}

TEST_P(Days, show_what_came_back_in_its_own_words_until_the_family_was_told) {
    const auto id = town.child();
    add({.case_id = id, .returned = true});
    const auto entry = reply(id, "公立2園に照会中。");
    EXPECT_NE(town.get(town.miura, "/w").body.find("公立2園に照会中。"), std::string::npos);
    EXPECT_NE(town.get(town.miura, "/w").body.find("家族へはまだ"), std::string::npos);
    EXPECT_NE(town.get(town.miura, page_of(id)).body.find("へまだ伝えていません"),
              std::string::npos);
    const std::string told = "/w/entries/" + std::to_string(entry.value) + "/told";
    EXPECT_EQ(town.post(town.hanaoka, told, {}).status, 403);
    EXPECT_EQ(town.post(town.miura, told, {}).status, 303);
    const std::string page = town.get(town.miura, page_of(id)).body;
    EXPECT_EQ(page.find("へまだ伝えていません"), std::string::npos);
    EXPECT_NE(page.find("「北浜市から返事」を家族に伝えた"), std::string::npos)
        << "who told it stands in the course";
    EXPECT_EQ(town.get(town.miura, "/w").body.find("家族へはまだ"), std::string::npos);
}

TEST_P(Days, take_the_note_of_the_call_as_having_told) {
    const auto id = town.child();
    const auto entry = reply(id, "公立2園に照会中。");
    town.post(town.miura, page_of(id) + "/entries", {{"text", "母と話した。"}});
    EXPECT_NE(town.get(town.miura, page_of(id)).body.find("へまだ伝えていません"),
              std::string::npos)
        << "a call about something else";
    town.post(town.miura, page_of(id) + "/entries",
              {{"text", "母に伝えた。"}, {"told", "1"}, {"reply", std::to_string(entry.value)}});
    EXPECT_EQ(town.get(town.miura, page_of(id)).body.find("へまだ伝えていません"),
              std::string::npos);
}

TEST_P(Days, write_down_who_changed_what_for_the_centre_only) {
    const auto id = town.child();
    takes_part(id, town.city);
    EXPECT_EQ(town.post(town.miura, page_of(id) + "/consent",
                        {{"organisation", std::to_string(town.nursing.value)},
                         {"family", "0"},
                         {"speaker", "mother"},
                         {"basis", "paper"}})
                  .status,
              303);
    const std::string said = "同意の範囲：つくし訪問看護ステーション";
    EXPECT_NE(town.get(town.miura, page_of(id)).body.find(said), std::string::npos);
    EXPECT_EQ(town.get(town.miura, page_of(id) + "?auto=0").body.find(said), std::string::npos);
    const Answer theirs = town.get(town.kimura, page_of(id));
    EXPECT_EQ(theirs.status, 200);
    EXPECT_EQ(theirs.body.find(said), std::string::npos);
}

TEST_P(Days, tell_the_consent_with_its_end_and_the_missing_of_the_team) {
    const auto id = town.child("さえき ひなた", false);
    EXPECT_NE(town.get(town.miura, page_of(id)).body.find("同意 まだ聞いていません"),
              std::string::npos);
    for (const std::string category : {"contact", "medical"})
        town.post(town.miura, page_of(id) + "/consent",
                  {{"organisation", std::to_string(town.city.value)},
                   {category, "1"},
                   {"speaker", "mother"},
                   {"basis", "oral"},
                   {"heard_by", std::to_string(town.miura.account.value)},
                   {"expires", "令和9年3月31日"}});
    const std::string page = town.get(town.miura, page_of(id)).body;
    EXPECT_NE(page.find("令和9年3月末まで"), std::string::npos);
    EXPECT_NE(page.find("口頭 11/25"), std::string::npos);
    EXPECT_NE(page.find("相談支援 ― 未定"), std::string::npos);
    town.pass_days(130);
    EXPECT_NE(town.get(town.miura, page_of(id)).body.find("同意 まだ聞いていません"),
              std::string::npos)
        << "what has run out is asked anew";
}

TEST_P(Days, name_who_answers_beside_whom_the_Centre_has_in_charge) {
    const auto id = town.child("さえき ひなた");
    town.write([&](Tx& tx) {
        record::set_responsible(tx, id, town.city, town.miura.account, town.now().today);
    });
    const auto list = [&](const Subject& who) { return town.get(who, "/w/cases").body; };
    const std::string seen = list(town.ito);
    for (const char* words :
         {"担当の機関", "北浜市 障がい福祉課", "センターの担当者", "三浦 あかり"})
        EXPECT_NE(seen.find(words), std::string::npos) << words;
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    EXPECT_EQ(list(town.ito).find("北浜市 障がい福祉課"), std::string::npos);
    EXPECT_NE(list(town.miura).find("北浜市 障がい福祉課"), std::string::npos);
}

TEST_P(Days, tell_a_family_what_is_true_for_them) {
    const auto id = town.child("さえき ひなた");
    Subject mother;
    town.write([&](Tx& tx) {
        mother = town.person(tx, "maiko", "佐伯 舞子", town.centre, Role::family);
        record::Family member;
        member.relation = "mother";
        member.name = "佐伯 舞子";
        member.account = mother.account;
        record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child, member);
    });
    const auto step = add({.case_id = id, .due = -2});
    std::string seen = town.get(mother, page_of(id)).body;
    EXPECT_NE(seen.find("こちらで進めています"), std::string::npos);
    for (const char* late : {"超過", "class=\"over\"", "期限", "11/23"})
        EXPECT_EQ(seen.find(late), std::string::npos) << late << " is ours to mind";
    EXPECT_NE(seen.find("ご家族にお願いしていることは、いまはありません。"), std::string::npos);
    EXPECT_EQ(seen.find("次にすることはありません。"), std::string::npos);
    town.post(town.miura, "/w/actions/" + std::to_string(step.value) + "/due",
              {{"due", "2026-12-01"}});
    seen = town.get(mother, page_of(id)).body;
    EXPECT_NE(seen.find("つぎの予定 12月1日"), std::string::npos) << "a day to come is told";
    const std::string profile = town.get(mother, page_of(id) + "/profile").body;
    const auto family = profile.find("<h2>家族</h2>");
    ASSERT_NE(family, profile.npos);
    EXPECT_EQ(profile.find("まだ聞けていません", family), profile.npos) << "she is on record";
    EXPECT_NE(profile.find("この画面には表示しません", family), profile.npos);
    EXPECT_EQ(town.get(town.miura, page_of(id) + "/profile").body.find("この画面には表示しません"),
              profile.npos);
}

TEST_P(Days, tell_a_receiver_who_may_read_what_is_planned) {
    const auto id = town.child("さえき ひなた");
    takes_part(id, town.city);
    add({.case_id = id, .what = "病院に聞く"});
    const std::string page = town.get(town.kimura, page_of(id)).body;
    EXPECT_NE(page.find("番をもつ機関とセンターだけが読めます"), std::string::npos);
    EXPECT_NE(page.find("こちらの機関がすることは、いまはありません。"), std::string::npos);
    const auto other = town.child("もり あおい");
    town.write([&](Tx& tx) {
        record::add_member(tx, *town.vault, other,
                           {.organisation = town.city,
                            .organisation_name = {},
                            .standing = record::Standing::asked,
                            .sector = "welfare",
                            .person = {},
                            .since = town.now().today,
                            .until = {}});
    });
    add({.case_id = other, .side = "m", .what = "家庭を訪ねる"});
    const std::string day = town.get(town.kimura, "/w").body;
    EXPECT_NE(day.find("依頼を受けると中身を読めます"), std::string::npos)
        << "what stands on its own list says what makes it readable";
    EXPECT_EQ(day.find("家庭を訪ねる"), std::string::npos);
}

TEST_P(Days, begin_for_everybody_somewhere_that_opens) {
    const auto id = town.child("さえき ひなた");
    const Subject ken = town.ken;
    Subject admin, mother;
    town.write([&](Tx& tx) {
        const auto home = Town::organisation(tx, "family", "ご家族", "");
        admin = town.person(tx, "admin", "管理 花子", town.centre, Role::administrator);
        mother = town.person(tx, "maiko", "佐伯 舞子", home, Role::family);
        record::Family member;
        member.relation = "mother";
        member.name = "佐伯 舞子";
        member.account = mother.account;
        record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child, member);
    });
    takes_part(id, town.city);
    add({.case_id = id, .side = "m", .due = 7});
    EXPECT_NE(town.get(ken, "/w").body.find("県全体の状況"), std::string::npos);
    EXPECT_NE(town.get(admin, "/w").body.find("管理の状況"), std::string::npos);
    EXPECT_EQ(town.get(town.kimura, "/my").location, "/w");
    for (const auto& [who, home] : {std::pair{ken, "/p"},
                                    {admin, "/a"},
                                    {mother, "/w"},
                                    {mother, "/my"},
                                    {town.kimura, "/w"},
                                    {town.tsukushi, "/w"},
                                    {town.miura, "/w"}}) {
        const Answer page = town.get(who, home);
        EXPECT_EQ(page.status, 200) << who.name;
        const std::string body = page.body.substr(page.body.find("<main"));
        const std::regex link("<a [^>]*href=\"(/[^\"#]*)");
        for (auto it = std::sregex_iterator(body.begin(), body.end(), link);
             it != std::sregex_iterator(); ++it)
            EXPECT_EQ(
                town.get(who, std::regex_replace((*it)[1].str(), std::regex("&amp;"), "&")).status,
                200)
                << who.name << " " << (*it)[1];
    }
    const std::string family = town.get(mother, "/w").body;
    EXPECT_NE(family.find("さえき ひなた"), std::string::npos);
    EXPECT_NE(family.find("いまは、市町村などの機関が進めています。"), std::string::npos);
    EXPECT_EQ(town.get(ken, "/p").body.find("さえき"), std::string::npos);
    EXPECT_EQ(town.get(admin, "/a").body.find("さえき"), std::string::npos);
}

TEST_P(Days, tell_a_family_what_comes_next_and_what_is_asked_of_it) {
    const auto id = town.child("さえき ひなた");
    Subject mother;
    town.write([&](Tx& tx) {
        mother = town.person(tx, "maiko", "佐伯 舞子", town.centre, Role::family);
        record::Family member;
        member.relation = "mother";
        member.account = mother.account;
        record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child, member);
    });
    const auto page = [&] { return town.get(mother, "/my").body; };
    const auto says = [&](const char* words) { return page().find(words) != std::string::npos; };
    EXPECT_TRUE(says("いま進めていることはありません。"));
    add({.case_id = id, .due = -3, .what = "病院に聞く"});
    EXPECT_TRUE(says("いまは、センターが進めています。"));
    EXPECT_TRUE(says("つぎの予定の日は、まだ決まっていません。")) << "no day is promised";
    EXPECT_FALSE(says("病院に聞く") || says("超過"));
    add({.case_id = id, .due = 6});
    EXPECT_TRUE(says("つぎの予定 12月1日"));
    add({.case_id = id, .side = "f", .due = -8, .what = "申請書を書く"});
    EXPECT_TRUE(says("申請書を書く"));
    EXPECT_FALSE(says("申請書を書く（")) << "its turn is never late";
    add({.case_id = id, .side = "f", .due = 9, .what = "園を見学する"});
    EXPECT_TRUE(says("園を見学する（12月4日"));
}

}  // namespace
}  // namespace michi::work
