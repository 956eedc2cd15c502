#include "demo/town.hpp"

#include <random>

#include "base/municipality.hpp"
#include "demo/accounts.hpp"

namespace michi::demo {
namespace {

constexpr std::string_view kPrefecture = "99";

struct Planned {
    std::string_view login, name;
    Role role;
    std::string_view at;  // municipality code or key of an organisation
};

constexpr Planned kPeople[] = {
    {"ito", "伊藤 真由", Role::centre_counsellor, "centre"},
    {"miura", "三浦 健", Role::centre_counsellor, "centre"},
    {"otani", "大谷 恵子", Role::centre_head, "centre"},
    {"sato", "佐藤 由美", Role::receptionist, "centre"},
    {"kimura", "木村 彩", Role::municipal_officer, "992020"},
    {"hanaoka", "原田 直樹", Role::municipal_officer, "992038"},
    {"todai", "東 明美", Role::municipal_officer, "992046"},
    {"okada", "岡田 実", Role::local_coordinator, "office"},
    {"tsukushi", "森 千春", Role::partner, "nursing"},
    {"ken", "県 太郎", Role::prefecture_officer, "prefecture"},
    {"maiko", "佐伯 舞子", Role::family, "family"},
    {"chihiro", "田村 千尋", Role::family, "family"},
    {"nao", "矢野 直", Role::family, "family"},
    {"admin", "管理 花子", Role::administrator, "centre"},
};

/// Bytes from the seed: the same town has the same passwords and secrets. Only a demonstration does this.
std::string seeded(std::mt19937& random, std::size_t count) {
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>(random() & 0xff);
    return bytes;
}

Id<Organisation> add(Tx& tx, std::string kind, std::string name, std::string municipality,
                     std::string phone, std::string trade = {}, std::string desk = {}) {
    return people::create_organisation(tx, {.id = {},
                                            .kind = std::move(kind),
                                            .name = std::move(name),
                                            .municipality = std::move(municipality),
                                            .phone = std::move(phone),
                                            .trade = std::move(trade),
                                            .desk = std::move(desk)});
}

void add_organisations(Tx& tx, Town& town, std::map<std::string, Id<Organisation>>& by_key) {
    const std::string home(municipalities_of(kPrefecture).front().code);
    town.centre = by_key["centre"] =
        add(tx, "centre", "若葉県医療的ケア児支援センター", home, "0000-11-0001");
    by_key["prefecture"] = add(tx, "prefecture", "若葉県 障がい福祉課", home, "0000-11-0002");
    int line = 2200;
    for (const auto& m : municipalities_of(kPrefecture)) {
        const std::string code(m.code);
        town.municipalities[code] = by_key[code] =
            add(tx, "municipality", std::string(m.name) + " 障がい福祉課", code,
                "0000-11-" + std::to_string(++line), "", "welfare");
    }
    town.hospital = add(tx, "partner", "若葉こども病院", home, "0000-11-4400", "hospital");
    town.nursing = by_key["nursing"] =
        add(tx, "partner", "訪問看護つくし", "992020", "0000-11-4520", "nursing");
    town.nursery = add(tx, "partner", "北浜市立みなと園", "992020", "0000-11-4630", "nursery");
    town.consultation_office = by_key["office"] =
        add(tx, "partner", "相談支援センターきたはま", "992020", "0000-11-4740", "planning");
    by_key["family"] = add(tx, "family", "ご家族", "", "");
}

}  // namespace

Town make_town(Database& database, Vault& vault, unsigned seed, Now now) {
    Town town;
    std::mt19937 random(seed);
    std::map<std::string, Id<Organisation>> by_key;
    std::vector<Person> people;
    database.write_now([&](Tx& tx) { add_organisations(tx, town, by_key); });
    for (const Planned& person : kPeople) {
        std::string password = "wakaba-" + base64url(seeded(random, 9));
        people.push_back({.login = std::string(person.login),
                          .name = std::string(person.name),
                          .role = person.role,
                          .at = by_key.at(std::string(person.at)),
                          .password = std::move(password),
                          .totp_secret = seeded(random, 20)});
    }
    Joined joined = join(database, vault, people, now);
    town.accounts = std::move(joined.accounts);
    town.people = std::move(joined.people);
    return town;
}

std::string accounts_json(const std::vector<DemoAccount>& accounts) {
    std::string out = "[\n";
    for (const auto& a : accounts) {
        out += "  {\"role\":\"" + a.role + "\",\"login\":\"" + a.login + "\",\"password\":\"" +
               a.password + "\",\"totp_secret\":\"" + a.totp_secret + "\",\"organisation\":\"" +
               a.organisation + "\"}";
        out += &a == &accounts.back() ? "\n" : ",\n";
    }
    return out + "]\n";
}

}  // namespace michi::demo
