#include "letterbox/following.hpp"

#include "base/fold.hpp"
#include "consultation/consultation.hpp"
#include "people/people.hpp"
#include "policy/past_decision.hpp"
#include "record/record.hpp"
#include "work/work.hpp"

namespace michi::letterbox {
namespace {

using consultation::Reception;

std::string turn_text() { return std::string(word_text("letterbox.turn_answer"_w, Lang::ja)); }

std::vector<work::ActionRow> turns_of(Tx& tx, Vault& vault, Id<Consultation> id) {
    auto open = work::open_actions_of_consultation(tx, vault, id);
    std::erase_if(open, [](const auto& turn) { return past_decision(turn.what) != turn_text(); });
    return open;
}

/// The case that goes on; a closed one is taken up again by a person, not by a letter.
std::optional<record::CaseBrief> open_case_of(Tx& tx, Vault& vault, const Reception& r) {
    if (!r.case_id) return std::nullopt;
    auto brief = record::find_case(tx, vault, r.case_id);
    if (brief.state == RecordState::closed) return std::nullopt;
    return brief;
}

/// Whoever had the letter in charge, else whoever has the case; nobody where both have left: then it is the
/// Centre's, which everybody there sees.
Id<Account> who_answers(Tx& tx, const Reception& r, const std::optional<record::CaseBrief>& brief) {
    if (const auto who = people::still_there(tx, r.in_charge, r.centre)) return who;
    return brief ? people::still_there(tx, brief->in_charge, r.centre) : Id<Account>{};
}

/// One, however often its writer writes on; none as long as nobody was put in charge: the queue shows it.
void give_turn(Tx& tx, Vault& vault, const Reception& r, Instant at) {
    if (!r.in_charge || !turns_of(tx, vault, r.id).empty()) return;
    const auto brief = open_case_of(tx, vault, r);
    work::add_action(tx, vault,
                     {.case_id = brief ? r.case_id : Id<record::Case>{},
                      .consultation = r.id,
                      .handover = {},
                      .answered_by = {},
                      .centre = r.centre,
                      .key = brief ? brief->key : r.key,
                      .kind = work::ActionKind::act,
                      .what = turn_text(),
                      .holder = {.side = "c",
                                 .organisation = r.centre,
                                 .account = who_answers(tx, r, brief),
                                 .name = {}},
                      .waiting_side = "f",
                      .waiting_name = {},
                      .waiting_since = at.in_japan(),
                      .due = at.in_japan(),
                      .due_time = {},
                      .returned = false,
                      .created_by = r.in_charge},
                     at);
}

/// A case always has a turn.
void end_turn(Tx& tx, Vault& vault, const Reception& r, Id<Account> by, Instant at) {
    const auto turns = turns_of(tx, vault, r.id);
    for (const auto& turn : turns) work::finish(tx, turn.id, turn.version, by, at);
    const auto brief = open_case_of(tx, vault, r);
    if (!turns.empty() && brief) work::keep_ball(tx, vault, *brief, by, now_at(at));
}

Word title_of(Kind kind) {
    return kind == Kind::asked ? "letterbox.course_more"_w : "letterbox.course_answer"_w;
}

}  // namespace

void follow(Tx& tx, Vault& vault, Id<Consultation> id, Kind kind, Id<Account> author,
            std::string_view words, Instant at) {
    const Reception r = consultation::find_reception(tx, vault, id);
    const bool asked = kind == Kind::asked;
    if (asked)
        give_turn(tx, vault, r, at);
    else
        end_turn(tx, vault, r, author, at);
    if (!r.case_id) return;
    // How somebody was reached stays in the thread: its note is no note that every reader of the course may know.
    record::add_entry(tx, vault,
                      {.case_id = r.case_id,
                       .at = at,
                       .kind = "letter",
                       .side = asked ? "f" : "c",
                       .author = author,
                       .organisation = r.centre,
                       .visible = record::Visible::centre,
                       .title = std::string(word_text(title_of(kind), Lang::ja)),
                       .text = kind == Kind::told ? std::string{} : std::string(words),
                       .topics = {},
                       .minutes = std::nullopt,
                       .link = consultation::reception_number(r.id)});
}

}  // namespace michi::letterbox
