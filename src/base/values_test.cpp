// What the small value types promise at compile time.
#include <gtest/gtest.h>

#include <concepts>
#include <string>
#include <type_traits>

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/sql.hpp"
#include "base/word.hpp"

using namespace michi;

namespace {
struct Case;
struct Account;

}  // namespace

TEST(Id, of_one_thing_is_never_the_id_of_another) {
    static_assert(!std::convertible_to<Id<Case>, Id<Account>>);
    static_assert(!std::convertible_to<Id<Case>, std::int64_t>);
    EXPECT_FALSE(Id<Case>{});
    EXPECT_TRUE(Id<Case>{1});
}

TEST(Sql, is_made_from_literals_only) {
    static_assert(!std::constructible_from<Sql, std::string>);
    static_assert(!std::constructible_from<Sql, std::string_view>);
    static_assert(!std::constructible_from<Sql, const char*>);
    static_assert(!std::constructible_from<SqlText, std::string>);
    SqlText text = SqlText("SELECT id FROM child") + " WHERE id = $1";
    EXPECT_EQ(text.text(), "SELECT id FROM child WHERE id = $1");
}

TEST(Refusals, tell_what_the_person_can_mend) {
    Refusals no;
    EXPECT_FALSE(no.any());
    no.add("birth", "base.date_unreadable"_w);
    EXPECT_TRUE(no.any());
    EXPECT_FALSE(no.barred());
    EXPECT_EQ(no.on("birth")->word, "base.date_unreadable"_w);
    EXPECT_EQ(no.on("name"), nullptr);
    no.add(kWhole, "base.text_broken"_w);
    EXPECT_TRUE(no.barred());
}

TEST(Word, fills_its_places) {
    EXPECT_EQ(say("base.text_long"_w, Lang::ja, {{"limit", "100"}}),
              "100字以内で入力してください。");
    EXPECT_EQ(say("base.text_long"_w, Lang::en, {{"limit", "{limit}"}}),
              "Too long. Please keep it to about {limit} characters and put the rest into another "
              "entry.");
    EXPECT_EQ(say("base.text_long"_w, Lang::en),
              "Too long. Please keep it to about  characters and put the rest into another entry.");
}
