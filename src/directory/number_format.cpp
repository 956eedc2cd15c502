#include "directory/number_format.hpp"

#include <fmt/format.h>

#include <cmath>

namespace michi::directory {

std::string hours_since_midnight(double serial) {
    if (serial < 0 || serial > 100) return {};
    const auto minutes = static_cast<int>(std::lround(serial * 24 * 60));
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string number_text(double number, const NumberFormat& format) {
    std::string plain = fmt::format("{:.15g}", number);
    if (format.pattern.empty() || plain.find_first_not_of("0123456789") != plain.npos) return plain;
    std::string out;
    std::size_t left = plain.size();
    for (std::size_t i = format.pattern.size(); i-- > 0;) {  // digits fill the places from the end
        const char place = format.pattern[i];
        if (place != '0' && place != '#')
            out += place;
        else if (left > 0)
            out += plain[--left];
        else if (place == '0')
            out += '0';
        const bool first = format.pattern.substr(0, i).find_first_of("0#") == std::string::npos;
        while ((place == '0' || place == '#') && first && left > 0) out += plain[--left];
    }
    return {out.rbegin(), out.rend()};
}

NumberFormat number_format(int id, std::string_view code) {
    using Shows = NumberFormat::Shows;
    if (id == 46 || code.find("[h]") != code.npos || code.find("[hh]") != code.npos)
        return {Shows::hours, {}};
    if (is_date_format(id, code)) return {Shows::date, {}};
    std::string pattern;
    const auto first = code.substr(0, code.find(';'));
    std::size_t zeros = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const char c = first[i];
        if (c == '"') continue;
        if (c == '\\' && i + 1 < first.size()) {
            pattern += first[++i];
            continue;
        }
        if (std::string_view("0#-() ").find(c) == std::string_view::npos) return {};
        zeros += c == '0';
        pattern += c;
    }
    return zeros > 1 ? NumberFormat{Shows::number, pattern} : NumberFormat{};
}

bool is_date_format(int id, std::string_view code) {
    if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
        (id >= 50 && id <= 58))
        return true;
    bool quoted = false, bracket = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"')
            quoted = !quoted;
        else if (c == '\\' || c == '_')
            ++i;
        else if (c == '[')
            bracket = true;
        else if (c == ']')
            bracket = false;
        else if (!quoted && !bracket &&
                 std::string_view("yYmMdDhHsSgGeE").find(c) != std::string_view::npos)
            return code.find("E+") == code.npos && code.find("General") == code.npos;
    }
    return false;
}

}  // namespace michi::directory
