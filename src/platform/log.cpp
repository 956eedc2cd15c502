#include "platform/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "platform/clock.hpp"

namespace michi {
namespace {

void append_text(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    out += '"';
}

constexpr std::string_view word(Level level) {
    switch (level) {
        case Level::note:
            return "note";
        case Level::warning:
            return "warning";
        case Level::fault:
            return "fault";
    }
    return "fault";
}

}  // namespace

std::string log_line(Level level, std::string_view event, const LogFields& fields,
                     std::string_view time) {
    std::string line = fmt::format(R"({{"at":"{}","level":"{}","event":)", time, word(level));
    append_text(line, event);
    for (const auto& [key, value] : fields) {
        line += ',';
        append_text(line, key);
        line += ':';
        append_text(line, value);
    }
    return line + '}';
}

void log(Level level, std::string_view event, const LogFields& fields) {
    const std::string line = log_line(level, event, fields, system_now().iso()) + '\n';
    // One write for one line, so that lines of several threads do not mix; nowhere to report a
    // failure.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace michi
