// Dates as people write and read them: eras, slashes, digits; and the formats of the screens.
// Eras: 元号を改める政令 (大正15/昭和元 share 1926-12-25; 明治45/大正元 share 1912-07-30).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace michi {

struct DateReading {
    Date date{};
    bool confirm{};  // 平成31年5月1日 and the like: a printed form went on with the old era
};

/// Understands 令和6年7月12日, R6.7.12, 令和元年5月1日, ㋿5.5.1, R060712, 令和六年七月十二日,
/// 2024/7/12, 2024-07-12, 20240712, full-width, and every format written below. Refuses with a
/// sentence about `field` (J21-J27).
Result<DateReading> read_date(std::string_view field, std::string_view text);
/// The day of a field that may stay empty; what cannot be read is added to `no`.
std::optional<Date> read_optional_date(std::string_view field, std::string_view text, Refusals& no);

/// Where the workbook's days begin: its date1904 flag (J27).
enum class Epoch { from_1900, from_1904 };
/// The day of a spreadsheet's serial number. Refuses 60, which never was; a time of day asks to be
/// confirmed.
Result<DateReading> read_serial(std::string_view field, double serial, Epoch epoch);

std::string list_date(Date date,
                      Date today);  // 11/27(金), 11/23(月・祝); long before 1 April: 令和7年3/4(火)
std::string detail_date(Date date,
                        Date today);   // 11月27日（金）; likewise 令和7年(2025年)3月4日
std::string document_date(Date date);  // 令和8年11月27日（金）
std::string full_date(Date date);      // 令和6年(2024年)7月12日
std::string header_date(Date date);    // 令和8年（2026年）11月25日（水）
std::string era_year(Date date);       // 令和8年
std::string_view weekday_mark(Date date);  // 月
std::string weekday_text(Date date);       // 月, on holidays 月・祝
std::string plain_date(Date date);         // 令和7年3月4日
std::string letter_time(int minutes);      // 午後2時, 午前9時30分: for letters to families
int fiscal_year(Date date);                // starts on 1 April
std::string fiscal_year_name(int year);    // 令和8年度

}  // namespace michi
