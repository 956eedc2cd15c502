// Opening a page changes nothing but the audit; a form without its token, or from elsewhere, changes nothing at all;
// every page carries its protections and has no script or style of its own.
#include <map>

#include "every_field.hpp"
#include "web/wire.hpp"

namespace michi::app {
namespace {

using web::Answer;
using web::Method;
using web::Route;

class World : public EveryField {
  public:
    explicit World(bool postgres) : EveryField(postgres) {
        family = town.join("maiko", "佐伯 舞子", town.centre, Role::family);
        officer = town.ken;
        receptionist = town.sato;
        ids["W"] = record::case_number(town.child());
        ids["R"] = last_part(town.post(town.miura, "/w/intake", {{"channel", "phone"}}).location);
        ids["H"] = last_part(request("入園までの支え", "お願いします。").sent.location);
        ids["token"] = last_part(seek("/w/search", "q", "さえき").sent.location);
        ids["S"] = directory::service_number(service);
        ids["C"] = last_part(town.post(town.miura, "/w/resources/campaigns",
                                       {{"older", "0"}, {"name", "確認"}, {"due", "2026-12-20"}})
                                 .location);
        ids["code"] = "0000-0000-0000";
        town.post(town.miura, "/w/resources/issue", {{"asked", "1"}, {"kind", "short_stay"}});
        ids["K"] = "K-0001";
        write_entry("看護師がいます。");
        ids["P"] = "P-1";
        ids["id"] = "1";
        ids["version"] = "3.1";
        ids["month"] = "202611";
        call({{"words", "夜間の吸引について"}, {"child_kana", "よこやま"}});
        in_case("/actions", "", {{"next_what", "電話をかける"}, {"side", "c"}});
    }
    std::vector<Subject> everybody() const {
        return {town.miura, town.ito, town.kimura, town.hanaoka, town.tsukushi,
                admin,      family,   officer,     receptionist};
    }
    std::string filled(std::string_view path) const {
        std::string target;
        while (!path.empty()) {
            const auto open = path.find('{');
            target.append(path.substr(0, open));
            if (open == std::string_view::npos) break;
            const auto close = path.find('}', open);
            const auto found = ids.find(path.substr(open + 1, close - open - 1));
            EXPECT_NE(found, ids.end()) << path;
            target += found == ids.end() ? "1" : found->second;
            path.remove_prefix(close + 1);
        }
        return target;
    }
    std::vector<std::pair<const Route*, std::string>> routes(Method method) const {
        std::vector<std::pair<const Route*, std::string>> all;
        for (const auto& part : town.site.parts())
            for (const Route& route : part.routes)
                if (route.method == method) all.emplace_back(&route, filled(route.path));
        return all;
    }
    /// What every table holds, but for the audit, the sessions' last use and the marks of changed tables.
    std::map<std::string, std::string> business() {
        std::map<std::string, std::string> content;
        town.database->read([&](Tx& tx) {
            for (const auto& table : tables(tx)) content[table] = content_of(tx, table);
        });
        return content;
    }

    Subject family, officer, receptionist;
    std::map<std::string, std::string, std::less<>> ids;

  private:
    static std::string last_part(const std::string& location) {
        const auto path = location.substr(0, location.find('?'));
        return path.substr(path.rfind('/') + 1);
    }
    static std::vector<std::string> texts(Tx& tx, const std::string& sql) {
        std::vector<std::string> rows;
        tx.connection().execute(sql, {}, [&](const Row& row) { rows.emplace_back(row.text(0)); });
        return rows;
    }
    static std::vector<std::string> tables(Tx& tx) {
        auto names = texts(
            tx,
            tx.is_postgres()
                ? "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
                : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        std::erase_if(names, [](const std::string& name) {
            return name.starts_with("audit_") || name == "session" || name == "table_mark";
        });
        return names;
    }
    static std::string content_of(Tx& tx, const std::string& table) {
        std::string columns;
        if (tx.is_postgres())
            columns = "t.*::text";
        else
            for (const auto& name :
                 texts(tx, "SELECT name FROM pragma_table_info('" + table + "')"))
                columns += (columns.empty() ? "quote(" : "||','||quote(") + name + ")";
        std::string all;
        for (const auto& row : texts(tx, "SELECT " + columns + " FROM " + table + " t ORDER BY 1"))
            all += row + "\n";
        return all;
    }
};

class Reads : public testing::TestWithParam<bool> {
  public:
    World world{GetParam()};
};
ON_EACH_ENGINE(Reads);

TEST_P(Reads, change_nothing_but_the_audit_whoever_asks) {
    const auto before = world.business();
    ASSERT_GT(before.size(), 20U);
    int opened = 0;
    for (const Subject& who : world.everybody())
        for (const auto& [route, target] : world.routes(Method::get))
            for (const char* query : {"", "?view=open&all=1&page=2&case=W-1&state=closed"}) {
                const Answer answer = world.town.get(who, target + query);
                EXPECT_LT(answer.status, 500) << target;
                EXPECT_LT(world.town.json(who, target + query).status, 500) << target;
                opened += answer.status == 200;
            }
    EXPECT_GT(opened, 100);
    const auto after = world.business();
    for (const auto& [table, content] : before) EXPECT_EQ(after.at(table), content) << table;
}

TEST_P(Reads, of_this_test_would_see_a_change) {
    const auto before = world.business();
    world.town.post(world.town.miura, "/w/cases/" + world.ids["W"] + "/entries", {{"text", "あ"}});
    EXPECT_NE(world.business(), before);
}

TEST_P(Reads, forms_without_a_token_or_from_elsewhere_change_nothing) {
    const auto before = world.business();
    for (const auto& [route, target] : world.routes(Method::post))
        for (const std::pair<const char*, const char*>& header :
             {std::pair("x-csrf-token", "wrong"), std::pair("x-csrf-token", ""),
              std::pair("origin", "https://evil.example"),
              std::pair("sec-fetch-site", "cross-site"), std::pair("sec-fetch-site", "same-site"),
              std::pair("sec-fetch-site", "none")}) {
            const bool token = std::string_view(header.first) != "x-csrf-token";
            std::vector<web::Header> headers{{"cookie", "michi=ito"},
                                             {"host", "localhost"},
                                             header,
                                             {"content-type", "application/x-www-form-urlencoded"}};
            if (token) headers.emplace_back("x-csrf-token", "the-token-of-this-session");
            web::Request request;
            request.method = Method::post;
            request.target = target;
            request.headers = headers;
            request.body = "text=a&q=a&words=a&next_what=a&name=a&login=abc&_once=12345678";
            request.address = "127.0.0.1";
            const Answer answer = world.town.site.answer_now(request);
            // A public route only asks: it takes no token, and what it answers is compared below.
            if (route->reach == web::Reach::inside)
                EXPECT_EQ(answer.status, 403)
                    << target << " " << header.first << " " << header.second;
            else
                EXPECT_TRUE(answer.cookies.empty()) << target;
        }
    EXPECT_EQ(world.business(), before);
}

int count(std::string_view text, std::string_view part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size()))
        ++found;
    return found;
}

/// Attributes that the content security policy would refuse: none stands in any page.
bool has_inline_code(std::string_view page) {
    for (std::size_t at = page.find('<'); at != std::string_view::npos;
         at = page.find('<', at + 1)) {
        const auto tag = page.substr(at, page.find('>', at) - at);
        for (const char* bad : {" style=\"", " on", " srcdoc=", "javascript:"}) {
            const auto found = tag.find(bad);
            if (found == std::string_view::npos) continue;
            const bool handler =
                std::string_view(bad) != " on" || count(tag.substr(0, found), "\"") % 2 == 0;
            if (handler) return true;
        }
    }
    return false;
}

TEST_P(Reads, pages_carry_their_protections_and_no_code_of_their_own) {
    EXPECT_TRUE(has_inline_code("<p onclick=\"x()\">"));
    EXPECT_TRUE(has_inline_code("<p style=\"color:red\">"));
    EXPECT_FALSE(has_inline_code("<p title=\"go on now\">"));
    for (const Subject& who : world.everybody())
        for (const auto& [route, target] : world.routes(Method::get)) {
            const Answer answer = world.town.get(who, target);
            SCOPED_TRACE(target);
            EXPECT_FALSE(has_inline_code(answer.body));
            EXPECT_EQ(count(answer.body, "<script"),
                      count(answer.body, "nonce=\"" + answer.nonce + "\""));
            const std::string bytes = web::response_text(answer, {});
            const std::string head = bytes.substr(0, bytes.find("\r\n\r\n"));
            const bool shared = route->reach != web::Reach::inside && answer.status == 200;
            EXPECT_EQ(answer.shared, shared);
            EXPECT_TRUE(!shared || answer.cookies.empty());
            for (const char* line :
                 {"Content-Security-Policy: default-src 'none'",
                  shared ? "Cache-Control: public, max-age=60" : "Cache-Control: no-store",
                  "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer"})
                EXPECT_NE(head.find(line), std::string::npos) << line;
            EXPECT_EQ(count(answer.body, "src=\"http") + count(answer.body, "href=\"http"), 0)
                << "nothing from another host";
        }
}

}  // namespace
}  // namespace michi::app
