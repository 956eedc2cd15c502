// What is on a disk after its power was cut: what was synced for certain; of the rest, any part of it,
// whole, torn at a sector or not at all, late writes without the early ones.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <stdexcept>
#include <string>

#include "power/disk.hpp"

namespace michi::power {

using Files = std::map<std::string, std::string>;

constexpr std::size_t kSector = 512;

class Platter {
  public:
    Platter() = default;
    /// Files that have been there for long.
    explicit Platter(const Files& files) {
        for (const auto& [name, bytes] : files) {
            inodes_.push_back({.bytes = bytes});
            certain_names_[name] = now_[name] = inodes_.size() - 1;
        }
    }

    /// The event must outlive the platter: bytes are not copied.
    void take(const Event& event) {
        using Kind = Event::Kind;
        switch (event.kind) {
            case Kind::create:
                inodes_.emplace_back();
                now_[event.name] = inodes_.size() - 1;
                return names_.push_back({event.name, inodes_.size() - 1});
            case Kind::remove:
                now_.erase(event.name);
                return names_.push_back({event.name, kNone});
            case Kind::sync_directory:
                for (const Name& name : names_) name.apply(certain_names_);
                return names_.clear();
            case Kind::write:
            case Kind::truncate:
                return inodes_.at(now_.at(event.name)).changes.push_back({&event});
            case Kind::sync:
                return inodes_.at(now_.at(event.name)).settle();
            case Kind::sync_failed:
                return inodes_.at(now_.at(event.name)).doubt();
        }
    }

    /// The files as one cut may leave them; the same seed leaves the same.
    Files after_cut(std::uint64_t seed) const {
        std::mt19937_64 chance(seed);
        auto left = certain_names_;
        const std::size_t kept = seed % 4 == 0 ? 0 : chance() % (names_.size() + 1);
        for (std::size_t i = 0; i < kept; ++i) names_[i].apply(left);
        Files files;
        for (const auto& [name, inode] : left) files[name] = inodes_[inode].after_cut(chance, seed);
        return files;
    }

    /// The files as they are for a program that starts again while the machine stays.
    Files as_seen() const {
        Files files;
        for (const auto& [name, inode] : now_) files[name] = inodes_[inode].as_seen();
        return files;
    }

  private:
    static constexpr std::size_t kNone = ~std::size_t{};

    struct Name {
        std::string name;
        std::size_t inode;  // kNone: removed
        void apply(std::map<std::string, std::size_t>& to) const {
            if (inode == kNone)
                to.erase(name);
            else
                to[name] = inode;
        }
    };

    enum class State {
        open,     // may be there or not; the next sync decides
        certain,  // was synced
        doubted   // its sync failed: the kernel has forgotten it, no later sync makes it certain
    };

    struct Change {
        const Event* event;
        State state{State::open};
    };

    struct Inode {
        std::string bytes{};
        std::deque<Change> changes{};

        void settle() {
            for (Change& change : changes)
                if (change.state == State::open) change.state = State::certain;
            while (!changes.empty() && changes.front().state == State::certain) {
                put(bytes, *changes.front().event);
                changes.pop_front();
            }
        }
        void doubt() {
            for (Change& change : changes)
                if (change.state == State::open) change.state = State::doubted;
        }
        std::string as_seen() const {
            std::string all = bytes;
            for (const Change& change : changes) put(all, *change.event);
            return all;
        }
        std::string after_cut(std::mt19937_64& chance, std::uint64_t seed) const;
    };

    static void put(std::string& bytes, const Event& event) {
        const auto at = static_cast<std::size_t>(event.at);
        if (event.kind == Event::Kind::truncate) return bytes.resize(at);
        if (bytes.size() < at + event.bytes.size()) bytes.resize(at + event.bytes.size());
        bytes.replace(at, event.bytes.size(), event.bytes);
    }

    std::deque<Inode> inodes_;
    std::map<std::string, std::size_t> now_, certain_names_;
    std::deque<Name> names_;  // made or removed since the directory was synced
};

/// How the changes that nothing makes certain fare in one cut.
class Fate {
  public:
    Fate(std::mt19937_64& chance, std::uint64_t seed, std::size_t changes)
        : chance_(chance),
          way_(static_cast<Way>(seed % 6)),
          garbage_(seed % 12 >= 6),
          torn_(changes ? chance() % changes : 0),
          likely_(1 + chance() % 9) {}

    bool keeps_truncation(std::size_t nth) { return keeps(nth); }
    /// Whether this sector of the nth change arrived.
    bool keeps(std::size_t nth) {
        switch (way_) {
            case Way::nothing:
                return false;
            case Way::first_ones:
                return nth < torn_ || (nth == torn_ && coin());
            case Way::last_ones:
                return nth > torn_ || (nth == torn_ && coin());
            case Way::any_write:
                if (nth != asked_) whole_ = chance_() % 10 < likely_;
                asked_ = nth;
                return whole_;
            case Way::any_sector:
                return chance_() % 10 < likely_;
            case Way::all_but_one:
                return nth != torn_;
        }
        return false;
    }
    /// A block that was given to the file and never written holds what somebody had there before.
    bool leaves_garbage() const { return garbage_; }
    char garbage() { return static_cast<char>(chance_()); }

  private:
    enum class Way { nothing, first_ones, last_ones, any_write, any_sector, all_but_one };
    bool coin() { return chance_() % 2 == 0; }

    std::mt19937_64& chance_;
    Way way_;
    bool garbage_;
    std::size_t torn_;
    std::uint64_t likely_;
    std::size_t asked_ = ~std::size_t{};
    bool whole_{};
};

inline std::string Platter::Inode::after_cut(std::mt19937_64& chance, std::uint64_t seed) const {
    std::string left = bytes;
    Fate fate(chance, seed, changes.size());
    const auto grow = [&](std::size_t to) {
        const std::size_t from = left.size();
        if (from >= to) return;
        left.resize(to);
        if (fate.leaves_garbage())
            for (std::size_t i = from; i < to; ++i) left[i] = fate.garbage();
    };
    for (std::size_t nth = 0; nth < changes.size(); ++nth) {
        const Event& event = *changes[nth].event;
        const auto at = static_cast<std::size_t>(event.at);
        const bool certain = changes[nth].state == State::certain;
        if (event.kind == Event::Kind::truncate) {
            if (certain || fate.keeps_truncation(nth)) left.resize(at);
            continue;
        }
        for (std::size_t done = 0; done < event.bytes.size();) {
            const std::size_t until =
                std::min(event.bytes.size(), ((at + done) / kSector + 1) * kSector - at);
            if (certain || fate.keeps(nth)) {
                grow(at + until);
                left.replace(at + done, until - done, event.bytes, done, until - done);
            }
            done = until;
        }
    }
    return left;
}

inline void lay_out(const Files& files, const std::string& directory) {
    std::filesystem::remove_all(directory);
    std::filesystem::create_directory(directory);
    for (const auto& [name, bytes] : files) {
        std::ofstream file(directory + "/" + name, std::ios::binary);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!file.flush()) throw std::runtime_error("no room for " + directory);
    }
}

}  // namespace michi::power
