#include "policy/policy.hpp"

#include <array>

namespace michi {
namespace {

using R = Role;

/// Sets of relations, as bits.
constexpr unsigned kNone = 1, kCentre = 2, kMember = 4, kAsked = 8, kGuardian = 16;
constexpr unsigned bit(Relation relation) { return 1u << static_cast<unsigned>(relation); }
/// Pages about no case: any relation will do.
constexpr unsigned kAny = kNone | kCentre | kMember | kAsked | kGuardian;

/// Field classes that a receiver sees only by the family's consent.
constexpr Mask kConsented = (Field::contact | Field::medical) | Field::family;
/// Location is where the child lives and who helps there; of a protected child narrowed() takes it out.
constexpr Mask kReceiver =
    ((Field::number | Field::identity) | kConsented) | Field::notes | Field::location;
/// Whoever holds a step, or is asked for an answer, reads what it says; not the Centre's other steps.
constexpr Mask kHolder = kReceiver | Field::plan;
/// The child's shared part. Never what another guardian said or how that guardian is reached.
constexpr Mask kGuardianPart =
    (((Field::number | Field::identity) | Field::medical) | Field::notes) | Field::plan |
    Field::location;
/// Takes calls and does the Centre's steps; what was talked about is for counsellors.
constexpr Mask kReceptionist = ((Field::number | Field::identity) | Field::contact) |
                               Field::medical | Field::plan | Field::location;

struct Grant {
    Act act;
    unsigned roles;
    unsigned relations;
    Mask fields;
    bool step_up;
    bool audited;
};

constexpr unsigned role(R r) { return 1u << static_cast<unsigned>(r); }
constexpr unsigned kCounsellors = role(R::centre_counsellor) | role(R::centre_head);
constexpr unsigned kCentreStaff = kCounsellors | role(R::receptionist);
constexpr unsigned kReceivers =
    role(R::municipal_officer) | role(R::local_coordinator) | role(R::partner);
constexpr unsigned kStaff = kCentreStaff | kReceivers | role(R::prefecture_officer);
constexpr unsigned kEverybody = kStaff | role(R::family) | role(R::administrator);
/// What one proposes about accounts, the other agrees to (people/two_persons).
constexpr unsigned kAccountKeepers = role(R::administrator) | role(R::centre_head);
constexpr unsigned kOnline = kStaff | role(R::administrator);

// Who may do what on a case that stands in which relation to them. What is not listed is denied.
constexpr std::array kGrants{
    Grant{Act::open_page, kEverybody, kAny, 0, false, false},
    Grant{Act::visit_public, kEverybody, kAny, 0, false, false},
    Grant{Act::sign_in, kEverybody, kAny, 0, false, false},
    Grant{Act::see_own_account, kEverybody, kAny, 0, false, false},
    Grant{Act::see_worklist, kCentreStaff | kReceivers, kAny, 0, false, true},
    Grant{Act::see_intake_list, kCentreStaff, kCentre, kAllFields, false, true},
    Grant{Act::receive_consultation, kCentreStaff, kCentre, kAllFields, false, true},
    Grant{Act::read_consultation, kCentreStaff, kCentre, kAllFields, false, true},
    Grant{Act::edit_consultation, kCentreStaff, kCentre, kAllFields, false, true},
    Grant{Act::list_cases, kCentreStaff | kReceivers | role(R::family), kAny, 0, false, true},
    Grant{Act::read_case, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::read_case, role(R::receptionist), kCentre, kReceptionist, false, true},
    Grant{Act::read_case, kReceivers, kMember | kAsked, kReceiver, false, true},
    Grant{Act::read_case, role(R::family), kGuardian, kGuardianPart, false, true},
    Grant{Act::write_note, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::write_note, kReceivers, kMember, kReceiver, false, true},
    Grant{Act::edit_case, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::change_consent, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::read_access_log, kCounsellors, kCentre, Mask(Field::audit), false, true},
    Grant{Act::read_access_log, role(R::family), kGuardian, Mask(Field::audit), false, true},
    Grant{Act::set_action, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::set_action, role(R::receptionist), kCentre, kReceptionist, false, true},
    Grant{Act::set_action, kReceivers, kMember, kHolder, false, true},
    Grant{Act::finish_action, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::finish_action, role(R::receptionist), kCentre, kReceptionist, false, true},
    Grant{Act::finish_action, kReceivers, kMember, kHolder, false, true},
    Grant{Act::search_persons, kCentreStaff | kReceivers, kAny, 0, false, true},
    Grant{Act::mask_names, kOnline, kAny, 0, false, false},
    Grant{Act::see_directory, kOnline, kAny, 0, false, false},
    Grant{Act::edit_directory, kCentreStaff, kAny, 0, false, true},
    Grant{Act::import_directory, kCentreStaff | role(R::administrator), kAny, 0, false, true},
    Grant{Act::record_issue, kCentreStaff | kReceivers, kAny, 0, false, true},
    Grant{Act::read_issues, kStaff, kAny, 0, false, true},
    Grant{Act::propose_entry, kReceivers, kAny, 0, false, true},
    Grant{Act::list_handovers, kCentreStaff | kReceivers, kAny, 0, false, true},
    Grant{Act::read_handover, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::read_handover, role(R::receptionist), kCentre, kReceptionist, false, true},
    Grant{Act::read_handover, kReceivers, kMember | kAsked, kReceiver, false, true},
    Grant{Act::start_handover, kReceivers, kMember, kReceiver, false, true},
    Grant{Act::send_handover, kReceivers, kMember, kReceiver, false, true},
    Grant{Act::close_handover, kReceivers, kMember, kReceiver, false, true},
    Grant{Act::start_handover, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::send_handover, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::answer_handover, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::answer_handover, kReceivers, kMember | kAsked, kHolder, false, true},
    Grant{Act::close_handover, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::see_month, kCentreStaff | role(R::prefecture_officer), kAny, 0, false, true},
    Grant{Act::export_month, kCounsellors | role(R::prefecture_officer), kAny, 0, true, true},
    Grant{Act::publish_month, role(R::centre_head), kCentre, 0, true, true},
    Grant{Act::see_prefecture, role(R::prefecture_officer), kAny, 0, false, true},
    Grant{Act::manage_accounts, kAccountKeepers, kAny, 0, true, true},
    Grant{Act::read_audit, role(R::administrator) | role(R::centre_head), kAny, Mask(Field::audit),
          false, true},
};

constexpr std::array<std::string_view, kActs> kActNames{"open_page",
                                                        "see_worklist",
                                                        "see_intake_list",
                                                        "receive_consultation",
                                                        "read_consultation",
                                                        "edit_consultation",
                                                        "list_cases",
                                                        "read_case",
                                                        "write_note",
                                                        "edit_case",
                                                        "change_consent",
                                                        "read_access_log",
                                                        "set_action",
                                                        "finish_action",
                                                        "search_persons",
                                                        "mask_names",
                                                        "see_directory",
                                                        "edit_directory",
                                                        "import_directory",
                                                        "record_issue",
                                                        "read_issues",
                                                        "propose_entry",
                                                        "list_handovers",
                                                        "read_handover",
                                                        "start_handover",
                                                        "send_handover",
                                                        "answer_handover",
                                                        "close_handover",
                                                        "see_month",
                                                        "export_month",
                                                        "publish_month",
                                                        "see_prefecture",
                                                        "manage_accounts",
                                                        "read_audit",
                                                        "see_own_account",
                                                        "visit_public",
                                                        "sign_in"};

bool needs_nobody(Act act) { return act == Act::visit_public || act == Act::sign_in; }

/// Only the pages around signing in open before the second factor; a family may go on without it.
bool assured(Role who, Assurance assurance, Act act) {
    if (needs_nobody(act)) return true;
    if (assurance == Assurance::nobody) return false;
    return assurance >= Assurance::second_factor || who == Role::family;
}

const Grant* grant_for(Role who, Act act, Relation relation) {
    for (const Grant& grant : kGrants)
        if (grant.act == act && (grant.roles & role(who)) && (grant.relations & bit(relation)))
            return &grant;
    return nullptr;
}

/// What the family did not allow falls out; a protected child's whereabouts stay with its team.
Mask narrowed(const Grant& grant, const Circumstances& around) {
    Mask fields = grant.fields;
    if (around.relation == Relation::member || around.relation == Relation::asked)
        fields = Mask((fields & ~kConsented) | (fields & kConsented & around.consented));
    if (around.is_protected && !around.in_protected_team)
        fields = Mask(fields & ~(Field::contact | Field::location));
    return fields;
}

bool changes(Act act) {
    return act == Act::write_note || act == Act::edit_case || act == Act::set_action ||
           act == Act::start_handover || act == Act::send_handover;
}

}  // namespace

Decision decide(Role who, Assurance assurance, Act act, const Circumstances& around) {
    if (!assured(who, assurance, act))
        return {Verdict::deny, 0, false, false, "policy.second_factor"};
    const Grant* grant = grant_for(who, act, around.relation);
    if (!grant) {
        const bool known = around.relation != Relation::none;
        return {known ? Verdict::deny : Verdict::absent, 0, false, false, "policy.not_yours"};
    }
    // A family account of a protected child needs the second factor for everything about the child.
    if (who == Role::family && around.is_protected && assurance < Assurance::second_factor)
        return {Verdict::deny, 0, false, false, "policy.second_factor"};
    if (changes(act) && around.state == RecordState::closed)
        return {Verdict::deny, 0, false, false, "policy.closed"};
    return {Verdict::allow, narrowed(*grant, around),
            grant->step_up && assurance != Assurance::fresh, grant->audited, ""};
}

bool ever(Role who, Act act) {
    for (const Grant& grant : kGrants)
        if (grant.act == act && (grant.roles & role(who))) return true;
    return false;
}

std::string_view name_of(Act act) { return kActNames[static_cast<std::size_t>(act)]; }

std::string_view name_of(Role who) {
    constexpr std::string_view kNames[] = {
        "centre_counsellor", "centre_head", "receptionist",       "municipal_officer",
        "local_coordinator", "partner",     "prefecture_officer", "family",
        "administrator"};
    return kNames[static_cast<std::size_t>(who)];
}

std::string_view name_of(Relation relation) {
    constexpr std::string_view kNames[] = {"none", "centre", "member", "asked", "guardian"};
    return kNames[static_cast<std::size_t>(relation)];
}

}  // namespace michi
