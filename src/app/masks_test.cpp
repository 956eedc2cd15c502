// Every page of every role tells exactly what the decision opens. One field of a case is changed behind the
// program's back; whoever may not know it gets byte for byte the same pages, lists, files and JSON as before,
// and whoever may, sees the change somewhere. So a mask that a page forgot to ask, a list that reads beside
// the decision, a value chosen beforehand or hidden in a form are found without being named here.

#include <functional>
#include <iostream>

#include "base/receipt_code.hpp"
#include "consultation/consultation.hpp"
#include "consultation/packing.hpp"
#include "consultation/store.hpp"
#include "every_route.hpp"
#include "letterbox/packing.hpp"
#include "letterbox/store.hpp"
#include "needs/waiting.hpp"
#include "record/facts.hpp"
#include "record/known.hpp"
#include "work/work.hpp"

namespace michi::app {
namespace {

using web::Method;

/// One address asked by one person in one form.
struct Ask {
    std::size_t who{};
    const web::Route* route{};
    std::string target;
    bool json{};
    friend bool operator<(const Ask& a, const Ask& b) {
        return std::tie(a.who, a.target, a.json) < std::tie(b.who, b.target, b.json);
    }
};
using Pages = std::map<Ask, std::string>;

struct Planted;
/// Something of the case that is changed, the class it belongs to, and who may know it besides the mask.
struct Fact {
    std::string name;
    Field field;
    std::function<void(Planted&, Tx&, bool other)> put;
    std::function<bool(const Planted&, const Subject&)> also{};
};

/// A child with something of every class, whose case stands in every relation to somebody.
struct Planted : EveryRoute {
    bool is_protected;
    Id<record::Case> id;
    record::CaseBrief brief;
    Id<Organisation> asked_place, harbour, gull;
    Subject asked, mother, elsewhere, coordinator;
    std::vector<Subject> people;
    Id<consultation::Consultation> written;
    std::int64_t note{}, kept{}, centre_step{}, city_step{}, handed{};

    Planted(bool postgres, bool guarded) : EveryRoute(postgres), is_protected(guarded) {
        town.write([&](Tx& tx) { plant(tx); });
        people = everybody();
        for (const auto& who : {asked, mother, elsewhere, coordinator}) people.push_back(who);
        const std::string number = record::case_number(id);
        handed = number_behind(town.post(town.miura, "/w/handovers",
                                         {{"case", number},
                                          {"kind", "inquiry"},
                                          {"receiver", std::to_string(town.nursing.value)},
                                          {"item", "contact"},
                                          {"title", "題名は一つ目"},
                                          {"request", "依頼の文は一つ目"}}));
        // To a place without an account: what others must not read of a protected child.
        number_behind(town.post(town.miura, "/w/handovers",
                                {{"case", number},
                                 {"kind", "inquiry"},
                                 {"receiver", std::to_string(harbour.value)},
                                 {"item", "contact"},
                                 {"title", "園に"},
                                 {"request", "園に聞く"}}));
        const auto heard = call({{"words", "夜の相談"}}).sent.location;
        ids["R"] = heard.substr(heard.rfind('/') + 1);
        EXPECT_EQ(town.post(town.miura, heard + "/case", {{"case", number}}).status, 303);
        ids["R"] = letter();
        EXPECT_EQ(
            town.post(town.miura, "/w/intake/" + ids["R"] + "/case", {{"case", number}}).status,
            303);
        town.post(town.miura, "/w/resources/" + ids["S"] + "/candidate", {{"case", number}});
        town.write([&](Tx& tx) {
            needs::begin_waiting(tx, *town.vault,
                                 {.id = {},
                                  .case_id = id,
                                  .need = {town.home, {"short_stay"}, {"ventilator"}, {}},
                                  .version = 1,
                                  .speaker = "mother",
                                  .agreed_on = town.now().today,
                                  .by = town.miura.account,
                                  .at = town.clock});
            if (guarded) tx.run("UPDATE case_record SET is_protected = 1 WHERE id = $1", id);
            for (const Fact& fact : facts()) fact.put(*this, tx, false);
        });
        ids["W"] = number;
        ids["H"] = "H-" + std::to_string(handed);
    }

    /// What an office sent, with a number to call back.
    static letterbox::Asked asked_by_form() {
        letterbox::Asked sent;
        sent.asker = "office";
        sent.office_kind = "school";
        sent.office = "みなと園";
        sent.words = "夜の相談";
        sent.way = "phone";
        sent.phone = "090-1111-1111";
        return sent;
    }
    /// Its thread, with what was asked told otherwise.
    void ask(Tx& tx, const std::function<void(letterbox::Asked&)>& otherwise) {
        const auto thread = letterbox::thread_of(tx, *town.vault, written);
        if (!thread) return;
        letterbox::Asked sent = asked_by_form();
        otherwise(sent);
        tx.run("UPDATE message_thread SET asked = $2 WHERE id = $1", thread->id,
               town.vault->seal(tx, thread->key, {"message_thread", "asked", thread->id.value},
                                letterbox::packed_asked(sent)));
    }
    /// By the form; it was answered by telephone, with a note.
    std::string letter() {
        const letterbox::Asked sent = asked_by_form();
        town.write([&](Tx& tx) {
            written = letterbox::post_letter(tx, *town.vault,
                                             {.centre = town.centre,
                                              .code = receipt_code(std::string(40, 'a')),
                                              .asked = sent,
                                              .seconds = {"しろいふね", {}}},
                                             town.clock)
                          .consultation;
            letterbox::add_letter(tx, *town.vault, *letterbox::thread_of(tx, *town.vault, written),
                                  letterbox::Kind::told, town.miura.account, "phone\n一つ目",
                                  town.clock);
        });
        return consultation::reception_number(written);
    }
    static std::int64_t number_behind(const web::Answer& answer) {
        EXPECT_EQ(answer.status, 303) << answer.body.substr(0, 2000);
        return std::atoll(answer.location.substr(answer.location.rfind('-') + 1).c_str());
    }
    void member(Tx& tx, Id<Organisation> where, record::Standing standing) {
        record::Member one;
        one.organisation = where;
        one.standing = standing;
        one.sector = "welfare";
        one.since = town.now().today + -9;
        record::add_member(tx, *town.vault, id, one);
    }
    void consents(Tx& tx, Id<Organisation> to, Mask given) {
        // What was ticked goes with the name and the shared notes.
        const Mask yes = Mask(given | (Field::identity | Field::notes));
        town.allow(tx, id, to, yes);
        if (yes != kConsented) town.allow(tx, id, to, Mask(kConsented & ~yes), consent::Answer::no);
    }
    std::int64_t entry(Tx& tx, record::Visible visible, const std::string& text) {
        return record::add_entry(tx, *town.vault,
                                 {.case_id = id,
                                  .at = town.clock,
                                  .kind = "phone",
                                  .side = "c",
                                  .author = town.ito.account,
                                  .organisation = town.centre,
                                  .visible = visible,
                                  .title = "電話",
                                  .text = text})
            .value;
    }
    std::int64_t step(Tx& tx, Id<Organisation> holder, const std::string& side) {
        return work::add_action(tx, *town.vault,
                                {.case_id = id,
                                 .centre = town.centre,
                                 .key = brief.key,
                                 .what = "予定は一つ目",
                                 .holder = {side, holder, {}, {}},
                                 .waiting_side = "f",
                                 .due = town.now().today},
                                town.clock)
            .value;
    }
    void plant(Tx& tx) {
        asked_place = Town::organisation(tx, "partner", "たずねられた事業所", "");
        harbour = Town::organisation(tx, "partner", "みなと園", town.home);
        gull = Town::organisation(tx, "partner", "かもめ園", town.next);
        const auto homes = Town::organisation(tx, "family", "ご家族", "");
        const auto other = Town::organisation(tx, "centre", "となり県のセンター", "");
        asked = town.person(tx, "asked", "朝日 問", asked_place, Role::partner);
        mother = town.person(tx, "mother", "母 一人", homes, Role::family);
        elsewhere = town.person(tx, "elsewhere", "外野 遠", other, Role::centre_counsellor);
        coordinator =
            town.person(tx, "coordinator", "地域 調", town.nursing, Role::local_coordinator);
        id = town.child(tx, "まぼろし いちか", false);
        brief = record::find_case(tx, *town.vault, id);
        member(tx, town.city, record::Standing::carries);
        member(tx, town.other_city, record::Standing::helps);
        member(tx, town.nursing, record::Standing::helps);
        member(tx, asked_place, record::Standing::asked);
        member(tx, harbour, record::Standing::outside);
        consents(tx, town.city, Mask(Field::contact));
        consents(tx, town.other_city, Mask(Field::medical));
        consents(tx, town.nursing, (Field::contact | Field::medical) | Field::family);
        consents(tx, harbour, (Field::contact | Field::medical) | Field::family);
        for (const Id<Account> account : {Id<Account>{}, mother.account}) {
            record::Family one;
            one.relation = account ? "mother" : "father";
            one.name = "家族 一";
            one.phone = "090-1111-1111";
            one.account = account;
            record::add_family(tx, *town.vault, brief.child, one);
        }
        note = entry(tx, record::Visible::both, "話は一つ目");
        kept = entry(tx, record::Visible::centre, "内の話は一つ目");
        centre_step = step(tx, town.centre, "c");
        city_step = step(tx, town.city, "m");
    }

    // ---- what is changed behind the program's back ----
    void seal(Tx& tx, SqlText update, const char* table, const char* column, std::int64_t row,
              const std::string& text) {
        tx.run(update, row, town.vault->seal(tx, brief.key, {table, column, row}, text));
    }
    static std::vector<Fact> facts();

    bool is_centre(const Subject& who) const { return who.organisation == town.centre; }
    Decision decided(const Subject& who, Act act = Act::read_case) {
        return town.ask([&](Tx& tx) {
            return decide(who.role, who.assurance, act,
                          consent::circumstances(tx, who, record::find_case(tx, *town.vault, id),
                                                 town.now().today));
        });
    }

    /// The consultations of the case.
    std::vector<Id<consultation::Consultation>> heard(Tx& tx) const {
        return tx.all(
            "SELECT id FROM consultation WHERE case_id = $1 AND state = 1",
            [](const Row& r) { return Id<consultation::Consultation>{r.integer(0)}; }, id);
    }
    /// The same wait, told otherwise.
    void wait_for(Tx& tx, const std::function<void(needs::WaitingRow&)>& otherwise) {
        for (needs::WaitingRow row : needs::waiting(tx, *town.vault))
            if (row.case_id == id) {
                otherwise(row);
                needs::rewrite_waiting(tx, *town.vault, row);
            }
    }

    // ---- asking everything ----
    std::string address(std::string_view path) {
        ids["entry"] = std::to_string(note);
        ids["action"] = std::to_string(centre_step);
        return filled(path);
    }
    std::string token(const Subject& who, const std::string& words) {
        const auto sent = town.post(who, "/w/search", {{"q", words}});
        const auto path = sent.location;
        return sent.status == 303 ? path.substr(path.rfind('/') + 1) : "none";
    }
    std::vector<Ask> all_asks() {
        std::vector<Ask> asks;
        for (std::size_t n = 0; n < people.size(); ++n) {
            for (const auto& part : town.site.parts())
                for (const web::Route& route : part.routes) {
                    if (route.method != Method::get || route.reach != web::Reach::inside) continue;
                    for (const std::string& query :
                         {std::string(), "?case=" + record::case_number(id)}) {
                        std::string target = address(route.path) + query;
                        if (route.path == "/w" && query.empty()) target += "?tab=all&who=all";
                        for (const bool json : {false, true})
                            asks.push_back({n, &route, target, json});
                    }
                }
            for (const std::int64_t step : {centre_step, city_step})
                for (const bool json : {false, true})
                    for (const char* tail : {"", "/peek"})
                        asks.push_back(
                            {n, nullptr, "/w/actions/" + std::to_string(step) + tail, json});
            for (const bool json : {false, true})
                asks.push_back({n, nullptr, "/w/entries/" + std::to_string(kept), json});
            for (const char* words : {"まぼろし", "話は", "園に", "090-1111-1111"})
                for (const bool json : {false, true})
                    asks.push_back({n, nullptr, "/w/search/" + token(people[n], words), json});
        }
        return asks;
    }
    std::string page(const Ask& ask) {
        const Subject& who = people[ask.who];
        auto answer = ask.json ? town.json(who, ask.target) : town.get(who, ask.target);
        const std::string head = std::to_string(answer.status) + " " + answer.location + " ";
        return head + (ask.json ? answer.body : without_secrets(answer.body));
    }
    /// What is new in each answer: the nonce of scripts, the form's token and its one-time key.
    static std::string without_secrets(std::string body) {
        for (const std::string_view before :
             {"nonce=\"", "name=\"_csrf\" value=\"", "name=\"_once\" value=\"",
              "name=\"csrf\" content=\""})
            for (auto at = body.find(before); at != body.npos; at = body.find(before, at)) {
                at += before.size();
                body.erase(at, body.find('"', at) - at);
            }
        return body;
    }
    Pages pages(const std::vector<Ask>& asks) {
        Pages all;
        for (const Ask& ask : asks) all.emplace(ask, page(ask));
        return all;
    }
};

/// Two values of one kind.
std::string value_of(const Planted& p, const record::FactField& field, bool other) {
    using record::FactKind;
    switch (field.kind) {
        case FactKind::date:
            return other ? "2017-08-09" : "2021-02-03";
        case FactKind::number:
            return other ? "41" : "17";
        case FactKind::place:
            return other ? p.town.next : p.town.home;
        case FactKind::choice:
        case FactKind::answer:
            return std::string(field.list[other ? 1 : 0].id);
        case FactKind::phone:
            return other ? "090-2222-2222" : "090-1111-1111";
        case FactKind::name:
        case FactKind::line:
        case FactKind::text:
            return std::string(field.id) + (other ? " 二" : " 一");
    }
    return {};
}

/// Put back means that its history says nothing of the other value either.
void forget_the_other(Tx& tx, const std::string& field) {
    tx.run(
        "DELETE FROM fact WHERE field = $1 AND version > (SELECT max(version) - 2 FROM fact WHERE"
        " field = $1) AND (SELECT count(*) FROM fact WHERE field = $1) > 2",
        field);
}

/// Each field of the table is told where its class is opened; nothing has to be added here for a new one.
Fact declared(const record::FactField& field, const std::string& before) {
    return {before + std::string(field.id), field.of,
            [&field, before](Planted& p, Tx& tx, bool other) {
                const std::string id = before + std::string(field.id);
                record::save_facts(tx, *p.town.vault, record::find_case(tx, *p.town.vault, p.id),
                                   {{id, value_of(p, field, other)}}, p.town.miura.account,
                                   p.town.clock);
                if (!other) forget_the_other(tx, id);
            }};
}

std::vector<Fact> Planted::facts() {
    const auto centre_only = [](const Planted& p, const Subject& who) { return p.is_centre(who); };
    const auto a_side = [](const Planted& p, const Subject& who) {
        return p.is_centre(who) || who.organisation == p.town.nursing;
    };
    const auto seals = [](SqlText sql, const char* table, const char* column, auto row,
                          std::string one, std::string two) {
        return [=](Planted& p, Tx& tx, bool other) {
            p.seal(tx, sql, table, column, row(p), other ? two : one);
        };
    };
    const auto staff = [](const Planted&, const Subject& who) { return who.role != Role::family; };
    std::vector<Fact> facts{
        {"care a family waits for", Field::medical,
         [](Planted& p, Tx& tx, bool other) {
             p.wait_for(tx, [&](needs::WaitingRow& row) {
                 row.need.conditions = {other ? "dialysis" : "ventilator"};
             });
         },
         staff},
        {"note", Field::notes,
         seals(
             SqlText("UPDATE entry SET text = $2 WHERE id = $1"), "entry", "text",
             [](const Planted& p) { return p.note; }, "話は一つ目", "話は二つ目")},
        {"note of the Centre", Field::notes,
         seals(
             SqlText("UPDATE entry SET text = $2 WHERE id = $1"), "entry", "text",
             [](const Planted& p) { return p.kept; }, "内の話は一つ目", "内の話は二つ目"),
         centre_only},
        {"request", Field::notes,
         [](Planted& p, Tx& tx, bool other) {
             if (!p.handed) return;
             p.seal(tx, SqlText("UPDATE handover SET request = $2 WHERE id = $1"), "handover",
                    "request", p.handed, other ? "依頼の文は二つ目" : "依頼の文は一つ目");
             p.seal(tx, SqlText("UPDATE handover SET title = $2 WHERE id = $1"), "handover",
                    "title", p.handed, other ? "題名は二つ目" : "題名は一つ目");
         },
         a_side},
        {"step of the Centre", Field::plan,
         seals(
             SqlText("UPDATE action SET what = $2 WHERE id = $1"), "action", "what",
             [](const Planted& p) { return p.centre_step; }, "予定は一つ目", "予定は二つ目"),
         staff},  // a family's plan is what the family itself holds
        {"municipality and stay", Field::location,
         [](Planted& p, Tx& tx, bool other) {
             const std::string place = other ? p.town.next : p.town.home;
             const auto brief = record::find_case(tx, *p.town.vault, p.id);
             auto known = record::known_of(tx, *p.town.vault, brief.child, brief.key);
             known["municipality"] = place;
             known["stay"] = other ? "hospital" : "home";
             record::keep_known(tx, *p.town.vault, brief.child, brief.key, known);
             p.wait_for(tx, [&](needs::WaitingRow& row) { row.need.municipality = place; });
             for (const auto row : p.heard(tx))
                 consultation::recode(tx, *p.town.vault, row, [&](consultation::Codes& codes) {
                     codes.municipality = place;
                 });
         }},
        {"where it was heard", Field::location,
         [](Planted& p, Tx& tx, bool other) {
             for (const auto row : p.heard(tx)) {
                 const auto r = consultation::find_reception(tx, *p.town.vault, row);
                 auto answers = r.answers;
                 answers.municipality = other ? p.town.next : p.town.home;
                 tx.run("UPDATE consultation SET answers = $2 WHERE id = $1", row,
                        p.town.vault->seal(tx, r.key, {"consultation", "answers", row.value},
                                           consultation::packed(answers)));
             }
         },
         centre_only},
        {"how a writer is called", Field::contact,
         [](Planted& p, Tx& tx, bool other) {
             p.ask(tx, [&](letterbox::Asked& sent) {
                 sent.phone = other ? "090-2222-2222" : "090-1111-1111";
             });
         },
         centre_only},
        {"which office wrote", Field::location,
         [](Planted& p, Tx& tx, bool other) {
             p.ask(tx,
                   [&](letterbox::Asked& sent) { sent.office = other ? "かもめ園" : "みなと園"; });
         },
         centre_only},
        {"how a writer was reached", Field::contact,
         [](Planted& p, Tx& tx, bool other) {
             const auto thread = letterbox::thread_of(tx, *p.town.vault, p.written);
             if (!thread) return;
             const auto told = tx.value<std::int64_t>(
                 "SELECT max(id) FROM message WHERE thread_id = $1 AND kind = 2", thread->id);
             tx.run("UPDATE message SET words = $2 WHERE id = $1", told,
                    p.town.vault->seal(tx, thread->key, {"message", "words", told},
                                       other ? "phone\n二つ目の番号" : "phone\n一つ目の番号"));
         },
         centre_only},
        {"who helps", Field::location,
         [](Planted& p, Tx& tx, bool other) {
             const auto from = other ? p.harbour : p.gull, to = other ? p.gull : p.harbour;
             static constexpr Sql kMoves[] = {
                 "UPDATE case_member SET organisation_id = $3 WHERE case_id = $1 AND organisation_id = $2",
                 "UPDATE consent SET organisation_id = $3 WHERE case_id = $1 AND organisation_id = $2",
                 "UPDATE disclosure SET organisation_id = $3 WHERE case_id = $1 AND organisation_id = $2",
                 "UPDATE handover SET to_id = $3 WHERE case_id = $1 AND to_id = $2",
                 "UPDATE action SET holder_organisation = $3 WHERE case_id = $1 AND holder_organisation = $2"};
             for (const Sql& sql : kMoves) tx.run(sql, p.id, from, to);
             for (
                 const auto row : tx.all(
                     "SELECT id FROM entry WHERE case_id = $1 AND kind = 'request' ORDER BY id DESC LIMIT 1",
                     [](const Row& r) { return r.integer(0); }, p.id))
                 p.seal(tx, SqlText("UPDATE entry SET title = $2 WHERE id = $1"), "entry", "title",
                        row, other ? "かもめ園に照会" : "みなと園に照会");
         }},
    };
    for (const auto& field : record::kChildFields) facts.push_back(declared(field, ""));
    for (const auto& field : record::kFamilyFields) facts.push_back(declared(field, "family.1."));
    return facts;
}

class Masks : public testing::TestWithParam<bool> {};
ON_EACH_ENGINE(Masks);

std::string about(const Planted& p, const Ask& ask) {
    return p.people[ask.who].name + " " + ask.target + (ask.json ? " (JSON)" : "");
}

/// Pages that change by being looked at: the logs of views, and a form with a code drawn for it.
constexpr std::string_view kOfThemselves[] = {"/access", "/a/audit", "/correction"};

/// Asks that answer twice the same when nothing was changed.
std::vector<Ask> steady(Planted& p, const std::vector<Ask>& asks, Pages& before) {
    before = p.pages(asks);
    std::vector<Ask> same;
    for (const Ask& ask : asks) {
        if (p.page(ask) == before.at(ask)) {
            same.push_back(ask);
            continue;
        }
        EXPECT_TRUE(std::ranges::any_of(
            kOfThemselves,
            [&](std::string_view part) { return ask.target.find(part) != ask.target.npos; }))
            << about(p, ask) << " changes by itself";
    }
    return same;
}

std::vector<Ask> that_differ(Planted& p, const std::vector<Ask>& asks, const Pages& before) {
    std::vector<Ask> other;
    for (const Ask& ask : asks)
        if (p.page(ask) != before.at(ask)) other.push_back(ask);
    return other;
}

void change(Planted& p, const Fact& fact, bool other) {
    p.town.write([&](Tx& tx) { fact.put(p, tx, other); });
}

std::string where(const std::string& a, const std::string& b) {
    std::size_t at = 0;
    while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
    at = at < 60 ? 0 : at - 60;
    return "\n  was …" + a.substr(at, 160) + "\n  now …" + b.substr(at, 160);
}

struct Tally {
    std::size_t asked{}, told{}, kept{};
};

void compare(Planted& p, const Fact& fact, const std::vector<Ask>& asks, const Pages& before,
             Tally& tally) {
    change(p, fact, true);
    std::vector<int> seen(p.people.size());
    for (const Ask& ask : asks) {
        const std::string now = p.page(ask);
        ++tally.asked;
        if (now == before.at(ask)) continue;
        ++seen[ask.who];
        const Subject& who = p.people[ask.who];
        const bool may = p.decided(who).opens(fact.field) && (!fact.also || fact.also(p, who));
        EXPECT_TRUE(may) << fact.name << " is told to " << about(p, ask)
                         << where(before.at(ask), now);
    }
    for (std::size_t n = 0; n < p.people.size(); ++n) {
        const Subject& who = p.people[n];
        const bool may = p.decided(who).opens(fact.field) && (!fact.also || fact.also(p, who));
        ++(may ? tally.told : tally.kept);
        EXPECT_EQ(seen[n] > 0, may)
            << fact.name << " and " << who.name << ": on " << seen[n] << " pages";
    }
    change(p, fact, false);
}

TEST_P(Masks, are_what_pages_lists_and_files_tell) {
    Tally tally;
    std::size_t routes = 0, people = 0;
    for (const bool guarded : {false, true}) {
        if (GetParam() && !guarded) continue;  // each statement crosses a socket there
        SCOPED_TRACE(guarded ? "protected" : "not protected");
        Planted p(GetParam(), guarded);
        Pages before;
        const std::vector<Ask> asks = steady(p, p.all_asks(), before);
        const auto facts = Planted::facts();
        for (const Fact& fact : facts) change(p, fact, true);
        const std::vector<Ask> telling = that_differ(p, asks, before);
        for (const Fact& fact : facts) change(p, fact, false);
        EXPECT_EQ(that_differ(p, telling, before).size(), 0U) << "what was changed is put back";
        EXPECT_GT(telling.size(), 100U) << "a comparison in which nothing differs shows nothing";
        for (const Fact& fact : facts) compare(p, fact, telling, before, tally);
        routes = asks.size() / p.people.size();
        people = p.people.size();
    }
    std::cout << "[ masks    ] " << routes << " addresses x " << people
              << " people (9 roles, 5 relations) x " << Planted::facts().size()
              << " fields; compared " << tally.asked << ", told " << tally.told << ", kept "
              << tally.kept << "\n";
    EXPECT_GE(routes, 150U);
    EXPECT_GE(people, 13U);
    EXPECT_GE(Planted::facts().size(), 34U);
    EXPECT_GE(tally.told, GetParam() ? 130U : 320U);
    EXPECT_GE(tally.kept, GetParam() ? 250U : 480U);
}

}  // namespace
}  // namespace michi::app
