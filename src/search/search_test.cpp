#include "search/search.hpp"
#include "record/facts.hpp"

#include <random>

#include "base/fold.hpp"
#include "handover/handover.hpp"
#include "record/persons.hpp"
#include "record/reach.hpp"
#include "search/texts.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::search {
namespace {

using web::Answer;
using web::Typed;

class Search : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {work::part(), consultation::part(), handover::part(), search::part()}};

    std::string place_of(const Subject& who, const std::string& words) {
        const Answer answer = town.post(who, "/w/search", {{"q", words}});
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.location;
    }
    std::string search(const Subject& who, const std::string& words) {
        const Answer page = town.get(who, place_of(who, words));
        EXPECT_EQ(page.status, 200);
        const auto main = page.body.find("<main");
        return page.body.substr(main == std::string::npos ? 0 : main);
    }
    bool finds(const Subject& who, const std::string& words, const std::string& what) {
        return search(who, words).find(what) != std::string::npos;
    }
    Id<record::Case> child(const std::string& kanji, const std::string& kana, bool guarded = false,
                           Id<Account> in_charge = {}) {
        Id<record::Case> id;
        town.write([&](Tx& tx) {
            id = record::open_case(tx, *town.vault,
                                   {.centre = town.centre,
                                    .in_charge = in_charge ? in_charge : town.miura.account,
                                    .kanji = kanji,
                                    .kana = kana,
                                    .birth = Date::from_ymd(2021, 7, 12),
                                    .address = {},
                                    .municipality = town.home,
                                    .stay = "home",
                                    .care = {},
                                    .is_protected = guarded,
                                    .opened_on = town.now().today,
                                    .number = 0});
        });
        return id;
    }
    void mother(Id<record::Case> id, const std::string& name, const std::string& phone) {
        town.write([&](Tx& tx) {
            record::Family member;
            member.relation = "mother";
            member.name = name;
            member.kana = name;
            member.phone = phone;
            record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child,
                               member);
        });
    }
    Id<record::Entry> note(Id<record::Case> id, const std::string& text, const Subject& by,
                           record::Visible visible = record::Visible::centre,
                           std::int64_t ms_later = 0) {
        Id<record::Entry> made;
        town.write([&](Tx& tx) {
            made = record::add_entry(tx, *town.vault,
                                     {.case_id = id,
                                      .at = {town.clock.ms + ms_later},
                                      .kind = "phone",
                                      .side = "c",
                                      .author = by.account,
                                      .organisation = by.organisation,
                                      .visible = visible,
                                      .title = "電話",
                                      .text = text,
                                      .topics = {},
                                      .minutes = std::nullopt,
                                      .link = {}});
        });
        return made;
    }
    void join(Id<record::Case> id, Id<Organisation> organisation,
              record::Standing standing = record::Standing::helps,
              std::optional<Date> until = std::nullopt) {
        town.write([&](Tx& tx) {
            record::Member member;
            member.organisation = organisation;
            member.standing = standing;
            member.sector = "welfare";
            member.since = town.now().today;
            member.until = until;
            record::add_member(tx, *town.vault, id, member);
        });
    }
    void allow(Id<record::Case> id, Id<Organisation> who, const std::string& category) {
        town.write([&](Tx& tx) { town.allow(tx, id, who, consent::mask_of(category)); });
    }
};
ON_EACH_ENGINE(Search);

// B16
TEST_P(Search, finds_one_child_by_every_spelling_of_the_name) {
    const auto id = child("渡邊 千代", "わたなべ ちよ");
    child("佐伯 陽向", "さえき ひなた");
    for (const char* typed : {"渡邊", "渡辺", "渡邉", "ワタナベ", "ﾜﾀﾅﾍﾞ", "わたなべ", "渡辺　千代",
                              "千代", "W-0001", "ｗ−０００１", "令和3年7月12日 渡辺"}) {
        const std::string page = search(town.miura, typed);
        EXPECT_NE(page.find(record::case_number(id)), std::string::npos) << typed;
        EXPECT_NE(page.find("渡邊 千代"), std::string::npos) << typed << ": as it was written";
        EXPECT_EQ(page.find("佐伯"), std::string::npos) << typed;
    }
}

TEST_P(Search, finds_a_child_by_the_familys_telephone_and_name) {
    const auto id = child("佐伯 陽向", "さえき ひなた");
    mother(id, "まつもと まいこ", "090-0000-4417");
    for (const char* typed : {"090-0000-4417", "０９０００００４４１７", "4417", "まいこ"})
        EXPECT_TRUE(finds(town.miura, typed, "W-0001")) << typed;
    EXPECT_FALSE(finds(town.miura, "090-1111-1111", "W-0001"));
}

// Z6: what may not be read may not be found out by asking either.
TEST_P(Search, tells_a_telephone_number_only_to_whom_the_family_allowed_it) {
    const auto id = child("佐伯 陽向", "さえき ひなた");
    mother(id, "まつもと まいこ", "090-0000-4417");
    join(id, town.city);
    EXPECT_FALSE(finds(town.kimura, "さえき", "W-0001")) << "nor the name before that is allowed";
    allow(id, town.city, "identity");
    EXPECT_TRUE(finds(town.kimura, "さえき", "W-0001"));
    EXPECT_FALSE(finds(town.kimura, "4417", "W-0001"));
    EXPECT_FALSE(finds(town.kimura, "まいこ", "W-0001"));
    allow(id, town.city, "contact");
    EXPECT_TRUE(finds(town.kimura, "4417", "W-0001"));
}

// Z9
TEST_P(Search, never_tells_where_a_protected_child_lives_or_whose_telephone_it_is) {
    const auto id = child("佐伯 陽向", "さえき ひなた", true, town.ito.account);
    mother(id, "まつもと まいこ", "090-0000-4417");
    const std::string place(find_municipality(town.home)->name);
    const std::string page = search(town.miura, "さえき");
    EXPECT_NE(page.find("W-0001"), std::string::npos);
    EXPECT_NE(page.find("住所秘匿"), std::string::npos);
    EXPECT_EQ(page.find(place), std::string::npos);
    EXPECT_FALSE(finds(town.miura, "4417", "W-0001"));
    EXPECT_TRUE(finds(town.ito, "4417", "W-0001")) << "its own counsellor may call";
}

TEST_P(Search, finds_nobody_by_the_name_of_whom_a_case_was_passed_to) {
    const auto id = child("守野 ひなた", "もりの ひなた");
    town.write([&](Tx& tx) {
        record::add_entry(tx, *town.vault,
                          {.case_id = id,
                           .at = town.clock,
                           .kind = "request",
                           .side = "c",
                           .author = town.miura.account,
                           .organisation = town.centre,
                           .visible = record::Visible::organisations,
                           .title = "花岡市 障がい福祉課にお願いした",
                           .text = "入園の相談です",
                           .topics = {},
                           .minutes = std::nullopt,
                           .link = "H-0001"});
        record::set_protected(tx, id, true);
    });
    const std::string number = record::case_number(id);
    for (const Subject& who : {town.miura, town.ito, town.sato})
        EXPECT_FALSE(finds(who, "花岡市 障がい福祉課", number)) << who.name;
    EXPECT_TRUE(finds(town.ito, "入園の相談", number)) << "its own words are notes";
}

TEST_P(Search, shows_notes_newest_first_with_the_words_marked) {
    const auto id = child("佐伯 陽向", "さえき ひなた");
    note(id, "夜間の吸引は一回。", town.miura, record::Visible::centre, -5'000);
    note(id, "吸引器を替えた。", town.miura, record::Visible::centre, -1'000);
    note(id, "古い話。吸引は三回。", town.miura, record::Visible::centre, -900'000);
    const std::string page = search(town.miura, "吸引");
    const auto newest = page.find("<mark>吸引</mark>器を替えた。"),
               next = page.find("夜間の<mark>吸引</mark>は一回。"),
               oldest = page.find("<mark>吸引</mark>は三回。");
    ASSERT_NE(newest, std::string::npos) << page;
    EXPECT_LT(newest, next);
    EXPECT_LT(next, oldest);
    EXPECT_NE(oldest, std::string::npos);
    EXPECT_TRUE(finds(town.miura, "吸引 三回", "古い話"));
    EXPECT_FALSE(finds(town.miura, "吸引 五回", "<mark>"));
}

TEST_P(Search, follows_what_is_written_and_rewritten) {
    const auto id = child("佐伯 陽向", "さえき ひなた");
    EXPECT_FALSE(finds(town.miura, "胃ろう", "<mark>"));
    const auto entry = note(id, "胃ろうの交換", town.miura);
    EXPECT_TRUE(finds(town.miura, "胃ろう", "<mark>"));
    town.write([&](Tx& tx) {
        record::edit_entry(tx, *town.vault, entry, 1, "経管の交換", town.miura.account,
                           town.now().at);
    });
    EXPECT_FALSE(finds(town.miura, "胃ろう", "<mark>"));
    EXPECT_TRUE(finds(town.miura, "経管", "<mark>"));
    town.write([&](Tx& tx) {
        auto brief = record::find_case(tx, *town.vault, id);
        record::save_facts(tx, *town.vault, brief, {{"kana", "まつもと ひなた"}},
                           town.miura.account, town.now().at);
    });
    EXPECT_TRUE(finds(town.miura, "まつもと", "W-0001"));
    EXPECT_FALSE(finds(town.miura, "さえき ひなた", "W-0001"));
}

TEST_P(Search, finds_a_consultation_without_a_child_and_its_number) {
    const Answer started = town.post(town.miura, "/w/intake", {{"channel", "phone"}});
    ASSERT_EQ(started.status, 303);
    town.post(town.miura, started.location,
              {{"version", "1"},
               {"words", "養護教諭から、校外学習の吸引について。"},
               {"caller_kind", "school"},
               {"caller_phone", "083-000-1234"},
               {"class", "area"}});
    EXPECT_TRUE(finds(town.miura, "校外学習", "R-1"));
    EXPECT_TRUE(finds(town.miura, "0830001234", "R-1"));
    EXPECT_TRUE(finds(town.miura, "r-1", "/w/intake/R-1"));
    EXPECT_FALSE(finds(town.kimura, "校外学習", "R-1"));
    EXPECT_FALSE(finds(town.kimura, "R-1", "/w/intake/R-1"));
}

TEST_P(Search, forgets_an_entry_that_was_put_into_the_wrong_case) {
    const auto id = child("佐伯 陽向", "さえき ひなた");
    town.write([&](Tx& tx) {
        record::add_entry(tx, *town.vault,
                          {.case_id = id,
                           .at = town.clock,
                           .kind = "phone",
                           .side = "f",
                           .author = town.miura.account,
                           .organisation = town.centre,
                           .visible = record::Visible::centre,
                           .title = "電話",
                           .text = "別の子の吸引",
                           .topics = {},
                           .minutes = std::nullopt,
                           .link = "R-7"});
    });
    EXPECT_TRUE(finds(town.miura, "別の子", "<mark>"));
    town.write([&](Tx& tx) { record::withdraw_linked(tx, id, "R-7"); });
    const std::string page = search(town.miura, "別の子");
    EXPECT_EQ(page.find("<mark>"), std::string::npos);
    EXPECT_NE(page.find("当てはまるケースはありません"), std::string::npos) << "not counted either";
}

TEST_P(Search, finds_a_request_by_its_number_for_its_two_sides_only) {
    const auto id = town.child();
    const Answer sent = town.post(town.miura, "/w/handovers",
                                  {{"case", record::case_number(id)},
                                   {"kind", "transfer"},
                                   {"receiver", std::to_string(town.city.value)},
                                   {"title", "入園までの支え"},
                                   {"request", "園の受け入れをお願いします。"},
                                   {"item", "contact"}});
    ASSERT_EQ(sent.status, 303) << sent.body;
    const std::string number = sent.location.substr(sent.location.rfind('/') + 1);
    EXPECT_TRUE(finds(town.miura, number, "/w/handovers/" + number));
    EXPECT_TRUE(finds(town.kimura, number, "/w/handovers/" + number));
    EXPECT_FALSE(finds(town.hanaoka, number, "/w/handovers/" + number));
    EXPECT_FALSE(finds(town.miura, "H-99999", "/w/handovers/H-99999"));
}

TEST_P(Search, keeps_the_words_out_of_addresses_and_titles_and_seals_them) {
    child("佐伯 陽向", "さえき ひなた");
    const std::string place = place_of(town.miura, "さえき");
    EXPECT_EQ(place.find("%E3"), std::string::npos) << place;
    const Answer page = town.get(town.miura, place);
    const auto title = page.body.find("<title>");
    EXPECT_EQ(page.body.substr(title, page.body.find("</title>") - title).find("さえき"),
              std::string::npos);
    town.ask([](Tx& tx) {
        for (const auto& body : tx.all("SELECT words FROM search_words",
                                       [](const Row& row) { return row.get<Bytes>(0).data; }))
            EXPECT_EQ(body.find("さえき"), std::string::npos);
        return 0;
    });
}

TEST_P(Search, answers_only_the_session_that_asked) {
    child("佐伯 陽向", "さえき ひなた");
    const std::string place = place_of(town.miura, "さえき");
    EXPECT_EQ(town.get(town.miura, place).status, 200);
    EXPECT_EQ(town.get(town.ito, place).status, 404);
    EXPECT_EQ(town.get(town.kimura, place).status, 404);
    EXPECT_EQ(town.get(town.miura, "/w/search/no-such-token").status, 404);
    town.door.people["miura"].session = 99;
    EXPECT_EQ(town.get(town.miura, place).status, 404) << "another session of the same person";
}

TEST_P(Search, offers_a_reception_when_nobody_is_found) {
    const std::string page = search(town.miura, "だれも");
    EXPECT_NE(page.find("「だれも」に当てはまるケースはありません。受付から新しく始められます。"),
              std::string::npos);
    EXPECT_NE(page.find("action=\"/w/intake\""), std::string::npos);
    EXPECT_EQ(search(town.kimura, "だれも").find("action=\"/w/intake\""), std::string::npos);
    EXPECT_NE(search(town.miura, "　").find("さがす言葉を入れてください"), std::string::npos);
}

TEST_P(Search, shows_numbers_only_while_names_are_hidden) {
    const auto id = child("佐伯 陽向", "さえき ひなた");
    note(id, "佐伯さんの吸引", town.miura);
    town.door.masked.insert("miura");
    const std::string page = search(town.miura, "吸引");
    EXPECT_NE(page.find("W-0001"), std::string::npos);
    EXPECT_EQ(page.find("佐伯"), std::string::npos);
}

TEST_P(Search, tells_that_not_everything_has_been_read_yet) {
    child("佐伯 陽向", "さえき ひなた");
    town.database->memory().of<Texts>().expect_load();
    EXPECT_NE(search(town.miura, "さえき").find("古い記録をまだ読み込んでいます"),
              std::string::npos);
}

// Words that could break a page or a query are words.
TEST_P(Search, takes_any_text_as_words) {
    child("佐伯 陽向", "さえき ひなた");
    const std::vector<std::string> all{"<script>alert(1)</script>",
                                       "' OR 1=1 --",
                                       "%_*",
                                       "\xE2\x80\xAE"
                                       "きえさ",
                                       "〓",
                                       "𠮷",
                                       std::string(3000, 'a'),
                                       "R-99999999999999999999",
                                       "W-"};
    for (const std::string& typed : all) {
        const std::string page = search(town.miura, typed);
        EXPECT_EQ(page.find("<script>alert"), std::string::npos) << typed;
    }
}

// What a second process keeps hears of nothing but the database.
TEST_P(Search, is_followed_by_every_node_of_one_database) {
    Texts texts;
    record::Persons persons;
    const auto found = [&](const std::string& word) {
        return town.ask([&](Tx& tx) {
            texts.keep_up(tx, *town.vault);
            persons.keep_up(tx, *town.vault);
            const SearchScope all = SearchScope::everything();
            return texts.index().search({fold(word)}, all).count +
                   persons.index().search({fold(word)}, all).count;
        });
    };
    EXPECT_EQ(found("ひなた"), 0u);
    const auto id = child("佐伯 陽向", "さえき ひなた");
    EXPECT_EQ(found("ひなた"), 1u);
    note(id, "ひなたさんの吸引", town.miura);
    EXPECT_EQ(found("ひなた"), 2u);
}

/// Everything that somebody's pages show, by asking the record as its pages do.
std::set<std::string> readable(Town& town, Tx& tx, const Subject& who) {
    std::set<std::string> found;
    std::set<std::int64_t> told;
    for (const auto id : tx.all("SELECT id FROM case_record",
                                [](const Row& row) { return row.get<Id<record::Case>>(0); })) {
        const auto brief = record::find_case(tx, *town.vault, id);
        const auto around = consent::circumstances(tx, who, brief, town.now().today);
        const auto decision = decide(who.role, who.assurance, Act::read_case, around);
        if (!decision.allowed()) continue;
        if (decision.opens(Field::identity)) found.insert(record::case_number(id));
        if (!decision.opens(Field::notes)) continue;
        told.insert(id.value);
        for (const auto& entry : record::entries_of(tx, *town.vault, brief, around.relation,
                                                    who.organisation, {"", false}, 1000))
            found.insert("entry " + std::to_string(entry.id.value));
    }
    for (const auto& r : consultation::receptions_before(tx, *town.vault, {}, 1000)) {
        Circumstances around;
        if (r.centre == who.organisation) around.relation = Relation::centre;
        const bool open = decide(who.role, who.assurance, Act::read_consultation, around).allowed();
        if (open && !(r.case_id && told.contains(r.case_id.value)))
            found.insert("consultation " + std::to_string(r.id.value));
    }
    return found;
}

std::set<std::string> found(Town& town, Tx& tx, const Subject& who) {
    std::set<std::string> ids;
    auto& persons = tx.memory<record::Persons>();
    auto& texts = tx.memory<Texts>();
    persons.keep_up(tx, *town.vault);
    texts.keep_up(tx, *town.vault);
    const SearchScope scope(consent::reach(tx, who, Field::identity, town.now().today));
    const auto people = persons.index().search({fold("なまえ")}, scope, 1000, 1000);
    for (const auto id : people.ids) ids.insert(record::case_number({id}));
    EXPECT_EQ(people.count, people.ids.size()) << "nothing is counted that is not shown";
    const auto words = texts.index().search({fold("ことば")},
                                            texts_in_reach(tx, who, town.now().today), 1000, 1000);
    for (const auto key : words.newest) {
        const TextAt at = at_key(key);
        ids.insert((at.kind == TextKind::entry ? "entry " : "consultation ") +
                   std::to_string(at.row));
    }
    EXPECT_EQ(words.count, words.newest.size()) << "nothing is counted that is not shown";
    return ids;
}

// Z4, Z5: what is found is what can be opened, for everybody, after every change of a random world.
TEST_P(Search, finds_exactly_what_the_pages_of_the_reader_show) {
    std::mt19937 random(20261125);
    const auto one_of = [&](const auto& list) { return list[random() % std::size(list)]; };
    Id<Organisation> other_centre;
    town.write([&](Tx& tx) {
        other_centre =
            people::create_organisation(tx, {{}, "centre", "となりのセンター", town.next, ""});
    });
    Subject far = town.miura, reception = town.ito, officer = town.kimura;
    far.organisation = other_centre;
    reception.role = Role::receptionist;
    officer.role = Role::prefecture_officer;
    const std::vector<Subject> readers{town.miura,    town.ito, town.kimura, town.hanaoka,
                                       town.tsukushi, far,      reception,   officer};
    const std::vector<Id<Organisation>> organisations{town.city, town.other_city, town.nursing,
                                                      town.centre, other_centre};
    std::vector<Id<record::Case>> cases;
    for (int step = 0; step < 400 && !HasFailure(); ++step) {
        const int what = cases.empty() ? 0 : int(random() % 9);
        town.write([&](Tx& tx) {
            const auto id = cases.empty() ? Id<record::Case>{} : one_of(cases);
            // A consultation is only joined to a case that its Centre may open.
            const bool at_home = id && record::find_case(tx, *town.vault, id).centre == town.centre;
            if (what == 0) {
                const bool far_away = random() % 4 == 0;
                cases.push_back(record::open_case(tx, *town.vault,
                                                  {.centre = far_away ? other_centre : town.centre,
                                                   .in_charge = one_of(readers).account,
                                                   .kanji = "",
                                                   .kana = "なまえ",
                                                   .birth = std::nullopt,
                                                   .address = {},
                                                   .municipality = town.home,
                                                   .stay = {},
                                                   .care = {},
                                                   .is_protected = random() % 3 == 0,
                                                   .opened_on = town.now().today,
                                                   .number = 0}));
            } else if (what == 1) {
                record::Member member;
                member.organisation = one_of(organisations);
                member.standing = record::Standing(1 + random() % 4);
                member.sector = "welfare";
                member.since = town.now().today + int(random() % 3) - 1;
                if (random() % 2) member.until = town.now().today + int(random() % 3) - 1;
                record::add_member(tx, *town.vault, id, member);
            } else if (what == 2) {
                record::end_membership(tx, id, one_of(organisations), town.now().today);
            } else if (what == 3) {
                record::set_state(tx, id, RecordState(random() % 3));
            } else if (what == 4) {
                auto draft = consultation::find_reception(
                    tx, *town.vault,
                    consultation::receive(tx, *town.vault, at_home ? town.miura : far, "phone",
                                          town.now()));
                draft.answers.words = "ことば";
                draft.answers.cls = "area";
                draft.version =
                    consultation::save_draft(tx, *town.vault, draft, draft.answers, town.now());
                if (random() % 2)
                    consultation::register_reception(
                        tx, *town.vault, town.miura, draft,
                        {.existing = at_home && random() % 2 ? id : Id<record::Case>{},
                         .in_charge = {},
                         .number = {}},
                        town.now());
            } else if (what == 5) {
                const auto category = consent::kCategories[random() % consent::kCategories.size()];
                const bool yes = category.field != Field::notes || random() % 2 == 0;
                const Mask set = category.field == Field::notes && yes
                                     ? category.field | Field::identity
                                     : Mask(category.field);
                town.allow(tx, id, one_of(organisations), set,
                           yes && random() % 4 && !record::is_closed(tx, id) ? consent::Answer::yes
                                                                             : consent::Answer::no,
                           random() % 3 ? std::nullopt : std::optional(town.now().today + 1));
            } else {
                record::add_entry(
                    tx, *town.vault,
                    {.case_id = id,
                     .at = {town.clock.ms - std::int64_t(random() % 100'000'000)},
                     .kind = "phone",
                     .side = "c",
                     .author = town.miura.account,
                     .organisation = one_of(organisations),
                     .visible = record::Visible(random() % 4),
                     .addressee = random() % 3 ? Id<Organisation>{} : one_of(organisations),
                     .title = "",
                     .text = "ことば",
                     .topics = {},
                     .minutes = std::nullopt,
                     .link = {}});
            }
        });
        const Subject who = one_of(readers);
        town.ask([&](Tx& tx) {
            EXPECT_EQ(found(town, tx, who), readable(town, tx, who))
                << name_of(who.role) << " after step " << step;
            return 0;
        });
    }
}

}  // namespace
}  // namespace michi::search
