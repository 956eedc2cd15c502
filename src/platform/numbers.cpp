#include "platform/numbers.hpp"

namespace michi {

std::string json_of(std::span<const std::int64_t> numbers) {
    std::string text = "[";
    for (const std::int64_t number : numbers) {
        if (text.size() > 1) text += ',';
        text += std::to_string(number);
    }
    return text + "]";
}

SqlText is_among(const Tx& tx, Sql column, Sql parameter) {
    const SqlText from = SqlText(" ") + column + " IN (SELECT ";
    return tx.is_postgres() ? from + "CAST(value AS BIGINT) FROM json_array_elements_text(CAST(" +
                                  parameter + " AS JSON)) number) "
                            : from + "value FROM json_each(CAST(" + parameter + " AS TEXT))) ";
}

}  // namespace michi
