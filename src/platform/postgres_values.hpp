// Values on their way into and out of PostgreSQL: text for parameters but bytes as they are, binary
// for results.
#pragma once

#include <libpq-fe.h>

#include <deque>
#include <span>
#include <string>
#include <vector>

#include "platform/db.hpp"

namespace michi {

class PostgresParameters {
  public:
    explicit PostgresParameters(std::span<const Value> values);
    int count() const { return static_cast<int>(pointers_.size()); }
    const char* const* values() const { return pointers_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

  private:
    void add(const Value& value);
    void add_text(std::string text);
    void put(const char* start, std::size_t size, bool binary);

    std::vector<std::string> kept_;
    std::vector<const char*> pointers_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

/// One row as COPY … FROM STDIN reads it, with the end of its line.
void add_copy_line(std::string& lines, std::span<const Value> values);

class PostgresRow : public Row {
  public:
    explicit PostgresRow(const PGresult* result) : result_(result) {}
    void stand_on(int row) { row_ = row; }
    bool null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
    std::int64_t integer(int column) const override;
    double real(int column) const override;
    std::string_view text(int column) const override;
    std::string_view blob(int column) const override;

  private:
    const PGresult* result_;
    int row_{};
    mutable std::deque<std::string> written_;  // numbers asked for as text
};

}  // namespace michi
