#include "platform/postings.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace michi {
namespace {

// A list of more than one block begins with a Skip for each block.
struct Skip {
    Rank last;
    std::uint32_t begin;  // of the block, from behind the skips
};

constexpr std::uint32_t kFirstChunk = 8, kLastChunk = 512;  // bytes of ranks in a chunk
constexpr std::uint32_t kLink = sizeof(std::uint32_t);

std::size_t hash(PairKey key) { return std::size_t(key * 0x9E3779B97F4A7C15U >> 20); }

/// The distance from the rank before.
Rank read_distance(const std::uint8_t*& at) {
    Rank value = *at & 0x7FU;
    for (unsigned shift = 7; *at++ & 0x80U; shift += 7) value |= (*at & 0x7FU) << shift;
    return value;
}

Skip skip_at(const std::uint8_t* list, std::uint32_t block) {
    Skip skip;
    std::memcpy(&skip, list + block * sizeof(Skip), sizeof skip);
    return skip;
}

}  // namespace

PostingList Postings::find(PairKey key) const {
    const auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
    if (found == keys_.end() || *found != key) return {};
    const auto at = std::size_t(found - keys_.begin());
    return {lists_.data() + begin_[at], count_[at]};
}

std::size_t Postings::bytes() const {
    return keys_.capacity() * sizeof(PairKey) + begin_.capacity() * sizeof(std::uint64_t) +
           count_.capacity() * sizeof(std::uint32_t) + lists_.capacity();
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
            throw std::length_error(
                "one segment of the text index holds at most 4 GiB of postings");
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
    Rank distance = rank - term->last;
    for (; distance >= 0x80; distance >>= 7) put(*term, std::uint8_t(distance | 0x80));
    put(*term, std::uint8_t(distance));
    term->last = rank;
    ++term->count;
}

void PostingsBuilder::write_list(const Term& term, std::vector<std::uint8_t>& out) {
    const std::uint32_t blocks = (term.count + PostingCursor::kBlock - 1) / PostingCursor::kBlock;
    const std::size_t skips = out.size();
    if (blocks > 1) out.resize(out.size() + blocks * sizeof(Skip));
    const std::size_t begin = out.size();
    std::uint32_t chunk = term.first, size = kFirstChunk, at = chunk, done = 0;
    Rank rank = 0, distance = 0;
    unsigned shift = 0;
    Skip skip{};
    while (done < term.count) {
        if (at == chunk + size) {
            std::memcpy(&chunk, byte(at), kLink);
            at = chunk;
            size = std::min(size * 2, kLastChunk);
        }
        const std::uint8_t value = *byte(at++);
        out.push_back(value);
        distance |= (value & 0x7FU) << shift;
        shift += 7;
        if (value & 0x80U) continue;
        rank += distance;
        distance = 0, shift = 0;
        if (++done % PostingCursor::kBlock != 0 && done != term.count) continue;
        skip.last = rank;
        if (blocks > 1)
            std::memcpy(&out[skips + (done - 1) / PostingCursor::kBlock * sizeof(Skip)], &skip,
                        sizeof skip);
        skip.begin = std::uint32_t(out.size() - begin);
    }
}

Postings PostingsBuilder::finish() {
    std::erase_if(terms_, [](const Term& term) { return term.count == 0; });
    std::sort(terms_.begin(), terms_.end(),
              [](const Term& a, const Term& b) { return a.key < b.key; });
    Postings made;
    made.keys_.reserve(terms_.size());
    made.begin_.reserve(terms_.size());
    made.count_.reserve(terms_.size());
    made.lists_.reserve(blocks_.size() << kBlockBits);
    for (const Term& term : terms_) {
        made.keys_.push_back(term.key);
        made.begin_.push_back(made.lists_.size());
        made.count_.push_back(term.count);
        write_list(term, made.lists_);
    }
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
    Rank rank = block == 0 ? 0 : skip_at(list_.bytes, block - 1).last;
    if (blocks_ > 1) from += blocks_ * sizeof(Skip) + skip_at(list_.bytes, block).begin;
    for (std::uint32_t i = 0; i < size_; ++i) ranks_[i] = rank += read_distance(from);
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
