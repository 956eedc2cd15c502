// Which published list a table is, and which column holds what: by heading and content, not
// position.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "directory/table.hpp"

namespace michi::directory {

enum class Source {
    wamnet,
    hospital,
    childcare,
    school,
    mext,
    shelter,
    office,
    navii,
    kouseikyoku,
    facility,
    hsds
};

/// What the directory can take from a list. No column of persons' names has a place here.
enum class Column {
    publisher_code,
    prefecture_code,
    place_code,
    system_no,
    organisation,
    corporation_number,
    kind,
    kind_code,
    provider_number,
    medical_code,
    name,
    kana,
    postal,
    prefecture,
    city,
    town,
    block,
    address,
    building,
    latitude,
    longitude,
    point,  // both in one cell
    phone,
    extension,
    fax,
    url,
    email,
    capacity,
    beds,
    days,
    opens,
    closes,
    hours,
    hours_weekday,
    hours_saturday,
    hours_sunday,
    hours_holiday,
    closed_days,
    hours_note,
    ages,
    temporary_care,
    sick_care,
    departments,
    status,
    branch,
    abolished_on,
    note,
    description,
    hazards,
    about,
    fee,
    papers,
    first_step,
    area,
    sites,
    told,
    left_out,
    count_,
};
inline constexpr std::size_t kColumns = static_cast<std::size_t>(Column::count_);

struct SourceName {
    Source source;
    std::string_view id;  // "wamnet": also the KIND of the import command
    Word word;
    Word credit;  // what its licence asks to be shown
    int rank;     // the lower speaks first when two lists disagree on a field
};
std::span<const SourceName> source_names();
const SourceName& name_of(Source source);
std::optional<Source> source_named(std::string_view id);

inline constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

/// A recognised table: where its data begin and which column is where.
struct Layout {
    Source source{};
    std::size_t first_row{};                    // index of the first data row
    std::array<std::size_t, kColumns> place{};  // kAbsent where the list has no such column
    std::vector<std::string> headings;          // as published, for messages
    std::string publisher;                      // of a list that names none: told by its mapping
    /// A column a service with ○ where the place offers it, and the kind it stands for.
    std::vector<std::pair<std::size_t, std::string_view>> marks{};
    bool tokyo_datum{};  // positions after 日本測地系, as the heading says

    bool has(Column c) const { return place[static_cast<std::size_t>(c)] != kAbsent; }
    std::size_t of(Column c) const { return place[static_cast<std::size_t>(c)]; }
    std::string heading(Column c) const;
    std::string heading_at(std::size_t column) const;
    /// Whether anything is taken from the column.
    bool uses(std::size_t column) const;
};

/// ○, 〇, ● and their like, 有, 1: the place offers what the column is about.
bool is_mark(std::string_view cell);

/// `wanted`: the person said what it is; then only that is tried.
std::optional<Layout> recognise(const Table& table, std::optional<Source> wanted = {});

}  // namespace michi::directory
