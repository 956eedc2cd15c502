#include "directory/first_rows.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "directory/pages.hpp"

namespace michi::directory {
namespace {

constexpr std::size_t kLooked =
    20;  // rows that may head, sum up or be refused before three are read

struct Told {
    Word field;
    std::string value;
};

std::string shown(const Entry& entry, Field field) {
    const std::string& text = entry.values[field];
    return field == Field::municipality ? place_name(text)
                                        : std::string(first_characters(text, 60));
}

std::vector<Told> told(const Entry& entry) {
    std::vector<Told> fields{{"directory.field_name"_w, entry.values[Field::name]},
                             {"directory.list_kind_of"_w, {}}};
    for (const FieldName& name : field_names())
        if (name.field != Field::name && is_for_people(name.field))
            fields.push_back({name.word, shown(entry, name.field)});
    if (!entry.provider_number.empty())
        fields.push_back({"directory.column_provider"_w, entry.provider_number});
    return fields;
}

std::string value_of(const Entry& entry, const Told& field, Lang lang) {
    if (field.field == "directory.list_kind_of"_w)
        return std::string(word_text(kind_word(entry.kind), lang));
    return field.value;
}

}  // namespace

Reading first_rows(const Table& table, const Layout& layout) {
    Table first;
    first.name = table.name;
    const std::size_t end = std::min(table.rows(), layout.first_row + kLooked);
    for (std::size_t row = 0; row < end; ++row) {
        first.begin_row(table.number(row));
        for (std::size_t i = 0; i < table.columns(row); ++i)
            first.add(table.at(row, i), table.kind(row, i));
    }
    Reading reading = read_table(first, layout);
    if (reading.entries.size() > kFirstRows) reading.entries.resize(kFirstRows);
    return reading;
}

void show_first_rows(const Reading& reading, Lang lang, ColumnsView& view) {
    std::vector<std::vector<Told>> rows;
    for (const Entry& entry : reading.entries) {
        view.rows.push_back(std::to_string(entry.row));
        rows.push_back(told(entry));
    }
    for (const Told& field : rows.empty() ? std::vector<Told>{} : rows.front()) {
        ReadFieldView line{field.field, {}};
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto same = std::ranges::find(rows[i], field.field, &Told::field);
            line.values.push_back(
                same == rows[i].end() ? "" : value_of(reading.entries[i], *same, lang));
        }
        if (std::ranges::any_of(line.values, [](const auto& text) { return !text.empty(); }))
            view.read.push_back(std::move(line));
    }
    for (const Problem& problem : reading.refused)
        if (view.troubles.size() < kFirstRows)
            view.troubles.push_back(say("directory.mapping_trouble"_w, lang,
                                        {{"row", std::to_string(problem.row)},
                                         {"why", say(problem.word, lang, problem.args)}}));
}

std::string told_in_a_line(const Entry& entry, Lang lang) {
    // What tells one place from another; the page of columns shows the rest.
    constexpr std::array kTelling{"directory.field_name"_w,    "directory.list_kind_of"_w,
                                  "directory.field_address"_w, "directory.field_municipality"_w,
                                  "directory.field_phone"_w,   "directory.field_capacity"_w,
                                  "directory.field_hours"_w};
    std::string line;
    for (const Told& field : told(entry)) {
        const std::string value = value_of(entry, field, lang);
        if (value.empty() || std::ranges::find(kTelling, field.field) == kTelling.end()) continue;
        line.append(line.empty() ? "" : "／")
            .append(word_text(field.field, lang))
            .append(": ")
            .append(value);
    }
    return line;
}

}  // namespace michi::directory
