// くらべる: two or three services side by side, what differs first.

#include <algorithm>

#include "base/era.hpp"
#include "directory/compare_views.hpp"
#include "directory/question.hpp"
#include "directory/seen.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

constexpr std::size_t kMostCompared = 3;
constexpr Field kShown[] = {Field::address,     Field::capacity,   Field::days,      Field::hours,
                            Field::closed_days, Field::hours_note, Field::ages,      Field::area,
                            Field::fee,         Field::papers,     Field::first_step};

using Listings = std::vector<std::shared_ptr<const Listing>>;

/// Those that were chosen and that this person may see, each once, in the order chosen.
Listings chosen(Context& c, const Snapshot& all) {
    Listings some;
    for (const std::string& number : c.query.texts("id")) {
        const auto id = service_id(number);
        auto listing = id ? all.share(*id) : nullptr;
        if (listing && std::ranges::find(some, listing) == some.end())
            some.push_back(std::move(listing));
    }
    return some;
}

CompareCell cell_of_reason(const Context& c, const Reason& reason, const Question& q) {
    std::string text =
        reason.room ? room_line(*reason.room, reason.stale, c.lang) : detail_of(reason, c.lang);
    if (reason.condition == kOpen && !reason.detail.empty())
        text = when_text(q, c.lang) + " ― " + reason.detail;
    return {.name = {},
            .tone = tone_of(reason.answer),
            .text = text,
            .when = reason.as_of ? list_date(*reason.as_of, c.now.today) : ""};
}

CompareCell cell_of_fact(const Context& c, const KnownFact* fact) {
    if (!fact) return {.name = {}, .tone = "u", .text = {}, .when = {}};
    return {.name = {},
            .tone = tone_of(fact->answer),
            .text = fact_line(c, *fact),
            .when = list_date(fact->as_of, c.now.today) + " " + source_line(c, *fact)};
}

bool is_same(const CompareRow& row) {
    return std::ranges::all_of(row.cells, [&](const CompareCell& cell) {
        return cell.tone == row.cells.front().tone && cell.text == row.cells.front().text;
    });
}

void put(CompareView& v, CompareRow row) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) row.cells[i].name = v.services[i].name;
    (is_same(row) ? v.same : v.different).push_back(std::move(row));
}

void fill_asked(const Context& c, CompareView& v, const Listings& some, const Question& q) {
    std::vector<Match> matches;
    for (const auto& listing : some) matches.push_back(match_of(listing, q.asked));
    for (std::size_t i = 0; i < q.asked.conditions.size(); ++i) {
        const std::string& id = q.asked.conditions[i];
        CompareRow row{
            .word = id == kOpen ? "directory.condition_open"_w : find_condition(id)->word,
            .asked = true,
            .cells = {}};
        for (const Match& match : matches)
            row.cells.push_back(cell_of_reason(c, match.reasons[i], q));
        put(v, std::move(row));
    }
}

/// What any of them is known to answer, though nobody asked.
void fill_known(const Context& c, CompareView& v, const Listings& some, const Question& q) {
    for (const Condition& condition : conditions()) {
        const bool asked =
            std::ranges::find(q.asked.conditions, condition.id) != q.asked.conditions.end();
        const bool known = std::ranges::any_of(
            some, [&](const auto& listing) { return listing->fact(condition.id) != nullptr; });
        if (asked || !known) continue;
        CompareRow row{.word = condition.word, .cells = {}};
        for (const auto& listing : some)
            row.cells.push_back(cell_of_fact(c, listing->fact(condition.id)));
        put(v, std::move(row));
    }
}

void fill_published(CompareView& v, const Listings& some) {
    for (const Field field : kShown) {
        CompareRow row{.word = field_names()[static_cast<std::size_t>(field)].word, .cells = {}};
        for (const auto& listing : some)
            row.cells.push_back(
                {.name = {}, .tone = {}, .text = listing->values[field], .when = {}});
        const bool silent =
            std::ranges::all_of(row.cells, [](const auto& cell) { return cell.text.empty(); });
        if (!silent) put(v, std::move(row));
    }
}

ComparedView compared(const Context& c, const std::shared_ptr<const Listing>& listing,
                      const Question& q) {
    const Match match = match_of(listing, q.asked);
    ComparedView v;
    v.number = service_number(listing->id);
    v.name = listing->values[Field::name];
    v.place = where_line(c, match);
    v.phone = first_phone(listing->values[Field::phone]);
    v.phone_digits = digits_of(v.phone);
    v.kind = kind_word(listing->kind);
    v.fresh = fresh_line(c, *listing, match.fresh, match.old);
    v.old = match.old;
    return v;
}

}  // namespace

web::Answer compare_services(Context& c) {
    c.require(Act::see_directory, {});
    const auto all = snapshot(c.tx, may_see(c.who.role));
    const Question q = asked_in(c, c.query);
    Listings some = chosen(c, *all);
    CompareView v;
    v.back = with_question(Url("/w/resources"), q).text();
    v.carried = carried(q);
    if (some.size() < 2) v.refusals.add("", "directory.choose_to_compare"_w);
    if (some.size() > kMostCompared) v.refusals.add("", "directory.too_many_to_compare"_w);
    if (some.size() > kMostCompared) some.resize(kMostCompared);
    for (const auto& listing : some) v.services.push_back(compared(c, listing, q));
    if (!some.empty()) {
        fill_asked(c, v, some, q);
        fill_known(c, v, some, q);
        fill_published(v, some);
    }
    web::Shell shell = resources_shell(c, "directory.compare"_w);
    return c.page(std::move(v), shell);
}

}  // namespace michi::directory
