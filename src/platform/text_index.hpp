// Full-text search in memory over folded texts: any part of a word, newest first, within what the
// reader may read. Nothing of it is ever at rest.
#pragma once

#include <functional>
#include <mutex>
#include <unordered_set>

#include "platform/text_segment.hpp"

namespace michi {

struct TextFound {
    std::vector<std::int64_t> newest;  // ids, newest first
    std::size_t count{};               // of all that match inside the scope, up to `cap`
    bool more{};                       // there are more than `count`
};

/// Any number of threads search while others change it; a search sees one state of the whole and
/// waits for nobody.
class TextIndex {
  public:
    using Take = std::function<void(std::int64_t id, std::span<const std::int64_t> places,
                                    std::string_view)>;

    TextIndex();
    /// The first filling: `rows` calls its argument for each text, newest first. A put or remove
    /// meanwhile wins over the row.
    void load(const std::function<void(const Take&)>& rows);
    void put(IndexedText text);  // adds it, or replaces the text of that id
    void remove(std::int64_t id);
    /// For who does not know the id any more: looks at all of them.
    void remove_if(const std::function<bool(std::int64_t)>& is_gone);

    /// Texts that hold every one of the folded words (of one character or more). No words, no
    /// answer.
    TextFound search(const std::vector<std::string>& words, const SearchScope& scope,
                     std::size_t limit = 20, std::size_t cap = 1000) const;

    /// Joins small segments and lets go of removed texts; false when there was nothing to do. Slow:
    /// for a job between requests, while searches and changes go on.
    bool tidy();
    std::size_t size() const;
    std::size_t bytes() const;  // memory of the sealed segments

  private:
    struct Part {
        std::shared_ptr<const TextSegment> segment;
        std::shared_ptr<const Gone> gone;  // null: nothing is
        std::size_t alive() const { return segment->size() - (gone ? gone->count() : 0); }
    };
    struct State {
        std::vector<Part> parts;
        std::vector<std::shared_ptr<const IndexedText>> head;  // the latest changes, not yet sealed
    };
    using Seen = std::shared_ptr<const State>;

    Seen seen() const;
    void publish(State next);
    static bool hide(State& state, std::int64_t id);
    static void hide_all(State& state, Part& part, const std::unordered_set<std::int64_t>& changed);
    static void seal_head(State& state);
    static std::vector<Part> worth_joining(const State& state);
    static Part join(const std::vector<Part>& parts);
    void replace(const std::vector<Part>& old, Part joined);

    mutable std::mutex seen_mutex_;  // only while the pointer is copied
    Seen seen_;
    std::mutex change_mutex_;  // one change at a time
    std::mutex slow_mutex_;    // one load or tidy at a time
    bool loading_{};
    std::unordered_set<std::int64_t> changed_;  // by put and remove since the load began
};

}  // namespace michi
