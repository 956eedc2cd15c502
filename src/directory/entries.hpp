// The rows of a list as they were read: many, and each wide and mostly empty, so that only the one
// that is looked at has its values apart.
#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "directory/model.hpp"

namespace michi::directory {

class Entries {
  public:
    /// A row with its values as pack() makes them.
    struct Kept {
        std::size_t row{};
        std::string kind, publisher, system_no, provider_number, content;
        std::vector<Problem> notes;
    };
    class Each;

    void reserve(std::size_t rows) { rows_.reserve(rows); }
    void push_back(Entry&& entry) { rows_.push_back(packed(std::move(entry))); }
    void put(std::size_t i, Entry&& entry) { rows_[i] = packed(std::move(entry)); }
    void resize(std::size_t rows) { rows_.resize(rows); }
    /// Asked in the order of the rows.
    void erase_if(const std::function<bool(const Entry&)>& is_out);

    std::size_t size() const { return rows_.size(); }
    bool empty() const { return rows_.empty(); }
    Entry operator[](std::size_t i) const { return opened(rows_[i]); }
    Entry at(std::size_t i) const { return opened(rows_.at(i)); }
    Entry front() const { return at(0); }
    Each begin() const;
    Each end() const;

    /// What needs no value is asked and set here.
    std::vector<Kept>& kept() { return rows_; }
    const std::vector<Kept>& kept() const { return rows_; }

  private:
    static Kept packed(Entry&& entry);
    static Entry opened(const Kept& row);
    std::vector<Kept> rows_;
};

class Entries::Each {
  public:
    using iterator_concept = std::forward_iterator_tag;
    using iterator_category = std::input_iterator_tag;
    using value_type = Entry;
    using reference = Entry;
    using pointer = void;
    using difference_type = std::ptrdiff_t;

    Each() = default;
    Each(const Entries& all, std::size_t at) : all_(&all), at_(at) {}
    Entry operator*() const { return (*all_)[at_]; }
    Each& operator++() {
        ++at_;
        return *this;
    }
    Each operator++(int) { return {*all_, at_++}; }
    friend bool operator==(const Each&, const Each&) = default;

  private:
    const Entries* all_{};
    std::size_t at_{};
};

inline Entries::Each Entries::begin() const { return {*this, 0}; }
inline Entries::Each Entries::end() const { return {*this, size()}; }

}  // namespace michi::directory
