#include "directory/freshness.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/municipality.hpp"
#include "directory/merge.hpp"
#include "directory/nearby.hpp"

namespace michi::directory {
namespace {

const Date kToday = *Date::from_ymd(2026, 11, 25);

std::shared_ptr<const Listing> entry(std::string place, std::optional<Date> confirmed,
                                     std::optional<Date> silent = {}) {
    Listing made;
    made.values[Field::municipality] = std::move(place);
    made.confirmed_on = confirmed;
    made.unconfirmed_since = silent;
    return std::make_shared<const Listing>(std::move(made));
}

TEST(Freshness, is_counted_by_municipality_without_what_is_closed_or_gone) {
    Snapshot all;
    all.listings = {entry("992020", kToday - 10), entry("992020", kToday - 300),
                    entry("992020", {}), entry("992038", kToday - 90, kToday - 5),
                    entry("992038", kToday - 1, kToday - 5)};
    Listing gone = *entry("992020", kToday), closed = *entry("992020", kToday);
    gone.gone = true;
    closed.values[Field::closed] = "closed";
    all.listings.push_back(std::make_shared<const Listing>(gone));
    all.listings.push_back(std::make_shared<const Listing>(closed));
    const auto shares = fresh_shares(all, kToday);
    ASSERT_EQ(shares.size(), 3U);
    EXPECT_EQ(shares[0].all, 5);
    EXPECT_EQ(shares[0].confirmed, 2);
    EXPECT_EQ(shares[0].percent(), 40);
    EXPECT_EQ(shares[1].municipality, "992020");
    EXPECT_EQ(shares[1].confirmed, 1);
    EXPECT_EQ(shares[2].unconfirmed, 1) << "who answered after all is silent no more";
}

TEST(Freshness, of_an_area_is_that_of_its_municipalities_together) {
    std::map<std::string, std::vector<std::string>> known;
    for (const Municipality& m : municipalities_of("99"))
        known[std::string(area_name(m.code))].push_back(std::string(m.code));
    ASSERT_GT(known.size(), 1U);
    const auto& [name, places] = *std::ranges::find_if(
        known, [](const auto& area) { return !area.first.empty() && area.second.size() > 1; });
    const auto areas = by_area({{"", 9, 9, 0}, {places[0], 4, 1, 2}, {places[1], 6, 2, 0}});
    ASSERT_EQ(areas.size(), 1U);
    EXPECT_EQ(areas[0].municipality, name);
    EXPECT_EQ(areas[0].all, 10);
    EXPECT_EQ(areas[0].percent(), 30);
    EXPECT_EQ(areas[0].unconfirmed, 2);
}

TEST(Freshness, of_nothing_is_nothing) {
    const auto shares = fresh_shares(Snapshot{}, kToday);
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_EQ(shares[0].percent(), 0);
}

Stored said(std::string source, bool gone) {
    Stored record;
    record.source = std::move(source);
    record.values[Field::name] = "つくし";
    record.gone = gone;
    return record;
}

TEST(Merging, the_centres_words_do_not_keep_alive_what_every_list_dropped) {
    const Stored dropped[] = {said("wamnet", true), said(std::string(kOwnSource), false)};
    const Stored listed[] = {said("wamnet", false), said(std::string(kOwnSource), false)};
    const Stored own[] = {said(std::string(kOwnSource), false)};
    EXPECT_TRUE(merged(dropped).gone);
    EXPECT_FALSE(merged(listed).gone);
    EXPECT_FALSE(merged(own).gone);
}

}  // namespace
}  // namespace michi::directory
