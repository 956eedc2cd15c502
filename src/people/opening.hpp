// When an organisation is open, as it was written down by whoever keeps it.
#pragma once

#include <map>
#include <string>

#include "base/office_hours.hpp"
#include "platform/db.hpp"

namespace michi {
struct Organisation;
}

namespace michi::people {

struct Opening {
    OfficeHours hours;
    std::map<Date, std::string> why;  // of the days of its own
    bool costs_nothing{};             // the Centre says that asking does
    bool told{};                      // somebody wrote it down
};

/// Days of its own before `from` are left out.
Opening opening_of(Tx& tx, Id<Organisation> organisation, Date from);
/// All but its days of its own.
void keep_opening(Tx& tx, Id<Organisation> organisation, const Opening& opening);
void keep_own_day(Tx& tx, Id<Organisation> organisation, Date day, const Spans& hours,
                  std::string_view why);
void drop_own_day(Tx& tx, Id<Organisation> organisation, Date day);

/// The week in one line: 「月〜火 9:00〜17:00、水 9:00〜19:00、木〜金 9:00〜17:00」; "" when it is never open.
std::string week_text(const OfficeHours& hours, Lang lang);

}  // namespace michi::people
