#include "base/receipt_code.hpp"

#include <array>
#include <optional>

#include "base/bare_code.hpp"

namespace michi {
namespace {

constexpr std::string_view kLetters = "23456789ACEFHJKMPRTVWXY";
constexpr int kBase = 23;
constexpr std::size_t kLength = 12, kGroup = 4;
static_assert(kLetters.size() == kBase);

constexpr std::array<std::string_view, kBase> kKana{
    "ニ",   "サン",   "ヨン",   "ゴ",   "ロク",       "ナナ",     "ハチ", "キュウ",
    "エー", "シー",   "イー",   "エフ", "エイチ",     "ジェー",   "ケー", "エム",
    "ピー", "アール", "ティー", "ブイ", "ダブリュー", "エックス", "ワイ"};
constexpr std::array<std::string_view, kBase> kWords{
    "2",    "3",       "4",     "5",       "6",       "7",       "8",     "9",
    "Alfa", "Charlie", "Echo",  "Foxtrot", "Hotel",   "Juliett", "Kilo",  "Mike",
    "Papa", "Romeo",   "Tango", "Victor",  "Whiskey", "X-ray",   "Yankee"};

std::optional<int> value_of(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const auto at = kLetters.find(c);
    if (at == kLetters.npos) return std::nullopt;
    return static_cast<int>(at);
}

/// Weighted by its place from 1: a prime base tells every exchange apart.
int weighed(std::string_view letters) {
    int sum = 0;
    for (std::size_t i = 0; i < letters.size(); ++i)
        sum += static_cast<int>(i + 1) * value_of(letters[i]).value_or(0);
    return sum % kBase;
}

/// The last character makes the weighted sum nothing: 12 · last = -sum.
char check_of(std::string_view letters) {
    for (std::size_t last = 0; last < kLetters.size(); ++last)
        if ((weighed(letters) + static_cast<int>(kLength * last)) % kBase == 0)
            return kLetters[last];
    return kLetters.front();
}

}  // namespace

std::string receipt_code(std::string_view random) {
    constexpr unsigned kFair = 256 / kBase * kBase;  // above it the first characters came too often
    std::string letters;
    for (const char byte : random) {
        const auto drawn = static_cast<unsigned char>(byte);
        if (drawn >= kFair) continue;
        letters += kLetters[drawn % kBase];
        if (letters.size() + 1 == kLength) return in_groups(letters + check_of(letters), kGroup);
    }
    return {};
}

std::string read_receipt_code(std::string_view typed) {
    std::string letters;
    for (const char c : bare_code(typed)) {
        const auto value = value_of(c);
        if (!value) return {};
        letters += kLetters[static_cast<std::size_t>(*value)];
    }
    if (letters.size() != kLength || weighed(letters) != 0) return {};
    return in_groups(letters, kGroup);
}

std::string spoken_receipt_code(std::string_view code, Lang lang) {
    const auto& names = lang == Lang::en ? kWords : kKana;
    const std::string_view between = lang == Lang::en ? " " : "・",
                           after = lang == Lang::en ? ", " : "、";
    std::string spoken;
    bool begun = false;
    for (const char c : code) {
        if (const auto value = value_of(c)) {
            if (begun) spoken += between;
            spoken += names[static_cast<std::size_t>(*value)];
            begun = true;
        } else {
            spoken += after;
            begun = false;
        }
    }
    return spoken;
}

}  // namespace michi
