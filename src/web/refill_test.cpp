#include "web/refill.hpp"

#include <gtest/gtest.h>

#include "web/markup.hpp"

namespace michi::web {
namespace {

using Sent = std::vector<std::pair<std::string, std::string>>;

Form form_of(const Sent& sent) {
    Form form;
    for (const auto& [name, value] : sent) form.fields.emplace(name, value);
    return form;
}

constexpr std::string_view kPage =
    R"(<form method="post" action="/find"><input name="q"></form>)"
    R"(<form method="post" action="/w/it"><input type="hidden" name="_csrf" value="t"><input type="hidden" name="_once" value="new"><input type="hidden" name="version" value="7">)"
    R"(<input type="hidden" name="was_town" value="1"><select name="town"><option value="">―</option><option value="1" selected>一</option><option value="2">二</option></select>)"
    R"(<input class="in" name="title" value="old &amp; kept"><input type="password" name="password">)"
    R"(<label><input type="radio" name="kind" value="a" checked> a</label><input type="radio" name="kind" value="b">)"
    R"(<details class="aid"><summary>more</summary><input type="checkbox" name="more" value="1"><input type="checkbox" name="more" value="2" checked></details>)"
    R"(<textarea name="words" id="words">)"
    "\nold <b></textarea><input name=\"line\" value=\"x\"><input name=\"line\"><button name=\"step\" value=\"add\">+</button></form>";

Sent back(const Sent& sent, Marks marks = Marks::of_the_page) {
    const std::string page = refilled(std::string(kPage), "/w/it", form_of(sent), marks);
    return sent_by(forms_of(page).forms.at(1));
}

const Sent kSent{
    {"version", "5"},  {"was_town", "1"}, {"town", "2"},   {"title", "\"<&'>"},
    {"password", "p"}, {"kind", "b"},     {"more", "1"},   {"words", "\n一行目\n</textarea>"},
    {"line", ""},      {"line", "y"},     {"_once", "old"}};

TEST(A_form, is_read_as_a_browser_sends_it) {
    const Sent expected{{"_csrf", "t"},       {"_once", "new"}, {"version", "7"},
                        {"was_town", "1"},    {"town", "1"},    {"title", "old & kept"},
                        {"password", ""},     {"kind", "a"},    {"more", "2"},
                        {"words", "old <b>"}, {"line", "x"},    {"line", ""}};
    EXPECT_EQ(sent_by(forms_of(kPage).forms.at(1)), expected);
}

TEST(A_refused_form, comes_back_as_it_was_sent) {
    const Sent expected{{"_csrf", "t"},   {"_once", "new"},
                        {"version", "7"}, {"was_town", "1"},
                        {"town", "2"},    {"title", "\"<&'>"},
                        {"password", ""}, {"kind", "b"},
                        {"more", "1"},    {"words", "\n一行目\n</textarea>"},
                        {"line", ""},     {"line", "y"}};
    EXPECT_EQ(back(kSent), expected);
}

TEST(A_refused_form, opens_what_holds_something) {
    const auto open = [](const Sent& sent) {
        const auto page = refilled(std::string(kPage), "/w/it", form_of(sent), Marks::of_the_page);
        return forms_of(page).details.at(0).has("open");
    };
    EXPECT_TRUE(open(kSent));
    EXPECT_FALSE(open({{"title", "x"}}));
}

TEST(A_refused_form, leaves_what_was_not_touched_to_the_page) {
    EXPECT_EQ(back({{"was_town", "2"}, {"town", "2"}, {"title", "x"}})[4].second, "1");
    EXPECT_EQ(back({{"was_town", "2"}, {"town", "2"}}, Marks::of_the_form)[4].second, "2");
}

TEST(A_draft, brings_the_marks_that_it_was_opened_with) {
    EXPECT_EQ(back(kSent, Marks::of_the_form)[2], (Sent::value_type{"version", "5"}));
    EXPECT_EQ(back(kSent, Marks::of_the_form)[1], (Sent::value_type{"_once", "new"}));
}

TEST(A_refused_form, is_not_taken_for_the_one_beside_it_that_asks) {
    const std::string page =
        R"(<form method="get" action="/w/it"><select name="town"><option value="">-</option><option value="2">b</option></select></form>)"
        R"(<form method="post" action="/w/it"><input type="hidden" name="town" value="2"><input type="checkbox" name="body" value="1"></form>)";
    const auto back =
        refilled(page, "/w/it", form_of({{"town", "2"}, {"body", "1"}}), Marks::of_the_form);
    EXPECT_EQ(sent_by(forms_of(back).forms.at(1)), (Sent{{"town", "2"}, {"body", "1"}}));
    EXPECT_EQ(sent_by(forms_of(back).forms.at(0)), (Sent{{"town", ""}}));
}

TEST(A_page, without_the_form_stays) {
    const Form strange = form_of({{"nothing", "1"}});
    EXPECT_EQ(refilled(std::string(kPage), "/w/it", strange, Marks::of_the_page), kPage);
    EXPECT_FALSE(has_place_for(kPage, "/w/it", strange));
    EXPECT_TRUE(has_place_for(kPage, "/w/elsewhere", form_of({{"title", "1"}})));
}

TEST(A_page, with_broken_markup_is_read_to_its_end) {
    for (std::size_t cut = 0; cut < kPage.size(); ++cut) {
        const std::string_view page = kPage.substr(0, cut);
        forms_of(page);
        tied(refilled(std::string(page), "/w/it", form_of(kSent), Marks::of_the_page));
    }
}

TEST(A_message, is_tied_to_its_field) {
    EXPECT_EQ(
        tied(R"(<input id="a" aria-describedby="a-hint"><p class="err" id="a-err"></p>)"),
        R"(<input id="a" aria-describedby="a-hint a-err" aria-invalid="true"><p class="err" id="a-err"></p>)");
    EXPECT_EQ(
        tied(R"(<fieldset id="b"></fieldset><p class="err" id="b-err"></p>)"),
        R"(<fieldset id="b" aria-describedby="b-err" tabindex="-1"></fieldset><p class="err" id="b-err"></p>)");
    EXPECT_EQ(tied("<p id=\"c\">x</p>"), "<p id=\"c\">x</p>");
}

}  // namespace
}  // namespace michi::web
