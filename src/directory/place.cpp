#include "directory/place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/phone.hpp"
#include "base/unicode.hpp"
#include "directory/degrees.hpp"

namespace michi::directory {
namespace {

/// The most bytes up to `most` that are whole characters.
std::size_t whole_characters(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text.size();
    while (most > 0 && (static_cast<std::uint8_t>(text[most]) & 0xC0) == 0x80) --most;
    return most;
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

int kanji_digit(std::string_view one) {
    constexpr std::string_view kDigits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    const auto* found = std::find(std::begin(kDigits), std::end(kDigits), one);
    return found == std::end(kDigits) ? 0 : static_cast<int>(found - std::begin(kDigits)) + 1;
}

int kanji_number(std::string_view text) {
    int tens = 0, ones = 0;
    for (std::size_t at = 0; at < text.size(); at += 3) {
        const auto one = text.substr(at, 3);
        if (one == "十")
            tens = ones == 0 ? 10 : ones * 10, ones = 0;
        else
            ones = kanji_digit(one);
    }
    return tens + ones;
}

/// 三丁目十二番 as 3丁目12番; kanji numbers elsewhere belong to names.
std::string with_digits(std::string text, std::string_view word) {
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        std::size_t from = at;
        while (from >= 3) {
            const auto one = std::string_view(text).substr(from - 3, 3);
            if (one != "十" && kanji_digit(one) == 0) break;
            from -= 3;
        }
        if (from == at) continue;
        const std::string digits =
            std::to_string(kanji_number(std::string_view(text).substr(from, at - from)));
        text.replace(from, at - from, digits);
        at = from + digits.size();
    }
    return text;
}

bool is_digit_at(std::string_view text, std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// The word after a number becomes a dash.
std::string dashed(std::string text, std::string_view word) {
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1))
        if (at > 0 && is_digit_at(text, at - 1)) text.replace(at, word.size(), "-");
    return text;
}

/// Only dashes that part two numbers stay.
std::string tidy_dashes(std::string text) {
    while (text.find("--") != text.npos) text = replaced(std::move(text), "--", "-");
    for (std::size_t at = 0; at < text.size();) {
        const bool parts = at > 0 && is_digit_at(text, at - 1) && is_digit_at(text, at + 1);
        if (text[at] == '-' && !parts)
            text.erase(at, 1);
        else
            ++at;
    }
    return text;
}

/// fold() drops dashes; here they part numbers and stay.
std::string folded_between_dashes(std::string_view text) {
    std::string key;
    for (std::size_t at = 0;;) {
        const auto dash = text.find('-', at);
        key += fold(text.substr(at, dash - at));
        if (dash == text.npos) return key;
        key += '-';
        at = dash + 1;
    }
}

/// The prefecture's name at the start of an address, "" when none.
std::string_view prefecture_name(std::string_view address) {
    if (address.starts_with("北海道")) return address.substr(0, 9);
    for (std::string_view end : {"県", "都", "府"}) {
        const auto at = address.find(end, 6);
        if (at != address.npos && at <= 9) return address.substr(0, at + 3);
    }
    return {};
}

const Municipality* longest_in(std::string_view rest, std::span<const Municipality> list) {
    const Municipality* best = nullptr;
    for (const Municipality& m : list)
        if (rest.starts_with(m.name) && (!best || m.name.size() > best->name.size())) best = &m;
    return best;
}

/// Names are few and come again in each row.
const std::string& folded(std::string_view name) {
    thread_local std::unordered_map<std::string_view, std::string> known;
    const auto found = known.find(name);
    return found != known.end() ? found->second : known.emplace(name, fold(name)).first->second;
}

/// The same in any spelling of its characters: 竜ケ崎市 for 龍ケ崎市, 袖ヶ浦市 for 袖ケ浦市.
const Municipality* longest_spelt(std::string_view rest, std::span<const Municipality> list) {
    if (rest.empty()) return nullptr;
    const std::string key = fold(rest.substr(0, whole_characters(rest, 60)));
    const Municipality* best = nullptr;
    for (const Municipality& m : list)
        if (key.starts_with(folded(m.name)) && (!best || m.name.size() > best->name.size()))
            best = &m;
    return best;
}

/// Renamed without a new code: not among those that ended.
struct Renamed {
    std::string_view prefecture, before, code;
};
constexpr Renamed kRenamed[] = {{"28", "篠山市", "282219"}};  // 丹波篠山市 since 2019-05-01

std::span<const Municipality> municipalities_named(std::string_view prefecture) {
    for (int number = 1; number <= 99; ++number) {
        const auto list = municipalities_of(fmt::format("{:02}", number));
        if (!list.empty() && list.front().prefecture == prefecture) return list;
    }
    return {};
}

/// Where a name that ended leads. A town or village counts only behind its county: parts of cities
/// are named 町 as well.
std::string successor_in(std::string_view rest, std::span<const FormerMunicipality> list,
                         bool behind_county) {
    std::size_t longest = 1;
    std::string_view now;
    for (const FormerMunicipality& f : list) {
        const bool counts = behind_county || f.name.ends_with("市");
        if (!counts || f.name.size() < longest || !rest.starts_with(f.name)) continue;
        const bool also = f.name.size() == longest && f.now != now;  // two of one name
        now = also ? std::string_view() : f.now;
        longest = f.name.size();
    }
    return std::string(now);
}

/// An address without its prefecture, and the municipalities that may stand in it.
class PlaceReading {
  public:
    PlaceReading(std::string_view address, std::string_view prefecture)
        : text_(replaced(fold_width(address), " ", "")) {
        rest_ = text_;
        const auto name = prefecture_name(text_);
        if (!prefecture.empty()) list_ = municipalities_of(prefecture);
        if (!name.empty() && (list_.empty() || list_.front().prefecture == name))
            rest_.remove_prefix(name.size());
        if (list_.empty() && !name.empty()) list_ = municipalities_named(name);
        const auto county = rest_.find("郡");
        if (county != rest_.npos && county <= 15)
            behind_county_ = rest_.substr(county + std::string_view("郡").size());
    }
    PlaceReading(const PlaceReading&) = delete;
    PlaceReading& operator=(const PlaceReading&) = delete;

    std::string standing() const {
        const auto* found = longest_in(rest_, list_);
        if (!found) found = longest_in(behind_county_, list_);
        if (!found) found = longest_spelt(rest_, list_);
        if (!found) found = longest_spelt(behind_county_, list_);
        return found ? std::string(found->code) : std::string{};
    }
    std::string successor() const {
        if (list_.empty()) return {};
        for (const Renamed& one : kRenamed)
            if (list_.front().code.starts_with(one.prefecture) && rest_.starts_with(one.before))
                return std::string(one.code);
        const auto ended = former_municipalities_of(list_.front().code);
        std::string code = successor_in(rest_, ended, false);
        return code.empty() ? successor_in(behind_county_, ended, true) : code;
    }

  private:
    std::string text_;
    std::string_view rest_, behind_county_;
    std::span<const Municipality> list_;
};

bool is_latitude(double d) { return d > 20 && d < 46; }
bool is_longitude(double d) { return d > 122 && d < 154.5; }

/// Seven digits at the start, with any dash or gap after the third.
struct LeadingPostal {
    std::string digits;  // "" when there is no post code
    std::size_t size{};  // of what belongs to it
};
LeadingPostal leading_postal(std::string_view text) {
    LeadingPostal found;
    std::size_t at = 0;
    const bool bracket = text.starts_with('(');
    if (bracket) ++at;
    for (std::string_view mark : {"〒", "郵便番号"})
        if (text.substr(at).starts_with(mark)) at += mark.size();
    while (at < text.size() && found.digits.size() < 7) {
        if (is_digit_at(text, at)) {
            found.digits += text[at++];
            continue;
        }
        const Character c = next_character(text, at);
        const bool gap = c == ' ' || c == ':' || (is_dash(c) && found.digits.size() == 3);
        if (!gap) return {};
    }
    if (found.digits.size() != 7 || is_digit_at(text, at) || text.substr(at).starts_with('-'))
        return {};
    if (bracket && text.substr(at).starts_with(')')) ++at;
    found.size = at;
    return found;
}

}  // namespace

std::string address_key(std::string_view address) {
    std::string text = trimmed(fold_width(address));
    text.erase(0, prefecture_name(text).size());
    for (std::string_view dash : {"‐", "‑", "–", "—", "―", "−", "ー", "─", "[sanitize]"})
        text = replaced(std::move(text), dash, "-");
    for (std::string_view word : {"丁目", "番", "号"}) text = with_digits(std::move(text), word);
    for (std::string_view word : {"丁目", "番地の", "番地", "番", "号", "の"})
        text = dashed(std::move(text), word);
    for (std::string_view word : {"大字", "字", " "}) text = replaced(std::move(text), word, "");
    return folded_between_dashes(tidy_dashes(std::move(text)));
}

std::string municipality_of(std::string_view address, std::string_view prefecture) {
    const PlaceReading reading(address, prefecture);
    std::string code = reading.standing();
    return code.empty() ? reading.successor() : code;
}

std::string lone_municipality(std::string_view address) {
    std::string only;
    for (int prefecture = 1; prefecture <= 47; ++prefecture) {
        const std::string two{static_cast<char>('0' + prefecture / 10),
                              static_cast<char>('0' + prefecture % 10)};
        const std::string code = PlaceReading(address, two).standing();
        if (code.empty()) continue;
        if (!only.empty()) return {};
        only = code;
    }
    return only;
}

std::string municipality_code(std::string_view typed, std::string_view prefecture) {
    std::string code = trimmed(fold_width(typed));
    if (code.ends_with(".0")) code.resize(code.size() - 2);
    if (!all_digits(code)) return {};
    if (code.size() == 3 && prefecture.size() == 2) code = std::string(prefecture) + code;
    for (const std::string& tried : {code, "0" + code}) {
        const auto full = full_code(tried);
        if (full && find_municipality(*full)) return *full;
    }
    for (const std::string& tried : {code, "0" + code}) {
        const auto full = full_code(tried);
        if (const auto* ended = full ? former_municipality(*full) : nullptr)
            return std::string(ended->now);
    }
    return {};
}

std::string prefecture_digits(std::string_view typed) {
    const std::string text = trimmed(fold_width(typed));
    const auto digits = text.substr(0, text.find_first_not_of("0123456789"));
    if (digits.size() < 2 || digits.size() > 6 || digits.size() == 3) return {};
    const std::string two = digits.substr(0, 2);
    return municipalities_of(two).empty() ? std::string{} : two;
}

PostalInAddress postal_in(std::string_view address) {
    const std::string plain = fold_width(address);
    const auto behind = plain.rfind("(〒");
    if (behind != plain.npos && behind > 0 && trimmed(plain).ends_with(')')) {
        const LeadingPostal found = leading_postal(std::string_view(plain).substr(behind));
        if (!found.digits.empty() &&
            trimmed(std::string_view(plain).substr(behind + found.size)).empty())
            return {read_postal(found.digits).shown,
                    trimmed(std::string_view(plain).substr(0, behind))};
    }
    const LeadingPostal found = leading_postal(plain);
    if (found.digits.empty()) return {"", std::string(address)};
    return {read_postal(found.digits).shown, trimmed(std::string_view(plain).substr(found.size))};
}

PointReading read_point(std::string_view latitude, std::string_view longitude) {
    if (trimmed(latitude).empty() && trimmed(longitude).empty()) return {};
    const auto lat = read_degrees(latitude), lon = read_degrees(longitude);
    if (!lat || !lon) return {{}, "directory.note_point_unreadable"_w};
    if (*lat == 0 && *lon == 0) return {};
    if (*lat == *lon) return {{}, "directory.note_point_equal"_w};
    if (is_latitude(*lon) && is_longitude(*lat))
        return {Point{*lon, *lat}, "directory.note_point_swapped"_w};
    if (!is_latitude(*lat) || !is_longitude(*lon)) return {{}, "directory.note_point_outside"_w};
    return {Point{*lat, *lon}, {}};
}

PointReading read_point(std::string_view both) {
    std::string text = fold_width(both);
    for (std::string_view gap : {"、", "/", ";", " ", "　", "(", ")"})
        text = replaced(std::move(text), gap, ",");
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        if (end > at) parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    if (parts.empty()) return {};
    if (parts.size() != 2) return {{}, "directory.note_point_unreadable"_w};
    return read_point(parts[0], parts[1]);
}

Point from_tokyo_datum(Point tokyo) {
    // 国土地理院 (飛田幹男, 測地学会誌 43, 1997): three shifts of the centre, Bessel 1841 to GRS80.
    constexpr double kA = 6377397.155, kF = 1 / 299.152813, kNewA = 6378137.0,
                     kNewF = 1 / 298.257222101, kRadian = std::numbers::pi / 180;
    constexpr double kDx = -146.414, kDy = 507.337, kDz = 680.507;
    const double lat = tokyo.latitude * kRadian, lon = tokyo.longitude * kRadian;
    const double e = kF * (2 - kF), n = kA / std::sqrt(1 - e * std::sin(lat) * std::sin(lat));
    const double x = n * std::cos(lat) * std::cos(lon) + kDx;
    const double y = n * std::cos(lat) * std::sin(lon) + kDy;
    const double z = n * (1 - e) * std::sin(lat) + kDz;
    const double new_e = kNewF * (2 - kNewF), p = std::hypot(x, y);
    double latitude = std::atan2(z, p * (1 - new_e));
    for (int round = 0; round < 5; ++round) {
        const double s = std::sin(latitude);
        latitude = std::atan2(z + new_e * kNewA / std::sqrt(1 - new_e * s * s) * s, p);
    }
    return {latitude / kRadian, std::atan2(y, x) / kRadian};
}

std::optional<Point> point_of(const Values& values) {
    return read_point(values[Field::latitude], values[Field::longitude]).point;
}

double distance_km(Point a, Point b) {
    constexpr double kRadian = std::numbers::pi / 180;
    const double up = std::sin((b.latitude - a.latitude) * kRadian / 2);
    const double across = std::sin((b.longitude - a.longitude) * kRadian / 2);
    const double h =
        up * up + std::cos(a.latitude * kRadian) * std::cos(b.latitude * kRadian) * across * across;
    return 2 * kEarthKm * std::asin(std::min(1.0, std::sqrt(h)));
}

std::string with_building(const std::string& address, const std::string& building) {
    if (building.empty() || address.find(building) != std::string::npos) return address;
    const bool city_alone = address.ends_with("市") || address.ends_with("区") ||
                            address.ends_with("町") || address.ends_with("村");  // the rest is next
    return address + (city_alone || address.empty() ? "" : " ") + building;
}

bool may_be_one_city(std::string_view one, std::string_view other) {
    const bool wards =
        one.size() > 2 && one[2] == '1' && !one.starts_with("13");  // 東京's are towns
    return one == other || (wards && one.substr(0, 3) == other.substr(0, 3));
}

}  // namespace michi::directory
