#include "platform/text_segment.hpp"

#include <string.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace michi {
namespace {

constexpr std::size_t kTextBlock = 1 << 20;
constexpr std::size_t kMostLists = 6;      // rarest pairs that are intersected; the text decides
constexpr std::size_t kReadingAText = 16;  // what it costs against stepping over one posting

bool holds_word(std::string_view text, const std::string& word) {
    return memmem(text.data(), text.size(), word.data(), word.size()) != nullptr;
}

}  // namespace

TextQuery::TextQuery(std::vector<std::string> words) {
    for (std::string& word : words) {
        if (word.empty()) continue;
        Word made{std::move(word), {}, true};
        std::vector<Character> characters;
        for (std::size_t at = 0; at < made.text.size();)
            characters.push_back(next_character(made.text, at));
        for (std::size_t i = 0; i + 1 < characters.size(); ++i)
            made.keys.push_back(pair_key(characters[i], characters[i + 1]));
        if (characters.size() == 1) made.keys.push_back(pair_key(characters[0], 0));
        made.needs_text =
            characters.size() > 2 || *std::min_element(characters.begin(), characters.end()) <= 0;
        words_.push_back(std::move(made));
    }
}

bool TextQuery::holds(std::string_view text) const {
    return !words_.empty() && std::all_of(words_.begin(), words_.end(), [&](const Word& word) {
        return holds_word(text, word.text);
    });
}

void Gone::add(Rank rank) {
    if (has(rank)) return;
    bits_[rank / 64] |= std::uint64_t{1} << (rank % 64);
    ++count_;
}

std::span<const std::int64_t> TextSegment::places(Rank rank) const {
    return std::span(places_).subspan(places_begin_[rank],
                                      places_begin_[rank + 1] - places_begin_[rank]);
}

Rank TextSegment::rank_of(std::int64_t id) const {
    const auto found = std::lower_bound(ids_.begin(), ids_.end(), id, std::greater<>());
    return found == ids_.end() || *found != id ? kNoRank : Rank(found - ids_.begin());
}

std::size_t TextSegment::bytes() const {
    return sizeof *this + ids_.capacity() * sizeof(std::int64_t) +
           texts_.capacity() * sizeof(Text) + block_bytes_ +
           places_begin_.capacity() * sizeof(std::uint32_t) +
           places_.capacity() * sizeof(std::int64_t) + by_place_.capacity() * sizeof(Placed) +
           postings_.bytes();
}

/// One run of a query through one segment.
struct TextSegment::Search {
    const SearchScope& scope;
    const Gone* gone;
    TextHits& hits;
    std::vector<const std::string*> to_verify;
    std::size_t found{};

    /// True when enough is known. The scope comes before counting: what one may not read does not
    /// exist.
    bool take(const TextSegment& segment, Rank rank) {
        if (gone && gone->has(rank)) return false;
        if (!scope.allows_any(segment.places(rank))) return false;
        for (const std::string* word : to_verify)
            if (!holds_word(segment.text(rank), *word)) return false;
        ++hits.count;
        if (++found <= hits.limit) hits.ids.push_back(segment.id(rank));
        return found >= hits.limit && hits.count > hits.cap;
    }
};

void TextSegment::find(const TextQuery& query, const SearchScope& scope, const Gone* gone,
                       TextHits& hits) const {
    std::vector<PostingList> lists;
    for (const auto& word : query.words_)
        for (const PairKey key : word.keys) {
            lists.push_back(postings_.find(key));
            if (lists.back().count == 0) return;
        }
    if (lists.empty()) return;
    std::sort(lists.begin(), lists.end(),
              [](PostingList a, PostingList b) { return a.count < b.count; });
    Search search{scope, gone, hits, {}, 0};
    std::vector<Rank> ranks;
    const bool few = ranks_of(scope, lists.front().count / kReadingAText, ranks);
    for (const auto& word : query.words_)
        if (few || word.needs_text || lists.size() > kMostLists)
            search.to_verify.push_back(&word.text);
    if (few)
        walk_ranks(search, ranks);
    else
        walk_postings(search, std::move(lists));
}

bool TextSegment::ranks_of(const SearchScope& scope, std::size_t at_most,
                           std::vector<Rank>& ranks) const {
    if (scope.is_everything() || scope.places().size() > at_most) return false;
    for (const std::int64_t place : scope.places()) {
        auto at = std::lower_bound(by_place_.begin(), by_place_.end(), Placed{place, 0});
        for (; at != by_place_.end() && at->place == place; ++at) {
            if (ranks.size() == at_most) return false;
            ranks.push_back(at->rank);
        }
    }
    std::sort(ranks.begin(), ranks.end());
    ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
    return true;
}

void TextSegment::walk_ranks(Search& search, std::span<const Rank> ranks) const {
    for (const Rank rank : ranks)
        if (search.take(*this, rank)) return;
}

void TextSegment::walk_postings(Search& search, std::vector<PostingList> lists) const {
    lists.resize(std::min(lists.size(), kMostLists));
    std::vector<PostingCursor> cursors(lists.begin(), lists.end());
    PostingCursor& rarest = cursors.front();
    for (Rank rank = rarest.rank(); rank != kNoRank; rank = rarest.rank()) {
        Rank agreed = rank;
        for (std::size_t i = 1; i < cursors.size() && agreed == rank; ++i) {
            cursors[i].seek(rank);
            agreed = cursors[i].rank();
        }
        if (agreed != rank) {
            rarest.seek(agreed);
        } else {
            if (search.take(*this, rank)) return;
            rarest.next();
        }
    }
}

TextSegmentBuilder::TextSegmentBuilder() : made_(std::make_shared<TextSegment>()) {}
TextSegmentBuilder::~TextSegmentBuilder() = default;

const char* TextSegmentBuilder::keep(std::string_view text) {
    if (text.size() > left_) {
        left_ = std::max(kTextBlock, text.size());
        made_->blocks_.emplace_back(new char[left_]);
        made_->block_bytes_ += left_;
        free_ = made_->blocks_.back().get();
    }
    const char* kept = free_;
    free_ = std::copy(text.begin(), text.end(), free_);
    left_ -= text.size();
    return kept;
}

void TextSegmentBuilder::add(std::int64_t id, std::span<const std::int64_t> places,
                             std::string_view folded) {
    if (!made_->ids_.empty() && made_->ids_.back() <= id)
        throw std::invalid_argument("texts come to the index newest first, each id once");
    if (folded.size() > std::numeric_limits<std::uint32_t>::max())
        throw std::length_error("a text of more than 4 GiB");
    const Rank rank = Rank(made_->ids_.size());
    made_->ids_.push_back(id);
    made_->texts_.push_back({keep(folded), std::uint32_t(folded.size())});
    made_->places_.insert(made_->places_.end(), places.begin(), places.end());
    made_->places_begin_.push_back(std::uint32_t(made_->places_.size()));
    for (const std::int64_t place : places) made_->by_place_.push_back({place, rank});
    Character last = 0;
    bool first = true;
    for (std::size_t at = 0; at < folded.size();) {
        const Character c = next_character(folded, at);
        postings_.add(pair_key(c, 0), rank);
        if (!std::exchange(first, false)) postings_.add(pair_key(last, c), rank);
        last = c;
    }
}

std::shared_ptr<const TextSegment> TextSegmentBuilder::finish() {
    made_->ids_.shrink_to_fit();
    made_->texts_.shrink_to_fit();
    made_->places_begin_.shrink_to_fit();
    made_->places_.shrink_to_fit();
    made_->by_place_.shrink_to_fit();
    std::sort(made_->by_place_.begin(), made_->by_place_.end());
    made_->postings_ = postings_.finish();
    return std::exchange(made_, nullptr);
}

}  // namespace michi
