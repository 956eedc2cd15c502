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

/// Sets of what is whose, as bits.
constexpr unsigned bit(Mine mine) { return 1u << static_cast<unsigned>(mine); }
constexpr unsigned kOurs = bit(Mine::own) | bit(Mine::colleague), kOthers = bit(Mine::other);
constexpr unsigned kAnybodys = kOurs | kOthers;

/// Location is where the child lives and who helps there; of a protected child narrowed() takes it out.
constexpr Mask kReceiver = kConsented | Field::number | Field::location;
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
    unsigned whose{kAnybodys};
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

// Who may do what on a case that stands in which relation to them, and on what is whose. What is not listed
// is denied.
constexpr std::array kGrants{
    Grant{Act::open_page, kEverybody, kAny, 0, false, false},
    Grant{Act::visit_public, kEverybody, kAny, 0, false, false},
    Grant{Act::sign_in, kEverybody, kAny, 0, false, false},
    Grant{Act::see_own_account, kEverybody, kAny, 0, false, false},
    Grant{Act::end_session, kEverybody, kAny, 0, false, false, bit(Mine::own)},
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
    Grant{Act::edit_note, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::edit_note, kReceivers, kMember, kReceiver, false, true, kOurs},
    Grant{Act::tell_family, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::edit_case, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::change_consent, kCounsellors, kCentre, kAllFields, true, true},
    Grant{Act::see_protection, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::protect_case, kCounsellors, kCentre, kAllFields, true, true},
    Grant{Act::change_team, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::put_in_charge, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::close_case, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::reopen_case, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::move_case, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::link_guardian, kCounsellors, kCentre, kAllFields, true, true},
    Grant{Act::end_guardian, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::read_access_log, kCounsellors, kCentre, Mask(Field::audit), false, true},
    Grant{Act::read_access_log, role(R::family), kGuardian, Mask(Field::audit), false, true},
    Grant{Act::set_action, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::set_action, role(R::receptionist), kCentre, kReceptionist, false, true},
    Grant{Act::set_action, kReceivers, kMember, kHolder, false, true},
    Grant{Act::move_action, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::move_action, role(R::receptionist), kCentre, kReceptionist, false, true, kOurs},
    Grant{Act::move_action, kReceivers, kMember, kHolder, false, true, kOurs},
    Grant{Act::finish_action, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::finish_action, role(R::receptionist), kCentre, kReceptionist, false, true, kOurs},
    Grant{Act::finish_action, kReceivers, kMember, kHolder, false, true, kOurs},
    Grant{Act::undo_action, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::undo_action, role(R::receptionist), kCentre, kReceptionist, false, true, kOurs},
    Grant{Act::undo_action, kReceivers, kMember, kHolder, false, true, kOurs},
    Grant{Act::take_back_action, kCounsellors, kCentre, kAllFields, false, true, kOthers},
    Grant{Act::search_persons, kCentreStaff | kReceivers, kAny, 0, false, true},
    Grant{Act::mask_names, kOnline, kAny, 0, false, false},
    Grant{Act::see_directory, kOnline, kAny, 0, false, false},
    Grant{Act::edit_directory, kCentreStaff, kAny, 0, false, true},
    Grant{Act::import_directory, kCentreStaff | role(R::administrator), kAny, 0, false, true},
    Grant{Act::withdraw_told, kCentreStaff, kAny, 0, false, true, bit(Mine::own)},
    Grant{Act::take_upload, kCentreStaff | role(R::administrator), kAny, 0, false, true,
          bit(Mine::own)},
    Grant{Act::record_issue, kCentreStaff | kReceivers, kAny, 0, false, true},
    Grant{Act::read_issues, kStaff, kAny, 0, false, true},
    Grant{Act::end_waiting, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::end_waiting, kReceivers, kMember, kReceiver, false, true, kOurs},
    Grant{Act::propose_entry, kReceivers, kAny, 0, false, true, kOurs},
    Grant{Act::list_handovers, kCentreStaff | kReceivers, kAny, 0, false, true},
    Grant{Act::read_handover, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::read_handover, role(R::receptionist), kCentre, kReceptionist, false, true},
    Grant{Act::read_handover, kReceivers, kMember | kAsked, kReceiver, false, true},
    Grant{Act::start_handover, kReceivers, kMember, kReceiver, false, true},
    Grant{Act::send_handover, kReceivers, kMember, kReceiver, false, true},
    Grant{Act::start_handover, kCounsellors, kCentre, kAllFields, false, true},
    Grant{Act::send_handover, kCounsellors, kCentre, kAllFields, false, true},
    // Deeds of the side that was asked; a request of a receiver's asks the Centre.
    Grant{Act::receive_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::receive_handover, kReceivers, kMember | kAsked, kHolder, false, true, kOurs},
    Grant{Act::accept_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::accept_handover, kReceivers, kMember | kAsked, kHolder, false, true, kOurs},
    Grant{Act::decline_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::decline_handover, kReceivers, kMember | kAsked, kHolder, false, true, kOurs},
    Grant{Act::note_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::note_handover, kReceivers, kMember | kAsked, kHolder, false, true, kOurs},
    Grant{Act::answer_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::answer_handover, kReceivers, kMember | kAsked, kHolder, false, true, kOurs},
    Grant{Act::give_back_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::give_back_handover, kReceivers, kMember | kAsked, kHolder, false, true, kOurs},
    Grant{Act::contact_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::contact_handover, kReceivers, kMember | kAsked, kHolder, false, true, kOurs},
    // Deeds of the side that asked.
    Grant{Act::take_back_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::take_back_handover, kReceivers, kMember, kReceiver, false, true, kOurs},
    Grant{Act::recall_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::recall_handover, kReceivers, kMember, kReceiver, false, true, kOurs},
    Grant{Act::confirm_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::confirm_handover, kReceivers, kMember, kReceiver, false, true, kOurs},
    Grant{Act::finish_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::finish_handover, kReceivers, kMember, kReceiver, false, true, kOurs},
    Grant{Act::close_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::close_handover, kReceivers, kMember, kReceiver, false, true, kOurs},
    Grant{Act::remind_handover, kCounsellors, kCentre, kAllFields, false, true, kOurs},
    Grant{Act::remind_handover, kReceivers, kMember, kReceiver, false, true, kOurs},
    Grant{Act::see_month, kCentreStaff | role(R::prefecture_officer), kAny, 0, false, true},
    Grant{Act::export_month, kCounsellors | role(R::prefecture_officer), kAny, 0, true, true},
    Grant{Act::publish_month, role(R::centre_head), kCentre, 0, true, true},
    Grant{Act::see_prefecture, role(R::prefecture_officer), kAny, 0, false, true},
    Grant{Act::manage_accounts, kAccountKeepers, kAny, 0, true, true},
    Grant{Act::withdraw_proposal, kAccountKeepers, kAny, 0, true, true, bit(Mine::own)},
    Grant{Act::keep_organisations, kAccountKeepers, kAny, 0, false, true},
    Grant{Act::set_up, role(R::administrator), kAny, 0, false, true},
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
                                                        "edit_note",
                                                        "tell_family",
                                                        "edit_case",
                                                        "change_consent",
                                                        "see_protection",
                                                        "protect_case",
                                                        "change_team",
                                                        "put_in_charge",
                                                        "close_case",
                                                        "reopen_case",
                                                        "move_case",
                                                        "link_guardian",
                                                        "end_guardian",
                                                        "read_access_log",
                                                        "set_action",
                                                        "move_action",
                                                        "finish_action",
                                                        "undo_action",
                                                        "take_back_action",
                                                        "search_persons",
                                                        "mask_names",
                                                        "see_directory",
                                                        "edit_directory",
                                                        "withdraw_told",
                                                        "import_directory",
                                                        "take_upload",
                                                        "record_issue",
                                                        "read_issues",
                                                        "end_waiting",
                                                        "propose_entry",
                                                        "list_handovers",
                                                        "read_handover",
                                                        "start_handover",
                                                        "send_handover",
                                                        "receive_handover",
                                                        "accept_handover",
                                                        "decline_handover",
                                                        "note_handover",
                                                        "answer_handover",
                                                        "give_back_handover",
                                                        "contact_handover",
                                                        "take_back_handover",
                                                        "recall_handover",
                                                        "confirm_handover",
                                                        "finish_handover",
                                                        "close_handover",
                                                        "remind_handover",
                                                        "see_month",
                                                        "export_month",
                                                        "publish_month",
                                                        "see_prefecture",
                                                        "manage_accounts",
                                                        "withdraw_proposal",
                                                        "keep_organisations",
                                                        "set_up",
                                                        "read_audit",
                                                        "see_own_account",
                                                        "end_session",
                                                        "visit_public",
                                                        "sign_in"};

bool needs_nobody(Act act) { return act == Act::visit_public || act == Act::sign_in; }

/// Only the pages around signing in open before the second factor; a family may go on without it.
bool assured(Role who, Assurance assurance, Act act) {
    if (needs_nobody(act)) return true;
    if (assurance == Assurance::nobody) return false;
    return assurance >= Assurance::second_factor || who == Role::family;
}

constexpr std::size_t place_of(int who, int act, int relation, int mine) {
    return static_cast<std::size_t>(((act * kRoles + who) * kRelations + relation) * kMines + mine);
}

/// The number of the grant, counted from 1, for each role, act, relation and whose it is; 0: none.
constexpr auto kFirstGrant = [] {
    std::array<std::uint8_t, std::size_t(kActs) * kRoles * kRelations * kMines> first{};
    for (std::size_t n = kGrants.size(); n-- > 0;)
        for (int who = 0; who < kRoles; ++who)
            for (int relation = 0; relation < kRelations; ++relation)
                for (int mine = 0; mine < kMines; ++mine)
                    if ((kGrants[n].roles >> who & 1) && (kGrants[n].relations >> relation & 1) &&
                        (kGrants[n].whose >> mine & 1))
                        first[place_of(who, int(kGrants[n].act), relation, mine)] =
                            static_cast<std::uint8_t>(n + 1);
    return first;
}();
static_assert(kGrants.size() < 255);

constexpr auto kMindsWhose = [] {
    std::array<bool, kActs> minds{};
    for (const Grant& grant : kGrants)
        minds[static_cast<std::size_t>(grant.act)] |= grant.whose != kAnybodys;
    return minds;
}();

const Grant* grant_for(Role who, Act act, Relation relation, Mine mine) {
    const auto n = kFirstGrant[place_of(int(who), int(act), int(relation), int(mine))];
    return n == 0 ? nullptr : &kGrants[n - 1];
}

/// Open to this relation, if only it were one's own.
bool is_of_others(Role who, Act act, const Circumstances& around) {
    return around.mine == Mine::other && grant_for(who, act, around.relation, Mine::own);
}

/// What a request says was written to its receiver: without identity it names nobody, or it is not shown
/// (handover/telling).
bool is_of_a_request(Act act) { return name_of(act).ends_with("_handover"); }

/// What the family did not allow falls out; a protected child's whereabouts stay with its team.
Mask narrowed(const Grant& grant, const Circumstances& around) {
    Mask fields = grant.fields;
    if (around.relation == Relation::member || around.relation == Relation::asked) {
        const Mask words = is_of_a_request(grant.act) ? Mask(Field::notes) : Mask{};
        const Mask open = Mask(opened_by(around.consented) | words);
        fields = Mask((fields & ~kConsented) | (fields & open));
    }
    if (around.is_protected && !around.in_protected_team)
        fields = Mask(fields & ~(Field::contact | Field::location));
    return fields;
}

bool changes(Act act) {
    return act == Act::write_note || act == Act::edit_note || act == Act::tell_family ||
           act == Act::edit_case || act == Act::set_action || act == Act::move_action ||
           act == Act::take_back_action || act == Act::undo_action || act == Act::start_handover ||
           act == Act::send_handover || act == Act::change_team || act == Act::put_in_charge ||
           act == Act::close_case || act == Act::move_case || act == Act::link_guardian;
}

/// Whom to ask tells who helps: for the Centre whoever is in charge of a protected child sends. Whoever is put
/// in charge of it reads where it lives: only that person hands it on, and a head.
bool is_of_who_is_in_charge(Role who, Act act, const Circumstances& around) {
    const bool of_theirs = act == Act::start_handover || act == Act::send_handover ||
                           (act == Act::put_in_charge && who != Role::centre_head);
    return of_theirs && around.relation == Relation::centre && around.is_protected &&
           !around.in_protected_team;
}

}  // namespace

Decision decide(Role who, Assurance assurance, Act act, const Circumstances& around) {
    if (!assured(who, assurance, act))
        return {Verdict::deny, 0, false, false, "policy.second_factor"};
    const Grant* grant = grant_for(who, act, around.relation, around.mine);
    if (!grant) {
        const bool known = around.relation != Relation::none;
        return {known ? Verdict::deny : Verdict::absent, 0, false, false,
                is_of_others(who, act, around) ? "policy.of_others" : "policy.not_yours"};
    }
    // A family account of a protected child needs the second factor for everything about the child.
    if (who == Role::family && around.is_protected && assurance < Assurance::second_factor)
        return {Verdict::deny, 0, false, false, "policy.second_factor"};
    if (is_of_who_is_in_charge(who, act, around))
        return {Verdict::deny, 0, false, false, "policy.in_charge"};
    if (changes(act) && around.state == RecordState::closed)
        return {Verdict::deny, 0, false, false, "policy.closed"};
    return {Verdict::allow, narrowed(*grant, around),
            grant->step_up && assurance != Assurance::fresh, grant->audited, ""};
}

Mine whose(const Subject& who, Id<Account> person, Id<Organisation> organisation) {
    if (person && person == who.account) return Mine::own;
    const bool ours = organisation && organisation == who.organisation;
    return ours ? Mine::colleague : Mine::other;
}

bool minds_whose(Act act) { return kMindsWhose[static_cast<std::size_t>(act)]; }

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

std::string_view name_of(Mine mine) {
    constexpr std::string_view kNames[] = {"other", "colleague", "own"};
    return kNames[static_cast<std::size_t>(mine)];
}

}  // namespace michi
