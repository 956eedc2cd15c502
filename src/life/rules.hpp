// When somebody joins the team of a case, takes another part in it and leaves it.
#pragma once

#include "base/result.hpp"
#include "record/model.hpp"

namespace michi::life {

/// Whom the team gets, or what a member of it is from now on.
struct Part {
    Id<Organisation> organisation;
    std::string named;   // of one that no list has
    std::string sector;  // record::kSectors
    std::string person;
    std::optional<Date> since;
};
/// Fields: organisation, named, sector, person, since. `there`: it takes this part already.
Refusals reasons_not_to_join(const Part& fresh, bool there, Date today);
Refusals reasons_not_to_change(const Part& after);

/// How a member stands when somebody wants to end it.
struct Membership {
    record::Standing standing{record::Standing::outside};
    Date since{};
    std::optional<Date> until;
    std::string open_request;  // number of a request that is under way with it; "" none
};
/// Field: until. kWhole: what has to happen first, elsewhere.
Refusals reasons_not_to_end(const Membership& member, std::optional<Date> until, Date today);

/// Who is put in charge, as the form and the record tell it.
struct PutInCharge {
    Id<Account> now, was_shown, to;
    bool to_counsels{};
};
/// Field: account. kWhole: somebody put another in charge meanwhile.
Refusals reasons_not_to_put_in_charge(const PutInCharge& put);

/// Where the family lives from a day on. town: a code, kElsewhere, "" not chosen.
struct Move {
    std::string town, address, words;
    std::optional<Date> on;
};
inline constexpr std::string_view kElsewhere = "elsewhere";  // outside the prefecture
/// As it is kept: "" for elsewhere.
std::string code_of(const Move& move);
/// What the record says before it. lives_in, was_shown: codes, now and when the form was opened.
struct BeforeMove {
    std::string lives_in, was_shown;
    bool is_town_here{};        // the chosen town is one of the prefecture
    std::string between_towns;  // number of a request that is not the Centre's to end; "" none
    std::optional<Date> born, moved;
};
/// Fields: town, address, on. kWhole: somebody recorded a move meanwhile, or `between_towns`.
Refusals reasons_not_to_move(const Move& move, const BeforeMove& before, Date today);

/// Who is linked, as far as it is known before anything is looked up by the login.
struct Link {
    bool member_known{}, member_linked{}, login_said{};
};
/// Fields: member, login.
Refusals reasons_not_to_link(const Link& link);

/// A turn of the case when somebody wants to close it.
struct Turn {
    bool ours{}, follow_up{};
    bool of_request{};  // ends with its request, which holds the case open by itself
};
/// Which of them hold the case open: every act of others, and ours until one is left, which the closing
/// itself finishes. Our days of 見守り end with the case.
std::vector<bool> holding(const std::vector<Turn>& turns);

}  // namespace michi::life
