#include "published/hsds_ask.hpp"

#include <algorithm>
#include <charconv>

#include "base/fold.hpp"
#include "published/times.hpp"

namespace michi::published {
namespace {

constexpr std::size_t kLongestText = 200;

template <class N>
std::optional<N> number_in(const std::string& text, N least, N most) {
    N value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<bool> truth_in(const std::string& text) {
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return std::nullopt;
}

std::optional<int> pair_at(std::string_view text, std::size_t at) {
    if (at + 2 > text.size()) return std::nullopt;
    return number_in<int>(std::string(text.substr(at, 2)), 0, 99);
}

/// "2026-11-24", "2026-11-24T08:32:40Z", "…+09:00"; a moment without a zone is one in Japan.
std::optional<Instant> moment_in(const std::string& text) {
    const auto day = Date::parse_iso(std::string_view(text).substr(0, 10));
    if (!day) return std::nullopt;
    const std::int64_t midnight = std::int64_t{*day - Date{}} * 24 * 60 * 60 * 1000;
    constexpr std::int64_t kJapan = 9LL * 60 * 60 * 1000;
    if (text.size() == 10) return Instant{midnight - kJapan};
    const auto hour = pair_at(text, 11), minute = pair_at(text, 14);
    const bool whole = text.size() >= 16 && (text[10] == 'T' || text[10] == ' ') && hour && minute;
    if (!whole) return std::nullopt;
    std::int64_t ms = midnight + (*hour * 60 + *minute) * 60'000LL;
    std::size_t at = 16;
    if (at < text.size() && text[at] == ':') {
        const auto second = pair_at(text, at + 1);
        if (!second) return std::nullopt;
        ms += *second * 1000LL;
        at += 3;
        if (at < text.size() && text[at] == '.') {
            const auto end = std::min(text.find_first_not_of("0123456789", at + 1), text.size());
            std::string digits = text.substr(at + 1, end - at - 1) + "000";
            ms += number_in<int>(digits.substr(0, 3), 0, 999).value_or(0);
            at = end;
        }
    }
    const std::string zone = text.substr(at);
    if (zone == "Z" || zone == "z") return Instant{ms};
    if (zone.empty()) return Instant{ms - kJapan};
    const auto zone_hour = pair_at(zone, 1), zone_minute = pair_at(zone, 4);
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-' && zone[0] != ' ') || !zone_hour ||
        !zone_minute)
        return std::nullopt;
    const std::int64_t off = (*zone_hour * 60 + *zone_minute) * 60'000LL;
    return Instant{zone[0] == '-' ? ms + off : ms - off};
}

/// Reads one parameter after another and keeps the first that is wrong.
class Reading {
  public:
    Reading(const web::Form& fields, std::optional<Misunderstood>& wrong)
        : fields_(fields), wrong_(wrong) {}

    void text(const char* name, std::string& into) {
        into = fields_.text(name);
        if (into.size() > kLongestText) miss(name, "published.ask_too_long"_w);
    }
    template <class N>
    void number(const char* name, std::optional<N>& into, N least, N most, Word what) {
        const std::string given = fields_.text(name);
        if (given.empty()) return;
        into = number_in<N>(given, least, most);
        if (!into) miss(name, what);
    }
    void truth(const char* name, bool& into) {
        const std::string given = fields_.text(name);
        if (given.empty()) return;
        const auto value = truth_in(given);
        value ? void(into = *value) : miss(name, "published.ask_truth"_w);
    }
    void miss(const char* name, Word what) {
        if (!wrong_) wrong_ = Misunderstood{name, what};
    }

  private:
    const web::Form& fields_;
    std::optional<Misunderstood>& wrong_;
};

/// Told page by page, or only some of it.
bool is_narrowed(const Ask& ask) {
    const std::string* words[] = {&ask.search,       &ask.term,     &ask.taxonomy,
                                  &ask.organization, &ask.parent,   &ask.day,
                                  &ask.start_time,   &ask.end_time, &ask.postcode};
    const auto is_said = [](const std::string* text) { return !text->empty(); };
    if (std::ranges::any_of(words, is_said)) return true;
    return ask.modified_after || ask.minimum_age || ask.maximum_age || ask.proximity ||
           !(ask.ndjson || ask.minimal);
}

bool is_time(const std::string& text) {
    const auto hour = pair_at(text, 0), minute = pair_at(text, 3);
    return text.size() == 5 && text[2] == ':' && hour && minute && *hour <= 24 && *minute < 60;
}

bool says(const Entry& entry, const Ask& ask) {
    const std::string words = fold(ask.search);
    return words.empty() || entry.open().words.find(words) != std::string::npos;
}

bool holds_term(const Entry& entry, const Ask& ask) {
    const Term& kind = term_of_kind(entry.kind());
    const auto is = [&](const Term& term) {
        const auto* taxonomy = taxonomy_named(ask.taxonomy);
        return (ask.term.empty() || term.id == ask.term) &&
               (ask.taxonomy.empty() || (taxonomy && taxonomy->code == term.taxonomy));
    };
    if (is(kind)) return true;
    return std::ranges::any_of(entry.open().facts, [&](const directory::KnownFact& fact) {
        const Term* term = term_of_condition(fact.condition);
        return term && fact.answer == directory::Answer::yes && is(*term);
    });
}

/// Takes somebody of these ages: its own range is known and meets the one asked.
bool takes_ages(const Entry& entry, const Ask& ask) {
    if (!ask.minimum_age && !ask.maximum_age) return true;
    const auto* age = entry.open().fact("age");
    if (!age || age->answer != directory::Answer::yes || (!age->low && !age->high)) return false;
    const bool young = !ask.minimum_age || !age->high || *age->high >= *ask.minimum_age;
    const bool old = !ask.maximum_age || !age->low || *age->low <= *ask.maximum_age;
    return young && old;
}

bool is_open_then(const Entry& entry, const Ask& ask) {
    if (!ask.day.empty()) {
        const auto days = weekdays_of(entry.text(Field::days));
        if (std::ranges::find(days, std::string_view(ask.day)) == days.end()) return false;
    }
    if (ask.start_time.empty() && ask.end_time.empty()) return true;
    const Opening opening = opening_of(entry.text(Field::hours));
    return !opening.from.empty() && (ask.start_time.empty() || opening.from <= ask.start_time) &&
           (ask.end_time.empty() || opening.to >= ask.end_time);
}

}  // namespace

std::optional<std::string> whole_list(const Ask& ask) {
    if (is_narrowed(ask)) return std::nullopt;
    std::string name;
    for (const bool one : {ask.ndjson, ask.minimal, ask.full, ask.full_service, ask.top_only})
        name += one ? '1' : '0';
    return name;
}

std::optional<Misunderstood> read_ask(const web::Form& fields, Ask& into) {
    std::optional<Misunderstood> wrong;
    Reading read(fields, wrong);
    read.text("search", into.search);
    read.text("taxonomy_term_id", into.term);
    read.text("taxonomy_id", into.taxonomy);
    read.text("organization_id", into.organization);
    read.text("parent_id", into.parent);
    read.text("postcode", into.postcode);
    std::optional<std::size_t> page, per_page;
    read.number<std::size_t>("page", page, 1, 1'000'000, "published.ask_number"_w);
    read.number<std::size_t>("per_page", per_page, 1, kMostPerPage,
                             "published.ask_number_to_100"_w);
    into.page = page.value_or(1);
    into.per_page = per_page.value_or(into.per_page);
    read.number("minimum_age", into.minimum_age, 0, 150, "published.ask_age"_w);
    read.number("maximum_age", into.maximum_age, 0, 150, "published.ask_age"_w);
    read.number("proximity", into.proximity, 0.0, 1e7, "published.ask_metres"_w);
    read.truth("minimal", into.minimal);
    read.truth("full", into.full);
    read.truth("full_service", into.full_service);
    read.truth("top_only", into.top_only);
    read.text("day", into.day);
    constexpr std::string_view kDays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    if (!into.day.empty() && std::ranges::find(kDays, into.day) == std::end(kDays))
        read.miss("day", "published.ask_weekday"_w);
    read.text("start_time", into.start_time);
    read.text("end_time", into.end_time);
    if (!into.start_time.empty() && !is_time(into.start_time))
        read.miss("start_time", "published.ask_clock"_w);
    if (!into.end_time.empty() && !is_time(into.end_time))
        read.miss("end_time", "published.ask_clock"_w);
    if (const std::string after = fields.text("modified_after"); !after.empty()) {
        into.modified_after = moment_in(after);
        if (!into.modified_after) read.miss("modified_after", "published.ask_moment"_w);
    }
    if (const std::string format = fields.text("format"); !format.empty()) {
        into.ndjson = format == "ndjson";
        if (!into.ndjson && format != "json") read.miss("format", "published.ask_format"_w);
    }
    if (into.proximity && into.postcode.empty())
        read.miss("proximity", "published.ask_needs_postcode"_w);
    return wrong;
}

bool is_asked(const Entry& entry, const Ask& ask, const Hsds& hsds) {
    if (ask.modified_after && last_modified(entry).ms < ask.modified_after->ms) return false;
    if (!says(entry, ask) || !takes_ages(entry, ask) || !is_open_then(entry, ask)) return false;
    if ((!ask.term.empty() || !ask.taxonomy.empty()) && !holds_term(entry, ask)) return false;
    return ask.organization.empty() || hsds.body_id(entry) == ask.organization;
}

std::optional<directory::Point> middle_of(const Catalogue& all, std::string_view postcode) {
    const auto digits = [](std::string_view text) {
        std::string only;
        for (const char c : fold_width(text))
            if (c >= '0' && c <= '9') only += c;
        return only;
    };
    const std::string wanted = digits(postcode);
    if (wanted.size() != 7) return std::nullopt;
    double latitude = 0, longitude = 0, count = 0;
    for (const auto& entry : all.entries())
        for (const auto& spot : entry->open().places)
            if (spot.point && digits(spot.postal) == wanted) {
                latitude += spot.point->latitude;
                longitude += spot.point->longitude;
                ++count;
            }
    if (count == 0) return std::nullopt;
    return directory::Point{latitude / count, longitude / count};
}

}  // namespace michi::published
