// 山口県 as an installer would set it up, for practice: the beginning of `init`, the desks and the second Centre
// of the pages, and somebody for each part. No child, no family, no place.

#include <algorithm>

#include "base/municipality.hpp"
#include "demo/accounts.hpp"
#include "setup/setup.hpp"

namespace michi::demo {
namespace {

constexpr std::string_view kPrefecture = "35";
constexpr std::string_view kHours = "練習用です（電話はつながりません）";

/// 岩国・柳井・周南: the first Centre's; all others are the second one's.
constexpr std::string_view kEast[] = {"352071", "352080", "352101", "352128", "352152",
                                      "353051", "353213", "353418", "353434", "353442"};

struct Planned {
    std::string_view login, name;
    Role role;
    std::string_view at;  // east, west, prefecture, or the town whose welfare desk it is
};
constexpr Planned kPeople[] = {
    {"kanri", "練習 管理者", Role::administrator, "east"},
    {"kanri2", "練習 管理者その二", Role::administrator, "west"},
    {"chou", "練習 センター長", Role::centre_head, "east"},
    {"soudan", "練習 相談員", Role::centre_counsellor, "east"},
    {"soudan2", "練習 西部の相談員", Role::centre_counsellor, "west"},
    {"uketsuke", "練習 受付", Role::receptionist, "east"},
    {"shunan", "練習 周南市の担当", Role::municipal_officer, "352152"},
    {"yamaguchi", "練習 山口市の担当", Role::municipal_officer, "352039"},
    {"ken", "練習 県の担当", Role::prefecture_officer, "prefecture"},
};

void make_centres(Tx& tx, Now now) {
    auto first = people::organisation_card(tx, people::organisations(tx, "centre").front().id);
    people::OrganisationCard second;
    second.brief.kind = "centre";
    second.brief.name = "山口県医療的ケア児支援センター西部（練習）";
    second.brief.municipality = first.brief.municipality;
    second.brief.phone = "0000-35-0002";
    second.hours = kHours;
    std::vector<std::string> east, west;
    for (const Municipality& town : towns_of(kPrefecture)) {
        const bool is_east = std::ranges::find(kEast, town.code) != std::end(kEast);
        (is_east ? east : west).emplace_back(town.code);
    }
    people::set_areas(tx, first.brief.id, east);
    people::set_areas(tx, setup::keep(tx, second, now.today), west);
}

void make_organisations(Tx& tx, Vault& vault, Now now) {
    setup::begin_instance(tx, vault,
                          {.prefecture = std::string(kPrefecture),
                           .section = "",
                           .centre = "山口県医療的ケア児支援センター東部（練習）",
                           .phone = "0000-35-0001",
                           .hours = std::string(kHours),
                           .admin = {},
                           .head = {}},
                          now);
    make_centres(tx, now);
    std::vector<setup::TownDesk> desks;
    for (const people::Desk& desk : people::kDesks)
        desks.push_back({std::string(desk.id), setup::desk_name(desk)});
    for (const auto& card : setup::missing_desks(tx, kPrefecture, desks))
        setup::keep(tx, card, now.today);
}

Id<Organisation> place_of(Tx& tx, std::string_view at) {
    const auto centres = people::organisations(tx, "centre");
    if (at == "east") return centres.front().id;
    if (at == "west") return centres.back().id;
    if (at == "prefecture") return people::organisations(tx, "prefecture").front().id;
    return people::desk_of(tx, at);
}

}  // namespace

std::vector<DemoAccount> rehearse(Database& database, Vault& vault, Now now) {
    std::vector<Person> people;
    database.write_now([&](Tx& tx) {
        people.clear();
        make_organisations(tx, vault, now);
        for (const Planned& one : kPeople)
            people.push_back({.login = std::string(one.login),
                              .name = std::string(one.name),
                              .role = one.role,
                              .at = place_of(tx, one.at),
                              .password = "renshu-" + base64url(random_bytes(9)),
                              .totp_secret = random_bytes(20)});
    });
    return join(database, vault, people, now).accounts;
}

}  // namespace michi::demo
