#include "platform/text_segment.hpp"

#include <string.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>
#include <utility>

namespace michi {
namespace {

constexpr std::size_t kSample = 2048;      // texts whose characters tell which are frequent
constexpr std::size_t kMostLists = 6;      // rarest pairs that are intersected; the text decides
constexpr std::size_t kReadingAText = 16;  // what it costs against stepping over one posting
constexpr std::size_t kMostBytes = std::numeric_limits<std::uint32_t>::max();

bool holds_word(std::string_view text, const std::string& word) {
    return memmem(text.data(), text.size(), word.data(), word.size()) != nullptr;
}

}  // namespace

TextQuery::TextQuery(std::vector<std::string> words) {
    for (std::string& word : words) {
        if (word.empty()) continue;
        Word made;
        made.text = std::move(word);
        std::vector<Character> characters;
        for (std::size_t at = 0; at < made.text.size();)
            characters.push_back(next_character(made.text, at));
        for (std::size_t i = 0; i + 1 < characters.size(); ++i)
            made.keys.push_back(pair_key(characters[i], characters[i + 1]));
        if (characters.size() == 1) made.alone = characters[0];
        made.needs_text = characters.size() > 2;
        is_broken_ = is_broken_ || std::ranges::any_of(characters, [](auto c) { return c < 0; });
        words_.push_back(std::move(made));
    }
}

bool TextQuery::holds(std::string_view text) const {
    return !words_.empty() && !is_broken_ && std::ranges::all_of(words_, [&](const Word& word) {
        return holds_word(text, word.text);
    });
}

void Gone::add(Rank rank) {
    if (has(rank)) return;
    bits_[rank / 64] |= std::uint64_t{1} << (rank % 64);
    ++count_;
}

std::span<const std::int64_t> TextSegment::places(Rank rank) const {
    const std::uint32_t where = where_[rank];
    if (where < kSeveral) return std::span(places_).subspan(where, 1);
    const std::uint32_t list = where - kSeveral;
    return std::span(several_).subspan(several_begin_[list],
                                       several_begin_[list + 1] - several_begin_[list]);
}

Rank TextSegment::rank_of(std::int64_t id) const {
    const auto found = std::lower_bound(ids_.begin(), ids_.end(), id, std::greater<>());
    return found == ids_.end() || *found != id ? kNoRank : Rank(found - ids_.begin());
}

std::size_t TextSegment::bytes() const {
    const auto of = [](const auto& list) {
        return list.capacity() * sizeof(typename std::decay_t<decltype(list)>::value_type);
    };
    return sizeof *this + of(ids_) + code_.bytes() + of(coded_) + of(begin_) + of(where_) +
           of(places_) + of(several_) + of(several_begin_) + of(placed_begin_) + of(placed_) +
           postings_.bytes();
}

/// One run of a query through one segment.
struct TextSegment::Search {
    const SearchScope& scope;
    const Gone* gone;
    TextHits& hits;
    std::vector<std::string> to_verify;  // coded
    std::size_t found{};

    /// True when enough is known. The scope comes before counting: what one may not read does not
    /// exist.
    bool take(const TextSegment& segment, Rank rank) {
        if (gone && gone->has(rank)) return false;
        if (!scope.allows_any(segment.places(rank))) return false;
        for (const std::string& word : to_verify)
            if (!CharacterCode::holds(segment.coded(rank), word)) return false;
        ++hits.count;
        if (++found <= hits.limit) hits.ids.push_back(segment.id(rank));
        return found >= hits.limit && hits.count > hits.cap;
    }
};

/// What the postings say of a query.
struct TextSegment::Lists {
    std::vector<PostingList> pairs;  // rarest first; a text that is found is in each
    // Of the rarest word of one character: a text that is found is in one of them.
    std::vector<PostingList> alone;
    std::size_t alone_count{};
    bool has_alone{};

    bool begins_alone() const {
        return has_alone && (pairs.empty() || alone_count < pairs.front().count);
    }
    std::size_t least() const { return begins_alone() ? alone_count : pairs.front().count; }
};

/// False when some word stands in no text.
bool TextSegment::lists_of(const TextQuery& query, Lists& lists) const {
    for (const auto& word : query.words_) {
        for (const PairKey key : word.keys) {
            lists.pairs.push_back(postings_.find(key));
            if (lists.pairs.back().count == 0) return false;
        }
        if (!word.alone) continue;
        auto alone = postings_.with(*word.alone);
        std::size_t count = 0;
        for (const auto& list : alone) count += list.count;
        if (count == 0) return false;
        count = std::min(count, size());  // a text may hold it in many pairs
        if (lists.has_alone && count >= lists.alone_count) continue;
        lists.has_alone = true;
        lists.alone = std::move(alone);
        lists.alone_count = count;
    }
    std::ranges::sort(lists.pairs, {}, &PostingList::count);
    return true;
}

/// Which words the text must still prove when the lists have been walked.
void TextSegment::verify(const TextQuery& query, const Lists& lists, bool all,
                         Search& search) const {
    for (const auto& word : query.words_)
        if (all || word.alone || word.needs_text || lists.pairs.size() > kMostLists)
            search.to_verify.push_back(code_.encode(word.text));
}

void TextSegment::find(const TextQuery& query, const SearchScope& scope, const Gone* gone,
                       TextHits& hits) const {
    Lists lists;
    if (query.empty() || query.is_broken_ || !lists_of(query, lists)) return;
    Search search{scope, gone, hits, {}, 0};
    std::vector<Rank> ranks;
    const bool few = ranks_of(scope, lists.least() / kReadingAText, ranks);
    verify(query, lists, few || lists.begins_alone(), search);
    if (few)
        walk_ranks(search, ranks);
    else if (!lists.begins_alone())
        walk_postings(search, std::move(lists.pairs));
    else if (lists.alone_count > size() / kReadingAText)
        walk_all(search);
    else
        walk_union(search, lists.alone);
}

bool TextSegment::ranks_of(const SearchScope& scope, std::size_t at_most,
                           std::vector<Rank>& ranks) const {
    if (scope.is_everything() || scope.places().size() > at_most) return false;
    for (const std::int64_t place : scope.places()) {
        const auto at = std::ranges::lower_bound(places_, place);
        if (at == places_.end() || *at != place) continue;
        const auto here = std::size_t(at - places_.begin());
        if (ranks.size() + placed_begin_[here + 1] - placed_begin_[here] > at_most) return false;
        ranks.insert(ranks.end(), placed_.begin() + placed_begin_[here],
                     placed_.begin() + placed_begin_[here + 1]);
    }
    std::sort(ranks.begin(), ranks.end());
    ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
    return true;
}

void TextSegment::walk_all(Search& search) const {
    for (Rank rank = 0; rank < size(); ++rank)
        if (search.take(*this, rank)) return;
}

void TextSegment::walk_union(Search& search, const std::vector<PostingList>& lists) const {
    std::vector<std::uint64_t> bits((size() + 63) / 64);
    for (const PostingList& list : lists)
        for (PostingCursor cursor(list); cursor.rank() != kNoRank; cursor.next())
            bits[cursor.rank() / 64] |= std::uint64_t{1} << (cursor.rank() % 64);
    for (std::size_t word = 0; word < bits.size(); ++word)
        for (std::uint64_t left = bits[word]; left != 0; left &= left - 1)
            if (search.take(*this, Rank(word * 64 + std::size_t(std::countr_zero(left))))) return;
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

void TextSegmentBuilder::end_text() {
    if (made_->coded_.size() > kMostBytes)
        throw std::length_error("one segment of the text index holds at most 4 GiB of texts");
    made_->begin_.push_back(std::uint32_t(made_->coded_.size()));
}

void TextSegmentBuilder::keep(std::string_view text) {
    for (std::size_t at = 0; at < text.size();)
        encoder_->append(next_character(text, at), made_->coded_);
    end_text();
}

void TextSegmentBuilder::keep_sample() {
    made_->code_ = CharacterCode(sample_);
    encoder_.emplace(made_->code_);
    made_->begin_.push_back(0);
    for (const std::string& text : sample_) keep(text);
    sample_ = {};
}

void TextSegmentBuilder::add(std::int64_t id, std::span<const std::int64_t> places,
                             std::string_view folded) {
    if (!made_->ids_.empty() && made_->ids_.back() <= id)
        throw std::invalid_argument("texts come to the index newest first, each id once");
    const Rank rank = Rank(made_->ids_.size());
    made_->ids_.push_back(id);
    for (const std::int64_t place : places) placed_.push_back({place, rank});
    if (encoder_)
        keep(folded);
    else
        sample_.emplace_back(folded);
    if (sample_.size() >= kSample) keep_sample();
    if (folded.empty()) return;
    std::size_t at = 0;
    for (Character last = next_character(folded, at); last != kEndOfText;) {
        const Character c = at < folded.size() ? next_character(folded, at) : kEndOfText;
        postings_.add(pair_key(last, c), rank);
        last = c;
    }
}

/// From the places of each text, in the order of places, to both ways of asking.
void TextSegmentBuilder::finish_places() {
    std::vector<std::uint32_t> places_of(made_->ids_.size());
    for (const Placed& placed : placed_) ++places_of[placed.rank];
    made_->where_.resize(made_->ids_.size());
    std::uint32_t lists = 0, begin = 0;
    made_->several_begin_.push_back(0);
    for (Rank rank = 0; rank < places_of.size(); ++rank) {
        if (places_of[rank] == 1) continue;
        made_->where_[rank] = TextSegment::kSeveral + lists++;
        made_->several_begin_.push_back(begin += places_of[rank]);
    }
    made_->several_.resize(begin);
    std::ranges::sort(placed_);
    std::ranges::fill(places_of, 0);
    for (const auto& [place, rank] : placed_) {
        if (made_->places_.empty() || made_->places_.back() != place) {
            made_->places_.push_back(place);
            made_->placed_begin_.push_back(std::uint32_t(made_->placed_.size()));
        }
        made_->placed_.push_back(rank);
        std::uint32_t& where = made_->where_[rank];
        if (where < TextSegment::kSeveral)
            where = std::uint32_t(made_->places_.size() - 1);
        else
            made_->several_[made_->several_begin_[where - TextSegment::kSeveral] +
                            places_of[rank]++] = place;
    }
    made_->placed_begin_.push_back(std::uint32_t(made_->placed_.size()));
    placed_ = {};
}

std::shared_ptr<const TextSegment> TextSegmentBuilder::finish() {
    if (!encoder_) keep_sample();
    encoder_.reset();
    finish_places();
    const auto shrink = [](auto&... lists) { (lists.shrink_to_fit(), ...); };
    shrink(made_->ids_, made_->coded_, made_->begin_, made_->where_, made_->places_,
           made_->several_, made_->several_begin_, made_->placed_begin_, made_->placed_);
    made_->postings_ = postings_.finish();
    return std::exchange(made_, nullptr);
}

}  // namespace michi
