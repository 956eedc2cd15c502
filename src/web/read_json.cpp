// A strict reader of JSON objects (RFC 8259) into forms: recursive descent, depth-limited.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "web/read.hpp"

namespace michi::web {
namespace {

/// Fields, and what holds them or says that there is nothing.
constexpr std::size_t kMostValues = 2 * kMostFields;

class Reader {
  public:
    Reader(std::string_view text, Form& into)
        : rest_(text), into_(into), may_make_(std::max(2 * text.size(), kAlwaysMade)) {}

    bool whole() {
        space();
        if (!rest_.starts_with('{') || !object("", 1)) return false;
        space();
        return rest_.empty();
    }

  private:
    void space() {
        const auto at = rest_.find_first_not_of(" \t\r\n");
        rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at);
    }
    bool take(std::string_view what) {
        if (!rest_.starts_with(what)) return false;
        rest_.remove_prefix(what.size());
        return true;
    }

    bool object(const std::string& prefix, int depth) {
        if (depth > kDeepestJson || !take("{")) return false;
        std::set<std::string> seen;
        space();
        if (take("}")) return true;
        do {
            space();
            std::string name;
            if (!string(name) || prefix.size() + name.size() > kLongestName) return false;
            if (!seen.insert(name).second) return false;
            space();
            if (!take(":") || !value(prefix + name, depth)) return false;
            space();
        } while (take(","));
        return take("}");
    }

    bool list(const std::string& name, int depth) {
        if (depth > kDeepestJson || !take("[")) return false;
        space();
        if (take("]")) return true;
        do {
            if (!value(name, depth)) return false;
            space();
        } while (take(","));
        return take("]");
    }

    bool value(const std::string& name, int depth) {
        if (++values_ > kMostValues) return false;
        space();
        if (rest_.starts_with('{')) return object(name + ".", depth + 1);
        if (rest_.starts_with('[')) return list(name, depth + 1);
        if (take("null") || take("false")) return true;
        if (take("true")) return keep(name, "1");
        std::string text;
        if (rest_.starts_with('"')) return string(text) && keep(name, std::move(text));
        return number(text) && keep(name, std::move(text));
    }

    bool keep(const std::string& name, std::string text) {
        made_ += name.size() + text.size();
        if (into_.fields.size() >= kMostFields || made_ > may_make_) return false;
        into_.fields.emplace(name, std::move(text));
        return true;
    }

    bool digits(std::size_t& at) const {
        const auto from = at;
        while (at < rest_.size() && rest_[at] >= '0' && rest_[at] <= '9') ++at;
        return at > from;
    }

    bool number(std::string& into) {
        std::size_t at = rest_.starts_with('-') ? 1 : 0;
        const auto first = at;
        if (!digits(at) || (rest_[first] == '0' && at > first + 1)) return false;
        bool whole = true;
        if (at < rest_.size() && rest_[at] == '.') {
            whole = false;
            if (!digits(++at)) return false;
        }
        if (at < rest_.size() && (rest_[at] == 'e' || rest_[at] == 'E')) {
            whole = false;
            ++at;
            if (at < rest_.size() && (rest_[at] == '+' || rest_[at] == '-')) ++at;
            if (!digits(at)) return false;
        }
        into = rest_.substr(0, at);
        rest_.remove_prefix(at);
        return whole ? fits<std::int64_t>(into) : fits<double>(into);
    }
    template <class N>
    static bool fits(const std::string& text) {
        N value{};
        return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
    }

    bool hex4(unsigned& into) {
        if (rest_.size() < 4) return false;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + 4, into, 16);
        if (error != std::errc() || end != rest_.data() + 4) return false;
        rest_.remove_prefix(4);
        return true;
    }

    bool unicode(std::string& into) {
        unsigned code = 0;
        if (!hex4(code) || code == 0 || (code >= 0xDC00 && code < 0xE000)) return false;
        if (code >= 0xD800 && code < 0xDC00) {
            unsigned low = 0;
            if (!take("\\u") || !hex4(low) || low < 0xDC00 || low > 0xDFFF) return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        append_utf8(into, code);
        return true;
    }
    static void append_utf8(std::string& into, unsigned code) {
        const auto tail = [&](unsigned shift) {
            into += static_cast<char>(0x80 | ((code >> shift) & 0x3F));
        };
        if (code < 0x80) {
            into += static_cast<char>(code);
        } else if (code < 0x800) {
            into += static_cast<char>(0xC0 | (code >> 6));
            tail(0);
        } else if (code < 0x10000) {
            into += static_cast<char>(0xE0 | (code >> 12));
            tail(6), tail(0);
        } else {
            into += static_cast<char>(0xF0 | (code >> 18));
            tail(12), tail(6), tail(0);
        }
    }

    bool escape(std::string& into) {
        if (rest_.empty()) return false;
        const char c = rest_.front();
        rest_.remove_prefix(1);
        constexpr std::string_view kFrom = "\"\\/bfnrt", kTo = "\"\\/\b\f\n\r\t";
        if (c == 'u') return unicode(into);
        const auto at = kFrom.find(c);
        if (at == std::string_view::npos) return false;
        into += kTo[at];
        return true;
    }

    bool string(std::string& into) {
        if (!take("\"")) return false;
        while (!rest_.empty()) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '"') return true;
            if (static_cast<unsigned char>(c) < 0x20) return false;
            if (c != '\\')
                into += c;
            else if (!escape(into))
                return false;
        }
        return false;
    }

    std::string_view rest_;
    Form& into_;
    const std::size_t may_make_;
    std::size_t made_{}, values_{};
};

}  // namespace

bool read_json(std::string_view text, Form& into) {
    return is_utf8_text(text) && Reader(text, into).whole();
}

}  // namespace michi::web
