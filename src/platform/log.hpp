// One JSON object a line on standard error: events and codes, never what people wrote.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace michi {

enum class Level { note, warning, fault };
using LogFields = std::vector<std::pair<std::string_view, std::string>>;

/// `event` is a fixed word ("started", "route_failed"); Personal<T> does not fit into a field.
void log(Level level, std::string_view event, const LogFields& fields = {});

inline void log_note(std::string_view event, const LogFields& fields = {}) {
    log(Level::note, event, fields);
}
inline void log_fault(std::string_view event, std::string_view what) {
    log(Level::fault, event, {{"what", std::string(what)}});
}

/// The line as it is written, without the line end. Control characters cannot forge a second line.
std::string log_line(Level level, std::string_view event, const LogFields& fields,
                     std::string_view time);

}  // namespace michi
