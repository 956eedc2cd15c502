// The organisations as a file: told whole, and taken after a look at what would change.

#include <fmt/format.h>

#include <memory>

#include "directory/table.hpp"
#include "platform/sheet.hpp"
#include "record/model.hpp"
#include "setup/pages.hpp"
#include "setup/rules.hpp"

namespace michi::setup {

void render(const ListView& v, web::Out& out);

namespace {

using people::OrganisationCard;
using web::Answer;
using web::Context;

using Read = std::shared_ptr<Result<directory::Table>>;

std::string ja(Word word) { return word ? std::string(word_text(word, Lang::ja)) : std::string(); }

std::string cell_text(const OrganisationCard& card, Column column) {
    const auto& brief = card.brief;
    switch (column) {
        case Column::number:
            return brief.id ? std::to_string(brief.id.value) : "";
        case Column::kind:
            return ja(kind_word(brief.kind));
        case Column::municipality:
            return brief.municipality;
        case Column::desk:
            return ja(desk_word(brief.desk));
        case Column::trade: {
            const auto* trade = record::trade_of(brief.trade);
            return trade ? ja(trade->word) : "";
        }
        case Column::name:
            return brief.name;
        case Column::contact:
            return card.contact;
        case Column::phone:
            return brief.phone;
        case Column::fax:
            return card.fax;
        case Column::hours:
            return card.hours;
        case Column::covered_by:
            return card.covered_by ? std::to_string(card.covered_by.value) : "";
    }
    return {};
}

Sheet sheet_with_headings() {
    Sheet sheet{.name = ja("setup.organisations"_w), .header = {}, .rows = {}, .widths = {}};
    for (const Heading& heading : kHeadings) sheet.header.push_back(ja(heading.word));
    return sheet;
}

/// What was read, written again: the second step takes exactly what the first one showed.
std::string text_of(const directory::Table& table) {
    Sheet sheet;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::vector<SheetCell> cells;
        for (std::size_t column = 0; column < table.columns(row); ++column)
            cells.emplace_back(unguarded(table.at(row, column)));  // csv() guards it again
        if (row == 0)
            for (const auto& cell : cells) sheet.header.push_back(std::get<std::string>(cell));
        else
            sheet.rows.push_back(std::move(cells));
    }
    return csv(sheet);
}

std::string headings_text() {
    std::string all;
    for (const Heading& heading : kHeadings) all += (all.empty() ? "" : "、") + ja(heading.word);
    return all;
}

void fill(const Context& c, ListView& v, const ListRead& read) {
    v.asked = true;
    v.same = read.same;
    for (const ListProblem& p : read.problems)
        v.problems.push_back({std::to_string(p.row), p.value, p.column, p.what});
    for (const ListRow& row : read.rows) {
        const bool fresh = !row.card.brief.id;
        ++(fresh ? v.fresh : v.changed);
        std::string changed;
        for (const Word word : row.changed)
            changed += (changed.empty() ? "" : "・") + std::string(word_text(word, c.lang));
        v.rows.push_back({std::to_string(row.row), row.card.brief.name,
                          town_name(row.card.brief.municipality), std::move(changed),
                          kind_word(row.card.brief.kind), fresh});
    }
}

web::Shell shell(const Context& c) { return shell_of(c, "setup.list_title"_w); }

Answer nothing_read(Context& c, Refusals no) {
    ListView v{.headings = headings_text(), .refusals = std::move(no)};
    return c.refuse(std::move(v), shell(c));
}

}  // namespace

Answer organisations_csv(Context& c) {
    c.require(Act::keep_organisations, {});
    Sheet sheet = sheet_with_headings();
    for (const auto& card : people::organisation_cards(c.tx, false)) {
        if (card.brief.kind == "family") continue;
        std::vector<SheetCell> cells;
        for (const Heading& heading : kHeadings)
            cells.emplace_back(cell_text(card, heading.column));
        sheet.rows.push_back(std::move(cells));
    }
    c.trace(TraceKind::export_, "setup.organisations", "organisations", 0,
            "rows=" + std::to_string(sheet.rows.size()));
    return c.file(csv(sheet), "text/csv; charset=utf-8", "organisations.csv");
}

Answer show_list(Context& c) {
    c.require(Act::keep_organisations, {});
    return c.page(ListView{.headings = headings_text()}, shell(c));
}

void read_list_file(Context& c) {
    const web::Upload* upload = c.form.file("file");
    if (upload && !upload->bytes.empty()) {
        auto tables = directory::read_tables_apart(upload->bytes);
        c.prepared =
            tables ? std::make_shared<Result<directory::Table>>(std::move(tables->front()))
                   : std::make_shared<Result<directory::Table>>(refused(std::move(tables.error())));
    } else if (const auto text = c.form.text("rows"); !text.empty()) {
        c.prepared = std::make_shared<Result<directory::Table>>(directory::read_csv(text));
    }
}

Answer take_list(Context& c) {
    c.require(Act::keep_organisations, {});
    const auto* table = std::any_cast<Read>(&c.prepared);
    Refusals no;
    if (!table)
        no.add("file", "setup.say_file"_w);
    else if (!**table)
        for (const Refusal& why : (**table).error().items) no.add("file", why.word, why.args);
    if (no.any()) return nothing_read(c, std::move(no));
    const auto read = read_list(***table, people::organisation_cards(c.tx, false),
                                people::home_prefecture(c.tx, c.who.organisation));
    ListView v{.text = text_of(***table), .headings = headings_text()};
    fill(c, v, read);
    if (!read.problems.empty()) {
        v.refusals.add("problems", "setup.list_has_problems"_w,
                       {{"n", std::to_string(read.problems.size())}});
        return c.refuse(std::move(v), shell(c));
    }
    if (c.form.text("take") != "1" || read.rows.empty()) return c.page(std::move(v), shell(c));
    for (const ListRow& row : read.rows) keep_organisation(c, row.card);
    c.trace(TraceKind::import_, "setup.organisations", "organisations", 0,
            fmt::format("fresh={} changed={}", v.fresh, v.changed));
    return c.see_other(web::Url("/a/organisations")
                           .query("made", std::to_string(read.rows.size()))
                           .query("by", "list"));
}

}  // namespace michi::setup
