#include "people/guessing.hpp"

#include <algorithm>

namespace michi::people {

std::int64_t wait_before_guess(const Guesses& guesses, const GuessLimit& limit, Instant at) {
    if (limit.of_all_strangers > 0 && guesses.of_all_strangers >= limit.of_all_strangers)
        return kMinute;
    if (guesses.count < limit.free) return 0;
    const std::int64_t until = guesses.count >= limit.count
                                   ? guesses.oldest.ms + limit.window
                                   : guesses.last.ms + (1000LL << (guesses.count - limit.free));
    return std::clamp<std::int64_t>(until - at.ms, 0, limit.window);
}

}  // namespace michi::people
