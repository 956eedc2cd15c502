// One changing route tried on one object by everybody.
#pragma once

#include <cstdio>
#include <optional>
#include <set>

#include "forms.hpp"
#include "objects.hpp"

namespace michi {

class WritesWorld : public Objects {
  public:
    explicit WritesWorld(bool postgres) : Objects(postgres), everyone(people()) {}
    /// Entries of the audit that tell of a change, not of a look.
    std::int64_t change_entries() {
        return value("SELECT count(*) FROM audit_entry WHERE kind IN (3, 4, 5, 12, 13, 14, 16)");
    }
    /// The captures of a path filled by the object, then by the world.
    std::string at(std::string_view path, const Object& object) const {
        std::string target(path);
        for (const auto& [name, id] : object.ids)
            for (auto from = target.find("{" + name + "}"); from != std::string::npos;
                 from = target.find("{" + name + "}"))
                target.replace(from, name.size() + 2, id);
        return filled(target);
    }

    const std::vector<Subject> everyone;
};

struct WriteRow {
    std::string_view path;
    std::string_view
        page;          // where its form stands; "" when a program or a key of the page sends it
    web::Typed typed;  // what a person fills in
    std::vector<Object> (*objects)(WritesWorld&);
    int status{303};               // of what is done
    std::string_view unaudited{};  // why it may leave no entry of a change
    std::string_view form{};       // the address of the form, when a button sends it elsewhere
};

/// Tables that tell nothing about a person or a place: what a change of them needs no entry for.
inline constexpr std::pair<std::string_view, std::string_view> kUnaudited[] = {
    {"draft", "what is being typed, kept for its author alone"},
    {"once", "that a form was taken once"},
    {"session", "the session itself"},
    {"search_words", "what was looked for; the search has its own entry"},
    {"guess", "wrong guesses"},
    {"try", "wrong guesses"},
    {"assurance_try", "wrong guesses"},
    {"number_series", "the next number"},
    {"table_mark", "that a table changed"},
    {"change", "that something changed, for other windows"},
    {"data_key", "keys of what is sealed"},
};

/// Why a route may change nothing at all.
inline constexpr std::string_view kAsksOnly = "it only asks";

inline std::set<std::string> changed_tables(const std::map<std::string, std::string>& before,
                                            const std::map<std::string, std::string>& after) {
    std::set<std::string> changed;
    for (const auto& [table, content] : after)
        if (const auto was = before.find(table); was == before.end() || was->second != content)
            changed.insert(table);
    return changed;
}

inline std::set<std::string> audited_tables(std::set<std::string> changed) {
    for (const auto& [table, why] : kUnaudited) changed.erase(std::string(table));
    return changed;
}

struct Trying {
    WritesWorld& world;
    const web::Route& route;
    const WriteRow& row;
    const Object& object;

    std::string target() const { return world.at(row.path, object); }

    bool may(const Subject& who) const {
        return decide(who.role, who.assurance, route.may, world.around(who, object)).allowed();
    }
    /// The form as this person's page offers it.
    std::optional<web::Typed> offered_to(const Subject& who) const {
        if (row.page.empty()) return web::Typed{};
        const web::Answer page = world.town.get(who, world.at(row.page, object));
        if (page.status != 200) return std::nullopt;
        const Forms forms(page.body);
        const FoundForm* form =
            form_to(forms.found, row.form.empty() ? target() : world.at(row.form, object));
        if (!form) return std::nullopt;
        return form->fields;
    }
    const Subject* entitled() const {
        for (const Subject& who : world.everyone)
            if (may(who) && offered_to(who)) return &who;
        return nullptr;
    }
    std::optional<web::Typed> harvested() const {
        const Subject* who = entitled();
        if (!who) return std::nullopt;
        return filled_in(*offered_to(*who), row.typed);
    }

    /// Sends the form by everybody whom the policy does not let; answers how many were refused.
    int refused_to_others(const web::Typed& fields, std::set<std::string>& relations) const {
        const auto before = world.business();
        int refused = 0;
        for (const Subject& who : world.everyone) {
            const Circumstances around = world.around(who, object);
            relations.insert(std::string(name_of(who.role)) + " " +
                             std::string(name_of(around.relation)) + " " +
                             std::string(name_of(around.mine)));
            if (may(who)) continue;
            EXPECT_FALSE(!row.page.empty() && offered_to(who))
                << who.name << " is offered what is refused";
            const int status = world.town.post(who, target(), fields).status;
            EXPECT_TRUE(status == 403 || status == 404) << who.name << " " << status;
            ++refused;
        }
        EXPECT_EQ(changed_tables(before, world.business()), std::set<std::string>{})
            << "changed by somebody whom the policy does not let";
        return refused;
    }

    int done_by_the_entitled(const web::Typed& fields) const {
        const Subject* who = entitled();
        if (!who) {
            EXPECT_FALSE(
                std::ranges::any_of(world.everyone, [&](const Subject& one) { return may(one); }))
                << "nobody who may is offered the form on " << world.at(row.page, object);
            return 0;
        }
        const auto before = world.business();
        const auto entries = world.change_entries();
        const web::Answer answer = world.town.post(*who, target(), fields);
        EXPECT_EQ(answer.status, row.status) << who->name << " " << sentence_of(answer);
        const auto changed = changed_tables(before, world.business());
        EXPECT_EQ(changed.empty(), row.unaudited == kAsksOnly)
            << who->name << " did it and nothing changed";
        const auto audited = audited_tables(changed);
        EXPECT_TRUE(!row.unaudited.empty() || audited.empty() || world.change_entries() > entries)
            << who->name << " changed " << *audited.begin() << " and left no entry of it";
        return 1;
    }

  private:
    static std::string sentence_of(const web::Answer& answer) {
        const auto at = answer.body.find("class=\"errs\"");
        return at == std::string::npos ? answer.location : answer.body.substr(at, 300);
    }
};

}  // namespace michi
