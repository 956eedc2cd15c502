// The route table of what everybody may see.

#include <array>

#include "published/audience.hpp"
#include "published/pages.hpp"
#include "published/published.hpp"

namespace michi::published {
namespace {

using web::Method;
using web::Pace;
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
            Pace::quick,
            Reach::everybody};
}

constexpr std::array kRoutes{
    open(Method::get, "/resources", show_list),
    open(Method::post, "/resources", ask_in_words),
    open(Method::get, "/resources/{S}", show_service),
    open(Method::get, "/easy/resources", show_easy_list),
    open(Method::post, "/easy/resources", ask_in_easy_words),
    open(Method::get, "/easy/resources/{S}", show_easy_service),
    Route{Method::get, "/print/resources", print_paper, Act::see_directory},
    Route{Method::get, "/w/resources/{S}/audience", show_audience, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/audience", save_audience, Act::edit_directory},
};

}  // namespace

web::Part part() { return {"published", kRoutes}; }

}  // namespace michi::published
