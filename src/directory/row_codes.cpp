#include "directory/row_codes.hpp"

#include "base/fold.hpp"
#include "base/municipality.hpp"

namespace michi::directory {

std::string_view without_fraction(std::string_view cell) {
    const bool number = cell.size() > 2 && cell.ends_with(".0") &&
                        cell.find_first_not_of("0123456789") == cell.size() - 2;
    return number ? cell.substr(0, cell.size() - 2) : cell;
}

bool is_no_code(std::string_view typed) {
    const std::string code = trimmed(fold_width(typed));
    const bool digits =
        (code.size() == 5 || code.size() == 6) && code.find_first_not_of("0123456789") == code.npos;
    if (!digits || code.substr(2, 3) == "000") return false;
    const auto full = full_code(code);
    return !full || (!find_municipality(*full) && !former_municipality(*full));
}

}  // namespace michi::directory
