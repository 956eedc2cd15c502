// The route table of what everybody may see.

#include <array>

#include "published/audience.hpp"
#include "published/file_pages.hpp"
#include "published/hsds_pages.hpp"
#include "published/openapi.hpp"
#include "published/pages.hpp"
#include "published/published.hpp"

namespace michi::published {
namespace {

using web::Lane;
using web::Method;
using web::Reach;
using web::Route;

constexpr std::size_t kFormLimit = 16 * 1024;

constexpr Route open(Method method, std::string_view path, web::Handler run) {
    return {method,
            path,
            run,
            Act::visit_public,
            method == Method::post ? kFormLimit : 0,
            nullptr,
            Lane::pages,
            Reach::everybody};
}

constexpr Route tell(Method method, std::string_view path, web::Handler run) {
    Route route = open(method, path, run);
    route.reach = Reach::programs;
    route.lane = Lane::files;  // whole lists are asked for here too
    return route;
}

/// The whole list at once: never in front of a page.
constexpr Route file(std::string_view path, web::Handler run) {
    Route route = open(Method::get, path, run);
    route.lane = Lane::files;
    return route;
}

constexpr std::array kRoutes{
    Route{Method::get, "/", front_door, Act::visit_public},
    open(Method::get, "/resources", show_list),
    open(Method::post, "/resources", ask_in_words),
    open(Method::get, "/resources/{S}", show_service),
    open(Method::get, "/easy/resources", show_easy_list),
    open(Method::post, "/easy/resources", ask_in_easy_words),
    open(Method::get, "/easy/resources/{S}", show_easy_service),
    Route{Method::get, "/print/resources", print_paper, Act::see_directory},
    tell(Method::get, "/openapi.json", show_openapi),
    file("/resources.csv", resources_csv),
    file("/resources.sjis.csv", resources_sjis),
    file("/resources.lost.csv", resources_lost),
    file("/resources.xlsx", resources_xlsx),
    file("/sitemap.xml", sitemap),
    tell(Method::get, "/hsds", hsds_editions),
    tell(Method::get, "/hsds/{version}", hsds_about),
    tell(Method::get, "/hsds/{version}/", hsds_about),
    tell(Method::get, "/hsds/{version}/services", hsds_services),
    tell(Method::post, "/hsds/{version}/services", hsds_services),
    tell(Method::get, "/hsds/{version}/services/{service}", hsds_service),
    tell(Method::get, "/hsds/{version}/organizations", hsds_organizations),
    tell(Method::post, "/hsds/{version}/organizations", hsds_organizations),
    tell(Method::get, "/hsds/{version}/organizations/{organization}", hsds_organization),
    tell(Method::get, "/hsds/{version}/service_at_locations", hsds_at_locations),
    tell(Method::post, "/hsds/{version}/service_at_locations", hsds_at_locations),
    tell(Method::get, "/hsds/{version}/service_at_locations/{service_at_location}",
         hsds_at_location),
    tell(Method::get, "/hsds/{version}/taxonomies", hsds_taxonomies),
    tell(Method::post, "/hsds/{version}/taxonomies", hsds_taxonomies),
    tell(Method::get, "/hsds/{version}/taxonomies/{taxonomy}", hsds_taxonomy),
    tell(Method::get, "/hsds/{version}/taxonomy_terms", hsds_terms),
    tell(Method::post, "/hsds/{version}/taxonomy_terms", hsds_terms),
    tell(Method::get, "/hsds/{version}/taxonomy_terms/{taxonomy_term}", hsds_term),
    Route{Method::get, "/w/resources/{S}/audience", show_audience, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/audience", save_audience, Act::edit_directory},
};

}  // namespace

web::Part part() { return {"published", kRoutes}; }

}  // namespace michi::published
