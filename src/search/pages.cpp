// さがす: the words go in by POST, the address of the results carries a token.

#include "base/age.hpp"
#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "consent/consent.hpp"
#include "handover/handover.hpp"
#include "people/people.hpp"
#include "record/persons.hpp"
#include "search/search.hpp"
#include "search/texts.hpp"
#include "search/views.hpp"
#include "web/words_kept.hpp"
#include "work/naming.hpp"

namespace michi::search {
namespace {

using web::Answer;
using web::Context;
using web::Url;

constexpr std::size_t kPersons = 20, kTexts = 20, kAllTexts = 200;  // shown
constexpr std::size_t kPersonsCounted = 200, kTextsCounted = 300;
constexpr std::size_t kLongest = 100;  // characters of what is searched for
constexpr std::size_t kExcerpt = 110;  // characters

/// The cases of one page, each read once.
class Cases {
  public:
    explicit Cases(Context& c) : c_(c) {}

    const record::CaseBrief& at(Id<record::Case> id) {
        auto found = read_.find(id.value);
        if (found == read_.end())
            found = read_.emplace(id.value, record::find_case(c_.tx, c_.vault, id)).first;
        return found->second;
    }
    Decision may_read(const record::CaseBrief& brief) {
        return c_.may(Act::read_case, consent::circumstances(c_.tx, c_.who, brief, c_.now.today));
    }

  private:
    Context& c_;
    std::map<std::int64_t, record::CaseBrief> read_;
};

// ---- people ----
Word word_of(RecordState state) {
    return state == RecordState::closed     ? "search.closed"_w
           : state == RecordState::watching ? "search.watching"_w
                                            : "search.open"_w;
}

std::string about(const Context& c, const record::Shown& seen) {
    std::string text;
    if (seen.birth) text = age_text({age_on(*seen.birth, c.now.today).years, 0});
    if (const auto* place = find_municipality(seen.municipality)) {
        if (!text.empty()) text += "・";
        text += place->name;
    }
    return text;
}

PersonLine person_line(Context& c, const record::CaseBrief& brief, const Decision& decision) {
    const record::Shown seen = record::shown(brief, decision);
    PersonLine line;
    line.number = record::case_number(brief.id);
    if (!c.masked) line.name = seen.name();  // else the number stands beside it
    if (!c.masked && !seen.kanji.empty()) line.kana = seen.kana;
    line.about = about(c, seen);
    line.in_charge = people::name_of(c.tx, c.vault, brief.in_charge);
    line.state = word_of(brief.state);
    line.quiet = brief.state != RecordState::open;
    line.is_protected = brief.is_protected;
    return line;
}

void put_persons(Context& c, Cases& cases, ResultView& v) {
    auto& persons = c.tx.memory<record::Persons>();
    if (!persons.keep_up(c.tx, c.vault)) v.reading = true;
    const SearchScope scope(consent::reach(c.tx, c.who, Field::identity, c.now.today));
    const PersonFound found =
        persons.index().search(person_words(v.words), scope, kPersons, kPersonsCounted);
    v.persons_count = std::int64_t(found.count);
    v.more_persons = found.more;
    const auto put = [&](std::int64_t id, bool by_contact) {
        const auto& brief = cases.at({id});
        const Decision decision = cases.may_read(brief);
        if (!decision.allowed() || (by_contact && !decision.opens(Field::contact))) return;
        v.persons_count += by_contact;
        if (v.persons.size() < kPersons) v.persons.push_back(person_line(c, brief, decision));
    };
    for (const auto id : found.ids) put(id, false);
    for (const auto id : found.by_contact) put(id, true);
}

// ---- notes and consultations ----
std::vector<std::string> text_words(std::string_view typed) {
    std::vector<std::string> words;
    const std::string plain = fold_width(typed);
    for (std::size_t at = 0; at < plain.size();) {
        const std::size_t end = std::min(plain.find_first_of(" \t\r\n", at), plain.size());
        if (auto word = fold(std::string_view(plain).substr(at, end - at)); !word.empty())
            words.push_back(std::move(word));
        at = end + 1;
    }
    return words;
}

void set_moment(const Context& c, TextLine& line, Instant at) {
    line.day = list_date(at.in_japan(), c.now.today);
    line.clock = at.clock();
}

TextLine entry_line(Context& c, Cases& cases, std::int64_t id,
                    const std::vector<std::string>& words) {
    Id<record::Case> case_id;
    const record::EntryRow entry = record::find_entry(c.tx, c.vault, {id}, case_id);
    TextLine line;
    line.entry = id;
    line.number = record::case_number(case_id);
    set_moment(c, line, entry.at);
    const record::CaseBrief& brief = cases.at(case_id);
    const Decision decision = cases.may_read(brief);
    work::Naming naming(c, brief, decision);
    line.author = naming.person(entry.author);
    if (c.masked) return line;
    line.name = record::shown(brief, decision).name();
    line.title = naming.title(entry);
    line.pieces = excerpt(entry.text.shown(decision), words, kExcerpt);
    return line;
}

TextLine consultation_line(Context& c, std::int64_t id, const std::vector<std::string>& words) {
    const auto r = consultation::find_reception(c.tx, c.vault, {id});
    TextLine line;
    line.number = consultation::reception_number(r.id);
    set_moment(c, line, r.received_at);
    line.author = people::name_of(c.tx, c.vault, r.received_by);
    if (const auto* how = record::find_code(r.answers.channel, consultation::kChannels))
        line.title = word_text(how->word, c.lang);
    if (c.masked) return line;
    line.name = !r.answers.child_kanji.empty()  ? r.answers.child_kanji
                : !r.answers.child_kana.empty() ? r.answers.child_kana
                                                : r.answers.caller_kana;
    line.pieces = excerpt(r.answers.words, words, kExcerpt);
    return line;
}

void put_texts(Context& c, Cases& cases, ResultView& v) {
    auto& texts = c.tx.memory<Texts>();
    if (!texts.keep_up(c.tx, c.vault)) v.reading = true;
    const std::vector<std::string> words = text_words(v.words);
    const TextFound found =
        texts.index().search(words, texts_in_reach(c.tx, c.who, c.now.today),
                             c.query.has("all") ? kAllTexts : kTexts, kTextsCounted);
    v.texts_count = std::int64_t(found.count);
    v.more_texts = found.more;
    for (const std::int64_t key : found.newest) {
        const TextAt at = at_key(key);
        try {
            v.texts.push_back(at.kind == TextKind::entry ? entry_line(c, cases, at.row, words)
                                                         : consultation_line(c, at.row, words));
        } catch (const NotFound&) {
            // Written after this snapshot was taken: the next look shows it.
        }
    }
}

// ---- numbers ----
std::optional<std::int64_t> number_after(char letter, std::string_view typed) {
    const std::string key = fold(typed);
    if (key.size() < 2 || key.size() > 12 || key[0] != letter ||
        key.find_first_not_of("0123456789", 1) != std::string::npos)
        return std::nullopt;
    return std::stoll(key.substr(1));
}

void put_numbers(Context& c, ResultView& v) {
    try {
        if (const auto number = number_after('r', v.words)) {
            const auto r = consultation::reception_of(c.tx, c.vault, c.who.organisation, {*number});
            if (!r || !c.may(Act::read_consultation, {.relation = Relation::centre}).allowed())
                return;
            const std::string shown = consultation::reception_number(r->id);
            v.numbers.push_back({shown, std::string(Url("/w/intake").segment(shown).text()),
                                 list_date(r->received_at.in_japan(), c.now.today),
                                 "search.reception"_w});
        } else if (const auto request_number = number_after('h', v.words)) {
            const auto request =
                handover::request_of_side(c.tx, c.vault, c.who.organisation, {*request_number});
            if (!request || !handover::is_readable(c, *request)) return;
            const std::string shown = handover::handover_number(request->id);
            v.numbers.push_back({shown, std::string(Url("/w/handovers").segment(shown).text()),
                                 list_date(request->sent_at.in_japan(), c.now.today),
                                 "search.request"_w});
        }
    } catch (const NotFound&) {
        // No such number: as if it could not be read.
    }
}

// ---- the pages ----
Answer start(Context& c) {
    c.require(Act::search_persons, {});
    const std::string words(first_characters(trimmed(c.form.text("q")), kLongest));
    const auto token = web::keep_words(c.tx, c.vault, c.who, words, c.now.at);
    return c.see_other(Url("/w/search").segment(token));
}

Answer show(Context& c) {
    const auto words = web::kept_words(c.tx, c.vault, c.who, c.part("words"), c.now.at);
    if (!words) throw NotFound{};
    c.require(Act::search_persons, {});
    ResultView v;
    v.token = c.part("words");
    v.words = *words;
    v.masked = c.masked;
    v.may_receive = c.may(Act::receive_consultation, {.relation = Relation::centre}).allowed();
    Cases cases(c);
    if (!words->empty()) {
        put_numbers(c, v);
        put_persons(c, cases, v);
        put_texts(c, cases, v);
    }
    c.trace(
        TraceKind::search, "search.found", "", 0,
        "persons=" + std::to_string(v.persons.size()) + " texts=" + std::to_string(v.texts.size()));
    web::Shell shell{.title = std::string(word_text("search.title"_w, c.lang))};
    shell.searched = v.words;
    return c.page(std::move(v), std::move(shell));
}

using web::Method;
using web::Route;
constexpr std::array kRoutes{
    Route{Method::post, "/w/search", start, Act::search_persons},
    Route{Method::get, "/w/search/{words}", show, Act::search_persons},
};

}  // namespace

web::Part part() { return {"search", kRoutes}; }

}  // namespace michi::search
