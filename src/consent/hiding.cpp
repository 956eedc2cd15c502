// What is typed about a child, as a meeting may see it: without names and numbers. The child's own names are known
// and found however they are typed; whoever else is called さん is a person too (called.hpp).

#include <algorithm>

#include "base/fold.hpp"
#include "base/phone_pieces.hpp"
#include "consent/called.hpp"
#include "consent/leaving.hpp"

namespace michi::consent {
namespace {

constexpr std::string_view kHidden = "○○";

/// One mark for each byte of the text: whether it is shown.
using Shown = std::vector<bool>;

void hide(Shown& shown, const std::vector<Stretch>& all) {
    for (const Stretch& one : all)
        std::fill(shown.begin() + std::ptrdiff_t(one.from), shown.begin() + std::ptrdiff_t(one.to),
                  false);
}

void hide_telephones(std::string_view text, Shown& shown) {
    std::size_t at = 0;
    for (const PhonePiece& piece : phone_pieces(text)) {
        const std::size_t end = std::min(at + piece.text.size(), text.size());
        if (!piece.digits.empty())
            std::fill(shown.begin() + std::ptrdiff_t(at), shown.begin() + std::ptrdiff_t(end),
                      false);
        at = end;
    }
}

std::string marked(std::string_view text, const Shown& shown) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (shown[i])
            out += text[i];
        else if (i == 0 || shown[i - 1])
            out += kHidden;
    }
    return out;
}

}  // namespace

std::string Names::without(std::string_view text) const {
    Shown shown(text.size(), true);
    const FoldedText folded = fold_with_places(text);
    const auto hide_name = [&](const std::string& name, bool only_called) {
        for (std::size_t at = folded.text.find(name); at != folded.text.npos && !name.empty();
             at = folded.text.find(name, at + name.size())) {
            const std::size_t end = at + name.size();
            if (only_called && !is_called(folded.text, end)) continue;
            std::fill(shown.begin() + std::ptrdiff_t(folded.from[at]),
                      shown.begin() + std::ptrdiff_t(folded.from[end]), false);
        }
    };
    for (const Name& name : names_) hide_name(name.folded, false);
    for (const Name& name : short_names_) hide_name(name.folded, true);
    hide(shown, called_names(text));
    hide(shown, long_numbers(text));
    hide_telephones(text, shown);
    return marked(text, shown);
}

}  // namespace michi::consent
