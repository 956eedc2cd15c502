// The table of leaving ways, and what names a child in what was typed.

#include "consent/leaving.hpp"

#include <algorithm>

#include "base/age.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "consent/called.hpp"
#include "policy/past_decision.hpp"

namespace michi::consent {
namespace {

constexpr std::size_t kShortestPart = 2;    // a family name of one character is found in the whole
constexpr std::size_t kShortestNumber = 9;  // digits of a telephone number

std::string digits_in(std::string_view text) {
    std::string digits;
    for (const char c : fold_width(text))
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

/// The parts of a name: what spaces of any width part.
std::vector<std::string> parts_of(const std::string& name) {
    std::vector<std::string> parts;
    const std::string plain = fold_width(name);
    for (std::size_t at = 0; at < plain.size();) {
        const std::size_t end = std::min(plain.find(' ', at), plain.size());
        if (end > at) parts.push_back(plain.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

}  // namespace

const Leaving& leaving(Path path) { return *std::ranges::find(kPaths, path, &Leaving::path); }

const Leaving* path_named(std::string_view id) {
    const auto* found = std::ranges::find(kPaths, id, &Leaving::id);
    return found == kPaths.end() ? nullptr : found;
}

Names::Names(const record::CaseBrief& brief, const std::vector<record::Family>& family) {
    add_name(past_decision(brief.kanji));
    add_name(past_decision(brief.kana));
    for (const record::Family& member : family) {
        add_name(past_decision(member.name));
        add_name(past_decision(member.kana));
        const std::string digits = read_phone(past_decision(member.phone)).digits;
        if (digits.size() >= kShortestNumber) phones_.push_back(digits);
    }
}

void Names::add_name(const std::string& name) {
    const auto keep = [&](const std::string& part) {
        (graphemes(part) >= kShortestPart ? names_ : short_names_).push_back({fold(part), part});
    };
    keep(name);
    for (const std::string& part : parts_of(name)) keep(part);
}

std::string Names::found_in(std::string_view text) const {
    const std::string folded = fold(text);
    for (const Name& name : names_)
        if (!name.folded.empty() && folded.find(name.folded) != folded.npos) return name.shown;
    // One character is a part of other words; beside さん it is somebody.
    for (const Name& name : short_names_) {
        if (name.folded.empty()) continue;
        for (auto at = folded.find(name.folded); at != folded.npos;
             at = folded.find(name.folded, at + name.folded.size()))
            if (is_called(folded, at + name.folded.size())) return name.shown;
    }
    const std::string digits = digits_in(text);
    for (const std::string& phone : phones_)
        if (digits.find(phone) != digits.npos) return phone;
    return {};
}

std::string unnamed(const record::CaseBrief& brief, Date today) {
    std::string said = record::case_number(brief.id);
    const auto add = [&](std::string_view more) {
        if (!more.empty()) said.append("・").append(more);
    };
    if (const auto birth = past_decision(brief.birth); birth && *birth <= today)
        add(age_text({age_on(*birth, today).years, 0}));
    const auto* place = find_municipality(past_decision(brief.municipality));
    if (place && !brief.is_protected) add(place->name);
    return said;
}

}  // namespace michi::consent
