#include "base/phone.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/fold.hpp"

namespace michi {
namespace {

struct Shape {
    std::size_t area, exchange;  // digits before the first and between the hyphens
};

// 電気通信番号計画 (令和元年総務省告示6号) 別表: services and mobile phones.
struct Service {
    std::string_view prefix;
    std::size_t length;
    Shape shape;
};
constexpr std::array<Service, 10> kServices{{
    {"0120", 10, {4, 3}},
    {"0570", 10, {4, 3}},
    {"0990", 10, {4, 3}},
    {"0800", 11, {4, 3}},
    {"020", 11, {3, 4}},
    {"050", 11, {3, 4}},
    {"060", 11, {3, 4}},
    {"070", 11, {3, 4}},
    {"080", 11, {3, 4}},
    {"090", 11, {3, 4}},
}};

struct Group {
    std::size_t area, exchange;
    std::string_view prefixes;  // each followed by a space
};
constexpr Group kGroups[] = {
#include "base/phone_shapes.inc"
};
constexpr Shape kMostAreas{4, 2};
constexpr std::size_t kLongestPrefix = 6;

const std::unordered_map<std::string_view, Shape>& areas() {
    static const auto table = [] {
        std::unordered_map<std::string_view, Shape> made;
        for (const Group& group : kGroups)
            for (std::string_view rest = group.prefixes; !rest.empty();) {
                const auto end = rest.find(' ');
                made[rest.substr(0, end)] = {group.area, group.exchange};
                rest.remove_prefix(end + 1);
            }
        return made;
    }();
    return table;
}

Shape area_shape(std::string_view digits) {
    for (std::size_t size = kLongestPrefix; size >= 2; --size)
        if (const auto found = areas().find(digits.substr(0, size)); found != areas().end())
            return found->second;
    return kMostAreas;
}

const Service* service_of(std::string_view digits) {
    const auto* found =
        std::ranges::find_if(kServices, [&](auto& s) { return digits.starts_with(s.prefix); });
    return found == kServices.end() ? nullptr : found;
}

bool is_whole(std::string_view digits) {
    if (!digits.starts_with('0') || digits.starts_with("00")) return false;
    const Service* service = service_of(digits);
    return digits.size() == (service ? service->length : 10);
}

std::string hyphenated(std::string_view digits) {
    const Service* service = service_of(digits);
    const auto [area, exchange] = service ? service->shape : area_shape(digits);
    std::string shown(digits);
    return shown.insert(area + exchange, "-").insert(area, "-");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string only_digits(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
    return digits;
}

/// Takes 内線12 off the end.
std::string take_extension(std::string& text) {
    for (std::string_view mark : {"(内線", "内線", "ext.", "ext"}) {
        const auto at = text.find(mark);
        if (at == std::string::npos) continue;
        std::string extension = only_digits(std::string_view(text).substr(at));
        text.resize(at);
        return extension;
    }
    return {};
}

/// Takes the word before the number off the front.
void take_label(std::string& text) {
    for (std::string_view label :
         {"電話番号", "電話", "携帯", "自宅", "TEL", "Tel", "tel", "℡", ":", "."})
        if (text.starts_with(label)) text.erase(0, label.size());
}

/// National digits of a number written from abroad: +81-3-…, +81 (0)3-…
std::string national(std::string_view text) {
    std::string digits = only_digits(text);
    if (!text.starts_with("+81")) return digits;
    return (digits.size() > 2 && digits[2] == '0' ? "" : "0") + digits.substr(2);
}

bool only_a_number(std::string_view text) {
    return text.find_first_not_of("0123456789-+() \t\r\n.") == std::string_view::npos;
}

std::string with_extension(std::string shown, std::string_view extension) {
    return extension.empty() ? shown : shown.append(" 内線").append(extension);
}

bool zero_seems_lost(std::string_view digits) {
    if (digits.empty() || digits[0] == '0') return false;
    return digits.size() == 9 || (digits.size() == 10 && is_whole("0" + std::string(digits)));
}

}  // namespace

PhoneReading read_phone(std::string_view typed) {
    PhoneReading reading{.shown = trimmed(typed), .digits = {}, .extension = {}, .doubtful = false};
    std::string text = fold_dashes(fold_width(reading.shown));
    reading.extension = take_extension(text);
    take_label(text);
    text = trimmed(text);
    const std::string digits = national(text);
    reading.doubtful = only_a_number(text) && zero_seems_lost(digits);
    if (!is_whole(digits)) return reading;
    reading.digits = digits;
    if (only_a_number(text)) reading.shown = with_extension(hyphenated(digits), reading.extension);
    return reading;
}

PostalReading read_postal(std::string_view typed) {
    std::string text = fold_dashes(fold_width(trimmed(typed)));
    for (std::string_view mark : {"〒", "郵便番号"})
        if (text.starts_with(mark)) text.erase(0, mark.size());
    if (text.find_first_not_of("0123456789- ") != std::string::npos) return {};
    const std::string digits = only_digits(text);
    if (digits.size() == 7) return {digits.substr(0, 3) + "-" + digits.substr(3), false};
    return {"", digits.size() == 6};
}

}  // namespace michi
