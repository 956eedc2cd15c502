#include <gtest/gtest.h>

#include "assurance/code.hpp"
#include "assurance/pages.hpp"
#include "assurance/rules.hpp"
#include "assurance/store.hpp"
#include "directory/directory.hpp"
#include "directory/import.hpp"
#include "policy/past_decision.hpp"
#include "published/published.hpp"
#include "town.hpp"

namespace michi::assurance {
namespace {

using directory::Field;
using directory::Values;

class Pages : public testing::TestWithParam<bool> {
  public:
    explicit Pages(web::ServerSettings settings = {.public_host = "centre.example.jp"})
        : town(GetParam(), {directory::part(), published::part(), part()}, std::move(settings)) {
        town.write([&](Tx& tx) {
            tsukushi = open(tx, "つくし短期入所", "0000-11-4520");
            kamome = open(tx, "訪問看護 かもめ", "0000-11-4860");
            other_body = open(tx, "ほかの法人の家", "0000-11-0002", directory::Visibility::partners,
                              "医療法人 ほか");
            inner = open(tx, "センターだけの家", "0000-11-0001", directory::Visibility::centre);
        });
    }

    Id<directory::Service> open(Tx& tx, const std::string& name, const std::string& phone,
                                directory::Visibility seen = directory::Visibility::open,
                                const std::string& body = "社会福祉法人 つくし会") {
        Values values;
        values[Field::name] = name;
        values[Field::organisation] = body;
        values[Field::phone] = phone;
        values[Field::municipality] = town.home;
        values[Field::note] = "内線は夜つながらない";
        values[Field::contact] = "担当 山本";
        return directory::add_service(tx, "short_stay", values, seen);
    }

    static std::string at(Id<directory::Service> id, std::string_view rest = "") {
        return "/w/resources/" + directory::service_number(id) + std::string(rest);
    }
    directory::Listing entry(Id<directory::Service> id) {
        return town.ask([&](Tx& tx) { return *directory::snapshot(tx)->find(id); });
    }

    /// Somebody outside: no session, only the form's own cookie.
    template <class F>
    auto as_visitor(std::string_view target, web::Method method, web::Typed typed,
                    std::string_view from, F&& use) {
        const std::string seed = "a-seed-of-the-tests";
        typed.emplace_back("_csrf", base64url(town.vault->mac("csrf", seed).data));
        typed.emplace_back("_once", "key-of-a-visitor-" + std::to_string(++keys));
        const std::string body = web::TestSite::encoded(typed), cookie = "michi_form=" + seed;
        const std::vector<web::Header> headers{
            {"cookie", cookie},
            {"host", "localhost"},
            {"content-type", "application/x-www-form-urlencoded"}};
        web::Request request;
        request.method = method;
        request.target = target;
        request.headers = headers;
        if (method == web::Method::post) request.body = body;
        request.address = from;
        return use(request);
    }
    web::Answer visit(std::string_view target, web::Method method = web::Method::get,
                      web::Typed typed = {}, std::string_view from = "192.0.2.1") {
        return as_visitor(
            target, method, std::move(typed), from,
            [this](const web::Request& request) { return town.site.answer_now(request); });
    }
    web::Answer send(std::string_view target, web::Typed typed,
                     std::string_view from = "192.0.2.1") {
        return visit(target, web::Method::post, std::move(typed), from);
    }
    std::int64_t delay(std::string_view target, web::Typed typed) {
        return as_visitor(
            target, web::Method::post, std::move(typed), "192.0.2.1",
            [this](const web::Request& request) { return town.site.delay_of(request); });
    }

    /// A link for one entry; answers its code.
    std::string link(Id<directory::Service> id) {
        EXPECT_EQ(town.post(town.miura, at(id, "/link"), {}).status, 303);
        return code(id);
    }
    std::string code(Id<directory::Service> id) {
        return town.ask([&](Tx& tx) { return code_of(*town.vault, *newest_letter(tx, id)); });
    }
    Kept first_waiting() {
        return town.ask([&](Tx& tx) { return proposals(tx, *town.vault, true, 9).at(0); });
    }
    std::string seen_of(const std::string& page) {
        const std::string mark = "name=\"seen\" value=\"";
        const auto from = page.find(mark) + mark.size();
        return page.substr(from, page.find('"', from) - from);
    }
    web::Answer decide(const Subject& who, const Kept& kept, web::Typed typed) {
        const std::string address = "/w/resources/proposals/" + proposal_number(kept.id);
        typed.emplace_back("seen", seen_of(town.get(who, address).body));
        return town.post(who, address, std::move(typed));
    }

    Town town;
    Id<directory::Service> tsukushi, kamome, inner, other_body;
    int keys{};
};
ON_EACH_ENGINE(Pages);

bool has(const web::Answer& answer, std::string_view text) {
    return answer.body.find(text) != std::string::npos;
}

TEST_P(Pages, one_key_confirms_an_entry_as_of_today) {
    EXPECT_TRUE(has(town.get(town.miura, "/w/resources/stale"), "つくし短期入所"));
    EXPECT_EQ(town.post(town.miura, at(tsukushi, "/call"), {{"end", "unchanged"}}).status, 303);
    EXPECT_EQ(entry(tsukushi).confirmed_on, town.now().today);
    EXPECT_EQ(entry(tsukushi).confirmed_by, "三浦 あかり");
    EXPECT_FALSE(has(town.get(town.miura, "/w/resources/stale"), "つくし短期入所"));
}

TEST_P(Pages, a_call_without_an_answer_confirms_nothing_and_stands_behind_the_others) {
    town.post(town.miura, at(tsukushi, "/call"), {{"end", "no_answer"}});
    EXPECT_FALSE(entry(tsukushi).confirmed_on);
    const auto page = town.get(town.miura, "/w/resources/stale").body;
    EXPECT_GT(page.find("つくし短期入所"), page.find("訪問看護 かもめ"));
    EXPECT_NE(page.find("電話に出ない（1回）"), std::string::npos);
}

TEST_P(Pages, a_list_is_not_taken_back_from_under_a_service_that_was_called) {
    const auto file = directory::open_file(
        "a.csv", "NO,名称,住所,電話番号\n1,あおば,周南市岐山通1,0834-22-0001\n");
    Id<directory::Service> service;
    town.write([&](Tx& tx) {
        directory::take(tx, *file, {}, town.now());
        const auto all = directory::snapshot(tx);
        for (const auto& listing : all->listings)
            if (listing->values[directory::Field::name] == "あおば") service = listing->id;
        insert_call(tx, service, CallEnd::no_answer, town.now().today, town.miura.account,
                    town.now().at);
        const auto no = directory::undo(tx, {1}, town.miura.account, town.now());
        ASSERT_TRUE(no.any());
        EXPECT_EQ(no.items.front().word, "directory.edited_since"_w);
    });
    EXPECT_EQ(town.get(town.miura, "/w/resources/" + directory::service_number(service)).status,
              200);
}

TEST_P(Pages, the_list_of_calls_is_the_centres_and_so_is_its_file) {
    for (const char* target : {"/w/resources/stale", "/w/resources/stale.csv",
                               "/w/resources/campaigns", "/w/resources/proposals"}) {
        EXPECT_EQ(town.get(town.kimura, target).status, 403) << target;
        EXPECT_EQ(town.get(town.miura, target).status, 200) << target;
    }
    EXPECT_TRUE(has(town.get(town.miura, "/w/resources/stale.csv"), "0000-11-4520"));
}

TEST_P(Pages, the_centres_words_are_saved_unless_somebody_was_faster) {
    const std::string form = at(tsukushi, "/edit");
    const std::string seen = seen_of(town.get(town.miura, form).body);
    web::Typed typed{{"seen", seen},
                     {"f:name", "つくし短期入所"},
                     {"f:phone", "0000-11-7777"},
                     {"f:municipality", town.home}};
    EXPECT_EQ(town.post(town.ito, form, typed).status, 303);
    EXPECT_EQ(entry(tsukushi).values[Field::phone], "0000-11-7777");
    const auto late = town.post(town.miura, form,
                                {{"seen", seen}, {"f:name", "つくし"}, {"f:phone", "0000-11-1"}});
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(has(late, "0000-11-7777") && has(late, "0000-11-1"));
    EXPECT_EQ(entry(tsukushi).values[Field::name], "つくし短期入所");
}

TEST_P(Pages, a_code_opens_one_entry_without_an_account_and_nothing_of_the_centres) {
    const std::string code = link(tsukushi);
    EXPECT_TRUE(has(visit("/r/" + code), code));
    EXPECT_TRUE(has(town.get(town.miura, at(tsukushi, "/edit")),
                    "http://centre.example.jp:8080/r/" + code));
    const auto letter = town.ask([&](Tx& tx) { return newest_letter(tx, tsukushi)->id.value; });
    const std::string sheet = "/w/resources/sheets/" + std::to_string(letter) + "/print";
    EXPECT_TRUE(has(town.get(town.miura, sheet), code));
    EXPECT_EQ(town.get(town.tsukushi, sheet).status, 403);
    const auto page = send("/r", {{"code", code}});
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "つくし短期入所") && has(page, "0000-11-4520"));
    EXPECT_FALSE(has(page, "内線は夜つながらない") || has(page, "山本") || has(page, "かもめ"));
    for (const std::string& cookie : page.cookies)
        EXPECT_EQ(cookie.find("michi="), std::string::npos) << "no session";
}

TEST_P(Pages, what_a_place_sends_waits_and_everybody_reads_the_approved_words_until_then) {
    const std::string code = link(tsukushi);
    const web::Typed typed{
        {"code", code}, {"f:phone", "0000-11-9999"}, {"c:suction", "yes"}, {"d:suction", "日中"}};
    web::Typed check = typed, sent = typed;
    check.emplace_back("step", "check");
    sent.emplace_back("step", "send");
    EXPECT_TRUE(has(send("/r/sheet", check), "0000-11-9999"));
    EXPECT_TRUE(town.ask([&](Tx& tx) { return proposals(tx, *town.vault, true, 9).empty(); }));
    EXPECT_EQ(send("/r/sheet", sent).status, 200);
    EXPECT_EQ(entry(tsukushi).values[Field::phone], "0000-11-4520");
    const Kept kept = first_waiting();
    ASSERT_EQ(kept.changes.size(), 2u);
    EXPECT_EQ(decide(town.miura, kept, {{"take", "f:phone"}, {"take", "c:suction"}}).status, 303);
    EXPECT_EQ(entry(tsukushi).values[Field::phone], "0000-11-9999");
    const auto shown = entry(tsukushi);
    const auto* fact = shown.fact("suction");
    ASSERT_TRUE(fact);
    EXPECT_EQ(fact->source, "office");
    EXPECT_EQ(fact->visibility, directory::Visibility::partners) << "it did not agree to publish";
    EXPECT_EQ(entry(tsukushi).confirmed_on, town.now().today);
}

TEST_P(Pages, a_sheet_may_be_mended_until_it_is_decided_and_opens_no_more_after_that) {
    const std::string code = link(tsukushi);
    send("/r/sheet", {{"code", code}, {"f:phone", "0000-11-1111"}, {"step", "send"}});
    EXPECT_TRUE(has(send("/r", {{"code", code}}), "0000-11-1111"));
    send("/r/sheet", {{"code", code}, {"f:phone", "0000-11-2222"}, {"step", "send"}});
    const auto waiting = town.ask([&](Tx& tx) { return proposals(tx, *town.vault, true, 9); });
    ASSERT_EQ(waiting.size(), 1u);
    EXPECT_EQ(waiting[0].changes.at(0).after, "0000-11-2222");
    decide(town.miura, waiting[0], {{"take", "f:phone"}});
    EXPECT_EQ(send("/r", {{"code", code}}).status, 422);
    EXPECT_EQ(
        send("/r/sheet", {{"code", code}, {"f:phone", "0000-11-3333"}, {"step", "send"}}).status,
        422);
    EXPECT_EQ(entry(tsukushi).values[Field::phone], "0000-11-2222");
}

TEST_P(Pages, nothing_changed_is_a_confirmation_that_needs_no_decision) {
    const std::string code = link(tsukushi);
    EXPECT_TRUE(has(send("/r/sheet", {{"code", code}, {"step", "send"}}), "変わりない"));
    EXPECT_EQ(entry(tsukushi).confirmed_on, town.now().today);
    EXPECT_EQ(entry(tsukushi).confirmed_by, "事業所");
}

TEST_P(Pages, a_place_that_presses_twice_reads_the_thanks_twice) {
    const std::string code = link(tsukushi);
    for (int press = 0; press < 2; ++press) {
        const auto thanked = send("/r/sheet", {{"code", code}, {"step", "send"}});
        EXPECT_EQ(thanked.status, 200) << press;
        EXPECT_TRUE(has(thanked, "ありがとうございました")) << press;
    }
    EXPECT_EQ(send("/r/sheet", {{"code", code}, {"f:phone", "0000-11-1"}, {"step", "send"}}).status,
              422)
        << "what is new is said on the telephone";
    town.pass_days(1);
    EXPECT_EQ(send("/r/sheet", {{"code", code}, {"step", "send"}}).status, 422);
}

TEST_P(Pages, codes_cannot_be_guessed_nor_used_for_another_entry_nor_after_their_time) {
    const std::string of_tsukushi = link(tsukushi), of_kamome = link(kamome);
    send("/r/sheet", {{"code", of_kamome}, {"f:phone", "0000-11-5555"}, {"step", "send"}});
    EXPECT_EQ(first_waiting().service, kamome);
    EXPECT_EQ(town.post(town.miura, at(tsukushi, "/link"), {}).status, 303);
    EXPECT_EQ(send("/r", {{"code", of_tsukushi}}).status, 422) << "a new code ends the earlier";
    EXPECT_EQ(town.post(town.miura, at(tsukushi, "/link/revoke"), {}).status, 303);
    EXPECT_EQ(send("/r", {{"code", code(tsukushi)}}).status, 422);
    town.pass_days(200);
    EXPECT_EQ(send("/r", {{"code", of_kamome}}).status, 422);
}

TEST_P(Pages, ten_wrong_codes_make_one_address_wait_and_no_other) {
    const std::string code = link(tsukushi);
    for (int i = 0; i < kCodes.of_household.most; ++i)
        EXPECT_EQ(send("/r", {{"code", "0000-0000-0000"}}, "192.0.2.66").status, 422);
    EXPECT_EQ(send("/r", {{"code", code}}, "192.0.2.66").status, 422) << "even the right one";
    EXPECT_EQ(send("/resources/answers", {{"code", code}}, "192.0.2.66").status, 422);
    EXPECT_EQ(send("/r", {{"code", code}}, "192.0.2.67").status, 200);
    town.clock.ms += 61LL * 60 * 1000;
    EXPECT_EQ(send("/r", {{"code", code}}, "192.0.2.66").status, 200);
}

TEST_P(Pages, guessing_from_everywhere_slows_and_refuses_nobody) {
    const std::string code = link(tsukushi);
    const auto guess = [&](const std::string& from, int times) {
        town.write([&](Tx& tx) {
            const Subject nobody;
            web::Context c{tx, *town.vault, nobody, town.now()};
            c.address = from;
            for (int i = 0; i < times; ++i) note_wrong_code(c);
        });
    };
    guess("203.0.113.66", kCodes.of_all.free + 10);
    EXPECT_EQ(delay("/r", {{"code", code}}), 0) << "one address spends its own share";
    for (int i = 0; i <= kCodes.of_all.free / kCodes.of_household.free; ++i)
        guess("198.51.100." + std::to_string(i), kCodes.of_household.free);
    for (const char* door : {"/r", "/r/sheet", "/resources/answers"})
        EXPECT_EQ(delay(door, {{"code", code}}), web::kLongestWait) << door;
    EXPECT_EQ(send("/r", {{"code", code}}).status, 200);
    town.clock.ms += 61LL * 60 * 1000;
    EXPECT_EQ(delay("/r", {{"code", code}}), 0);
}

TEST_P(Pages, two_who_decide_at_once_decide_once) {
    const std::string code = link(tsukushi);
    send("/r/sheet", {{"code", code}, {"f:phone", "0000-11-9999"}, {"step", "send"}});
    const Kept kept = first_waiting();
    const std::string address = "/w/resources/proposals/" + proposal_number(kept.id);
    const std::string seen = seen_of(town.get(town.miura, address).body);
    EXPECT_EQ(town.post(town.ito, address, {{"seen", seen}, {"reason", "前の番号が正しい"}}).status,
              303);
    const auto late = town.post(town.miura, address, {{"seen", seen}, {"take", "f:phone"}});
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(has(late, "ほかの人が先に決めました") && has(late, "前の番号が正しい"));
    EXPECT_EQ(entry(tsukushi).values[Field::phone], "0000-11-4520");
}

TEST_P(Pages, an_entry_that_changed_meanwhile_is_shown_beside_and_decided_anew) {
    const std::string code = link(tsukushi);
    send("/r/sheet", {{"code", code}, {"f:phone", "0000-11-9999"}, {"step", "send"}});
    const Kept kept = first_waiting();
    const std::string address = "/w/resources/proposals/" + proposal_number(kept.id);
    const std::string seen = seen_of(town.get(town.miura, address).body);
    town.write([&](Tx& tx) {
        Values own = directory::spoken(tx, tsukushi).own;
        own[Field::phone] = "0000-11-8888";
        directory::edit_service(tx, tsukushi, own);
    });
    const auto late = town.post(town.miura, address, {{"seen", seen}, {"take", "f:phone"}});
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(has(late, "0000-11-8888") && has(late, "0000-11-9999"));
    EXPECT_EQ(entry(tsukushi).values[Field::phone], "0000-11-8888");
    EXPECT_EQ(decide(town.miura, kept, {{"take", "f:phone"}}).status, 303);
    EXPECT_EQ(entry(tsukushi).values[Field::phone], "0000-11-9999");
}

TEST_P(Pages, what_is_not_taken_needs_a_reason) {
    const std::string code = link(tsukushi);
    send("/r/sheet", {{"code", code}, {"f:phone", "0000-11-9999"}, {"step", "send"}});
    EXPECT_EQ(decide(town.miura, first_waiting(), {}).status, 422);
    EXPECT_EQ(first_waiting().outcome, Outcome::waiting);
}

web::Typed correction(const std::string& step) {
    return {{"ticket", "a-ticket-of-this-form-1234567890"},
            {"topic", "f:phone"},
            {"text", "0000-11-9090"},
            {"who", "外山 澪"},
            {"contact", "0000-99-1234"},
            {"step", step}};
}

std::string code_on(const std::string& page) {
    const std::string mark = "<b class=\"code\">";
    const auto from = page.find(mark);
    return from == std::string::npos ? "" : page.substr(from + mark.size(), 14);
}

TEST_P(Pages, anybody_proposes_and_reads_with_a_code_what_became_of_it) {
    const std::string form = "/resources/" + directory::service_number(tsukushi) + "/correction";
    EXPECT_EQ(visit(form).status, 200);
    EXPECT_EQ(send(form, correction("check")).status, 200);
    const auto sent = send(form, correction("send"));
    const std::string code = code_on(sent.body);
    ASSERT_EQ(code.size(), 14u);
    EXPECT_EQ(code_on(send(form, correction("send")).body), code) << "sent twice it is one";
    EXPECT_EQ(town.ask([](Tx& tx) { return count_waiting(tx); }), 1);
    EXPECT_EQ(entry(tsukushi).values[Field::phone], "0000-11-4520");
    EXPECT_TRUE(has(send("/resources/answers", {{"code", code}}), "確かめている"));
    EXPECT_EQ(
        decide(town.miura, first_waiting(), {{"reason", "電話で確かめました。前の番号です。"}})
            .status,
        303);
    const auto answer = send("/resources/answers", {{"code", code}});
    EXPECT_TRUE(has(answer, "直さなかった") && has(answer, "電話で確かめました。"));
    EXPECT_FALSE(has(answer, "外山"));
    EXPECT_FALSE(entry(tsukushi).confirmed_on) << "a visitor is not the place";
    EXPECT_TRUE(has(town.get(town.miura, "/w/resources/proposals"), "（中央値）"));
}

TEST_P(Pages, who_proposed_is_never_readable_at_rest) {
    send("/resources/" + directory::service_number(tsukushi) + "/correction", correction("send"));
    const auto rows = town.ask([](Tx& tx) {
        return tx.all("SELECT content, person FROM assurance_proposal", [](const Row& row) {
            return std::string(row.blob(0)) + std::string(row.blob(1));
        });
    });
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].find("外山"), std::string::npos);
    EXPECT_EQ(rows[0].find("0000-99-1234"), std::string::npos);
    EXPECT_EQ(past_decision(first_waiting().name), "外山 澪");
}

TEST_P(Pages, the_public_proposes_nothing_about_what_it_may_not_know) {
    const std::string form = "/resources/" + directory::service_number(inner) + "/correction";
    EXPECT_EQ(visit(form).status, 404);
    EXPECT_EQ(send(form, correction("send")).status, 404);
    EXPECT_EQ(visit("/resources/S-9999/correction").status, 404);
}

TEST_P(Pages, machines_are_thanked_and_floods_are_refused) {
    const std::string form = "/resources/" + directory::service_number(tsukushi) + "/correction";
    web::Typed machine = correction("send");
    machine.emplace_back("website", "http://example.jp");
    EXPECT_EQ(send(form, machine).status, 200);
    EXPECT_EQ(town.ask([](Tx& tx) { return count_waiting(tx); }), 0);
    for (int i = 0; i <= kProposals.of_household.most; ++i) {
        web::Typed typed = correction("send");
        typed[0].second += std::to_string(i);
        EXPECT_EQ(send(form, typed).status, i < kProposals.of_household.most ? 200 : 409) << i;
    }
}

web::Typed everybody(const std::string& name) {
    return {{"older", "0"}, {"name", name}, {"due", "2026-12-20"}, {"fax", "0000-10-0001"}};
}

TEST_P(Pages, a_campaign_makes_one_sheet_an_entry_however_often_it_is_begun) {
    const auto first = town.post(town.miura, "/w/resources/campaigns", everybody("令和8年度の確認"),
                                 "one-time-key-1");
    EXPECT_EQ(first.status, 303);
    const auto again = town.post(town.miura, "/w/resources/campaigns", everybody("令和8年度の確認"),
                                 "one-time-key-1");
    EXPECT_EQ(again.location, first.location);
    EXPECT_EQ(town.post(town.ito, "/w/resources/campaigns", everybody("もう一つ")).status, 422)
        << "all are being asked already";
    const auto letters = town.ask([](Tx& tx) { return all_letters(tx); });
    EXPECT_EQ(letters.size(), 3u) << "what is the Centre's alone is asked of nobody";
    const auto sheets = town.get(town.miura, first.location + "/sheets");
    EXPECT_TRUE(has(sheets, code_of(*town.vault, letters[0])) && has(sheets, "0000-10-0001"));
    EXPECT_FALSE(has(sheets, "内線は夜つながらない") || has(sheets, "山本"));
    const auto addresses = town.get(town.miura, first.location + "/addresses.csv");
    EXPECT_TRUE(has(addresses, code_of(*town.vault, letters[1])) && has(addresses, "かもめ"));
    EXPECT_EQ(town.get(town.kimura, first.location + "/addresses.csv").status, 403);
    EXPECT_TRUE(has(town.get(town.miura, first.location + "/mail"),
                    "/r/" + code_of(*town.vault, letters[1])));
}

class WithoutAHost : public Pages {
  public:
    WithoutAHost() : Pages(web::ServerSettings{}) {}
};
ON_EACH_ENGINE(WithoutAHost);

TEST_P(WithoutAHost, no_sheet_mail_or_list_of_addresses_goes_out) {
    const auto begun = town.post(town.miura, "/w/resources/campaigns", everybody("確認"));
    ASSERT_EQ(begun.status, 303);
    const auto sheet = town.ask([](Tx& tx) { return all_letters(tx)[0].id.value; });
    for (const std::string& target :
         {begun.location + "/sheets", begun.location + "/mail", begun.location + "/addresses.csv",
          "/w/resources/sheets/" + std::to_string(sheet) + "/print"}) {
        const auto answer = town.get(town.miura, target);
        EXPECT_EQ(answer.status, 409) << target;
        EXPECT_FALSE(has(answer, "localhost")) << target;
        EXPECT_TRUE(has(answer, "管理者に、ホスト名を決めるよう")) << target;
    }
    const auto form = town.get(town.miura, at(tsukushi, "/edit"));
    EXPECT_EQ(form.status, 200);
    EXPECT_FALSE(has(form, "localhost"));
    EXPECT_TRUE(has(form, "管理者に、ホスト名を決めるよう"));
}

TEST_P(Pages, who_stays_silent_after_two_reminders_is_unconfirmed_until_somebody_answers) {
    const auto begun = town.post(town.miura, "/w/resources/campaigns", everybody("確認"));
    const auto letters = town.ask([](Tx& tx) { return all_letters(tx); });
    const std::string paper = "/w/resources/sheets/" + std::to_string(letters[1].id.value);
    EXPECT_EQ(town.post(town.miura, paper, {{"step", "send"}}).status, 200);
    for (const char* which : {"1", "2"}) {
        town.pass_days(30);
        town.post(town.miura, begun.location + "/reminder", {{"which", which}});
        town.post(town.ito, begun.location + "/reminder", {{"which", which}});
    }
    town.pass_days(30);
    std::int64_t marked = 0;
    town.write([&](Tx& tx) { marked = settle_campaigns(tx, town.now().today); });
    EXPECT_EQ(marked, 2);
    town.write([&](Tx& tx) { marked = settle_campaigns(tx, town.now().today); });
    EXPECT_EQ(marked, 0) << "once";
    EXPECT_TRUE(entry(tsukushi).unconfirmed_since);
    EXPECT_FALSE(entry(kamome).unconfirmed_since);
    EXPECT_TRUE(has(town.get(town.miura, at(tsukushi)), "確認できていません"));
    const std::string open = "/resources/" + directory::service_number(tsukushi);
    EXPECT_TRUE(has(visit(open), "確認できていません"));
    EXPECT_TRUE(has(visit(open), open + "/correction"));
    town.post(town.miura, at(tsukushi, "/call"), {{"end", "unchanged"}});
    EXPECT_FALSE(entry(tsukushi).unconfirmed_since);
}

TEST_P(Pages, a_paper_answer_is_typed_by_staff_and_decided_like_any_other) {
    town.post(town.miura, "/w/resources/campaigns", everybody("確認"));
    const auto letters = town.ask([](Tx& tx) { return all_letters(tx); });
    const std::string paper = "/w/resources/sheets/" + std::to_string(letters[0].id.value);
    EXPECT_EQ(town.get(town.kimura, paper).status, 403);
    EXPECT_TRUE(has(town.get(town.sato, paper), "0000-11-4520"));
    town.post(town.sato, paper, {{"c:night", "no"}, {"may_publish", "1"}, {"step", "send"}});
    EXPECT_FALSE(entry(tsukushi).fact("night"));
    EXPECT_EQ(decide(town.miura, first_waiting(), {{"take", "c:night"}}).status, 303);
    const auto shown = entry(tsukushi);
    const auto* night = shown.fact("night");
    ASSERT_TRUE(night);
    EXPECT_EQ(night->source, "paper");
    EXPECT_EQ(night->visibility, directory::Visibility::open) << "it agreed on paper";
}

TEST_P(Pages, a_partner_writes_the_entries_of_the_body_it_keeps_and_no_others) {
    const std::string own = at(tsukushi, "/own");
    EXPECT_EQ(town.get(town.tsukushi, own).status, 404);
    EXPECT_EQ(town.get(town.miura, own).status, 403) << "staff have their own page";
    const std::string organisation = std::to_string(town.nursing.value);
    EXPECT_EQ(
        town.post(town.tsukushi, at(tsukushi, "/keeper"), {{"organisation", organisation}}).status,
        403);
    const auto menu = [&](const Subject& who) { return town.get(who, "/w/resources/own").body; };
    EXPECT_NE(menu(town.tsukushi).find("まだ結びついていません"), std::string::npos);
    town.post(town.miura, at(tsukushi, "/keeper"), {{"organisation", organisation}});
    EXPECT_TRUE(has(town.get(town.tsukushi, own), "0000-11-4520"));
    EXPECT_NE(menu(town.tsukushi).find("href=\"" + own + "\""), std::string::npos)
        << "reached from its own menu";
    EXPECT_EQ(menu(town.tsukushi).find(at(other_body, "/own")), std::string::npos);
    EXPECT_EQ(menu(town.kimura).find(own), std::string::npos) << "another's";
    EXPECT_EQ(town.get(town.miura, "/w/resources/own").status, 403);
    EXPECT_EQ(town.get(town.kimura, own).status, 404);
    EXPECT_EQ(town.get(town.tsukushi, at(other_body, "/own")).status, 404);
    const web::Typed typed{{"f:phone", "0000-11-6666"}, {"step", "send"}};
    const web::Answer thanked = town.post(town.tsukushi, own, typed);
    EXPECT_EQ(thanked.status, 200);
    EXPECT_TRUE(has(thanked, "href=\"/w/resources/own\"")) << "the way on";
    EXPECT_EQ(town.post(town.tsukushi, own, typed).status, 200);
    EXPECT_EQ(town.ask([](Tx& tx) { return count_waiting(tx); }), 1);
    EXPECT_EQ(entry(tsukushi).values[Field::phone], "0000-11-4520");
    EXPECT_TRUE(has(town.get(town.miura, "/w/resources/proposals"), "関係機関"));
    EXPECT_EQ(decide(town.miura, first_waiting(), {{"take", "f:phone"}}).status, 303);
    EXPECT_EQ(entry(tsukushi).values[Field::phone], "0000-11-6666");
    town.post(town.miura, at(tsukushi, "/keeper"), {{"organisation", organisation}, {"drop", "1"}});
    EXPECT_EQ(town.get(town.tsukushi, own).status, 404);
}

TEST_P(Pages, who_sends_unchanged_takes_back_what_waited) {
    const std::string code = link(tsukushi);
    send("/r/sheet", {{"code", code}, {"f:phone", "0000-11-1111"}, {"step", "send"}});
    send("/r/sheet", {{"code", code}, {"f:phone", "0000-11-4520"}, {"step", "send"}});
    EXPECT_EQ(town.ask([](Tx& tx) { return count_waiting(tx); }), 0);
    EXPECT_EQ(entry(tsukushi).confirmed_on, town.now().today);
}

TEST_P(Pages, the_first_page_tells_what_share_is_confirmed) {
    town.post(town.miura, at(tsukushi, "/call"), {{"end", "unchanged"}});
    EXPECT_TRUE(has(town.get(town.miura, "/w/resources"), "4件のうち1件（25%）"));
    EXPECT_TRUE(has(town.get(town.kimura, "/w/resources"), "3件のうち1件（33%）"))
        << "who may not know the Centre's own is not told how many there are";
}

TEST_P(Pages, after_eighteen_months_only_staff_see_an_entry) {
    const std::string open = "/resources/" + directory::service_number(tsukushi);
    EXPECT_EQ(visit(open).status, 200);
    town.pass_days(560);
    EXPECT_EQ(visit(open).status, 404);
    EXPECT_EQ(visit(open + "/correction").status, 404);
    EXPECT_TRUE(has(town.get(town.miura, "/w/resources/stale"), "公開から外れている"));
    EXPECT_EQ(town.get(town.kimura, at(tsukushi)).status, 200);
}

TEST_P(Pages, who_proposed_is_forgotten_ninety_days_after_the_answer) {
    const std::string form = "/resources/" + directory::service_number(tsukushi) + "/correction";
    const std::string code = code_on(send(form, correction("send")).body);
    decide(town.miura, first_waiting(), {{"take", "f:phone"}});
    const auto forget = [&] {
        std::int64_t forgotten = 0;
        town.write([&](Tx& tx) {
            forgotten = forget_persons(tx, at_in_japan(town.now().today - kPersonKeptDays, 0));
        });
        return forgotten;
    };
    EXPECT_EQ(forget(), 0);
    town.pass_days(kPersonKeptDays + 1);
    EXPECT_EQ(forget(), 1);
    EXPECT_EQ(forget(), 0);
    const auto kept = town.ask([&](Tx& tx) { return *proposal_with(tx, *town.vault, code); });
    EXPECT_EQ(past_decision(kept.name) + past_decision(kept.contact), "");
    EXPECT_EQ(kept.changes.at(0).after, "0000-11-9090");
    EXPECT_TRUE(has(send("/resources/answers", {{"code", code}}), "直した"));
}

TEST_P(Pages, a_visitor_who_reads_english_goes_on_in_english) {
    const std::string form = "/resources/" + directory::service_number(tsukushi) + "/correction";
    EXPECT_TRUE(has(visit(form + "?lang=en"), "This may be wrong"));
    EXPECT_TRUE(has(visit(form + "?lang=en"), form + "?lang=en"));
    EXPECT_TRUE(has(send(form + "?lang=en", correction("send")), "Thank you for telling us"));
    EXPECT_TRUE(has(visit("/r?lang=en"), "Check your entry"));
}

TEST_P(Pages, a_call_answers_the_sheet_that_was_sent) {
    const auto begun = town.post(town.miura, "/w/resources/campaigns", everybody("確認"));
    town.pass_days(3);
    town.post(town.miura, at(tsukushi, "/call"), {{"end", "unchanged"}});
    const std::string code =
        town.ask([&](Tx& tx) { return code_of(*town.vault, *newest_letter(tx, tsukushi)); });
    EXPECT_FALSE(has(town.get(town.miura, begun.location + "/sheets"), code));
    EXPECT_EQ(send("/r", {{"code", code}}).status, 200) << "it may still write more";
    for (const char* which : {"1", "2"}) {
        town.pass_days(30);
        town.post(town.miura, begun.location + "/reminder", {{"which", which}});
    }
    town.pass_days(30);
    town.write([&](Tx& tx) { settle_campaigns(tx, town.now().today); });
    EXPECT_FALSE(entry(tsukushi).unconfirmed_since);
    EXPECT_TRUE(entry(kamome).unconfirmed_since);
}

}  // namespace
}  // namespace michi::assurance
