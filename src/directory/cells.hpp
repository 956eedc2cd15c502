// Single cells as people and Excel leave them: what can be read is read, what is damaged is not
// known.
#pragma once

#include <string>
#include <string_view>

#include "directory/model.hpp"

namespace michi::directory {

/// One line: trimmed, line breaks as one space.
std::string one_line(std::string_view cell);

struct CorporationReading {
    std::string number;  // 13 digits whose check digit holds, else ""
    Word note;
};
CorporationReading read_corporation(std::string_view cell);

/// A phone cell may hold a number broken over two lines, several numbers, 「なし」, or a closure.
struct PhoneCell {
    std::string numbers;    // " / " between them; a number without area code stays as typed
    std::string fax;        // what stands behind FAX: no voice number
    std::string remark;     // 「平日9時~17時」 beside the number
    bool closed{};          // 廃園, 廃止, 閉園
    bool paused{};          // 休園, 休止
    std::string closed_on;  // ISO, "" when no date stands there
    Word note;
};
PhoneCell read_phone_cell(std::string_view cell);

/// 9:00, 9:00:00, ９：００, 0.375 as "09:00"; other text as it stands.
std::string clock_text(std::string_view cell);
/// Opening and closing cell as one text.
std::string hours_text(std::string_view opens, std::string_view closes);

/// 有 and 無 (also ○ and ×); anything else is not known.
Answer read_yes_no(std::string_view cell);

/// "http://…" stays; a mail address or 「無」 in the URL column is no URL.
std::string read_url(std::string_view cell);

/// "" when it is no mail address.
std::string read_email(std::string_view cell);

/// Whether the name is a body's (法人, 会社, 市…): a person's name is not taken over.
bool names_a_body(std::string_view name);

/// ISO, "" when no date.
std::string date_text(std::string_view cell);

/// Whether two texts of a field say the same thing in other spelling.
bool same_meaning(Field field, std::string_view left, std::string_view right);

}  // namespace michi::directory
