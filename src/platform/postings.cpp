#include "platform/postings.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace michi {
namespace {

// A list of more than one block begins with a Skip for each block.
struct Skip {
    Rank last;
    std::uint32_t begin;  // of the block, from behind the skips
};

static_assert(std::endian::native == std::endian::little, "bits are read as they lie");

constexpr std::uint32_t kFirstChunk = 8, kLastChunk = 512;  // bytes of ranks in a chunk
constexpr std::uint32_t kLink = sizeof(std::uint32_t);
constexpr char kTooMany[] = "one segment of the text index holds at most 4 GiB of postings";

std::size_t hash(PairKey key) { return std::size_t(key * 0x9E3779B97F4A7C15U >> 20); }

std::uint32_t read_number(const std::uint8_t*& at) {
    std::uint32_t value = *at & 0x7FU;
    for (unsigned shift = 7; *at++ & 0x80U; shift += 7) value |= (*at & 0x7FU) << shift;
    return value;
}

template <class Put>
void write_number(std::uint32_t value, const Put& put) {
    for (; value >= 0x80; value >>= 7) put(std::uint8_t(value | 0x80));
    put(std::uint8_t(value));
}

// A distance by Rice's code: as many zeros as 2^low goes into it, a one, the `low` bits that are
// left. One far from the others is kFar zeros, a one and all its bits, so none is long.
constexpr unsigned kFar = 16, kWhole = 32;

std::uint64_t bits_of(std::span<const Rank> distances, unsigned low) {
    std::uint64_t bits = 0;
    for (const Rank distance : distances) {
        const Rank zeros = distance >> low;
        bits += zeros < kFar ? zeros + 1 + low : kFar + 1 + kWhole;
    }
    return bits;
}

/// The number of low bits that takes the least room, or nearly so.
unsigned best_low(std::span<const Rank> distances) {
    std::uint64_t sum = 0;
    for (const Rank distance : distances) sum += distance;
    auto best = unsigned(std::bit_width(sum / distances.size() / 2));
    std::uint64_t least = bits_of(distances, best);
    for (unsigned low = best; low-- > 0;) {
        const std::uint64_t bits = bits_of(distances, low);
        if (bits > least) break;
        best = low, least = bits;
    }
    return best;
}

class BitWriter {
  public:
    explicit BitWriter(std::vector<std::uint8_t>& out) : out_(out) {}
    void put(std::uint64_t bits, unsigned count) {  // at most 56
        kept_ |= bits << held_;
        for (held_ += count; held_ >= 8; held_ -= 8, kept_ >>= 8)
            out_.push_back(std::uint8_t(kept_));
    }
    void end() {
        if (held_ > 0) out_.push_back(std::uint8_t(kept_));
    }

  private:
    std::vector<std::uint8_t>& out_;
    std::uint64_t kept_{};
    unsigned held_{};
};

void write_block(std::span<const Rank> distances, std::vector<std::uint8_t>& out) {
    const unsigned low = best_low(distances);
    out.push_back(std::uint8_t(low));
    BitWriter writer(out);
    for (const Rank distance : distances) {
        const Rank zeros = distance >> low;
        if (zeros < kFar) {
            writer.put(std::uint64_t{1} << zeros, zeros + 1);
            writer.put(distance & ((std::uint64_t{1} << low) - 1), low);
        } else {
            writer.put(std::uint64_t{1} << kFar, kFar + 1);
            writer.put(distance, kWhole);
        }
    }
    writer.end();
}

/// Reads up to a word beyond the block.
void read_block(const std::uint8_t* from, Rank next, std::span<Rank> ranks) {
    const unsigned low = *from++;
    const std::uint64_t mask = (std::uint64_t{1} << low) - 1;
    std::size_t at = 0;  // in bits
    for (Rank& rank : ranks) {
        std::uint64_t bits;
        std::memcpy(&bits, from + at / 8, sizeof bits);
        bits >>= at % 8;
        const auto zeros = unsigned(std::countr_zero(bits));
        bits >>= zeros + 1;
        const bool far = zeros == kFar;
        at += zeros + 1 + (far ? kWhole : low);
        rank = next + (far ? Rank(bits) : Rank(zeros << low | (bits & mask)));
        next = rank + 1;
    }
}

Skip skip_at(const std::uint8_t* list, std::uint32_t block) {
    Skip skip;
    std::memcpy(&skip, list + block * sizeof(Skip), sizeof skip);
    return skip;
}

}  // namespace

PostingList Postings::list(std::size_t at) const {
    const std::uint8_t* from = lists_.data() + begin_[at];
    const std::uint32_t count = read_number(from);
    return {from, count};
}

PostingList Postings::find(PairKey key) const {
    const auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
    if (found == keys_.end() || *found != key) return {};
    return list(std::size_t(found - keys_.begin()));
}

std::vector<PostingList> Postings::with(Character first) const {
    std::vector<PostingList> lists;
    const auto begin = std::lower_bound(keys_.begin(), keys_.end(), pair_key(first, 0));
    const auto end = std::lower_bound(begin, keys_.end(), pair_key(first + 1, 0));
    for (auto at = begin; at != end; ++at) lists.push_back(list(std::size_t(at - keys_.begin())));
    return lists;
}

std::size_t Postings::bytes() const {
    return keys_.capacity() * sizeof(PairKey) + begin_.capacity() * sizeof(std::uint32_t) +
           lists_.capacity();
}

PostingsBuilder::PostingsBuilder() : terms_(1024) {}

PostingsBuilder::Term& PostingsBuilder::slot(PairKey key) {
    const std::size_t mask = terms_.size() - 1;
    std::size_t at = hash(key) & mask;
    while (terms_[at].count != 0 && terms_[at].key != key) at = (at + 1) & mask;
    return terms_[at];
}

void PostingsBuilder::grow() {
    std::vector<Term> old(terms_.size() * 2);
    old.swap(terms_);
    for (const Term& term : old)
        if (term.count != 0) slot(term.key) = term;
}

std::uint32_t PostingsBuilder::new_chunk(std::uint32_t size) {
    if (free_ + size + kLink > free_end_) {
        if (blocks_.size() + 1 == std::size_t{1} << (32 - kBlockBits))
            throw std::length_error(kTooMany);
        free_ = std::uint32_t(blocks_.size() << kBlockBits);
        free_end_ = free_ + kBlockMask;
        blocks_.push_back(std::make_unique<std::uint8_t[]>(kBlockMask + 1));
    }
    const std::uint32_t chunk = free_;
    free_ += size + kLink;
    return chunk;
}

void PostingsBuilder::put(Term& term, std::uint8_t value) {
    if (term.at == term.end) {
        const std::uint32_t size = std::clamp(term.chunk_size * 2, kFirstChunk, kLastChunk);
        const std::uint32_t chunk = new_chunk(size);
        if (term.chunk_size == 0)
            term.first = chunk;
        else
            std::memcpy(byte(term.end), &chunk, kLink);
        term.chunk_size = size;
        term.at = chunk;
        term.end = chunk + size;
    }
    *byte(term.at++) = value;
}

void PostingsBuilder::add(PairKey key, Rank rank) {
    Term* term = &slot(key);
    if (term->count != 0 && term->last == rank) return;
    if (term->count == 0) {
        if (++used_ * 2 > terms_.size()) {
            grow();
            term = &slot(key);
        }
        term->key = key;
    }
    write_number(rank - term->last, [&](std::uint8_t byte) { put(*term, byte); });
    term->last = rank;
    ++term->count;
}

/// Calls `take` with each rank of a term, ascending.
template <class Take>
void PostingsBuilder::each_rank(const Term& term, const Take& take) {
    std::uint32_t chunk = term.first, size = kFirstChunk, at = chunk;
    Rank rank = 0, distance = 0;
    unsigned shift = 0;
    for (std::uint32_t done = 0; done < term.count;) {
        if (at == chunk + size) {
            std::memcpy(&chunk, byte(at), kLink);
            at = chunk;
            size = std::min(size * 2, kLastChunk);
        }
        const std::uint8_t value = *byte(at++);
        distance |= (value & 0x7FU) << shift;
        shift += 7;
        if (value & 0x80U) continue;
        take(rank += distance);
        distance = 0, shift = 0;
        ++done;
    }
}

void PostingsBuilder::write_list(const Term& term, std::vector<std::uint8_t>& out) {
    write_number(term.count, [&](std::uint8_t byte) { out.push_back(byte); });
    const std::uint32_t blocks = (term.count + PostingCursor::kBlock - 1) / PostingCursor::kBlock;
    std::size_t skip = out.size();
    if (blocks > 1) out.resize(out.size() + blocks * sizeof(Skip));
    const std::size_t begin = out.size();
    std::array<Rank, PostingCursor::kBlock> distances;
    std::size_t held = 0;
    Rank next = 0;
    std::uint32_t left = term.count;
    each_rank(term, [&](Rank rank) {
        distances[held++] = rank - next;
        next = rank + 1;
        if (--left != 0 && held < distances.size()) return;
        const Skip here{rank, std::uint32_t(out.size() - begin)};
        if (blocks > 1) std::memcpy(&out[skip], &here, sizeof here);
        skip += sizeof here;
        write_block(std::span(distances).first(held), out);
        held = 0;
    });
}

Postings PostingsBuilder::finish() {
    std::erase_if(terms_, [](const Term& term) { return term.count == 0; });
    std::sort(terms_.begin(), terms_.end(),
              [](const Term& a, const Term& b) { return a.key < b.key; });
    Postings made;
    made.keys_.reserve(terms_.size());
    made.begin_.reserve(terms_.size());
    made.lists_.reserve(blocks_.size() << kBlockBits);
    for (const Term& term : terms_) {
        if (made.lists_.size() > std::numeric_limits<std::uint32_t>::max())
            throw std::length_error(kTooMany);
        made.keys_.push_back(term.key);
        made.begin_.push_back(std::uint32_t(made.lists_.size()));
        write_list(term, made.lists_);
    }
    made.lists_.resize(made.lists_.size() + sizeof(std::uint64_t));
    made.lists_.shrink_to_fit();
    *this = PostingsBuilder();
    return made;
}

PostingCursor::PostingCursor(PostingList list)
    : list_(list), blocks_((list.count + kBlock - 1) / kBlock) {
    if (blocks_ > 0) load(0);
}

void PostingCursor::load(std::uint32_t block) {
    block_ = block;
    at_ = 0;
    size_ = std::min(kBlock, list_.count - block * kBlock);
    const std::uint8_t* from = list_.bytes;
    const Rank next = block == 0 ? 0 : skip_at(list_.bytes, block - 1).last + 1;
    if (blocks_ > 1) from += blocks_ * sizeof(Skip) + skip_at(list_.bytes, block).begin;
    read_block(from, next, std::span(ranks_).first(size_));
}

void PostingCursor::next() {
    if (++at_ >= size_ && size_ != 0 && block_ + 1 < blocks_) load(block_ + 1);
}

void PostingCursor::seek(Rank target) {
    if (rank() >= target) return;
    if (ranks_[size_ - 1] < target) {
        std::uint32_t low = block_ + 1, high = blocks_;
        while (low < high) {
            const std::uint32_t middle = (low + high) / 2;
            if (skip_at(list_.bytes, middle).last < target)
                low = middle + 1;
            else
                high = middle;
        }
        if (low >= blocks_) {
            at_ = size_;
            block_ = blocks_ - 1;
            return;
        }
        load(low);
    }
    while (ranks_[at_] < target) ++at_;
}

}  // namespace michi
