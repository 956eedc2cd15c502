#include "setup/rules.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "record/model.hpp"

namespace michi::setup {
namespace {

using people::OrganisationCard;

constexpr std::size_t kLongText = 300;  // bytes: hours and sections are lines, not texts

struct TradeOfService {
    std::string_view kind, trade;
};
constexpr std::array kTradesOfServices{
    TradeOfService{"medical_hospital", "hospital"},
    TradeOfService{"medical_clinic", "hospital"},
    TradeOfService{"medical_home_clinic", "hospital"},
    TradeOfService{"medical_visiting_nurse", "nursing"},
    TradeOfService{"childcare_centre", "nursery"},
    TradeOfService{"childcare_nursery", "nursery"},
    TradeOfService{"childcare_small", "nursery"},
    TradeOfService{"school_kindergarten", "nursery"},
    TradeOfService{"school_special", "school"},
    TradeOfService{"school_primary", "school"},
    TradeOfService{"school_secondary", "school"},
    TradeOfService{"school_compulsory", "school"},
    TradeOfService{"school_high", "school"},
    TradeOfService{"child_consultation_support", "planning"},
    TradeOfService{"consultation_support", "planning"},
    TradeOfService{"core_consultation_centre", "planning"},
    TradeOfService{"child_development_support", "day_care"},
    TradeOfService{"child_development_center", "day_care"},
    TradeOfService{"after_school_day_service", "day_care"},
    TradeOfService{"short_stay", "day_care"},
    TradeOfService{"daytime_respite", "day_care"},
};

/// The id behind a text that is the id or its Japanese word; nothing when it is neither.
template <class List>
std::optional<std::string> code_of(const List& list, const std::string& text, auto word_of) {
    for (const auto& code : list)
        if (text == code.id || text == word_text(word_of(code), Lang::ja))
            return std::string(code.id);
    return std::nullopt;
}

const Heading* heading_of(std::string_view text) {
    const std::string wanted = trimmed(text);
    const auto* found = std::ranges::find_if(
        kHeadings, [&](const Heading& h) { return wanted == word_text(h.word, Lang::ja); });
    return found == kHeadings.end() ? nullptr : found;
}

std::string& text_in(OrganisationCard& card, Column column) {
    switch (column) {
        case Column::kind:
            return card.brief.kind;
        case Column::municipality:
            return card.brief.municipality;
        case Column::desk:
            return card.brief.desk;
        case Column::trade:
            return card.brief.trade;
        case Column::contact:
            return card.contact;
        case Column::phone:
            return card.brief.phone;
        case Column::fax:
            return card.fax;
        case Column::hours:
            return card.hours;
        default:
            return card.brief.name;
    }
}

Word word_of_field(std::string_view field) {
    constexpr std::pair<std::string_view, Column> kFields[] = {
        {"name", Column::name},   {"kind", Column::kind},   {"municipality", Column::municipality},
        {"desk", Column::desk},   {"trade", Column::trade}, {"contact", Column::contact},
        {"phone", Column::phone}, {"fax", Column::fax},     {"hours", Column::hours}};
    for (const auto& [name, column] : kFields)
        if (name == field) return std::ranges::find(kHeadings, column, &Heading::column)->word;
    return kHeadings.front().word;
}

std::optional<std::int64_t> number_in(std::string_view text) {
    const std::string digits = trimmed(fold_width(text));
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size() || value <= 0)
        return std::nullopt;
    return value;
}

/// 「352152」, 「35215」 and 「周南市」 are the same town of this prefecture; "" when none is meant.
std::optional<std::string> town_of(const std::string& text, std::string_view prefecture) {
    if (text.empty()) return std::string();
    if (const auto code = full_code(text); code && find_municipality(*code)) return *code;
    for (const Municipality& town : municipalities_of(prefecture))
        if (town.name == text) return std::string(town.code);
    if (text == prefecture_name(prefecture)) return prefecture_code(prefecture);
    return std::nullopt;
}

class ListReading {
  public:
    ListReading(const directory::Table& table, const std::vector<OrganisationCard>& known,
                std::string_view prefecture)
        : table_(table), known_(known), prefecture_(prefecture) {}
    ListReading(const ListReading&) = delete;
    ListReading& operator=(const ListReading&) = delete;

    ListRead read() {
        if (!read_headings()) return std::move(read_);
        for (std::size_t row = 1; row < table_.rows(); ++row)
            if (!table_.blank(row)) read_row(row);
        return std::move(read_);
    }

  private:
    bool read_headings() {
        if (table_.rows() > 0)
            for (std::size_t column = 0; column < table_.columns(0); ++column)
                if (const Heading* heading = heading_of(table_.at(0, column)))
                    columns_[heading->column] = column;
        if (columns_.contains(Column::name)) return true;
        add(0, Column::name, "", "setup.list_no_heading"_w);
        return false;
    }
    void add(std::size_t row, Column column, std::string value, Word what) {
        const auto* heading = std::ranges::find(kHeadings, column, &Heading::column);
        read_.problems.push_back({table_.rows() > row ? table_.number(row) : row, heading->word,
                                  std::move(value), what});
    }
    std::optional<std::string> cell(std::size_t row, Column column) const {
        const auto found = columns_.find(column);
        if (found == columns_.end()) return std::nullopt;
        return trimmed(table_.at(row, found->second));
    }
    const OrganisationCard* with_number(std::int64_t number) const {
        const auto found = std::ranges::find_if(
            known_, [&](const auto& card) { return card.brief.id.value == number; });
        return found == known_.end() ? nullptr : &*found;
    }
    const OrganisationCard* alike(const OrganisationCard& card) const {
        const auto found = std::ranges::find_if(known_, [&](const auto& other) {
            return other.brief.kind == card.brief.kind && other.brief.name == card.brief.name &&
                   other.brief.municipality == card.brief.municipality;
        });
        return found == known_.end() ? nullptr : &*found;
    }
    /// Codes as ids, towns as codes, numbers with their hyphens; what cannot be read stays and is said.
    void put(OrganisationCard& card, std::size_t row, Column column, const std::string& text) {
        std::optional<std::string> value = text;
        Word wrong;
        const auto named = [](const auto& code) { return code.word; };
        if (column == Column::kind && !text.empty()) {
            value = code_of(kKinds, text, named);
            wrong = "setup.list_kind"_w;
        } else if (column == Column::desk && !text.empty()) {
            value = code_of(people::kDesks, text, named);
            wrong = "setup.list_desk"_w;
        } else if (column == Column::trade && !text.empty()) {
            value = code_of(record::kTrades, text, named);
            wrong = "setup.list_trade"_w;
        } else if (column == Column::municipality) {
            value = town_of(text, prefecture_);
            wrong = "setup.list_municipality"_w;
        } else if (column == Column::phone || column == Column::fax) {
            value = phone_text(text);
        }
        if (!value) add(row, column, text, wrong);
        text_in(card, column) = value.value_or(std::string());
    }
    void put_cover(OrganisationCard& card, std::size_t row, const std::string& text) {
        if (text.empty()) {
            card.covered_by = {};
            return;
        }
        const auto number = number_in(text);
        if (!number || !with_number(*number))
            add(row, Column::covered_by, text, "setup.list_covered_by"_w);
        else if (*number == card.brief.id.value)
            add(row, Column::covered_by, text, "setup.covers_itself"_w);
        else
            card.covered_by = {*number};
    }
    void read_row(std::size_t row) {
        const std::size_t before = read_.problems.size();
        OrganisationCard card;
        if (const auto number = cell(row, Column::number); number && !number->empty()) {
            const auto id = number_in(*number);
            const OrganisationCard* found = id ? with_number(*id) : nullptr;
            if (!found) return add(row, Column::number, *number, "setup.list_number"_w);
            card = *found;
        }
        const std::string kind = card.brief.kind;
        for (const Heading& heading : kHeadings)
            if (const auto text = cell(row, heading.column);
                text && heading.column != Column::number && heading.column != Column::covered_by)
                put(card, row, heading.column, *text);
        if (const auto text = cell(row, Column::covered_by)) put_cover(card, row, *text);
        if (!kind.empty() && card.brief.kind != kind)
            add(row, Column::kind, *cell(row, Column::kind), "setup.list_kind_stays"_w);
        if (read_.problems.size() > before) return;
        for (const Refusal& no : reasons_against(card, prefecture_).items)
            read_.problems.push_back(
                {table_.number(row), word_of_field(no.field), shown_value(row, no.field), no.word});
        if (read_.problems.size() == before) keep(row, std::move(card));
    }
    std::string shown_value(std::size_t row, std::string_view field) const {
        for (const Heading& heading : kHeadings)
            if (heading.word == word_of_field(field))
                return cell(row, heading.column).value_or(std::string());
        return {};
    }
    void keep(std::size_t row, OrganisationCard card) {
        if (!card.brief.id)
            if (const OrganisationCard* found = alike(card)) card.brief.id = found->brief.id;
        const auto [twin, fresh] =
            named_.insert(std::array{card.brief.kind, card.brief.name, card.brief.municipality});
        if ((card.brief.id && taken_.contains(card.brief.id.value)) || (!card.brief.id && !fresh))
            return add(row, Column::name, card.brief.name, "setup.list_twice"_w);
        ListRow made{table_.number(row), std::move(card), {}};
        if (made.card.brief.id) {
            taken_[made.card.brief.id.value] = row;
            made.changed = differences(*with_number(made.card.brief.id.value), made.card, row);
            if (made.changed.empty()) {
                ++read_.same;
                return;
            }
        }
        read_.rows.push_back(std::move(made));
    }
    std::vector<Word> differences(OrganisationCard there, OrganisationCard& listed,
                                  std::size_t row) const {
        std::vector<Word> changed;
        for (const Heading& heading : kHeadings) {
            if (heading.column == Column::number) continue;
            if (!cell(row, heading.column)) {  // a column that is missing changes nothing
                if (heading.column == Column::covered_by)
                    listed.covered_by = there.covered_by;
                else
                    text_in(listed, heading.column) = text_in(there, heading.column);
            }
            const bool differs =
                heading.column == Column::covered_by
                    ? there.covered_by != listed.covered_by
                    : text_in(there, heading.column) != text_in(listed, heading.column);
            if (differs) changed.push_back(heading.word);
        }
        return changed;
    }

    const directory::Table& table_;
    const std::vector<OrganisationCard>& known_;
    std::string prefecture_;
    std::map<Column, std::size_t> columns_;
    std::map<std::int64_t, std::size_t> taken_;
    std::set<std::array<std::string, 3>> named_;  // kind, name, municipality of the rows so far
    ListRead read_;
};

}  // namespace

ListRead read_list(const directory::Table& table, const std::vector<OrganisationCard>& known,
                   std::string_view prefecture) {
    return ListReading(table, known, prefecture).read();
}

Refusals reasons_against(const OrganisationCard& card, std::string_view prefecture) {
    Refusals no;
    const people::OrganisationBrief& brief = card.brief;
    if (trimmed(brief.name).empty()) no.add("name", "setup.say_name"_w);
    no.add(check_name("name", brief.name));
    if (!kind_word(brief.kind)) no.add("kind", "setup.say_kind"_w);
    const bool town = find_municipality(brief.municipality) != nullptr;
    if (brief.kind == "municipality" && !town) no.add("municipality", "setup.say_municipality"_w);
    const bool known =
        brief.municipality.empty() || town || brief.municipality == prefecture_code(prefecture);
    if (brief.kind != "municipality" && !known) no.add("municipality", "setup.say_municipality"_w);
    if (!brief.desk.empty() && !desk_word(brief.desk)) no.add("desk", "setup.say_desk"_w);
    if (!brief.trade.empty() && !record::trade_of(brief.trade))
        no.add("trade", "setup.say_trade"_w);
    if (!brief.phone.empty() && read_phone(brief.phone).digits.empty())
        no.add("phone", "setup.say_phone"_w);
    if (!card.fax.empty() && read_phone(card.fax).digits.empty())
        no.add("fax", "setup.say_phone"_w);
    no.add(check_text("contact", card.contact, kLongText));
    no.add(check_text("hours", card.hours, kLongText));
    return no;
}

std::string phone_text(std::string_view typed) {
    const auto read = read_phone(typed);
    return read.digits.empty() ? trimmed(typed) : read.shown;
}

std::string_view trade_of_service(std::string_view kind) {
    const auto* found = std::ranges::find(kTradesOfServices, kind, &TradeOfService::kind);
    return found == kTradesOfServices.end() ? std::string_view{} : found->trade;
}

Word kind_word(std::string_view kind) {
    const auto* found = std::ranges::find(kKinds, kind, &Code::id);
    return found == kKinds.end() ? Word{} : found->word;
}

Word desk_word(std::string_view desk) {
    const auto* found = std::ranges::find(people::kDesks, desk, &people::Desk::id);
    return found == people::kDesks.end() ? Word{} : found->word;
}

}  // namespace michi::setup
