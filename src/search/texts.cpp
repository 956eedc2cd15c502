#include "search/texts.hpp"

#include <algorithm>
#include <utility>

#include "base/fold.hpp"
#include "base/phone.hpp"
#include "consent/consent.hpp"
#include "policy/past_decision.hpp"
#include "record/reach.hpp"

namespace michi::search {
namespace {

constexpr std::size_t kPart = 32'768;  // texts that become findable together
constexpr int kReadAtOnce = 2048;      // rows of one snapshot
constexpr int kFollowedAtOnce = 500;

// A key: seconds since 2000 above, the kind, the row below.
constexpr int kKindAt = 30, kSecondsAt = 31;
constexpr std::int64_t kSecondsTo2000 = 946'684'800, kMostSeconds = 0xffff'ffff;
constexpr std::int64_t kRows = (std::int64_t{1} << kKindAt) - 1;

// Places beside those of record/reach.hpp, for consultations of a Centre.
constexpr int kPlaceKindAt = 60;
std::int64_t place_of_consultations(Id<Organisation> centre) {
    return std::int64_t{4} << kPlaceKindAt | centre.value;
}
/// A consultation that became an entry is found as the entry by all who may read that.
std::int64_t place_of_consultations_told_again(Id<Organisation> centre) {
    return std::int64_t{5} << kPlaceKindAt | centre.value;
}

// Line ends stand in no key of a word, so no word is found across two fields.
void append_field(std::string& text, std::string_view field) {
    if (field.empty()) return;
    text += fold(field);
    text += '\n';
}

IndexedText text_from(const record::EntryText& entry) {
    IndexedText text;
    text.id = key_of({TextKind::entry, entry.id.value}, entry.at);
    text.places = record::places_of_entry(entry.centre, entry);
    append_field(text.folded, past_decision(entry.title));
    append_field(text.folded, past_decision(entry.text));
    return text;
}

IndexedText text_from(const consultation::Reception& r) {
    IndexedText text;
    text.id = key_of({TextKind::consultation, r.id.value}, r.started_at);
    text.places = {r.case_id ? place_of_consultations_told_again(r.centre)
                             : place_of_consultations(r.centre)};
    append_field(text.folded, r.answers.words);
    if (r.case_id) return text;  // its people are found by their record
    append_field(text.folded, r.answers.child_kanji);
    append_field(text.folded, r.answers.child_kana);
    append_field(text.folded, r.answers.caller_kana);
    append_field(text.folded, read_phone(r.answers.caller_phone).digits);
    return text;
}

void forget_entry(TextIndex& index, std::int64_t entry) {
    const TextAt gone{TextKind::entry, entry};
    index.remove_if([&](std::int64_t key) { return at_key(key) == gone; });
}

/// How far the first filling has come, from the newest rows to the oldest.
struct Unread {
    Id<record::Entry> entry;
    Id<consultation::Consultation> reception;
    bool entries{true}, receptions{true};

    bool any() const { return entries || receptions; }
    void take(Tx& tx, Vault& vault, std::vector<IndexedText>& texts);
};

template <class Rows, class Last>
bool take_rows(const Rows& rows, Last& last, std::vector<IndexedText>& texts) {
    for (const auto& row : rows) texts.push_back(text_from(row));
    if (!rows.empty()) last = rows.back().id;
    return rows.size() == std::size_t(kReadAtOnce);
}

void Unread::take(Tx& tx, Vault& vault, std::vector<IndexedText>& texts) {
    if (entries)
        entries = take_rows(record::entry_texts(tx, vault, entry, kReadAtOnce), entry, texts);
    if (receptions)
        receptions = take_rows(consultation::receptions_before(tx, vault, reception, kReadAtOnce),
                               reception, texts);
}

}  // namespace

std::int64_t key_of(TextAt at, Instant when) {
    const std::int64_t seconds =
        std::clamp<std::int64_t>(when.ms / 1000 - kSecondsTo2000, 0, kMostSeconds);
    return seconds << kSecondsAt | std::int64_t(at.kind) << kKindAt | at.row;
}

TextAt at_key(std::int64_t key) { return {TextKind(key >> kKindAt & 1), key & kRows}; }

SearchScope texts_in_reach(Tx& tx, const Subject& who, Date today) {
    std::vector<std::int64_t> places = consent::reach(tx, who, Field::notes, today);
    const bool reads_entries = !places.empty();
    const Circumstances ours{.relation = Relation::centre};
    if (record::is_centre_role(who.role) &&
        decide(who.role, who.assurance, Act::read_consultation, ours).allowed()) {
        places.push_back(place_of_consultations(who.organisation));
        if (!reads_entries) places.push_back(place_of_consultations_told_again(who.organisation));
    }
    return SearchScope(std::move(places));
}

void Texts::expect_load() { state_ = State::loading; }

void Texts::load(const Read& read, Vault& vault, const std::function<bool()>& go_on) {
    read([&](Tx& tx) { follower_.stand_at(newest_change(tx)); });
    Unread unread;
    while (unread.any() && go_on()) {
        // What changes while a part is read wins over the part: so it is read inside.
        index_.load([&](const TextIndex::Take& take) {
            std::vector<IndexedText> texts;
            while (unread.any() && texts.size() < kPart && go_on())
                read([&](Tx& tx) { unread.take(tx, vault, texts); });
            std::ranges::sort(texts, std::greater<>(), &IndexedText::id);
            for (const auto& text : texts) take(text.id, text.places, text.folded);
        });
    }
    state_ = State::whole;
    const std::lock_guard lock(withdrawn_mutex_);
    for (const auto entry : std::exchange(withdrawn_, {})) forget_entry(index_, entry);
}

void Texts::withdraw(std::int64_t entry) {
    const std::lock_guard lock(withdrawn_mutex_);
    forget_entry(index_, entry);
    if (state_ != State::whole) withdrawn_.push_back(entry);
}

void Texts::read_again(Tx& tx, Vault& vault, TextAt at) {
    if (at.kind == TextKind::entry) {
        if (const auto entry = record::entry_text(tx, vault, {at.row}))
            index_.put(text_from(*entry));
        else
            withdraw(at.row);
        return;
    }
    const auto reception = consultation::find_reception(tx, vault, {at.row});
    const IndexedText text = text_from(reception);
    if (reception.state == consultation::State::discarded)
        index_.remove(text.id);
    else
        index_.put(text);
}

bool Texts::keep_up(Tx& tx, Vault& vault) {
    const auto in_this_snapshot = [&] {
        load([&](const auto& part) { part(tx); }, vault, [] { return true; });
    };
    if (state_ == State::empty) {
        const std::lock_guard lock(loading_);
        if (state_ == State::empty) in_this_snapshot();
    }
    const auto again = [&](std::string_view what, std::int64_t row) {
        if (what == record::kEntryChange) read_again(tx, vault, {TextKind::entry, row});
        if (what == consultation::kConsultationChange)
            read_again(tx, vault, {TextKind::consultation, row});
    };
    if (follower_.follow(tx, again, kFollowedAtOnce) == Follower::Way::missed) in_this_snapshot();
    return state_ == State::whole;
}

}  // namespace michi::search
