#include "directory/disagreement.hpp"

#include <algorithm>

#include "directory/cells.hpp"
#include "directory/merge.hpp"

namespace michi::directory {
namespace {

constexpr Field kAsked[] = {Field::name, Field::phone, Field::address, Field::capacity,
                            Field::closed};

std::string digits_in(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

/// 41-4019 is 0833-41-4019 without its area code.
bool is_local_form(std::string_view left, std::string_view right) {
    const std::string a = digits_in(left), b = digits_in(right);
    const auto& shorter = a.size() < b.size() ? a : b;
    const auto& longer = a.size() < b.size() ? b : a;
    return shorter.size() >= 5 && shorter.front() != '0' && longer.front() == '0' &&
           longer.ends_with(shorter);
}

bool is_said(const std::vector<Saying>& sayings, Field field, const std::string& text) {
    return std::ranges::any_of(sayings, [&](const Saying& one) {
        return same_meaning(field, one.text, text) ||
               (field == Field::phone && is_local_form(one.text, text));
    });
}

}  // namespace

std::string Disagreement::said() const {
    std::string all;
    for (const Saying& one : sayings)
        all.append(one.source).append("|").append(one.publisher).append("=").append(one.text) +=
            '\n';
    return all;
}

std::vector<Disagreement> disagreements(std::span<const Stored> records) {
    std::vector<const Stored*> lists;
    for (const Stored& record : records)
        if (!record.gone && record.source != kOwnSource) lists.push_back(&record);
    std::ranges::stable_sort(lists, {}, [](const Stored* record) { return rank_of(*record); });
    std::vector<Disagreement> found;
    for (const Field field : kAsked) {
        Disagreement one{field, {}};
        for (const Stored* record : lists) {
            const std::string& text = record->values[field];
            if (!text.empty() && !is_said(one.sayings, field, text))
                one.sayings.push_back({record->source, record->publisher, text});
        }
        if (one.sayings.size() > 1) found.push_back(std::move(one));
    }
    return found;
}

}  // namespace michi::directory
