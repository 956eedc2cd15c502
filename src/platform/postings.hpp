// Which texts hold which character pairs: ascending ranks for each key, their distances in as many
// bits as they need, in blocks that can be skipped.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "base/unicode.hpp"

namespace michi {

using PairKey = std::uint64_t;
using Rank = std::uint32_t;
inline constexpr Rank kNoRank = std::numeric_limits<Rank>::max();

/// Stands behind the last character of a text, so every character begins a pair.
inline constexpr Character kEndOfText = 0x1FFFFE;

/// Two characters in a row. Broken bytes (negative) share one place.
constexpr PairKey pair_key(Character first, Character second) {
    constexpr PairKey kBroken = 0x1FFFFF;
    return (first < 0 ? kBroken : PairKey(first)) << 21 | (second < 0 ? kBroken : PairKey(second));
}

/// A view into Postings, valid as long as they live.
struct PostingList {
    const std::uint8_t* bytes{};
    std::uint32_t count{};
};

class Postings {
  public:
    PostingList find(PairKey key) const;
    /// Of all pairs that begin with it: together they hold each text that it stands in.
    std::vector<PostingList> with(Character first) const;
    std::size_t bytes() const;

  private:
    friend class PostingsBuilder;
    PostingList list(std::size_t at) const;

    std::vector<PairKey> keys_;         // ascending
    std::vector<std::uint32_t> begin_;  // into lists_
    std::vector<std::uint8_t> lists_;   // each behind its count; then room to read a word beyond
};

/// Takes ranks in ascending order; the same key twice at one rank counts once.
class PostingsBuilder {
  public:
    PostingsBuilder();
    void add(PairKey key, Rank rank);
    Postings finish();

  private:
    struct Term {
        PairKey key{};
        Rank last{};
        std::uint32_t count{};  // 0: a free slot
        std::uint32_t first{};  // chunk
        std::uint32_t chunk_size{};
        std::uint32_t at{}, end{};
    };
    Term& slot(PairKey key);
    void grow();
    std::uint8_t* byte(std::uint32_t at) { return &blocks_[at >> kBlockBits][at & kBlockMask]; }
    std::uint32_t new_chunk(std::uint32_t size);
    void put(Term& term, std::uint8_t value);
    template <class Take>
    void each_rank(const Term& term, const Take& take);
    void write_list(const Term& term, std::vector<std::uint8_t>& out);

    static constexpr std::uint32_t kBlockBits = 20;
    static constexpr std::uint32_t kBlockMask = (1U << kBlockBits) - 1;
    std::vector<Term> terms_;
    std::size_t used_{};
    std::vector<std::unique_ptr<std::uint8_t[]>> blocks_;
    std::uint32_t free_{}, free_end_{};
};

/// Walks one list upwards.
class PostingCursor {
  public:
    explicit PostingCursor(PostingList list);
    Rank rank() const { return at_ < size_ ? ranks_[at_] : kNoRank; }
    std::uint32_t count() const { return list_.count; }
    void next();
    /// To the first rank that is not below `target`; never backwards.
    void seek(Rank target);

  private:
    void load(std::uint32_t block);

    static constexpr std::uint32_t kBlock = 128;
    friend class PostingsBuilder;
    PostingList list_;
    std::uint32_t blocks_{}, block_{}, at_{}, size_{};
    std::array<Rank, kBlock> ranks_;
};

}  // namespace michi
