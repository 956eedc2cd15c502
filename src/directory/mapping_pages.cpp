// A list that nobody knew: which column is what, asked once.

#include <algorithm>

#include "base/text.hpp"
#include "directory/bytes.hpp"
#include "directory/mapping.hpp"
#include "directory/pages.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

constexpr std::size_t kColumnsShown = 120, kSamples = 3;

struct Unknown {
    std::string file;
    Table table;
    std::size_t row{};
};

/// The first table of the kept file that holds more than its headings.
Unknown unknown_list(Context& c) {
    const KeptUpload kept = find_upload(c.tx, c.part("upload"), c.who.account);
    auto tables = read_tables_apart(kept.bytes);
    if (!tables) throw NotFound{};
    const auto found =
        std::ranges::find_if(*tables, [](const Table& table) { return table.rows() > 1; });
    if (found == tables->end()) throw NotFound{};
    const std::size_t row = heading_row(*found);
    return {kept.name, std::move(*found), row};
}

std::string samples(const Unknown& list, std::size_t column) {
    std::string text;
    std::size_t shown = 0;
    for (std::size_t row = list.row + 1; row < list.table.rows() && shown < kSamples; ++row) {
        const std::string value(first_characters(list.table.at(row, column), 30));
        if (value.empty() || value.find(kBroken) != std::string::npos) continue;
        text.append(text.empty() ? "" : " ／ ").append(value);
        ++shown;
    }
    return text;
}

/// As it was chosen, else what the heading itself says.
std::string chosen(const Context& c, const Unknown& list, std::size_t column) {
    const std::string name = "c" + std::to_string(column);
    if (const auto typed = c.form.maybe(name)) return *typed;
    const std::string_view heading = list.table.at(list.row, column);
    for (const Mappable& one : mappable())
        if (heading.find(word_text(one.word, Lang::ja)) != std::string_view::npos)
            return std::string(one.id);
    return {};
}

MappingView mapping_view(const Context& c, const Unknown& list) {
    MappingView v;
    v.token = c.part("upload");
    v.file = list.file;
    const std::string source = c.form.maybe("source").value_or("facility");
    for (const SourceName& name : source_names())
        v.kinds.push_back({std::string(name.id), name.word, {}, name.id == source, false});
    const std::size_t columns = std::min(list.table.columns(list.row), kColumnsShown);
    std::vector<std::string> taken;
    for (std::size_t i = 0; i < columns; ++i) {
        std::string is = chosen(c, list, i);
        const bool again = !c.form.maybe("source") && std::ranges::count(taken, is) > 0;
        taken.push_back(again ? "" : is);
        v.headings.push_back({static_cast<std::int64_t>(i),
                              std::string(first_characters(list.table.at(list.row, i), 40)),
                              samples(list, i),
                              {}});
        if (v.headings.back().heading.empty())
            v.headings.back().heading =
                say("directory.mapping_nth"_w, c.lang, {{"n", std::to_string(i + 1)}});
        for (const Mappable& one : mappable())
            v.headings.back().columns.push_back(
                {std::string(one.id), one.word, {}, one.id == taken.back(), false});
    }
    return v;
}

web::Shell mapping_shell(const Context& c) {
    web::Shell shell = resources_shell(c, "directory.mapping_title"_w);
    shell.focus = false;
    return shell;
}

Mapping said(const Context& c, const Unknown& list) {
    Mapping mapping{headings_key(list.table, list.row),
                    source_named(c.form.text("source")).value_or(Source::facility),
                    {}};
    for (std::size_t i = 0; i < list.table.columns(list.row); ++i) {
        const std::string id = c.form.text("c" + std::to_string(i));
        const bool known = std::ranges::find(mappable(), id, &Mappable::id) != mappable().end();
        mapping.columns.push_back(known ? id : "");
    }
    return mapping;
}

using Prepared = std::shared_ptr<Unknown>;

}  // namespace

web::Answer show_columns(Context& c) {
    c.require(Act::import_directory, {});
    return c.page(mapping_view(c, unknown_list(c)), mapping_shell(c));
}

void read_columns(Context& c) { c.prepared = std::make_shared<Unknown>(unknown_list(c)); }

web::Answer save_columns(Context& c) {
    c.require(Act::take_upload, {.mine = Mine::own});  // find_upload() asked whose
    const auto list = std::any_cast<Prepared>(c.prepared);
    const Mapping mapping = said(c, *list);
    if (Refusals no = check_mapping(mapping); no.any()) {
        MappingView v = mapping_view(c, *list);
        v.refusals = std::move(no);
        return c.refuse(std::move(v), mapping_shell(c));
    }
    save_mapping(c.tx, mapping, c.who.account, c.now.at);
    c.trace(TraceKind::change, "directory.mapping", std::string(name_of(mapping.source).id));
    return c.see_other(Url("/w/resources/import").segment(c.part("upload")));
}

}  // namespace michi::directory
