// One changing route tried on one object by everybody.
#pragma once

#include <cstdio>
#include <optional>
#include <set>

#include "audit/audit.hpp"
#include "objects.hpp"
#include "web/markup.hpp"

namespace michi {

/// What the program holds: of each table its rows. The audit is asked by itself.
using Content = std::map<std::string, std::string>;

class WritesWorld : public Objects {
  public:
    explicit WritesWorld(bool postgres) : Objects(postgres), everyone(people()) {
        town.database->on_seal(audit::sealing(*town.vault, [this] { return town.clock; }));
    }
    Content content() {
        Content all = business();
        all["session"] = sessions();
        return all;
    }
    /// Entries of the audit that tell of a change made by this person, not of a look.
    std::int64_t changes_told_of(const Subject& who) {
        return town.ask([&](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT count(*) FROM audit_entry WHERE account = $1 AND kind IN (3, 4, 5, 12, 13, 14, 16)",
                who.account);
        });
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
    std::string_view file{};       // what is uploaded with it
    std::string_view kept_back{};  // why its page does not offer it to everybody who may
};

/// Tables whose change needs no entry: what they keep tells nothing about a person or a place.
inline constexpr std::pair<std::string_view, std::string_view> kUnaudited[] = {
    {"draft", "what is being typed, kept for its author alone"},
    {"message_draft", "what is being typed without an account, kept for its browser alone"},
    {"once", "that a form was taken once"},
    {"session", "the session itself"},
    {"search_words", "what was looked for; the search has its own entry"},
    {"number_series", "the next number"},
    {"change", "that something changed, for other windows"},
    {"data_key", "keys of what is sealed"},
};

/// Why a route may change nothing at all.
inline constexpr std::string_view kAsksOnly = "it only asks";

inline std::set<std::string> changed_tables(const Content& before, const Content& after) {
    std::set<std::string> changed;
    for (const auto& [table, rows] : after)
        if (const auto was = before.find(table); was == before.end() || was->second != rows)
            changed.insert(table);
    return changed;
}

inline std::set<std::string> audited_tables(std::set<std::string> changed) {
    for (const auto& [table, why] : kUnaudited) changed.erase(std::string(table));
    return changed;
}

/// What a browser sends of the page's form to this address: as it stands, by its first button to there. None:
/// the page does not offer it.
inline std::optional<web::Typed> form_to(std::string_view page, std::string_view action) {
    for (const web::FormThere& form : web::forms_of(page).forms) {
        if (form.tag.value("method") != "post") continue;
        const auto to = [&](const web::Control& c) {
            return c.tag.has("formaction") ? c.tag.value("formaction") : form.action;
        };
        const auto button = std::ranges::find_if(form.controls, [&](const web::Control& c) {
            return c.kind == "submit" && to(c) == action;
        });
        if (button == form.controls.end()) continue;
        web::Typed fields = web::sent_by(form);
        std::erase_if(fields, [](const auto& field) { return field.first.starts_with("_"); });
        if (!button->name.empty()) fields.emplace_back(button->name, button->value);
        return fields;
    }
    return std::nullopt;
}

/// The fields with those that a person filled in.
inline web::Typed filled_in(web::Typed fields, const web::Typed& typed) {
    for (const auto& [name, value] : typed)
        std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    fields.insert(fields.end(), typed.begin(), typed.end());
    return fields;
}

/// How much was tried; no count falls.
struct Tally {
    int routes{}, objects{}, refused{}, done{}, fields{};
    std::set<std::string> relations;
};

/// What was sent of an earlier object of the same row, for an object that offers its form to nobody.
struct Sent {
    std::map<std::string, std::string, std::less<>> ids;
    web::Typed fields;
};

class Trying {
  public:
    Trying(WritesWorld& world, const web::Route& route, const WriteRow& row, const Object& object,
           Tally& tally)
        : world_(world), route_(route), row_(row), object_(object), tally_(tally) {
        for (const Subject& who : world_.everyone) forms_.push_back(offered_to(who));
        for (std::size_t n = 0; n < forms_.size() && !entitled_; ++n)
            if (forms_[n] && may(world_.everyone[n])) entitled_ = n;
    }

    /// By everybody whom the policy does not let, then by the first whom it lets.
    void by_all(Sent& last) {
        if (entitled_) last = {object_.ids, filled_in(*forms_[*entitled_], typed())};
        const web::Typed fields = filled_in(of_this_object(last), typed());
        Content before = world_.content();
        refused_to_others(fields, before);
        done_by_the_entitled(fields, before);
        ++tally_.objects;
    }

  private:
    /// What is filled in may name the object and what stands around it.
    web::Typed typed() const {
        web::Typed fields = filled_in(row_.typed, object_.by_hand);
        for (auto& [name, value] : fields) {
            name = world_.at(name, object_);
            value = world_.at(value, object_);
        }
        return fields;
    }
    std::string target() const { return world_.at(row_.path, object_); }

    /// One's second factor is asked again first where the decision says so: nothing is done without it.
    bool may(const Subject& who) const {
        const auto decision =
            decide(who.role, who.assurance, route_.may, world_.around(who, object_));
        return decision.allowed() && !decision.step_up() &&
               (!object_.of_one || object_.person == who.account);
    }
    /// The form as this person's page offers it.
    std::optional<web::Typed> offered_to(const Subject& who) {
        if (row_.page.empty()) return web::Typed{};
        const web::Answer page = world_.town.get(who, world_.at(row_.page, object_));
        expect_cut(who, page.body, {});
        if (page.status != 200) return std::nullopt;
        return form_to(page.body, row_.form.empty() ? target() : world_.at(row_.form, object_));
    }
    /// What the page or the answer tells of the case is what the table opens to this person; what was sent comes
    /// back.
    void expect_cut(const Subject& who, const std::string& body, const web::Typed& sent) {
        if (!object_.of_case) return;
        const Decision opens =
            decide(who.role, who.assurance, Act::read_case, world_.around(who, object_));
        for (const auto& [field, words] : Objects::canaries(object_.of_case)) {
            if (std::ranges::any_of(sent, [&](const auto& f) { return f.second == words; }))
                continue;
            ++tally_.fields;
            EXPECT_TRUE(opens.opens(field) || body.find(words) == body.npos)
                << who.name << " reads " << words;
        }
    }
    web::Typed of_this_object(const Sent& sent) const {
        web::Typed fields = sent.fields;
        for (auto& [name, value] : fields)
            for (const auto& [capture, id] : sent.ids)
                if (const auto now = object_.ids.find(capture);
                    value == id && now != object_.ids.end())
                    value = now->second;
        return fields;
    }
    /// A rule beside the table may hold the form back from some who may: then what they send is refused too.
    bool is_offered(std::size_t n) const {
        return row_.page.empty() || forms_[n] || !row_.kept_back.empty();
    }
    web::Answer send(const Subject& who, const web::Typed& fields) {
        return row_.file.empty() ? world_.town.post(who, target(), fields)
                                 : world_.post_file(who, target(), std::string(row_.file));
    }

    void refused_to_others(const web::Typed& fields, const Content& before) {
        const int so_far = tally_.refused;
        for (std::size_t n = 0; n < world_.everyone.size(); ++n) {
            const Subject& who = world_.everyone[n];
            const Circumstances around = world_.around(who, object_);
            tally_.relations.insert(std::string(name_of(who.role)) + " " +
                                    std::string(name_of(around.relation)) + " " +
                                    std::string(name_of(around.mine)));
            if (may(who) && is_offered(n)) continue;
            const Decision decision = decide(who.role, who.assurance, route_.may, around);
            EXPECT_FALSE(!row_.page.empty() && forms_[n] && !decision.step_up())
                << who.name << " is offered what is refused";
            const web::Answer answer = send(who, fields);
            EXPECT_TRUE(answer.status == 403 || answer.status == 404 || object_.of_one ||
                        ((decision.step_up() || may(who)) && answer.status >= 400))
                << who.name << " " << answer.status;
            expect_cut(who, answer.body, fields);
            ++tally_.refused;
        }
        if (tally_.refused == so_far) return;
        auto changed = changed_tables(before, world_.content());
        if (object_.of_one)
            changed.erase("once");  // nothing of theirs has this number, and so it is
        EXPECT_EQ(changed, std::set<std::string>{})
            << "changed by somebody whom the policy does not let";
    }

    void done_by_the_entitled(const web::Typed& fields, const Content& before) {
        if (!entitled_) {
            EXPECT_FALSE(
                object_.held.empty() &&
                std::ranges::any_of(world_.everyone, [&](const Subject& one) { return may(one); }))
                << "nobody who may is offered the form on " << world_.at(row_.page, object_)
                << offers();
            return;
        }
        EXPECT_EQ(object_.held, "") << "it is offered";
        const Subject& who = world_.everyone[*entitled_];
        const auto told = world_.changes_told_of(who);
        const web::Answer answer = send(who, fields);
        expect_cut(who, answer.body, fields);
        EXPECT_EQ(answer.status, row_.status) << who.name << " " << sentence_of(answer);
        const auto changed = changed_tables(before, world_.content());
        EXPECT_EQ(changed.empty(), row_.unaudited == kAsksOnly)
            << who.name << " did it and nothing changed";
        const auto audited = audited_tables(changed);
        EXPECT_TRUE(!row_.unaudited.empty() || audited.empty() ||
                    world_.changes_told_of(who) > told)
            << who.name << " changed " << *audited.begin() << " and left no entry of it";
        ++tally_.done;
    }
    /// The forms of the page as somebody who may sees it.
    std::string offers() {
        std::string all;
        for (const Subject& who : world_.everyone) {
            if (!may(who)) continue;
            const auto page = world_.town.get(who, world_.at(row_.page, object_));
            all = "; " + who.name + " gets " + std::to_string(page.status);
            for (const auto& form : web::forms_of(page.body).forms)
                if (form.tag.value("method") == "post") all += " " + form.action;
        }
        return all;
    }
    static std::string sentence_of(const web::Answer& answer) {
        const auto at = answer.body.find("class=\"errs\"");
        return at == std::string::npos ? answer.location + answer.body.substr(0, 200)
                                       : answer.body.substr(at, 300);
    }

    WritesWorld& world_;
    const web::Route& route_;
    const WriteRow& row_;
    const Object& object_;
    Tally& tally_;
    std::vector<std::optional<web::Typed>> forms_;  // of everyone, in their order
    std::optional<std::size_t> entitled_;
};

}  // namespace michi
