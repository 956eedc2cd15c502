// Many rows into one table, by the engine's quickest way: a statement kept ready, or COPY.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "platform/db.hpp"

namespace michi {

/// Sets the values of one more row, which stay valid until it is called again; false: there is none.
using NextRow = std::function<bool(std::span<Value>)>;

/// What a connection of our own can do beside `Connection`; the writer's jobs cannot.
class Loading {
  public:
    virtual ~Loading() = default;
    virtual void load(std::string_view table, std::span<const std::string> columns,
                      const NextRow& next) = 0;
};

/// Inside a transaction of a connection that `connector` or `open_sqlite` has made.
inline void load(Connection& connection, std::string_view table,
                 std::span<const std::string> columns, const NextRow& next) {
    dynamic_cast<Loading&>(connection).load(table, columns, next);
}

}  // namespace michi
