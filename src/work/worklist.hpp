// Lists over actions and cases for one reader, each in one statement.
#pragma once

#include "record/record.hpp"
#include "work/work.hpp"

namespace michi::work {

struct WorkLine {
    ActionRow action;
    bool has_case{};
    record::CaseBrief brief;             // without versions
    int consent_yes{}, consent_asked{};  // over receivers and categories
    Id<record::Entry> last_entry;
    /// The request that this step moves with, where the reader's organisation is one of its two sides.
    std::string request_state;  // name_of(handover::State); "" none
    std::int64_t request_version{};
    Id<Organisation> asked_by, asked;
};

/// Which open actions a list holds. Every figure of 今日の仕事 is the count of one of these.
struct Asked {
    // ours theirs watch acts all returned, or a side's letter; turns: a receiver's day (desk.hpp)
    std::string tab{"ours"};
    std::string turn;    // of a receiver's day: an id of kTurns; "" all
    Id<Account> person;  // only what is this person's; none: everybody's
    std::string
        due;  // "", over, today, week (after today), later; days: today and the rest of the week
    std::string municipality;
    Instant since{}, until{};  // only what began in between; 0: from the first, until now
};
/// A counsellor begins with what is theirs; the head and the reception with the whole Centre; others with
/// whose turn it is.
Asked own_list(const Subject& who);

/// Centre roles see their Centre's, others what their organisation holds. The earliest due first.
std::vector<WorkLine> worklist(Tx& tx, Vault& vault, const Subject& who, const Asked& asked,
                               Date today, int at_most, int skip = 0);
/// Of a receiver: the open steps that others hold. The steps of its requests; else the next step of each case
/// that it helps with and holds no step of. That it is somebody's turn is told, what they do is for decide().
std::vector<WorkLine> others_turns(Tx& tx, Vault& vault, const Subject& who,
                                   const std::string& municipality, Date today, int at_most);
/// A request to the reader's organisation that nobody has received: it is looked at today.
bool is_new_request(const Subject& who, const WorkLine& line);
std::int64_t count(Tx& tx, Vault& vault, const Subject& who, const Asked& asked, Date today);

struct Counts {
    std::int64_t ours{}, theirs{}, watch{}, all{}, acts{};
    std::map<std::string, std::int64_t> by_side;
};
/// The whole lists (no due, no municipality) of one person or of everybody.
Counts counts(Tx& tx, const Subject& who, Id<Account> person, Date today);

struct CaseLineRow {
    record::CaseBrief brief;  // without versions
    std::string ball_side;
    std::optional<Date> ball_due;  // the earliest day of any open step
    Id<Organisation> due_of;       // whose step that is; nobody: the family's
    Mask consented{};              // what the family allows the reader's organisation on that day
};
std::vector<CaseLineRow> case_list(Tx& tx, Vault& vault, const Subject& who, RecordState state,
                                   Date today, int at_most, int skip);
std::int64_t count_cases(Tx& tx, const Subject& who, RecordState state, Date today);

}  // namespace michi::work
