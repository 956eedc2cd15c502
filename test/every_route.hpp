// Every route of the whole program with its addresses filled in by what a world of tests holds, and what
// all tables hold, to see whether a request changed anything.
#pragma once

#include <map>

#include "every_field.hpp"

namespace michi {

class EveryRoute : public EveryField {
  public:
    explicit EveryRoute(bool postgres) : EveryField(postgres) {
        family = town.join("maiko", "佐伯 舞子", town.centre, Role::family);
        officer = town.ken;
        receptionist = town.sato;
        ids["W"] = record::case_number(town.child());
        ids["R"] = last_part(town.post(town.miura, "/w/intake", {{"channel", "phone"}}).location);
        ids["H"] = last_part(request("入園までの支え", "お願いします。").sent.location);
        ids["words"] = last_part(seek("/w/search", "q", "さえき").sent.location);
        ids["S"] = directory::service_number(service);
        ids["C"] = last_part(town.post(town.miura, "/w/resources/campaigns",
                                       {{"older", "0"}, {"name", "確認"}, {"due", "2026-12-20"}})
                                 .location);
        ids["code"] = "0000-0000-0000";
        ids["step"] = "who";
        town.post(town.miura, "/w/resources/issue", {{"asked", "1"}, {"kind", "short_stay"}});
        ids["K"] = "K-0001";
        write_entry("看護師がいます。");
        invite("招かれる 人");
        ids["P"] = "P-1";
        for (const char* first :
             {"sheet", "scheme", "waiting", "refusal", "batch", "list", "fact", "session",
              "succession", "proposal", "action", "entry", "draft", "member", "guardian"})
            ids[first] = "1";
        for (const char* unknown : {"upload", "invitation", "service", "organization",
                                    "service_at_location", "taxonomy", "taxonomy_term"})
            ids[unknown] = "unknown";
        ids["organisation"] = std::to_string(town.nursing.value);
        ids["centre"] = std::to_string(town.centre.value);
        ids["account"] = std::to_string(town.kimura.account.value);
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
    std::vector<std::pair<const web::Route*, std::string>> routes(web::Method method) const {
        std::vector<std::pair<const web::Route*, std::string>> all;
        for (const auto& part : town.site.parts())
            for (const web::Route& route : part.routes)
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

    /// Who is signed in, how far and since when.
    std::string sessions() {
        std::string content;
        town.database->read([&](Tx& tx) { content = content_of(tx, "session"); });
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

}  // namespace michi
