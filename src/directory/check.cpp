#include "directory/check.hpp"

#include "base/fold.hpp"
#include "base/phone.hpp"
#include "base/phone_check.hpp"
#include "directory/cells.hpp"
#include "directory/place.hpp"

namespace michi::directory {

Refusals check_typed(Field field, const std::string& key, std::string_view typed) {
    Refusals no;
    if (trimmed(typed).empty()) return no;
    if (field == Field::phone || field == Field::fax) return check_phone(key, typed);
    if (field == Field::postal && read_postal(typed).shown.empty())
        no.add(key, "directory.say_postal"_w);
    if (field == Field::corporation_number && read_corporation(typed).number.empty())
        no.add(key, "directory.say_corporation"_w);
    return no;
}

Refusals check_position(std::string_view latitude, std::string_view longitude) {
    Refusals no;
    if (trimmed(latitude).empty() && trimmed(longitude).empty()) return no;
    const PointReading read = read_point(latitude, longitude);
    if (!read.point || !(read.note == Word{})) no.add("f:latitude", "directory.say_position"_w);
    return no;
}

}  // namespace michi::directory
