#include "schemes/rules.hpp"

#include <algorithm>

#include "base/age.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"

namespace michi::schemes {
namespace {

constexpr int kSchoolEndAge = 18;

enum class Fit { yes, no, ask };

bool is_prefecture(std::string_view code) { return code.substr(2, 3) == "000"; }

Fit fits_place(const Scheme& scheme, const Family& family) {
    if (scheme.place.empty()) return scheme.up_to_municipality ? Fit::ask : Fit::yes;
    if (family.municipality.empty()) return Fit::ask;
    if (is_prefecture(scheme.place)) {
        if (family.municipality.substr(0, 2) != scheme.place.substr(0, 2)) return Fit::no;
        return scheme.up_to_municipality ? Fit::ask : Fit::yes;
    }
    return family.municipality == scheme.place ? Fit::yes : Fit::no;
}

/// The last day by age: the eve on which the age is attained (年齢計算ニ関スル法律), or the school's
/// end.
std::optional<Date> last_day(const Scheme& scheme, Date birth) {
    std::optional<Date> last;
    if (scheme.below_age) last = attains(birth, *scheme.below_age);
    if (scheme.until_school_end) {
        const Date end = first_march_after_18(birth);
        last = last ? std::min(*last, end) : end;
    }
    return last;
}

void judge_birth(const Scheme& scheme, Date birth, Date today, Judged& judged) {
    const auto last = last_day(scheme, birth);
    if (last && today > *last) {
        judged.when = When::never;
        return;
    }
    if (last) judged.until = judged.until ? std::min(*judged.until, *last) : *last;
    if (!scheme.from_age) return;
    const Date first = attains(birth, *scheme.from_age) + 1;  // the birthday
    if (today >= first) return;
    judged.from = judged.from ? std::max(*judged.from, first) : first;
    judged.when = When::later;
}

void judge_age(const Scheme& scheme, int age, Judged& judged) {
    if (scheme.below_age && age >= *scheme.below_age)
        judged.when = When::never;
    else if (scheme.until_school_end && age > kSchoolEndAge)
        judged.when = When::never;
    else if (scheme.from_age && age < *scheme.from_age)
        judged.when = When::later;
    else if (scheme.until_school_end && age == kSchoolEndAge)
        judged.ask_age = true;  // before or after the 31 March
}

/// The municipality's own stands in for the general one.
bool is_answered_by_another(const Scheme& general, const std::vector<Scheme>& all,
                            const Family& family) {
    if (!general.up_to_municipality) return false;
    return std::ranges::any_of(all, [&](const Scheme& own) {
        return !own.retired && !own.place.empty() && own.place == family.municipality &&
               fold(own.name) == fold(general.name) &&
               (!own.valid_until || *own.valid_until >= family.today);
    });
}

}  // namespace

Judged judge(const Scheme& scheme, const Family& family) {
    Judged judged;
    const Fit place = fits_place(scheme, family);
    const bool over = scheme.valid_until && *scheme.valid_until < family.today;
    if (scheme.retired || over || place == Fit::no) return judged;
    judged.when = When::now;
    judged.until = scheme.valid_until;
    if (scheme.valid_from && *scheme.valid_from > family.today) {
        judged.when = When::later;
        judged.from = scheme.valid_from;
    }
    const bool by_age = scheme.from_age || scheme.below_age || scheme.until_school_end;
    if (family.birth)
        judge_birth(scheme, *family.birth, family.today, judged);
    else if (family.age)
        judge_age(scheme, *family.age, judged);
    else
        judged.ask_age = by_age;
    if (judged.when == When::never) return judged;
    judged.ask_place = place == Fit::ask;
    if (judged.when == When::now && (judged.ask_age || judged.ask_place)) judged.when = When::ask;
    return judged;
}

std::vector<Offer> offers(const std::vector<Scheme>& schemes, const Family& family) {
    std::vector<Offer> found;
    for (const Scheme& scheme : schemes) {
        const Judged judged = judge(scheme, family);
        if (judged.when == When::never || is_answered_by_another(scheme, schemes, family)) continue;
        found.push_back({&scheme, judged});
    }
    const auto order = [](const Offer& offer) {
        return offer.judged.when == When::now ? 0 : offer.judged.when == When::ask ? 1 : 2;
    };
    std::ranges::stable_sort(found, {}, order);
    return found;
}

Refusals reasons_not_to_keep(const Scheme& scheme, Date today) {
    Refusals no;
    if (trimmed(scheme.name).empty()) no.add("name", "schemes.say_name"_w);
    if (trimmed(scheme.source).empty()) no.add("source", "schemes.say_source"_w);
    if (scheme.as_of > today) no.add("as_of", "schemes.not_in_future"_w);
    if (!scheme.place.empty() && !is_prefecture(scheme.place) && !find_municipality(scheme.place))
        no.add("place", "schemes.say_place"_w);
    if (scheme.from_age && scheme.below_age && *scheme.from_age >= *scheme.below_age)
        no.add("below_age", "schemes.ages_upside_down"_w);
    if (scheme.valid_from && scheme.valid_until && *scheme.valid_from > *scheme.valid_until)
        no.add("valid_until", "schemes.days_upside_down"_w);
    return no;
}

}  // namespace michi::schemes
