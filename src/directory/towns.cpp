#include "directory/towns.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/text.hpp"

namespace michi::directory {
namespace {

constexpr std::string_view kSeveral = "several";
constexpr std::size_t kLeastKana = 12;  // bytes: 「きたはま」; みなみ, さくら are other words
constexpr std::size_t kOneKanji = 3;  // 津市: 津 alone is no town

/// Folded whole names of every municipality: what nobody here lists is at least said.
const std::unordered_map<std::string, std::string_view>& all_towns() {
    static const auto made = [] {
        std::unordered_map<std::string, std::string_view> towns;
        for (int number = 1; number <= 47; ++number) {
            const std::string prefecture = (number < 10 ? "0" : "") + std::to_string(number);
            for (const Municipality& m : municipalities_of(prefecture))
                towns.emplace(fold(m.name), m.code);
        }
        return towns;
    }();
    return made;
}

std::string_view kana_stem(std::string_view kana) {
    using namespace std::string_view_literals;
    for (const std::string_view ending : {"ちょう"sv, "まち"sv, "むら"sv, "そん"sv, "し"sv, "く"sv})
        if (kana.ends_with(ending)) return kana.substr(0, kana.size() - ending.size());
    return {};
}

}  // namespace

Towns::Towns(std::span<const std::string> prefectures) {
    for (const std::string& prefecture : prefectures) {
        if (!prefecture_name(prefecture).empty()) put(prefecture_name(prefecture), "", false);
        for (const Municipality& m : municipalities_of(prefecture)) add(m);
    }
}

Towns::Found Towns::at(std::string_view folded) const {
    Found best;
    constexpr std::size_t kLongestName = 30;
    const std::size_t most = std::max(longest_, kLongestName);
    for (std::size_t end = 0; end < folded.size() && end < most;) {
        end += first_characters(folded.substr(end), 1).size();
        const std::string name(folded.substr(0, end));
        const auto found = towns_.find(name);
        if (found != towns_.end() && found->second.code != kSeveral)
            best = {found->second.code, end, found->second.is_stem, false};
        else if (found == towns_.end() && all_towns().contains(name))
            best = {all_towns().at(name), end, false, true};
    }
    return best;
}

void Towns::add(const Municipality& m) {
    put(m.name, m.code, false);
    put(m.kana, m.code, false);
    const std::string_view stem = m.name.substr(0, m.name.size() - 3);  // 市 町 村 区
    if (stem.size() > kOneKanji) put(stem, m.code, true);
    if (const auto kana = kana_stem(m.kana); kana.size() >= kLeastKana) put(kana, m.code, true);
}

void Towns::put(std::string_view form, std::string_view code, bool is_stem) {
    const auto [at, fresh] = towns_.emplace(fold(form), Form{code, is_stem});
    if (!fresh && at->second.code != code) at->second.code = kSeveral;
    longest_ = std::max(longest_, at->first.size());
}

}  // namespace michi::directory
