// The record of a child and family, as plain values.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/word.hpp"
#include "policy/personal.hpp"

namespace michi {
struct DataKey;
}

namespace michi::record {

struct Child;
struct Case;
struct Entry;
struct FamilyMember;

/// A code as it is stored, with the text a person reads. Closed lists; a test walks them.
struct Code {
    std::string_view id;
    Word word;
};

const Code* find_code(std::string_view id, const Code* begin, const Code* end);
template <std::size_t n>
const Code* find_code(std::string_view id, const std::array<Code, n>& list) {
    return find_code(id, list.data(), list.data() + n);
}

/// Lines of the care list used at reception (domain dossier, code list C7, coarse form).
inline constexpr std::array kCareKinds{
    Code{"ventilator", "record.care_ventilator"_w},
    Code{"tracheostomy", "record.care_tracheostomy"_w},
    Code{"suction", "record.care_suction"_w},
    Code{"tube_feeding", "record.care_tube_feeding"_w},
    Code{"oxygen", "record.care_oxygen"_w},
    Code{"catheterization", "record.care_catheterization"_w},
    Code{"injection", "record.care_injection"_w},
    Code{"dialysis", "record.care_dialysis"_w},
    Code{"seizure", "record.care_seizure"_w},
    Code{"other", "record.care_other"_w},
};

/// The place of a kind in the list above, the weightiest first; kinds that are not in it come last.
std::size_t care_rank(std::string_view kind);

/// Where the child is now.
inline constexpr std::array kStays{
    Code{"home", "record.stay_home"_w},
    Code{"hospital", "record.stay_hospital"_w},
};

/// Who in the family (and who called, code list C1 narrowed to family).
inline constexpr std::array kRelations{
    Code{"mother", "record.relation_mother"_w},
    Code{"father", "record.relation_father"_w},
    Code{"grandparent", "record.relation_grandparent"_w},
    Code{"sibling", "record.relation_sibling"_w},
    Code{"self", "record.relation_self"_w},
    Code{"other_family", "record.relation_other_family"_w},
};

/// Of kCallTimes (record/fields.hpp) the one that stands beside the number wherever it is shown.
inline constexpr std::string_view kNotToBeCalled = "never";

/// Whose side something stands on: the one mark of the ball. Character and class of the mark.
struct Side {
    std::string_view id;  // "c" "m" "o" "f" "p", class of the mark
    Word mark;            // セ 市 機 家 県
    Word word;
};
inline constexpr std::array kSides{
    Side{"c", "record.mark_centre"_w, "record.side_centre"_w},
    Side{"m", "record.mark_municipality"_w, "record.side_municipality"_w},
    Side{"o", "record.mark_organisation"_w, "record.side_organisation"_w},
    Side{"f", "record.mark_family"_w, "record.side_family"_w},
    Side{"p", "record.mark_prefecture"_w, "record.side_prefecture"_w},
};
const Side& side_of(std::string_view id);

/// What an organisation does for the child: its mark (医 訪 園 …), its name, and a short one for lists.
struct Trade {
    std::string_view id;
    Word mark, word, brief;
};
inline constexpr std::array kTrades{
    Trade{"hospital", "record.mark_hospital"_w, "record.trade_hospital"_w,
          "record.trade_hospital"_w},
    Trade{"nursing", "record.mark_nursing"_w, "record.trade_nursing"_w, "record.brief_nursing"_w},
    Trade{"nursery", "record.mark_nursery"_w, "record.trade_nursery"_w, "record.brief_nursery"_w},
    Trade{"school", "record.mark_school"_w, "record.trade_school"_w, "record.brief_school"_w},
    Trade{"planning", "record.mark_planning"_w, "record.trade_planning"_w,
          "record.trade_planning"_w},
    Trade{"day_care", "record.mark_day_care"_w, "record.trade_day_care"_w,
          "record.brief_day_care"_w},
};
/// Null for one whose trade is not known.
const Trade* trade_of(std::string_view id);

/// By which part of the field an organisation helps, as the team is drawn.
inline constexpr std::array kSectors{
    Code{"medical", "record.sector_medical"_w},
    Code{"health", "record.sector_health"_w},
    Code{"welfare", "record.sector_welfare"_w},
    Code{"education", "record.sector_education"_w},
    Code{"labour", "record.sector_labour"_w},
    Code{"municipality", "record.sector_municipality"_w},
};

enum class CareAnswer { yes = 1, not_known = 2 };
struct Care {
    std::string kind;
    CareAnswer answer{CareAnswer::yes};
};

enum class Standing { carries = 1, helps = 2, asked = 3, outside = 4 };
// carries: responsible organisation; helps: accepted to work on it; asked: holds an unanswered request;
// outside: named in the team, no account, sees nothing.

/// Where the child lives and who helps there: what 住所秘匿 keeps from everybody outside the team.
template <class T>
using Whereabouts = Personal<Field::location, T>;

/// A case as it is kept; what says something of the child opens with a decision (shown() below).
struct CaseBrief {
    Id<Case> id;
    Id<Child> child;
    Id<DataKey> key;
    Id<Organisation> centre;
    Id<Account> in_charge;
    RecordState state{RecordState::open};
    bool is_protected{};
    Date opened_on{};
    std::int64_t version{}, child_version{};
    Whereabouts<Id<Organisation>> responsible;
    Whereabouts<std::string> municipality, stay;
    Personal<Field::medical, std::optional<int>> power_hours, score;
    Personal<Field::medical, std::optional<Date>> score_on;
    Personal<Field::medical, std::vector<Care>>
        care;  // what is needed, or was asked and is not known; in the order of kCareKinds
    Personal<Field::identity, std::string> kanji, kana;
    Personal<Field::identity, std::optional<Date>> birth;
};

/// The same as one decision lets it through: what it does not open is empty. What pages get.
struct Shown {
    Id<Organisation> responsible;
    std::string municipality, stay;
    std::optional<int> power_hours, score;
    std::optional<Date> score_on;
    std::string kanji, kana;
    std::optional<Date> birth;
    /// As it is written, else as it is read; "" when neither is shown or known.
    const std::string& name() const { return kanji.empty() ? kana : kanji; }
};
Shown shown(const CaseBrief& brief, const Decision& decision);

/// Whether an organisation may be named on a page about this child: one's own, the Centre that keeps the
/// case, and any other to whoever may know where the child is.
bool may_name(const CaseBrief& brief, const Decision& decision, Id<Organisation> reader,
              Id<Organisation> named);

struct NewCase {
    Id<Organisation> centre;
    Id<Account> in_charge;
    std::string kanji, kana;
    std::optional<Date> birth;
    std::string address, municipality, stay;
    std::vector<Care> care;
    bool is_protected{};
    Date opened_on{};
    std::int64_t number{};  // 0: the next one
};

struct Family {
    Id<FamilyMember> id;
    Personal<Field::contact, std::string> relation, name, kana, phone, call_time, call_rule;
    Id<Account> account;
};

/// Whether nobody may dial the number of this member of the family. Whoever shows the number says so beside
/// it: on pages by the web part family_phone, in running text by phone_text().
bool not_to_be_called(const Family& member, const Decision& decision);
/// "090-0000-4417（かけない）" as far as the decision opens it.
std::string phone_text(const Family& member, const Decision& decision, Lang lang);
std::string phone_text(std::string_view number, bool never, Lang lang);

struct Member {
    Id<Member> id;
    Whereabouts<Id<Organisation>> organisation;
    Whereabouts<std::string> organisation_name;
    Standing standing{Standing::outside};
    std::string sector;  // kSectors
    Whereabouts<std::string> person;
    Date since{};
    std::optional<Date> until;
};

/// Who of the Centre was in charge from that day on, until the next one; no account: nobody.
struct Charge {
    Id<Account> account;
    Date since{};
    Id<Account> by;
};

/// Who answers for the case from a day on.
struct Answering {
    Whereabouts<Id<Organisation>> organisation;
    Whereabouts<std::string> organisation_name;
    Date since{};
    std::optional<Date> until;
    Id<Account> by;
};

/// Of a member or of who answers: the first day is in, the day it ended is not.
template <class T>
bool stands_on(const T& one, Date day) {
    return one.since <= day && (!one.until || *one.until > day);
}

/// Who besides the Centre reads an entry: the organisations that work on the case (as far as the
/// family allowed), the family's own account, both or nobody. Stored as the sum. What an earlier edition
/// called shared (1) is for organisations: a family's account could read those words between offices,
/// and it can no longer, because nobody who ticked them meant the family (docs/security.md).
enum class Visible { centre = 0, organisations = 1, family = 2, both = 3 };
constexpr Visible operator|(Visible a, Visible b) { return Visible(int(a) | int(b)); }
constexpr bool shows_to(Visible entry, Visible audience) {
    return (int(entry) & int(audience)) != 0;
}

struct NewEntry {
    Id<Case> case_id;
    Instant at{};
    std::string kind;  // phone visit meeting letter request reply machine
    std::string side{"c"};
    Id<Account> author;
    Id<Organisation> organisation;
    Visible visible{Visible::centre};
    /// Said to one organisation alone: it reads the entry beside its author and the Centre; none: visible says all.
    Id<Organisation> addressee{};
    std::string title, text, topics;
    std::optional<int> minutes;
    std::string link;  // "R-1176", "H-0412"
};

struct EntryRow {
    Id<Entry> id;
    Instant at{};
    std::string kind, side;
    Id<Account> author;
    Id<Organisation> organisation;
    Visible visible{Visible::centre};
    Id<Organisation> addressee{};   // said to this one alone
    Whereabouts<std::string> deed;  // title of a deed: it names who was asked and who answered
    Personal<Field::notes, std::string> title, text;
    std::string topics;
    std::optional<int> minutes;
    std::string link;
    std::int64_t version{1};
    std::optional<Instant> edited_at;
    std::optional<Instant> told_at;  // the family knows of it
};

/// What stands above an entry, as far as the decision opens it.
const std::string& title_of(const EntryRow& entry, const Decision& decision);
/// An answer came from outside and nobody has told the family yet.
bool waits_to_be_told(const EntryRow& entry);
/// What a request or the program wrote down when something was done: it stands as it is.
bool is_of_a_deed(const EntryRow& entry);

}  // namespace michi::record
