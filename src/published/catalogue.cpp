#include "published/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "platform/vault.hpp"

namespace michi::published {
namespace {

constexpr std::size_t kMostKept = 256;
constexpr std::size_t kMostFiles = 32;
constexpr std::size_t kMostFileBytes = 96u << 20;

struct Kept {
    std::mutex mutex;
    std::shared_ptr<const directory::Snapshot> inside;
    std::shared_ptr<const Catalogue> made;
};

std::string key_of(const directory::Asked& asked) {
    std::string key = asked.words + '\n' + asked.municipality;
    key += fmt::format("\n{}", asked.within_km.value_or(-1));
    for (const auto* list : {&asked.kinds, &asked.conditions, &asked.suggested}) {
        key += '\n';
        for (const std::string& one : *list) key.append(one).append(" ");
    }
    return key + fmt::format("\n{}\n{}\n{}\n{}", asked.age.value_or(-1), asked.weight.value_or(-1),
                             asked.first, asked.most);
}

/// A page made by another program run is never taken for this one's.
const std::string& run_mark() {
    static const std::string made = to_hex(random_bytes(4));
    return made;
}

directory::Asked public_question(directory::Asked asked, Date day) {
    asked.may_see = directory::Visibility::open;
    asked.today = day;
    return asked;
}

using Entries = std::vector<std::shared_ptr<const Entry>>;
const std::shared_ptr<const Entry>* find_in(const Entries& entries, Id<directory::Service> id) {
    const auto found = std::ranges::lower_bound(
        entries, id, {}, [](const std::shared_ptr<const Entry>& entry) { return entry->id(); });
    return found != entries.end() && (*found)->id() == id ? &*found : nullptr;
}

}  // namespace

const Entry* Catalogue::find(Id<directory::Service> id) const {
    const auto found = find_in(entries_, id);
    return found ? found->get() : nullptr;
}

const Entry* Catalogue::find_ended(Id<directory::Service> id) const {
    const auto found = find_in(ended_, id);
    return found ? found->get() : nullptr;
}

const Entry* Catalogue::told_as(std::string_view id) const {
    const auto found = told_.find(id);
    return found == told_.end() ? nullptr : found->second;
}

std::string_view Catalogue::body_told_as(std::int64_t number) const {
    const auto found = bodies_.find(number);
    return found == bodies_.end() ? std::string_view{} : found->second;
}

void Catalogue::learn_names() {
    for (const auto* list : {&entries_, &ended_})
        for (const auto& entry : *list) {
            const Retold* retold = entry->retold();
            if (!retold) continue;
            told_.emplace(retold->names.service, entry.get());
            for (const std::string& place : retold->names.at_places)
                told_.emplace(place, entry.get());
            if (!retold->names.body.empty() && retold->keeps(Field::organisation))
                bodies_.emplace(entry->open().body.value, retold->names.body);
        }
}

std::shared_ptr<const directory::Found> Catalogue::search(const directory::Asked& asked) const {
    const std::string key = key_of(asked);
    {
        const std::lock_guard lock(mutex_);
        if (const auto known = found_.find(key); known != found_.end()) return known->second;
    }
    auto fresh = std::make_shared<const directory::Found>(
        directory::search(open_, public_question(asked, day_)));
    if (!asked.words.empty()) return fresh;  // what families write is not kept
    const std::lock_guard lock(mutex_);
    if (found_.size() >= kMostKept) found_.clear();
    found_.emplace(key, fresh);
    return fresh;
}

std::shared_ptr<const web::Kept> Catalogue::file(const std::string& name,
                                                 const std::function<std::string()>& make) const {
    auto file = std::make_shared<File>();
    {
        const std::lock_guard lock(mutex_);
        const auto known = files_.find(name);
        if (known != files_.end())
            file = known->second;
        else if (files_.size() < kMostFiles)
            files_.emplace(name, file);
    }
    std::call_once(file->once, [&] {
        file->kept = std::make_shared<const web::Kept>(make());
        const std::lock_guard lock(mutex_);
        file_bytes_ += file->kept->plain()->size();
        if (file_bytes_ <= kMostFileBytes) return;
        file_bytes_ -= file->kept->plain()->size();
        files_.erase(name);
    });
    return file->kept;
}

bool Catalogue::has_kind(std::string_view kind) const { return directory::holds_kind(open_, kind); }

const std::vector<std::string>& Catalogue::prefectures() const {
    return directory::prefectures_of(open_);
}

std::string Catalogue::tag(std::string_view face) const {
    return fmt::format("W/\"{}-{}-{}-{}\"", run_mark(), open_.version, day_.iso(), face);
}

std::shared_ptr<const Catalogue> catalogue(Tx& tx, Date today) {
    const auto inside = directory::snapshot(tx);
    auto& kept = tx.memory<Kept>();
    const std::lock_guard lock(kept.mutex);
    if (kept.inside == inside && kept.made->day_ == today) return kept.made;
    const bool same_day = kept.made && kept.made->day_ == today;
    auto fresh = std::make_shared<Catalogue>();
    fresh->day_ = today;
    fresh->open_.version = inside->version;
    std::size_t at = 0;  // what did not change since is taken over; both are in order of id
    for (const auto& listing : inside->listings) {
        std::shared_ptr<const Entry> entry;
        while (same_day && at < kept.inside->listings.size() &&
               kept.inside->listings[at]->id < listing->id)
            ++at;
        const auto listed_on = inside->listed_on(*listing);
        const bool same = same_day && at < kept.inside->listings.size() &&
                          kept.inside->listings[at] == listing &&
                          kept.inside->listed_on(*listing) == listed_on;
        if (same) {
            if (const auto* known = find_in(kept.made->entries_, listing->id)) entry = *known;
            if (const auto* over = find_in(kept.made->ended_, listing->id))
                fresh->ended_.push_back(*over);
        } else if (auto over = Entry::ended(*listing, today)) {
            fresh->ended_.push_back(std::make_shared<const Entry>(std::move(*over)));
        } else if (auto made = Entry::of(*listing, listed_on, today)) {
            entry = std::make_shared<const Entry>(std::move(*made));
        }
        if (!entry) continue;
        fresh->open_.listings.push_back(entry->share());
        fresh->entries_.push_back(std::move(entry));
    }
    fresh->learn_names();
    if (!tx.writes()) {
        kept.inside = inside;
        kept.made = fresh;
    }
    return fresh;
}

}  // namespace michi::published
