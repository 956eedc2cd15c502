// 集計・報告: the months, one month, its files, its sheet of paper, and publishing it.

#include "base/era.hpp"
#include "people/people.hpp"
#include "platform/derived.hpp"
#include "reports/behind.hpp"
#include "reports/reports.hpp"
#include "reports/rules.hpp"
#include "reports/shown.hpp"

namespace michi::reports {
namespace {

using web::Answer;
using web::Context;
using web::Url;

std::string text(Word word, Lang lang) { return std::string(word_text(word, lang)); }

web::Shell shell(std::string title) { return {.title = std::move(title), .active = "reports"}; }

// ---- the months ----
constexpr std::array<std::string_view, 3> kTotalled{"consultation", "case_record", "month_edition"};

std::vector<CentreChoice> centres_for(Context& c, const Reader& reader) {
    std::vector<CentreChoice> choices;
    if (!reader.is_coarse) return choices;
    for (const auto& centre : people::organisations(c.tx, "centre"))
        if (centre.municipality.starts_with(reader.prefecture))
            choices.push_back(
                {std::to_string(centre.id.value), centre.name, centre.id == reader.centre});
    if (choices.size() < 2) choices.clear();
    return choices;
}

void put(MonthsView& v, MonthRow row, Month month) {
    const std::string year = fiscal_year_name(fiscal_year(month.first()));
    if (v.years.empty() || v.years.back().name != year) v.years.push_back({year, {}});
    v.years.back().months.push_back(std::move(row));
}

std::string published_text(const Context& c, const std::vector<Edition>& all, Month month) {
    for (const Edition& e : all)
        if (e.month == month)
            return say("reports.published_as"_w, c.lang,
                       {{"n", std::to_string(e.number)},
                        {"when", list_date(e.made_at.in_japan(), c.now.today)}});
    return {};
}

Answer months(Context& c) {
    const Reader reader = reader_of(c);
    c.require(Act::see_month, {}, "months/" + std::to_string(reader.centre.value));
    MonthsView v{.centre = reader.centre_name,
                 .centre_id = std::to_string(reader.centre.value),
                 .centres = centres_for(c, reader),
                 .years = {},
                 .is_coarse = reader.is_coarse};
    const auto published = editions(c.tx, reader.centre, std::nullopt);
    const auto row = [&](Month month) {
        return MonthRow{.digits = month.digits(),
                        .name = name_of_month(month, c.lang),
                        .published = published_text(c, published, month),
                        .running = c.now.today <= month.last()};
    };
    if (reader.is_coarse) {
        for (std::size_t i = 0; i < published.size(); ++i)
            if (i == 0 || published[i].month != published[i - 1].month)
                put(v, row(published[i].month), published[i].month);
    } else {
        const auto totals = derived(c.tx, "reports/months/" + v.centre_id, kTotalled,
                                    [&] { return month_totals(c.tx, c.vault, reader.centre); });
        for (const MonthTotal& t : *totals) {
            MonthRow shown = row(t.month);
            shown.all = t.all;
            shown.area = t.area;
            shown.individual = t.all - t.area;
            shown.persons = t.persons;
            shown.edition = t.edition;
            shown.changed = t.changed && t.edition > 0;
            put(v, std::move(shown), t.month);
        }
    }
    return c.page(std::move(v), shell(text("reports.months_title"_w, c.lang)));
}

// ---- one month ----
std::string span_of(Month month, const Context& c) {
    const Date until = std::min(month.last(), std::max(month.first(), c.now.today));
    return say("reports.span"_w, c.lang,
               {{"from", plain_date(month.first())}, {"until", plain_date(until)}});
}

void add_editions(Context& c, MonthView& v, const Opened& o) {
    if (o.reader.is_coarse) return;
    for (const Edition& e : o.editions)
        v.editions.push_back(
            {e.number, list_date(e.made_at.in_japan(), c.now.today) + " " + e.made_at.clock(),
             people::name_of(c.tx, c.vault, e.made_by),
             "/w/reports/monthly/" + v.digits + "?edition=" + std::to_string(e.number),
             o.edition && o.edition->number == e.number});
}

MonthView month_view(Context& c, const Opened& o, Refusals refusals = {}) {
    MonthView v;
    v.digits = o.month.digits();
    v.name = name_of_month(o.month, c.lang);
    v.centre = o.reader.centre_name;
    v.centre_id = o.reader.is_coarse ? std::to_string(o.reader.centre.value) : "";
    v.edition = o.edition_number();
    v.span = span_of(o.month, c);
    const Instant at = o.edition ? o.edition->made_at : c.now.at;
    v.counted_at = list_date(at.in_japan(), c.now.today) + " " + at.clock();
    v.before = o.month.plus(-1).digits();
    v.after = o.month.plus(1).first() <= c.now.today ? o.month.plus(1).digits() : "";
    v.definition = o.edition ? o.edition->definition : std::string(kDefinition);
    v.finding = finding_text(o.report, c.lang);
    v.tiles = tiles_of(o.report, v.edition);
    v.chart = chart_of(o.report, c.lang);
    v.tables = tables_of(o.report, v.edition, c.lang);
    v.is_coarse = o.report.is_coarse;
    v.is_withheld = o.report.is_withheld;
    if (!v.is_coarse)
        v.nameless = {o.report.nameless, grouped(o.report.nameless),
                      address_of({.unit = Unit::nameless}, o.month, v.edition)};
    v.has_drafts = !o.edition && !o.reader.is_coarse && has_drafts(c.tx, o.reader.centre, o.month);
    v.purposes = choices(kPurposes, c.query.text("purpose"));
    v.is_confirmed = c.route->may == Act::see_month && c.query.has("purpose") &&
                     c.may(Act::export_month, {}).allowed() &&
                     !c.may(Act::export_month, {}).step_up();
    v.printed_by = c.who.name;
    v.may_export = ever(c.who.role, Act::export_month);
    const bool publishes = ever(c.who.role, Act::publish_month) && !o.edition;
    v.is_not_over = publishes && reasons_not_to_publish(o.month, c.now.today).any();
    v.may_publish = publishes && !v.is_not_over;
    add_editions(c, v, o);
    v.refusals = std::move(refusals);
    return v;
}

std::string tab_title(const Context& c, const Opened& o) {
    return text("reports.title"_w, c.lang) + " " + name_of_month(o.month, c.lang);
}

Answer month(Context& c) {
    const Opened o = open_report(c, Act::see_month);
    return c.page(month_view(c, o), shell(tab_title(c, o)));
}

Answer paper(Context& c) {
    const Opened o = open_report(c, Act::see_month);
    c.trace(TraceKind::export_, "reports.print",
            "month/" + std::to_string(o.reader.centre.value) + "/" + o.month.digits(), 0,
            "edition=" + std::to_string(o.edition_number()));
    return c.page(SheetView{month_view(c, o)}, {.title = tab_title(c, o), .print = true});
}

// ---- files ----
Sheet about_sheet(const Context& c, const Opened& o) {
    const auto row = [&](Word label, std::string value) {
        return std::vector<SheetCell>{text(label, c.lang), std::move(value)};
    };
    const Instant at = o.edition ? o.edition->made_at : c.now.at;
    Sheet sheet{.name = text("reports.about"_w, c.lang),
                .header = {text("reports.about"_w, c.lang), ""},
                .rows = {},
                .widths = {20, 90}};
    sheet.rows = {
        row("reports.about_centre"_w, o.reader.centre_name),
        row("reports.about_month"_w, name_of_month(o.month, c.lang)),
        row("reports.about_at"_w, plain_date(at.in_japan()) + " " + at.clock()),
        row("reports.about_edition"_w, o.edition ? std::to_string(o.edition->number)
                                                 : text("reports.not_published"_w, c.lang)),
        row("reports.about_definition"_w,
            o.edition ? o.edition->definition : std::string(kDefinition)),
        row("reports.head_all"_w, text("reports.rule_all"_w, c.lang)),
        row("reports.head_mentions"_w, text("reports.rule_mentions"_w, c.lang)),
        row("reports.head_persons"_w, text("reports.rule_persons"_w, c.lang))};
    if (o.report.is_coarse)
        sheet.rows.push_back(row("reports.about_small"_w, text("reports.rule_small"_w, c.lang)));
    return sheet;
}

std::string file_name(const Context& c, const Opened& o, std::string_view ending) {
    std::string name = text("reports.title"_w, c.lang) + "_" + o.month.digits();
    if (o.edition) name += "_" + std::to_string(o.edition->number);
    return name.append(ending);
}

/// After the second factor the reader is back at the month, the purpose chosen: a file that starts from
/// the page of the code would leave it standing there.
Answer to_second_factor(const Context& c) {
    const std::string then = "/w/reports/monthly/" + std::string(c.part("month")) +
                             "?edition=" + std::to_string(c.query.number("edition")) +
                             "&centre=" + std::to_string(c.query.number("centre")) +
                             "&purpose=" + c.query.text("purpose") + "#purpose";
    return c.see_other(Url("/w/step-up").query("then", then));
}

/// The figures as a file: for a purpose that is kept, after the second factor.
template <class Make>
Answer given_out(Context& c, std::string_view format, Make make) {
    if (c.may(Act::export_month, {}).step_up() &&
        record::find_code(c.query.text("purpose"), kPurposes))
        return to_second_factor(c);
    const Opened o = open_report(c, Act::export_month);
    const std::string purpose = c.query.text("purpose");
    if (!record::find_code(purpose, kPurposes)) {
        Refusals no;
        no.add("purpose", "reports.say_purpose"_w);
        return c.refuse(month_view(c, o, no), shell(tab_title(c, o)));
    }
    c.trace(TraceKind::export_, "reports.file",
            "month/" + std::to_string(o.reader.centre.value) + "/" + o.month.digits(), 0,
            "format=" + std::string(format) + " purpose=" + purpose +
                " edition=" + std::to_string(o.edition_number()));
    return make(o);
}

Answer csv_file(Context& c) {
    return given_out(c, "csv", [&](const Opened& o) {
        // What was published goes out as it went out then, byte by byte.
        const bool kept = o.edition && !o.reader.is_coarse;
        return c.file(kept ? csv_of(c.tx, o.edition->id) : csv(sheet_of(o.report, c.lang)),
                      "text/csv; charset=utf-8", file_name(c, o, ".csv"));
    });
}

Answer xlsx_file(Context& c) {
    return given_out(c, "xlsx", [&](const Opened& o) {
        return c.file(xlsx({sheet_of(o.report, c.lang), about_sheet(c, o)}),
                      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                      file_name(c, o, ".xlsx"));
    });
}

// ---- publishing ----
Answer publish_month(Context& c) {
    const Opened o = open_report(c, Act::publish_month);
    if (Refusals no = reasons_not_to_publish(o.month, c.now.today); no.any())
        return c.refuse(month_view(c, o, std::move(no)), shell(tab_title(c, o)));
    const auto number = publish(c.tx, c.vault, o.reader.centre, o.month, c.who.account, c.now.at,
                                o.counted, csv(sheet_of(o.report, Lang::ja)));
    c.trace(TraceKind::create, "reports.publish",
            "month/" + std::to_string(o.reader.centre.value) + "/" + o.month.digits(), 0,
            "edition=" + std::to_string(number));
    return c.see_other(Url("/w/reports/monthly")
                           .segment(o.month.digits())
                           .query("edition", std::to_string(number)));
}

using web::Method;
using web::Route;
constexpr std::array kRoutes{
    Route{Method::get, "/w/reports", months, Act::see_month},
    Route{Method::get, "/w/reports/monthly/{month}", month, Act::see_month},
    Route{Method::get, "/w/reports/monthly/{month}/list", list_behind, Act::see_intake_list},
    Route{Method::get, "/w/reports/monthly/{month}/csv", csv_file, Act::export_month},
    Route{Method::get, "/w/reports/monthly/{month}/xlsx", xlsx_file, Act::export_month},
    Route{Method::post, "/w/reports/monthly/{month}/publish", publish_month, Act::publish_month},
    Route{Method::get, "/print/monthly/{month}", paper, Act::see_month},
};

}  // namespace

web::Part part() { return {"reports", kRoutes}; }

}  // namespace michi::reports
