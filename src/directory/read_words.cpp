#include "directory/read_words.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "directory/index.hpp"

namespace michi::directory {
namespace {

constexpr std::size_t kMostQuoted = 3;
constexpr std::size_t kMostChips = 4;  // that stand open: the results are what is looked for

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

std::string without_all_dropped(const Question& q) {
    Question whole = q;
    whole.dropped.clear();
    return std::string(with_question(web::Url("/w/resources"), whole).text());
}

}  // namespace

std::vector<std::string> notes_on(const Understood& understood, std::string_view typed, Lang lang) {
    std::vector<std::string> notes;
    const auto add = [&](Word word, const std::vector<std::string>& words) {
        if (!words.empty()) notes.push_back(say(word, lang, {{"words", quoted(words, lang)}}));
    };
    if (understood.several_ages) notes.emplace_back(word_text("directory.several_ages"_w, lang));
    add("directory.not_asked"_w, understood.denied);
    add("directory.town_elsewhere"_w, understood.elsewhere);
    if (is_longer_than_read(typed))
        notes.push_back(
            say("directory.read_first"_w, lang, {{"n", std::to_string(kLongestTyped)}}));
    return notes;
}

std::string danger_text(Danger danger, Lang lang) {
    if (danger == Danger::none) return {};
    return std::string(word_text(
        danger == Danger::body ? "directory.danger_body"_w : "directory.danger_despair"_w, lang));
}

std::vector<std::string> unread_in(const Understood& understood, const Found& found) {
    std::vector<std::string> unread;
    for (const std::string& word : understood.unknown) {
        const std::string key = fold(word);
        const bool held = std::ranges::any_of(found.matches, [&](const Match& match) {
            return match.said || match.listing->words.find(key) != std::string::npos;
        });
        if (!held) unread.push_back(word);
    }
    return unread;
}

std::vector<std::string> lacking(const Understood& understood, const Snapshot& snapshot) {
    std::vector<std::string> kinds;
    if (understood.danger != Danger::none) return kinds;  // who helps is told before all else
    for (std::size_t i = 0; i < understood.close; ++i)
        if (!understood.supposed && !holds_kind(snapshot, understood.kinds[i]))
            kinds.push_back(understood.kinds[i]);
    return kinds;
}

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

namespace {

void fill_chips(const web::Context& c, ResourcesView& v, const Question& q) {
    for (const Meant& meant : q.understood.meant) {
        auto& list = v.read.size() < kMostChips ? v.read : v.read_more;
        list.push_back({{},
                        name_of(meant, q.understood, c.lang),
                        quoted(meant.from, c.lang),
                        without_reading(q, meant.id),
                        meant.id});
        if (meant.as == Meant::As::municipality)
            v.from_words += (v.from_words.empty() ? "" : "・") + place_name(meant.id);
    }
    if (!q.dropped.empty()) v.restore = without_all_dropped(q);
}

}  // namespace

void fill_read(const web::Context& c, ResourcesView& v, const Question& q, const Snapshot& all,
               const Found& found) {
    for (const std::string& kind : q.asked.kinds)
        v.chosen.push_back({kind_word(kind), {}, {}, without_kind(q, kind), kind});
    if (q.asked.words.empty()) return;
    fill_chips(c, v, q);
    for (const std::string& word : unread_in(q.understood, found))
        v.unknown += say("directory.quoted"_w, c.lang, {{"words", word}});
    v.notes = notes_on(q.understood, q.asked.words, c.lang);
    v.danger = danger_text(q.understood.danger, c.lang);
    v.danger_kind = q.understood.danger == Danger::body ? "body" : "despair";
    if (q.understood.danger == Danger::despair && holds_kind(all, "health_centre"))
        v.listening = "/w/resources?kind=health_centre&asked=1";
    for (const std::string& kind : lacking(q.understood, all)) v.lacking.push_back(kind_word(kind));
    const auto& present = all.index().has_kind;
    for (std::size_t number = 0; number < service_kinds().size(); ++number) {
        if (!present[number]) continue;
        const std::string id(service_kinds()[number].id);
        const auto url = web::Url("/w/resources").query("kind", id).query("asked", "1");
        v.by_kind.push_back({service_kinds()[number].word, {}, {}, std::string(url.text()), id});
    }
}

}  // namespace michi::directory
