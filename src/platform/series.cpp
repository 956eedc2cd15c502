#include "platform/series.hpp"

namespace michi {

std::int64_t next_number(Tx& tx, std::string_view series) {
    return tx.value<std::int64_t>(
        "INSERT INTO number_series (series, last_number) VALUES ($1, 1)"
        " ON CONFLICT (series) DO UPDATE SET last_number = number_series.last_number + 1"
        " RETURNING last_number",
        series);
}

std::int64_t claim_number(Tx& tx, std::string_view series, std::int64_t number) {
    tx.run(
        "INSERT INTO number_series (series, last_number) VALUES ($1, $2)"
        " ON CONFLICT (series) DO UPDATE SET last_number = CASE"
        " WHEN number_series.last_number < $2 THEN $2 ELSE number_series.last_number END",
        series, number);
    return number;
}

}  // namespace michi
