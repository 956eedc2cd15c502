#include "handover/rules.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "policy/past_decision.hpp"

namespace michi::handover {
namespace {

using K = Kind;
using D = Deed;
using S = State;

constexpr int kAnswerDays = 5, kUrgentDays = 1;  // working days (UX 4: +5 開庁日)
constexpr int kFollowUpMonths[] = {1, 3, 6};     // circular 4(3)① フォローアップ
constexpr std::size_t kTextLimit = 30000, kStepLimit = 1500, kWatchDates = 12;

constexpr std::array kMoves{
    // 照会: asked, received, answered.
    Move{K::inquiry, D::receive, S::sent, S::received, By::receiver, "handover.receive"},
    Move{K::inquiry, D::note, S::received, S::received, By::receiver, "handover.note"},
    Move{K::inquiry, D::answer, S::sent, S::answered, By::receiver, "handover.answer"},
    Move{K::inquiry, D::answer, S::received, S::answered, By::receiver, "handover.answer"},
    Move{K::inquiry, D::decline, S::sent, S::declined, By::receiver, "handover.decline"},
    Move{K::inquiry, D::decline, S::received, S::declined, By::receiver, "handover.decline"},
    Move{K::inquiry, D::recall, S::sent, S::recalled, By::sender, "handover.recall"},
    Move{K::inquiry, D::recall, S::received, S::recalled, By::sender, "handover.recall"},
    Move{K::inquiry, D::close, S::answered, S::closed, By::sender, "handover.close"},
    // 一緒に調整: the other side works along, we stay responsible.
    Move{K::together, D::receive, S::sent, S::received, By::receiver, "handover.receive"},
    Move{K::together, D::accept, S::sent, S::accepted, By::receiver, "handover.accept"},
    Move{K::together, D::accept, S::received, S::accepted, By::receiver, "handover.accept"},
    Move{K::together, D::decline, S::sent, S::declined, By::receiver, "handover.decline"},
    Move{K::together, D::decline, S::received, S::declined, By::receiver, "handover.decline"},
    Move{K::together, D::note, S::accepted, S::working, By::receiver, "handover.note"},
    Move{K::together, D::note, S::working, S::working, By::receiver, "handover.note"},
    Move{K::together, D::answer, S::accepted, S::answered, By::receiver, "handover.answer"},
    Move{K::together, D::answer, S::working, S::answered, By::receiver, "handover.answer"},
    Move{K::together, D::give_back, S::accepted, S::returned, By::receiver, "handover.give_back"},
    Move{K::together, D::give_back, S::working, S::returned, By::receiver, "handover.give_back"},
    // Only because the family moved away: check_family().
    Move{K::together, D::take_back, S::accepted, S::returned, By::sender, "handover.take_back"},
    Move{K::together, D::take_back, S::working, S::returned, By::sender, "handover.take_back"},
    Move{K::together, D::take_back, S::answered, S::returned, By::sender, "handover.take_back"},
    Move{K::together, D::recall, S::sent, S::recalled, By::sender, "handover.recall"},
    Move{K::together, D::recall, S::received, S::recalled, By::sender, "handover.recall"},
    Move{K::together, D::close, S::answered, S::closed, By::sender, "handover.close"},
    // 引き継ぐ: responsibility passes when it is accepted, and comes back when it is given back.
    Move{K::transfer, D::receive, S::sent, S::received, By::receiver, "handover.receive"},
    Move{K::transfer, D::accept, S::sent, S::accepted, By::receiver, "handover.accept"},
    Move{K::transfer, D::accept, S::received, S::accepted, By::receiver, "handover.accept"},
    Move{K::transfer, D::decline, S::sent, S::declined, By::receiver, "handover.decline"},
    Move{K::transfer, D::decline, S::received, S::declined, By::receiver, "handover.decline"},
    Move{K::transfer, D::recall, S::sent, S::recalled, By::sender, "handover.recall"},
    Move{K::transfer, D::recall, S::received, S::recalled, By::sender, "handover.recall"},
    Move{K::transfer, D::contact, S::accepted, S::working, By::receiver, "handover.contact"},
    Move{K::transfer, D::contact, S::answered, S::answered, By::receiver, "handover.contact"},
    Move{K::transfer, D::contact, S::confirmed, S::confirmed, By::receiver, "handover.contact"},
    Move{K::transfer, D::note, S::accepted, S::accepted, By::receiver, "handover.note"},
    Move{K::transfer, D::note, S::working, S::working, By::receiver, "handover.note"},
    Move{K::transfer, D::answer, S::accepted, S::answered, By::receiver, "handover.answer"},
    Move{K::transfer, D::answer, S::working, S::answered, By::receiver, "handover.answer"},
    Move{K::transfer, D::give_back, S::accepted, S::returned, By::receiver, "handover.give_back"},
    Move{K::transfer, D::give_back, S::working, S::returned, By::receiver, "handover.give_back"},
    Move{K::transfer, D::confirm, S::answered, S::confirmed, By::sender, "handover.confirm"},
    Move{K::transfer, D::confirm, S::confirmed, S::confirmed, By::sender, "handover.confirm"},
    Move{K::transfer, D::take_back, S::accepted, S::returned, By::sender, "handover.take_back"},
    Move{K::transfer, D::take_back, S::working, S::returned, By::sender, "handover.take_back"},
    Move{K::transfer, D::take_back, S::answered, S::returned, By::sender, "handover.take_back"},
    Move{K::transfer, D::take_back, S::confirmed, S::returned, By::sender, "handover.take_back"},
    Move{K::transfer, D::finish, S::confirmed, S::watching, By::sender, "handover.finish"},
    // Before it is confirmed only because the family moved to the receiver's town: check_family().
    Move{K::transfer, D::close, S::accepted, S::closed, By::sender, "handover.close"},
    Move{K::transfer, D::close, S::working, S::closed, By::sender, "handover.close"},
    Move{K::transfer, D::close, S::answered, S::closed, By::sender, "handover.close"},
    Move{K::transfer, D::close, S::confirmed, S::closed, By::sender, "handover.close"},
    Move{K::transfer, D::close, S::watching, S::closed, By::sender, "handover.close"},
    // 引き取りの求め: the other side asks for the case; granting it lets the holder send a transfer.
    Move{K::pull, D::receive, S::sent, S::received, By::receiver, "handover.receive"},
    Move{K::pull, D::accept, S::sent, S::accepted, By::receiver, "handover.accept"},
    Move{K::pull, D::accept, S::received, S::accepted, By::receiver, "handover.accept"},
    Move{K::pull, D::decline, S::sent, S::declined, By::receiver, "handover.decline"},
    Move{K::pull, D::decline, S::received, S::declined, By::receiver, "handover.decline"},
    Move{K::pull, D::recall, S::sent, S::recalled, By::sender, "handover.recall"},
    Move{K::pull, D::recall, S::received, S::recalled, By::sender, "handover.recall"},
    Move{K::pull, D::answer, S::accepted, S::answered, By::receiver, "handover.answer"},
    Move{K::pull, D::give_back, S::accepted, S::returned, By::receiver, "handover.give_back"},
    Move{K::pull, D::close, S::accepted, S::closed, By::sender, "handover.close"},
    Move{K::pull, D::close, S::answered, S::closed, By::sender, "handover.close"},
    // 助言の求め: asked, answered, thanked.
    Move{K::advice, D::receive, S::sent, S::received, By::receiver, "handover.receive"},
    Move{K::advice, D::answer, S::sent, S::answered, By::receiver, "handover.answer"},
    Move{K::advice, D::answer, S::received, S::answered, By::receiver, "handover.answer"},
    Move{K::advice, D::decline, S::sent, S::declined, By::receiver, "handover.decline"},
    Move{K::advice, D::decline, S::received, S::declined, By::receiver, "handover.decline"},
    Move{K::advice, D::recall, S::sent, S::recalled, By::sender, "handover.recall"},
    Move{K::advice, D::recall, S::received, S::recalled, By::sender, "handover.recall"},
    Move{K::advice, D::close, S::answered, S::closed, By::sender, "handover.close"},
};

const Move* move_for(Kind kind, Deed deed, State from) {
    const auto* it = std::ranges::find_if(
        kMoves, [&](const Move& m) { return m.kind == kind && m.deed == deed && m.from == from; });
    return it == kMoves.end() ? nullptr : it;
}

template <class E>
constexpr unsigned bit(E one) {
    return 1u << static_cast<unsigned>(one);
}

constexpr unsigned kEveryKind =
    bit(K::inquiry) | bit(K::together) | bit(K::transfer) | bit(K::pull) | bit(K::advice);
constexpr unsigned kTakingOver = bit(K::together) | bit(K::transfer) | bit(K::pull);
constexpr unsigned kReceiversNo = bit(D::decline) | bit(D::give_back);
constexpr unsigned kSendersNo = bit(D::take_back) | bit(D::close);

struct ReasonFor {
    std::string_view id;
    unsigned kinds, deeds;
};
constexpr std::array kReasonsFor{
    ReasonFor{"no_capacity", kEveryKind & ~bit(K::inquiry), kReceiversNo},
    ReasonFor{"outside_duty", kEveryKind, kReceiversNo},
    ReasonFor{"need_information", kEveryKind, kReceiversNo},
    ReasonFor{"family_refused", kTakingOver, kReceiversNo | kSendersNo},
    ReasonFor{"not_reached", bit(K::transfer), bit(D::give_back) | bit(D::close)},
    ReasonFor{"moved_away", kTakingOver, kReceiversNo | bit(D::close)},
    ReasonFor{"other", kEveryKind, kReceiversNo | kSendersNo},
};

/// A transfer that is closed without having arrived: the loop is open, and somebody says why.
bool closes_open_loop(Deed deed, const Request& r) {
    return deed == D::close && r.kind == K::transfer && r.state == S::confirmed;
}

/// Taken back: after the family's no, or because it moved away, which only the move itself says.
bool may_take_back(const Attempt& a, const Request& r) {
    return a.family_moved || (r.state == S::confirmed && r.family_answer == "no");
}

bool has_come_that_far(const Request& r) {
    return r.kind != K::transfer || r.state == S::confirmed || r.state == S::watching;
}

/// What the family said, or that it moved, decides which ways are open to the sender.
void check_family(Refusals& no, const Attempt& a, const Request& r) {
    if (a.deed == D::take_back && !may_take_back(a, r)) no.add(kWhole, "handover.take_back_when"_w);
    if (a.family_moved) return;
    if (a.deed == D::close && !has_come_that_far(r)) no.add(kWhole, "handover.not_now"_w);
    if (closes_open_loop(a.deed, r) && r.family_answer == "yes" && r.first_contact)
        no.add(kWhole, "handover.finish_instead"_w);
}

void check_watch_dates(Refusals& no, const Attempt& a, const Request& r) {
    if (a.watch_dates.size() > kWatchDates) no.add("watch_dates", "handover.watch_many"_w);
    const auto fresh_and_past = [&](Date day) {
        return day < a.now.today && std::ranges::find(r.watch_dates, day) == r.watch_dates.end();
    };
    if (std::ranges::any_of(a.watch_dates, fresh_and_past))
        no.add("watch_dates", "handover.watch_past"_w);
}

/// Whose deed it is. After the family moved away the Centre closes what the town had asked, and what the town
/// had handed on to the new one.
bool is_theirs(const Attempt& a, const Move& move, const Request& r) {
    if (a.by_organisation == (move.by == By::sender ? r.from : r.to)) return true;
    return a.family_moved && a.deed == D::close &&
           (a.by_organisation == r.to || r.kind == K::transfer);
}

bool is_reason(const Attempt& a, Kind kind) {
    if (a.family_moved && a.reason_code == kMovedAway) return true;
    const auto codes = reasons_for(kind, a.deed);
    return std::ranges::find(codes, a.reason_code, &record::Code::id) != codes.end();
}

/// What each deed must say, beyond being in its place.
void check_content(Refusals& no, const Attempt& a, const Request& r) {
    no.add(check_text("text", a.text, kTextLimit));
    if (needs_words(a.deed, r) && trimmed(a.text).empty())
        no.add("text", a.deed == D::answer || a.deed == D::note ? "handover.say_reply"_w
                                                                : "handover.say_why"_w);
    if (needs_reason(a.deed, r) && !is_reason(a, r.kind))
        no.add("reason_code", "handover.say_reason"_w);
    if (a.deed == D::accept && r.kind == K::transfer && trimmed(a.owner_name).empty())
        no.add("owner_name", "handover.say_owner"_w);
    if (a.deed == D::contact && !a.on) no.add("on", "handover.say_contact"_w);
    if (a.deed == D::contact && a.on && *a.on > a.now.today)
        no.add("on", "handover.future_contact"_w);
    if (a.deed == D::confirm && a.on && *a.on > a.now.today)
        no.add("on", "handover.future_family"_w);
    if (a.deed == D::confirm && a.family_answer.empty())
        no.add("family_answer", "handover.say_family"_w);
    no.add(check_name("owner_name", a.owner_name));
    no.add(check_text("next_step", a.next_step, kStepLimit));
    check_family(no, a, r);
    check_watch_dates(no, a, r);
}

std::vector<Date> in_order(std::vector<Date> dates) {
    std::ranges::sort(dates);
    dates.erase(std::ranges::unique(dates).begin(), dates.end());
    return dates;
}

void take_content(Request& after, const Attempt& a) {
    if (!trimmed(a.owner_name).empty()) after.owner_name = trimmed(a.owner_name);
    if (!trimmed(a.next_step).empty()) after.next_step = trimmed(a.next_step);
    if (a.deed == D::contact) after.first_contact = a.on;
    if (a.deed == D::confirm) {
        after.family_answer = a.family_answer;
        after.family_on = a.on.value_or(a.now.today);
    }
    if (!a.watch_dates.empty()) after.watch_dates = in_order(a.watch_dates);
    if (a.deed == D::accept && after.kind == K::transfer) {
        after.accepted_on = a.now.today;
        if (after.watch_dates.empty()) after.watch_dates = follow_up_dates(a.now.today);
    }
    if (needs_reason(a.deed, after) || a.family_moved) after.reason_code = a.reason_code;
}

void check_closing(Refusals& no, const Attempt& a, const Request& r) {
    if (a.deed != D::finish) return;
    Request after = r;
    take_content(after, a);
    const Closing c = closing(after);
    if (!c.owner_named) no.add("owner_name", "handover.say_owner"_w);
    if (!c.next_step) no.add("next_step", "handover.say_next_step"_w);
    if (!c.family_agrees) no.add("family_answer", "handover.family_not_yet"_w);
    if (!c.watch_dates) no.add("watch_dates", "handover.say_watch"_w);
    if (!c.first_contact) no.add("on", "handover.say_contact"_w);
}

}  // namespace

std::span<const Move> moves() { return kMoves; }

bool needs_reason(Deed deed, const Request& r) {
    return deed == D::decline || deed == D::give_back || deed == D::take_back ||
           closes_open_loop(deed, r);
}

std::vector<record::Code> reasons_for(Kind kind, Deed deed) {
    std::vector<record::Code> codes;
    for (const auto& reason : kReasonsFor)
        if ((reason.kinds & bit(kind)) && (reason.deeds & bit(deed)))
            codes.push_back(*record::find_code(reason.id, kReasons));
    return codes;
}

bool is_open(State s) {
    return s != S::closed && s != S::declined && s != S::recalled && s != S::returned;
}

std::optional<By> turn(const Request& r) {
    switch (r.state) {
        case S::sent:
        case S::received:
        case S::accepted:
        case S::working:
            return By::receiver;
        case S::answered:
        case S::confirmed:
            return By::sender;
        default:
            return std::nullopt;
    }
}

Pile pile_of(const Request& r, By reader, Date today) {
    if (r.state == S::watching) return Pile::watched;
    const auto whose = turn(r);
    if (!whose) return Pile::over;
    if (*whose == reader)
        return reader == By::receiver && r.state == S::sent ? Pile::fresh : Pile::ours;
    return *whose == By::receiver && r.answer_due < today ? Pile::late : Pile::theirs;
}

bool time_to_remind(const Request& r, Date today) {
    if (turn(r) != By::receiver) return false;
    return r.answer_due <= today ||
           (r.state == S::sent &&
            working_days_between(r.sent_at.in_japan(), today) >= kUnreceivedFor);
}

bool needs_words(Deed deed, const Request& r) {
    return needs_reason(deed, r) || deed == D::answer || deed == D::note;
}

Closing closing(const Request& r) {
    return {.owner_named = !past_decision(r.owner_name).empty(),
            .next_step = !past_decision(r.next_step).empty(),
            .family_agrees = r.family_answer == "yes",
            .watch_dates = !r.watch_dates.empty(),
            .first_contact = r.first_contact.has_value()};
}

Refusals reasons_not_to(const Attempt& a, const Request& r) {
    Refusals no;
    const Move* move = move_for(r.kind, a.deed, r.state);
    if (!move) {
        no.add(kWhole, "handover.not_now"_w);
        return no;
    }
    if (!is_theirs(a, *move, r)) no.add(kWhole, "handover.other_side"_w);
    check_content(no, a, r);
    check_closing(no, a, r);
    return no;
}

Result<Change> perform(const Attempt& a, const Request& before) {
    if (auto no = reasons_not_to(a, before); no.any()) return refused(std::move(no));
    const Move& move = *move_for(before.kind, a.deed, before.state);
    Change change{.after = before, .deed = a.deed, .text = trimmed(a.text), .audit = move.audit};
    take_content(change.after, a);
    change.after.state = move.to;
    change.family_moved = a.family_moved;
    change.watch_changes = change.after.watch_dates != before.watch_dates;
    if (before.kind == K::transfer &&
        (a.deed == D::accept || a.deed == D::give_back || a.deed == D::take_back)) {
        change.responsible_changes = true;
        change.responsible = a.deed == D::accept ? before.to : before.from;
    }
    return change;
}

consent::Path path_of(Kind kind) {
    return kind == K::transfer   ? consent::Path::transfer
           : kind == K::together ? consent::Path::together
                                 : consent::Path::inquiry;
}

Mask carried(Kind kind, Mask items) {
    return asks_for_the_case(kind) ? items : Mask(items | consent::leaving(path_of(kind)).needs);
}

Refusals reasons_not_to_send(Kind kind, Mask items, Mask consented, std::string_view request) {
    Refusals no = check_text("request", request, kTextLimit);
    if (trimmed(request).empty()) no.add("request", "handover.say_request"_w);
    if (asks_for_the_case(kind)) return no;  // to the Centre, which has the record
    if (consent::leaving(path_of(kind)).needs & ~consented)
        no.add("items", kind == K::transfer ? "handover.transfer_needs_name"_w
                                            : "handover.together_needs_name"_w);
    for (const auto& category : consent::kCategories)
        if (has(items, category.field) && !has(consented, category.field))
            no.add("items", "handover.no_consent"_w,
                   {{"what", std::string(word_text(category.word, Lang::ja))}});
    return no;
}

Date answer_due(Date sent, bool urgent) {
    return add_working_days(sent, urgent ? kUrgentDays : kAnswerDays);
}

std::vector<Date> follow_up_dates(Date accepted) {
    std::vector<Date> dates;
    for (const int months : kFollowUpMonths) {
        const Date day = add_months(accepted, months);
        dates.push_back(is_working_day(day) ? day : next_working_day(day));
    }
    return dates;
}

}  // namespace michi::handover
