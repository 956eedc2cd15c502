// A small prefecture for tests: a Centre, two municipalities, a nursing station, their people, and a Site
// that knows each of them by login.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/municipality.hpp"
#include "consent/consent.hpp"
#include "engines.hpp"
#include "people/people.hpp"
#include "platform/clock.hpp"
#include "record/record.hpp"
#include "web/testing.hpp"

namespace michi {

/// The session cookie is the login.
class NamedDoor : public web::Door {
  public:
    std::map<std::string, Subject, std::less<>> people;
    std::set<std::string, std::less<>> masked;  // who hides the names
    std::optional<Known> recognise(Tx&, std::string_view token, Now) override {
        const auto found = people.find(token);
        if (found == people.end()) return std::nullopt;
        Known known;
        known.subject = found->second;
        known.csrf = "the-token-of-this-session";
        known.masked = masked.contains(token);
        return known;
    }
    void touch(Tx&, const Subject&, Now) override {}
};

/// The one clock stands at the town's first day, so that no test rests on the machine's.
class PlantedClock {
  public:
    explicit PlantedClock(Instant at) {
        const Instant machine{system_now().ms - clock_ahead().count()};
        set_clock_ahead(std::chrono::milliseconds{at.ms - machine.ms});
    }
    PlantedClock(const PlantedClock&) = delete;
    PlantedClock& operator=(const PlantedClock&) = delete;
    ~PlantedClock() { set_clock_ahead(std::chrono::milliseconds{0}); }
};

class Town {
  public:
    explicit Town(bool postgres, std::vector<web::Part> parts = {},
                  web::ServerSettings settings = {.public_host = "centre.example.jp"})
        : database(open_scratch_database(postgres)),
          site(*database, *vault, door, std::move(parts), std::move(settings),
               [this] { return clock; }) {
        write([&](Tx& tx) {
            prefecture = organisation(tx, "prefecture", "若葉県", home);
            centre = organisation(tx, "centre", "若葉県医療的ケア児支援センター", home);
            city = organisation(tx, "municipality", "北浜市 障がい福祉課", home);
            other_city = organisation(tx, "municipality", "南原町 福祉課", next);
            nursing = organisation(tx, "partner", "つくし訪問看護ステーション", "");
            miura = person(tx, "miura", "三浦 あかり", centre, Role::centre_counsellor);
            ito = person(tx, "ito", "伊藤 健", centre, Role::centre_head);
            sato = person(tx, "sato", "佐藤 花", centre, Role::receptionist);
            kimura = person(tx, "kimura", "木村 彩", city, Role::municipal_officer);
            hanaoka = person(tx, "hanaoka", "花岡 直", other_city, Role::municipal_officer);
            tsukushi = person(tx, "tsukushi", "筑紫 澪", nursing, Role::partner);
            ken = person(tx, "ken", "県 太郎", prefecture, Role::prefecture_officer);
        });
    }

    template <class F>
    void write(F&& work) {
        database->write_now([&](Tx& tx) { work(tx); });
    }
    template <class F>
    auto ask(F&& work) {
        return database->ask(std::forward<F>(work));
    }
    Now now() const { return now_at(clock); }
    void pass_days(int days) {
        clock.ms += std::int64_t(days) * 24 * 60 * 60 * 1000;
        set_clock_ahead(clock_ahead() + std::chrono::days{days});
    }

    /// A child's case of the Centre; every organisation may be told everything.
    Id<record::Case> child(Tx& tx, const std::string& kana = "さえき ひなた",
                           bool with_consent = true) {
        const auto id = record::open_case(tx, *vault,
                                          {.centre = centre,
                                           .in_charge = miura.account,
                                           .kanji = "",
                                           .kana = kana,
                                           .birth = std::nullopt,
                                           .address = {},
                                           .municipality = home,
                                           .stay = "home",
                                           .care = {},
                                           .is_protected = false,
                                           .opened_on = now().today,
                                           .number = 0});
        if (with_consent)
            for (const auto who : {city, other_city, nursing}) allow(tx, id, who);
        return id;
    }
    /// The mother says it to miura on the telephone, today.
    void allow(Tx& tx, Id<record::Case> id, Id<Organisation> who, Mask categories = kConsented,
               consent::Answer answer = consent::Answer::yes,
               std::optional<Date> until = std::nullopt) {
        consent::Said said{.case_id = id,
                           .organisation = who,
                           .answers = {},
                           .basis = "oral",
                           .speaker = "mother",
                           .heard_by = miura.account,
                           .expires = until};
        consent::answer_all(said, categories, answer);
        EXPECT_FALSE(consent::record(tx, *vault, miura, said, now()).any());
    }
    void allow(Id<record::Case> id, Id<Organisation> who, Mask categories = kConsented,
               consent::Answer answer = consent::Answer::yes,
               std::optional<Date> until = std::nullopt) {
        write([&](Tx& tx) { allow(tx, id, who, categories, answer, until); });
    }
    Id<record::Case> child(const std::string& kana = "さえき ひなた", bool with_consent = true) {
        Id<record::Case> id;
        write([&](Tx& tx) { id = child(tx, kana, with_consent); });
        return id;
    }

    /// What whoever may see everything sees.
    static Decision all() {
        return decide(Role::centre_head, Assurance::fresh, Act::read_case,
                      {.relation = Relation::centre});
    }

    web::Answer get(const Subject& who, std::string_view target) {
        return send(who, web::Method::get, target, "");
    }
    web::Answer json(const Subject& who, std::string_view target) {
        return send(who, web::Method::get, target, "", "application/json");
    }
    web::Answer post(const Subject& who, std::string_view target, web::Typed typed,
                     std::string key = {}) {
        if (key.empty()) key = "key-of-the-test-" + std::to_string(++keys_);
        typed.emplace_back("_csrf", "the-token-of-this-session");
        typed.emplace_back("_once", key);
        return send(who, web::Method::post, target, web::TestSite::encoded(typed));
    }

    /// A deed on a request as it stands now, as its page sends it.
    web::Answer deed(const Subject& who, const std::string& place, const std::string& deed,
                     web::Typed typed = {}) {
        const auto number = std::stoll(place.substr(place.rfind("H-") + 2));
        const auto version = ask([&](Tx& tx) {
            return tx.value<std::int64_t>("SELECT version FROM handover WHERE id = $1", number);
        });
        typed.emplace_back("version", std::to_string(version));
        return post(who, place + "/" + deed, std::move(typed));
    }

    /// A body as it stands; the session's token is in a header.
    web::Answer post_raw(const Subject& who, std::string_view target, std::string_view body,
                         std::string_view type = "application/x-www-form-urlencoded") {
        return send(who, web::Method::post, target, body, "text/html", type);
    }
    /// One more person.
    Subject join(const std::string& login, const std::string& name, Id<Organisation> where,
                 Role role) {
        Subject who;
        write([&](Tx& tx) { who = person(tx, login, name, where, role); });
        return who;
    }

    /// Two municipalities of the fictitious prefecture.
    const std::string home{municipalities_of("99")[0].code}, next{municipalities_of("99")[1].code};
    Instant clock{at_in_japan(*Date::from_ymd(2026, 11, 25), 10 * 60)};
    PlantedClock planted{clock};
    std::unique_ptr<Database> database;
    std::unique_ptr<Vault> vault = open_test_vault();
    NamedDoor door;
    web::Site site;
    Id<Organisation> prefecture, centre, city, other_city, nursing;
    Subject miura, ito, sato, kimura, hanaoka, tsukushi, ken;

    static Id<Organisation> organisation(Tx& tx, std::string kind, std::string name,
                                         std::string municipality) {
        return people::create_organisation(
            tx, {{}, std::move(kind), std::move(name), std::move(municipality), ""});
    }
    Subject person(Tx& tx, const std::string& login, const std::string& name,
                   Id<Organisation> where, Role role) {
        Subject who;
        who.account = people::create_account(tx, *vault,
                                             {.organisation = where,
                                              .role = role,
                                              .login = login,
                                              .name = name,
                                              .password_hash = {},
                                              .totp_secret = {}},
                                             clock);
        who.organisation = where;
        who.role = role;
        who.assurance = Assurance::fresh;
        who.name = name;
        logins_[who.account.value] = login;
        door.people[login] = who;
        return who;
    }

  private:
    web::Answer send(const Subject& who, web::Method method, std::string_view target,
                     std::string_view body, std::string_view accept = "text/html",
                     std::string_view type = "application/x-www-form-urlencoded") {
        const std::string cookie = "michi=" + logins_.at(who.account.value);
        const std::vector<web::Header> headers{{"cookie", cookie},
                                               {"host", "localhost"},
                                               {"accept", accept},
                                               {"x-csrf-token", "the-token-of-this-session"},
                                               {"content-type", type}};
        web::Request request;
        request.method = method;
        request.target = target;
        request.headers = headers;
        request.body = body;
        request.address = "127.0.0.1";
        return site.answer_now(request);
    }

    std::map<std::int64_t, std::string> logins_;
    std::atomic<int> keys_{};
};

inline std::string page_text(const web::Answer& answer) {
    return std::to_string(answer.status) + " " + answer.location + answer.body;
}

}  // namespace michi
