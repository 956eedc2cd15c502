#include "platform/text_index.hpp"

#include <algorithm>
#include <utility>

namespace michi {
namespace {

constexpr std::size_t kHead = 256;  // texts that are scanned one by one before they are sealed
constexpr std::size_t kFamily = 8;  // segments of like size that are joined
constexpr std::size_t kLargest = 262'144;  // texts; both the old and the new are there meanwhile
constexpr std::size_t kWasted = 4;         // a segment is rewritten when one in so many is gone

void find_in_head(std::span<const std::shared_ptr<const IndexedText>> head, const TextQuery& query,
                  const SearchScope& scope, TextHits& hits) {
    for (const auto& text : head) {
        if (!scope.allows_any(text->places) || !query.holds(text->folded)) continue;
        ++hits.count;
        hits.ids.push_back(text->id);
    }
}

void hide_rank(std::shared_ptr<const Gone>& gone, std::size_t size, Rank rank) {
    auto more = gone ? std::make_shared<Gone>(*gone) : std::make_shared<Gone>(size);
    more->add(rank);
    gone = std::move(more);
}

/// Ids descend in both: parts of a first filling mostly lie beside each other.
bool overlap(const TextSegment& a, const TextSegment& b) {
    return a.id(0) >= b.id(Rank(b.size() - 1)) && b.id(0) >= a.id(Rank(a.size() - 1));
}

}  // namespace

TextIndex::TextIndex() : seen_(std::make_shared<State>()) {}

TextIndex::Seen TextIndex::seen() const {
    const std::lock_guard lock(seen_mutex_);
    return seen_;
}

void TextIndex::publish(State next) {
    Seen made = std::make_shared<const State>(std::move(next));
    const std::lock_guard lock(seen_mutex_);
    seen_.swap(made);
}

/// Takes the text of that id away; false when there is none.
bool TextIndex::hide(State& state, std::int64_t id) {
    if (std::erase_if(state.head, [&](const auto& text) { return text->id == id; }) > 0)
        return true;
    for (Part& part : state.parts) {
        const Rank rank = part.segment->rank_of(id);
        if (rank == kNoRank || (part.gone && part.gone->has(rank))) continue;
        hide_rank(part.gone, part.segment->size(), rank);
        return true;
    }
    return false;
}

void TextIndex::seal_head(State& state) {
    auto& head = state.head;
    std::sort(head.begin(), head.end(), [](const auto& a, const auto& b) { return a->id > b->id; });
    TextSegmentBuilder builder;
    for (const auto& text : head) builder.add(text->id, text->places, text->folded);
    state.parts.push_back({builder.finish(), nullptr});
    head.clear();
}

void TextIndex::put(IndexedText text) {
    const std::lock_guard lock(change_mutex_);
    State next = *seen();
    hide(next, text.id);
    if (loading_) changed_.insert(text.id);
    next.head.push_back(std::make_shared<const IndexedText>(std::move(text)));
    if (next.head.size() >= kHead) seal_head(next);
    publish(std::move(next));
}

void TextIndex::remove(std::int64_t id) {
    const std::lock_guard lock(change_mutex_);
    if (loading_) changed_.insert(id);
    State next = *seen();
    if (hide(next, id)) publish(std::move(next));
}

void TextIndex::remove_if(const std::function<bool(std::int64_t)>& is_gone) {
    std::vector<std::int64_t> ids;
    const Seen state = seen();
    for (const auto& text : state->head)
        if (is_gone(text->id)) ids.push_back(text->id);
    for (const Part& part : state->parts)
        for (Rank rank = 0; rank < part.segment->size(); ++rank)
            if (is_gone(part.segment->id(rank))) ids.push_back(part.segment->id(rank));
    for (const std::int64_t id : ids) remove(id);
}

/// Of `part`, freshly loaded, what changed meanwhile is old; of the others, what `part` has is.
void TextIndex::hide_all(State& state, Part& part,
                         const std::unordered_set<std::int64_t>& changed) {
    for (const std::int64_t id : changed)
        if (const Rank rank = part.segment->rank_of(id); rank != kNoRank)
            hide_rank(part.gone, part.segment->size(), rank);
    std::erase_if(state.head, [&](const auto& text) {
        return !changed.contains(text->id) && part.segment->rank_of(text->id) != kNoRank;
    });
    for (Part& other : state.parts) {
        if (!overlap(*part.segment, *other.segment)) continue;
        auto gone = other.gone ? std::make_shared<Gone>(*other.gone)
                               : std::make_shared<Gone>(other.segment->size());
        for (Rank rank = 0; rank < other.segment->size(); ++rank) {
            const std::int64_t id = other.segment->id(rank);
            if (!changed.contains(id) && part.segment->rank_of(id) != kNoRank) gone->add(rank);
        }
        if (gone->count() > 0) other.gone = std::move(gone);
    }
}

void TextIndex::load(const std::function<void(const Take&)>& rows) {
    const std::lock_guard slow(slow_mutex_);
    {
        const std::lock_guard lock(change_mutex_);
        loading_ = true;
        changed_.clear();
    }
    TextSegmentBuilder builder;
    try {
        rows([&](std::int64_t id, std::span<const std::int64_t> places, std::string_view folded) {
            builder.add(id, places, folded);
        });
    } catch (...) {
        const std::lock_guard lock(change_mutex_);
        loading_ = false;
        throw;
    }
    Part part{builder.finish(), nullptr};
    const std::lock_guard lock(change_mutex_);
    loading_ = false;
    if (part.segment->size() == 0) return;
    State next = *seen();
    hide_all(next, part, std::exchange(changed_, {}));
    next.parts.push_back(std::move(part));
    publish(std::move(next));
}

TextFound TextIndex::search(const std::vector<std::string>& words, const SearchScope& scope,
                            std::size_t limit, std::size_t cap) const {
    const TextQuery query(words);
    if (query.empty()) return {};
    const Seen state = seen();
    TextHits hits{limit, cap, {}, 0};
    find_in_head(state->head, query, scope, hits);
    for (const Part& part : state->parts) part.segment->find(query, scope, part.gone.get(), hits);
    const auto shown = std::min(limit, hits.ids.size());
    std::partial_sort(hits.ids.begin(), hits.ids.begin() + std::ptrdiff_t(shown), hits.ids.end(),
                      std::greater<>());
    hits.ids.resize(shown);
    return {std::move(hits.ids), std::min(hits.count, cap), hits.count > cap};
}

/// The segments of the smallest size that has a whole family, or one that is mostly gone.
std::vector<TextIndex::Part> TextIndex::worth_joining(const State& state) {
    for (const Part& part : state.parts)
        if (part.gone && part.gone->count() * kWasted > part.segment->size()) return {part};
    std::vector<Part> sorted = state.parts;
    std::sort(sorted.begin(), sorted.end(),
              [](const Part& a, const Part& b) { return a.alive() < b.alive(); });
    for (std::size_t i = 0; i + kFamily <= sorted.size(); ++i) {
        const auto family = std::span(sorted).subspan(i, kFamily);
        std::size_t together = 0;
        for (const Part& part : family) together += part.alive();
        if (together <= kLargest &&
            family.back().alive() <= std::max(family.front().alive(), kHead) * kFamily)
            return {family.begin(), family.end()};
    }
    return {};
}

TextIndex::Part TextIndex::join(const std::vector<Part>& parts) {
    using Place = std::pair<std::int64_t, std::pair<const Part*, Rank>>;
    std::vector<Place> all;
    for (const Part& part : parts)
        for (Rank rank = 0; rank < part.segment->size(); ++rank)
            if (!part.gone || !part.gone->has(rank))
                all.push_back({part.segment->id(rank), {&part, rank}});
    std::sort(all.begin(), all.end(),
              [](const Place& a, const Place& b) { return a.first > b.first; });
    TextSegmentBuilder builder;
    for (const auto& [id, at] : all)
        builder.add(id, at.first->segment->places(at.second), at.first->segment->text(at.second));
    return {builder.finish(), nullptr};
}

/// What was removed from the old parts while they were joined is removed from the joined one.
void TextIndex::replace(const std::vector<Part>& old, Part joined) {
    const std::lock_guard lock(change_mutex_);
    State next = *seen();
    for (const Part& before : old) {
        const auto now = std::find_if(next.parts.begin(), next.parts.end(), [&](const Part& part) {
            return part.segment == before.segment;
        });
        for (Rank rank = 0; now->gone != before.gone && rank < before.segment->size(); ++rank)
            if (now->gone->has(rank) && !(before.gone && before.gone->has(rank)))
                hide_rank(joined.gone, joined.segment->size(),
                          joined.segment->rank_of(before.segment->id(rank)));
        next.parts.erase(now);
    }
    if (joined.segment->size() > 0) next.parts.push_back(std::move(joined));
    publish(std::move(next));
}

bool TextIndex::tidy() {
    const std::lock_guard slow(slow_mutex_);
    const std::vector<Part> old = worth_joining(*seen());
    if (old.empty()) return false;
    replace(old, join(old));
    return true;
}

std::size_t TextIndex::size() const {
    const Seen state = seen();
    std::size_t size = state->head.size();
    for (const Part& part : state->parts) size += part.alive();
    return size;
}

std::size_t TextIndex::bytes() const {
    const Seen state = seen();
    std::size_t bytes = 0;
    for (const Part& part : state->parts) bytes += part.segment->bytes();
    return bytes;
}

}  // namespace michi
