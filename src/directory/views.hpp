// What the pages of the directory show.
#pragma once

#include <boost/describe.hpp>

#include "base/choice.hpp"
#include "base/result.hpp"
#include "directory/freshness_view.hpp"
#include "directory/model.hpp"
#include "directory/refusal_views.hpp"

namespace michi::web {
class Out;
}

namespace michi::directory {

/// One condition of one candidate: y ✓, u ？, n ×, with its day.
struct ReasonView {
    std::string tone, detail, when;
    Word word;
};
BOOST_DESCRIBE_STRUCT(ReasonView, (), (tone, detail, when, word))

struct MatchView {
    std::string number, href, name, where, place, km, phone, phone_digits, fresh;
    Word kind, sector;
    std::int64_t yes{}, not_known{}, no{};
    std::vector<ReasonView> reasons;
    bool old{}, never{}, candidate{};
};
BOOST_DESCRIBE_STRUCT(MatchView, (),
                      (number, href, name, where, place, km, phone, phone_digits, fresh, kind,
                       sector, yes, not_known, no, reasons, old, never, candidate))

struct TileView {
    std::string code, name, shade;
    std::int64_t count{}, row{}, column{};
    bool on{};
};
BOOST_DESCRIBE_STRUCT(TileView, (), (code, name, shade, count, row, column, on))

struct ShadeView {
    std::string shade, text;
};
BOOST_DESCRIBE_STRUCT(ShadeView, (), (shade, text))

struct ShapeView {
    std::string code, name, shade, path;
    std::int64_t count{}, x{}, y{};
    bool on{};
};
BOOST_DESCRIBE_STRUCT(ShapeView, (), (code, name, shade, path, count, x, y, on))

/// Numbers by municipality: as tiles, on real boundaries, or as a table; form says which.
struct MapView {
    std::string form, box, credit;
    std::vector<TileView> tiles;
    std::vector<ShadeView> shades;
    std::vector<ShapeView> shapes;
    bool has_outline{};
};
BOOST_DESCRIBE_STRUCT(MapView, (), (form, box, credit, tiles, shades, shapes, has_outline))

struct CandidateView {
    std::string number, name, about;
};
BOOST_DESCRIBE_STRUCT(CandidateView, (), (number, name, about))

/// A parameter of the search, carried by the small forms around it.
struct Carried {
    std::string name, value;
};
BOOST_DESCRIBE_STRUCT(Carried, (), (name, value))

/// What was read from the words, or a kind that is asked: taken away at `href`.
struct ReadView {
    Word word;  // none of a municipality and of an age: `text`
    std::string text, from, href, id;
};
BOOST_DESCRIBE_STRUCT(ReadView, (), (word, text, from, href, id))

struct ResourcesView {
    FreshView freshness;
    std::string case_number, case_name, words, age, weight, token, gap, area, when, to_decide,
        unknown,                         // words that were not understood
        danger_kind, danger, listening,  // "body", "despair", what is told first, who listens
        restore,                         // the address with all that was taken away again
        from_words;                      // the municipality that the words name
    std::vector<std::string> notes;      // on the words
    std::vector<Word> lacking;           // kinds that the words ask for, of which nothing is there
    std::vector<ReadView> read, read_more,
        chosen;                        // of the words, the first few; kinds that are asked
    std::vector<ReadView> by_kind;     // where words found nothing
    std::vector<Word> credits, heads;  // heads: of the conditions asked, in the order asked
    std::vector<Choice> days, hours;
    std::vector<Choice> kinds, more_kinds, municipalities, distances, care, needs, more_care,
        more_needs;
    std::vector<MatchView> matches;
    std::int64_t total{}, asked{}, page{1}, pages{1}, all_services{}, outside{};
    MapView map;
    std::vector<CandidateView> candidates;
    std::vector<Carried> carried;
    bool may_note{};  // write about the case that is asked for
    bool may_record{}, may_import{}, may_edit{}, more_on{}, conditions_open{}, as_table{},
        is_asked{};  // something was asked: on a phone the form is folded
};
BOOST_DESCRIBE_STRUCT(ResourcesView, (),
                      (freshness, case_number, case_name, words, age, weight, token, gap, unknown,
                       danger_kind, danger, notes, lacking, read, read_more, chosen, by_kind, area,
                       when, to_decide, credits, heads, days, hours, kinds, more_kinds,
                       municipalities, distances, care, needs, more_care, more_needs, matches,
                       total, asked, page, pages, all_services, outside, map, candidates, carried,
                       may_note, may_record, may_import, may_edit, more_on, conditions_open,
                       as_table, is_asked))

struct FieldView {
    Word word;
    std::string text, source;
};
BOOST_DESCRIBE_STRUCT(FieldView, (), (word, text, source))

struct FactView {
    std::string tone, detail, when, source;
    Word word;
};
BOOST_DESCRIBE_STRUCT(FactView, (), (tone, detail, when, source, word))

/// One question of a telephone call; `key` and o, x or ? answer it.
struct ToAskView {
    std::string key, condition, tone, detail, when;
    Word word, yes, no, not_known;  // names of its three buttons
};
BOOST_DESCRIBE_STRUCT(ToAskView, (), (key, condition, tone, detail, when, word, yes, no, not_known))

struct SourceView {
    std::string source, number, state;
    Word credit;
};
BOOST_DESCRIBE_STRUCT(SourceView, (), (source, number, state, credit))

/// The answer of a call, with its number, its room and its area.
struct FactForm {
    std::vector<Choice> conditions, answers, ways, states, units, places, readers;
    std::string detail, low, high, as_of, times, available, maximum, waiting, wait_months;
    bool room_open{}, area_open{};
};
BOOST_DESCRIBE_STRUCT(FactForm, (),
                      (conditions, answers, ways, states, units, places, readers, detail, low, high,
                       as_of, times, available, maximum, waiting, wait_months, room_open,
                       area_open))

struct ServiceView {
    std::string number, name, provider, place, phone, phone_digits, fresh, undo, told, back;
    Word kind;
    std::vector<FieldView> fields;
    std::vector<FactView> facts, earlier;
    std::vector<ToAskView> to_ask;
    std::vector<SourceView> sources;
    std::vector<CandidateView> siblings;
    std::vector<Carried> carried;
    FactForm form;
    RefusalsView refused;
    bool may_edit{}, gone{}, closed{}, old{}, never{}, from_search{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ServiceView, (),
                      (number, name, provider, place, phone, phone_digits, fresh, undo, told, back,
                       kind, fields, facts, earlier, to_ask, sources, siblings, carried, form,
                       refused, may_edit, gone, closed, old, never, from_search, refusals))

struct ChangeView {
    std::string row, name, place;
    Word kind;
    std::vector<std::string> fields;  // 「電話: 0834-… → 0834-…」
};
BOOST_DESCRIBE_STRUCT(ChangeView, (), (row, name, place, kind, fields))

struct ProblemView {
    std::string row, column, reason;
};
BOOST_DESCRIBE_STRUCT(ProblemView, (), (row, column, reason))

struct PreviewView {
    std::string of;              // the table that was shown, wherever it stands when it is taken
    std::string file, returned;  // returned: which table's refused rows can be fetched
    std::string list, publisher, number, seen;  // seen: the list it is shown as an edition of
    std::vector<Choice> lists;                  // none where only a new list can be meant
    bool asked{};                               // a person must choose
    Word source;
    std::int64_t rows{}, fresh_count{}, changed_count{}, gone_count{}, unchanged{}, refused_count{},
        notes_count{};
    std::vector<ChangeView> fresh, changed, gone;
    std::vector<ProblemView> refused, notes;
    std::vector<std::string> remarks;
};
BOOST_DESCRIBE_STRUCT(PreviewView, (),
                      (of, file, returned, list, publisher, number, seen, lists, asked, source,
                       rows, fresh_count, changed_count, gone_count, unchanged, refused_count,
                       notes_count, fresh, changed, gone, refused, notes, remarks))

struct BatchView {
    std::string when, file, rows, added, changed, gone, refused;
    Word source;
    bool undone{};
    std::string undo;  // its number while it can be taken back
};
BOOST_DESCRIBE_STRUCT(BatchView, (),
                      (when, file, rows, added, changed, gone, refused, source, undone, undo))

/// A table that is not read until a person says what its columns are, or a file without any.
struct UnreadTableView {
    std::int64_t number{};  // among those whose columns can be said; -1: there are none
    std::string said;
};
BOOST_DESCRIBE_STRUCT(UnreadTableView, (), (number, said))

struct ImportView {
    std::string token, name;
    std::vector<Choice> kinds;
    std::vector<UnreadTableView> unread;
    std::vector<PreviewView> previews;
    std::vector<BatchView> batches;
    std::vector<std::string> references;  // editions of post codes and municipality codes
    bool nothing{};                       // the preview would change nothing
    bool may_settle{};                    // what lists say against each other
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(ImportView, (),
                      (token, name, kinds, unread, previews, batches, references, nothing,
                       may_settle, refusals))

struct PhraseView {
    std::string words;
    std::vector<Word> kinds;
};
BOOST_DESCRIBE_STRUCT(PhraseView, (), (words, kinds))

struct PhrasesView {
    std::string words;
    std::vector<Choice> kinds;
    std::vector<PhraseView> phrases;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(PhrasesView, (), (words, kinds, phrases, refusals))

struct HeadingView {
    std::int64_t number{};
    std::string heading, samples;
    std::vector<Choice> columns;
};
BOOST_DESCRIBE_STRUCT(HeadingView, (), (number, heading, samples, columns))

void render(const PhrasesView& v, web::Out& out);
void render(const ResourcesView& v, web::Out& out);
void render(const ServiceView& v, web::Out& out);
void render(const ImportView& v, web::Out& out);

}  // namespace michi::directory
