// Values derived from whole tables (counts that every page shows): computed again only after one of
// the tables has changed, here or in another process. The writer moves a table's mark with each
// group that touches it, so a value belongs to the snapshot whose marks it was computed under.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db.hpp"

namespace michi {

class Derived {
  public:
    using Marks = std::vector<std::pair<std::string, std::int64_t>>;
    using Value = std::shared_ptr<const void>;
    /// Null when nothing is kept, or it was computed under other marks.
    Value find(const std::string& what, const Marks& marks) const;
    void keep(const std::string& what, Marks marks, Value value);

  private:
    struct Kept {
        Marks marks;
        Value value;
    };
    mutable std::mutex mutex_;
    std::map<std::string, Kept, std::less<>> kept_;
};

/// The marks of these tables as this snapshot sees them. Throws std::logic_error for a table that has
/// no row in table_mark: a value that is never computed again would be a lie.
Derived::Marks marks_of(Tx& tx, std::span<const std::string_view> tables);

/// `what` names the value, all that it was computed from beside the tables, and whom it is for; one
/// name always stands for one type. `tables` are all that `make` reads.
template <class F>
auto derived(Tx& tx, const std::string& what, std::span<const std::string_view> tables, F&& make)
    -> std::shared_ptr<const std::invoke_result_t<F>> {
    using T = std::invoke_result_t<F>;
    // Inside a change the marks have not moved yet.
    if (tx.writes()) return std::make_shared<const T>(make());
    auto& all = tx.memory<Derived>();
    auto marks = marks_of(tx, tables);
    if (const auto known = all.find(what, marks)) return std::static_pointer_cast<const T>(known);
    const auto value = std::make_shared<const T>(make());
    all.keep(what, std::move(marks), value);
    return value;
}

/// The table that a statement changes; "" for one that only reads.
std::string_view changed_table(std::string_view sql);

/// For the writer: which of the marked tables a group has touched.
class Touched {
  public:
    explicit Touched(Connection& connection);
    void note(std::string_view sql);
    /// Moves their marks, inside the group's transaction.
    void move(Connection& connection);

  private:
    std::map<std::string, bool, std::less<>> marked_;
};

}  // namespace michi
