// Where a template writes: text is escaped for the place it stands in, nothing else gets through.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/html.hpp"
#include "base/word.hpp"

namespace michi::web {

/// A local address made from literal parts and encoded segments.
class Url {
  public:
    template <std::size_t n>
    consteval static std::string_view literal(const char (&path)[n]) {
        return {path, n - 1};
    }
    template <std::size_t n>
    explicit Url(const char (&path)[n]) : text_(path, n - 1) {}
    /// An address that came from outside; "/" unless it is a path on this site.
    static Url local(std::string_view path);
    Url& segment(std::string_view text);                        // "/" + percent-encoded
    Url& query(std::string_view name, std::string_view value);  // "?name=value" or "&…"
    Url& fragment(std::string_view name);
    std::string_view text() const { return text_; }

  private:
    std::string text_;
};

/// A path on this site, fit for `?then=`: never another host.
bool is_local_path(std::string_view text);
void encode_segment(std::string& out, std::string_view text);

/// What every page of one answer shares; filled by the router.
struct Surroundings {
    Lang lang{Lang::ja};
    std::string nonce;
    std::string csrf;
    std::string once;  // one-time key; every form on the page gets its own from it
    std::string from;  // address of the page its forms stand on
};

/// What `{% t key n=… %}` puts into a text.
inline std::string said(std::string_view text) { return std::string(text); }
template <std::integral I>
std::string said(I number) {
    return std::to_string(number);
}
template <class T>
std::string said(const std::optional<T>& maybe) {
    return maybe ? said(*maybe) : std::string();
}

class Out {
  public:
    /// `forms`: how many forms of the same answer were written before, so that no key comes twice.
    explicit Out(const Surroundings& around, int forms = 0) : around_(around), forms_(forms) {
        body_.reserve(32 * 1024);
    }

    void raw(std::string_view markup) { body_.append(markup); }
    void text(std::string_view s) { escape_into(body_, s); }
    void text(const std::string& s) { escape_into(body_, s); }
    void text(const char* s) { escape_into(body_, s); }
    void text(const Html& html) { body_.append(html.markup()); }
    template <std::integral I>
    void text(I number) {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
        body_.append(digits, end);
    }
    template <class T>
    void text(const std::optional<T>& maybe) {
        if (maybe) text(*maybe);
    }
    void text(Word word) { this->word(word); }
    void attr(const Html&) = delete;
    template <class T>
    void attr(const T& value) {
        text(value);
    }
    void segment(std::string_view s) { encode_segment(body_, s); }
    template <std::integral I>
    void segment(I number) {
        text(number);
    }
    void url(const Url& url) { escape_into(body_, url.text()); }
    void word(Word word) { escape_into(body_, word_text(word, around_.lang)); }
    void word_with(Word word, const Args& args) {
        escape_into(body_, say(word, around_.lang, args));
    }

    Lang lang() const { return around_.lang; }
    void nonce() { body_.append(around_.nonce); }
    void forms_hidden();                  // the _csrf, _once and _from inputs
    int forms() const { return forms_; }  // how many forms were written
    void icon(
        std::string_view name);  // <svg class="ic" aria-hidden="true"><use href="…#i-name"/></svg>
    void asset(std::string_view name);  // hashed path of a static file

    std::string take() { return std::move(body_); }
    std::string_view so_far() const { return body_; }

  private:
    const Surroundings& around_;
    std::string body_;
    int forms_;
};

}  // namespace michi::web
