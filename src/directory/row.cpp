#include "directory/row.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/phone.hpp"
#include "directory/cells.hpp"
#include "directory/degrees.hpp"
#include "directory/kinds.hpp"
#include "directory/list_kinds.hpp"
#include "directory/place.hpp"
#include "directory/row_codes.hpp"
#include "directory/row_kind.hpp"

namespace michi::directory {
namespace {

constexpr std::pair<Column, Field> kAsTheyStand[] = {
    {Column::ages, Field::ages},   {Column::departments, Field::departments},
    {Column::about, Field::about}, {Column::first_step, Field::first_step},
    {Column::fee, Field::fee},     {Column::papers, Field::papers},
    {Column::area, Field::area},   {Column::sites, Field::sites},
    {Column::told, Field::told},
};

/// One row on its way to an entry.
class RowReader {
  public:
    RowReader(const Table& table, const Layout& layout, std::size_t row, const Above& above)
        : table_(table),
          layout_(layout),
          row_(row),
          above_(above),
          kind_(read_kind(table, layout, row, above)) {
        entry_.row = table.number(row);
    }

    const std::string& other_kind() const { return kind_.other; }
    /// Of a multi-functional place: the kinds beside the entry's.
    std::vector<std::string> more_kinds() const {
        std::vector<std::string> more;
        for (std::string_view kind : kind_.kinds)
            if (kind != entry_.kind) more.emplace_back(kind);
        return more;
    }
    bool kind_not_told() const { return kind_.not_told; }
    std::vector<Problem> refuse() {
        refuse_broken();
        if (!why_.empty()) return std::move(why_);
        refuse_shape();
        read_names();
        read_keys();
        if (why_.empty() && tells_no_way_to_it()) {
            if (layout_.source == Source::hsds)  // its identifier is enough to find it again
                note(Column::system_no, "directory.note_nowhere"_w);
            else
                refuse_cell(layout_.heading(Column::address), "directory.nowhere"_w);
        }
        return std::move(why_);
    }
    Entry take() {
        read_place();
        read_contact();
        read_times();
        read_rest();
        return std::move(entry_);
    }

  private:
    std::string_view cell(Column c) const {
        const auto text = layout_.has(c) ? table_.at(row_, layout_.of(c)) : std::string_view{};
        return c == Column::latitude || c == Column::longitude ? text : without_fraction(text);
    }
    std::string line(Column c) const { return one_line(cell(c)); }
    std::string line_or(Column c, const std::string& above) const {
        std::string own = line(c);
        return own.empty() ? above : own;
    }
    /// What a heading or a merged cell above tells is no address of its own.
    bool tells_an_address() const {
        return !line(Column::address).empty() || !line(Column::city).empty() ||
               !line(Column::town).empty() || !line(Column::block).empty();
    }
    bool tells_no_way_to_it() const {
        return !tells_an_address() && trimmed(cell(Column::phone)).empty() &&
               read_postal(cell(Column::postal)).shown.empty();
    }
    void refuse_cell(std::string column, Word word, Args args = {}) {
        why_.push_back({entry_.row, std::move(column), word, std::move(args)});
    }
    void note(Column c, Word word) {
        if (word)
            entry_.notes.push_back({entry_.row,
                                    layout_.heading(c),
                                    word,
                                    {{"value", std::string(first_characters(cell(c), 40))}}});
    }

    void refuse_broken() {
        for (std::size_t i = 0; i < table_.columns(row_); ++i)
            if (table_.kind(row_, i) == CellKind::broken && layout_.uses(i)) refuse_broken(i);
    }
    void refuse_broken(std::size_t column) {
        const auto found = std::ranges::find_if(table_.problems, [&](const Problem& p) {
            return p.row == entry_.row && p.column == std::to_string(column);
        });
        if (found == table_.problems.end())
            refuse_cell(layout_.heading_at(column), "directory.cell_unreadable"_w);
        else
            refuse_cell(layout_.heading_at(column), found->word, found->args);
    }
    void refuse_shape() {
        for (std::size_t i = layout_.headings.size(); i < table_.columns(row_); ++i)
            if (!trimmed(table_.at(row_, i)).empty())
                return refuse_cell(std::to_string(i + 1), "directory.row_too_long"_w,
                                   {{"count", std::to_string(layout_.headings.size())}});
    }
    void read_names() {
        Values& v = entry_.values;
        v[Field::name] = line(Column::name);
        const std::string heading = layout_.heading(Column::name);
        if (v[Field::name].empty()) return refuse_cell(heading, "directory.name_missing"_w);
        if (v[Field::name] == one_line(heading))
            return refuse_cell(heading, "directory.heading_again"_w);
        for (const Refusal& no : check_name(heading, v[Field::name]).items)
            refuse_cell(heading, no.word, no.args);
        v[Field::organisation] = line(Column::organisation);
        if (!names_a_body(v[Field::organisation])) v[Field::organisation].clear();
        v[Field::kana] = line(Column::kana);
        for (std::string_view lost : {"〓", "\xEF\xBF\xBD", "?"})
            if (v[Field::name].find(lost) != std::string::npos)
                note(Column::name, "directory.note_lost_character"_w);
    }
    void read_keys() {
        if (!kind_.kinds.empty()) entry_.kind = kind_.kinds.front();
        if (entry_.kind.empty())
            refuse_cell(layout_.heading(Column::kind), "directory.kind_unknown"_w,
                        {{"value", kind_.published}});
        entry_.system_no = line(Column::system_no);
        entry_.provider_number = given_number(Column::provider_number);
        if (entry_.provider_number.empty())
            entry_.provider_number = given_number(Column::medical_code);
        if (entry_.provider_number.find_first_not_of('0') == std::string::npos)
            entry_.provider_number.clear();
        if (layout_.source == Source::kouseikyoku)
            std::swap(entry_.system_no, entry_.provider_number);
        if (comes_from_many(layout_.source)) entry_.publisher = publisher();
        const CorporationReading corporation = read_corporation(cell(Column::corporation_number));
        entry_.values[Field::corporation_number] = corporation.number;
        note(Column::corporation_number, corporation.note);
    }
    /// 「01,1000,1」 of the 厚生局 and 「35-1234567」 without what parts them.
    std::string given_number(Column c) const {
        std::string number = trimmed(fold_width(cell(c)));
        std::erase_if(number, [](char sign) { return sign == ',' || sign == '-' || sign == ' '; });
        return number;
    }
    /// 「34207」 and 「342076」 are one publisher.
    std::string publisher() const {
        const std::string code = line(Column::publisher_code);
        if (code.empty()) return layout_.publisher;
        if (auto town = municipality_code(code, prefecture()); !town.empty()) return town;
        return full_code(trimmed(fold_width(code))).value_or(code);
    }
    // ---- where ----
    std::string prefecture() const {
        for (Column c : {Column::prefecture_code, Column::place_code, Column::publisher_code})
            if (auto two = prefecture_digits(cell(c)); !two.empty()) return two;
        for (Column c : {Column::provider_number, Column::medical_code})
            if (const std::string number = trimmed(fold_width(cell(c)));
                number.size() >= 9 && number.find_first_not_of("0123456789") == number.npos)
                return prefecture_digits(number.substr(0, 2));
        return {};
    }
    std::string whole_address() const {
        const std::string prefecture_name = line_or(Column::prefecture, above_.prefecture),
                          city = line_or(Column::city, above_.city);
        if (std::string address = line(Column::address); !address.empty()) {
            if (city.empty() || !names_no_municipality(address)) return address;
            return joined(prefecture_name, joined(city, address));
        }
        const std::string rest = city + line_or(Column::town, above_.town) + line(Column::block);
        return rest.empty() ? rest : joined(prefecture_name, rest);
    }
    static std::string joined(const std::string& front, const std::string& rest) {
        return rest.starts_with(front) ? rest : front + rest;
    }
    bool names_no_municipality(const std::string& address) const {
        return municipality_of(address, prefecture()).empty() &&
               municipality_of(address, "").empty();
    }
    bool became_a_date() const {
        for (Column c : {Column::address, Column::block})
            if (layout_.has(c) && table_.kind(row_, layout_.of(c)) != CellKind::text) return true;
        return false;
    }
    /// The address decides; a code of the place that names another town is said. A publisher's code counts
    /// where nothing else tells: who publishes a list need not lie where its places do.
    std::string municipality(const std::string& address) {
        const std::string two = prefecture();
        const std::string coded = municipality_code(cell(Column::place_code), two);
        for (Column c : {Column::place_code, Column::publisher_code})
            if (is_no_code(cell(c))) note(c, "directory.note_code_wrong"_w);
        std::string told = municipality_of(address, two);
        if (told.empty()) told = municipality_of(address, "");
        if (!coded.empty() && (told.empty() || may_be_one_city(coded, told))) return coded;
        if (!coded.empty()) note(Column::place_code, "directory.note_code_elsewhere"_w);
        const std::string published = municipality_code(cell(Column::publisher_code), two);
        if (!told.empty()) {
            if (!published.empty() && !may_be_one_city(published, told))
                note(Column::publisher_code, "directory.note_code_elsewhere"_w);
            return told;
        }
        return published.empty() && two.empty() ? lone_municipality(address) : published;
    }
    void read_place() {
        Values& v = entry_.values;
        v[Field::postal] = read_postal(cell(Column::postal)).shown;
        if (read_postal(cell(Column::postal)).doubtful)
            note(Column::postal, "directory.note_postal_short"_w);
        std::string address = whole_address();
        take_postal_off(address);
        if (became_a_date())
            note(layout_.has(Column::block) ? Column::block : Column::address,
                 "directory.note_address_date"_w);
        const std::string building = line(Column::building);
        v[Field::municipality] = municipality(address);
        if (v[Field::municipality].empty())
            note(Column::address, "directory.note_municipality_unknown"_w);
        v[Field::address] = with_building(address, building);
        read_position();
    }
    void read_position() {
        Values& v = entry_.values;
        const bool one_cell = !layout_.has(Column::latitude) && layout_.has(Column::point);
        const Column where = one_cell ? Column::point : Column::latitude;
        const PointReading point =
            one_cell ? read_point(cell(Column::point))
                     : read_point(cell(Column::latitude), cell(Column::longitude));
        note(where, point.note);
        if (!point.point) return;
        if (layout_.tokyo_datum || one_cell || !is_decimal(cell(where))) {
            const Point at = layout_.tokyo_datum ? from_tokyo_datum(*point.point) : *point.point;
            if (layout_.tokyo_datum) note(where, "directory.note_point_tokyo"_w);
            v[Field::latitude] = fmt::format("{:.6f}", at.latitude);
            v[Field::longitude] = fmt::format("{:.6f}", at.longitude);
            return;
        }
        const bool swapped = point.note == "directory.note_point_swapped"_w;
        v[Field::latitude] = trimmed(cell(swapped ? Column::longitude : Column::latitude));
        v[Field::longitude] = trimmed(cell(swapped ? Column::latitude : Column::longitude));
    }
    void take_postal_off(std::string& address) {
        const PostalInAddress found = postal_in(address);
        if (found.postal.empty()) return;
        if (entry_.values[Field::postal].empty()) entry_.values[Field::postal] = found.postal;
        address = found.rest;
    }

    // ---- how to reach, when ----
    void read_contact() {
        Values& v = entry_.values;
        const PhoneCell phone = read_phone_cell(cell(Column::phone));
        note(Column::phone, phone.note);
        v[Field::phone] = phone.numbers;
        if (const std::string extension = line(Column::extension);
            !extension.empty() && !phone.numbers.empty())
            v[Field::phone] += " 内線" + extension;
        const PhoneCell fax = read_phone_cell(cell(Column::fax));
        v[Field::fax] = !fax.numbers.empty() ? fax.numbers : !fax.fax.empty() ? fax.fax : phone.fax;
        phone_remark_ = phone.remark;
        v[Field::url] = read_url(cell(Column::url));
        if (v[Field::url].empty() && !line(Column::url).empty())
            note(Column::url, "directory.note_url"_w);
        if (phone.closed)
            v[Field::closed] = "closed";
        else if (phone.paused)
            v[Field::closed] = "paused";
        v[Field::closed_on] = phone.closed_on;
        read_closure();
    }
    void read_closure() {
        Values& v = entry_.values;
        const std::string said = line(Column::branch) + line(Column::status) + v[Field::name];
        for (std::string_view word : {"9(廃)", "廃止", "廃園", "廃校", "閉園", "閉院"})
            if (said.find(word) != said.npos) v[Field::closed] = "closed";
        for (std::string_view word : {"休園", "休校", "休止", "(休"})
            if (v[Field::closed].empty() && said.find(word) != said.npos)
                v[Field::closed] = "paused";
        if (const std::string day = date_text(cell(Column::abolished_on)); !day.empty()) {
            v[Field::closed] = "closed";
            v[Field::closed_on] = day;
        }
    }
    std::string wam_hours() const {
        struct Part {
            Column column;
            std::string_view word;
        };
        constexpr Part kParts[] = {{Column::hours_weekday, "平日"},
                                   {Column::hours_saturday, "土曜"},
                                   {Column::hours_sunday, "日曜"},
                                   {Column::hours_holiday, "祝日"}};
        std::string hours;
        for (const Part& part : kParts) {
            const std::string text = line(part.column);
            if (text.empty() || text == "00:00-00:00")
                continue;  // what the form leaves when nobody filled it in
            hours.append(hours.empty() ? "" : " ").append(part.word).append(" ").append(text);
        }
        return hours;
    }
    void read_times() {
        Values& v = entry_.values;
        v[Field::days] = line(Column::days);
        v[Field::hours] = hours_text(cell(Column::opens), cell(Column::closes));
        if (v[Field::hours].empty()) v[Field::hours] = line(Column::hours);
        if (v[Field::hours].empty()) v[Field::hours] = wam_hours();
        v[Field::closed_days] = line(Column::closed_days);
        v[Field::hours_note] = line(Column::hours_note);
        if (!phone_remark_.empty())
            v[Field::hours_note] += (v[Field::hours_note].empty() ? "" : " ") + phone_remark_;
    }
    void read_rest() {
        Values& v = entry_.values;
        v[Field::capacity] = line(layout_.has(Column::capacity) ? Column::capacity : Column::beds);
        v[Field::email] = read_email(cell(Column::email));
        v[Field::note] = line(Column::note);
        if (const std::string more = line(Column::description); !more.empty())
            v[Field::note] += (v[Field::note].empty() ? "" : " ") + more;
        note_closing_words();
        for (const auto& [column, field] : kAsTheyStand) v[field] = line(column);
        note_other_code();
        note(Column::left_out,
             line(Column::left_out).empty() ? Word{} : "directory.note_left_out"_w);
        v[Field::temporary_care] = yes_no(Column::temporary_care);
        v[Field::sick_care] = yes_no(Column::sick_care);
    }
    void note_other_code() {
        if (kind_.code.empty()) return;
        const auto* coded = find_kind(kind_.kind_of_code);
        const Word word = coded ? "directory.note_kind_code"_w : "directory.note_kind_number"_w;
        entry_.notes.push_back(
            {entry_.row,
             layout_.heading(kind_.code_column),
             word,
             {{"value", kind_.code},
              {"kind", std::string(word_text(find_kind(entry_.kind)->word, Lang::ja))},
              {"coded", coded ? std::string(word_text(coded->word, Lang::ja)) : ""}}});
    }
    /// A remark may speak of a part of the place, or of another: a person decides.
    void note_closing_words() {
        const std::string& said = entry_.values[Field::note];
        if (!entry_.values[Field::closed].empty()) return;
        for (std::string_view word :
             {"廃止", "廃園", "廃校", "閉園", "閉所", "閉院", "休止", "休園", "休校"})
            if (said.find(word) != said.npos)
                return note(layout_.has(Column::note) ? Column::note : Column::description,
                            "directory.note_closing_word"_w);
    }
    std::string yes_no(Column c) const {
        const Answer answer = read_yes_no(cell(c));
        return answer == Answer::yes ? "yes" : answer == Answer::no ? "no" : "";
    }

    const Table& table_;
    const Layout& layout_;
    std::size_t row_;
    Entry entry_;
    std::vector<Problem> why_;
    std::string phone_remark_;
    const Above& above_;
    KindRead kind_;
};

}  // namespace

RowRead read_row(const Table& table, const Layout& layout, std::size_t row, const Above& above) {
    RowRead read;
    RowReader one(table, layout, row, above);
    read.other_kind = one.other_kind();
    if (!read.other_kind.empty()) return read;
    read.why = one.refuse();
    if (!read.why.empty()) return read;
    read.more_kinds = one.more_kinds();
    read.kind_not_told = one.kind_not_told();
    read.entry = one.take();
    return read;
}

}  // namespace michi::directory
