// The life of a request: one table for the five kinds; what is not listed cannot happen.
#pragma once

#include <span>

#include "consent/leaving.hpp"
#include "handover/model.hpp"

namespace michi::handover {

enum class By { sender, receiver };

struct Move {
    Kind kind;
    Deed deed;
    State from, to;
    By by;
    std::string_view audit;  // how the audit names it
};
std::span<const Move> moves();

/// What is the same of a deed in every kind: whose it is, who may, how the course of the case tells it.
struct DeedRow {
    Deed deed;
    By by;
    Act act;
    Word said;
};
inline constexpr std::array kDeedRows{
    DeedRow{Deed::receive, By::receiver, Act::receive_handover, "handover.said_receive"_w},
    DeedRow{Deed::accept, By::receiver, Act::accept_handover, "handover.said_accept"_w},
    DeedRow{Deed::decline, By::receiver, Act::decline_handover, "handover.said_decline"_w},
    DeedRow{Deed::note, By::receiver, Act::note_handover, "handover.said_note"_w},
    DeedRow{Deed::answer, By::receiver, Act::answer_handover, "handover.said_answer"_w},
    DeedRow{Deed::give_back, By::receiver, Act::give_back_handover, "handover.said_give_back"_w},
    DeedRow{Deed::take_back, By::sender, Act::take_back_handover, "handover.said_take_back"_w},
    DeedRow{Deed::recall, By::sender, Act::recall_handover, "handover.said_recall"_w},
    DeedRow{Deed::contact, By::receiver, Act::contact_handover, "handover.said_contact"_w},
    DeedRow{Deed::confirm, By::sender, Act::confirm_handover, "handover.said_confirm"_w},
    DeedRow{Deed::finish, By::sender, Act::finish_handover, "handover.said_finish"_w},
    DeedRow{Deed::close, By::sender, Act::close_handover, "handover.said_close"_w}};
/// The rows stand in the order of the deeds.
constexpr const DeedRow& row_of(Deed deed) { return kDeedRows[static_cast<std::size_t>(deed)]; }

bool is_open(State state);
/// The deeds that end a request without what it asked for say why, by a reason of the list and in words.
bool needs_reason(Deed deed, const Request& request);
std::vector<record::Code> reasons_for(Kind kind, Deed deed);
/// Who must act next: the side that holds the ball, or nobody when it is over or only watched.
std::optional<By> turn(const Request& request);

/// The piles of a list of requests, in the order in which they are worked.
enum class Pile { fresh, late, ours, theirs, watched, over };
inline constexpr std::size_t kPiles = 6;
/// Where a request stands in the list of one of its two sides. Late is only what the other side owes: whoever
/// has answered is not told of the delay of those who asked.
Pile pile_of(const Request& request, By reader, Date today);
/// Open days after which somebody asks whether a request has arrived at all.
inline constexpr int kUnreceivedFor = 3;
/// A reminder is offered once the answer is due, or when nobody has received the request for some days.
bool time_to_remind(const Request& request, Date today);
/// Whether the deed says something in words or is refused.
bool needs_words(Deed deed, const Request& request);

/// The four things that end a transfer (UX: a handover is finished only when they are true).
struct Closing {
    bool owner_named{}, next_step{}, family_agrees{}, watch_dates{}, first_contact{};
    bool whole() const {
        return owner_named && next_step && family_agrees && watch_dates && first_contact;
    }
};
Closing closing(const Request& request);

/// All reasons at once. kWhole: no input could mend it.
Refusals reasons_not_to(const Attempt& attempt, const Request& request);
Result<Change> perform(const Attempt& attempt, const Request& before);

// ---- what follows from a move ----
/// What becomes of the receiver's part in the case. carries: responsible from now on. joins: helps along.
/// leaves: as the sender does, unless it is responsible or a side of another open request.
enum class Team { stays, carries, joins, leaves };

/// Whose turn it is after a move, and how it stands in their list.
struct NextTurn {
    enum class Holder { sender, receiver, responsible };
    Holder holder{Holder::sender};
    Word what;
    bool until_answer{};    // due when the answer is; else on the next working day
    bool returned{};        // something came back from the other side
    bool of_request{true};  // moves with the deeds of the request
    bool only_if_lost{};    // only where the case would be left without a turn
    friend bool operator==(const NextTurn&, const NextTurn&) = default;
};

/// All that a move changes beside the request itself.
struct Effects {
    std::optional<Id<Organisation>> responsible;
    bool given_back{};  // then to whoever answered before, as far as that one still takes part
    Team team{Team::stays};
    bool keeps_refusal{};  // the directory keeps what a place declined
    bool family_told{};    // what came back has been told to the family
    bool withdrawn{};      // taken back: what was sent is nobody's to read any more
    bool ends_follow_ups{}, sets_follow_ups{};
    bool watches_case{};
    NextTurn next;
    friend bool operator==(const Effects&, const Effects&) = default;
};
NextTurn next_turn(const Request& request);
Effects effects_of(const Change& change);

/// By which way a request of this kind leaves the Centre.
consent::Path path_of(Kind kind);
/// The items of a request with what its way needs: a handover always carries the name.
Mask carried(Kind kind, Mask items);
/// What may leave: the asked items must be allowed by the family, and the name where the way needs it.
/// Empty when all is allowed.
Refusals reasons_not_to_send(Kind kind, Mask items, Mask consented, std::string_view request);

Date answer_due(Date sent, bool urgent);
/// 1, 3 and 6 months after acceptance, moved to working days.
std::vector<Date> follow_up_dates(Date accepted);

}  // namespace michi::handover
