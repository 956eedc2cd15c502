// Every page for every role, with something in it, with nothing in it, and refused: it answers, its links lead
// somewhere, and what it says is said to people. No key of a text, no ISO day.
#include <regex>
#include <set>

#include "every_route.hpp"

namespace michi::app {
namespace {

using web::Answer;
using web::Method;

/// What stands between the tags, without what programs and screen sizes read.
std::string words_of(std::string page) {
    static const std::regex kUnseen(
        "<(script|style|svg|code|kbd|pre|textarea)[^>]*>[^]*?</\\1>|<[^>]*>|&[a-z]+;",
        std::regex::optimize);
    return std::regex_replace(page, kUnseen, " ");
}

/// Found where nobody should read it; "" when all is well.
std::string found(const std::string& text, const std::regex& what) {
    for (auto it = std::sregex_iterator(text.begin(), text.end(), what);
         it != std::sregex_iterator(); ++it) {
        const auto at = std::size_t(it->position());
        return it->str() + "  …" + text.substr(at < 60 ? 0 : at - 60, 140);
    }
    return {};
}

std::string troubles_of(const std::string& body) {
    static const std::regex kKey(
        "\\b(base|policy|web|audit|people|record|consent|work|directory|published|assurance|"
        "consultation|letterbox|handover|life|search|reports|needs|schemes|carers|setup|"
        "selfcheck)\\.[a-z][a-z_0-9]+\\b"),
        kIso("\\b(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\\b"),
        kHole("\\{\\{|\\{%|undefined|\\bNaN\\b|\\bnull\\b|nullopt");
    const std::string text = words_of(body);
    std::string all;
    for (const auto& [name, what] :
         {std::pair("a key", &kKey), std::pair("an ISO day", &kIso), std::pair("a hole", &kHole)})
        if (const auto one = found(text, *what); !one.empty())
            all += std::string(name) + ": " + one + "\n";
    return all;
}

constexpr std::size_t kLargest = 200 * 1024;  // bytes of a page as it goes out unpacked

class Crawl : public testing::TestWithParam<bool> {
  protected:
    static bool is_page(const Answer& answer) {
        return answer.body.find("<html") != std::string::npos;
    }
    void expect_fit(const Answer& answer, const std::string& at) {
        EXPECT_LT(answer.status, 500) << at;
        if (!is_page(answer)) return;
        ++pages;
        EXPECT_EQ(troubles_of(answer.body), "") << at << " " << answer.status;
        EXPECT_LE(answer.body.size(), kLargest) << at;
    }
    /// Where the page leads with one press: its links, not its forms.
    static std::set<std::string> links_of(const std::string& body) {
        static const std::regex kLink("<a [^>]*href=\"(/[^\"#]*)");
        std::set<std::string> all;
        for (auto it = std::sregex_iterator(body.begin(), body.end(), kLink);
             it != std::sregex_iterator(); ++it)
            all.insert(std::regex_replace((*it)[1].str(), std::regex("&amp;"), "&"));
        return all;
    }
    int pages{};
};
ON_EACH_ENGINE(Crawl);

TEST_P(Crawl, would_see_what_it_looks_for) {
    EXPECT_NE(troubles_of("<p>work.masked</p>"), "");
    EXPECT_NE(troubles_of("<p>2026-11-29</p>"), "");
    EXPECT_NE(troubles_of("<p>undefined</p>"), "");
    EXPECT_EQ(troubles_of("<p title=\"Hello\">11/29(日) W-0231 FAX</p><script>null</script>"), "");
    EXPECT_EQ(links_of("<a class=\"x\" href=\"/w?a=1&amp;b=2#c\">").count("/w?a=1&b=2"), 1u);
}

TEST_P(Crawl, of_a_filled_instance_reads_well_and_leads_nowhere_in_vain) {
    EveryRoute world(GetParam());
    for (const Subject& who : world.everybody()) {
        std::map<std::string, std::string> links;  // and where each was found
        for (const auto& [route, target] : world.routes(Method::get)) {
            const Answer answer = world.town.get(who, target);
            expect_fit(answer, who.name + " " + target);
            if (answer.status == 200 && is_page(answer))
                for (const auto& link : links_of(answer.body)) links.emplace(link, target);
        }
        for (const auto& [link, from] : links) {
            const Answer answer = world.town.get(who, link);
            EXPECT_TRUE(answer.status < 400)
                << who.name << ": " << link << " from " << from << " " << answer.status;
        }
    }
    EXPECT_GT(pages, 300);
}

TEST_P(Crawl, of_an_empty_instance_reads_well) {
    EveryField world(GetParam());
    for (const Subject& who : {world.town.miura, world.town.ito, world.town.sato, world.town.kimura,
                               world.town.tsukushi, world.town.ken, world.admin})
        for (const auto& part : world.town.site.parts())
            for (const web::Route& route : part.routes)
                if (route.method == Method::get && route.path.find('{') == std::string_view::npos)
                    expect_fit(world.town.get(who, std::string(route.path)),
                               who.name + " " + std::string(route.path));
    EXPECT_GT(pages, 150);
}

TEST_P(Crawl, of_refused_forms_reads_well) {
    EveryRoute world(GetParam());
    for (const Subject& who : world.everybody())
        for (const auto& [route, target] : world.routes(Method::post))
            for (const web::Typed& typed : {web::Typed{}, web::Typed{{"birth", "いつか"},
                                                                     {"due", "いつか"},
                                                                     {"on", "いつか"},
                                                                     {"text", ""},
                                                                     {"version", "999"}}})
                expect_fit(world.town.post(who, target, typed), who.name + " POST " + target);
    EXPECT_GT(pages, 300);
}

}  // namespace
}  // namespace michi::app
