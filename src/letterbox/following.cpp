#include "letterbox/following.hpp"

#include "base/fold.hpp"
#include "consultation/consultation.hpp"
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

/// One, however often its writer writes on; of nobody as long as nobody has it in charge: the queue shows it.
void give_turn(Tx& tx, Vault& vault, const Reception& r, Instant at) {
    if (!r.in_charge || !turns_of(tx, vault, r.id).empty()) return;
    work::add_action(
        tx, vault,
        {.case_id = r.case_id,
         .consultation = r.id,
         .handover = {},
         .answered_by = {},
         .centre = r.centre,
         .key = r.case_id ? record::find_case(tx, vault, r.case_id).key : r.key,
         .kind = work::ActionKind::act,
         .what = turn_text(),
         .holder = {.side = "c", .organisation = r.centre, .account = r.in_charge, .name = {}},
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
    if (!turns.empty() && r.case_id)
        work::keep_ball(tx, vault, record::find_case(tx, vault, r.case_id), by, now_at(at));
}

Word title_of(Kind kind) {
    return kind == Kind::asked ? "letterbox.course_more"_w : "letterbox.course_answer"_w;
}

}  // namespace

void follow(Tx& tx, Vault& vault, Id<Consultation> id, const Letter& letter) {
    const Reception r = consultation::find_reception(tx, vault, id);
    const bool asked = letter.kind == Kind::asked;
    if (asked)
        give_turn(tx, vault, r, letter.at);
    else
        end_turn(tx, vault, r, letter.author, letter.at);
    if (!r.case_id) return;
    // How somebody was reached stays in the thread: its note is no note that every reader of the course may know.
    record::add_entry(tx, vault,
                      {.case_id = r.case_id,
                       .at = letter.at,
                       .kind = "letter",
                       .side = asked ? "f" : "c",
                       .author = letter.author,
                       .organisation = r.centre,
                       .visible = record::Visible::centre,
                       .title = std::string(word_text(title_of(letter.kind), Lang::ja)),
                       .text = past_decision(letter.words),
                       .topics = {},
                       .minutes = std::nullopt,
                       .link = consultation::reception_number(r.id)});
}

}  // namespace michi::letterbox
