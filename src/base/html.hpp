// Markup that is already safe to send. Only escape() and templates make it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace michi {

class Html {
  public:
    Html() = default;
    std::string_view markup() const { return markup_; }
    Html& operator+=(const Html& more) {
        markup_ += more.markup_;
        return *this;
    }
    /// For code that builds markup itself (SVG drawing). The caller answers for it.
    static Html trusted(std::string markup) {
        Html html;
        html.markup_ = std::move(markup);
        return html;
    }

  private:
    std::string markup_;
};

/// Appends text so that it stays text in element content and in quoted attributes.
void escape_into(std::string& out, std::string_view text);
Html escape(std::string_view text);

/// やさしい日本語 with its readings: 「相談《そうだん》」 becomes ruby; what carries the reading is the
/// run of kanji before it, or what stands behind ｜.
Html ruby(std::string_view text);

}  // namespace michi
