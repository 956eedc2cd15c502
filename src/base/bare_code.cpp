#include "base/bare_code.hpp"

#include <unicode/uchar.h>

#include "base/fold.hpp"
#include "base/unicode.hpp"

namespace michi {
namespace {

bool is_gap(Character c) {
    return is_dash(c) || is_invisible(c) || u_isUWhiteSpace(c) || u_iscntrl(c);
}

}  // namespace

std::string bare_code(std::string_view typed) {
    std::string bare;
    for (std::size_t i = 0; i < typed.size();) {
        const std::size_t start = i;
        if (!is_gap(next_character(typed, i))) bare += typed.substr(start, i - start);
    }
    return fold_width(bare);
}

std::string in_groups(std::string_view letters, std::size_t size) {
    std::string code;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i > 0 && i % size == 0) code += '-';
        code += letters[i];
    }
    return code;
}

}  // namespace michi
