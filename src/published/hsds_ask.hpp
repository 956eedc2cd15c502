// What a program asks of the API: the parameters of HSDS and those that ORUK adds, each in force together.
#pragma once

#include "base/result.hpp"
#include "published/hsds.hpp"

namespace michi::published {

struct Ask {
    std::string search, term, taxonomy, organization, parent, day, start_time, end_time, postcode;
    std::size_t page{1}, per_page{50};
    std::optional<Instant> modified_after;
    std::optional<int> minimum_age, maximum_age;
    std::optional<double> proximity;  // metres
    bool ndjson{}, minimal{}, full{}, full_service{}, top_only{};
};

/// The name of a whole list, which is the same for whoever asks for it; nothing when it is narrowed or
/// told page by page.
std::optional<std::string> whole_list(const Ask& ask);

inline constexpr std::size_t kMostPerPage = 100;

/// The first parameter that cannot be understood is named.
struct Misunderstood {
    std::string name;
    Word why;  // says the parameter as {name}
};
std::optional<Misunderstood> read_ask(const web::Form& fields, Ask& into);

/// Whether the entry is among what is asked. Nothing known is never counted as fitting.
bool is_asked(const Entry& entry, const Ask& ask, const Hsds& hsds);

/// The middle of what stands under a post code; nothing when none does.
std::optional<directory::Point> middle_of(const Catalogue& all, std::string_view postcode);

}  // namespace michi::published
