#include "directory/everyday.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <unordered_map>

#include "base/fold.hpp"
#include "base/text.hpp"
#include "directory/kinds.hpp"

namespace michi::directory {
namespace {

struct Row {
    std::string_view about, forms, kinds, conditions;
};
constexpr Row kRows[] = {
#include "directory/everyday.inc"
};
struct TogetherRow {
    std::string_view one, other, kinds, conditions;
};
constexpr TogetherRow kTogether[] = {
#include "directory/together.inc"
};
constexpr std::string_view kSilent[] = {
#include "directory/silent.inc"
};

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::vector<WeighedKind> weighed(std::string_view text) {
    std::vector<WeighedKind> kinds;
    for (const std::string_view part : parts_of(text)) {
        const std::size_t colon = part.find(':');
        int weight = 0;
        std::from_chars(part.data() + colon + 1, part.data() + part.size(), weight);
        const auto* kind = find_kind(part.substr(0, colon));
        if (kind)
            kinds.push_back({static_cast<std::size_t>(kind - service_kinds().data()), weight});
    }
    return kinds;
}

/// The parts of 「家族会・きょうだい会」 and 「共同生活援助（グループホーム）」.
std::vector<std::string_view> names_in(std::string_view official) {
    static constexpr std::string_view kMarks[] = {"・", "（", "）", " "};
    std::vector<std::string_view> names;
    while (!official.empty()) {
        std::size_t end = official.size(), mark = 0;
        for (const std::string_view one : kMarks)
            if (const std::size_t at = official.find(one); at < end) end = at, mark = one.size();
        if (end > 0) names.push_back(official.substr(0, end));
        official.remove_prefix(end + mark);
    }
    return names;
}

class Vocabulary {
  public:
    Vocabulary() {
        for (const Row& row : kRows) {
            const Sense& sense = senses_.emplace_back(
                Sense{row.about, weighed(row.kinds), parts_of(row.conditions)});
            for (const std::string_view form : parts_of(row.forms)) add(form, &sense);
        }
        add_names();
        for (const std::string_view words : kSilent)
            for (const std::string_view form : parts_of(words)) add(form, nullptr);
    }
    FormRead longest(std::string_view folded) const {
        std::size_t end = 0;
        FormRead best;
        while (end < folded.size() && end < longest_) {
            end += first_characters(folded.substr(end), 1).size();
            const auto found = forms_.find(std::string(folded.substr(0, end)));
            if (found != forms_.end()) best = {found->second, end};
        }
        return best;
    }

  private:
    /// What everyday words say of a form stands before the kind of that name.
    void add_names() {
        const auto all = service_kinds();
        const auto name = [&](std::string_view form, std::size_t kind) {
            const std::string folded = fold(form);
            if (folded.size() < 6 || forms_.contains(folded)) return;
            add(form, &senses_.emplace_back(Sense{{}, {{kind, kNamedWeight}}, {}}));
        };
        for (std::size_t kind = 0; kind < all.size(); ++kind) {
            for (const std::string_view part : names_in(word_text(all[kind].word, Lang::ja)))
                name(part, kind);
            const std::string_view english = word_text(all[kind].word, Lang::en);
            name(trimmed(english.substr(0, english.find('('))), kind);
        }
        for (const PublishedName& alias : names_of_kinds())
            if (const auto* kind = find_kind(alias.id))
                name(alias.part, static_cast<std::size_t>(kind - all.data()));
    }
    void add(std::string_view form, const Sense* sense) {
        std::string folded = fold(form);
        if (folded.empty()) return;
        longest_ = std::max(longest_, folded.size());
        auto& senses = forms_[std::move(folded)];
        if (sense && std::ranges::find(senses, sense) == senses.end()) senses.push_back(sense);
    }
    std::deque<Sense> senses_;
    std::unordered_map<std::string, std::vector<const Sense*>> forms_;
    std::size_t longest_{};
};

}  // namespace

FormRead longest_form(std::string_view folded) {
    static const Vocabulary vocabulary;
    return vocabulary.longest(folded);
}

std::span<const Together> said_together() {
    static const auto made = [] {
        std::vector<Together> all;
        for (const TogetherRow& row : kTogether)
            all.push_back({row.one, row.other, {"", weighed(row.kinds), parts_of(row.conditions)}});
        return all;
    }();
    return made;
}

}  // namespace michi::directory
