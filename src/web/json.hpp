// JSON of any described struct: the second face of every view.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <charconv>
#include <concepts>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/html.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "web/out.hpp"

namespace michi::web {

struct JsonText {
    std::string text;
};

void json_string(std::string& out, std::string_view text);

inline void write_json(std::string& out, bool value) { out += value ? "true" : "false"; }
template <class I>
requires(std::integral<I> && !std::same_as<I, bool>) void write_json(std::string& out, I number) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}
void write_json(std::string& out, double value);
inline void write_json(std::string& out, const std::string& text) { json_string(out, text); }
inline void write_json(std::string& out, std::string_view text) { json_string(out, text); }
inline void write_json(std::string& out, Word word) { json_string(out, word.key()); }
inline void write_json(std::string& out, const Html& html) { json_string(out, html.markup()); }
void write_json(std::string& out, const Refusals& refusals);
inline void write_json(std::string& out, Date date) { json_string(out, date.iso()); }
inline void write_json(std::string& out, Instant at) { json_string(out, at.iso()); }
inline void write_json(std::string& out, const Url& url) { json_string(out, url.text()); }
template <class Of>
void write_json(std::string& out, Id<Of> id) {
    write_json(out, id.value);
}
template <class E>
requires std::is_enum_v<E>
void write_json(std::string& out, E value) { write_json(out, static_cast<std::int64_t>(value)); }
template <class T>
void write_json(std::string& out, const std::optional<T>& maybe);
template <class T>
void write_json(std::string& out, const std::vector<T>& list);
template <class T>
void write_json(std::string& out, const std::map<std::string, T>& map);
template <class T, class D = boost::describe::describe_members<
                       T, boost::describe::mod_public | boost::describe::mod_inherited>>
void write_json(std::string& out, const T& value) {
    out += '{';
    bool first = true;
    boost::mp11::mp_for_each<D>([&](auto member) {
        if (!first) out += ',';
        first = false;
        json_string(out, member.name);
        out += ':';
        write_json(out, value.*member.pointer);
    });
    out += '}';
}
template <class T>
void write_json(std::string& out, const std::optional<T>& maybe) {
    if (maybe)
        write_json(out, *maybe);
    else
        out += "null";
}
template <class T>
void write_json(std::string& out, const std::vector<T>& list) {
    out += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i) out += ',';
        write_json(out, static_cast<const T&>(list[i]));
    }
    out += ']';
}
template <class T>
void write_json(std::string& out, const std::map<std::string, T>& map) {
    out += '{';
    for (auto it = map.begin(); it != map.end(); ++it) {
        if (it != map.begin()) out += ',';
        json_string(out, it->first);
        out += ':';
        write_json(out, it->second);
    }
    out += '}';
}

template <class View>
std::string to_json(const View& view) {
    std::string out;
    write_json(out, view);
    return out;
}

}  // namespace michi::web
