// What follows from a move, as a value: the store only carries it out.

#include "handover/rules.hpp"

namespace michi::handover {
namespace {

using D = Deed;
using S = State;
using Holder = NextTurn::Holder;

Team team_after(const Change& change) {
    const Request& r = change.after;
    if (asks_for_the_case(r.kind)) return Team::stays;
    if (change.deed == D::accept) return r.kind == Kind::transfer ? Team::carries : Team::joins;
    return is_open(r.state) ? Team::stays : Team::leaves;
}

Word awaited(const Request& r) {
    if (r.state != S::accepted) return "handover.ball_reply"_w;
    return r.kind == Kind::transfer ? "handover.ball_contact"_w
           : r.kind == Kind::pull   ? "handover.ball_transfer"_w
                                    : "handover.ball_reply"_w;
}

bool said_no(const Request& r) { return r.state == S::declined || r.state == S::returned; }

/// Who says what comes next when the request is over.
Holder decides_after(const Request& r) {
    if (said_no(r)) return Holder::sender;
    if (r.kind == Kind::transfer && r.state == S::closed) return Holder::responsible;
    return asks_for_the_case(r.kind) ? Holder::responsible : Holder::sender;
}

bool tells_family(D deed) { return deed == D::confirm || deed == D::finish || deed == D::close; }

}  // namespace

/// Over, or only watched: a no always comes back to the sender as something to decide; else only a case that
/// would be left without a turn gets one.
NextTurn next_turn(const Request& r) {
    const auto whose = turn(r);
    if (!whose)
        return {.holder = decides_after(r),
                .what = "handover.ball_decide"_w,
                .returned = said_no(r),
                .of_request = false,
                .only_if_lost = !said_no(r)};
    if (*whose == By::sender)
        return {.holder = Holder::sender, .what = "handover.ball_answered"_w, .returned = true};
    return {.holder = Holder::receiver, .what = awaited(r), .until_answer = true};
}

Effects effects_of(const Change& change) {
    const Request& r = change.after;
    const bool transfer = r.kind == Kind::transfer;
    Effects effects;
    if (change.responsible_changes) effects.responsible = change.responsible;
    effects.given_back = transfer && change.deed == D::give_back;
    effects.team = team_after(change);
    effects.keeps_refusal = change.deed == D::decline || change.deed == D::give_back;
    effects.family_told = tells_family(change.deed) && !change.family_moved;
    effects.withdrawn = r.state == S::recalled;
    effects.ends_follow_ups = !is_open(r.state);
    effects.sets_follow_ups =
        transfer && (change.deed == D::accept || (r.state == S::watching && change.watch_changes));
    effects.watches_case = transfer && change.deed == D::finish;
    effects.next = next_turn(r);
    return effects;
}

}  // namespace michi::handover
