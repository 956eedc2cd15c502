// Needs in words.

#include "needs/pages.hpp"

namespace michi::needs {

bool sees_whole(const web::Context& c) { return c.may(Act::edit_directory, {}).allowed(); }

std::string kind_text(const web::Context& c, std::string_view kind) {
    return std::string(
        word_text(kind.empty() ? "needs.any_kind"_w : directory::kind_word(kind), c.lang));
}

std::string area_text(const web::Context& c, std::string_view municipality) {
    return municipality.empty() ? std::string(word_text("needs.anywhere"_w, c.lang))
                                : directory::place_name(municipality);
}

std::vector<std::string> words_of(const web::Context& c, const Need& need) {
    std::vector<std::string> words;
    for (const std::string& kind : need.kinds) words.push_back(kind_text(c, kind));
    for (const std::string& id : need.conditions) {
        const auto colon = id.find(':');
        const auto* condition = directory::find_condition(std::string_view(id).substr(0, colon));
        if (!condition) continue;
        if (colon == id.npos)
            words.emplace_back(word_text(condition->word, c.lang));
        else
            words.push_back(
                say(condition->id == "weight" ? "needs.kilograms"_w : "directory.years_old"_w,
                    c.lang, {{"n", id.substr(colon + 1)}}));
    }
    if (need.within_km)
        words.push_back(*need.within_km == 0 ? std::string(word_text("directory.inside"_w, c.lang))
                                             : say("directory.within"_w, c.lang,
                                                   {{"km", std::to_string(*need.within_km)}}));
    return words;
}

std::string text_of(const web::Context& c, const Need& need) {
    std::string text;
    for (const std::string& word : words_of(c, need))
        text.append(text.empty() ? "" : "・").append(word);
    return text;
}

web::Shell shell_of(const web::Context& c, Word title) {
    return {.title = std::string(word_text(title, c.lang)), .active = "issues"};
}

}  // namespace michi::needs
