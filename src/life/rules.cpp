#include "life/rules.hpp"

#include <algorithm>

#include "base/era.hpp"
#include "base/text.hpp"

namespace michi::life {
namespace {

constexpr std::size_t kPersonLimit = 300, kWordsLimit = 3000;

}  // namespace

Refusals reasons_not_to_join(const Part& fresh, bool there, Date today) {
    Refusals no = reasons_not_to_change(fresh);
    if (!fresh.organisation && trimmed(fresh.named).empty())
        no.add("organisation", "life.say_organisation"_w);
    no.add(check_name("named", fresh.named));
    if (there) no.add("organisation", "life.there_already"_w);
    if (fresh.since && *fresh.since > today) no.add("since", "life.since_future"_w);
    return no;
}

Refusals reasons_not_to_change(const Part& after) {
    Refusals no = check_name("person", after.person);
    if (!record::find_code(after.sector, record::kSectors)) no.add("sector", "life.say_sector"_w);
    return no;
}

Refusals reasons_not_to_end(const Membership& member, std::optional<Date> until, Date today) {
    Refusals no;
    if (member.until) no.add(kWhole, "life.ended_already"_w);
    if (member.standing == record::Standing::carries) no.add(kWhole, "life.responsible_stays"_w);
    if (!member.open_request.empty())
        no.add(kWhole, "life.request_first"_w, {{"number", member.open_request}});
    if (!until)
        no.add("until", "life.say_until"_w);
    else if (*until > today)
        no.add("until", "life.until_future"_w);
    else if (*until < member.since)
        no.add("until", "life.until_before"_w);
    return no;
}

std::string code_of(const Move& move) { return move.town == kElsewhere ? "" : move.town; }

namespace {

void check_moved_on(Refusals& no, std::optional<Date> on, const BeforeMove& before, Date today) {
    if (!on)
        no.add("on", "life.say_moved_on"_w);
    else if (*on > today)
        no.add("on", "life.moved_future"_w);
    else if (before.born && *on < *before.born)
        no.add("on", "life.moved_before_birth"_w);
    else if (before.moved && *on < *before.moved)
        no.add("on", "life.moved_before_last"_w, {{"day", full_date(*before.moved)}});
}

}  // namespace

Refusals reasons_not_to_put_in_charge(const PutInCharge& put) {
    Refusals no;
    if (put.now != put.was_shown) no.add(kWhole, "life.charge_meanwhile"_w);
    if (!put.to_counsels)
        no.add("account", "life.say_charge"_w);
    else if (put.to == put.now)
        no.add("account", "life.charge_already"_w);
    return no;
}

Refusals reasons_not_to_move(const Move& move, const BeforeMove& before, Date today) {
    Refusals no = check_text("words", move.words, kWordsLimit);
    no.add(check_text("address", move.address, kPersonLimit));
    if (before.was_shown != before.lives_in) no.add(kWhole, "life.moved_meanwhile"_w);
    if (move.town != kElsewhere && !before.is_town_here)
        no.add("town", "life.say_town"_w);
    else if (move.town == before.lives_in)
        no.add("town", "life.lives_there"_w);
    check_moved_on(no, move.on, before, today);
    if (!before.between_towns.empty())
        no.add(kWhole, "life.between_towns"_w, {{"number", before.between_towns}});
    return no;
}

Refusals reasons_not_to_link(const Link& link) {
    Refusals no;
    if (!link.member_known) no.add("member", "life.say_member"_w);
    if (link.member_linked) no.add("member", "life.linked_already"_w);
    if (!link.login_said) no.add("login", "life.say_login"_w);
    return no;
}

std::vector<bool> holding(const std::vector<Turn>& turns) {
    const auto is_our_act = [](const Turn& t) { return t.ours && !t.follow_up && !t.of_request; };
    const bool last = std::ranges::count_if(turns, is_our_act) <= 1;
    std::vector<bool> holds;
    for (const Turn& t : turns)
        holds.push_back(!t.of_request && (!t.ours || (is_our_act(t) && !last)));
    return holds;
}

}  // namespace michi::life
