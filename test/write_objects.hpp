// What the rows of writes_rows.hpp change, made by the pages and stores themselves.
#pragma once

#include "assurance/assurance.hpp"
#include "base/receipt_code.hpp"
#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "kept_form.hpp"
#include "letterbox/store.hpp"
#include "writes.hpp"

namespace michi {

namespace rows {

using All = std::vector<Object>;
using World = WritesWorld;

inline constexpr std::string_view kOwnScreen = "how one's own screen looks";

inline constexpr std::string_view kWhereabouts =
    "who helps a protected child is its team's to know";

inline All own(World&) { return World::centres(); }
inline All cases(World& w) {
    All all = w.cases();
    for (Object& one : w.a_protected_case()) all.push_back(std::move(one));
    for (Object& one : all) one.ids["receiver"] = std::to_string(w.town.nursing.value);
    return all;
}
/// Of each case the city's part in the team, which nothing open holds there.
inline All members(World& w) {
    All all = cases(w);
    for (Object& one : all)
        one.ids["member"] = std::to_string(w.town.ask([&](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT max(id) FROM case_member WHERE case_id = $1 AND organisation_id = $2",
                one.of_case, w.town.city);
        }));
    return all;
}
/// Of each case a father without an account, and the mother who has one.
inline All families(World& w) {
    All all = cases(w);
    for (Object& one : all) {
        w.change([&](Tx& tx) {
            record::Family father;
            father.relation = "father";
            const auto child = record::find_case(tx, *w.town.vault, one.of_case).child;
            one.ids["member"] =
                std::to_string(record::add_family(tx, *w.town.vault, child, father).value);
        });
        one.ids["holder"] = std::to_string(w.family.account.value);
        one.ids["guardian"] = std::to_string(w.town.ask([&](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT max(f.id) FROM family_member f JOIN case_record c ON c.child_id ="
                " f.child_id WHERE c.id = $1 AND f.account_id IS NOT NULL",
                one.of_case);
        }));
    }
    return all;
}
/// Whoever takes calls anywhere begins them for their own Centre.
inline All of_one_s_centre(World&) {
    All all = World::centres();
    all.front().of_any_centre = true;
    return all;
}
inline All steps(World& w) { return w.steps(); }

template <handover::Deed deed>
All requests(World& w) {
    All all = w.requests_for(deed);
    w.change([&](Tx& tx) {
        tx.run("UPDATE handover SET family_answer = $1, first_contact = $2, watch_dates = $2",
               deed == handover::Deed::take_back ? "no"
               : deed == handover::Deed::close   ? "unreachable"
                                                 : "yes",
               w.town.now().today);
    });
    return all;
}

// ---- consultations ----
/// A call that has begun; what is typed into it is only sent by the row.
inline std::string begin_call(World& w) {
    const auto begun = w.town.post(w.town.miura, "/w/intake", {{"channel", "phone"}});
    return begun.location.substr(begun.location.rfind('/') + 1);
}
inline std::string call_of(World& w, web::Typed typed) {
    const std::string number = begin_call(w);
    typed.emplace_back("channel", "phone");
    typed.emplace_back("words", "夜間の吸引について");
    w.town.post(w.town.miura, "/w/intake/" + number, std::move(typed));
    return number;
}
inline All begun(World& w) { return World::centres({{"R", begin_call(w)}}); }
inline All received(World& w) { return World::centres({{"R", call_of(w, {})}}); }
inline All with_case(World& w) {
    return World::centres({{"R", call_of(w, {{"child_kana", "よこやま"}})}});
}
inline All discarded(World& w) {
    const std::string number = begin_call(w);
    w.town.post(w.town.miura, "/w/intake/" + number, {{"leave", "1"}, {"words", "まちがい"}});
    w.town.post(w.town.miura, "/w/intake/" + number + "/discard", {});
    return World::centres({{"R", number}});
}
inline All left(World& w) {
    const std::string number = begin_call(w);
    w.town.post(w.town.miura, "/w/intake/" + number, {{"leave", "1"}, {"words", "途中"}});
    return World::centres({{"R", number}});
}

// ---- letters ----
inline constexpr std::string_view kWord = "しろいふね";
/// A letter that came by the form, with its receipt's code.
inline Object a_letter(World& w, bool taken_in) {
    static int letters = 0;
    const std::string code = receipt_code(std::string(40, static_cast<char>(++letters)));
    std::string number, thread;
    w.change([&](Tx& tx) {
        letterbox::Asked asked;
        asked.words = "夜のケアがつらいです。";
        const letterbox::NewThread fresh{.centre = w.town.centre,
                                         .code = code,
                                         .asked = asked,
                                         .seconds = {std::string(kWord), {}}};
        if (taken_in)
            number = consultation::reception_number(
                letterbox::post_letter(tx, *w.town.vault, fresh, w.town.clock).consultation);
        else
            thread = std::to_string(
                letterbox::begin_thread(tx, *w.town.vault, fresh, w.town.clock).value);
    });
    Object object;
    object.about = "the Centre's";
    object.ids = {{"R", number}, {"thread", thread}, {"receipt", code}};
    return object;
}
inline All letter(World& w) { return {a_letter(w, true)}; }
inline All to_sort(World& w) {
    All all{a_letter(w, false)};
    all.front().of_any_centre = true;
    return all;
}
inline All first_page(World&) { return World::centres({{"step", "who"}}); }
inline All the_centre(World& w) {
    return World::centres({{"organisation", std::to_string(w.town.centre.value)}});
}

// ---- places ----
/// A place of its own, so that nobody has confirmed or written anything of it.
inline All a_place(World& w) {
    static int places = 0;
    Id<directory::Service> made;
    w.change([&](Tx& tx) {
        directory::Values values;
        values[directory::Field::name] = "たずねる園" + std::to_string(++places);
        values[directory::Field::organisation] = "社会福祉法人 たずねる会" + std::to_string(places);
        values[directory::Field::municipality] = w.town.home;
        made = directory::add_service(tx, "short_stay", values);
    });
    return World::centres({{"S", directory::service_number(made)}});
}
inline All kept_entry(World& w) {
    All all = a_place(w);
    w.town.post(w.town.miura, "/w/resources/" + all.front().ids["S"] + "/keeper",
                {{"organisation", std::to_string(w.town.nursing.value)}});
    all.front().organisation = w.town.nursing;  // whose keeper the world named
    return all;
}
inline All told(World& w) {
    w.town.post(w.town.miura, "/w/resources/" + w.ids["S"] + "/told", {{"told", "night:yes"}});
    All all =
        World::centres({{"fact", std::to_string(w.value("SELECT max(id) FROM directory_fact"))}});
    all.front().person = w.town.miura.account;
    return all;
}
inline void refuse(World& w) {
    w.town.post(w.town.miura, "/w/resources/" + w.ids["S"] + "/refusals",
                {{"reason", "full"}, {"refused_on", "2026-11-20"}, {"way", "phone"}});
}
inline All refused(World& w) {
    refuse(w);
    All all = World::centres(
        {{"refusal", std::to_string(w.value("SELECT max(id) FROM directory_refusal"))}});
    all.front().person = w.town.miura.account;
    return all;
}
inline All often_refused(World& w) {
    for (int i = 0; i < 3; ++i) refuse(w);
    return World::centres();
}
inline All declined(World& w) {
    // Of two places of one body nobody knows which declined.
    w.change([&](Tx& tx) {
        directory::Values values;
        values[directory::Field::name] = "つくし生活介護";
        values[directory::Field::organisation] = "社会福祉法人 つくし会";
        values[directory::Field::municipality] = w.town.home;
        directory::add_service(tx, "daily_care", values);
    });
    w.change([&](Tx& tx) {
        directory::note_declined(tx, {.organisation = w.town.city,
                                      .bodies = {directory::snapshot(tx)->find(w.service)->body},
                                      .reason = "no_capacity",
                                      .request = "H-0008",
                                      .by = w.town.kimura.account,
                                      .on = w.town.now().today,
                                      .at = w.town.now().at});
    });
    return World::centres(
        {{"refusal", std::to_string(w.value(
                         "SELECT max(id) FROM directory_refusal WHERE service_id IS NULL"))}});
}
inline constexpr const char* kHead =
    "市区町村コード,NO,名称,種別,住所,電話番号,収容定員,一時預かりの有無\n";
inline std::string keep_list(World& w, const std::string& rows,
                             const std::string& file = "childcare.csv") {
    const std::string at = w.upload(file, kHead + rows).sent.location;
    return at.substr(at.rfind('/') + 1);
}
inline All uploaded(World& w) {
    All all = World::centres(
        {{"upload",
          keep_list(w, "992011,1,つばさ園,認可私立保育所,若葉市中央1-1,0000-21-0001,30,有\n")}});
    all.front().person = w.town.ito.account;
    return all;
}
inline All unknown_columns(World& w) {
    const std::string at =
        w.upload("unknown.csv", "なにか,どこか\nつばさ園,若葉市中央1-1\nこまどり園,若葉市東1-1\n")
            .sent.location;
    const std::string path = at.substr(0, at.find("/columns"));
    All all = World::centres({{"upload", path.substr(path.rfind('/') + 1)}});
    all.front().person = w.town.ito.account;
    return all;
}
inline All taken(World& w) {
    const std::string upload =
        keep_list(w, "992011,2,こまどり園,認可私立保育所,若葉市東1-1,0000-21-0002,20,無\n");
    w.town.post(w.town.ito, "/w/resources/import/" + upload, {});
    return World::centres(
        {{"batch", std::to_string(w.value("SELECT max(id) FROM directory_batch"))}});
}
/// A list that goes on, with one place that no other list names.
inline All kept_list(World& w) {
    const std::string upload = keep_list(
        w, "992011,5,めじろ園,認可私立保育所,若葉市北1-1,0000-21-0005,20,無\n", "mejiro.csv");
    w.town.post(w.town.ito, "/w/resources/import/" + upload, {{"list0", "new"}, {"seen0", "new"}});
    return World::centres(
        {{"list", std::to_string(w.value("SELECT max(id) FROM directory_list"))}});
}
/// Two lists tell one place two telephones.
inline All disagreeing(World& w) {
    for (const char* row : {"992011,7,つぐみ園,認可私立保育所,若葉市南1-1,0000-21-0007,30,有\n",
                            "990000,9,つぐみ園,認可私立保育所,若葉市南1-1,0000-21-9999,30,有\n"})
        w.town.post(w.town.ito,
                    "/w/resources/import/" + keep_list(w, row, std::string(row, 6) + ".csv"),
                    {{"seen0", ""}, {"list0", "new"}});
    return World::centres(
        {{"S", directory::service_number(
                   {w.value("SELECT max(id) FROM directory_service WHERE gone_on IS NULL")})}});
}
inline All linked(World& w) {
    w.town.post(w.town.miura, "/w/resources/" + w.ids["S"] + "/link", {});
    return World::centres();
}
inline All campaign(World& w) {
    a_place(w);
    const auto begun = w.town.post(w.town.miura, "/w/resources/campaigns",
                                   {{"older", "0"}, {"name", "秋の確認"}, {"due", "2026-12-20"}});
    w.change([](Tx& tx) { tx.run("UPDATE assurance_letter SET due_on = '2026-11-20'"); });
    return World::centres({{"C", begun.location.substr(begun.location.rfind('/') + 1)}});
}
inline All sheet(World& w) {
    return World::centres(
        {{"sheet", std::to_string(w.value("SELECT max(id) FROM assurance_letter"))}});
}
inline All proposed(World& w) {
    w.town.post(w.town.tsukushi, "/w/resources/" + kept_entry(w).front().ids["S"] + "/own",
                {{"words", "夜間も受けます。"}, {"step", "send"}});
    return World::centres(
        {{"P", assurance::proposal_number({w.value("SELECT max(id) FROM assurance_proposal")})}});
}
inline All scheme(World& w) {
    w.town.post(w.town.miura, "/w/schemes",
                {{"name", "電源の補助"},
                 {"what", "発電機"},
                 {"place", w.town.home},
                 {"source", "市のお知らせ"},
                 {"as_of", "2026-11-01"},
                 {"trust", "told"}});
    return World::centres(
        {{"scheme", std::to_string(w.value("SELECT max(scheme_id) FROM scheme_edition"))}});
}

// ---- those who wait ----
inline All waiting(World& w) {
    All all;
    for (const Subject& who : {w.town.miura, w.town.tsukushi}) {
        Object object = w.open_case().front();
        w.town.post(who, "/w/issues/waiting",
                    {{"asked", "1"},
                     {"case", object.ids["W"]},
                     {"kind", "short_stay"},
                     {"care", "ventilator"},
                     {"speaker", "mother"}});
        object.about = "wait written by " + who.name;
        object.ids["waiting"] = std::to_string(w.value("SELECT max(id) FROM need_waiting"));
        object.person = who.account;
        object.organisation = who.organisation;
        all.push_back(std::move(object));
    }
    return all;
}

// ---- people ----
inline All own_session(World& w) {
    All all = World::centres();
    w.change([&](Tx& tx) {
        for (int i = 0; i < 2; ++i)
            all.front().ids["session"] =
                std::to_string(people::begin_session(tx, w.town.kimura.account, Assurance::fresh,
                                                     "テスト", w.town.clock)
                                   .id);
    });
    all.front().person = w.town.kimura.account;
    return all;
}
inline All partner(World& w) {
    static int joined = 0;
    const auto who =
        w.town.join("partner" + std::to_string(++joined), "入江 光", w.town.nursing, Role::partner);
    return World::centres({{"account", std::to_string(who.account.value)}});
}
inline All enrolled(World& w) {
    All all = partner(w);
    w.change([&](Tx& tx) {
        tx.run("UPDATE account SET totp = $2 WHERE id = $1", std::stoll(all.front().ids["account"]),
               Bytes{"sealed"});
    });
    return all;
}
inline All disabled(World& w) {
    All all = partner(w);
    w.change(
        [&](Tx& tx) { people::set_enabled(tx, {std::stoll(all.front().ids["account"])}, false); });
    return all;
}
inline All invited(World& w) {
    w.invite("招かれる 人");
    All all = World::centres(
        {{"proposal", std::to_string(w.value("SELECT max(id) FROM account_proposal"))}});
    all.front().person = w.admin.account;
    return all;
}
inline All planned(World& w) {
    All all = partner(w);
    w.town.post(w.admin, "/a/successions",
                {{"leaver", all.front().ids["account"]}, {"follower", "0"}, {"on", "2027-03-31"}});
    all.front().ids["succession"] = std::to_string(w.value("SELECT max(id) FROM succession"));
    return all;
}
inline All an_organisation(World& w) {
    Id<Organisation> made;
    w.change([&](Tx& tx) { made = Town::organisation(tx, "partner", "おわる園", w.town.home); });
    return World::centres({{"organisation", std::to_string(made.value)}});
}
inline All ended_organisation(World& w) {
    All all = an_organisation(w);
    w.town.post(w.admin, "/a/organisations/" + all.front().ids["organisation"] + "/end",
                {{"end_on", w.town.now().today.iso()}});
    return all;
}
inline All body(World& w) {
    const std::string place = a_place(w).front().ids["S"];
    return World::centres(
        {{"body", std::to_string(w.town.ask([&](Tx& tx) {
              return directory::snapshot(tx)->find({std::stoll(place.substr(2))})->body.value;
          }))}});
}
/// Kept for kimura while she typed, and nobody else's to name.
inline All drafted(World& w) {
    keep_typed(w.town, w.town.kimura, "/w/resources/issue", {{"words", "夜間の預かり先がない"}},
               "a-draft");
    All all = World::centres({{"draft", std::to_string(w.value("SELECT max(id) FROM draft"))}});
    all.front().person = w.town.kimura.account;
    all.front().of_one = true;
    return all;
}
inline All noticed(World& w) {
    w.change([&](Tx& tx) {
        tx.run(
            "INSERT INTO account_notice (id, account_id, kind, at) VALUES (9001, $1, 'password', 1)",
            w.town.miura.account);
    });
    return World::centres();
}

}  // namespace rows

}  // namespace michi
