#include "people/device.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace michi::people {
namespace {

struct Mark {
    std::string_view written, name;
};

// In this order: each says the names of those behind it as well.
constexpr std::array kBrowsers{Mark{"Edg", "Edge"},
                               Mark{"OPR/", "Opera"},
                               Mark{"SamsungBrowser/", "Samsung Internet"},
                               Mark{"Firefox/", "Firefox"},
                               Mark{"FxiOS/", "Firefox"},
                               Mark{"CriOS/", "Chrome"},
                               Mark{"Chrome/", "Chrome"},
                               Mark{"Safari/", "Safari"}};
constexpr std::array kSystems{Mark{"iPhone", "iPhone"},   Mark{"iPad", "iPad"},
                              Mark{"Android", "Android"}, Mark{"CrOS", "Chromebook"},
                              Mark{"Windows", "Windows"}, Mark{"Macintosh", "Mac"},
                              Mark{"Linux", "Linux"}};

template <std::size_t n>
std::string_view name_in(std::string_view agent, const std::array<Mark, n>& marks) {
    const auto* found = std::ranges::find_if(
        marks, [&](const Mark& mark) { return agent.find(mark.written) != agent.npos; });
    return found == marks.end() ? std::string_view() : found->name;
}

}  // namespace

std::string device_name(std::string_view agent) {
    const auto browser = name_in(agent, kBrowsers), system = name_in(agent, kSystems);
    if (browser.empty() && system.empty()) return std::string(first_characters(agent, 40));
    if (browser.empty() || system.empty()) return std::string(browser.empty() ? system : browser);
    return std::string(browser).append("・").append(system);
}

}  // namespace michi::people
