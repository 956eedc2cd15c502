// Which column is what: asked once of a list that nobody knew, shown to be corrected of one that is.

#include <algorithm>

#include "base/text.hpp"
#include "directory/bytes.hpp"
#include "directory/first_rows.hpp"
#include "directory/layout_parts.hpp"
#include "directory/list_identity.hpp"
#include "directory/mapping.hpp"
#include "directory/pages.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

constexpr std::size_t kColumnsShown = 120, kSamples = 3;

struct AskedTable {
    std::string file;
    std::string number;  // of the table among those that are read; "" of one that is not
    std::string unread;  // of the table among those that are not read
    Table table;
    Layout layout;  // as it is read now; of an unknown list only its headings
    bool is_known{}, was_said{};
    std::string stem() const { return name_stem(table.name.empty() ? file : table.name); }
};

std::optional<Layout> read_now(const Table& table, const KeptUpload& kept,
                               std::span<const Mapping> said) {
    auto layout = mapped_as_said(table, said);
    return layout ? layout : recognise(table, source_named(kept.kind));
}

/// The headings of a list that nobody knew.
Layout only_headings(const Table& table) {
    Layout layout;
    const std::size_t row = heading_row(table);
    layout.source = Source::facility;
    layout.place.fill(kAbsent);
    layout.first_row = row + 1;
    layout.headings = heading_cells(table, row);
    return layout;
}

std::string mark_of(const AskedTable& list) {
    return mark_of_table(list.table.name, headings_key(list.layout.headings));
}

/// The table that is asked about, by its place among those that are read or those that are not; else
/// the first that nobody knows and that holds more than its headings.
AskedTable asked_table(Context& c) {
    const KeptUpload kept = find_upload(c.tx, c.part("upload"), c.who.account);
    auto tables = read_tables_apart(kept.bytes);
    if (!tables) throw NotFound{};
    const auto said = mappings(c.tx, kept.name);
    const auto asked = [&](std::string_view name) {
        return c.form.maybe(name).value_or(c.query.text(name));
    };
    const std::string number = asked("table"), unread = asked("unread");
    std::size_t place = 0, place_of_unread = 0;
    for (Table& table : *tables) {
        auto layout = read_now(table, kept, said);
        if (!layout && table.rows() > 0) {
            const std::string own = std::to_string(place_of_unread++);
            if (!number.empty() || (unread.empty() ? table.rows() == 1 : unread != own)) continue;
            Layout headings = only_headings(table);
            return {kept.name, {}, own, std::move(table), std::move(headings), false, false};
        }
        if (!layout || std::to_string(place++) != number) continue;
        if (layout->source == Source::hsds || layout->first_row == 0)
            break;  // no headings of its own
        const bool by_person = mapped_as_said(table, said).has_value();
        return {kept.name, number, {}, std::move(table), std::move(*layout), true, by_person};
    }
    throw NotFound{};
}

std::string samples(const AskedTable& list, std::size_t column) {
    std::string text;
    std::size_t shown = 0;
    for (std::size_t row = list.layout.first_row; row < list.table.rows() && shown < kSamples;
         ++row) {
        const std::string value(first_characters(list.table.at(row, column), 30));
        if (value.empty() || value.find(kBroken) != std::string::npos) continue;
        text.append(text.empty() ? "" : " ／ ").append(value);
        ++shown;
    }
    return text;
}

/// As it was chosen, else as it is read now, else what the heading itself says.
std::string chosen(const Context& c, const AskedTable& list, std::size_t column) {
    const std::string name = "c" + std::to_string(column);
    for (const web::Form* typed : {&c.form, &c.query})
        if (const auto id = typed->maybe(name)) return *id;
    if (list.is_known) return std::string(id_of(list.layout, column));
    const std::string& heading = list.layout.headings[column];
    for (const Mappable& one : mappable())
        if (heading.find(word_text(one.word, Lang::ja)) != std::string::npos)
            return std::string(one.id);
    return {};
}

std::string chosen_source(const Context& c, const AskedTable& list) {
    for (const web::Form* typed : {&c.form, &c.query})
        if (const auto source = typed->maybe("source")) return *source;
    return std::string(name_of(list.layout.source).id);
}

/// One id a column; what the page guesses by itself stands once.
Mapping said(const Context& c, const AskedTable& list) {
    Mapping mapping{headings_key(list.layout.headings),
                    source_named(chosen_source(c, list)).value_or(Source::facility),
                    {},
                    list.stem()};
    const bool guessed = !c.form.maybe("source") && !c.query.maybe("source");
    for (std::size_t i = 0; i < list.layout.headings.size(); ++i) {
        std::string id = i < kColumnsShown ? chosen(c, list, i) : "";
        const bool known = std::ranges::find(mappable(), id, &Mappable::id) != mappable().end();
        if (!known || (guessed && std::ranges::count(mapping.columns, id) > 0)) id.clear();
        mapping.columns.push_back(std::move(id));
    }
    return mapping;
}

HeadingView heading_view(const Context& c, const AskedTable& list, const Mapping& mapping,
                         std::size_t column) {
    HeadingView v{static_cast<std::int64_t>(column),
                  std::string(first_characters(list.layout.headings[column], 40)),
                  samples(list, column),
                  {}};
    if (v.heading.empty())
        v.heading = say("directory.mapping_nth"_w, c.lang, {{"n", std::to_string(column + 1)}});
    for (const Mappable& one : mappable())
        v.columns.push_back(
            {std::string(one.id), one.word, {}, one.id == mapping.columns[column], false});
    return v;
}

ColumnsView columns_view(const Context& c, const AskedTable& list) {
    ColumnsView v;
    v.token = c.part("upload");
    v.file = list.table.name.empty() ? list.file : list.file + " / " + list.table.name;
    v.table = list.number, v.unread = list.unread;
    v.of = mark_of(list);
    v.is_known = list.is_known, v.was_said = list.was_said;
    const Mapping mapping = said(c, list);
    for (const SourceName& name : source_names())
        if (name.source != Source::hsds)
            v.kinds.push_back(
                {std::string(name.id), name.word, {}, name.source == mapping.source, false});
    for (std::size_t i = 0; i < std::min(list.layout.headings.size(), kColumnsShown); ++i)
        v.headings.push_back(heading_view(c, list, mapping, i));
    if (!check_mapping(mapping).any())
        show_first_rows(first_rows(list.table, read_as(list.table, list.layout, mapping)), c.lang,
                        v);
    return v;
}

web::Shell mapping_shell(const Context& c) {
    web::Shell shell = resources_shell(c, "directory.mapping_title"_w);
    shell.focus = false;
    return shell;
}

/// The same page with what was chosen: nothing is kept until it is said to be right.
Url shown_so(const Context& c, const AskedTable& list, const Mapping& mapping) {
    Url page = Url("/w/resources/import").segment(c.part("upload")).segment("columns");
    if (!list.number.empty()) page.query("table", list.number);
    if (!list.unread.empty()) page.query("unread", list.unread);
    page.query("source", name_of(mapping.source).id);
    for (std::size_t i = 0; i < std::min(mapping.columns.size(), kColumnsShown); ++i)
        page.query("c" + std::to_string(i), mapping.columns[i]);
    return page;
}

using Prepared = std::shared_ptr<AskedTable>;

}  // namespace

web::Answer show_columns(Context& c) {
    c.require(Act::import_directory, {});
    return c.page(columns_view(c, asked_table(c)), mapping_shell(c));
}

void read_columns(Context& c) { c.prepared = std::make_shared<AskedTable>(asked_table(c)); }

web::Answer save_columns(Context& c) {
    c.require(Act::take_upload, {.mine = Mine::own});  // find_upload() asked whose
    const auto list = std::any_cast<Prepared>(c.prepared);
    const Url preview = Url("/w/resources/import").segment(c.part("upload"));
    // Columns of another table were said meanwhile, so that this number is another table's.
    if (c.form.maybe("of").value_or(mark_of(*list)) != mark_of(*list)) return c.see_other(preview);
    const Mapping mapping = said(c, *list);
    if (c.form.text("what") == "forget") {
        forget_mapping(c.tx, mapping.headings, mapping.file_stem);
        c.trace(TraceKind::change, "directory.mapping", "");
        return c.see_other(preview);
    }
    if (Refusals no = check_mapping(mapping); no.any()) {
        ColumnsView v = columns_view(c, *list);
        v.refusals = std::move(no);
        return c.refuse(std::move(v), mapping_shell(c));
    }
    if (c.form.text("what") == "look") return c.see_other(shown_so(c, *list, mapping));
    save_mapping(c.tx, mapping, c.who.account, c.now.at);
    c.trace(TraceKind::change, "directory.mapping", std::string(name_of(mapping.source).id));
    return c.see_other(preview);
}

}  // namespace michi::directory
