// 受付の一覧: drafts, what waits for somebody, for an outcome, for what was not heard.

#include "base/era.hpp"
#include "base/fold.hpp"
#include "consultation/pages.hpp"
#include "people/people.hpp"
#include "record/record.hpp"

namespace michi::consultation {
namespace {

using web::Answer;
using web::Context;

constexpr std::int64_t kOnAPage = 50;

struct View {
    std::string_view id;
    Word word, empty;
};
constexpr std::array kViews{
    View{"", "consultation.tab_all"_w, "consultation.queue_empty"_w},
    View{"draft", "consultation.tab_draft"_w, "consultation.empty_draft"_w},
    View{"waiting", "consultation.tab_waiting"_w, "consultation.empty_waiting"_w},
    View{"unassigned", "consultation.tab_unassigned"_w, "consultation.empty_unassigned"_w},
    View{"open", "consultation.tab_open"_w, "consultation.empty_open"_w},
    View{"late", "consultation.tab_late"_w, "consultation.empty_late"_w},
    View{"incomplete", "consultation.tab_incomplete"_w, "consultation.empty_incomplete"_w},
};

ReceptionRow row_of(const Context& c, const ReceptionLine& line) {
    ReceptionRow row;
    row.number = reception_number(line.id);
    row.when = list_date(line.received_at.in_japan(), c.now.today) + " " + line.received_at.clock();
    row.channel = code_text(c, record::find_code(line.channel, kChannels));
    row.caller = code_text(c, record::find_code(line.caller_kind, kCallers));
    Circumstances around = of_centre();
    around.is_protected = line.is_protected;
    around.in_protected_team = line.is_protected && line.who_knows_home == c.who.account;
    const Decision opens = c.may(Act::see_intake_list, around);
    row.municipality = municipality_text(c, line.municipality.shown(opens));
    row.words = c.masked ? "" : std::string(first_characters(line.words.shown(opens), 60));
    row.topic = code_text(c, record::find_code(line.main_topic, kTopics));
    row.outcome = code_text(c, record::find_code(line.outcome, kOutcomes));
    row.case_number = line.case_id ? record::case_number(line.case_id) : "";
    row.received_by = people::name_of(c.tx, c.vault, line.received_by);
    row.in_charge = people::name_of(c.tx, c.vault, line.in_charge);
    row.missing = line.missing;
    row.draft = line.state == State::draft;
    if (line.waits_since) row.waits = age_text(*line.waits_since, c.now.at, c.lang);
    row.alarm = line.waits_since && line.alarm;
    row.overdue = line.state == State::registered &&
                  outcome_overdue(line.received_at.in_japan(), c.now.today);
    return row;
}

/// What was put away a moment ago and can come back.
std::string undoable(Context& c) {
    const std::string number = c.query.text("undo");
    if (!number.starts_with("R-") || number.size() > 12) return {};
    const std::string digits = number.substr(2);
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) return {};
    try {
        const Reception r = find_reception(c.tx, c.vault, {std::stoll(digits)});
        return r.centre == c.who.organisation && r.state == State::discarded ? number
                                                                             : std::string{};
    } catch (const NotFound&) {
        return {};
    }
}

/// What came in such numbers from one network that it waits for a hand before it is a consultation
/// (letterbox).
struct ToSort {
    std::int64_t count{}, alarms{};
    std::optional<Instant> oldest;
};

ToSort to_sort_at(Tx& tx, Id<Organisation> centre) {
    return tx
        .first(
            "SELECT count(*), coalesce(sum(alarm), 0), min(begun_at) FROM message_thread"
            " WHERE centre_id = $1 AND state = 0",
            [](const Row& row) {
                return ToSort{row.integer(0), row.integer(1), row.get<std::optional<Instant>>(2)};
            },
            centre)
        .value_or(ToSort{});
}

/// The older of the two; whichever there is.
std::optional<Instant> older(std::optional<Instant> one, std::optional<Instant> other) {
    if (!one || (other && other->ms < one->ms)) return other;
    return one;
}

}  // namespace

Answer queue(Context& c) {
    c.require(Act::see_intake_list, of_centre());
    QueueView v;
    const std::string asked = c.query.text("view");
    const auto* view =
        std::ranges::find(kViews, asked, [](const View& one) { return std::string(one.id); });
    if (view == kViews.end()) view = kViews.begin();
    v.view = view->id;
    v.empty = view->empty;
    for (const View& one : kViews)
        v.tabs.push_back({std::string(one.id), one.word,
                          count_receptions(c.tx, c.who.organisation, one.id, c.now.today),
                          &one == view});
    v.open = v.tabs[4].count;
    v.late = v.tabs[5].count;
    const ToSort to_sort = to_sort_at(c.tx, c.who.organisation);
    v.to_sort = to_sort.count;
    v.to_sort_alarms = to_sort.alarms;
    if (const auto since = older(oldest_unanswered(c.tx, c.who.organisation), to_sort.oldest))
        v.oldest = age_text(*since, c.now.at, c.lang);
    v.leads = c.who.role == Role::centre_head;
    v.undo = undoable(c);
    v.colleagues = colleagues(c, {});
    v.outcomes = choices(kOutcomes, "");
    const std::int64_t count = v.tabs.at(std::size_t(view - kViews.begin())).count;
    v.pages = std::max<std::int64_t>(1, (count + kOnAPage - 1) / kOnAPage);
    v.page = std::clamp<std::int64_t>(c.query.number("page"), 1, v.pages);
    for (const auto& line : receptions(c.tx, c.vault, c.who.organisation, v.view, c.now.today,
                                       int(kOnAPage), int((v.page - 1) * kOnAPage)))
        v.rows.push_back(row_of(c, line));
    c.trace(TraceKind::list, "consultation.queue", "", 0, "rows=" + std::to_string(v.rows.size()));
    return c.page(std::move(v),
                  {.title = std::string(word_text("consultation.queue_title"_w, c.lang)),
                   .active = "intake"});
}

}  // namespace michi::consultation
