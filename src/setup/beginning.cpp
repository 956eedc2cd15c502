// An instance begins: the prefecture's section, the Centre, the first administrator and the first head.

#include <fmt/format.h>

#include <algorithm>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "people/people.hpp"
#include "setup/setup.hpp"

namespace michi::setup {
namespace {

bool is_login(std::string_view login) {
    return login.size() >= 3 && login.size() <= 60 &&
           login.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_@") ==
               std::string_view::npos;
}

void add_mistakes_of(std::vector<std::string>& found, std::string_view who,
                     const Beginning::Person& person) {
    if (!is_login(person.login))
        found.push_back(fmt::format(
            "--{0}-login takes 3 to 60 of a-z, 0-9 and . - _ @, such as --{0}-login yamada", who));
    if (trimmed(person.name).empty() || check_name("name", person.name).any())
        found.push_back(fmt::format("--{0}-name takes the person's name", who));
}

/// An organisation of which there is one, as the host describes it.
struct Wanted {
    std::string_view option;  // that would change its name
    people::OrganisationCard card;
};

std::vector<Wanted> wanted(const Beginning& asked) {
    const std::string code = prefecture_code(asked.prefecture);
    const auto organisation = [&](std::string kind, std::string name) {
        people::OrganisationCard card;
        card.brief = {.id = {},
                      .kind = std::move(kind),
                      .name = std::move(name),
                      .municipality = code,
                      .phone = {}};
        return card;
    };
    std::string section = asked.section;
    if (section.empty())
        section = fmt::format("{} {}", prefecture_name(asked.prefecture),
                              word_text("setup.section"_w, Lang::ja));  // until it has its name
    std::vector<Wanted> list;
    list.push_back({asked.section.empty() ? "" : "section", organisation("prefecture", section)});
    list.push_back({"centre", organisation("centre", trimmed(asked.centre))});
    list.back().card.brief.phone = read_phone(asked.phone).shown;
    list.back().card.hours = asked.hours;
    list.push_back(
        {"", organisation("family", std::string(word_text("setup.families"_w, Lang::ja)))});
    list.back().card.brief.municipality.clear();
    return list;
}

/// Fills an empty text; says where another one stands.
void meet(std::string& there, const std::string& asked, std::string_view option,
          std::vector<std::string>& differences) {
    if (there.empty()) there = asked;
    if (!asked.empty() && !option.empty() && there != asked)
        differences.push_back(
            fmt::format("--{}: here stands \"{}\", asked was \"{}\"", option, there, asked));
}

people::OrganisationCard met(const people::OrganisationCard& there, const Wanted& asked,
                             std::vector<std::string>& differences) {
    people::OrganisationCard card = there;
    meet(card.brief.name, asked.card.brief.name, asked.option, differences);
    meet(card.brief.municipality, asked.card.brief.municipality,
         asked.card.brief.kind == "family" ? "" : "prefecture", differences);
    meet(card.brief.phone, asked.card.brief.phone, "phone", differences);
    meet(card.hours, asked.card.hours, "hours", differences);
    return card;
}

Id<Organisation> first_of(Tx& tx, const std::string& kind) {
    const auto all = people::organisations(tx, kind);
    return all.empty() ? Id<Organisation>{} : all.front().id;
}

void compare_person(Tx& tx, Vault& vault, Role role, const Beginning::Person& asked,
                    std::string_view option, std::vector<std::string>& differences) {
    for (const auto& account : people::accounts_of(tx, vault, {})) {
        if (account.login != asked.login) continue;
        if (account.role != role)
            differences.push_back(fmt::format("--{}-login: {} is the login of a {} here", option,
                                              asked.login, michi::name_of(account.role)));
        else if (account.name != trimmed(asked.name))
            differences.push_back(fmt::format("--{}-name: here stands \"{}\", asked was \"{}\"",
                                              option, account.name, asked.name));
    }
}

std::optional<std::string> link_of(Tx& tx, Vault& vault, Role role, const Beginning::Person& asked,
                                   Now now) {
    if (asked.login.empty()) return std::nullopt;
    auto person = people::first_person(tx, vault, role, asked.login, trimmed(asked.name), now.at);
    if (person.link.empty()) return std::nullopt;
    return std::move(person.link);
}

}  // namespace

std::vector<std::string> mistakes(const Beginning& asked) {
    std::vector<std::string> found;
    if (asked.prefecture.size() != 2 || prefecture_name(asked.prefecture).empty() ||
        asked.prefecture == kFictitious)
        found.emplace_back("--prefecture takes the number of a prefecture, from 01 to 47");
    if (trimmed(asked.centre).empty() || check_name("centre", asked.centre).any())
        found.emplace_back("--centre takes the name of the Centre");
    const auto phone = read_phone(asked.phone);
    if (phone.digits.empty() || phone.doubtful)
        found.emplace_back("--phone takes the Centre's number with its area code");
    add_mistakes_of(found, "admin", asked.admin);
    if (!asked.head.login.empty() || !asked.head.name.empty())
        add_mistakes_of(found, "head", asked.head);
    if (!asked.admin.login.empty() && asked.admin.login == asked.head.login)
        found.emplace_back("--head-login is that of the administrator; they are two persons");
    return found;
}

Begun begin_instance(Tx& tx, Vault& vault, const Beginning& asked, Now now) {
    Begun begun;
    std::vector<people::OrganisationCard> cards;
    for (const Wanted& one : wanted(asked)) {
        const auto id = first_of(tx, one.card.brief.kind);
        cards.push_back(id ? met(people::organisation_card(tx, id), one, begun.differences)
                           : one.card);
    }
    compare_person(tx, vault, Role::administrator, asked.admin, "admin", begun.differences);
    compare_person(tx, vault, Role::centre_head, asked.head, "head", begun.differences);
    begun.municipalities = static_cast<int>(towns_of(asked.prefecture).size());
    if (begun.differences.empty()) {
        for (const auto& card : cards) keep(tx, card, now.today);
        begun.admin_link = link_of(tx, vault, Role::administrator, asked.admin, now);
        begun.head_link = link_of(tx, vault, Role::centre_head, asked.head, now);
    }
    begun.organisations = static_cast<int>(people::organisations(tx, "").size());
    return begun;
}

}  // namespace michi::setup
