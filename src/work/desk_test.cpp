// The day of those who are asked: what is new first, whose turn it is, and nobody blamed for others.

#include "handover/handover.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

class Desk : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {work::part(), handover::part()}};
    Id<record::Case> child = town.child("さえき ひなた");

    /// "/w/handovers/H-…" of a request of the Centre.
    std::string ask(Id<Organisation> to, handover::Kind kind = handover::Kind::inquiry,
                    int days = 5, const std::string& title = "園の空き") {
        Id<handover::Handover> id;
        town.write([&](Tx& tx) {
            id = *handover::send(tx, *town.vault,
                                 {.case_id = child,
                                  .kind = kind,
                                  .from = town.centre,
                                  .to = to,
                                  .title = title,
                                  .request = "お願いします。",
                                  .items = kConsented,
                                  .by = town.miura.account,
                                  .answer_due = town.now().today + days},
                                 town.now());
        });
        return "/w/handovers/" + handover::handover_number(id);
    }
    std::string day(const Subject& who, const std::string& query = "") {
        return town.get(who, "/w" + query).body;
    }
    /// The part of the page under this heading.
    static std::string under(const std::string& page, const std::string& heading) {
        const auto from = page.find(">" + heading + "</a></h2>");
        if (from == page.npos) return "";
        return page.substr(from, page.find("</section>", from) - from);
    }
};
ON_EACH_ENGINE(Desk);

TEST_P(Desk, begins_with_what_is_new_the_child_before_the_sender_and_one_press_receives_it) {
    const std::string at = ask(town.city);
    const std::string before = under(day(town.kimura), "新しく届いた依頼");
    const auto name = before.find("さえき ひなた"), sender = before.find("センターから");
    ASSERT_NE(name, before.npos);
    EXPECT_LT(name, sender);
    EXPECT_EQ(before.find("若葉県医療的ケア児支援センター"), before.npos) << "said once is enough";
    EXPECT_NE(before.find("action=\"" + std::string("/w/handovers/H-1/receive")), before.npos);
    const auto answer =
        town.post(town.kimura, at + "/receive", {{"version", "1"}, {"then", "day"}});
    EXPECT_EQ(answer.location, "/w?received=1");
    const std::string after = day(town.kimura, "?received=1");
    EXPECT_NE(after.find("の依頼を受け取りました"), after.npos);
    EXPECT_EQ(under(after, "新しく届いた依頼"), "");
    EXPECT_NE(under(after, "こちらの番").find("さえき ひなた"), std::string::npos);
    EXPECT_EQ(day(town.kimura, "?received=999").find("の依頼を受け取りました"), std::string::npos);
}

TEST_P(Desk, never_calls_late_what_lies_with_others) {
    const std::string at = ask(town.nursing, handover::Kind::inquiry, 1);
    town.deed(town.tsukushi, at, "answer", {{"text", "火曜なら行けます。"}});
    town.pass_days(9);
    for (const std::string& page :
         {day(town.tsukushi), town.get(town.tsukushi, "/w/handovers").body}) {
        EXPECT_NE(page.find("センターの番"), page.npos);
        for (const char* blame : {"超過", "返事が遅れている", "class=\"over"})
            EXPECT_EQ(page.find(blame), page.npos) << blame;
    }
    EXPECT_NE(under(day(town.tsukushi), "センターの番").find("返事を返しました"),
              std::string::npos);
}

TEST_P(Desk, calls_late_what_it_owes_itself) {
    ask(town.nursing, handover::Kind::inquiry, 1);
    town.pass_days(9);
    EXPECT_NE(under(day(town.tsukushi), "新しく届いた依頼").find("開庁日超過"), std::string::npos);
}

TEST_P(Desk, tells_whose_turn_it_is_and_not_what_others_do) {
    town.write([&](Tx& tx) {
        record::add_member(tx, *town.vault, child,
                           {.organisation = town.city,
                            .organisation_name = {},
                            .standing = record::Standing::helps,
                            .sector = "welfare",
                            .person = {},
                            .since = town.now().today,
                            .until = {}});
        const auto brief = record::find_case(tx, *town.vault, child);
        add_action(tx, *town.vault,
                   {.case_id = child,
                    .consultation = {},
                    .handover = {},
                    .answered_by = {},
                    .centre = town.centre,
                    .key = brief.key,
                    .kind = ActionKind::act,
                    .what = "主治医の意見を聞く",
                    .holder = {"c", town.centre, town.miura.account, {}},
                    .waiting_side = "f",
                    .waiting_name = {},
                    .waiting_since = {},
                    .due = town.now().today - 3,
                    .due_time = {},
                    .returned = false,
                    .created_by = town.miura.account},
                   town.clock);
    });
    const std::string centre = under(day(town.kimura), "センターの番");
    EXPECT_NE(centre.find("さえき ひなた"), centre.npos);
    EXPECT_NE(centre.find("センターが進めています"), centre.npos);
    EXPECT_EQ(centre.find("主治医"), centre.npos);
    EXPECT_EQ(centre.find("超過"), centre.npos);
    EXPECT_EQ(day(town.hanaoka).find("さえき"), std::string::npos) << "who does not help";
}

TEST_P(Desk, counts_each_turn_by_its_rows) {
    ask(town.city);
    const std::string second = ask(town.city, handover::Kind::inquiry, 5, "就学の相談");
    town.deed(town.kimura, second, "receive");
    const std::string third = ask(town.city, handover::Kind::inquiry, 5, "家庭訪問");
    town.deed(town.kimura, third, "answer", {{"text", "行きました。"}});
    for (const auto& [turn, count] :
         {std::pair{"new", 1}, {"ours", 1}, {"centre", 1}, {"others", 0}, {"family", 0}}) {
        const std::string body = town.json(town.kimura, std::string("/w?turn=") + turn).body;
        EXPECT_NE(body.find("\"total\":" + std::to_string(count) + ","), body.npos)
            << turn << " " << body;
    }
    EXPECT_NE(town.json(town.kimura, "/w").body.find("\"total\":3,"), std::string::npos);
}

TEST_P(Desk, hides_names_as_everywhere_and_leaves_what_is_asked) {
    ask(town.city);
    town.door.masked.insert("kimura");
    const std::string page = day(town.kimura);
    EXPECT_EQ(page.find("さえき"), page.npos);
    for (const char* stays : {"園の空き", "W-0001", "受け取る"})
        EXPECT_NE(page.find(stays), page.npos) << stays;
}

}  // namespace
}  // namespace michi::work
