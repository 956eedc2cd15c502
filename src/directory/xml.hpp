// Streaming XML with the doors shut: no document type, no entities, no external things, depth <= 64
// (I2).
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace michi::directory {

/// Attributes of one element by local name.
class Attributes {
  public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}
    std::string_view get(std::string_view name) const;  // "" when absent

  private:
    const char** pairs_;
};

struct XmlEvents {
    std::function<void(std::string_view name, const Attributes&)> open;
    std::function<void(std::string_view name)> close;
    std::function<void(std::string_view text)> text;
};

/// False when the document is not well formed or holds what is not allowed.
bool parse_xml(std::string_view document, const XmlEvents& events);

}  // namespace michi::directory
