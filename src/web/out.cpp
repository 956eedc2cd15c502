#include "web/out.hpp"

#include "base/address.hpp"
#include "web/assets.hpp"

namespace michi::web {
namespace {

std::string_view sprite() {
    static const Asset* found = asset_named("sprite.svg");
    return found ? found->path : std::string_view();
}

}  // namespace

void encode_segment(std::string& out, std::string_view text) { percent_encode(out, text); }

bool is_local_path(std::string_view text) {
    if (text.empty() || text.size() > 2000 || text.front() != '/') return false;
    if (text.size() > 1 && text[1] == '/') return false;
    for (const char c : text)
        if (c <= 0x20 || c >= 0x7f || c == '\\' || c == '"' || c == '<' || c == '>') return false;
    return true;
}

Url Url::local(std::string_view path) {
    Url url("/");
    if (is_local_path(path)) url.text_ = path;
    return url;
}

Url& Url::segment(std::string_view text) {
    if (text_.empty() || text_.back() != '/') text_ += '/';
    encode_segment(text_, text);
    return *this;
}

Url& Url::query(std::string_view name, std::string_view value) {
    text_ += text_.find('?') == std::string::npos ? '?' : '&';
    encode_segment(text_, name);
    text_ += '=';
    encode_segment(text_, value);
    return *this;
}

Url& Url::fragment(std::string_view name) {
    text_ += '#';
    encode_segment(text_, name);
    return *this;
}

void Out::forms_hidden() {
    ++forms_;
    raw(R"(<input type="hidden" name="_csrf" value=")");
    raw(around_.csrf);
    raw(R"("><input type="hidden" name="_once" value=")");
    raw(around_.once);
    raw(".");
    text(forms_);
    raw(R"("><input type="hidden" name="_from" value=")");
    text(around_.from);
    raw(R"(">)");
}

void Out::icon(std::string_view name) {
    raw(R"(<svg class="ic" aria-hidden="true"><use href=")");
    raw(sprite());
    raw("#i-");
    text(name);
    raw(R"("/></svg>)");
}

void Out::asset(std::string_view name) {
    if (const Asset* found = asset_named(name)) raw(found->path);
}

}  // namespace michi::web
