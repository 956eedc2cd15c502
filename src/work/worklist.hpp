// Lists over actions and cases for one reader, each in one statement.
#pragma once

#include "record/record.hpp"
#include "work/work.hpp"

namespace michi::work {

struct WorkLine {
    ActionRow action;
    bool has_case{};
    Personal<std::string> kanji, kana;
    Personal<std::optional<Date>> birth;
    std::string municipality, care;  // care: kinds, comma-separated
    bool is_protected{};
    Id<Account> in_charge;
    int consent_yes{}, consent_asked{};  // over receivers and categories
    Id<record::Entry> last_entry;
    Id<DataKey> child_key;
};

/// tab: ours, theirs, watch, all, or a side's letter. Centre roles see their Centre's, others their own.
std::vector<WorkLine> worklist(Tx& tx, Vault& vault, const Subject& who, std::string_view tab,
                               int at_most);

struct Counts {
    std::int64_t ours{}, theirs{}, watch{}, all{};
    std::map<std::string, std::int64_t> by_side;
};
Counts counts(Tx& tx, const Subject& who);

struct CaseLineRow {
    Id<record::Case> id;
    RecordState state{};
    Personal<std::string> kanji, kana;
    Personal<std::optional<Date>> birth;
    std::string municipality, ball_side;
    std::optional<Date> ball_due;
    Id<Account> in_charge;
    bool is_protected{};
};
std::vector<CaseLineRow> case_list(Tx& tx, Vault& vault, const Subject& who, RecordState state,
                                   Date today, int at_most, int skip);
std::int64_t count_cases(Tx& tx, const Subject& who, RecordState state, Date today);

}  // namespace michi::work
