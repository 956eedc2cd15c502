// Front door of setup: an instance begins, and goes on from year to year.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "people/people.hpp"
#include "platform/jobs.hpp"

namespace michi::setup {

/// What the host says of an instance. Empty: not said.
struct Beginning {
    struct Person {
        std::string login, name;
    };
    std::string prefecture;  // "35"
    std::string section;     // of the prefecture, which answers for the Centre
    std::string centre, phone, hours;
    Person admin, head;
};

/// A sentence each, in English, for standard error; the rule looks at nothing but the words.
std::vector<std::string> mistakes(const Beginning& asked);

struct Begun {
    int municipalities{}, organisations{};
    std::optional<std::string> admin_link, head_link;  // paths; none for those who have begun
    std::vector<std::string> differences;  // then nothing was changed: what stands, what was asked
};
/// Makes what is missing, fills what is empty, changes nothing. `asked` has no mistakes.
Begun begin_instance(Tx& tx, Vault& vault, const Beginning& asked, Now now);

/// A desk that every town of a prefecture gets: one of people::kDesks, and its name behind the town's.
struct TownDesk {
    std::string desk, name;
};
/// 「障がい福祉担当」: what it is called until somebody says more.
std::string desk_name(const people::Desk& desk);
bool has_desk(const std::vector<people::OrganisationCard>& all, std::string_view town,
              std::string_view desk);
/// A card for each that a town of today lacks; nothing is written.
std::vector<people::OrganisationCard> missing_desks(Tx& tx, std::string_view prefecture,
                                                    const std::vector<TownDesk>& wanted);
/// Writes a new one (without an id) or a changed one; answers its id.
Id<Organisation> keep(Tx& tx, people::OrganisationCard card, Date today);

/// Changes of staff whose day has come.
std::vector<JobKind> job_kinds();
std::vector<Daily> dailies();

web::Part part();

}  // namespace michi::setup
