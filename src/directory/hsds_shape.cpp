#include "directory/hsds_shape.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <span>

#include "base/date.hpp"

namespace michi::directory {
namespace {

namespace json = boost::json;

enum class Holds { text, number, uuid, uri, mail, moment, choice, list, one };
constexpr bool kMust = true, kMay = false;

struct Property {
    std::string_view of, name;
    Holds holds;
    std::string_view more;  // of a choice what is allowed, of a list or one object its type
    bool must;
};
constexpr auto kProperties = std::to_array<Property>({
#include "directory/hsds_shape.inc"
});
static_assert(std::ranges::is_sorted(kProperties, {}, &Property::of));

std::span<const Property> properties_of(std::string_view type) {
    return {std::ranges::lower_bound(kProperties, type, {}, &Property::of),
            std::ranges::upper_bound(kProperties, type, {}, &Property::of)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !is_hex(text[i])) return false;
    }
    return true;
}

bool is_uri(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == text.npos || !is_letter(text.front()) || colon + 1 == text.size()) return false;
    for (char c : text.substr(0, colon))
        if (!is_letter(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return false;
    for (std::size_t i = colon; i < text.size(); ++i) {
        const char c = text[i];
        if (c <= ' ' || c > '~' ||
            std::string_view("<>\"\\^`{|}[]").find(c) != std::string_view::npos)
            return false;
        if (c == '%' && !(i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])))
            return false;
    }
    return std::ranges::count(text, '#') <= 1;
}

bool is_mail(std::string_view text) {
    const auto at = text.find('@');
    if (at == text.npos || at == 0 || text.find('@', at + 1) != text.npos) return false;
    const auto plain = [](char c) { return is_letter(c) || is_digit(c); };
    const auto part_is = [&](std::string_view part, std::string_view beside) {
        return !part.empty() && plain(part.front()) && plain(part.back()) &&
               part.find("..") == part.npos && std::ranges::all_of(part, [&](char c) {
                   return plain(c) || beside.find(c) != beside.npos;
               });
    };
    const auto host = text.substr(at + 1);
    return part_is(text.substr(0, at), "._+-") && part_is(host, ".-") &&
           host.find('.') != host.npos && host.find("-.") == host.npos &&
           host.find(".-") == host.npos;
}

/// 2026-11-24T08:32:40Z, with a fraction and an offset (RFC 3339).
bool is_moment(std::string_view text) {
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return false;
    if (!Date::parse_iso(text.substr(0, 10))) return false;
    const auto two = [&](std::size_t at, int least_not) {
        return at + 1 < text.size() && is_digit(text[at]) && is_digit(text[at + 1]) &&
               (text[at] - '0') * 10 + (text[at + 1] - '0') < least_not;
    };
    if (!two(11, 24) || text[13] != ':' || !two(14, 60) || text[16] != ':' || !two(17, 60))
        return false;
    std::size_t at = 19;
    if (text[at] == '.') {
        const std::size_t first = ++at;
        while (at < text.size() && is_digit(text[at])) ++at;
        if (at == first) return false;
    }
    const auto zone = text.substr(std::min(at, text.size()));
    if (zone == "Z" || zone == "z") return true;
    return zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':' &&
           two(at + 1, 24) && two(at + 4, 60);
}

bool is_choice(std::string_view text, std::string_view choices) {
    while (!choices.empty()) {
        const auto end = std::min(choices.find('|'), choices.size());
        if (choices.substr(0, end) == text) return true;
        choices.remove_prefix(std::min(end + 1, choices.size()));
    }
    return false;
}

bool fits(const json::value& value, const Property& property) {
    if (property.holds == Holds::number) return value.is_number();
    if (property.holds == Holds::list) return value.is_array();
    if (property.holds == Holds::one) return value.is_object();
    const auto* text = value.if_string();
    if (!text) return false;
    switch (property.holds) {
        case Holds::uuid:
            return is_uuid(*text);
        case Holds::uri:
            return is_uri(*text);
        case Holds::mail:
            return is_mail(*text);
        case Holds::moment:
            return is_moment(*text);
        case Holds::choice:
            return is_choice(*text, property.more);
        default:
            return true;
    }
}

class Fitting {
  public:
    explicit Fitting(LeftOut& left_out) : left_out_(left_out) {}

    bool object(json::object& object, std::string_view type, const std::string& path) {
        for (const Property& property : properties_of(type)) {
            const auto found = object.find(property.name);
            const std::string here = path + std::string(property.name);
            if (found != object.end() && !keep(found->value(), property, here)) object.erase(found);
            if (property.must && !object.contains(property.name)) {
                left_out_.push_back(here);
                return false;
            }
        }
        return true;
    }

  private:
    bool keep(json::value& value, const Property& property, const std::string& here) {
        if (value.is_null()) return false;  // says nothing
        if (!fits(value, property)) {
            left_out_.push_back(here);
            return false;
        }
        if (property.holds == Holds::one)
            return object(value.get_object(), property.more, here + ".");
        if (property.holds == Holds::list) list(value.get_array(), property.more, here);
        return true;
    }
    void list(json::array& array, std::string_view type, const std::string& here) {
        json::array kept(array.storage());
        for (std::size_t i = 0; i < array.size(); ++i) {
            const std::string place = here + "[" + std::to_string(i) + "]";
            if (!array[i].is_object())
                left_out_.push_back(place);
            else if (object(array[i].get_object(), type, place + "."))
                kept.push_back(std::move(array[i]));
        }
        array = std::move(kept);
    }
    LeftOut& left_out_;
};

}  // namespace

bool fit_to_shape(json::object& object, std::string_view type, LeftOut& left_out) {
    return Fitting(left_out).object(object, type, "");
}

}  // namespace michi::directory
