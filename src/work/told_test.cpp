// What came in and what was told: a new request is of today, telling the family settles the step that waited
// for it and stands on the family's page, and lateness is said to nobody who is not late.
#include <regex>

#include "handover/handover.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Typed;

class Told : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {work::part(), handover::part()}};
    Id<record::Case> id = town.child("さえき ひなた");
    const std::string page = "/w/cases/" + record::case_number(id);

    Answer send(const Subject& by, const std::string& kind, Id<Organisation> to,
                const std::string& due = {}) {
        Typed typed{{"case", record::case_number(id)},
                    {"kind", kind},
                    {"receiver", std::to_string(to.value)},
                    {"title", "園の空き"},
                    {"request", "教えてください。"}};
        if (!due.empty()) typed.emplace_back("due", due);
        return town.post(by, "/w/handovers", std::move(typed));
    }
    Answer act(const Subject& who, const std::string& place, const std::string& deed) {
        return town.deed(who, place, deed,
                         {{"text", "来週に空きがあります。"},
                          {"owner_name", "木村 彩"},
                          {"next_step", "家庭訪問"},
                          {"on", "2026-11-25"}});
    }
    Subject mother() {
        Subject who;
        town.write([&](Tx& tx) {
            const auto home = Town::organisation(tx, "family", "ご家族", "");
            who = town.person(tx, "maiko", "佐伯 舞子", home, Role::family);
            record::Family member;
            member.relation = "mother";
            member.account = who.account;
            record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child,
                               member);
        });
        return who;
    }
    std::int64_t count(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    bool has(const Subject& who, const std::string& at, const std::string& words) {
        return town.get(who, at).body.find(words) != std::string::npos;
    }
    void wait_until(int minute_of_monday) {
        const Instant then = at_in_japan(*Date::from_ymd(2026, 11, 30), minute_of_monday);
        set_clock_ahead(clock_ahead() + std::chrono::milliseconds{then.ms - town.clock.ms});
        town.clock = then;
    }
    /// The note of a call, sent from a page that was opened before: with the replies that it showed.
    Typed note_from(const std::string& body) {
        Typed typed{{"kind", "phone"}, {"text", "母に伝えた。"}, {"told", "1"}};
        static const std::regex shown("name=\"reply\" value=\"([0-9]+)\"");
        for (std::sregex_iterator it(body.begin(), body.end(), shown), end; it != end; ++it)
            typed.emplace_back("reply", (*it)[1]);
        return typed;
    }
    std::string told_button() {
        const std::string body = town.get(town.miura, page).body;
        const std::regex form("action=\"(/w/entries/[0-9]+/told)\"");
        std::smatch found;
        return std::regex_search(body, found, form) ? found[1].str() : std::string{};
    }
    void add(Id<Organisation> holder, const std::string& side, int due) {
        town.write([&](Tx& tx) {
            add_action(tx, *town.vault,
                       {.case_id = id,
                        .consultation = {},
                        .handover = {},
                        .answered_by = {},
                        .centre = town.centre,
                        .key = record::find_case(tx, *town.vault, id).key,
                        .kind = ActionKind::act,
                        .what = "病院に聞く",
                        .holder = {side, holder, {}, {}},
                        .waiting_side = "f",
                        .waiting_name = {},
                        .waiting_since = {},
                        .due = town.now().today + due,
                        .due_time = {},
                        .returned = false,
                        .created_by = town.miura.account},
                       town.clock);
        });
    }
};
ON_EACH_ENGINE(Told);

TEST_P(Told, a_request_that_nobody_has_received_is_of_today_however_far_its_answer_is_due) {
    const std::string first = send(town.miura, "together", town.city).location;
    act(town.kimura, first, "accept");
    const Answer asked = send(town.kimura, "advice", town.centre, "2026-12-18");
    ASSERT_EQ(asked.status, 303) << asked.body;
    const auto of = [&](const std::string& due) {
        return has(town.miura, "/w?who=all&due=" + due, "H-0002 園の空き：返事をする");
    };
    EXPECT_TRUE(of("today"));
    EXPECT_FALSE(of("later")) << "it does not stand in two groups";
    const std::string day = town.get(town.miura, "/w?who=all").body;
    EXPECT_NE(day.find("北浜市 障がい福祉課から"), std::string::npos) << "who asks";
    EXPECT_NE(day.find("/w/handovers/H-2/receive"), std::string::npos) << "received in its row";
    EXPECT_EQ(act(town.miura, asked.location, "receive").status, 303);
    EXPECT_FALSE(of("today")) << "who has seen it minds the day";
    EXPECT_TRUE(of("later"));
}

TEST_P(Told, what_came_while_the_office_was_closed_ends_when_it_opens) {
    const std::string place = send(town.miura, "inquiry", town.city).location;
    const auto fresh = [&] {
        const std::string body = town.get(town.miura, "/w?who=all").body;
        const auto from = body.find("閉庁中に届いた連絡");
        return from == std::string::npos ? std::string{} : body.substr(from, 160);
    };
    wait_until(8 * 60);  // a Monday, before it opens
    act(town.kimura, place, "answer");
    EXPECT_NE(fresh().find("1件"), std::string::npos) << fresh();
    EXPECT_NE(town.get(town.miura, "/w?tab=fresh").body.find("園の空き"), std::string::npos);
    const std::string second = send(town.miura, "inquiry", town.other_city).location;
    wait_until(11 * 60);
    act(town.hanaoka, second, "answer");
    EXPECT_NE(fresh().find("1件"), std::string::npos) << "what came at eleven is of this day";
}

TEST_P(Told, the_week_begins_today) {
    add(town.centre, "c", 0);  // 25 November 2026 is a Wednesday
    add(town.centre, "c", 2);
    add(town.centre, "c", 5);   // Monday
    add(town.centre, "c", -1);  // late: a list of its own
    const auto total = [&](const std::string& due) {
        const std::string json = town.json(town.miura, "/w?who=all&due=" + due).body;
        std::smatch found;
        return std::regex_search(json, found, std::regex("\"total\":(\\d+)")) ? found[1].str() : "";
    };
    EXPECT_EQ(total("days"), "2");
    EXPECT_EQ(total("week"), "1");
    EXPECT_TRUE(has(town.miura, "/w?who=all", "due=days"));
}

TEST_P(Told, telling_the_family_settles_the_step_that_waited_for_it) {
    const Subject maiko = mother();
    const std::string place = send(town.miura, "inquiry", town.city).location;
    EXPECT_TRUE(has(maiko, "/my", "まだありません。お返事が届いたら"));
    act(town.kimura, place, "answer");
    ASSERT_TRUE(has(town.miura, page, "園の空き：返事を家族に伝える"));
    EXPECT_FALSE(has(maiko, "/my", "から返事")) << "nothing before it was told";
    const Answer told = town.post(town.miura, told_button(), {});
    EXPECT_EQ(told.status, 303);
    EXPECT_TRUE(has(town.miura, told.location, "ご家族に伝えたことを記録しました。"));
    EXPECT_FALSE(has(town.miura, page, "園の空き：返事を家族に伝える"));
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND kind = 'act'"), 1)
        << "the case asks what comes next";
    EXPECT_TRUE(has(maiko, "/my", "11月25日（水）　北浜市 障がい福祉課から返事"));
    EXPECT_FALSE(has(maiko, "/my", "来週に空きがあります。")) << "offices' words stay between them";
    EXPECT_TRUE(has(maiko, "/my", "北浜市 障がい福祉課、"));
    EXPECT_EQ(act(town.miura, place, "close").status, 303) << "the request still ends by a deed";
}

TEST_P(Told, a_note_of_the_call_settles_it_too_and_a_handover_still_waits_for_the_familys_word) {
    const std::string question = send(town.miura, "inquiry", town.city).location;
    const std::string transfer = send(town.miura, "transfer", town.other_city).location;
    act(town.kimura, question, "answer");
    for (const char* deed : {"accept", "contact", "answer"}) act(town.hanaoka, transfer, deed);
    const Answer noted =
        town.post(town.miura, page + "/entries", note_from(town.get(town.miura, page).body));
    EXPECT_TRUE(has(town.miura, noted.location, "記録しました。"));
    EXPECT_FALSE(has(town.miura, page, "H-0001 園の空き：返事を家族に伝える"));
    EXPECT_TRUE(has(town.miura, page, "H-0002 園の空き：返事を家族に伝える"));
}

TEST_P(Told, a_reply_that_came_after_the_page_was_opened_still_waits_to_be_told) {
    const std::string first = send(town.miura, "inquiry", town.city).location;
    const std::string second = send(town.miura, "inquiry", town.other_city).location;
    act(town.kimura, first, "answer");
    const std::string opened = town.get(town.miura, page).body;
    act(town.hanaoka, second, "answer");
    town.post(town.miura, page + "/entries", note_from(opened));
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'reply' AND told_at IS NOT NULL"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'reply' AND told_at IS NULL"), 1);
    EXPECT_FALSE(has(town.miura, page, "H-0001 園の空き：返事を家族に伝える"));
    EXPECT_TRUE(has(town.miura, page, "H-0002 園の空き：返事を家族に伝える"));
    town.post(town.miura, page + "/entries", note_from(town.get(town.miura, page).body));
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'reply' AND told_at IS NULL"), 0);
}

TEST_P(Told, what_the_Centre_answered_a_helper_is_no_word_for_the_family) {
    const Subject maiko = mother();
    act(town.kimura, send(town.miura, "together", town.city).location, "accept");
    const std::string advice = send(town.kimura, "advice", town.centre).location;
    act(town.miura, advice, "answer");
    Typed note{{"kind", "phone"}, {"text", "母に電話した。"}, {"told", "1"}};
    for (int entry = 1; entry <= 20; ++entry) note.emplace_back("reply", std::to_string(entry));
    town.post(town.miura, page + "/entries", std::move(note));
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'reply' AND addressee_id IS NOT NULL"
                    " AND told_at IS NULL"),
              1)
        << "nobody told the family of it";
    EXPECT_FALSE(has(maiko, "/my", "から返事"));
}

TEST_P(Told, lateness_is_said_to_who_is_late_and_to_the_Centre_only) {
    const std::string place = send(town.miura, "together", town.city).location;
    act(town.kimura, place, "accept");
    act(town.kimura, place, "answer");  // now the Centre has to tell the family
    const Subject maiko = mother();
    town.pass_days(12);
    const auto red = [&](const Subject& who, const std::string& at) {
        const std::string body = town.get(who, at).body;
        const auto from = body.find("<main");
        return std::regex_search(body.substr(from), std::regex("class=\"(nw )?over\"|超過"));
    };
    for (const std::string& at : {page, std::string("/w/cases")}) {
        EXPECT_TRUE(red(town.miura, at)) << "the Centre is late: " << at;
        EXPECT_FALSE(red(town.kimura, at)) << at;
        EXPECT_FALSE(red(maiko, at)) << at;
    }
    add(town.city, "m", -3);
    EXPECT_TRUE(red(town.kimura, page)) << "its own step is late";
    EXPECT_FALSE(red(maiko, page));
    EXPECT_FALSE(red(maiko, "/w/cases"));
}

}  // namespace
}  // namespace michi::work
