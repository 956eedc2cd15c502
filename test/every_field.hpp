// Every text field of the pages, driven through the real router: what was typed, what came back.
#pragma once

#include "app/capabilities.hpp"
#include "base/text.hpp"
#include "directory/directory.hpp"
#include "directory/understanding.hpp"
#include "town.hpp"
#include "web/json.hpp"

namespace michi {

/// One try: the answer to the form, and the page and JSON that then show what is stored.
struct Tried {
    web::Answer sent;
    std::string page, json, stored{};
    bool refused() const { return sent.status >= 400; }
};

class EveryField {
  public:
    explicit EveryField(bool postgres) : town(postgres, app::parts()) {
        admin = town.join("admin", "管理 者", town.centre, Role::administrator);
        town.write([&](Tx& tx) {
            directory::Values values;
            values[directory::Field::name] = "つくし短期入所";
            values[directory::Field::organisation] = "社会福祉法人 つくし会";
            values[directory::Field::municipality] = town.home;
            service = directory::add_service(tx, "short_stay", values);
        });
        town.post(town.miura, "/w/resources/" + directory::service_number(service) + "/keeper",
                  {{"organisation", std::to_string(town.nursing.value)}});
    }

    /// The page that the answer leads to, or the answer itself when the form came back.
    Tried after(const Subject& who, web::Answer sent, std::string where = {}) {
        if (where.empty()) where = sent.location;
        Tried tried{std::move(sent), {}, {}};
        if (tried.refused()) tried.page = tried.sent.body;
        if (tried.refused() || where.empty()) return tried;
        tried.page = town.get(who, where).body;
        tried.json = town.json(who, where).body;
        return tried;
    }
    /// A call from its first ring to 登録.
    Tried call(web::Typed typed) {
        const auto begun = town.post(town.miura, "/w/intake", {{"channel", "phone"}});
        typed.emplace_back("channel", "phone");
        return after(town.miura, town.post(town.miura, begun.location, std::move(typed)));
    }
    Tried in_case(const std::string& form, const std::string& page, web::Typed typed) {
        const std::string at = "/w/cases/" + record::case_number(town.child());
        return after(town.miura, town.post(town.miura, at + form, std::move(typed)), at + page);
    }
    Tried request(const std::string& title, const std::string& words) {
        const std::string number = record::case_number(town.child());
        return after(town.miura, town.post(town.miura, "/w/handovers",
                                           {{"case", number},
                                            {"kind", "inquiry"},
                                            {"receiver", std::to_string(town.city.value)},
                                            {"item", "contact"},
                                            {"title", title},
                                            {"request", words}}));
    }
    Tried invite(const std::string& name) {
        return after(admin,
                     town.post(admin, "/a/accounts",
                               {{"login", "guest" + std::to_string(++guests_)},
                                {"name", name},
                                {"role", "partner"},
                                {"organisation", std::to_string(town.nursing.value)}}),
                     "/a/accounts");
    }
    /// Why the head refuses what the administrator proposed.
    Tried refuse(const std::string& word) {
        const auto proposed = invite("佐藤 みき").sent.location;
        return after(admin,
                     town.post(town.ito, "/a/agreements",
                               {{"deed", "refuse"},
                                {"proposal", proposed.substr(proposed.rfind('=') + 1)},
                                {"word", word}}),
                     "/a/accounts");
    }
    Tried seek(const std::string& form, const std::string& field, const std::string& words) {
        return after(town.miura, town.post(town.miura, form, {{field, words}}));
    }
    /// The person's word about a request that was sent.
    Tried reply(const std::string& words) {
        const auto sent = request("入園までの支え", "園の受け入れをお願いします。").sent;
        town.deed(town.kimura, sent.location, "receive");
        return after(town.kimura, town.deed(town.kimura, sent.location, "note", {{"text", words}}),
                     sent.location);
    }
    Tried birth(const std::string& typed) {
        const auto id = town.child();
        const std::string at = "/w/cases/" + record::case_number(id) + "/profile";
        auto tried =
            after(town.miura, town.post(town.miura, at, {{"was_birth", ""}, {"birth", typed}}), at);
        const auto birth = town.ask([&](Tx& tx) {
            return record::find_case(tx, *town.vault, id).birth.shown(Town::all());
        });
        tried.stored = birth ? birth->iso() : "";
        return tried;
    }
    web::Answer post_file(const Subject& who, const std::string& target, const std::string& bytes,
                          const std::string& name = "list.csv") {
        return town.post_raw(
            who, target,
            "--XyZzY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
                "\"\r\nContent-Type: text/csv\r\n\r\n" + bytes + "\r\n--XyZzY--\r\n",
            "multipart/form-data; boundary=XyZzY");
    }
    Tried upload(const std::string& name, const std::string& bytes) {
        auto tried = after(town.ito, post_file(town.ito, "/w/resources/import", bytes, name));
        tried.stored = std::to_string(town.ask(
            [](Tx& tx) { return tx.value<std::int64_t>("SELECT count(*) FROM directory_place"); }));
        return tried;
    }

    /// What an organisation that keeps an entry writes of it, as the Centre reads it.
    Tried write_entry(const std::string& words) {
        const std::string own = "/w/resources/" + directory::service_number(service) + "/own";
        return after(town.miura,
                     town.post(town.tsukushi, own, {{"words", words}, {"step", "send"}}),
                     "/w/resources/proposals/P-1");
    }

    Town town;
    Subject admin;
    Id<directory::Service> service;

  private:
    int guests_{};
};

enum class Takes { name, words, query };  // query: the first hundred characters

struct TextField {
    const char* name;
    Takes takes;
    Tried (*type)(EveryField&, const std::string&);
    std::size_t limit{12000};  // bytes
};

using Typing = const std::string&;
inline const TextField kTextFields[] = {
    {"words of a call", Takes::words,
     [](EveryField& f, Typing t) {
         return f.call({{"words", t}});
     }},
    {"telephone of a caller", Takes::words,
     [](EveryField& f, Typing t) {
         return f.call({{"words", "電話"}, {"caller_phone", t}});
     },
     300},
    {"kana of a caller", Takes::name,
     [](EveryField& f, Typing t) {
         return f.call({{"words", "電話"}, {"caller_kana", t}});
     }},
    {"kana of a child", Takes::name,
     [](EveryField& f, Typing t) {
         return f.call({{"words", "電話"}, {"child_kana", t}});
     }},
    {"name of a child", Takes::name,
     [](EveryField& f, Typing t) {
         return f.call({{"words", "電話"}, {"child_kanji", t}});
     }},
    {"what comes next of a call", Takes::words,
     [](EveryField& f, Typing t) {
         return f.call({{"words", "電話"}, {"child_kana", "さえき"}, {"next_what", t}});
     },
     1500},
    {"words of a place about itself", Takes::words,
     [](EveryField& f, Typing t) { return f.write_entry(t); }, 2000},
    {"note", Takes::words,
     [](EveryField& f, Typing t) {
         return f.in_case("/entries", "", {{"text", t}});
     }},
    {"action", Takes::words,
     [](EveryField& f, Typing t) {
         return f.in_case("/actions", "", {{"next_what", t}, {"side", "c"}});
     },
     1500},
    {"name in the profile", Takes::name,
     [](EveryField& f, Typing t) {
         return f.in_case("/profile", "/profile", {{"was_kanji", ""}, {"kanji", t}});
     }},
    {"kana in the profile", Takes::name,
     [](EveryField& f, Typing t) {
         return f.in_case("/profile", "/profile", {{"was_kana", "さえき ひなた"}, {"kana", t}});
     }},
    {"title of a request", Takes::words,
     [](EveryField& f, Typing t) { return f.request(t, "お願いします。"); }, 600},
    {"request", Takes::words,
     [](EveryField& f, Typing t) { return f.request("入園までの支え", t); }},
    {"word about a request", Takes::words, [](EveryField& f, Typing t) { return f.reply(t); }},
    {"name of an account", Takes::name, [](EveryField& f, Typing t) { return f.invite(t); }},
    {"why a proposal is refused", Takes::words, [](EveryField& f, Typing t) { return f.refuse(t); },
     600},
    {"search for a person", Takes::query,
     [](EveryField& f, Typing t) { return f.seek("/w/search", "q", t); }},
    {"search for a place", Takes::query,
     [](EveryField& f, Typing t) { return f.seek("/w/resources/search", "words", t); }},
};

/// What a field keeps of a text: words of a search are read without signs that nobody sees.
inline std::string kept_in(const TextField& field, const std::string& text) {
    if (field.takes != Takes::query) return text;
    const std::string kept(first_characters(text, 100));
    return std::string_view(field.name) == "search for a place" ? directory::typed_words(kept)
                                                                : kept;
}

/// Whether the JSON holds exactly this text (maybe among other words).
inline bool shows(const std::string& json, const std::string& text) {
    std::string quoted;
    web::json_string(quoted, text);
    return json.find(quoted.substr(1, quoted.size() - 2)) != std::string::npos;
}

}  // namespace michi
