// Words and lines that several pages of the directory share.

#include "base/era.hpp"
#include "base/municipality.hpp"
#include "directory/pages.hpp"

namespace michi::directory {

Visibility may_see(Role role) {
    switch (role) {
        case Role::centre_counsellor:
        case Role::centre_head:
        case Role::receptionist:
        case Role::administrator:
            return Visibility::centre;
        case Role::municipal_officer:
        case Role::local_coordinator:
        case Role::partner:
        case Role::prefecture_officer:
            return Visibility::partners;
        case Role::family:
            return Visibility::open;
    }
    return Visibility::open;
}

std::string place_name(std::string_view municipality) {
    const auto* found = find_municipality(municipality);
    return found ? std::string(found->name) : std::string{};
}

Word kind_word(std::string_view kind) {
    const auto* found = find_kind(kind);
    return found ? found->word : "directory.kind_public_facility"_w;
}

std::string fresh_line(const web::Context& c, const Listing& listing, std::optional<Date> fresh,
                       bool old) {
    if (!fresh) return std::string(word_text("directory.never_asked"_w, c.lang));
    const std::string day = list_date(*fresh, c.now.today);
    if (old) return say("directory.asked_long_ago"_w, c.lang, {{"day", day}});
    std::string who = listing.confirmed_on == fresh ? listing.confirmed_by : "";
    for (const KnownFact& fact : listing.facts)
        if (fact.as_of == *fresh && !fact.told_to.empty()) who = fact.told_to;
    if (who.empty()) return say("directory.asked_on"_w, c.lang, {{"day", day}});
    return say("directory.asked_by"_w, c.lang, {{"day", day}, {"who", who}});
}

std::string first_phone(const Values& values) {
    const std::string& phone = values[Field::phone];
    return phone.substr(0, phone.find(" / "));
}

std::string digits_of(std::string_view phone) {
    std::string digits;
    const auto end = phone.find("内線");
    for (char c : phone.substr(0, end))
        if (c >= '0' && c <= '9') digits += c;
    return digits.size() >= 9 && digits.front() == '0' ? digits : "";
}

std::string tone_of(Answer answer) {
    return answer == Answer::yes ? "y" : answer == Answer::no ? "n" : "u";
}

web::Shell resources_shell(const web::Context& c, Word title) {
    return {.title = std::string(word_text(title, c.lang)), .active = "resources", .focus = true};
}

}  // namespace michi::directory
