// Text never becomes markup: every payload through every text field, as HTML and as JSON.
#include <fstream>

#include "every_field.hpp"
#include "web/out.hpp"

namespace michi::app {
namespace {

const std::string kBegin = "zqx", kEnd = "xqz";  // no page has these of its own

std::vector<std::string> payloads() {
    std::vector<std::string> list;
    std::ifstream file(MICHI_SOURCE "/test/markup.txt");
    for (std::string line; std::getline(file, line);) list.push_back(line);
    return list;
}

std::string without_entities(std::string_view text) {
    static const std::pair<std::string_view, char> kEntities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    std::string plain;
    while (!text.empty()) {
        const auto* found =
            std::ranges::find_if(kEntities, [&](auto& e) { return text.starts_with(e.first); });
        const bool is_entity = found != std::end(kEntities);
        plain += is_entity ? found->second : text.front();
        text.remove_prefix(is_entity ? found->first.size() : 1);
    }
    return plain;
}

/// Where the payload stands in a page, the first character with a meaning of its own must be the page's, not the
/// payload's: what was read until then is the whole payload, or a part that the page cut off somewhere else.
bool leaks_into_html(std::string_view page, const std::string& payload) {
    const std::string whole = payload + kEnd;
    for (auto at = page.find(kBegin); at != std::string_view::npos; at = page.find(kBegin, at)) {
        at += kBegin.size();
        const auto end = std::min(page.find_first_of("<>\"'", at), page.size() - 1);
        const std::string read = without_entities(page.substr(at, end - at));
        if (read.size() >= whole.size() || !whole.starts_with(read)) continue;
        // A page that cuts the text goes on with a tag of its own: the next letters tell which it is.
        const auto rest = std::string_view(whole).substr(read.size(), 4);
        if (page.substr(end, rest.size()) == rest) return true;
    }
    return false;
}

/// In JSON nothing may look like markup either: a program may set it into a page.
bool leaks_into_json(std::string_view json, const std::string& payload) {
    return json.find_first_of("<>") != std::string_view::npos ||
           (!json.empty() && !shows(std::string(json), payload));
}

bool leads_elsewhere(std::string_view page) {
    for (const char* start :
         {"href=\"javascript:", "src=\"javascript:", "action=\"javascript:", "href=\"data:",
          "href=\"//evil", "action=\"//evil", "href=\"http://evil", "href=\"JAVASCRIPT:"})
        if (page.find(start) != std::string_view::npos) return true;
    return false;
}

TEST(Markup, of_a_template_that_does_not_escape_is_caught_by_this_test) {
    int caught = 0, risky = 0;
    for (const auto& payload : payloads()) {
        web::Surroundings around;
        web::Out bad(around), good(around);
        bad.raw("<p title=\"" + kBegin + payload + kEnd + "\">");
        good.raw("<p title=\"");
        good.text(kBegin + payload + kEnd);
        good.raw("\">");
        risky += payload.find_first_of("<>\"'") != std::string::npos;
        caught += leaks_into_html(bad.take(), payload);
        EXPECT_FALSE(leaks_into_html(good.take(), payload)) << payload;
    }
    EXPECT_EQ(caught, risky);
    EXPECT_GE(payloads().size(), 100U);
}

TEST(Markup, typed_into_any_field_stays_text) {
    EveryField fields(false);
    for (const auto& payload : payloads())
        for (const TextField& field : kTextFields) {
            SCOPED_TRACE(payload + " as " + field.name);
            const Tried tried = field.type(fields, kBegin + payload + kEnd);
            ASSERT_FALSE(leaks_into_html(tried.page, payload));
            // A name holds no tab; the form that comes back holds what was typed.
            const bool no_name =
                field.takes == Takes::name && payload.find('\t') != std::string::npos;
            ASSERT_EQ(tried.refused(), no_name) << tried.sent.status;
            if (no_name) continue;
            ASSERT_NE(tried.page.find(kBegin), std::string::npos) << "the page shows it";
            ASSERT_FALSE(leaks_into_json(tried.json, kept_in(field, payload)))
                << tried.json.substr(0, 500);
            ASSERT_FALSE(leads_elsewhere(tried.page));
        }
}

TEST(Markup, that_comes_back_with_a_refusal_stays_text) {
    EveryField fields(false);
    for (const auto& payload : payloads()) {
        SCOPED_TRACE(payload);
        const std::string typed = kBegin + payload + kEnd;
        const std::string pages[] = {
            fields
                .call({{"words", ""},
                       {"child_kana", typed},
                       {"next_due", typed},
                       {"year", typed},
                       {"case", typed}})
                .page,
            fields.birth(typed).page,
            fields
                .in_case("/actions", "", {{"next_what", typed}, {"next_due", typed}, {"side", "c"}})
                .page,
            fields.request("", typed).page,
            fields.upload("zqx.csv", typed).page,
            fields.invite(typed + std::string(400, 'x')).page,
        };
        for (const auto& page : pages) {
            ASSERT_FALSE(page.empty());
            ASSERT_FALSE(leaks_into_html(page, payload));
            ASSERT_FALSE(leads_elsewhere(page));
        }
    }
}

TEST(Markup, in_an_address_stays_text) {
    EveryField fields(false);
    for (const auto& payload : payloads()) {
        SCOPED_TRACE(payload);
        std::string text;
        web::encode_segment(text, kBegin + payload + kEnd);
        for (const std::string& target :
             {"/w/cases?state=" + text + "&page=" + text, "/w/cases/" + text,
              "/w/resources?kind=" + text, "/w/handovers?case=" + text, "/" + text,
              "/sign-in?then=" + text, "/w/search/" + text}) {
            const auto answer = fields.town.get(fields.town.miura, target);
            ASSERT_LT(answer.status, 500) << target;
            ASSERT_FALSE(leaks_into_html(answer.body, payload)) << target;
            ASSERT_FALSE(leads_elsewhere(answer.body)) << target;
            ASSERT_FALSE(answer.location.starts_with("//")) << target;
        }
    }
}

}  // namespace
}  // namespace michi::app
