// The family says no after a request was sent, accepted and worked on: from that moment its receiver reads
// nothing that names the child by any address of the program, in no form, nor in what a refused form shows
// again. Addresses come from the table of routes; none has to be added here.
#include "every_route.hpp"

namespace michi::app {
namespace {

using web::Method;

constexpr const char* kPlanted[] = {
    "柊木",   "朔太郎",         "ひいらぎ",       "さくたろう",    "真砂子",
    "まさこ", "ねこやなぎの話", "つくしんぼの話", "090-5550-7731", "令和5年11月3日"};

std::string planted_in(const std::string& text) {
    std::string found;
    for (const char* words : kPlanted)
        if (text.find(words) != text.npos) found.append(found.empty() ? "" : " ").append(words);
    return found;
}

/// How the yes ends.
struct Ending {
    const char* what;
    std::optional<int> lives;  // days of the yes, nothing: until it is taken back
    void (*end)(Town&, Id<record::Case>);
};
const Ending kEndings[] = {
    {"a no to everything",
     {},
     [](Town& town, Id<record::Case> id) {
         town.allow(id, town.city, kConsented, consent::Answer::no);
     }},
    {"its last day has passed", 3, [](Town& town, Id<record::Case>) { town.pass_days(4); }},
};

/// A child whose municipality accepted to work along and wrote, was written to and holds a step.
struct Accepted : EveryRoute {
    Id<record::Case> id;

    Accepted(bool postgres, const Ending& ending) : EveryRoute(postgres) {
        town.write([&](Tx& tx) {
            id = record::open_case(tx, *town.vault,
                                   {.centre = town.centre,
                                    .in_charge = town.miura.account,
                                    .kanji = "柊木 朔太郎",
                                    .kana = "ひいらぎ さくたろう",
                                    .birth = Date::from_ymd(2023, 11, 3),
                                    .address = {},
                                    .municipality = town.home,
                                    .stay = "home",
                                    .care = {{"ventilator", record::CareAnswer::yes}},
                                    .is_protected = false,
                                    .opened_on = town.now().today,
                                    .number = 0});
            record::Family mother;
            mother.relation = "mother";
            mother.name = "柊木 真砂子";
            mother.kana = "ひいらぎ まさこ";
            mother.phone = "090-5550-7731";
            record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child,
                               mother);
            std::optional<Date> until;
            if (ending.lives) until = town.now().today + *ending.lives;
            town.allow(tx, id, town.city, kConsented, consent::Answer::yes, until);
        });
        const std::string number = record::case_number(id), at = "/w/cases/" + number;
        const auto done = [&](const Subject& who, const std::string& where, web::Typed typed) {
            const auto answer = town.post(who, where, std::move(typed));
            EXPECT_EQ(answer.status, 303) << where << answer.body;
            return answer.location;
        };
        done(town.miura, at + "/entries", {{"text", "柊木さん、ねこやなぎの話"}, {"shared", "1"}});
        const auto request = done(town.miura, "/w/handovers",
                                  {{"case", number},
                                   {"kind", "together"},
                                   {"receiver", std::to_string(town.city.value)},
                                   {"item", "identity"},
                                   {"title", "柊木さんの園"},
                                   {"request", "柊木 朔太郎さんの受け入れを教えてください。"}});
        done(town.kimura, request + "/receive", {});
        done(town.kimura, request + "/accept", {{"next_step", "朔太郎さんの家へ行く"}});
        done(town.kimura, request + "/note", {{"text", "朔太郎さんに会った。つくしんぼの話"}});
        done(town.kimura, at + "/entries", {{"text", "朔太郎さんに会った。つくしんぼの話"}});
        done(town.miura, at + "/actions", {{"next_what", "柊木さんに電話"}, {"side", "m"}});
        ids["W"] = number;
        ids["H"] = request.substr(request.rfind('/') + 1);
        ids["entry"] = newest("entry");
        ids["action"] = newest("action");
    }
    std::string newest(const std::string& table) {
        return std::to_string(town.ask([&](Tx& tx) {
            std::int64_t number = 0;
            tx.connection().execute("SELECT max(id) FROM " + table, {},
                                    [&](const Row& row) { number = row.integer(0); });
            return number;
        }));
    }
    std::string found(const std::string& words) {
        return town.post(town.kimura, "/w/search", {{"q", words}}).location;
    }
    std::vector<std::string> addresses() {
        std::vector<std::string> all;
        for (const auto& [route, target] : routes(Method::get)) {
            if (route->reach != web::Reach::inside) continue;
            all.push_back(target);
            all.push_back(target + "?case=" + ids["W"]);
        }
        for (const char* more : {"?all=1", "?show=liaison", "?show=family", "?auto=0"})
            all.push_back("/w/cases/" + ids["W"] + more);
        for (const char* more : {"?act=note", "?act=answer", "?act=give_back"})
            all.push_back("/w/handovers/" + ids["H"] + more);
        for (const char* more :
             {"/w?tab=all&who=all", "/w?tab=ours&who=all", "/w/handovers?side=taken"})
            all.push_back(more);
        for (std::int64_t step = std::atoll(ids["action"].c_str()); step > 0; --step)
            for (const char* tail : {"", "/peek"})
                all.push_back("/w/actions/" + std::to_string(step) + tail);
        for (std::int64_t entry = std::atoll(ids["entry"].c_str()); entry > 0; --entry)
            all.push_back("/w/entries/" + std::to_string(entry));
        return all;
    }
    /// The words that were looked for stand in their field again; the number shows that they were found.
    std::string searched(const std::string& words) {
        std::string page =
            town.get(town.kimura, found(words)).body + town.json(town.kimura, found(words)).body;
        for (auto at = page.find(words); at != page.npos; at = page.find(words))
            page.erase(at, words.size());
        const bool number = page.find(ids["W"]) != page.npos;
        return planted_in(page) + (number ? " " + ids["W"] : "");
    }
    /// What each address tells, where it tells anything.
    std::map<std::string, std::string> told() {
        std::map<std::string, std::string> leaks;
        const auto look = [&](const std::string& where, const std::string& leaked) {
            if (!leaked.empty()) leaks[where] = leaked;
        };
        for (const std::string& target : addresses()) {
            look(target, planted_in(town.get(town.kimura, target).body));
            look(target + " (JSON)", planted_in(town.json(town.kimura, target).body));
        }
        for (const char* words :
             {"朔太郎", "ひいらぎ", "まさこ", "5550-7731", "ねこやなぎ", "つくしんぼ"})
            look(std::string("search for ") + words, searched(words));
        return leaks;
    }
    /// What refused forms show again.
    std::map<std::string, std::string> shown_again() {
        std::map<std::string, std::string> leaks;
        for (const auto& [route, target] : routes(Method::post)) {
            if (route->reach != web::Reach::inside) continue;
            const auto leaked = planted_in(town.post(town.kimura, target, {}).body);
            if (!leaked.empty()) leaks["POST " + target] = leaked;
        }
        return leaks;
    }
};

class Withdrawn : public testing::TestWithParam<bool> {};
ON_EACH_ENGINE(Withdrawn);

std::string listed(const std::map<std::string, std::string>& leaks) {
    std::string text;
    for (const auto& [where, what] : leaks)
        text.append("\n  ").append(where).append(": ").append(what);
    return text;
}

TEST_P(Withdrawn, a_yes_shuts_every_address_of_an_accepted_request_at_once) {
    for (const Ending& ending : kEndings) {
        SCOPED_TRACE(ending.what);
        Accepted world(GetParam(), ending);
        const auto before = world.told();
        for (const char* page :
             {"/w/cases/", "/w/handovers/", "/w/entries/", "/w/actions/", "/w?tab",
              "/w/handovers?side", "/w/cases (JSON)", "search for 朔太郎", "search for つくしんぼ"})
            EXPECT_TRUE(std::ranges::any_of(
                before, [&](const auto& leak) { return leak.first.starts_with(page); }))
                << page << " tells nothing while the yes lives: that it is shut shows nothing";
        ending.end(world.town, world.id);
        EXPECT_EQ(listed(world.told()), "");
        EXPECT_EQ(listed(world.shown_again()), "");
    }
}

}  // namespace
}  // namespace michi::app
