// Without the family's yes nothing leaves that names the child: every way of consent/leaving.hpp is driven
// through the real pages, without any yes and with every yes, and what came out is read for planted words.
#include "app/capabilities.hpp"
#include "consent/consent.hpp"
#include "town.hpp"

namespace michi::app {
namespace {

using consent::Path;
using web::Answer;

constexpr const char* kNames[] = {"柊木", "朔太郎", "ひいらぎ", "さくたろう", "真砂子", "まさこ"};
constexpr const char* kPhone = "090-5550-7731";
constexpr const char* kShared = "ねこやなぎの話";    // for the organisations
constexpr const char* kFamily = "ふきのとうの話";    // for the family
constexpr const char* kInternal = "つくしんぼの話";  // for the Centre
constexpr const char* kStep = "わらびの段取りを決める";
constexpr const char* kBirth = "令和5年11月3日";

class Leaves : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), parts()};
    Id<record::Case> id;
    Subject mother;
    std::vector<const char*> items;  // what a request carries
    void allow_everything() {
        town.allow(id, town.city);
        items = {"identity", "contact"};
    }

    Leaves() {
        town.write([&](Tx& tx) {
            const auto home = Town::organisation(tx, "family", "ご家族", "");
            mother = town.person(tx, "mother", "母の席", home, Role::family);
            id = record::open_case(tx, *town.vault,
                                   {.centre = town.centre,
                                    .in_charge = town.miura.account,
                                    .kanji = "柊木 朔太郎",
                                    .kana = "ひいらぎ さくたろう",
                                    .birth = Date::from_ymd(2023, 11, 3),
                                    .address = {},
                                    .municipality = town.home,
                                    .stay = "home",
                                    .care = {{"ventilator", record::CareAnswer::yes}},
                                    .is_protected = false,
                                    .opened_on = town.now().today,
                                    .number = 0});
            record::Family member;
            member.relation = "mother";
            member.name = "柊木 真砂子";
            member.kana = "ひいらぎ まさこ";
            member.phone = kPhone;
            member.account = mother.account;
            record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child,
                               member);
        });
        note(kShared, {{"shared", "1"}});
        note(kFamily, {{"for_family", "1"}});
        note(kInternal, {});
        town.post(town.miura, at("/actions"), {{"next_what", kStep}, {"side", "c"}});
    }

    std::string at(const std::string& page = "") {
        return "/w/cases/" + record::case_number(id) + page;
    }
    Answer note(const std::string& text, web::Typed more) {
        more.emplace_back("text", text);
        return town.post(town.miura, at("/entries"), std::move(more));
    }
    Answer request(const char* kind, const std::string& words,
                   const std::string& title = "園の空き") {
        web::Typed typed{{"case", record::case_number(id)},
                         {"kind", kind},
                         {"receiver", std::to_string(town.city.value)},
                         {"title", title},
                         {"request", words}};
        for (const char* item : items) typed.emplace_back("item", item);
        return town.post(town.miura, "/w/handovers", std::move(typed));
    }
    void takes_part() {
        town.write([&](Tx& tx) {
            record::Member member;
            member.organisation = town.city;
            member.standing = record::Standing::helps;
            member.sector = "municipality";
            member.since = town.now().today;
            record::add_member(tx, *town.vault, id, member);
        });
    }
    /// A page as somebody gets it, as text and as JSON.
    std::string seen(const Subject& who, const std::string& page) {
        return town.get(who, page).body + town.json(who, page).body;
    }
    std::string case_pages(const Subject& who) {
        std::string all;
        for (const char* page : {"", "/profile", "/consent", "?show=liaison", "?all=1"})
            all += seen(who, at(page));
        return all;
    }
    std::string found(const Subject& who, const std::string& words) {
        const auto asked = town.post(who, "/w/search", {{"q", words}});
        return seen(who, asked.location);
    }
    std::int64_t rows(Path path) {
        return town.ask([&](Tx& tx) {
            std::int64_t count = 0;
            for (const auto& told : consent::ledger(tx, id))
                count += told.path == consent::leaving(path).id;
            return count;
        });
    }
    std::int64_t requests() {
        return town.ask(
            [](Tx& tx) { return tx.value<std::int64_t>("SELECT count(*) FROM handover"); });
    }
};
ON_EACH_ENGINE(Leaves);

bool has(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

/// What tells who the child is, where the family can be reached, what care it needs, what was written.
std::string what_leaked(const std::string& text) {
    std::string leaked;
    const auto look = [&](std::string_view words) {
        if (has(text, words)) leaked.append(leaked.empty() ? "" : " ").append(words);
    };
    for (const char* name : kNames) look(name);
    for (const char* words : {kPhone, kShared, kFamily, kInternal, kStep, kBirth, "人工呼吸器"})
        look(words);
    return leaked;
}

/// One way out, driven: what a person outside the Centre then got. Sends nothing where it is refused.
struct Drive {
    Path path;
    std::string (*go)(Leaves&);
    const char* control;  // what is seen by whom the family allowed everything
};

std::string inquire(Leaves& l, const char* kind) {
    const auto sent = l.request(kind, "三歳のお子さんの受け入れを教えてください。");
    if (sent.status != 303) return {};
    std::string got = l.seen(l.town.kimura, sent.location);
    l.town.deed(l.town.kimura, sent.location, "receive");
    return got + l.seen(l.town.kimura, sent.location);
}

const Drive kDrives[] = {
    {Path::inquiry, [](Leaves& l) { return inquire(l, "inquiry"); }, "柊木"},
    {Path::together, [](Leaves& l) { return inquire(l, "together"); }, "柊木"},
    {Path::transfer, [](Leaves& l) { return inquire(l, "transfer"); }, "柊木"},
    {Path::letter,
     [](Leaves& l) {
         const auto sent = l.request("inquiry", "三歳のお子さんの受け入れを教えてください。");
         return l.town.get(l.town.miura, sent.location + "/letter").body +
                l.town.get(l.town.kimura, sent.location + "/letter").body;
     },
     "柊木"},
    {Path::reminder,
     [](Leaves& l) {
         const auto sent = l.request("inquiry", "三歳のお子さんの受け入れを教えてください。");
         std::string got = l.town.get(l.town.miura, sent.location + "/reminder").body;
         const auto wrong = l.town.post(l.town.miura, sent.location + "/reminder",
                                        {{"text", "柊木さんの件、いかがですか。"}, {"way", "fax"}});
         if (wrong.status == 303) got += "柊木さんの件";
         l.town.post(l.town.miura, sent.location + "/reminder",
                     {{"text", "先日の件、いかがですか。"}, {"way", "fax"}});
         return got;
     },
     "柊木さんの件"},
    {Path::shared_note,
     [](Leaves& l) {
         l.takes_part();
         l.note(kShared, {{"shared", "1"}});
         return l.case_pages(l.town.kimura) + l.found(l.town.kimura, "ねこやなぎ");
     },
     kShared},
    {Path::case_page,
     [](Leaves& l) {
         l.takes_part();
         return l.case_pages(l.town.kimura);
     },
     kPhone},
    {Path::search,
     [](Leaves& l) {
         l.takes_part();
         std::string got;
         for (const char* words :
              {"さくたろう", "5550-7731", "まさこ", "ねこやなぎ", "つくしんぼ"}) {
             std::string page = l.found(l.town.kimura, words);
             // The words that were asked for stand in the field again.
             for (auto where = page.find(words); where != page.npos; where = page.find(words))
                 page.erase(where, std::string_view(words).size());
             got += page;
         }
         if (has(l.found(l.town.kimura, "さくたろう"), l.at())) got += "さくたろう";
         return got;
     },
     "さくたろう"},
    {Path::lists,
     [](Leaves& l) {
         l.takes_part();
         l.request("inquiry", "三歳のお子さんの受け入れを教えてください。");
         std::string got;
         for (const char* page :
              {"/w", "/w?tab=all", "/w/cases", "/w/handovers?side=taken", "/w/issues/waiting"})
             got += l.seen(l.town.kimura, page);
         return got;
     },
     "柊木"},
};

const Drive& drive_of(Path path) {
    for (const Drive& drive : kDrives)
        if (drive.path == path) return drive;
    ADD_FAILURE() << "a way out that nothing drives: " << consent::leaving(path).id;
    return kDrives[0];
}

TEST_P(Leaves, nothing_that_names_the_child_without_a_yes_by_any_way) {
    for (const auto& way : consent::kPaths) {
        if (way.closed == consent::Closed::family) continue;
        SCOPED_TRACE(way.id);
        const auto before = requests();
        const std::string got = drive_of(way.path).go(*this);
        EXPECT_EQ(what_leaked(got), "");
        if (way.closed == consent::Closed::refused) {
            EXPECT_EQ(requests(), before) << "nothing was sent";
        }
        town.write([&](Tx& tx) {  // the next way begins where this one did
            tx.run("DELETE FROM case_member WHERE case_id = $1", id);
        });
    }
}

TEST_P(Leaves, what_was_allowed_by_every_way_and_a_row_in_the_ledger_each_time) {
    allow_everything();
    for (const auto& way : consent::kPaths) {
        if (way.closed == consent::Closed::family) continue;
        SCOPED_TRACE(way.id);
        const auto before = rows(way.path);
        const Drive& drive = drive_of(way.path);
        const std::string got = drive.go(*this);
        EXPECT_TRUE(has(got, drive.control)) << "a drive that shows nothing proves nothing";
        EXPECT_FALSE(has(got, kInternal)) << "what is the Centre's stays there";
        EXPECT_FALSE(has(got, kFamily));
        if (way.in_ledger && way.path != Path::case_page) {
            EXPECT_GT(rows(way.path), before);
        }
        town.write([&](Tx& tx) {
            tx.run("DELETE FROM case_member WHERE case_id = $1", id);
            tx.run("UPDATE handover SET is_open = 0, state = 'closed'");
        });
    }
    takes_part();
    town.allow(id, town.city, Mask(Field::contact), consent::Answer::no);
    const auto before = rows(Path::case_page);
    town.allow(id, town.city, Mask(Field::contact));
    EXPECT_EQ(rows(Path::case_page), before + 1) << "a yes that opens a page is told";
}

TEST_P(Leaves, to_the_family_what_was_written_for_it_and_nothing_else) {
    allow_everything();
    request("inquiry", "柊木 朔太郎さんの受け入れを教えてください。かたくりの話。");
    const std::string got = case_pages(mother) + seen(mother, "/w");
    EXPECT_TRUE(has(got, kFamily));
    EXPECT_TRUE(has(got, "柊木"));
    for (const char* words : {kShared, kInternal, kStep, "かたくりの話", kPhone})
        EXPECT_FALSE(has(got, words)) << words;
}

TEST_P(Leaves, a_text_that_names_child_or_family_with_a_sentence_that_says_which_word_where) {
    struct Wrong {
        const char *title, *words, *field, *word;
    };
    for (const Wrong& wrong :
         {Wrong{"柊木さんの件", "園の空きを", "title", "柊木"},
          Wrong{"園の空き", "さくたろう君です", "request", "さくたろう"},
          Wrong{"園の空き", "母まさこさん", "request", "まさこ"},
          Wrong{"園の空き", "電話は０９０ー５５５０ー７７３１", "request", "09055507731"}}) {
        const auto before = requests();
        for (const char* way : {"/w/handovers", "/w/handovers/check"}) {
            const auto no = town.post(town.miura, way,
                                      {{"case", record::case_number(id)},
                                       {"kind", "inquiry"},
                                       {"receiver", std::to_string(town.city.value)},
                                       {"title", wrong.title},
                                       {"request", wrong.words}});
            EXPECT_EQ(no.status, 422) << wrong.words;
            EXPECT_TRUE(has(no.body, "「" + std::string(wrong.word) + "」")) << wrong.words;
            EXPECT_TRUE(has(no.body, std::string("id=\"") + wrong.field + "-err\"")) << wrong.words;
        }
        EXPECT_EQ(requests(), before);
    }
    EXPECT_TRUE(has(request("inquiry", "三歳の子の園の空きを").location, "/w/handovers/H-"));
}

TEST_P(Leaves, unnamed_as_number_age_and_municipality) {
    const auto sent = request("inquiry", "三歳の子の園の空きを");
    const std::string page = seen(town.kimura, sent.location);
    EXPECT_TRUE(has(page, record::case_number(id) + "・3歳・"));
    EXPECT_TRUE(has(town.get(town.miura, sent.location + "/letter").body,
                    record::case_number(id) + "・3歳・"));
}

TEST_P(Leaves, nothing_more_after_the_yes_was_taken_back) {
    allow_everything();
    const auto sent = request("inquiry", "柊木 朔太郎さんの受け入れを教えてください。");
    ASSERT_EQ(sent.status, 303);
    EXPECT_TRUE(has(seen(town.kimura, sent.location), "朔太郎"));
    EXPECT_TRUE(has(town.get(town.miura, sent.location + "/letter").body, "同意の範囲内"));
    town.allow(id, town.city, kConsented, consent::Answer::no);
    EXPECT_EQ(what_leaked(seen(town.kimura, sent.location)), "");
    EXPECT_EQ(what_leaked(seen(town.kimura, "/w/handovers?side=taken")), "");
    const std::string letter = town.get(town.miura, sent.location + "/letter").body;
    EXPECT_EQ(what_leaked(letter), "");
    EXPECT_FALSE(has(letter, "同意の範囲内"));
    const std::string page = seen(town.miura, sent.location);
    EXPECT_FALSE(has(page, "この依頼で伝えます"));
    EXPECT_TRUE(has(page, "この依頼で伝えました")) << "what was told stays told, with its day";
}

TEST_P(Leaves, nothing_in_the_list_of_the_day_after_the_yes_was_taken_back) {
    allow_everything();
    const auto sent = request("inquiry", "受け入れを教えてください。", "柊木 朔太郎さんの件");
    ASSERT_EQ(sent.status, 303);
    EXPECT_TRUE(has(seen(town.kimura, "/w"), "朔太郎"));
    town.allow(id, town.city, kConsented, consent::Answer::no);
    const std::string day = seen(town.kimura, "/w");
    EXPECT_EQ(what_leaked(day), "");
    EXPECT_TRUE(has(day, "：返事をする")) << "the step itself stays";
}

TEST_P(Leaves, to_no_colleague_who_was_reminded_of_a_protected_child) {
    const auto sent = request("inquiry", "三歳の子の園の空きを");
    ASSERT_EQ(sent.status, 303);
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    const std::string name =
        town.ask([&](Tx& tx) { return people::find_organisation(tx, town.city).name; });
    ASSERT_EQ(town.post(town.miura, sent.location + "/reminder",
                        {{"text", name + "　ご担当者様\n先日の件、いかがですか。"}, {"way", "fax"}})
                  .status,
              303);
    town.ask([&](Tx& tx) {
        const auto brief = record::find_case(tx, *town.vault, id);
        for (const auto& entry :
             record::entries_of(tx, *town.vault, brief, Relation::centre, town.centre, {}, 50))
            EXPECT_FALSE(has(entry.text.shown(Town::all()), name));
        return 0;
    });
}

TEST_P(Leaves, of_a_request_taken_back_its_number_kind_and_day) {
    allow_everything();
    for (const char* deed : {"recall"}) {
        const auto sent = request("together", "柊木 朔太郎さんの受け入れを。かたくりの話。");
        ASSERT_EQ(sent.status, 303) << sent.body;
        EXPECT_TRUE(has(seen(town.kimura, sent.location), "かたくりの話"));
        const auto done =
            town.deed(town.miura, sent.location, deed,
                      {{"text", "ご家族が取りやめたため"}, {"reason_code", "family_refused"}});
        ASSERT_EQ(done.status, 303) << done.body;
        const std::string page = seen(town.kimura, sent.location);
        EXPECT_EQ(what_leaked(page), "");
        EXPECT_FALSE(has(page, "かたくりの話"));
        EXPECT_TRUE(has(page, "取り戻されました"));
        EXPECT_FALSE(has(seen(town.kimura, "/w/handovers?side=taken"), "園の空き"));
        EXPECT_EQ(town.get(town.kimura, sent.location + "/letter").status, 404);
        EXPECT_EQ(town.get(town.kimura, at()).status, 404) << "nor the case";
        EXPECT_TRUE(has(town.get(town.miura, at("/consent")).body, "に取り戻しました"));
    }
}

}  // namespace
}  // namespace michi::app
