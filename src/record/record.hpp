// Front door of the record: one record of child and family, team, timeline.
#pragma once

#include <map>
#include <span>

#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "record/model.hpp"

namespace michi::record {

/// Kinds of rows that are told as changed (platform/changes.hpp).
inline constexpr std::string_view kCaseChange = "case", kEntryChange = "entry";

// ---- numbers people see ----
std::string case_number(Id<Case> id);  // "W-0231"

// ---- cases ----
Id<Case> open_case(Tx& tx, Vault& vault, const NewCase& fresh);
/// Throws NotFound. Asks nobody: for stores; pages ask consent::open_case().
CaseBrief find_case(Tx& tx, Vault& vault, Id<Case> id);
/// Under which everything about the child of this case is sealed.
Id<DataKey> key_of(Tx& tx, Id<Case> id);
/// The case when it stands in some relation to this person (visible_cases()); nothing is opened otherwise.
std::optional<CaseBrief> visible_case(Tx& tx, Vault& vault, const Subject& who, Id<Case> id,
                                      Date today);
/// Puts child.known, as it is kept, into a brief whose child and key are set: for stores that read many
/// children in one statement.
void open_known(Tx& tx, Vault& vault, CaseBrief& brief, std::string_view sealed);
/// The municipality in it, for stores that look through many: remembered in this process by child and version.
std::string town_of(Tx& tx, Vault& vault, Id<Child> child, Id<DataKey> key, std::int64_t version,
                    std::string_view sealed);
/// Seals what an earlier edition kept in clear (platform/in_clear.hpp).
void seal_in_clear(Tx& tx, Vault& vault);
void set_state(Tx& tx, Id<Case> id, RecordState state);
/// The only way the responsible organisation changes: a transfer that was accepted or came back, or a
/// family that moved away. Who answered before stays on record with its days.
void set_responsible(Tx& tx, Id<Case> id, Id<Organisation> organisation, Id<Account> by, Date on);
/// Newest first.
std::vector<Answering> answering_of(Tx& tx, Id<Case> id);
/// 住所秘匿 from now on, or no longer; why and until when stands in the protection of the case.
void set_protected(Tx& tx, Id<Case> id, bool is_protected);
void set_in_charge(Tx& tx, Id<Case> id, Id<Account> account, Id<Account> by, Date on);
/// Who was in charge at the Centre, newest first, as far as it is on record.
std::vector<Charge> charges_of(Tx& tx, Id<Case> id);
/// Of charges_of(): the one of that day; nullptr: it is not on record.
const Charge* charge_on(const std::vector<Charge>& charges, Date day);

/// Who last wrote a field (by its id in record/fields.hpp), if anybody has since the case was opened.
struct Written {
    Id<Account> by;
    Instant at{};
};
std::optional<Written> last_written(Tx& tx, Id<Child> child, std::string_view field);

std::vector<Family> family_of(Tx& tx, Vault& vault, const CaseBrief& brief);
Id<FamilyMember> add_family(Tx& tx, Vault& vault, Id<Child> child, const Family& member);

// ---- team ----
std::vector<Member> team_of(Tx& tx, Vault& vault, const CaseBrief& brief);
void add_member(Tx& tx, Vault& vault, Id<Case> id, const Member& member);
/// Rows are ended and followed by new ones: what an organisation was on an earlier day stays readable.
/// One that is only named in the team (Standing::outside) is not touched by requests.
void set_standing(Tx& tx, Vault& vault, Id<Case> id, Id<Organisation> organisation,
                  Standing standing, Date on);
/// Whoever reads nothing of the case reads from now on, by a row of its own; who reads stays as it is.
void take_in(Tx& tx, Vault& vault, Id<Case> id, Id<Organisation> organisation, Standing standing,
             Date on);
void end_membership(Tx& tx, Id<Case> id, Id<Organisation> organisation, Date until);
/// One organisation carries the case, also one whose part had ended; who carried it before goes on helping.
void let_carry(Tx& tx, Vault& vault, Id<Case> id, Id<Organisation> organisation, Date on);
void change_role(Tx& tx, Vault& vault, Id<Case> id, const Member& after, Date on);
void end_member(Tx& tx, Id<Case> id, Id<Member> member, Date until);

bool is_closed(Tx& tx, Id<Case> id);

// ---- who may ----
bool is_centre_role(Role role);
Relation relation_of(Standing standing);
/// What stands between the subject and the case now.
Relation relation_to(Tx& tx, const Subject& who, const CaseBrief& brief, Date today);
/// Circumstances without the consent part; consent/consent.hpp gives them whole.
Circumstances circumstances(Tx& tx, const Subject& who, const CaseBrief& brief, Date today);
/// 住所秘匿 of a case as it stands for this person, put into the circumstances of what hangs on the case.
void put_protection(Tx& tx, const Subject& who, Id<Case> id, Circumstances& around);
/// Circumstances of a case that visible_cases() holds for, without asking for standing; without consent,
/// which a list reads with its lines. They open no more than the case's own page does.
Circumstances listed(const Subject& who, const CaseBrief& brief);
/// SQL that holds exactly for the cases the subject may list; binds $1 = organisation, $2 = account,
/// $3 = today, over the alias `c` of case_record. The same rule as relation_to.
SqlText visible_cases(Role role);

// ---- timeline ----
Id<Entry> add_entry(Tx& tx, Vault& vault, const NewEntry& entry);
/// Which entries of a course: those of the family's side, those with others, with what the program wrote.
struct Wanted {
    std::string_view side;  // "" all, "family", "liaison"
    bool machine{true};
};
/// Newest first. Entries the subject may not read are left out: a guardian reads what was written for
/// the family, an organisation what is for organisations, what was said to it alone, and its own.
std::vector<EntryRow> entries_of(Tx& tx, Vault& vault, const CaseBrief& brief, Relation relation,
                                 Id<Organisation> reader, Wanted wanted, int at_most);
/// The newest answer of the other side with this link, as far as entries_of() would hold it.
std::optional<EntryRow> latest_reply(Tx& tx, Vault& vault, const CaseBrief& brief,
                                     Relation relation, Id<Organisation> reader,
                                     std::string_view link);
/// The answers that the family was told of, what was told last first. For pages that say what and when; the
/// words are between offices.
std::vector<EntryRow> told_entries(Tx& tx, Vault& vault, const CaseBrief& brief, int at_most);
/// What this organisation wrote under the link is the Centre's alone from now on (a request was taken
/// back).
void close_to_organisations(Tx& tx, Id<Case> id, Id<Organisation> author, std::string_view link);
void set_topics(Tx& tx, Id<Entry> id, std::string_view topics);
/// What the program writes down by itself: who changed what, for the Centre and who did it.
void note_change(Tx& tx, Vault& vault, Id<Case> id, std::string_view what, const Subject& by,
                 Instant at);
/// The family was told of this answer, or of every answer with this link.
void mark_told(Tx& tx, Id<Entry> id, Instant at);
void mark_told(Tx& tx, Id<Case> id, std::string_view link, Instant at);
/// Whether an answer with this link still waits to be told.
bool has_untold(Tx& tx, Id<Case> id, std::string_view link);
EntryRow find_entry(Tx& tx, Vault& vault, Id<Entry> id, Id<Case>& case_id);
/// The entry when this person may read it at all: of a visible case, and not kept inside the Centre.
std::optional<EntryRow> visible_entry(Tx& tx, Vault& vault, const Subject& who, Id<Entry> id,
                                      Date today, Id<Case>& case_id);
/// Keeps the earlier text; throws Stale when `version` is not the newest.
void edit_entry(Tx& tx, Vault& vault, Id<Entry> id, std::int64_t version, std::string_view text,
                Id<Account> by, Instant at);
/// The newest version of the entry that stands for `link` ("R-1176") in this case; none: there is none.
std::optional<std::int64_t> version_of_linked(Tx& tx, Id<Case> id, std::string_view link);
/// Takes it out of the case it was put into by mistake. What it was made from keeps the words.
void withdraw_linked(Tx& tx, Id<Case> id, std::string_view link);
/// What was received at another moment than was first entered stands there in the timeline too.
void set_moment_of_linked(Tx& tx, Id<Case> id, std::string_view link, Instant at);
struct EntryVersion {
    std::int64_t version{};
    Personal<Field::notes, std::string> text;
    Id<Account> author;
    Instant at{};
};
std::vector<EntryVersion> versions_of(Tx& tx, Vault& vault, Id<Entry> id);

/// Entries as the search reads them. What the program wrote itself is no part of it.
struct EntryText {
    Id<Entry> id;
    Id<Case> case_id;
    Id<Organisation> centre, organisation;
    Visible visible{Visible::centre};
    Id<Organisation> addressee{};
    Instant at{};
    Personal<Field::notes, std::string> title, text;
};
/// The greatest ids first; `before` 0 = from the greatest.
std::vector<EntryText> entry_texts(Tx& tx, Vault& vault, Id<Entry> before, int at_most);
std::optional<EntryText> entry_text(Tx& tx, Vault& vault, Id<Entry> id);

}  // namespace michi::record
