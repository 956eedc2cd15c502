// What the pages do is what the policy says: over every page of a case and every person, and for lists.

#include <random>
#include <regex>

#include "app/capabilities.hpp"
#include "record/facts.hpp"
#include "town.hpp"
#include "work/worklist.hpp"

namespace michi::app {
namespace {

class Truth : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), parts()};
    std::vector<Subject> people;

    void SetUp() override {
        town.write([&](Tx& tx) {
            const auto other_centre = Town::organisation(tx, "centre", "となり県のセンター", "");
            const auto homes = Town::organisation(tx, "family", "ご家族", "");
            const auto person = [&](const std::string& login, Id<Organisation> where, Role role) {
                people.push_back(town.person(tx, login, "名前 " + login, where, role));
            };
            person("elsewhere", other_centre, Role::centre_counsellor);
            person("coordinator", town.nursing, Role::local_coordinator);
            person("prefecture", town.prefecture, Role::prefecture_officer);
            person("administrator", town.centre, Role::administrator);
            person("mother", homes, Role::family);
            person("aunt", homes, Role::family);
        });
        for (const auto& who :
             {town.miura, town.ito, town.sato, town.kimura, town.hanaoka, town.tsukushi})
            people.push_back(who);
    }

    Id<record::Case> case_with(std::mt19937& chance) {
        Id<record::Case> id;
        town.write([&](Tx& tx) {
            id = town.child(tx, "ためし ひかり", chance() % 2 == 0);
            for (const auto where : {town.city, town.other_city, town.nursing})
                join(tx, id, where, chance);
            const auto brief = record::find_case(tx, *town.vault, id);
            for (const auto& who : people)
                if (who.role == Role::family && chance() % 2 == 0)
                    record::add_family(tx, *town.vault, brief.child,
                                       {.id = {},
                                        .relation = "mother",
                                        .name = "母",
                                        .kana = {},
                                        .phone = {},
                                        .call_time = "",
                                        .call_rule = {},
                                        .account = who.account});
            if (chance() % 3 == 0) record::set_state(tx, id, RecordState(chance() % 3));
        });
        return id;
    }

    void join(Tx& tx, Id<record::Case> id, Id<Organisation> where, std::mt19937& chance) {
        const auto dice = chance() % 6;
        if (dice < 2) return;
        const Date today = town.now().today;
        record::Member member;
        member.organisation = where;
        member.standing = record::Standing(dice - 1);  // carries helps asked outside
        member.sector = "welfare";
        member.since = chance() % 5 == 0 ? today + 3 : today + -30;
        if (chance() % 5 == 0) member.until = today + (chance() % 2 == 0 ? 0 : 5);
        record::add_member(tx, *town.vault, id, member);
    }

    Decision decided(const Subject& who, Id<record::Case> id, Act act) {
        return town.ask([&](Tx& tx) {
            const auto brief = record::find_case(tx, *town.vault, id);
            return decide(who.role, who.assurance, act,
                          consent::circumstances(tx, who, brief, town.now().today));
        });
    }
};
ON_EACH_ENGINE(Truth);

int status_of(const Decision& decision) {
    if (decision.verdict() == Verdict::allow) return decision.step_up() ? 303 : 200;
    return decision.verdict() == Verdict::absent ? 404 : 403;
}

TEST_P(Truth, of_every_page_of_a_case_is_the_policys) {
    std::mt19937 chance(1);
    int asked = 0, opened = 0;
    for (int n = 0; n < 12; ++n) {
        const auto id = case_with(chance);
        for (const auto& part : town.site.parts())
            for (const auto& route : part.routes) {
                const auto at = route.path.find("{W}");
                if (route.method != web::Method::get || at == std::string_view::npos) continue;
                std::string path(route.path);
                path.replace(at, 3, record::case_number(id));
                // A part of a case is a 404 to whoever may not know of it: writes_test looks at those.
                if (path.find('{') != std::string::npos) continue;
                for (const auto& who : people) {
                    const int expected = status_of(decided(who, id, route.may));
                    const int seen = town.get(who, path).status;
                    // A role that may never do it is turned away at the door, before the case is looked up.
                    const bool right = seen == expected || (expected == 404 && seen == 403 &&
                                                            !ever(who.role, route.may));
                    EXPECT_TRUE(right)
                        << path << " " << who.name << ": " << seen << " is not " << expected;
                    ++asked;
                    opened += seen == 200 ? 1 : 0;
                }
            }
    }
    EXPECT_GT(asked, 500);
    EXPECT_GT(opened, 50) << "a crawl in which nothing opens shows nothing";
}

TEST_P(Truth, of_what_one_may_not_know_is_that_it_is_not_there) {
    std::mt19937 chance(2);
    const auto id = case_with(chance);
    for (const auto& who : people) {
        if (decided(who, id, Act::read_case).verdict() != Verdict::absent) continue;
        if (!ever(who.role, Act::read_case)) continue;
        const auto hidden = town.get(who, "/w/cases/" + record::case_number(id));
        const auto absent = town.get(who, "/w/cases/W-9999");
        EXPECT_EQ(hidden.status, absent.status) << who.name;
        EXPECT_EQ(hidden.body.size(), absent.body.size()) << who.name;
    }
}

TEST_P(Truth, of_a_list_is_that_of_its_details_in_a_thousand_worlds) {
    std::mt19937 chance(3);
    const int worlds = GetParam() ? 100 : 1000;  // each statement crosses a socket there
    for (int n = 0; n < worlds; ++n) {
        const auto id = case_with(chance);
        for (const auto& who : people) {
            const bool listed = town.ask([&](Tx& tx) {
                return tx.value<std::int64_t>(
                           SqlText("SELECT count(*) FROM case_record c WHERE c.id = $4 AND ") +
                               record::visible_cases(who.role),
                           who.organisation, who.account, town.now().today, id) > 0;
            });
            const bool readable = decided(who, id, Act::read_case).allowed();
            if (!ever(who.role, Act::list_cases)) continue;
            EXPECT_EQ(listed, readable) << who.name << " and " << record::case_number(id);
        }
    }
}

TEST_P(Truth, of_the_name_on_a_list_of_cases_is_that_of_the_page) {
    std::mt19937 chance(5);
    int named = 0, numbered = 0;
    for (int n = 0; n < 30; ++n) {
        const auto id = case_with(chance);
        const auto brief = town.ask([&](Tx& tx) { return record::find_case(tx, *town.vault, id); });
        for (const auto where : {town.city, town.other_city, town.nursing})
            if (chance() % 2 == 0)
                town.allow(id, where, Mask(Field::identity),
                           chance() % 2 == 0 ? consent::Answer::yes : consent::Answer::no);
        constexpr std::string_view kLists[] = {"", "?state=watching", "?state=closed"};
        const std::string list =
            "/w/cases" + std::string(kLists[static_cast<std::size_t>(brief.state)]);
        const std::string line = "\"number\":\"" + record::case_number(id) + "\",\"name\":\"";
        for (const auto& who : people) {
            const Decision read = decided(who, id, Act::read_case);
            if (!ever(who.role, Act::list_cases) || !read.allowed()) continue;
            const std::string body = town.json(who, list).body;
            ASSERT_NE(body.find(line), std::string::npos) << who.name << " " << list;
            const bool says = body.find(line + "ためし ひかり") != std::string::npos;
            EXPECT_EQ(says, read.opens(Field::identity)) << who.name << " W-" << id.value;
            ++(says ? named : numbered);
        }
    }
    EXPECT_GT(named, 50);
    EXPECT_GT(numbered, 5);
}

std::string municipality_of(std::string_view code) {
    return std::string(find_municipality(code)->name);
}

std::string care_word() {
    return std::string(
        word_text(record::find_code("tube_feeding", record::kCareKinds)->word, Lang::ja));
}

/// The whole of 今日の仕事 as one line for each row: the number of the action, and what stands beside it.
std::map<std::int64_t, std::string> rows_of(const std::string& json) {
    std::map<std::int64_t, std::string> rows;
    static const std::regex row(
        "\\{\"id\":(\\d+),\"version\":\\d+,\"person\":\\d+,\"what\":\"[^\"]*\",\"context\":\"([^\"]*)\"");
    for (std::sregex_iterator at(json.begin(), json.end(), row), end; at != end; ++at)
        rows[std::stoll((*at)[1])] = (*at)[2];
    return rows;
}

TEST_P(Truth, of_a_count_and_of_each_word_on_a_list_is_that_of_the_details) {
    std::mt19937 chance(4);
    const int worlds = GetParam() ? 15 : 60;  // of some twenty organisations' parts each
    std::size_t compared = 0, with_care = 0, without = 0;
    for (int n = 0; n < worlds; ++n) {
        const auto id = case_with(chance);
        const Id<Organisation> holders[] = {town.centre, town.city, town.other_city, town.nursing};
        const auto holder = holders[chance() % 4];
        std::int64_t action = 0;
        town.write([&](Tx& tx) {
            const auto brief = record::find_case(tx, *town.vault, id);
            record::save_facts(tx, *town.vault, brief, {{"care_tube_feeding", "1"}},
                               town.miura.account, town.clock);
            tx.run("UPDATE case_record SET is_protected = $2 WHERE id = $1", id, chance() % 3 == 0);
            action = work::add_action(tx, *town.vault,
                                      {.case_id = id,
                                       .centre = town.centre,
                                       .key = brief.key,
                                       .what = "電話をかける",
                                       .holder = {"o", holder, {}, {}},
                                       .waiting_side = "f",
                                       .due = town.now().today},
                                      town.clock)
                         .value;
        });
        const std::string place = municipality_of(town.home), care = care_word();
        for (const auto& who : people) {
            if (!ever(who.role, Act::see_worklist)) continue;
            const Decision read = decided(who, id, Act::read_case);
            const auto counted = town.ask([&](Tx& tx) {
                work::Asked all;
                all.tab = "all";
                return std::pair(work::count(tx, *town.vault, who, all, town.now().today),
                                 work::worklist(tx, *town.vault, who, all, town.now().today, 9999));
            });
            EXPECT_EQ(std::size_t(counted.first), counted.second.size()) << who.name;
            const auto rows = rows_of(town.json(who, "/w?tab=all&who=all&page=9999").body);
            const auto found = rows.find(action);
            const bool listed = std::ranges::any_of(
                counted.second, [&](const auto& line) { return line.action.id.value == action; });
            const bool mine =
                read.allowed() && (record::is_centre_role(who.role) || holder == who.organisation);
            EXPECT_EQ(listed, mine) << who.name << " W-" << id.value;
            if (found == rows.end()) continue;
            ++compared;
            const bool says_care = found->second.find(care) != std::string::npos;
            const bool says_place = found->second.find(place) != std::string::npos;
            EXPECT_EQ(says_care, read.opens(Field::medical)) << who.name << " " << found->second;
            EXPECT_EQ(says_place, read.opens(Field::location)) << who.name << " " << found->second;
            ++(says_care ? with_care : without);
        }
    }
    EXPECT_GT(compared, 50U);
    EXPECT_GT(with_care, 30U);
    EXPECT_GT(without, 3U);
}

}  // namespace
}  // namespace michi::app
