#include "assurance/form.hpp"

#include <algorithm>
#include <charconv>

#include "assurance/told.hpp"
#include "base/fold.hpp"
#include "base/text.hpp"
#include "directory/check.hpp"

namespace michi::assurance {
namespace {

using directory::Condition;
using directory::Field;
using directory::Listing;
using directory::Measure;

constexpr std::array kPlaceFields{
    Field::name,        Field::postal,     Field::address,  Field::phone, Field::fax,
    Field::email,       Field::url,        Field::capacity, Field::days,  Field::hours,
    Field::closed_days, Field::hours_note, Field::ages,     Field::area,  Field::fee,
    Field::papers,      Field::first_step};
constexpr Field kLong[] = {Field::papers, Field::first_step, Field::hours_note, Field::note};
constexpr std::size_t kFieldLimit = 600, kDetailLimit = 300;
constexpr int kMostOfAnything = 9999;

struct Option {
    std::string_view id;
    Word word;
};
constexpr std::array kAnswers{Option{"yes", "assurance.answer_yes"_w},
                              Option{"no", "assurance.answer_no"_w},
                              Option{"ask", "assurance.answer_ask"_w}};

const directory::FieldName& name_of(Field field) {
    return *std::ranges::find(directory::field_names(), field, &directory::FieldName::field);
}

const directory::FieldName* field_named(std::string_view id) {
    const auto found = std::ranges::find(directory::field_names(), id, &directory::FieldName::id);
    return found == directory::field_names().end() ? nullptr : &*found;
}

std::string field_key(Field field) { return "f:" + std::string(name_of(field).id); }

/// Room has a part of its own; an area needs the list of municipalities.
bool has_line(const Condition& condition) {
    return condition.id != directory::kVacancy && condition.id != directory::kArea;
}

std::string typed_text(const web::Form& typed, const std::string& name) {
    return trimmed(typed.text(name));
}

Told typed_told(const web::Form& typed, const Condition& condition) {
    const std::string id(condition.id);
    Told told;
    told.answer = typed.text("c:" + id);
    told.detail = typed_text(typed, "d:" + id);
    if (condition.measure == Measure::none) return told;
    told.low = trimmed(fold_width(typed.text("l:" + id)));
    told.high = trimmed(fold_width(typed.text("h:" + id)));
    return told;
}

Told typed_room(const web::Form& typed) {
    return {typed.text("room"), trimmed(fold_width(typed.text("available"))),
            trimmed(fold_width(typed.text("maximum"))), trimmed(fold_width(typed.text("waiting"))),
            typed_text(typed, "times")};
}

ConditionLine condition_line(const Condition& condition, const Told& told, Lang lang) {
    return {.id = std::string(condition.id),
            .detail = told.detail,
            .low = told.low,
            .high = told.high,
            .says = line_of(condition.id, told, lang),
            .word = condition.word,
            .measure = directory::measure_word(condition.measure),
            .answers = choices(kAnswers, told.answer),
            .is_ranged = condition.measure != Measure::none,
            .is_yes = told.answer == "yes",
            .is_no = told.answer == "no",
            .is_ask = told.answer == "ask"};
}

void add_line(std::vector<GroupLine>& groups, const Condition& condition, ConditionLine line) {
    const Word word = directory::group_word(condition.group);
    if (groups.empty() || !(groups.back().word == word)) groups.push_back({word, {}});
    groups.back().conditions.push_back(std::move(line));
}

bool is_number(const std::string& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return text.empty() || (error == std::errc{} && end == text.data() + text.size() &&
                            value >= 0 && value <= kMostOfAnything);
}

void check_number(Refusals& no, const std::string& field, const std::string& text) {
    if (!is_number(text)) no.add(field, "assurance.say_number"_w);
}

bool is_web_address(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

std::string cleaned(Field field, std::string text) {
    if (field == Field::phone || field == Field::fax || field == Field::postal)
        return trimmed(fold_dashes(fold_width(text)));
    if (field != Field::hours_note && field != Field::papers && field != Field::first_step)
        std::ranges::replace(text, '\n', ' ');
    return trimmed(text);
}

void read_fields(const Listing& seen, const web::Form& typed, Typed& read) {
    for (const Field field : kPlaceFields) {
        const std::string key = field_key(field);
        const auto given = typed.maybe(key);
        if (!given) continue;
        read.refusals.add(check_text(key, *given, kFieldLimit));
        const std::string text = cleaned(field, *given);
        if (field == Field::name && text.empty()) read.refusals.add(key, "assurance.say_name"_w);
        if (field == Field::url && !text.empty() && !is_web_address(text))
            read.refusals.add(key, "assurance.say_url"_w);
        if (text == seen.values[field]) continue;  // a list may hold what nobody could type
        read.refusals.add(directory::check_typed(field, key, text));
        read.changes.push_back({key, seen.values[field], text});
    }
}

void read_conditions(const Listing& seen, Date today, const web::Form& typed, Typed& read) {
    for (const Condition& condition : directory::conditions()) {
        if (!has_line(condition)) continue;
        const std::string id(condition.id);
        const Told told = typed_told(typed, condition);
        read.refusals.add(check_text("d:" + id, told.detail, kDetailLimit));
        check_number(read.refusals, "l:" + id, told.low);
        check_number(read.refusals, "h:" + id, told.high);
        if (told.answer.empty()) {
            if (!told.detail.empty() || !told.low.empty() || !told.high.empty())
                read.refusals.add("c:" + id, "assurance.say_answer"_w);
            continue;  // nothing is said of it: what is known stays
        }
        if (std::ranges::find(kAnswers, told.answer, &Option::id) == kAnswers.end()) continue;
        const Told before = told_of(seen.fact(condition.id), today);
        if (!(told == before)) read.changes.push_back({"c:" + id, packed(before), packed(told)});
    }
}

void read_room(const Listing& seen, Date today, const web::Form& typed, Typed& read) {
    const Told told = typed_room(typed);
    read.refusals.add(check_text("times", told.detail, 60));
    check_number(read.refusals, "available", told.low);
    check_number(read.refusals, "maximum", told.high);
    check_number(read.refusals, "waiting", told.third);
    if (!directory::room_state(told.answer)) return;
    const Told before = told_of(seen.fact(directory::kVacancy), today);
    if (!(told == before))
        read.changes.push_back(
            {"c:" + std::string(directory::kVacancy), packed(before), packed(told)});
}

std::string field_text(std::string_view id, const std::string& text, Lang lang) {
    if (id != "closed" || text.empty()) return text;
    return std::string(word_text(
        text == "paused" ? "assurance.closed_paused"_w : "assurance.closed_down"_w, lang));
}

}  // namespace

std::span<const Field> place_fields() { return kPlaceFields; }

bool on_the_sheet(const Listing& listing, const Condition& condition) {
    return has_line(condition) &&
           (condition.first || condition.id == "age" || listing.fact(condition.id) != nullptr);
}

EntryForm entry_form(const Listing& seen, Date today, Lang lang, const web::Form* typed) {
    EntryForm form;
    for (const Field field : kPlaceFields) {
        const auto& name = name_of(field);
        const std::string key = field_key(field);
        const bool is_long = std::ranges::find(kLong, field) != std::end(kLong);
        form.fields.push_back({.id = key,
                               .value = typed ? typed->text(key) : seen.values[field],
                               .listed = {},
                               .source = {},
                               .word = name.word,
                               .is_long = is_long});
    }
    for (const Condition& condition : directory::conditions()) {
        if (!has_line(condition)) continue;
        const Told told =
            typed ? typed_told(*typed, condition) : told_of(seen.fact(condition.id), today);
        const bool first = on_the_sheet(seen, condition);
        form.more_open |= !first && typed && !told.answer.empty();
        add_line(first ? form.groups : form.more, condition, condition_line(condition, told, lang));
    }
    const Told room = typed ? typed_room(*typed) : told_of(seen.fact(directory::kVacancy), today);
    form.room = {
        choices(directory::kRoomStates, room.answer), room.low, room.high, room.third, room.detail,
        line_of(directory::kVacancy, room, lang)};
    return form;
}

Typed read_entry(const Listing& seen, Date today, const web::Form& typed) {
    Typed read;
    read_fields(seen, typed, read);
    read_conditions(seen, today, typed, read);
    read_room(seen, today, typed, read);
    return read;
}

Listing with_changes(Listing entry, std::span<const Change> changes, Date today) {
    for (const Change& change : changes) {
        const std::string_view id =
            std::string_view(change.key).substr(std::min<std::size_t>(2, change.key.size()));
        if (change.key.starts_with("f:")) {
            if (const auto* name = field_named(id)) entry.values[name->field] = change.after;
        } else if (change.key.starts_with("c:")) {
            std::erase_if(entry.facts,
                          [&](const directory::KnownFact& fact) { return fact.condition == id; });
            entry.facts.push_back(fact_of(id, unpacked(change.after), today));
        }
    }
    return entry;
}

std::string now_says(const Listing& listing, std::string_view key, Date today) {
    if (key.starts_with("f:")) {
        const auto* name = field_named(key.substr(2));
        return name ? listing.values[name->field] : std::string{};
    }
    if (key.starts_with("c:")) return packed(told_of(listing.fact(key.substr(2)), today));
    return {};
}

std::string says(std::string_view key, const std::string& text, Lang lang) {
    if (key.starts_with("c:")) return line_of(key.substr(2), unpacked(text), lang);
    return key.starts_with("f:") ? field_text(key.substr(2), text, lang) : text;
}

Word word_of_key(std::string_view key) {
    if (key.starts_with("f:")) {
        const auto* name = field_named(key.substr(2));
        return name ? name->word : Word{};
    }
    const auto* condition =
        key.starts_with("c:") ? directory::find_condition(key.substr(2)) : nullptr;
    return condition ? condition->word : "assurance.free_words"_w;
}

void write_changes(Tx& tx, Id<directory::Service> service, const Taking& taking) {
    auto [own, listed] = directory::spoken(tx, service);
    bool fields = false;
    for (const Change& change : taking.changes) {
        if (change.key.starts_with("f:")) {
            if (const auto* name = field_named(std::string_view(change.key).substr(2))) {
                // What the lists say already needs no word of the Centre's before it.
                const bool same = change.after == listed[name->field];
                own[name->field] = same ? std::string{} : change.after;
                fields = true;
            }
        } else if (change.key.starts_with("c:")) {
            auto fact = fact_of(std::string_view(change.key).substr(2), unpacked(change.after),
                                taking.now.today);
            fact.source = taking.source;
            fact.told_to = taking.told_to;
            if (taking.may_publish) fact.visibility = directory::Visibility::open;
            directory::add_fact(tx, service, {.known = fact, .by = taking.by, .at = taking.now.at});
        }
    }
    if (fields) directory::edit_service(tx, service, own);
}

}  // namespace michi::assurance
