// What another organisation wrote or holds is not changed by others; the Centre takes a turn back and says why.

#include "audit/audit.hpp"
#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "handover/handover.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using web::Answer;

class Whose : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(),
              {work::part(), handover::part(), directory::part(), people::part(), audit::part(),
               consultation::part()}};
    Id<record::Case> id = town.child();
    std::string page = "/w/cases/" + record::case_number(id);

    void SetUp() override {
        for (const auto who : {town.city, town.nursing}) takes_part(who);
    }
    void takes_part(Id<Organisation> organisation) {
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
    std::string note_of(const Subject& who, const std::string& text) {
        EXPECT_EQ(town.post(who, page + "/entries", {{"text", text}, {"shared", "1"}}).status, 303);
        return "/w/entries/" +
               std::to_string(count("SELECT max(id) FROM entry WHERE kind = 'phone'"));
    }
    std::string step_of(const Holder& holder, const Subject& by) {
        Id<Action> made;
        town.write([&](Tx& tx) {
            const auto brief = record::find_case(tx, *town.vault, id);
            made = add_action(tx, *town.vault,
                              {.case_id = id,
                               .centre = town.centre,
                               .key = brief.key,
                               .what = "夜間の吸引を確かめる",
                               .holder = holder,
                               .waiting_side = "f",
                               .due = town.now().today,
                               .created_by = by.account},
                              town.clock);
        });
        return "/w/actions/" + std::to_string(made.value);
    }
    std::string step_of(const Subject& who) {
        const std::string side = who.organisation == town.centre ? "c"
                                 : who.organisation == town.city ? "m"
                                                                 : "o";
        return step_of({side, who.organisation, who.account, {}}, who);
    }
    std::int64_t count(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    std::int64_t changes() {
        return count("SELECT count(*) FROM action_change") +
               count("SELECT count(*) FROM entry_version") +
               count("SELECT count(*) FROM action WHERE done_at IS NOT NULL");
    }
    bool offers(const Subject& who, const std::string& at, const std::string& form) {
        return town.get(who, at).body.find("action=\"" + form + "\"") != std::string::npos;
    }
};
ON_EACH_ENGINE(Whose);

TEST_P(Whose, notes_are_rewritten_by_the_organisation_that_wrote_them_only) {
    for (const Subject* author : {&town.ito, &town.kimura, &town.tsukushi}) {
        const std::string note = note_of(*author, "呼吸器の設定を変える");
        for (const Subject* other : {&town.miura, &town.ito, &town.kimura, &town.tsukushi}) {
            const bool ours = other->organisation == author->organisation;
            SCOPED_TRACE(author->name + " " + other->name);
            EXPECT_EQ(town.get(*other, note).status, 200) << "what was said stays readable";
            EXPECT_EQ(offers(*other, note, note), ours);
            const auto before = changes();
            const Answer sent = town.post(
                *other, note, {{"text", "変えないと言った。" + other->name}, {"version", "1"}});
            if (!ours) {
                EXPECT_EQ(sent.status, 403);
                EXPECT_NE(sent.body.find("ほかの機関"), std::string::npos);
                EXPECT_EQ(changes(), before);
            } else {
                EXPECT_TRUE(sent.status == 303 || sent.status == 422) << sent.status;
            }
        }
    }
}

TEST_P(Whose, steps_are_moved_by_the_organisation_that_holds_them_only) {
    const std::vector<std::pair<std::string, web::Typed>> deeds{
        {"/due", {{"due", "2027-03-31"}}},
        {"/pass", {{"side", "f"}, {"name", "母"}}},
        {"/assign", {{"account", "1"}}},
        {"/finish", {}}};
    for (const Subject* holder : {&town.ito, &town.kimura, &town.tsukushi})
        for (const Subject* other : {&town.miura, &town.kimura, &town.tsukushi}) {
            if (other->organisation == holder->organisation) continue;
            const std::string step = step_of(*holder);
            SCOPED_TRACE(holder->name + " " + other->name);
            const auto before = changes();
            for (const auto& [deed, typed] : deeds)
                EXPECT_EQ(town.post(*other, step + deed, typed).status, 403) << deed;
            EXPECT_FALSE(offers(*other, page, step + "/finish"));
            EXPECT_EQ(changes(), before);
            EXPECT_EQ(town.post(*holder, step + "/due", {{"due", "2026-12-20"}}).status, 303);
            EXPECT_EQ(town.post(*other, step + "/undo", {}).status, 403)
                << "not their change to undo";
            EXPECT_EQ(town.post(*holder, step + "/undo", {}).status, 303);
            EXPECT_EQ(town.post(*holder, step + "/finish", {}).status, 303);
        }
}

TEST_P(Whose, steps_are_passed_to_nobody_whose_account_is_closed) {
    const std::string step = step_of(town.miura), ito = std::to_string(town.ito.account.value);
    EXPECT_NE(town.get(town.miura, step).body.find("value=\"" + ito + "\""), std::string::npos);
    town.write(
        [&](Tx& tx) { tx.run("UPDATE account SET state = 0 WHERE id = $1", town.ito.account); });
    EXPECT_EQ(town.get(town.miura, step).body.find("<option value=\"" + ito + "\">伊藤"),
              std::string::npos);
    for (const auto& [deed, typed] : std::vector<std::pair<std::string, web::Typed>>{
             {"/assign", {{"account", ito}}},
             {"/pass",
              {{"side", "c"},
               {"organisation", std::to_string(town.centre.value)},
               {"account", ito}}}})
        town.post(town.miura, step + deed, typed);
    EXPECT_EQ(town.ask([&](Tx& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM action WHERE holder_account = $1",
                                      town.ito.account);
    }),
              0);
}

TEST_P(Whose, steps_are_done_on_their_own_page_and_lead_back_to_where_one_was) {
    const std::string step = step_of(town.miura), other = step_of(town.miura);
    EXPECT_TRUE(offers(town.miura, step, step + "/finish"));
    EXPECT_FALSE(offers(town.miura, step_of(town.kimura), step + "/finish"));
    EXPECT_NE(town.get(town.miura, page).body.find(step + "?then=case"), std::string::npos);
    const std::string opened = town.get(town.miura, step + "?then=case").body;
    EXPECT_NE(opened.find("name=\"then\" value=\"case\""), std::string::npos);
    const web::Typed back{{"then", "case"}, {"due", "2026-12-20"}};
    const auto says = [&](const Answer& answer, std::string_view words) {
        return town.get(town.miura, answer.location).body.find(words) != std::string::npos;
    };
    EXPECT_TRUE(says(town.post(town.miura, step + "/due", back), "の期限を"));
    const Answer done = town.post(town.miura, step + "/finish", {{"then", "case"}});
    EXPECT_EQ(done.location.find(page + "?undo="), 0U);
    EXPECT_TRUE(says(done, "を完了にしました。"));
    EXPECT_TRUE(says(done, "action=\"" + step + "/undo\"")) << "beside the word";
    EXPECT_FALSE(offers(town.miura, step, step + "/finish")) << "it is over";
    EXPECT_EQ(town.post(town.miura, other + "/due", {{"then", "http://elsewhere.example"}})
                  .location.find("/w?undo="),
              0U)
        << "no other address";
}

TEST_P(Whose, steps_are_not_ended_by_way_of_a_new_one) {
    const std::string step = step_of(town.ito);
    town.post(town.tsukushi, page + "/actions",
              {{"next_what", "電話をかける"},
               {"side", "o"},
               {"next_who", "つくし"},
               {"instead", step.substr(step.rfind('/') + 1)}});
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NOT NULL"), 0);
}

TEST_P(Whose, turns_of_the_family_and_of_who_works_on_paper_are_the_centres_to_move) {
    Id<Organisation> paper;
    town.write([&](Tx& tx) { paper = Town::organisation(tx, "partner", "紙の園", town.home); });
    for (const Holder& holder : {Holder{"f", {}, {}, "母"}, Holder{"o", paper, {}, {}},
                                 Holder{"o", {}, {}, "ほかの事業所"}}) {
        const std::string step = step_of(holder, town.miura);
        EXPECT_EQ(town.post(town.tsukushi, step + "/finish", {}).status, 403) << holder.name;
        EXPECT_EQ(town.post(town.miura, step + "/take_back", {{"reason", "こちらで"}}).status, 403)
            << "there is nobody to take it back from";
        EXPECT_EQ(town.post(town.miura, step + "/due", {{"due", "2026-12-20"}}).status, 303);
        EXPECT_EQ(town.post(town.miura, step + "/finish", {}).status, 303);
    }
}

TEST_P(Whose, turns_are_taken_back_by_the_centre_with_a_reason_that_the_holder_reads) {
    const std::string step = step_of(town.kimura);
    EXPECT_EQ(town.get(town.kimura, step).body.find("/take_back"), std::string::npos);
    EXPECT_TRUE(offers(town.miura, step, step + "/take_back"));
    EXPECT_FALSE(offers(town.miura, step, step + "/pass")) << "what is refused is not offered";
    EXPECT_NE(town.get(town.miura, page).body.find("センターに戻す"), std::string::npos);
    const Answer without = town.post(town.miura, step + "/take_back", {{"reason", " "}});
    EXPECT_EQ(without.status, 422);
    EXPECT_NE(without.body.find("センターに戻す理由を書いてください"), std::string::npos);
    for (const Subject* other : {&town.kimura, &town.tsukushi, &town.sato})
        EXPECT_EQ(town.post(*other, step + "/take_back", {{"reason", "急ぐ"}}).status, 403)
            << other->name;
    EXPECT_EQ(town.post(town.hanaoka, step + "/take_back", {{"reason", "急ぐ"}}).status, 403)
        << "no role of theirs ever does this";
    EXPECT_EQ(
        town.post(town.miura, step + "/take_back", {{"reason", "退院が早まりました。"}}).status,
        303);
    const std::string read = town.get(town.kimura, page).body;
    EXPECT_NE(read.find("退院が早まりました。"), std::string::npos);
    EXPECT_NE(read.find("センターに戻しました"), std::string::npos);
    EXPECT_EQ(town.post(town.kimura, step + "/finish", {}).status, 403) << "no longer theirs";
    EXPECT_EQ(town.post(town.miura, step + "/finish", {}).status, 303);
}

TEST_P(Whose, turns_of_a_request_are_not_taken_back_beside_it) {
    const Answer sent = town.post(town.miura, "/w/handovers",
                                  {{"case", record::case_number(id)},
                                   {"kind", "inquiry"},
                                   {"receiver", std::to_string(town.city.value)},
                                   {"item", "contact"},
                                   {"title", "入園まで"},
                                   {"request", "お願いします。"}});
    ASSERT_EQ(sent.status, 303) << sent.body;
    const std::string step =
        "/w/actions/" +
        std::to_string(count("SELECT max(id) FROM action WHERE handover_id IS NOT NULL"));
    EXPECT_EQ(town.post(town.miura, step + "/take_back", {{"reason", "急ぐ"}}).status, 409);
    EXPECT_EQ(town.get(town.miura, page).body.find("センターに戻す"), std::string::npos);
}

TEST_P(Whose, requests_are_answered_and_ended_by_their_sides_only) {
    const Answer sent = town.post(town.miura, "/w/handovers",
                                  {{"case", record::case_number(id)},
                                   {"kind", "together"},
                                   {"receiver", std::to_string(town.city.value)},
                                   {"item", "contact"},
                                   {"title", "入園まで"},
                                   {"request", "お願いします。"}});
    const auto act = [&](const Subject& who, const char* deed) {
        return town
            .deed(who, sent.location, deed, {{"text", "伝えます。"}, {"reason_code", "other"}})
            .status;
    };
    for (const char* deed : {"receive", "accept", "decline", "note", "answer", "give_back"}) {
        EXPECT_EQ(act(town.miura, deed), 403) << deed << " is the receiver's";
        EXPECT_EQ(act(town.tsukushi, deed), 404) << "a third organisation knows nothing of it";
    }
    for (const char* deed : {"recall", "close"})
        EXPECT_EQ(act(town.kimura, deed), 403) << deed << " is the sender's";
    EXPECT_EQ(act(town.kimura, "accept"), 303);
    EXPECT_EQ(act(town.kimura, "answer"), 303);
    EXPECT_EQ(act(town.ito, "close"), 303) << "a colleague of the sender";
}

TEST_P(Whose, what_came_back_shows_the_words_of_its_own_request) {
    const auto declined = [&](const char* title, const char* words) {
        const Answer sent = town.post(town.miura, "/w/handovers",
                                      {{"case", record::case_number(id)},
                                       {"kind", "together"},
                                       {"receiver", std::to_string(town.city.value)},
                                       {"item", "contact"},
                                       {"title", title},
                                       {"request", "お願いします。"}});
        EXPECT_EQ(town.deed(town.kimura, sent.location, "decline",
                            {{"reason_code", "no_capacity"}, {"text", words}})
                      .status,
                  303);
        town.clock.ms += 60 * 1000;
    };
    declined("みなと園", "みなと園は満員です。");
    declined("しおかぜ園", "しおかぜ園は来春からです。");
    const std::string day = town.get(town.miura, "/w").body;
    const auto times = [&](std::string_view words) {
        int found = 0;
        for (auto at = day.find("class=\"rep\""); at != std::string::npos;) {
            at = day.find(words, at + 1);
            found += at != std::string::npos && at < day.find("</ul>", day.find("class=\"rep\""));
        }
        return found;
    };
    EXPECT_EQ(times("みなと園は満員です。"), 1);
    EXPECT_EQ(times("しおかぜ園は来春からです。"), 1);
}

TEST_P(Whose, steps_end_by_way_of_a_new_one_only_where_they_said_to_decide_it) {
    town.database->on_seal(audit::sealing(*town.vault, [this] { return town.clock; }));
    const std::string real = step_of(town.miura);
    const auto instead_of = [&](const std::string& step) {
        const auto before = count("SELECT count(*) FROM audit_entry");
        EXPECT_EQ(town.post(town.miura, page + "/actions",
                            {{"next_what", "電話をかける"},
                             {"side", "c"},
                             {"instead", step.substr(step.rfind('/') + 1)}})
                      .status,
                  303);
        return count("SELECT count(*) FROM audit_entry") - before;
    };
    const auto alone = instead_of("/0");
    EXPECT_EQ(instead_of(real), alone);
    EXPECT_TRUE(offers(town.miura, real, real + "/finish")) << "a step with words of its own stays";
    town.write([&](Tx& tx) {
        tx.run("UPDATE action SET done_at = 1, done_by = created_by");
        keep_ball(tx, *town.vault, record::find_case(tx, *town.vault, id), town.miura.account,
                  town.now());
    });
    const std::string placeholder =
        "/w/actions/" + std::to_string(count("SELECT max(id) FROM action"));
    EXPECT_EQ(instead_of(placeholder), alone + 1) << "what ends is in the audit";
    EXPECT_FALSE(offers(town.miura, placeholder, placeholder + "/finish"));
}

TEST_P(Whose, steps_that_had_come_back_are_so_again_when_a_passing_on_is_undone) {
    const std::string step = step_of(town.miura);
    town.write([&](Tx& tx) { tx.run("UPDATE action SET returned = 1"); });
    EXPECT_EQ(town.post(town.miura, step + "/pass", {{"side", "f"}, {"name", "母"}}).status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE returned = 1"), 0);
    EXPECT_EQ(town.post(town.miura, step + "/undo", {}).status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE returned = 1"), 1);
}

TEST_P(Whose, a_case_taken_up_again_lies_with_nobody_who_left) {
    town.write([&](Tx& tx) {
        tx.run("UPDATE action SET done_at = 1, done_by = created_by");
        tx.run("UPDATE account SET state = 0 WHERE id = $1", town.miura.account);
        keep_ball(tx, *town.vault, record::find_case(tx, *town.vault, id), town.ito.account,
                  town.now());
    });
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND holder_account IS NULL"
                    " AND holder_organisation IS NOT NULL"),
              1);
}

}  // namespace
}  // namespace michi::work
