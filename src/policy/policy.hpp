// The one place that decides: may this subject do this to that object, seeing which fields.
// Pure: no clock, no I/O. The enumerated table is policy_golden.txt; `michishirube policy` prints it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/id.hpp"

namespace michi {

struct Account;
struct Organisation;

enum class Role {
    centre_counsellor,
    centre_head,
    receptionist,
    municipal_officer,
    local_coordinator,
    partner,
    prefecture_officer,
    family,
    administrator
};
inline constexpr int kRoles = 9;

/// What stands between the subject and the object's case at this moment.
enum class Relation { none, centre, member, asked, guardian };
// centre:  the case belongs to the subject's Centre
// member:  the subject's organisation carries or helps carry the case (accepted request, team)
// asked:   the subject's organisation holds a request that it has not accepted yet
// guardian: a parent's account linked to the child
inline constexpr int kRelations = 5;

/// Whose the object is that an act changes: its author, the holder of the step, the side of the request
/// that does the deed, the keeper of the entry in the directory.
enum class Mine { other, colleague, own };
// other:     another organisation's; also when nobody asked
// colleague: of the subject's organisation
// own:       of the subject
inline constexpr int kMines = 3;

enum class Assurance {
    nobody,
    password,
    second_factor,
    fresh
};  // fresh: factor again within 5 min

/// Field classes; a mask is a set of them.
enum class Field : std::uint16_t {
    number = 1,
    identity = 2,
    contact = 4,
    medical = 8,
    family = 16,
    notes = 32,
    plan = 64,
    location = 128,
    audit = 256,
};
using Mask = std::uint16_t;
inline constexpr Mask kAllFields = 0x1ff;
constexpr Mask operator|(Field a, Field b) { return Mask(Mask(a) | Mask(b)); }
constexpr Mask operator|(Mask a, Field b) { return Mask(a | Mask(b)); }
constexpr bool has(Mask mask, Field field) { return (mask & Mask(field)) != 0; }

/// What another organisation learns only by the family's yes: one field class for each category of
/// consent (identity, contact, medical, family, and the shared notes).
inline constexpr Mask kConsented =
    (((Field::identity | Field::contact) | Field::medical) | Field::family) | Field::notes;
/// What a set of yeses opens. Notes call the child by name: without identity they stay shut.
constexpr Mask opened_by(Mask yes) {
    const Mask asked = Mask(yes & kConsented);
    return has(asked, Field::identity) ? asked : Mask(asked & ~Mask(Field::notes));
}

enum class Act {
    open_page,  // pages without personal data that any signed-in person may open
    see_worklist,
    see_intake_list,
    receive_consultation,
    read_consultation,
    edit_consultation,
    list_cases,
    read_case,
    write_note,
    edit_note,
    tell_family,
    edit_case,
    change_consent,
    see_protection,  // 住所秘匿: why, until when
    protect_case,    // it is set, reviewed, ended
    change_team,     // who helps is named, changed, ended
    put_in_charge,   // somebody of the Centre keeps the case from today on
    close_case,
    reopen_case,
    move_case,      // the family moves to another town
    link_guardian,  // an account of the family's reads this child's part
    end_guardian,
    read_access_log,
    set_action,
    move_action,
    finish_action,
    undo_action,
    take_back_action,
    search_persons,
    mask_names,
    see_directory,
    edit_directory,
    withdraw_told,
    import_directory,
    take_upload,
    record_issue,
    read_issues,
    end_waiting,
    propose_entry,
    list_handovers,
    read_handover,
    start_handover,
    send_handover,
    receive_handover,
    accept_handover,
    decline_handover,
    note_handover,
    answer_handover,
    give_back_handover,
    contact_handover,
    take_back_handover,
    recall_handover,
    confirm_handover,
    finish_handover,
    close_handover,
    remind_handover,
    see_month,
    export_month,
    publish_month,
    see_prefecture,
    manage_accounts,
    withdraw_proposal,
    keep_organisations,
    set_up,
    read_audit,
    see_own_account,
    end_session,
    visit_public,
    sign_in,
};
inline constexpr int kActs = int(Act::sign_in) + 1;

enum class Consent { none, partial, full };  // what the family allowed this receiver
enum class RecordState { open, watching, closed };

struct Subject {
    Id<Account> account;
    Id<Organisation> organisation;
    Role role{Role::family};
    Assurance assurance{Assurance::nobody};
    std::string name;
    std::string organisation_name;
    std::string municipality;  // 6-digit code of a municipal organisation, else ""
    std::int64_t session{};
};

struct Circumstances {
    Relation relation{Relation::none};
    Consent consent{Consent::none};
    Mask consented{};  // of kConsented, what the family allowed
    RecordState state{RecordState::open};
    bool is_protected{};  // 住所秘匿
    bool in_protected_team{};
    Mine mine{
        Mine::other};  // of the object that is changed; acts on a whole case do not look at it
};

enum class Verdict { allow, deny, absent };  // absent: answer as if it did not exist (404)

/// What one act on one object opens. One that opens anything is made by decide() and by nobody else.
class Decision {
  public:
    Decision() = default;  // opens nothing: as if it did not exist
    Verdict verdict() const { return verdict_; }
    Mask fields() const { return fields_; }
    bool step_up() const { return step_up_; }            // ask the second factor again first
    bool audited() const { return audited_; }            // the view itself is kept in the audit
    std::string_view reason() const { return reason_; }  // "policy.…" key of a refusal's sentence
    bool allowed() const { return verdict_ == Verdict::allow; }
    bool opens(Field field) const { return allowed() && has(fields_, field); }

  private:
    friend Decision decide(Role role, Assurance assurance, Act act, const Circumstances& around);
    Decision(Verdict verdict, Mask fields, bool step_up, bool audited, std::string_view reason)
        : verdict_(verdict),
          fields_(fields),
          step_up_(step_up),
          audited_(audited),
          reason_(reason) {}

    Verdict verdict_{Verdict::absent};
    Mask fields_{};
    bool step_up_{}, audited_{};
    std::string_view reason_;
};

/// `decide` looks only at role, assurance and the circumstances; never at names or ids.
Decision decide(Role role, Assurance assurance, Act act, const Circumstances& around);

/// What belongs to this person, or else to this organisation, as the subject stands to it.
Mine whose(const Subject& who, Id<Account> person, Id<Organisation> organisation);

/// Whether the act looks at whose its object is.
bool minds_whose(Act act);

/// Whether the role can ever do this on any object: what a route checks before its handler runs.
bool ever(Role role, Act act);

std::string_view name_of(Act act);
std::string_view name_of(Role role);
std::string_view name_of(Relation relation);
std::string_view name_of(Mine mine);

}  // namespace michi
