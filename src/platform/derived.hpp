// Values derived from whole tables (counts that every page shows): computed again only after one of
// the tables has changed, here or in another process. The writer moves a table's mark with each
// group that touches it, so a value belongs to the snapshot whose marks it was computed under.
#pragma once

#include <any>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db.hpp"

namespace michi {

class Derived {
  public:
    using Marks = std::vector<std::pair<std::string, std::int64_t>>;
    std::any find(const std::string& what, const Marks& marks) const;
    void keep(const std::string& what, Marks marks, std::any value);

  private:
    struct Kept {
        Marks marks;
        std::any value;
    };
    mutable std::mutex mutex_;
    std::map<std::string, Kept, std::less<>> kept_;
};

/// All marks as this snapshot sees them.
Derived::Marks marks_of(Tx& tx);

/// `what` names the value and whom it is for. Every table that `make` reads has a row in table_mark.
template <class F>
auto derived(Tx& tx, const std::string& what, F&& make) -> std::invoke_result_t<F> {
    using T = std::invoke_result_t<F>;
    if (tx.writes()) return make();  // sees changes whose marks have not moved yet
    auto& all = tx.memory<Derived>();
    auto marks = marks_of(tx);
    if (const std::any known = all.find(what, marks); known.has_value())
        return std::any_cast<const T&>(known);
    T value = make();
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
