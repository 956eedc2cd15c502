#include "directory/map.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "directory/directory.hpp"
#include "directory/files_test.hpp"
#include "town.hpp"

namespace michi::directory {
namespace {

const std::string kBoundary = "N03-21_35_s0010.topojson";

/// Two squares, one of them with an island, in longitude and latitude.
std::string two_squares(std::string_view second = "99202") {
    return R"({"type":"FeatureCollection","features":[
        {"properties":{"N03_007":"99201"},"geometry":{"type":"Polygon",
         "coordinates":[[[136,38],[137,38],[137,39],[136,39],[136,38]]]}},
        {"properties":{"N03_007":")" +
           std::string(second) + R"("},"geometry":{"type":"MultiPolygon",
         "coordinates":[[[[137,38],[138,38],[138,39],[137,39],[137,38]]],
                        [[[139,38.2],[139.5,38.2],[139.5,38.7],[139,38.7],[139,38.2]]]]}}]})";
}

std::string refusal(std::string_view text) {
    const auto read = read_outline(text);
    return read ? "" : std::string(word_text(read.error().items.front().word, Lang::ja));
}

TEST(Outline, of_山口県_has_its_19_municipalities_within_a_light_picture) {
    const auto outline = read_outline(published(kBoundary));
    ASSERT_TRUE(outline);
    EXPECT_EQ(outline->prefecture, "35");
    EXPECT_EQ(outline->shapes.size(), 19u);
    EXPECT_TRUE(std::ranges::is_sorted(outline->shapes, {}, &Shape::code));
    std::size_t size = 0;
    for (const Shape& shape : outline->shapes) {
        size += shape.path.size();
        EXPECT_GT(shape.x, 0);
        EXPECT_LT(shape.x, outline->width);
        EXPECT_GT(shape.y, 0);
        EXPECT_LT(shape.y, outline->height);
    }
    EXPECT_LT(size, 40'000u);
}

TEST(Outline, stands_as_it_does_on_the_earth) {
    const auto outline = read_outline(two_squares());
    ASSERT_TRUE(outline);
    ASSERT_EQ(outline->shapes.size(), 2u);
    EXPECT_EQ(outline->width, kOutlineWidth);
    // 3.5 degrees of longitude at 38.5 degrees north are 2.74 degrees of latitude wide
    EXPECT_NEAR(outline->height, kOutlineWidth / 2.74, 2);
    EXPECT_LT(outline->shapes[0].x, outline->shapes[1].x) << "west is left";
    EXPECT_EQ(std::ranges::count(outline->shapes[1].path, 'M'), 2) << "the island too";
    EXPECT_EQ(outline->shapes[0].path.substr(0, 2), "M0");
}

TEST(Outline, refuses_what_is_none_with_what_to_do) {
    const std::string unknown(word_text("directory.outline_unknown"_w, Lang::ja));
    for (
        std::string_view text :
        {"", "{", "[]", "null", R"({"type":"Topology"})",
         R"({"type":"Topology","arcs":[],"objects":{}})",
         R"({"type":"Topology","arcs":[[[0,0],[1,1]]],"objects":{"a":{"geometries":[{"type":"Polygon","arcs":[[7]],"properties":{"N03_007":"35201"}}]}}})",
         R"({"type":"FeatureCollection","features":[{"properties":{"N03_007":"35201"},"geometry":{"type":"Point","coordinates":[1,2]}}]})",
         R"({"type":"FeatureCollection","features":[{"properties":{"N03_007":"35201"},"geometry":{"type":"Polygon","coordinates":[[[1,"x"]]]}}]})"})
        EXPECT_EQ(refusal(text), unknown) << text;
    EXPECT_EQ(refusal(two_squares("35201")), word_text("directory.outline_of_several"_w, Lang::ja));
}

class Map : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part()}};
    Result<MapTaken> take(std::string_view bytes) {
        Result<MapTaken> taken{MapTaken{}};
        town.write([&](Tx& tx) { taken = take_map(tx, bytes); });
        return taken;
    }
    std::string page(const std::string& more) {
        return town.get(town.miura, "/w/resources?asked=1" + more).body;
    }
};
ON_EACH_ENGINE(Map);

TEST_P(Map, shows_tiles_until_somebody_gives_a_boundary) {
    town.write([&](Tx& tx) {
        Values values;
        values[Field::name] = "つくし";
        values[Field::municipality] = town.home;
        add_service(tx, "short_stay", values);
    });
    EXPECT_NE(page("&map=outline").find("class=\"tiles\""), std::string::npos);
    const auto taken = take(two_squares());
    ASSERT_TRUE(taken);
    EXPECT_TRUE(taken->outline);
    EXPECT_EQ(taken->places, 2u);
    EXPECT_NE(page("&map=outline").find("<svg class=\"outline\""), std::string::npos);
    EXPECT_NE(page("&map=outline").find("国土数値情報"), std::string::npos) << "the credit";
    EXPECT_EQ(page("&map=table").find("class=\"tiles\""), std::string::npos);
    ASSERT_TRUE(take(two_squares()));  // a newer boundary takes the place of the older
    EXPECT_NE(page("&map=outline").find("<svg class=\"outline\""), std::string::npos);
}

TEST_P(Map, takes_the_layout_of_its_tiles_from_a_list) {
    ASSERT_TRUE(take("団体コード,行,列\n992011,3,4\n99202,0,1\n"));
    std::vector<Tile> tiles;
    town.write([&](Tx& tx) { tiles = tiles_of(tx, "99"); });
    ASSERT_EQ(tiles.size(), 2u);
    EXPECT_EQ(tiles[0].row, 3);
    EXPECT_EQ(tiles[1].column, 1);
    const auto wrong = take("団体コード,行,列\n992011,3,4\n992020,3,4\n000000,1,1\n992038,x,1\n");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().items.size(), 3u) << "each row with its own sentence";
}

TEST_P(Map, is_asked_from_by_a_tile_and_keeps_the_rest_of_the_question) {
    const auto body = page("&kind=short_stay&from=992020&at=992011");
    EXPECT_NE(body.find("name=\"from\" value=\"992011\""), std::string::npos);
}

}  // namespace
}  // namespace michi::directory
