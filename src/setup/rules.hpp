// What a list of organisations says, row by row, against what is known. Pure.
#pragma once

#include <string>
#include <vector>

#include "directory/table.hpp"
#include "people/people.hpp"

namespace michi::setup {

struct Code {
    std::string_view id;
    Word word;
};
/// Kinds of organisation that a person adds; families have theirs from the beginning.
inline constexpr std::array kKinds{
    Code{"municipality", "setup.kind_municipality"_w},
    Code{"partner", "setup.kind_partner"_w},
    Code{"prefecture", "setup.kind_prefecture"_w},
    Code{"centre", "setup.kind_centre"_w},
};

enum class Column {
    number,
    kind,
    municipality,
    desk,
    trade,
    name,
    contact,
    phone,
    fax,
    hours,
    covered_by
};
struct Heading {
    Column column;
    Word word;
};
/// In the order of the file; its Japanese text is the heading.
inline constexpr std::array kHeadings{
    Heading{Column::number, "setup.col_number"_w},
    Heading{Column::kind, "setup.col_kind"_w},
    Heading{Column::municipality, "setup.col_municipality"_w},
    Heading{Column::desk, "setup.col_desk"_w},
    Heading{Column::trade, "setup.col_trade"_w},
    Heading{Column::name, "setup.col_name"_w},
    Heading{Column::contact, "setup.col_contact"_w},
    Heading{Column::phone, "setup.col_phone"_w},
    Heading{Column::fax, "setup.col_fax"_w},
    Heading{Column::hours, "setup.col_hours"_w},
    Heading{Column::covered_by, "setup.col_covered_by"_w},
};

/// A cell that cannot be taken: where it stands, what is in it, what to do.
struct ListProblem {
    std::size_t row{};
    Word column;
    std::string value;
    Word what;
};
/// An organisation as the list has it; without an id it is new.
struct ListRow {
    std::size_t row{};
    people::OrganisationCard card;
    std::vector<Word> changed;  // columns that differ from what is known
};
struct ListRead {
    std::vector<ListRow> rows;  // new and changed ones
    std::vector<ListProblem> problems;
    int same{};
};
/// A row with a number changes that organisation, one without it is new unless kind, municipality and
/// name are known. A column that is missing changes nothing. All or nothing: with a problem nothing is taken.
ListRead read_list(const directory::Table& table,
                   const std::vector<people::OrganisationCard>& known, std::string_view prefecture);

/// What is wrong with an organisation, by field: "name", "kind", "municipality", "phone" ….
Refusals reasons_against(const people::OrganisationCard& card, std::string_view prefecture);

/// 「083-902-0000」 where it is a number; as typed otherwise.
std::string phone_text(std::string_view typed);

/// The trade of a body by the kind of its service: "nursing" for medical_visiting_nurse; "" when none fits.
std::string_view trade_of_service(std::string_view kind);

/// What a code is called; the empty word when it is none.
Word kind_word(std::string_view kind);
Word desk_word(std::string_view desk);

}  // namespace michi::setup
