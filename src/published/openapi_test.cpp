#include "published/openapi.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "published/published.hpp"

namespace michi::published {
namespace {

namespace json = boost::json;

std::set<std::string> described() {
    std::set<std::string> found;
    const json::value whole = json::parse(openapi("/"));
    for (const auto& path : whole.at("paths").as_object())
        for (const auto& method : path.value().as_object())
            found.insert(std::string(method.key()) + " " + std::string(path.key()));
    return found;
}

std::set<std::string> served() {
    std::set<std::string> found;
    for (const web::Route& route : part().routes)
        if (route.reach == web::Reach::programs &&
            !route.path.ends_with('/'))  // the same as without
            found.insert((route.method == web::Method::get ? "get " : "post ") +
                         std::string(route.path));
    return found;
}

TEST(OpenApi, describes_every_route_for_programs_and_no_other) { EXPECT_EQ(described(), served()); }

TEST(OpenApi, names_each_operation_once_and_says_how_it_fails) {
    const json::value whole = json::parse(openapi("/"));
    std::set<std::string> names;
    for (const auto& path : whole.at("paths").as_object())
        for (const auto& method : path.value().as_object()) {
            const auto& operation = method.value().as_object();
            EXPECT_TRUE(names.insert(std::string(operation.at("operationId").as_string())).second)
                << path.key();
            EXPECT_TRUE(operation.at("responses").as_object().contains("400")) << path.key();
        }
}

}  // namespace
}  // namespace michi::published
