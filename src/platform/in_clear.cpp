#include "platform/in_clear.hpp"

#include <utility>

namespace michi {

bool has_in_clear(Tx& tx) {
    return tx.value<std::int64_t>("SELECT count(*) FROM (SELECT 1 FROM in_clear LIMIT 1) one") > 0;
}

void take_in_clear(Tx& tx, std::string_view place,
                   const std::function<void(std::int64_t row, const std::string& value)>& seal) {
    const auto all = tx.all(
        "SELECT row_id, value FROM in_clear WHERE place = $1 ORDER BY row_id",
        [](const Row& row) { return std::pair(row.integer(0), row.get<std::string>(1)); }, place);
    for (const auto& [row, value] : all) seal(row, value);
    tx.run("DELETE FROM in_clear WHERE place = $1", place);
}

std::map<std::string, std::string> codes_in_clear(std::string_view value) {
    std::map<std::string, std::string> codes;
    while (!value.empty()) {
        const std::string_view one = value.substr(0, value.find(';'));
        value.remove_prefix(std::min(one.size() + 1, value.size()));
        if (const auto equals = one.find('='); equals != one.npos && equals + 1 < one.size())
            codes.emplace(one.substr(0, equals), one.substr(equals + 1));
    }
    return codes;
}

}  // namespace michi
