#include "directory/merge.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace michi::directory {

int rank_of(const Stored& record) {
    if (record.source == kOwnSource) return 0;
    const auto source = source_named(record.source);
    const bool prefecture = record.publisher.size() == 6 && record.publisher.substr(2, 3) == "000";
    return (source ? name_of(*source).rank : 9) * 2 + (prefecture ? 1 : 0);
}

Merged merged(std::span<const Stored> records) {
    std::vector<std::size_t> order(records.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        const auto key = [&](std::size_t i) {
            return std::tuple(records[i].gone, rank_of(records[i]), -records[i].batch,
                              records[i].id);  // of lists of one rank the newer word
        };
        return key(a) < key(b);
    });
    Merged result;
    result.from.fill(kNobody);
    // The Centre's own words do not keep alive what every list dropped.
    const auto names_it = [](const Stored& record) { return record.source != kOwnSource; };
    const bool is_listed = std::ranges::any_of(records, names_it);
    result.gone = std::ranges::all_of(records, [&](const Stored& record) {
        return record.gone || (is_listed && !names_it(record));
    });
    if (result.gone)
        for (const Stored& record : records)
            if (record.gone_on && (!result.gone_on || *result.gone_on < *record.gone_on))
                result.gone_on = record.gone_on;
    for (std::size_t i : order) {
        if (records[i].gone && !result.gone) continue;
        for (std::size_t field = 0; field < kFields; ++field) {
            if (result.from[field] != kNobody || records[i].values.text[field].empty()) continue;
            result.values.text[field] = records[i].values.text[field];
            result.from[field] = i;
        }
    }
    return result;
}

}  // namespace michi::directory
