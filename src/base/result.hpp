// The first lane of error: what a rule answers when it says no. Stops and faults are exceptions.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "base/word.hpp"

namespace michi {

/// One reason: which field (kWhole = no input could mend it), and the sentence that says what is
/// wrong and what to do now.
struct Refusal {
    std::string field;
    Word word;
    Args args;
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

inline constexpr std::string_view kWhole = "";

struct Refusals {
    std::vector<Refusal> items;

    void add(std::string_view field, Word word, Args args = {}) {
        items.push_back({std::string(field), word, std::move(args)});
    }
    void add(const Refusals& more) {
        items.insert(items.end(), more.items.begin(), more.items.end());
    }
    bool any() const { return !items.empty(); }
    /// True when nothing the person types could change the answer: the page answers 409, not 422.
    bool barred() const {
        return std::ranges::any_of(items, [](const Refusal& r) { return r.field.empty(); });
    }
    const Refusal* on(std::string_view field) const {
        const auto it = std::ranges::find(items, field, &Refusal::field);
        return it == items.end() ? nullptr : &*it;
    }
};

template <class T>
using Result = tl::expected<T, Refusals>;

inline tl::unexpected<Refusals> refused(Refusals why) {
    return tl::unexpected<Refusals>{std::move(why)};
}
inline tl::unexpected<Refusals> refused(std::string_view field, Word word, Args args = {}) {
    Refusals why;
    why.add(field, word, std::move(args));
    return refused(std::move(why));
}

}  // namespace michi
