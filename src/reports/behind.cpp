#include "reports/behind.hpp"

#include <map>
#include <set>

#include "base/era.hpp"
#include "consultation/consultation.hpp"
#include "record/record.hpp"
#include "reports/rules.hpp"
#include "reports/shown.hpp"

namespace michi::reports {
namespace {

using web::Context;

constexpr std::size_t kPage = 50;

/// One row of the list: a consultation, or one topic of it where topics are counted.
struct Entry {
    const Counted* counted{};
    std::string topic;
};

std::vector<Entry> entries(const Opened& o, const Cell& cell) {
    const bool by_mention =
        cell.unit == Unit::mentions && cell.by == Dimension::topic && cell.code.empty();
    std::vector<Entry> list;
    for (const Counted& c : o.counted) {
        if (!stands_in(c, cell, o.month, o.reader.prefecture)) continue;
        if (!by_mention)
            list.push_back({&c, {}});
        else
            for (const auto& topic :
                 lines_of(c, Dimension::topic, Unit::mentions, o.reader.prefecture))
                list.push_back({&c, topic});
    }
    return list;
}

/// Whoever is protected since the edition was made stays in the figure; its row says nothing beside a town.
bool is_silent(const Counted& k, const std::set<std::int64_t>& hidden_now) {
    return !k.is_protected && hidden_now.contains(k.child.value);
}

std::vector<ChildRow> children_of(const std::vector<Entry>& list, const Cell& cell,
                                  const std::set<std::int64_t>& hidden_now) {
    std::map<std::int64_t, ChildRow> rows;
    for (const Entry& e : list) {
        ChildRow& row = rows[e.counted->child.value];
        if (cell.by == Dimension::municipality && is_silent(*e.counted, hidden_now)) continue;
        row.case_number = record::case_number(e.counted->case_id);
        row.receptions.push_back(consultation::reception_number(e.counted->id));
    }
    std::vector<ChildRow> children;
    for (auto& [child, row] : rows) children.push_back(std::move(row));
    return children;
}

class Writer {
  public:
    Writer(const Context& c, const Opened& o, const Cell& cell,
           const std::set<std::int64_t>& hidden_now)
        : c_(c), o_(o), cell_(cell), hidden_now_(hidden_now) {}

    BehindRow row(const Entry& e) const {
        const Counted& k = *e.counted;
        BehindRow row;
        const bool silent = is_silent(k, hidden_now_),
                   by_town = cell_.by == Dimension::municipality;
        if (!silent || !by_town) {
            row.number = consultation::reception_number(k.id);
            row.case_number = k.case_id ? record::case_number(k.case_id) : "";
        }
        if (const auto day = Date::parse_iso(k.day)) row.when = list_date(*day, c_.now.today);
        row.cls = is_area(k) ? "consultation.class_area"_w : "consultation.class_individual"_w;
        row.channel = name(Dimension::channel, k);
        row.caller = name(Dimension::caller, k);
        row.municipality = silent && !by_town ? name_of_line(Dimension::municipality,
                                                             std::string(kHidden), c_.lang)
                                              : name(Dimension::municipality, k);
        row.outcome = name(Dimension::outcome, k);
        row.topics = e.topic.empty() ? topics(k) : name_of_line(Dimension::topic, e.topic, c_.lang);
        return row;
    }

  private:
    std::string name(Dimension by, const Counted& k) const {
        return name_of_line(by, lines_of(k, by, Unit::consultations, o_.reader.prefecture).front(),
                            c_.lang);
    }
    std::string topics(const Counted& k) const {
        std::string text;
        for (const auto& line : lines_of(k, Dimension::topic, Unit::mentions, o_.reader.prefecture))
            text += (text.empty() ? "" : "・") + name_of_line(Dimension::topic, line, c_.lang);
        return text;
    }

    const Context& c_;
    const Opened& o_;
    const Cell& cell_;
    const std::set<std::int64_t>& hidden_now_;
};

void tell_what(BehindView& v, const Opened& o, const Cell& cell, Lang lang) {
    if (cell.period != Period::now) {
        const Month month = o.month.plus(cell.period == Period::before ? -1 : -12);
        v.month = name_of_month(month, lang);
    }
    if (cell.by && !cell.code.empty())
        v.what.push_back(std::string(word_text(title_of(*cell.by), lang)) + "：" +
                         name_of_line(*cell.by, cell.code, lang));
    if (!cell.cls.empty())
        v.what.emplace_back(word_text(
            cell.cls == "area" ? "consultation.class_area"_w : "consultation.class_individual"_w,
            lang));
}

/// "" when there is no such page.
std::string page_address(const Opened& o, const Cell& cell, std::size_t page, std::size_t pages) {
    if (page < 1 || page > pages) return {};
    const std::string address = address_of(cell, o.month, o.edition_number());
    return page == 1 ? address : address + "&page=" + std::to_string(page);
}

}  // namespace

web::Answer list_behind(Context& c) {
    const Opened o = open_month(c, Act::see_intake_list);
    const auto cell = read_cell(c.query.text("unit"), c.query.text("period"), c.query.text("by"),
                                c.query.text("code"), c.query.text("class"), o.reader.prefecture);
    if (!cell) throw NotFound{};
    BehindView v{.digits = o.month.digits(),
                 .month = name_of_month(o.month, c.lang),
                 .back = {},
                 .earlier = {},
                 .later = {},
                 .what = {},
                 .unit = word_of(cell->unit),
                 .title = "reports.behind_consultations"_w,
                 .n = 0,
                 .edition = o.edition_number(),
                 .from = 0,
                 .until = 0,
                 .of_children = false,
                 .rows = {},
                 .children = {}};
    tell_what(v, o, *cell, c.lang);
    v.back = "/w/reports/monthly/" + v.digits +
             (o.edition ? "?edition=" + std::to_string(o.edition->number) : "");
    if (cell->by) v.back += "#by-" + std::string(kDimensions[std::size_t(*cell->by)]);
    const auto hidden_now =
        o.edition ? protected_children(c.tx, o.reader.centre) : std::set<std::int64_t>{};
    const auto list = entries(o, *cell);
    v.of_children = cell->unit == Unit::persons || cell->unit == Unit::first;
    auto children = v.of_children ? children_of(list, *cell, hidden_now) : std::vector<ChildRow>{};
    const std::size_t count = v.of_children ? children.size() : list.size(),
                      pages = (count + kPage - 1) / kPage;
    const auto page = std::size_t(std::clamp<std::int64_t>(
        c.query.number("page"), 1, std::max<std::int64_t>(1, std::int64_t(pages))));
    const std::size_t from = (page - 1) * kPage, until = std::min(count, page * kPage);
    const Writer writer(c, o, *cell, hidden_now);
    if (v.of_children) {
        v.title = "reports.behind_children"_w;
        v.children.assign(children.begin() + std::ptrdiff_t(from),
                          children.begin() + std::ptrdiff_t(until));
    } else {
        for (std::size_t i = from; i < until; ++i) v.rows.push_back(writer.row(list[i]));
    }
    v.n = std::int64_t(count);
    v.from = std::int64_t(count ? from + 1 : 0);
    v.until = std::int64_t(until);
    v.earlier = page_address(o, *cell, page - 1, pages);
    v.later = page_address(o, *cell, page + 1, pages);
    c.trace(TraceKind::list, "reports.behind",
            "month/" + std::to_string(o.reader.centre.value) + "/" + v.digits, 0,
            "rows=" + std::to_string(v.until - v.from + (count ? 1 : 0)) +
                " of=" + std::to_string(count));
    return c.page(std::move(v), {.title = say("reports.behind_tab"_w, c.lang,
                                              {{"month", name_of_month(o.month, c.lang)}}),
                                 .active = "reports"});
}

}  // namespace michi::reports
