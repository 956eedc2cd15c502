// One sealed part of the text index: notes newest first, their folded texts and postings. Never
// changes once built, so any number of threads read it without a lock.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/character_code.hpp"
#include "platform/postings.hpp"
#include "platform/search_scope.hpp"

namespace michi {

/// Folded text to be found by its parts. Ids grow with time.
struct IndexedText {
    std::int64_t id{};
    std::vector<std::int64_t> places;  // a reader who may read one of them may find the text
    std::string folded;
};

/// The newest ids and how many there are; counting stops behind `cap`.
struct TextHits {
    std::size_t limit{}, cap{};
    std::vector<std::int64_t> ids;
    std::size_t count{};
};

/// Folded words that must all occur, prepared once for all segments. A word that is not UTF-8
/// occurs nowhere.
class TextQuery {
  public:
    explicit TextQuery(std::vector<std::string> words);
    bool holds(std::string_view text) const;
    bool empty() const { return words_.empty(); }

  private:
    friend class TextSegment;
    struct Word {
        std::string text;
        std::vector<PairKey> keys;
        std::optional<Character> alone;  // the only character: it has no pair of its own
        bool needs_text{};               // the postings of its pairs do not prove the word
    };
    std::vector<Word> words_;
    bool is_broken_{};
};

/// Notes of a segment that were removed or replaced since it was sealed.
class Gone {
  public:
    explicit Gone(std::size_t size) : bits_((size + 63) / 64) {}
    bool has(Rank rank) const { return (bits_[rank / 64] >> (rank % 64) & 1) != 0; }
    void add(Rank rank);
    std::size_t count() const { return count_; }

  private:
    std::vector<std::uint64_t> bits_;
    std::size_t count_{};
};

class TextSegment {
  public:
    std::size_t size() const { return ids_.size(); }
    std::int64_t id(Rank rank) const { return ids_[rank]; }
    std::string text(Rank rank) const { return code_.decode(coded(rank)); }
    std::span<const std::int64_t> places(Rank rank) const;
    /// kNoRank when the id is not here.
    Rank rank_of(std::int64_t id) const;
    std::size_t bytes() const;
    /// Adds what is found here. Stops when the newest `limit` are found and the count is past
    /// `cap`.
    void find(const TextQuery& query, const SearchScope& scope, const Gone* gone,
              TextHits& hits) const;

  private:
    friend class TextSegmentBuilder;
    struct Search;
    struct Lists;
    std::string_view coded(Rank rank) const {
        return std::string_view(coded_).substr(begin_[rank], begin_[rank + 1] - begin_[rank]);
    }
    bool lists_of(const TextQuery& query, Lists& lists) const;
    void verify(const TextQuery& query, const Lists& lists, bool all, Search& search) const;
    void walk_postings(Search& search, std::vector<PostingList> lists) const;
    void walk_union(Search& search, const std::vector<PostingList>& lists) const;
    void walk_ranks(Search& search, std::span<const Rank> ranks) const;
    void walk_all(Search& search) const;
    /// Ranks inside the scope, ascending; false when there are more than `at_most`.
    bool ranks_of(const SearchScope& scope, std::size_t at_most, std::vector<Rank>& ranks) const;

    std::vector<std::int64_t> ids_;  // descending
    CharacterCode code_;
    std::string coded_;                 // all texts, by code_
    std::vector<std::uint32_t> begin_;  // of each text, and the end of the last
    // Each text names its place among all, or those of them that lie in several_.
    static constexpr std::uint32_t kSeveral = std::uint32_t{1} << 31;
    std::vector<std::uint32_t> where_;
    std::vector<std::int64_t> places_;  // ascending
    std::vector<std::int64_t> several_;
    std::vector<std::uint32_t> several_begin_;
    // And each place its texts.
    std::vector<std::uint32_t> placed_begin_;
    std::vector<Rank> placed_;
    Postings postings_;
};

class TextSegmentBuilder {
  public:
    TextSegmentBuilder();
    ~TextSegmentBuilder();
    /// Newest first: throws std::invalid_argument unless ids descend.
    void add(std::int64_t id, std::span<const std::int64_t> places, std::string_view folded);
    std::shared_ptr<const TextSegment> finish();

  private:
    struct Placed {
        std::int64_t place;
        Rank rank;
        friend auto operator<=>(const Placed&, const Placed&) = default;
    };
    void keep(std::string_view text);
    void keep_sample();
    void end_text();
    void finish_places();

    std::shared_ptr<TextSegment> made_;
    PostingsBuilder postings_;
    std::vector<std::string> sample_;  // the first texts, by which all are coded
    std::optional<CharacterEncoder> encoder_;
    std::vector<Placed> placed_;
};

}  // namespace michi
