#include "directory/hsds_file.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "directory/hsds_columns.hpp"
#include "directory/hsds_json.hpp"
#include "directory/hsds_shape.hpp"

namespace michi::directory {
namespace {

namespace json = boost::json;
using Object = json::object;

const json::value* at(const Object& object, std::string_view name) {
    return object.if_contains(name);
}

class HsdsReader {
  public:
    Result<Table> read(std::string_view file) {
        table_.begin_row(0);
        for (const HsdsColumn& column : hsds_columns()) table_.add(column.heading);
        json::error_code wrong;
        const json::value whole = json::parse(file, wrong);
        if (!wrong)
            take(whole);
        else if (!read_lines(file))
            return refused(kWhole, "directory.json_broken"_w);
        if (over_) return refused(kWhole, over_, {{"row", std::to_string(kRowLimit + 1)}});
        if (count_ == 0) return refused(kWhole, "directory.json_without_services"_w);
        return std::move(table_);
    }

  private:
    /// One object a line (NDJSON): every line is one, or the file is none.
    bool read_lines(std::string_view file) {
        bool any = false;
        while (!file.empty()) {
            const auto end = std::min(file.find('\n'), file.size());
            const std::string line = trimmed(file.substr(0, end));
            file.remove_prefix(std::min(end + 1, file.size()));
            if (line.empty()) continue;
            json::error_code wrong;
            const json::value value = json::parse(line, wrong);
            if (wrong || !value.is_object()) return false;
            take(value);
            any = true;
        }
        return any;
    }
    void take(const json::value& value) {
        if (const auto* list = value.if_array())
            for (const auto& item : *list) take_object(item);
        else
            take_object(value);
    }
    void take_object(const json::value& value) {
        const auto* object = value.if_object();
        if (!object) return;
        if (const auto* page = at(*object, "contents"); page && page->is_array())
            return take(*page);
        if (const auto* services = at(*object, "services"); services && services->is_array())
            return take_body(*object);
        if (at(*object, "status") || at(*object, "organization_id")) take_service(*object);
    }
    /// A body that names its services: each of them is told with its body.
    void take_body(const Object& body) {
        Object around = body;
        around.erase("services");
        each_object(body, "services", [&](const Object& service) {
            Object whole = service;
            if (!whole.contains("organization")) whole["organization"] = around;
            take_service(std::move(whole));
        });
    }
    void take_service(Object service) {
        if (over_) return;
        table_.begin_row(++count_);
        over_ = table_.too_much();
        LeftOut left_out;
        const bool whole = fit_to_shape(service, "service", left_out);
        for (const HsdsColumn& column : hsds_columns())
            if (column.column == Column::told)
                add_told(service, whole ? std::string() : left_out.back());
            else if (column.column == Column::left_out)
                table_.add(whole ? named(left_out) : "");
            else
                table_.add(said_in(service, column.column));
    }
    void add_told(const Object& service, const std::string& missing) {
        if (missing.empty()) return table_.add(json::serialize(service));
        const auto column = std::ranges::find(hsds_columns(), Column::told, &HsdsColumn::column);
        table_.problems.push_back({count_,
                                   std::to_string(column - hsds_columns().begin()),
                                   "directory.hsds_lacks"_w,
                                   {{"value", missing}}});
        table_.add("", CellKind::broken);
    }
    static std::string named(const LeftOut& left_out) {
        std::string paths;
        for (const std::string& path : left_out)
            if (paths.size() < 200) append(paths, "、", path);
        return paths;
    }
    Table table_;
    Word over_{};
    std::size_t count_{};
};

}  // namespace

bool may_be_json(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return false;
    if (text[first] == '{') return true;
    const auto second = text.find_first_not_of(" \t\r\n", first + 1);
    return text[first] == '[' && second != text.npos &&
           (text[second] == '{' || text[second] == ']');
}

Result<Table> read_hsds(std::string_view text) { return HsdsReader().read(text); }

std::optional<Layout> hsds_layout(const Table& table) {
    const std::size_t columns = std::size(hsds_columns());
    if (table.rows() == 0 || table.columns(0) != columns) return std::nullopt;
    Layout layout;
    layout.source = Source::hsds;
    layout.first_row = 1;
    layout.place.fill(kAbsent);
    for (std::size_t i = 0; i < columns; ++i) {
        if (table.at(0, i) != hsds_columns()[i].heading) return std::nullopt;
        layout.place[static_cast<std::size_t>(hsds_columns()[i].column)] = i;
        layout.headings.emplace_back(hsds_columns()[i].heading);
    }
    return layout;
}

}  // namespace michi::directory
