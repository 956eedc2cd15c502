#include "directory/read_words.hpp"

#include <algorithm>

#include "directory/index.hpp"

namespace michi::directory {
namespace {

constexpr std::size_t kMostQuoted = 3;

std::string without_kind(const Question& q, const std::string& kind) {
    Question less = q;
    std::erase(less.asked.kinds, kind);
    return std::string(with_question(web::Url("/w/resources"), less).text());
}

std::string without_reading(const Question& q, const std::string& id) {
    Question less = q;
    less.dropped.push_back(id);
    return std::string(with_question(web::Url("/w/resources"), less).text());
}

}  // namespace

std::string quoted(const std::vector<std::string>& words, Lang lang) {
    std::string text;
    for (std::size_t i = 0; i < std::min(words.size(), kMostQuoted); ++i)
        text += say("directory.quoted"_w, lang, {{"words", words[i]}});
    return text;
}

std::string name_of(const Meant& meant, const Understood& understood, Lang lang) {
    switch (meant.as) {
        case Meant::As::kind:
            return std::string(word_text(kind_word(meant.id), lang));
        case Meant::As::condition:
            return std::string(word_text(find_condition(meant.id)->word, lang));
        case Meant::As::municipality:
            return place_name(meant.id);
        case Meant::As::age:
            return say("directory.years_old"_w, lang,
                       {{"n", std::to_string(understood.age.value_or(0))}});
    }
    return {};
}

void fill_read(const web::Context& c, ResourcesView& v, const Question& q, const Snapshot& all) {
    for (const std::string& kind : q.asked.kinds)
        v.chosen.push_back({kind_word(kind), {}, {}, without_kind(q, kind), kind});
    for (const Meant& meant : q.understood.meant)
        v.read.push_back({{},
                          name_of(meant, q.understood, c.lang),
                          quoted(meant.from, c.lang),
                          without_reading(q, meant.id),
                          meant.id});
    for (const std::string& word : q.understood.unknown)
        v.unknown += say("directory.quoted"_w, c.lang, {{"words", word}});
    if (q.asked.words.empty()) return;
    const auto& present = all.index().has_kind;
    for (std::size_t number = 0; number < service_kinds().size(); ++number) {
        if (!present[number]) continue;
        const std::string id(service_kinds()[number].id);
        const auto url = web::Url("/w/resources").query("kind", id).query("asked", "1");
        v.by_kind.push_back({service_kinds()[number].word, {}, {}, std::string(url.text()), id});
    }
}

}  // namespace michi::directory
