// Requests about NAME.
#include <array>

#include "NAME/NAME.hpp"
#include "NAME/views.hpp"

namespace michi::NAME {

void render(const PageView& v, web::Out& out);  // page.html

namespace {

web::Answer show(web::Context& c) {
    c.require(Act::open_page, {});
    return c.page(PageView{.today = c.now.today.iso()}, {.title = say("NAME.title"_w, c.lang)});
}

constexpr std::array kRoutes{
    web::Route{web::Method::get, "/w/NAME", show, Act::open_page},
};

}  // namespace

web::Part part() { return {"NAME", kRoutes}; }

}  // namespace michi::NAME
