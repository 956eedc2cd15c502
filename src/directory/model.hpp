// The directory as plain values: what a list says of a service, and what the Centre knows beside
// it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/word.hpp"
#include "directory/table.hpp"

namespace michi::directory {

struct Service;
struct Place;
struct Provider;
struct Fact;
struct Record;
struct Batch;
struct RegionalIssue;

/// What a list may say of a service. Text as published; "" is "the source does not say".
enum class Field {
    organisation,
    corporation_number,
    name,
    kana,
    postal,
    address,
    municipality,
    latitude,
    longitude,
    phone,
    fax,
    url,
    capacity,
    days,
    hours,
    closed_days,
    hours_note,
    ages,
    departments,
    temporary_care,
    sick_care,
    closed,
    closed_on,
    note,
    email,
    area,
    fee,
    papers,
    first_step,
    contact,  // a person's name: only the Centre's own words hold it
    about,    // what it says of itself
    sites,    // further places (sites.hpp)
    told,     // the HSDS object it was told with (told.hpp): never shown as text
    count_,
};
inline constexpr std::size_t kFields = static_cast<std::size_t>(Field::count_);

struct FieldName {
    Field field;
    std::string_view id;
    Word word;
};
const std::array<FieldName, kFields>& field_names();
std::string_view id_of(Field field);
/// What people read and write; the rest is only for programs.
constexpr bool is_for_people(Field field) { return field != Field::told; }

struct Values {
    std::array<std::string, kFields> text;
    std::string& operator[](Field field) { return text[static_cast<std::size_t>(field)]; }
    const std::string& operator[](Field field) const {
        return text[static_cast<std::size_t>(field)];
    }
    friend bool operator==(const Values&, const Values&) = default;
};

/// One row of a list, read and checked.
struct Entry {
    std::size_t row{};
    std::string kind;       // id of kinds.hpp
    std::string publisher;  // code of who publishes it where lists of many exist: 350001, 352071
    std::string system_no;  // the source's own lasting number, "" when it has none
    std::string provider_number;  // 事業所番号 or 医療機関コード; never 0000000000
    Values values;
    std::vector<Problem> notes;  // taken, but a person should look
};

struct Point {
    double latitude{}, longitude{};
};
std::optional<Point> point_of(const Values& values);
inline constexpr double kEarthKm = 6371.0088;  // mean radius of the Earth
/// Kilometres on the sphere (haversine).
double distance_km(Point a, Point b);

/// A condition is known to hold, known not to hold, or not known. Not known never counts as either.
enum class Answer { no = 0, yes = 1, not_known = 2 };

}  // namespace michi::directory
