// Drafts through the whole program: what is kept, for whom, until when, and that nothing else happens.
#include <gtest/gtest.h>

#include <algorithm>

#include "every_route.hpp"
#include "kept_form.hpp"
#include "web/drafts.hpp"
#include "web/markup.hpp"

namespace michi::app {
namespace {

using web::Answer;
using web::Typed;

class Drafts : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), parts()};
    const std::string at = "/w/cases/" + record::case_number(town.child());
    const std::string entries = at + "/entries";

    Answer type(const Subject& who, const std::string& action, Typed typed,
                const std::string& once = "key-of-one-window") {
        typed.emplace_back("_from", at);
        return keep_typed(town, who, action, std::move(typed), once);
    }
    std::vector<web::DraftLine> drafts(const Subject& who) {
        return town.ask([&](Tx& tx) { return web::drafts_of(tx, who.account, town.clock); });
    }
    std::string page(const Subject& who, const std::string& target) {
        return town.get(who, target).body;
    }
    std::string text_on(const std::string& body) {
        for (const auto& form : web::forms_of(body).forms)
            if (form.action == entries)
                for (const auto& c : form.controls)
                    if (c.name == "text") return c.value;
        return "no form";
    }
    std::string offer() { return std::string(web::place_of(drafts(town.miura).at(0)).text()); }
    std::int64_t count(const char* table) {
        std::int64_t n = 0;
        town.database->read([&](Tx& tx) {
            tx.connection().execute("SELECT count(*) FROM " + std::string(table), {},
                                    [&](const Row& row) { n = row.integer(0); });
        });
        return n;
    }
};
ON_EACH_ENGINE(Drafts);

TEST_P(Drafts, are_offered_and_never_put_in_unasked) {
    const auto before = count("entry");
    EXPECT_EQ(type(town.miura, entries, {{"text", "途中まで"}, {"shared", "1"}}).status, 200);
    EXPECT_EQ(count("entry"), before) << "nothing but the draft was made";
    const std::string there = page(town.miura, at);
    EXPECT_EQ(text_on(there), "");
    EXPECT_NE(there.find("書きかけがあります"), std::string::npos);
    EXPECT_NE(page(town.miura, "/w").find("書きかけ 1件"), std::string::npos);
    const std::string taken = page(town.miura, offer());
    EXPECT_EQ(text_on(taken), "途中まで");
    EXPECT_NE(taken.find("name=\"_draft\" value=\"key-of-one-window\""), std::string::npos);
}

TEST_P(Drafts, are_nobody_elses) {
    type(town.miura, entries, {{"text", "途中まで"}});
    EXPECT_EQ(page(town.ito, at).find("書きかけがあります"), std::string::npos);
    EXPECT_EQ(text_on(page(town.ito, offer())), "");
    town.post(town.ito, "/w/drafts/" + std::to_string(drafts(town.miura)[0].id) + "/discard", {});
    EXPECT_EQ(drafts(town.miura).size(), 1U);
}

TEST_P(Drafts, of_one_window_are_one_and_of_two_are_two) {
    type(town.miura, entries, {{"text", "一"}});
    type(town.miura, entries, {{"text", "一二"}});
    type(town.miura, entries, {{"text", "別の窓"}}, "key-of-another-window");
    EXPECT_EQ(drafts(town.miura).size(), 2U);
    type(town.miura, entries, {{"text", "一二三"}, {"_draft", "key-of-one-window"}},
         "key-of-a-third");
    EXPECT_EQ(drafts(town.miura).size(), 2U) << "the third goes on with the first";
}

TEST_P(Drafts, end_with_what_is_saved) {
    type(town.miura, entries, {{"text", "途中"}});
    type(town.miura, entries, {{"text", "別の窓"}}, "key-of-another-window");
    EXPECT_EQ(town.post(town.miura, entries, {{"text", ""}}, "key-of-one-window").status, 422);
    EXPECT_EQ(drafts(town.miura).size(), 2U) << "what was refused is not saved";
    EXPECT_EQ(town.post(town.miura, entries, {{"text", "できた"}, {"_draft", "key-of-one-window"}})
                  .status,
              303);
    ASSERT_EQ(drafts(town.miura).size(), 1U);
    EXPECT_EQ(text_on(page(town.miura, offer())), "別の窓");
    town.post(town.miura, entries, {{"text", "これも"}}, "key-of-another-window");
    type(town.miura, entries, {{"text", "これ"}}, "key-of-another-window");
    EXPECT_TRUE(drafts(town.miura).empty()) << "what arrives behind the form it belongs to";
}

TEST_P(Drafts, that_were_refused_twice_end_with_what_is_saved) {
    const auto going_on = [&](const Answer& refused) {
        EXPECT_EQ(refused.status, 422);
        for (const auto& form : web::forms_of(refused.body).forms)
            for (const auto& c : form.controls)
                if (form.action == entries && c.name == "_draft") return c.value;
        ADD_FAILURE() << "it does not go on";
        return std::string();
    };
    type(town.miura, entries, {{"text", "一"}}, "key-of-the-first-page");
    std::string draft =
        going_on(town.post(town.miura, entries, {{"text", ""}}, "key-of-the-first-page"));
    for (const char* once : {"key-of-the-second-page", "key-of-the-third-page"}) {
        type(town.miura, entries, {{"text", "一二"}, {"_draft", draft}}, once);
        draft = going_on(town.post(town.miura, entries, {{"text", ""}, {"_draft", draft}}, once));
    }
    EXPECT_EQ(drafts(town.miura).size(), 1U);
    EXPECT_EQ(town.post(town.miura, entries, {{"text", "できた"}, {"_draft", draft}}).status, 303);
    EXPECT_TRUE(drafts(town.miura).empty()) << "nobody is told that something is still unsaved";
}

TEST_P(Drafts, end_by_discarding_and_after_fourteen_days) {
    type(town.miura, entries, {{"text", "一"}}, "key-number-one");
    const auto keys = count("data_key");
    town.post(town.miura, "/w/drafts/" + std::to_string(drafts(town.miura)[0].id) + "/discard", {});
    EXPECT_TRUE(drafts(town.miura).empty());
    EXPECT_EQ(count("data_key"), keys - 1) << "its key is gone with it";
    type(town.miura, entries, {{"text", "二"}}, "key-number-two");
    town.pass_days(14);
    EXPECT_EQ(drafts(town.miura).size(), 1U);
    const std::string where = offer();
    town.pass_days(1);
    EXPECT_TRUE(drafts(town.miura).empty());
    EXPECT_NE(page(town.miura, where).find("この書きかけはもうありません"), std::string::npos);
    type(town.miura, entries, {{"text", "三"}}, "key-number-three");
    EXPECT_EQ(count("draft"), 1) << "the old one is not kept behind the scenes";
}

TEST_P(Drafts, are_lost_with_the_right_to_the_page) {
    const auto draft = [&] { return drafts(town.kimura).size(); };
    type(town.kimura, entries, {{"text", "市の書きかけ"}});
    ASSERT_EQ(draft(), 1U);
    EXPECT_EQ(town.get(town.kimura, at).status, 404) << "no part in this case";
    EXPECT_EQ(draft(), 0U);
}

TEST_P(Drafts, hold_neither_secrets_nor_searches) {
    type(town.miura, "/w/search", {{"q", "さえき"}}, "key-of-a-search");
    type(town.miura, "/w/me/password", {{"old", "a"}, {"password", "b"}}, "key-of-a-password");
    EXPECT_TRUE(drafts(town.miura).empty());
    type(town.miura, entries, {{"text", "言葉"}, {"code", "123456"}, {"password", "himitsu"}});
    const auto kept = town.ask([&](Tx& tx) {
        return web::find_draft(tx, *town.vault, town.miura.account, drafts(town.miura)[0].id,
                               town.clock);
    });
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->form.fields.size(), 1U);
}

TEST_P(Drafts, bring_the_version_that_they_were_opened_with) {
    const std::string profile = at + "/profile";
    const Typed mine{{"was_kana", "さえき ひなた"}, {"kana", "さえき ひなこ"}, {"_from", profile}};
    town.post(town.miura, profile, {{"was_kana", "さえき ひなた"}, {"kana", "さえき ひなの"}});
    town.write([&](Tx& tx) {
        web::Form form;
        for (const auto& [name, value] : mine) form.fields.emplace(name, value);
        form.fields.emplace("_once", "key-of-a-profile");
        web::keep_draft(tx, *town.vault, town.miura.account, profile, form, town.clock);
    });
    Typed back;
    const std::string offered = page(town.miura, offer());
    for (const auto& form : web::forms_of(offered).forms)
        if (form.action == profile) back = web::sent_by(form);
    const auto of = [&](const char* name) {
        const auto found = std::ranges::find(back, name, &Typed::value_type::first);
        return found == back.end() ? "" : found->second;
    };
    EXPECT_EQ(of("was_kana"), "さえき ひなた") << "the page's own is ひなの by now";
    EXPECT_EQ(of("kana"), "さえき ひなこ");
    EXPECT_EQ(town.post(town.miura, profile, mine).status, 422) << "both texts are shown";
}

TEST_P(Drafts, of_a_form_of_another_page_are_shown_as_text) {
    type(town.miura, at + "/nowhere-any-more", {{"lost_field", "行き場のない言葉"}});
    EXPECT_TRUE(drafts(town.miura).empty()) << "no such form was ever made";
    town.write([&](Tx& tx) {
        web::Form form;
        form.fields.emplace("lost_field", "行き場のない言葉");
        form.fields.emplace("_once", "key-of-a-lost-form");
        form.fields.emplace("_from", at);
        web::keep_draft(tx, *town.vault, town.miura.account, at + "/gone", form, town.clock);
    });
    EXPECT_NE(page(town.miura, offer()).find("行き場のない言葉</pre>"), std::string::npos);
}

TEST_P(Drafts, end_when_what_was_checked_is_sent) {
    const std::string number = at.substr(at.rfind('/') + 1);
    const Typed typed{{"case", number},
                      {"kind", "inquiry"},
                      {"receiver", std::to_string(town.city.value)},
                      {"item", "contact"},
                      {"title", "入園までの支え"},
                      {"request", "園の受け入れをお願いします。"},
                      {"_from", "/w/handovers/new?case=" + number}};
    keep_typed(town, town.miura, "/w/handovers/check", typed, "key-of-the-request");
    const Answer checked = town.post(town.miura, "/w/handovers/check", typed, "key-of-the-request");
    EXPECT_EQ(checked.status, 200);
    Typed sent;
    for (const auto& form : web::forms_of(checked.body).forms)
        if (form.action == "/w/handovers") sent = web::sent_by(form);
    std::erase_if(sent, [](const auto& f) { return f.first == "_csrf" || f.first == "_once"; });
    sent.emplace_back("send", "1");
    EXPECT_EQ(drafts(town.miura).size(), 1U);
    EXPECT_EQ(town.post(town.miura, "/w/handovers", sent).status, 303);
    EXPECT_TRUE(drafts(town.miura).empty());
}

TEST_P(Drafts, are_no_words_of_a_search_which_end_after_twelve_hours) {
    const Answer asked = town.post(town.miura, "/w/resources/search", {{"words", "夜に預けたい"}});
    EXPECT_NE(page(town.miura, asked.location).find("夜に預けたい"), std::string::npos);
    EXPECT_TRUE(drafts(town.miura).empty());
    EXPECT_EQ(page(town.ito, asked.location).find("夜に預けたい"), std::string::npos);
    town.pass_days(1);
    EXPECT_EQ(page(town.miura, asked.location).find("夜に預けたい"), std::string::npos);
}

TEST_P(Drafts, of_a_page_that_closed_meanwhile_leave_the_words_before_their_writer) {
    const Answer answer = town.post(town.kimura, entries, {{"text", "返したあとに書いた言葉"}});
    EXPECT_EQ(answer.status, 404);
    EXPECT_NE(answer.body.find("返したあとに書いた言葉</pre>"), std::string::npos);
    EXPECT_NE(answer.body.find("入力した内容は登録していません"), std::string::npos);
}

TEST_P(Drafts, that_are_emptied_end) {
    type(town.miura, entries, {{"text", "言葉"}});
    EXPECT_EQ(type(town.miura, entries, {{"text", ""}}).status, 200);
    EXPECT_TRUE(drafts(town.miura).empty());
}

class Keeping : public testing::TestWithParam<bool> {
  public:
    EveryRoute world{GetParam()};
};
ON_EACH_ENGINE(Keeping);

/// A form that is only kept is never carried out: whatever route, whoever asks, full or empty.
TEST_P(Keeping, carries_nothing_out) {
    const auto business = [&] {
        auto all = world.business();
        for (const char* table : {"draft", "data_key", "number_series"}) all.erase(table);
        all["session"] = world.sessions();
        return all;
    };
    const auto before = business();
    int asked = 0;
    for (const Subject& who : world.everybody())
        for (const auto& [route, target] : world.routes(web::Method::post)) {
            if (route->reach != web::Reach::inside) continue;
            for (const Typed& typed :
                 {Typed{}, Typed{{"text", "言葉"}, {"keys", "off"}, {"lang", "en"}}}) {
                keep_typed(world.town, who, target, typed, "key-number-" + std::to_string(++asked));
            }
        }
    EXPECT_GT(asked, 1000);
    const auto after = business();
    for (const auto& [table, content] : before) EXPECT_EQ(after.at(table), content) << table;
}

}  // namespace
}  // namespace michi::app
