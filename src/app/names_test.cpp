// Who helps a child is known by its organisation, its persons and its telephone alike. Of a protected child
// whoever may not know the organisation reads none of them on any page, list, letter, ledger, log or refusal.

#include "audit/audit.hpp"
#include "every_route.hpp"
#include "record/record.hpp"

namespace michi::app {
namespace {

using web::Method;

/// A word that tells which organisation helps.
struct Telling {
    std::string word;
    Id<Organisation> of;
};

/// A child that a town and a nursing station help, who wrote, asked, accepted, answered and looked.
struct Helped : EveryRoute {
    Id<record::Case> id;
    Id<Organisation> east, reef;
    Subject harada, isobe, colleague, mother;
    std::vector<Subject> people;
    std::vector<Telling> words;
    std::vector<std::string> requests, entries;

    explicit Helped(bool postgres) : EveryRoute(postgres) {
        town.write([&](Tx& tx) { plant(tx); });
        people = everybody();
        for (const auto& who : {harada, isobe, colleague, mother}) people.push_back(who);
        words = {{"原田 直樹", east}, {"0155-77-0001", east}, {"磯部 凪", reef}};
        ids["W"] = record::case_number(id);
        talk();
    }
    void join(Tx& tx, Id<Organisation> where, record::Standing standing) {
        record::Member one;
        one.organisation = where;
        one.standing = standing;
        one.sector = "welfare";
        one.since = town.now().today + -9;
        record::add_member(tx, *town.vault, id, one);
        town.allow(tx, id, where);
    }
    void plant(Tx& tx) {
        east = people::create_organisation(
            tx, {{}, "municipality", "東台市 障がい福祉課", town.next, "0155-77-0001"});
        reef = Town::organisation(tx, "partner", "いそ訪問看護", "");
        const auto homes = Town::organisation(tx, "family", "ご家族", "");
        harada = town.person(tx, "harada", "原田 直樹", east, Role::municipal_officer);
        isobe = town.person(tx, "isobe", "磯部 凪", reef, Role::partner);
        colleague = town.person(tx, "colleague", "同僚 一", town.centre, Role::centre_counsellor);
        mother = town.person(tx, "mother", "母 一人", homes, Role::family);
        id = town.child(tx, "まぼろし いちか", false);
        join(tx, east, record::Standing::carries);
        join(tx, reef, record::Standing::helps);
        record::Family one;
        one.relation = "mother";
        one.name = "家族 一";
        one.account = mother.account;
        record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child, one);
    }
    std::string sent(const Subject& by, const std::string& kind, Id<Organisation> to) {
        const auto answer = town.post(by, "/w/handovers",
                                      {{"case", ids["W"]},
                                       {"kind", kind},
                                       {"receiver", std::to_string(to.value)},
                                       {"title", "夜の支え"},
                                       {"request", "お願いします。"}});
        EXPECT_EQ(answer.status, 303) << answer.body.substr(0, 3000);
        requests.push_back(answer.location.substr(answer.location.rfind('/') + 1));
        return requests.back();
    }
    void act(const Subject& who, const std::string& request, const std::string& deed) {
        const auto version = town.ask([&](Tx& tx) {
            return tx.value<std::int64_t>("SELECT version FROM handover WHERE id = $1",
                                          std::stoll(request.substr(2)));
        });
        EXPECT_EQ(town.post(who, "/w/handovers/" + request + "/" + deed,
                            {{"version", std::to_string(version)},
                             {"text", "伝えます。"},
                             {"owner_name", who.name},
                             {"next_step", "家庭訪問"},
                             {"on", "2026-11-25"}})
                      .status,
                  303)
            << deed;
    }
    void talk() {
        for (const auto& who : {harada, isobe}) {
            town.get(who, "/w/cases/" + ids["W"]);
            EXPECT_EQ(
                town.post(who, "/w/cases/" + ids["W"] + "/entries", {{"text", "話です"}}).status,
                303);
            sent(who, "advice", town.centre);
        }
        for (const char* deed : {"accept", "contact", "answer"})
            act(harada,
                deed == std::string("accept") ? sent(town.miura, "transfer", east)
                                              : requests.back(),
                deed);
        act(isobe, sent(town.miura, "together", reef), "accept");
        EXPECT_EQ(town.post(town.miura, "/w/handovers/" + requests.back() + "/reminder",
                            {{"text", "いかがですか。"}, {"way", "fax"}})
                      .status,
                  303);
        entries = town.ask([&](Tx& tx) {
            return tx.all(
                "SELECT id FROM entry WHERE case_id = $1",
                [](const Row& row) { return std::to_string(row.integer(0)); }, id);
        });
    }
    void protect(bool on) {
        town.write([&](Tx& tx) { record::set_protected(tx, id, on); });
    }
    bool may_know(const Subject& who, Id<Organisation> organisation) {
        if (who.organisation == organisation) return true;
        return town.ask([&](Tx& tx) {
            return decide(who.role, who.assurance, Act::read_case,
                          consent::circumstances(tx, who, record::find_case(tx, *town.vault, id),
                                                 town.now().today))
                .opens(Field::location);
        });
    }

    // ---- asking everything ----
    std::vector<std::string> addresses(const Subject& who) {
        std::vector<std::string> all;
        for (const auto& part : town.site.parts())
            for (const web::Route& route : part.routes) {
                // Who keeps accounts reads who has one; no case is named there.
                if (route.method != Method::get || route.path.starts_with("/a/")) continue;
                const auto put = [&](const char* name, const std::vector<std::string>& values) {
                    if (route.path.find("{" + std::string(name) + "}") == std::string::npos) return;
                    for (const auto& value : values) {
                        ids[name] = value;
                        all.push_back(filled(route.path));
                    }
                };
                put("H", requests);
                put("entry", entries);
                all.push_back(filled(route.path));
                all.push_back(filled(route.path) + "?case=" + ids["W"]);
            }
        all.push_back("/w?tab=all&who=all");
        all.push_back("/w/handovers?side=taken");
        for (const auto& action : town.ask([&](Tx& tx) {
                 return tx.all(
                     "SELECT id FROM action WHERE case_id = $1",
                     [](const Row& row) { return std::to_string(row.integer(0)); }, id);
             }))
            for (const char* tail : {"", "/peek"}) all.push_back("/w/actions/" + action + tail);
        const auto found = town.post(who, "/w/search", {{"q", "話です"}});
        if (found.status == 303) all.push_back(found.location);
        return all;
    }
    /// Everything that this reader is told, by its address.
    std::map<std::string, std::string> told(const Subject& who) {
        std::map<std::string, std::string> all;
        for (const std::string& address : addresses(who)) {
            all[address] = page_text(town.get(who, address));
            all[address + " (JSON)"] = page_text(town.json(who, address));
        }
        for (const auto& request : requests)  // somebody acted meanwhile
            for (const char* deed : {"/accept", "/note", "/answer", "/confirm", "/recall"}) {
                const std::string address = "/w/handovers/" + request + deed;
                all[address] =
                    page_text(town.post(who, address, {{"version", "0"}, {"text", "a"}}));
            }
        return all;
    }
};

class Names : public testing::TestWithParam<bool> {};
ON_EACH_ENGINE(Names);

TEST_P(Names, of_who_helps_a_protected_child_are_cut_with_their_organisation) {
    Helped p(GetParam());
    p.protect(true);
    for (const auto& who : p.people) {
        const auto told = p.told(who);
        for (const auto& [word, of] : p.words) {
            int seen = 0;
            const bool may = p.may_know(who, of);
            for (const auto& [address, text] : told) {
                const auto at = text.find(word);
                if (at == std::string::npos) continue;
                ++seen;
                EXPECT_TRUE(may) << who.name << " reads " << word << " at " << address << "\n  …"
                                 << text.substr(at < 90 ? 0 : at - 90, 180);
            }
            EXPECT_TRUE(seen > 0 || !may || who.organisation == of)
                << who.name << " may know " << word;
        }
    }
}

/// Talk and picture of a request.
TEST_P(Names, of_the_side_that_may_not_be_known_are_no_mark_either) {
    Helped p(GetParam());
    const auto marks = [&](const Subject& who) {
        std::string all;
        for (const auto& request : p.requests) {
            const std::string page = page_text(p.town.get(who, "/w/handovers/" + request));
            all += page.substr(page.find("class=\"det\""));  // beside it stand requests of others
        }
        return all.find("mk m ") != std::string::npos || all.find("mkc m") != std::string::npos;
    };
    for (const auto& who : {p.town.ito, p.town.miura, p.colleague}) EXPECT_TRUE(marks(who));
    p.protect(true);
    EXPECT_TRUE(marks(p.town.miura));
    for (const auto& who : {p.town.ito, p.colleague, p.receptionist})
        EXPECT_FALSE(marks(who)) << who.name;
}

/// What a place declined is kept for everybody who looks for a place: not for which child.
TEST_P(Names, of_requests_that_were_declined_lead_to_no_protected_child) {
    Helped p(GetParam());
    p.town.allow(p.id, p.town.nursing);
    const std::string number = p.sent(p.town.miura, "together", p.town.nursing);
    EXPECT_EQ(p.town
                  .deed(p.town.tsukushi, "/w/handovers/" + number, "decline",
                        {{"reason_code", "no_capacity"}, {"text", "満員です。"}})
                  .status,
              303);
    const auto says = [&](const Subject& who) {
        std::string all;
        for (const std::string& page :
             {"/w/resources/" + p.ids["S"], std::string("/w/resources/refusals")})
            all += page_text(p.town.get(who, page)) + page_text(p.town.json(who, page));
        return all.find(number) != std::string::npos;
    };
    EXPECT_TRUE(says(p.town.ito));
    p.protect(true);
    for (const auto& who : p.people) EXPECT_FALSE(says(who)) << who.name;
}

/// One line for a person and a day, with what they did and how often.
TEST_P(Names, of_who_looked_stand_once_a_day_and_with_their_organisation) {
    Helped p(GetParam());
    p.town.database->on_seal(audit::sealing(*p.town.vault, [&] { return p.town.clock; }));
    const std::string page = "/w/cases/" + p.ids["W"] + "/access";
    for (int i = 0; i < 5; ++i) p.town.get(p.town.ito, "/w/cases/" + p.ids["W"]);
    p.town.get(p.harada, "/w/cases/" + p.ids["W"]);
    for (const auto& who : {p.town.miura, p.colleague, p.mother}) {
        const std::string log = p.town.get(who, page).body;
        const auto ito = log.find("伊藤 健");
        EXPECT_NE(ito, std::string::npos) << who.name;
        EXPECT_EQ(log.find("伊藤 健", ito + 1), std::string::npos) << "once";
        EXPECT_NE(log.find("閲覧 5回"), std::string::npos);
        EXPECT_NE(log.find("東台市"), std::string::npos);
        EXPECT_NE(log.find("まぼろし いちか"), std::string::npos) << "the head is whole";
    }
    p.protect(true);
    EXPECT_NE(p.town.get(p.town.miura, page).body.find("原田 直樹"), std::string::npos);
    for (const auto& who : {p.colleague, p.mother}) {
        const std::string log = p.town.get(who, page).body;
        EXPECT_NE(log.find("伊藤 健"), std::string::npos) << who.name;
        for (const char* hidden : {"東台市", "原田", "いそ訪問", "磯部"})
            EXPECT_EQ(log.find(hidden), std::string::npos) << who.name << hidden;
    }
}

TEST_P(Names, of_who_helps_stand_with_their_organisation_where_nobody_is_protected) {
    Helped p(GetParam());
    for (const auto& who : {p.town.miura, p.colleague, p.town.ito}) {
        std::string all;
        for (const auto& [address, text] : p.told(who)) all += text;
        for (const auto& [word, of] : p.words)
            EXPECT_NE(all.find(word), std::string::npos) << who.name << " reads " << word;
    }
}

}  // namespace
}  // namespace michi::app
