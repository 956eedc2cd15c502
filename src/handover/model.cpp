#include "handover/model.hpp"

#include <algorithm>

namespace michi::handover {
namespace {

template <class E>
struct Named {
    E value;
    std::string_view name;
    Word word;
};

constexpr std::array kKindNames{
    Named<Kind>{Kind::inquiry, "inquiry", "handover.kind_inquiry"_w},
    Named<Kind>{Kind::together, "together", "handover.kind_together"_w},
    Named<Kind>{Kind::transfer, "transfer", "handover.kind_transfer"_w},
    Named<Kind>{Kind::pull, "pull", "handover.kind_pull"_w},
    Named<Kind>{Kind::advice, "advice", "handover.kind_advice"_w},
};
constexpr std::array kStateNames{
    Named<State>{State::sent, "sent", "handover.state_sent"_w},
    Named<State>{State::received, "received", "handover.state_received"_w},
    Named<State>{State::accepted, "accepted", "handover.state_accepted"_w},
    Named<State>{State::working, "working", "handover.state_working"_w},
    Named<State>{State::answered, "answered", "handover.state_answered"_w},
    Named<State>{State::confirmed, "confirmed", "handover.state_confirmed"_w},
    Named<State>{State::watching, "watching", "handover.state_watching"_w},
    Named<State>{State::closed, "closed", "handover.state_closed"_w},
    Named<State>{State::declined, "declined", "handover.state_declined"_w},
    Named<State>{State::recalled, "recalled", "handover.state_recalled"_w},
    Named<State>{State::returned, "returned", "handover.state_returned"_w},
};
/// A deed is also named shortly, where it stands under a mark of the drawing; its free text has a label.
struct DeedName : Named<Deed> {
    Word done, brief, label;
};
constexpr std::array kDeedNames{
    DeedName{{Deed::receive, "receive", "handover.deed_receive"_w},
             "handover.did_receive"_w,
             "handover.short_receive"_w,
             "handover.label_word"_w},
    DeedName{{Deed::accept, "accept", "handover.deed_accept"_w},
             "handover.did_accept"_w,
             "handover.short_accept"_w,
             "handover.label_word"_w},
    DeedName{{Deed::decline, "decline", "handover.deed_decline"_w},
             "handover.did_decline"_w,
             "handover.short_decline"_w,
             "handover.label_reason_text"_w},
    DeedName{{Deed::note, "note", "handover.deed_note"_w},
             "handover.did_note"_w,
             "handover.short_note"_w,
             "handover.label_so_far"_w},
    DeedName{{Deed::answer, "answer", "handover.deed_answer"_w},
             "handover.did_answer"_w,
             "handover.short_answer"_w,
             "handover.label_answer"_w},
    DeedName{{Deed::give_back, "give_back", "handover.deed_give_back"_w},
             "handover.did_give_back"_w,
             "handover.short_give_back"_w,
             "handover.label_reason_text"_w},
    DeedName{{Deed::take_back, "take_back", "handover.deed_take_back"_w},
             "handover.did_take_back"_w,
             "handover.short_take_back"_w,
             "handover.label_reason_text"_w},
    DeedName{{Deed::recall, "recall", "handover.deed_recall"_w},
             "handover.did_recall"_w,
             "handover.short_recall"_w,
             "handover.label_word"_w},
    DeedName{{Deed::contact, "contact", "handover.deed_contact"_w},
             "handover.did_contact"_w,
             "handover.short_contact"_w,
             "handover.label_with_family"_w},
    DeedName{{Deed::confirm, "confirm", "handover.deed_confirm"_w},
             "handover.did_confirm"_w,
             "handover.short_confirm"_w,
             "handover.label_of_family"_w},
    DeedName{{Deed::finish, "finish", "handover.deed_finish"_w},
             "handover.did_finish"_w,
             "handover.short_finish"_w,
             "handover.label_word"_w},
    DeedName{{Deed::close, "close", "handover.deed_close"_w},
             "handover.did_close"_w,
             "handover.short_close"_w,
             "handover.label_word"_w},
};

template <class Table, class E>
const auto& row(const Table& table, E value) {
    return *std::ranges::find(table, value, [](const auto& named) { return named.value; });
}

}  // namespace

std::string_view name_of(Kind kind) { return row(kKindNames, kind).name; }
std::string_view name_of(State state) { return row(kStateNames, state).name; }
std::string_view name_of(Deed deed) { return row(kDeedNames, deed).name; }
Word word_of(Kind kind) { return row(kKindNames, kind).word; }
Word word_of(State state) { return row(kStateNames, state).word; }
Word word_of(Deed deed) { return row(kDeedNames, deed).word; }
Word done_word_of(Deed deed) { return row(kDeedNames, deed).done; }
Word brief_word_of(Deed deed) { return row(kDeedNames, deed).brief; }
Word label_of(Deed deed) { return row(kDeedNames, deed).label; }

std::optional<Kind> kind_named(std::string_view name) {
    const auto it = std::ranges::find(kKindNames, name, &Named<Kind>::name);
    return it == kKindNames.end() ? std::nullopt : std::optional(it->value);
}

State state_named(std::string_view name) {
    const auto it = std::ranges::find(kStateNames, name, &Named<State>::name);
    return it == kStateNames.end() ? State::closed : it->value;
}

}  // namespace michi::handover
