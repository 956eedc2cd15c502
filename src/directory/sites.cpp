#include "directory/sites.hpp"

#include <fmt/format.h>

#include "base/fold.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "directory/place.hpp"

namespace michi::directory {
namespace {

constexpr std::string_view kBetween = " / ", kAfterName = "：", kBeforePostal = "〒";

Site site_in(std::string_view text) {
    Site site;
    std::string rest = trimmed(text);
    if (const auto at = rest.rfind('@'); at != std::string::npos) {
        const auto comma = rest.find(',', at);
        if (comma != std::string::npos) {
            site.point = read_point(std::string_view(rest).substr(at + 1, comma - at - 1),
                                    std::string_view(rest).substr(comma + 1))
                             .point;
            if (site.point) rest = trimmed(std::string_view(rest).substr(0, at));
        }
    }
    if (const auto colon = rest.find(kAfterName); colon != std::string::npos) {
        site.name = trimmed(std::string_view(rest).substr(0, colon));
        rest = trimmed(std::string_view(rest).substr(colon + kAfterName.size()));
    }
    if (rest.starts_with(kBeforePostal)) {
        const std::string plain = fold_dashes(fold_width(rest.substr(kBeforePostal.size())));
        const auto end = std::min(plain.find_first_not_of("0123456789- "), plain.size());
        site.postal = read_postal(std::string_view(plain).substr(0, end)).shown;
        if (!site.postal.empty()) rest = trimmed(std::string_view(plain).substr(end));
    }
    site.address = std::move(rest);
    return site;
}

}  // namespace

std::vector<Site> sites_in(std::string_view text) {
    std::vector<Site> sites;
    while (!text.empty()) {
        const auto line = text.find('\n'), dash = text.find(kBetween);
        const auto end = std::min({line, dash, text.size()});
        if (Site site = site_in(text.substr(0, end)); !site.address.empty())
            sites.push_back(std::move(site));
        text.remove_prefix(std::min(end + (end == dash ? kBetween.size() : 1), text.size()));
    }
    return sites;
}

std::string text_of(const std::vector<Site>& sites) {
    std::string text;
    for (const Site& site : sites) {
        if (!text.empty()) text += kBetween;
        if (!site.name.empty()) text.append(site.name).append(kAfterName);
        if (!site.postal.empty()) text.append(kBeforePostal).append(site.postal).append(" ");
        text += site.address;
        if (site.point) text += fmt::format(" @{},{}", site.point->latitude, site.point->longitude);
    }
    return text;
}

Values values_of(const Site& site) {
    Values values;
    values[Field::name] = site.name;
    values[Field::postal] = site.postal;
    values[Field::address] = site.address;
    values[Field::municipality] = municipality_of(site.address, "");
    if (values[Field::municipality].empty())
        values[Field::municipality] = lone_municipality(site.address);
    if (site.point) {
        values[Field::latitude] = fmt::format("{}", site.point->latitude);
        values[Field::longitude] = fmt::format("{}", site.point->longitude);
    }
    return values;
}

}  // namespace michi::directory
