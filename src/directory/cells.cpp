#include "directory/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/phone.hpp"
#include "directory/place.hpp"

namespace michi::directory {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::ptrdiff_t kFewestDigits = 6;  // 44-1705 without its area code has six
std::ptrdiff_t digits_in(std::string_view text) { return std::ranges::count_if(text, is_digit); }

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
    for (std::string_view word : words)
        if (text.find(word) != text.npos) return true;
    return false;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string made;
    std::size_t after = 0;
    for (auto at = text.find(from); at != text.npos; at = text.find(from, after)) {
        made.append(text, after, at - after).append(to);
        after = at + from.size();
    }
    return made.append(text, after);
}

/// 法人番号の指定等に関する省令 第2条: 9 - (sum mod 9), weights 1 and 2 from the right.
bool corporation_check_holds(std::string_view number) {
    int sum = 0;
    for (std::size_t i = 0; i < 12; ++i) {
        const int digit = number[12 - i] - '0';
        sum += digit * (i % 2 == 0 ? 1 : 2);
    }
    return number[0] - '0' == 9 - sum % 9;
}

std::vector<std::string> parts_of(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find_first_of(separators, at), text.size());
        if (auto part = trimmed(text.substr(at, end - at)); !part.empty())
            parts.push_back(std::move(part));
        at = end + 1;
    }
    return parts;
}

/// A number broken over two lines is put together; other breaks part two numbers.
std::string joined_lines(std::string_view cell) {
    std::string text;
    for (char c : replaced(fold_width(cell), "[sanitize]", "-"))
        if (c != '\r') text += c;
    for (std::string_view dash : {"‐", "−", "ー", "―", "–"})
        text = replaced(std::move(text), dash, "-");
    for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at)) {
        const bool broken = at > 0 && (text[at - 1] == '-' || text[at - 1] == ')' ||
                                       (at + 1 < text.size() && text[at + 1] == '-'));
        if (broken)
            text.erase(at, 1);
        else
            text[at++] = ';';
    }
    text = replaced(std::move(text), "〜", "~");
    for (std::string_view separator : {"、", "・", "または", ",", "/"})
        text = replaced(std::move(text), separator, ";");
    return text;
}

void read_closure(PhoneCell& reading, std::string_view part) {
    reading.closed |= contains_any(part, {"廃園", "廃止", "閉園", "廃校", "閉校", "閉院"});
    reading.paused |= contains_any(part, {"休園", "休止", "休校", "休院"});
    if (!reading.closed && !reading.paused) return;
    const auto open = part.find('('), close = part.find(')');
    if (open != part.npos && close != part.npos && close > open)
        reading.closed_on = date_text(part.substr(open + 1, close - open - 1));
}

void append(std::string& numbers, std::string_view one) {
    numbers.append(numbers.empty() ? "" : " / ").append(one);
}

/// A FAX number is no voice number: taken out of what stands behind the word.
std::string take_fax(std::string& part) {
    for (std::string_view word : {"FAX", "Fax", "fax", "ファックス", "ファクス", "ファクシミリ"}) {
        const auto at = part.find(word);
        if (at == part.npos) continue;
        std::string rest = part.substr(at + word.size());
        part = trimmed(std::string_view(part).substr(0, at));
        rest.erase(0, rest.find_first_of("0123456789(+") == rest.npos
                          ? rest.size()
                          : rest.find_first_of("0123456789(+"));
        const std::string number = trimmed(rest);
        return digits_in(number) < kFewestDigits ? std::string{} : number;
    }
    return {};
}

/// 「087-813-5309(平日9時~17時)」, 「代表 087-…」: what is said beside the number, taken off it.
std::string take_remark(std::string& part) {
    std::string remark;
    for (auto open = part.find('(', 1); open != part.npos; open = part.find('(', open + 1)) {
        const auto close = part.find(')', open);
        const std::string inside =
            part.substr(open + 1, (close == part.npos ? part.size() : close) - open - 1);
        const bool number = inside.find_first_not_of("0123456789-") == inside.npos;
        if (number || contains_any(inside, {"内線", "ext"})) continue;
        if (!contains_any(inside, {"代表"}) && inside != "代") remark = trimmed(inside);
        part.erase(open, close == part.npos ? part.npos : close - open + 1);
        if (open == 0) break;
        --open;
    }
    for (std::string_view word : {"代表電話", "代表"})
        if (part.starts_with(word)) part = trimmed(std::string_view(part).substr(word.size()));
    return remark;
}

std::string phone_digits(std::string_view numbers) {
    std::string digits;
    for (char c : fold_width(numbers))
        if (is_digit(c) || c == '/') digits += c;
    return digits;
}

bool near_degrees(std::string_view left, std::string_view right) {
    double a = 0, b = 0;
    const bool read =
        std::from_chars(left.data(), left.data() + left.size(), a).ec == std::errc{} &&
        std::from_chars(right.data(), right.data() + right.size(), b).ec == std::errc{};
    return read && std::abs(a - b) < 0.0001;  // some ten metres
}

std::string plain_url(std::string_view url) {
    std::string text = trimmed(url);
    for (std::string_view start : {"https://", "http://"})
        if (text.starts_with(start)) text.erase(0, start.size());
    while (text.ends_with('/')) text.pop_back();
    return text;
}

/// Encodings spell four signs in two ways: 〜 and ～, − and －, ‖ and ∥, — and ―.
std::string one_spelling(std::string_view text) {
    std::string plain = trimmed(fold_width(text));
    for (const auto& [from, to] :
         std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"〜", "~"}, {"−", "-"}, {"‖", "∥"}, {"—", "―"}})
        plain = replaced(plain, from, to);
    return plain;
}

}  // namespace

std::string one_line(std::string_view cell) {
    std::string text;
    for (char c : cell) {
        const bool gap = c == '\n' || c == '\r' || c == '\t';
        if (!gap)
            text += c;
        else if (!text.empty() && text.back() != ' ')
            text += ' ';
    }
    return trimmed(text);
}

CorporationReading read_corporation(std::string_view cell) {
    const std::string number = trimmed(fold_width(cell));
    if (number.empty()) return {};
    const bool digits =
        number.size() == 13 && number.find_first_not_of("0123456789") == number.npos;
    if (digits && corporation_check_holds(number)) return {number, {}};
    const bool excel = number.find("E+") != number.npos || number.find("e+") != number.npos;
    return {"",
            excel ? "directory.note_corporation_damaged"_w : "directory.note_corporation_wrong"_w};
}

PhoneCell read_phone_cell(std::string_view cell) {
    PhoneCell reading;
    for (const std::string& whole : parts_of(joined_lines(cell), ";")) {
        read_closure(reading, whole);
        if (reading.closed || reading.paused) continue;
        std::string part = whole;
        const std::string fax = take_fax(part), remark = take_remark(part);
        if (!fax.empty()) append(reading.fax, read_phone(fax).shown);
        if (digits_in(part) < kFewestDigits) continue;
        if (!remark.empty()) reading.remark += (reading.remark.empty() ? "" : " ") + remark;
        const PhoneReading phone =
            read_phone(std::string_view(part).substr(0, part.find_first_of("~")));
        if (phone.digits.empty()) reading.note = "directory.note_phone_unreadable"_w;
        append(reading.numbers, phone.shown);
    }
    return reading;
}

std::string clock_text(std::string_view cell) {
    const std::string text = trimmed(fold_width(cell));
    double part = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
    if (error == std::errc{} && end == text.data() + text.size() && part > 0 && part < 1) {
        const auto minutes = static_cast<int>(std::lround(part * 24 * 60));
        return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    const auto colon = text.find(':');
    const bool shaped = colon != text.npos && colon >= 1 && colon <= 2 &&
                        text.size() >= colon + 3 && is_digit(text[0]) &&
                        is_digit(text[colon + 1]) && is_digit(text[colon + 2]);
    const auto rest = shaped ? std::string_view(text).substr(colon + 3) : std::string_view{};
    if (!shaped || (!rest.empty() && rest != ":00")) return one_line(cell);
    return (colon == 1 ? "0" : "") + text.substr(0, colon + 3);
}

std::string hours_text(std::string_view opens, std::string_view closes) {
    const std::string from = clock_text(opens), until = clock_text(closes);
    if (from.empty() && until.empty()) return {};
    return from + "〜" + until;
}

Answer read_yes_no(std::string_view cell) {
    const std::string text = trimmed(fold_width(cell));
    if (text == "有" || text == "あり" || text == "○" || text == "〇" || text == "◯" ||
        text == "可")
        return Answer::yes;
    if (text == "無" || text == "なし" || text == "×" || text == "不可") return Answer::no;
    return Answer::not_known;
}

std::string read_url(std::string_view cell) {
    std::string text = one_line(cell);
    const bool shaped =
        text.find('.') != text.npos && text.find('@') == text.npos && text.find(' ') == text.npos;
    const bool ascii = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
    return shaped && (ascii || text.starts_with("http")) ? text : std::string{};
}

std::string read_email(std::string_view cell) {
    const std::string text = trimmed(fold_width(cell));
    const auto at = text.find('@');
    const bool ascii = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
    const bool shaped = at != text.npos && at > 0 && text.find('@', at + 1) == text.npos &&
                        text.find('.', at) != text.npos;
    return ascii && shaped ? text : std::string{};
}

bool names_a_body(std::string_view name) {
    return contains_any(fold_width(name),
                        {"法人",   "会社", "(株)", "(有)",     "(社)",   "(福)", "(独)", "(公社)",
                         "(公財)", "組合", "市",   "町",       "村",     "県",   "国",   "機構",
                         "協会",   "連盟", "財団", "社団",     "学園",   "学院", "大学", "病院",
                         "医院",   "生協", "会",   "センター", "委員会", "NPO",  "農協", "JA"});
}

std::string date_text(std::string_view cell) {
    const std::string text = replaced(trimmed(cell), "[sanitize]", "-");
    if (text.empty()) return {};
    const auto reading = read_date("", text);
    return reading ? reading->date.iso() : std::string{};
}

bool same_meaning(Field field, std::string_view left, std::string_view right) {
    if (left == right) return true;
    if (left.empty() || right.empty()) return false;
    switch (field) {
        case Field::address:
            return address_key(left) == address_key(right);
        case Field::phone:
        case Field::fax:
            return phone_digits(left) == phone_digits(right);
        case Field::latitude:
        case Field::longitude:
            return near_degrees(left, right);
        case Field::told:
            return false;  // for programs: every sign counts
        case Field::url:
            return plain_url(left) == plain_url(right);
        case Field::name:
        case Field::organisation:
        case Field::kana:
            return fold(left) == fold(right);
        default:
            return one_spelling(left) == one_spelling(right);
    }
}

}  // namespace michi::directory
