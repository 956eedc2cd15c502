#include "record/model.hpp"

#include <algorithm>

namespace michi::record {

const Code* find_code(std::string_view id, const Code* begin, const Code* end) {
    const auto* found = std::find_if(begin, end, [&](const Code& c) { return c.id == id; });
    return found == end ? nullptr : found;
}

const Side& side_of(std::string_view id) {
    const auto it = std::ranges::find(kSides, id, &Side::id);
    return it == kSides.end() ? kSides[2] : *it;
}

const Trade* trade_of(std::string_view id) {
    const auto it = std::ranges::find(kTrades, id, &Trade::id);
    return it == kTrades.end() ? nullptr : it;
}

std::size_t care_rank(std::string_view kind) {
    return std::size_t(std::ranges::find(kCareKinds, kind, &Code::id) - kCareKinds.begin());
}

bool waits_to_be_told(const EntryRow& entry) {
    return entry.kind == "reply" && entry.side != "c" && !entry.told_at &&
           !entry.text.reveal().empty();
}

bool is_of_a_deed(const EntryRow& entry) {
    return entry.kind == "request" || entry.kind == "reply" || entry.kind == "machine";
}

}  // namespace michi::record
