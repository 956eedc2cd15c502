#include "published/entry.hpp"

#include <gtest/gtest.h>

namespace michi::published {
namespace {

using directory::Answer;
using directory::KnownFact;
using directory::Visibility;

constexpr Date kToday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}};

Listing listing() {
    Listing l;
    l.id = {7};
    l.kind = "short_stay";
    l.provider = "社会福祉法人 うみべ会";
    l.values[Field::name] = "うみべ";
    l.values[Field::organisation] = l.provider;
    l.values[Field::address] = "北浜市港町1-1";
    l.values[Field::postal] = "990-0001";
    l.values[Field::latitude] = "35.1";
    l.values[Field::longitude] = "139.1";
    l.values[Field::phone] = "0000-12-0001 内線 12 / 0000-12-0002";
    l.values[Field::note] = "夜勤の看護師は一人";
    l.values[Field::contact] = "山田 太郎";
    l.confirmed_on = kToday - 10;
    l.confirmed_by = "三浦 あかり";
    return l;
}

KnownFact fact(Visibility visibility) {
    KnownFact f;
    f.condition = "ventilator";
    f.answer = Answer::yes;
    f.as_of = kToday - 3;
    f.told_to = "三浦 あかり";
    f.visibility = visibility;
    return f;
}

std::optional<Entry> entry(const Listing& l) { return Entry::of(l, std::nullopt, kToday); }

TEST(Entry, holds_no_note_no_person_and_no_extension) {
    const auto open = entry(listing());
    ASSERT_TRUE(open);
    EXPECT_EQ(open->text(Field::note), "");
    EXPECT_EQ(open->text(Field::contact), "");
    EXPECT_EQ(open->text(Field::phone), "0000-12-0001 / 0000-12-0002");
    EXPECT_EQ(open->open().confirmed_by, "");
    EXPECT_EQ(open->open().words.find("夜勤"), std::string::npos);
}

TEST(Entry, shows_a_field_that_the_centre_opened_and_hides_one_that_it_closed) {
    Listing l = listing();
    l.shown = {{Field::note, Visibility::open}, {Field::phone, Visibility::partners}};
    const auto open = entry(l);
    EXPECT_EQ(open->text(Field::note), "夜勤の看護師は一人");
    EXPECT_EQ(open->text(Field::phone), "");
}

TEST(Entry, hides_the_spot_with_the_address) {
    Listing l = listing();
    l.places = {{{1}, "990-0001", "北浜市港町1-1", "", std::nullopt}};
    l.point = directory::Point{35.1, 139.1};
    l.shown = {{Field::address, Visibility::centre}};
    const auto open = entry(l);
    for (Field field : {Field::address, Field::postal, Field::latitude, Field::longitude})
        EXPECT_EQ(open->text(field), "");
    EXPECT_TRUE(open->open().places.empty());
    EXPECT_FALSE(open->open().point);
    EXPECT_EQ(open->open().words.find("港町"), std::string::npos);
}

TEST(Entry, stands_under_its_own_name_when_its_body_is_hidden) {
    Listing l = listing();
    l.shown = {{Field::organisation, Visibility::centre}};
    EXPECT_EQ(entry(l)->body(), "うみべ");
    EXPECT_FALSE(entry(l)->open().body);
}

TEST(Entry, says_only_what_the_place_agreed_to_publish_and_never_who_asked) {
    Listing l = listing();
    l.facts = {fact(Visibility::partners)};
    EXPECT_TRUE(entry(l)->open().facts.empty());
    l.facts = {fact(Visibility::open)};
    ASSERT_EQ(entry(l)->open().facts.size(), 1U);
    EXPECT_EQ(entry(l)->open().facts[0].told_to, "");
}

TEST(Entry, is_none_when_the_entry_is_not_for_everybody_or_over) {
    for (const auto visibility : {Visibility::partners, Visibility::centre}) {
        Listing l = listing();
        l.visibility = visibility;
        EXPECT_FALSE(entry(l));
    }
    Listing gone = listing();
    gone.gone = true;
    EXPECT_FALSE(entry(gone));
    Listing closed = listing();
    closed.values[Field::closed] = "closed";
    EXPECT_FALSE(entry(closed));
    closed.values[Field::closed] = "paused";
    EXPECT_TRUE(entry(closed)->paused());
}

struct Aged {
    std::optional<int> confirmed_months_ago, listed_months_ago;
    bool hidden;
};
constexpr Aged kAged[] = {
    {std::nullopt, std::nullopt, true},
    {std::nullopt, 0, false},
    {std::nullopt, 18, false},
    {std::nullopt, 19, true},
    {0, std::nullopt, false},
    {18, std::nullopt, false},
    {19, std::nullopt, true},
    {40, 1, false},
    {1, 40, false},
    {40, 40, true},
};

TEST(Entry, is_hidden_when_neither_place_nor_list_spoke_of_it_for_eighteen_months) {
    const auto ago = [](std::optional<int> months) {
        return months ? std::optional(add_months(kToday, -*months)) : std::nullopt;
    };
    for (const Aged& row : kAged)
        EXPECT_EQ(directory::hidden_as_stale(ago(row.confirmed_months_ago),
                                             ago(row.listed_months_ago), kToday),
                  row.hidden)
            << row.confirmed_months_ago.value_or(-1) << ' ' << row.listed_months_ago.value_or(-1);
    EXPECT_TRUE(directory::hidden_as_stale(add_months(kToday, -18) - 1, std::nullopt, kToday));
}

TEST(Entry, of_a_partner_keeps_what_is_for_partners) {
    Listing l = listing();
    l.facts = {fact(Visibility::partners), fact(Visibility::centre)};
    l.shown = {{Field::note, Visibility::partners}};
    const auto seen = directory::seen_by(l, Visibility::partners);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->values[Field::note], "夜勤の看護師は一人");
    EXPECT_EQ(seen->values[Field::contact], "");
    EXPECT_EQ(seen->facts.size(), 1U);
}

}  // namespace
}  // namespace michi::published
