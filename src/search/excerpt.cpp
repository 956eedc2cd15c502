#include "search/excerpt.hpp"

#include <algorithm>

#include "base/fold.hpp"

namespace michi::search {
namespace {

constexpr std::size_t kBefore = 4;  // one part in so many stands in front of the first hit
constexpr std::string_view kMore = "…";

/// Bytes [begin, end) of the text.
struct Span {
    std::size_t begin{}, end{};
};

/// Ascending, none over another.
std::vector<Span> hits_of(const FoldedText& folded, const std::vector<std::string>& words) {
    std::vector<Span> hits;
    for (const std::string& word : words)
        for (std::size_t at = word.empty() ? std::string::npos : folded.text.find(word);
             at != std::string::npos; at = folded.text.find(word, at + word.size()))
            hits.push_back({folded.from[at], folded.from[at + word.size()]});
    std::ranges::sort(hits, {}, &Span::begin);
    std::vector<Span> joined;
    for (const Span& hit : hits) {
        if (joined.empty() || hit.begin > joined.back().end)
            joined.push_back(hit);
        else
            joined.back().end = std::max(joined.back().end, hit.end);
    }
    return joined;
}

bool is_inside_a_character(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

std::size_t back(std::string_view text, std::size_t at, std::size_t characters) {
    for (; characters > 0 && at > 0; --characters)
        for (--at; at > 0 && is_inside_a_character(text, at);) --at;
    return at;
}

std::size_t forward(std::string_view text, std::size_t at, std::size_t characters) {
    for (; characters > 0 && at < text.size(); --characters)
        for (++at; is_inside_a_character(text, at);) ++at;
    return at;
}

void put(std::vector<Piece>& pieces, std::string_view text, bool hit) {
    if (!text.empty()) pieces.push_back({std::string(text), hit});
}

}  // namespace

std::vector<Piece> excerpt(std::string_view text, const std::vector<std::string>& words,
                           std::size_t length) {
    const std::vector<Span> hits = hits_of(fold_with_places(text), words);
    const std::size_t first = hits.empty() ? 0 : hits.front().begin;
    const std::size_t begin = back(text, first, length / kBefore);
    const std::size_t end = forward(text, begin, length);
    std::vector<Piece> pieces;
    if (begin > 0) put(pieces, kMore, false);
    std::size_t at = begin;
    for (const Span& hit : hits) {
        if (hit.begin >= end) break;
        const std::size_t stop = std::min(hit.end, end);
        put(pieces, text.substr(at, hit.begin - at), false);
        put(pieces, text.substr(hit.begin, stop - hit.begin), true);
        at = stop;
    }
    put(pieces, text.substr(at, end - at), false);
    if (end < text.size()) put(pieces, kMore, false);
    return pieces;
}

}  // namespace michi::search
