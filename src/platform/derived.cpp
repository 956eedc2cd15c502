#include "platform/derived.hpp"

#include <algorithm>
#include <stdexcept>

namespace michi {

constexpr std::size_t kMostKept = 10'000;

Derived::Value Derived::find(const std::string& what, const Marks& marks) const {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(what);
    if (found == kept_.end() || found->second.marks != marks) return nullptr;
    return found->second.value;
}

void Derived::keep(const std::string& what, Marks marks, Value value) {
    const std::lock_guard lock(mutex_);
    if (kept_.size() >= kMostKept) kept_.clear();
    kept_.insert_or_assign(what, Kept{std::move(marks), std::move(value)});
}

Derived::Marks marks_of(Tx& tx, std::span<const std::string_view> tables) {
    Derived::Marks marks;
    marks.reserve(tables.size());
    tx.each("SELECT name, n FROM table_mark ORDER BY name", [&](const Row& row) {
        if (std::ranges::find(tables, row.text(0)) != tables.end())
            marks.emplace_back(row.get<std::string>(0), row.integer(1));
    });
    if (marks.size() != tables.size())
        throw std::logic_error("a table without a mark is derived from");
    return marks;
}

std::string_view changed_table(std::string_view sql) {
    for (const std::string_view verb : {"INSERT INTO ", "UPDATE ", "DELETE FROM "})
        if (sql.starts_with(verb)) {
            sql.remove_prefix(verb.size());
            return sql.substr(0, sql.find_first_of(" ("));
        }
    return {};
}

Touched::Touched(Connection& connection) {
    try {
        connection.execute("SELECT name FROM table_mark", {},
                           [this](const Row& row) { marked_.emplace(row.text(0), false); });
    } catch (const StorageFault&) {  // an older schema: nothing is marked
    }
}

void Touched::note(std::string_view sql) {
    const auto found = marked_.find(changed_table(sql));
    if (found != marked_.end()) found->second = true;
}

void Touched::move(Connection& connection) {
    for (auto& [name, touched] : marked_) {
        if (!touched) continue;
        const Value values[] = {std::string_view(name)};
        connection.execute("UPDATE table_mark SET n = n + 1 WHERE name = $1", values,
                           [](const Row&) {});
        touched = false;
    }
}

}  // namespace michi
