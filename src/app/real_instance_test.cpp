// An instance for real use, begun as `michishirube init` does: no page of it speaks of the fictitious
// prefecture, and what is offered is the real one's.
#include <deque>
#include <regex>

#include "app/capabilities.hpp"
#include "base/municipality.hpp"
#include "directory/directory.hpp"
#include "setup/setup.hpp"
#include "town.hpp"

namespace michi::app {
namespace {

constexpr std::string_view kHere = "35";
constexpr std::size_t kMostPages = 400;

class RealInstance : public testing::TestWithParam<bool> {
  public:
    std::unique_ptr<Database> database = open_scratch_database(GetParam());
    std::unique_ptr<Vault> vault = open_test_vault();
    NamedDoor door;
    Instant now{at_in_japan(*Date::from_ymd(2026, 11, 30), 9 * 60)};
    PlantedClock planted{now};
    web::Site site{*database, *vault, door, parts(), {}, [this] { return now; }};
    Subject counsellor, head, officer, nurse, county, admin;

    RealInstance() {
        database->write_now([&](Tx& tx) {
            setup::begin_instance(tx, *vault,
                                  {.prefecture = "35",
                                   .section = "",
                                   .centre = "山口県医療的ケア児支援センター",
                                   .phone = "083-902-0000",
                                   .hours = "平日 9:00〜17:00",
                                   .admin = {"kanri", "管理 はじめ"},
                                   .head = {"chou", "長 まり"}},
                                  now_at(now));
            const auto centre = people::organisations(tx, "centre").front().id;
            const auto section = people::organisations(tx, "prefecture").front().id;
            const auto desk = people::create_organisation(
                tx, {{}, "municipality", "周南市 障がい福祉課", "352152", "0834-22-0000"});
            const auto nursing = people::create_organisation(
                tx, {{}, "partner", "訪問看護 しゅうなん", "", "", "nursing"});
            counsellor = joins(tx, "soudan", centre, Role::centre_counsellor);
            head = joins(tx, "atama", centre, Role::centre_head);
            officer = joins(tx, "shunan", desk, Role::municipal_officer);
            nurse = joins(tx, "kango", nursing, Role::partner);
            county = joins(tx, "ken", section, Role::prefecture_officer);
            admin = joins(tx, "kanri2", centre, Role::administrator);
            directory::Values values;
            values[directory::Field::name] = "周南短期入所";
            values[directory::Field::municipality] = "352152";
            directory::add_service(tx, "short_stay", values);
        });
    }
    Subject joins(Tx& tx, const std::string& login, Id<Organisation> where, Role role) {
        Subject who;
        who.account =
            people::create_account(tx, *vault, {where, role, login, "周南 みき", {}, {}}, now);
        const auto brief = people::find_organisation(tx, where);
        who.organisation = where;
        who.role = role;
        who.assurance = Assurance::fresh;
        who.name = "周南 みき";
        who.organisation_name = brief.name;
        if (brief.kind == "municipality") who.municipality = brief.municipality;
        who.session = std::int64_t(door.people.size()) + 1;
        door.people[login] = who;
        return who;
    }
    static std::string login_of(const NamedDoor& door, const Subject& who) {
        for (const auto& [login, known] : door.people)
            if (known.account == who.account) return login;
        return {};
    }
    web::Answer ask(const Subject& who, web::Method method, std::string_view target,
                    std::string_view body = {}) {
        const std::string cookie = "michi=" + login_of(door, who);
        const std::vector<web::Header> headers{
            {"host", "localhost"},
            {"cookie", cookie},
            {"content-type", "application/x-www-form-urlencoded"}};
        return site.answer_now({method, target, headers, body, "127.0.0.1"});
    }
    web::Answer post(const Subject& who, std::string_view target, web::Typed typed) {
        typed.emplace_back("_csrf", "the-token-of-this-session");
        typed.emplace_back("_once", "key-of-the-test-" + std::to_string(++keys_));
        return ask(who, web::Method::post, target, web::TestSite::encoded(typed));
    }
    std::string page(const Subject& who, std::string_view target) {
        const auto answer = ask(who, web::Method::get, target);
        EXPECT_EQ(answer.status, 200) << target;
        return answer.body;
    }
    /// Every page that somebody finds by its links, and every route without a number in it.
    std::map<std::string, std::string> pages_of(const Subject& who) {
        std::deque<std::string> open;
        for (const auto& part : site.parts())
            for (const web::Route& route : part.routes)
                if (route.method == web::Method::get && route.path.find('{') == route.path.npos)
                    open.emplace_back(route.path);
        std::map<std::string, std::string> seen;
        static const std::regex link(R"re(href="(/[^"#]*))re");
        while (!open.empty() && seen.size() < kMostPages) {
            const std::string target = open.front();
            open.pop_front();
            if (seen.contains(target) || target.starts_with("/s/")) continue;
            const auto answer = ask(who, web::Method::get, target);
            EXPECT_LT(answer.status, 500) << target;
            seen[target] = answer.body;
            for (std::sregex_iterator at(answer.body.begin(), answer.body.end(), link), end;
                 at != end; ++at) {
                std::string next = std::regex_replace((*at)[1].str(), std::regex("&amp;"), "&");
                if (!seen.contains(next)) open.push_back(std::move(next));
            }
        }
        return seen;
    }

  private:
    int keys_{};
};
ON_EACH_ENGINE(RealInstance);

std::vector<std::string> fictitious_names() {
    std::vector<std::string> names{"若葉県"};
    for (const Municipality& m : municipalities_of(kFictitious)) names.emplace_back(m.name);
    return names;
}

TEST_P(RealInstance, says_no_word_of_the_fictitious_prefecture) {
    const auto begun = post(counsellor, "/w/intake", {{"channel", "phone"}});
    ASSERT_EQ(begun.status, 303);
    post(counsellor, begun.location,
         {{"channel", "phone"},
          {"words", "夜の吸引がつらい"},
          {"child_kana", "やまぐち"},
          {"municipality", "352152"}});
    post(counsellor, "/w/resources/issue", {{"asked", "1"}, {"kind", "short_stay"}});
    const auto names = fictitious_names();
    std::size_t looked_at = 0;
    for (const Subject& who : {Subject{}, counsellor, head, officer, nurse, county, admin})
        for (const auto& [target, body] : pages_of(who)) {
            ++looked_at;
            for (const std::string& name : names)
                EXPECT_EQ(body.find(name), std::string::npos) << target << " says " << name;
        }
    EXPECT_GT(looked_at, 150U);
}

TEST_P(RealInstance, offers_the_towns_of_its_own_prefecture) {
    const auto begun = post(counsellor, "/w/intake", {{"channel", "phone"}});
    const std::string form = page(counsellor, begun.location),
                      places = page(counsellor, "/w/resources"), day = page(counsellor, "/w"),
                      schemes = page(head, "/w/schemes/new");
    ASSERT_EQ(municipalities_of(kHere).size(), 19U);
    for (const Municipality& town : municipalities_of(kHere))
        for (const std::string& html : {form, places, day, schemes})
            EXPECT_NE(html.find("value=\"" + std::string(town.code) + "\""), std::string::npos)
                << town.name;
}

TEST_P(RealInstance, tells_everybody_where_to_call) {
    const std::string front = page({}, "/");
    EXPECT_NE(front.find("山口県医療的ケア児支援センター"), std::string::npos);
    EXPECT_NE(front.find("href=\"tel:0839020000\""), std::string::npos);
    EXPECT_NE(front.find("平日 9:00〜17:00"), std::string::npos);
    EXPECT_NE(front.find("href=\"/sign-in\""), std::string::npos);
    EXPECT_NE(front.find("href=\"/resources\""), std::string::npos);
    EXPECT_EQ(ask(counsellor, web::Method::get, "/").location, "/w");
}

}  // namespace
}  // namespace michi::app
