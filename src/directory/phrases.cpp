#include "directory/phrases.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "directory/directory.hpp"

namespace michi::directory {
namespace {

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> parts;
    const std::string plain = fold_width(text);
    for (std::size_t at = 0; at < plain.size();) {
        const auto end = std::min(plain.find(' ', at), plain.size());
        if (end > at) parts.push_back(plain.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text.append(text.empty() ? "" : " ").append(part);
    return text;
}

/// How much of what was typed the phrase says; 0 when it does not fit.
std::size_t weight(const Phrase& phrase, const std::string& typed) {
    std::size_t said = 0;
    for (const std::string& word : parted(phrase.words)) {
        const std::string folded = fold(word);
        if (typed.find(folded) == std::string::npos) return 0;
        said += folded.size();
    }
    return said;
}

}  // namespace

std::vector<std::string> suggested_kinds(std::span<const Phrase> phrases, std::string_view typed) {
    const std::string folded = fold(typed);
    std::vector<std::pair<std::size_t, const Phrase*>> fitting;
    for (const Phrase& phrase : phrases)
        if (const std::size_t said = weight(phrase, folded); said > 0)
            fitting.emplace_back(said, &phrase);
    std::ranges::stable_sort(fitting, std::greater{}, [](const auto& pair) { return pair.first; });
    std::vector<std::string> kinds;
    for (const auto& [said, phrase] : fitting)
        for (const std::string& kind : phrase->kinds)
            if (std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
    return kinds;
}

std::vector<Phrase> phrases(Tx& tx) {
    return tx.all("SELECT words, kinds FROM directory_phrase ORDER BY words", [](const Row& row) {
        return Phrase{row.get<std::string>(0), parted(row.text(1))};
    });
}

Refusals set_phrase(Tx& tx, const Phrase& phrase, Id<Account> by, Instant at) {
    Refusals no;
    const std::string words = joined(parted(phrase.words));
    if (first_characters(words, 1) == words) no.add("words", "directory.phrase_short"_w);
    for (const std::string& kind : phrase.kinds)
        if (!find_kind(kind)) no.add("kind", "directory.phrase_kind"_w);
    if (no.any()) return no;
    if (phrase.kinds.empty())
        tx.run("DELETE FROM directory_phrase WHERE words = $1", words);
    else
        tx.run(
            "INSERT INTO directory_phrase (words, kinds, by_account, at) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (words) DO UPDATE SET kinds = excluded.kinds,"
            " by_account = excluded.by_account, at = excluded.at",
            words, joined(phrase.kinds), by, at);
    return no;
}

Understood understood(Tx& tx, std::string_view typed, std::span<const std::string> prefectures,
                      std::span<const std::string> dropped) {
    if (typed.empty()) return {};
    const auto own = phrases(tx);
    return understand(typed, {own, prefectures, dropped});
}

}  // namespace michi::directory
