// The family moved: what is told of each request that ends, in whose name, and what stays in the audit.
#include "handover/handover.hpp"
#include "platform/db.hpp"
#include "town.hpp"

namespace michi::handover {
namespace {

class EndedByAMove : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {handover::part()}};
    Id<record::Case> id = town.child();

    Id<Handover> request(Kind kind, const Subject& from, Id<Organisation> to) {
        Id<Handover> sent;
        town.write([&](Tx& tx) {
            sent = handover::send(tx, *town.vault,
                                  {.case_id = id,
                                   .kind = kind,
                                   .from = from.organisation,
                                   .to = to,
                                   .title = "園のこと",
                                   .request = "お願いします。",
                                   .by = from.account,
                                   .answer_due = town.now().today},
                                  town.now())
                       .value();
        });
        return sent;
    }
    static std::string place_of(Id<Handover> one) { return "/w/handovers/" + handover_number(one); }
    void act(const Subject& who, Id<Handover> one, const std::string& deed) {
        const auto answer = town.deed(who, place_of(one), deed,
                                      {{"text", "伝えます。"},
                                       {"owner_name", "木村 彩"},
                                       {"on", "2026-11-25"},
                                       {"family_answer", "no"}});
        EXPECT_EQ(answer.status, 303) << deed << " " << answer.body;
    }
    Id<Organisation> responsible() {
        return town.ask([&](Tx& tx) {
            return record::shown(record::find_case(tx, *town.vault, id), Town::all()).responsible;
        });
    }
    std::vector<Trace> move() {
        std::vector<Trace> traces;
        town.write([&](Tx& tx) {
            end_for_move(tx, *town.vault, id, {town.city}, "転居されたため終わりにします。",
                         town.ito.account, town.now());
            traces = tx.traces();
        });
        return traces;
    }
    Request found(Id<Handover> one) {
        return town.ask([&](Tx& tx) { return find_request(tx, *town.vault, one); });
    }
    EventRow last_of(Id<Handover> one) {
        return town.ask([&](Tx& tx) {
            return events_of(tx, *town.vault, find_request(tx, *town.vault, one)).back();
        });
    }
    /// The course as the city reads it.
    std::vector<record::EntryRow> course() {
        return town.ask([&](Tx& tx) {
            return record::entries_of(tx, *town.vault, record::find_case(tx, *town.vault, id),
                                      Relation::member, town.city, {}, 50);
        });
    }
    /// What the city asked and the Centre answered; a joint request under way, and one not yet taken.
    std::vector<Id<Handover>> some_requests() {
        const auto joint = request(Kind::together, town.miura, town.city);
        act(town.kimura, joint, "accept");
        const auto advice = request(Kind::advice, town.kimura, town.centre);
        act(town.miura, advice, "answer");
        return {advice, joint, request(Kind::inquiry, town.miura, town.city),
                request(Kind::pull, town.kimura, town.centre)};
    }
};
ON_EACH_ENGINE(EndedByAMove);

TEST_P(EndedByAMove, is_told_in_the_name_of_the_Centre_which_did_it) {
    for (const auto one : some_requests()) {
        const std::string kind(name_of(found(one).kind));
        move();
        EXPECT_FALSE(is_open(found(one).state)) << kind;
        const EventRow last = last_of(one);
        EXPECT_EQ(last.organisation, town.centre) << kind;
        EXPECT_EQ(last.side, "c") << kind;
        EXPECT_EQ(last.account, town.ito.account) << kind;
        EXPECT_EQ(found(one).reason_code, "moved_away") << kind;
    }
    bool told = false;
    for (const auto& entry : course()) {
        EXPECT_FALSE(entry.text.shown(Town::all()).find("転居") != std::string::npos &&
                     entry.organisation != town.centre)
            << entry.deed.shown(Town::all());
        told = told || entry.deed.shown(Town::all()) == "北浜市 障がい福祉課とのやりとりを終えた";
    }
    EXPECT_TRUE(told) << "the Centre ended its exchange with the city, not with itself";
}

TEST_P(EndedByAMove, leaves_the_entry_in_the_audit_that_each_deed_leaves_by_hand) {
    const auto requests = some_requests();
    const auto traces = move();
    for (const auto one : requests) {
        const std::string deed(name_of(last_of(one).deed));
        const auto entry = std::ranges::find_if(traces, [&](const Trace& t) {
            return t.object == "handover/" + std::to_string(one.value);
        });
        ASSERT_NE(entry, traces.end()) << deed;
        EXPECT_EQ(entry->kind, TraceKind::change);
        EXPECT_EQ(entry->action, "handover." + deed);
        EXPECT_EQ(entry->case_id, id.value);
        EXPECT_EQ(entry->account, town.ito.account.value);
        EXPECT_EQ(entry->organisation, town.centre.value);
        EXPECT_EQ(entry->role, "centre_head");
    }
    EXPECT_EQ(traces.size(), requests.size());
}

TEST_P(EndedByAMove, does_not_tell_of_the_move_of_a_protected_child) {
    const auto requests = some_requests();
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    move();
    for (const auto one : requests) {
        EXPECT_FALSE(is_open(found(one).state));
        EXPECT_NE(found(one).reason_code, "moved_away");
        const std::string page = page_text(town.get(town.kimura, place_of(one)));
        EXPECT_EQ(page.find("転居"), std::string::npos) << page;
        EXPECT_EQ(last_of(one).text.shown(Town::all()).find("転居"), std::string::npos);
        EXPECT_NE(last_of(one).text.shown(Town::all()), "") << "it is said that it ends";
    }
    for (const auto& entry : course())
        EXPECT_EQ(entry.text.shown(Town::all()).find("転居"), std::string::npos);
}

TEST_P(EndedByAMove, leaves_an_answer_that_the_family_was_not_told_waiting) {
    const auto one = request(Kind::inquiry, town.miura, town.city);
    act(town.kimura, one, "answer");
    const auto waits = [&] {
        return town.ask([&](Tx& tx) {
            const auto brief = record::find_case(tx, *town.vault, id);
            const auto reply = record::latest_reply(tx, *town.vault, brief, Relation::centre,
                                                    town.centre, handover_number(one));
            return reply && !reply->told_at;
        });
    };
    ASSERT_TRUE(waits());
    move();
    EXPECT_EQ(found(one).state, State::closed);
    EXPECT_TRUE(waits()) << "it moved; nobody told it";
}

TEST_P(EndedByAMove, comes_to_the_Centre_whoever_answered_before) {
    const auto first = request(Kind::transfer, town.miura, town.other_city);
    act(town.hanaoka, first, "accept");
    town.write(
        [&](Tx& tx) { tx.run("UPDATE handover SET state = 'watching' WHERE id = $1", first); });
    act(town.kimura, request(Kind::transfer, town.miura, town.city), "accept");
    move();
    EXPECT_EQ(responsible(), town.centre);
}

TEST_P(EndedByAMove, is_what_the_move_says_and_no_form) {
    const web::Typed moved{{"reason_code", "moved_away"}, {"text", "転居のため"}};
    const auto one = request(Kind::transfer, town.miura, town.city);
    for (const char* deed : {"accept", "contact", "answer"}) {
        act(town.kimura, one, deed);
        EXPECT_EQ(town.deed(town.miura, place_of(one), "take_back", moved).status, 409) << deed;
        EXPECT_EQ(responsible(), town.city);
    }
    act(town.miura, one, "confirm");
    const std::string form = town.get(town.miura, place_of(one) + "?act=take_back").body;
    EXPECT_NE(form.find("value=\"family_refused\""), std::string::npos);
    EXPECT_EQ(form.find("value=\"moved_away\""), std::string::npos);
    EXPECT_EQ(town.deed(town.miura, place_of(one), "take_back", moved).status, 422)
        << "no reason of the list";
}

}  // namespace
}  // namespace michi::handover
