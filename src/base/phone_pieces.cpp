#include "base/phone_pieces.hpp"

#include <unicode/uchar.h>

#include "base/fold.hpp"
#include "base/phone.hpp"
#include "base/unicode.hpp"

namespace michi {
namespace {

constexpr int kLongestGap = 3;  // dashes, brackets and blanks between two digits
constexpr std::size_t kMostDigits = 11;

/// One character and what it counts as inside a number; 0 ends a number.
struct Sign {
    std::size_t at{};
    char as{};
    bool is_digit() const { return as >= '0' && as <= '9'; }
};

char inside_number(Character c) {
    if (c >= 0xFF01 && c <= 0xFF5E && !is_dash(c)) c -= 0xFEE0;  // full-width
    if (is_dash(c)) return '-';
    if (u_isUWhiteSpace(c)) return ' ';
    const bool plain = (c >= '0' && c <= '9') || c == '(' || c == ')' || c == '+' || c == '.';
    return plain ? static_cast<char>(c) : '\0';
}

std::vector<Sign> signs_of(std::string_view text) {
    std::vector<Sign> signs;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t at = i;
        signs.push_back({at, inside_number(next_character(text, i))});
    }
    signs.push_back({text.size(), '\0'});
    return signs;
}

/// 0000-… belongs to nobody: the numbers of the demonstration.
bool can_be_dialled(const std::string& digits) {
    return read_phone(digits).digits == digits ||
           (digits.size() == 10 && digits.starts_with("000"));
}

struct Found {
    std::size_t end{};  // the sign behind the last digit; 0 where none begins here
    std::string digits;
};

/// Digits as they would be dialled here: +81 834 is 0834.
std::string national(const std::string& written) {
    if (!written.starts_with('+')) return written;
    if (!written.starts_with("+81")) return {};
    return (written.size() > 3 && written[3] == '0' ? "" : "0") + written.substr(3);
}

Found number_at(const std::vector<Sign>& signs, std::size_t from) {
    std::string written;
    int gap = 0;
    bool closed = signs[from].as != '(';
    for (std::size_t i = from; signs[i].as != '\0' && gap <= kLongestGap; ++i) {
        if (signs[i].as == '+' && !written.empty()) break;
        closed = closed || signs[i].as == ')';
        if (signs[i].is_digit() || signs[i].as == '+') written += signs[i].as;
        gap = signs[i].is_digit() ? 0 : gap + 1;
        if (gap > 0 || signs[i + 1].is_digit()) continue;
        const std::string digits = national(written);
        if (digits.size() > kMostDigits) break;
        if (digits.size() >= 10 && closed && can_be_dialled(digits)) return {i + 1, digits};
    }
    return {};
}

/// A number begins at 0, + or a bracket; never behind another digit, nor in the middle of a post code.
bool may_begin(const std::vector<Sign>& signs, std::size_t at) {
    const char as = signs[at].as;
    if (as != '0' && as != '+' && as != '(') return false;
    if (at == 0) return true;
    if (signs[at - 1].is_digit()) return as != '0';
    return !(signs[at - 1].as == '-' && at > 1 && signs[at - 2].is_digit());
}

bool is_fax(std::string_view words_before) {
    static const std::string kana = fold("ファックス"), short_kana = fold("ファクス");
    constexpr std::size_t kNear = 40;
    if (words_before.size() > kNear) words_before.remove_prefix(words_before.size() - kNear);
    std::string key = fold(words_before);
    while (!key.empty() && (key.back() == ':' || key.back() == '(')) key.pop_back();
    return key.ends_with("fax") || key.ends_with(kana) || key.ends_with(short_kana);
}

}  // namespace

std::vector<PhonePiece> phone_pieces(std::string_view text) {
    std::vector<PhonePiece> pieces;
    const auto signs = signs_of(text);
    std::size_t told = 0;  // where the words begin that are not yet in a piece
    const auto words_until = [&](std::size_t end) {
        if (end > told) pieces.push_back({std::string(text.substr(told, end - told)), {}});
        told = end;
    };
    for (std::size_t i = 0; i + 1 < signs.size(); ++i) {
        if (!may_begin(signs, i)) continue;
        Found found = number_at(signs, i);
        if (found.end == 0) continue;
        const std::size_t begin = signs[i].at, end = signs[found.end].at;
        i = found.end - 1;
        if (is_fax(text.substr(told, begin - told))) continue;
        words_until(begin);
        pieces.push_back({std::string(text.substr(begin, end - begin)), std::move(found.digits)});
        told = end;
    }
    words_until(text.size());
    return pieces;
}

std::string dial_digits(std::string_view text) {
    for (auto& piece : phone_pieces(text))
        if (!piece.digits.empty()) return std::move(piece.digits);
    return {};
}

}  // namespace michi
