// Where else a service stands beside its address: several places of one service (HSDS
// service_at_location) as one text that people can type.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "directory/model.hpp"

namespace michi::directory {

/// One place: 「東分室：〒745-0001 周南市岐山通1-1 @34.05,131.80」; all but the address may be left
/// out.
struct Site {
    std::string name, postal, address;
    std::optional<Point> point;
};

/// Parted by " / " or line breaks; what has no address is no site.
std::vector<Site> sites_in(std::string_view text);
std::string text_of(const std::vector<Site>& sites);

/// The values that the place of a site has.
Values values_of(const Site& site);

}  // namespace michi::directory
