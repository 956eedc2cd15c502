// Every fact that is kept about a child and its family, declared once. From this table come the row it is
// kept in and its seal, the field of the profile with its check, who sees it and who writes it, the line of
// the course and of the audit when it is corrected, and what the tests plant. A personal column that is not
// named here fails the build (tools/fields.py).
#pragma once

#include <array>
#include <span>

#include "base/result.hpp"
#include "record/model.hpp"

namespace michi::record {

/// How a value is typed and kept. Every value is text: a day as ISO, a choice by its id, a number in digits.
enum class FactKind {
    name,    // as check_name reads it
    phone,   // as it was typed, hyphenated where it is nothing but a number
    line,    // one line of free text
    text,    // more than one
    date,    // any way of writing a day
    number,  // a whole number between least and most
    choice,  // of list
    place,   // code of a municipality
    answer,  // 1 yes, 0 no, 2 asked and not known
};

struct FactField {
    std::string_view
        id;      // of the form, the audit, the row of `fact`; within a family member after its dot
    Field of{};  // class for decide()
    Word label;
    FactKind kind{FactKind::line};
    std::string_view
        column{};  // "table.column" where lists and searches find the newest value; else only a row of `fact`
    std::span<const Code> list{};
    int least{}, most{};
    Act edit{Act::edit_case};  // who may correct it
    bool searched{};           // さがす over persons finds it
    bool shielded{};           // 住所秘匿 keeps it for the team
};

/// When the family may be called (dossier C6), the last one is a rule that stands beside the number.
inline constexpr std::array kCallTimes{
    Code{"daytime", "record.call_daytime"_w},
    Code{"evening", "record.call_evening"_w},
    Code{"any", "record.call_any"_w},
    Code{"never", "record.call_never"_w},
};
inline constexpr std::array kAnswers{
    Code{"1", "record.answer_yes"_w},
    Code{"0", "record.answer_no"_w},
    Code{"2", "record.answer_unknown"_w},
};

inline constexpr std::array kChildFields{
    FactField{.id = "kanji",
              .of = Field::identity,
              .label = "record.field_kanji"_w,
              .kind = FactKind::name,
              .column = "child.kanji",
              .searched = true},
    FactField{.id = "kana",
              .of = Field::identity,
              .label = "record.field_kana"_w,
              .kind = FactKind::name,
              .column = "child.kana",
              .searched = true},
    FactField{.id = "birth",
              .of = Field::identity,
              .label = "record.field_birth"_w,
              .kind = FactKind::date,
              .column = "child.birth",
              .searched = true},
    FactField{.id = "municipality",
              .of = Field::location,
              .label = "record.field_municipality"_w,
              .kind = FactKind::place,
              .column = "child.known",
              .shielded = true},
    FactField{.id = "stay",
              .of = Field::location,
              .label = "record.field_stay"_w,
              .kind = FactKind::choice,
              .column = "child.known",
              .list = kStays,
              .shielded = true},
    FactField{.id = "address",
              .of = Field::contact,
              .label = "record.field_address"_w,
              .kind = FactKind::line,
              .column = "child.address",
              .shielded = true},
    FactField{.id = "score",
              .of = Field::medical,
              .label = "record.field_score"_w,
              .kind = FactKind::number,
              .column = "child.known",
              .least = 0,
              .most = 150},
    FactField{.id = "score_on",
              .of = Field::medical,
              .label = "record.field_score_on"_w,
              .kind = FactKind::date,
              .column = "child.known"},
    FactField{.id = "power_hours",
              .of = Field::medical,
              .label = "record.field_power_hours"_w,
              .kind = FactKind::number,
              .column = "child.known",
              .least = 0,
              .most = 240},
    FactField{.id = "care_ventilator",
              .of = Field::medical,
              .label = "record.care_ventilator"_w,
              .kind = FactKind::answer,
              .column = "child.known",
              .list = kAnswers},
    FactField{.id = "care_tracheostomy",
              .of = Field::medical,
              .label = "record.care_tracheostomy"_w,
              .kind = FactKind::answer,
              .column = "child.known",
              .list = kAnswers},
    FactField{.id = "care_suction",
              .of = Field::medical,
              .label = "record.care_suction"_w,
              .kind = FactKind::answer,
              .column = "child.known",
              .list = kAnswers},
    FactField{.id = "care_tube_feeding",
              .of = Field::medical,
              .label = "record.care_tube_feeding"_w,
              .kind = FactKind::answer,
              .column = "child.known",
              .list = kAnswers},
    FactField{.id = "care_oxygen",
              .of = Field::medical,
              .label = "record.care_oxygen"_w,
              .kind = FactKind::answer,
              .column = "child.known",
              .list = kAnswers},
    FactField{.id = "care_catheterization",
              .of = Field::medical,
              .label = "record.care_catheterization"_w,
              .kind = FactKind::answer,
              .column = "child.known",
              .list = kAnswers},
    FactField{.id = "care_injection",
              .of = Field::medical,
              .label = "record.care_injection"_w,
              .kind = FactKind::answer,
              .column = "child.known",
              .list = kAnswers},
    FactField{.id = "care_dialysis",
              .of = Field::medical,
              .label = "record.care_dialysis"_w,
              .kind = FactKind::answer,
              .column = "child.known",
              .list = kAnswers},
    FactField{.id = "care_seizure",
              .of = Field::medical,
              .label = "record.care_seizure"_w,
              .kind = FactKind::answer,
              .column = "child.known",
              .list = kAnswers},
    FactField{.id = "care_other",
              .of = Field::medical,
              .label = "record.care_other"_w,
              .kind = FactKind::answer,
              .column = "child.known",
              .list = kAnswers},
    FactField{.id = "family_situation",
              .of = Field::family,
              .label = "record.field_family_situation"_w,
              .kind = FactKind::text},
};

/// Of each member of the family; in forms and rows "family.12.phone", of one not kept yet "family.new.phone".
inline constexpr std::array kFamilyFields{
    FactField{.id = "relation",
              .of = Field::contact,
              .label = "record.field_relation"_w,
              .kind = FactKind::choice,
              .column = "family_member.relation",
              .list = kRelations},
    FactField{.id = "name",
              .of = Field::contact,
              .label = "record.field_name"_w,
              .kind = FactKind::name,
              .column = "family_member.name",
              .searched = true},
    FactField{.id = "kana",
              .of = Field::contact,
              .label = "record.field_kana"_w,
              .kind = FactKind::name,
              .column = "family_member.kana",
              .searched = true},
    FactField{.id = "phone",
              .of = Field::contact,
              .label = "record.field_phone"_w,
              .kind = FactKind::phone,
              .column = "family_member.phone",
              .searched = true},
    FactField{.id = "call_time",
              .of = Field::contact,
              .label = "record.field_call_time"_w,
              .kind = FactKind::choice,
              .column = "family_member.call_time",
              .list = kCallTimes},
    FactField{.id = "call_rule",
              .of = Field::contact,
              .label = "record.field_call_rule"_w,
              .kind = FactKind::line,
              .column = "family_member.call_rule"},
};

/// Reads what was typed into the form a value is kept in; a refusal is said at `at`. Nothing typed is "".
Result<std::string> read_fact(const FactField& field, std::string_view at, std::string_view typed);
/// As a person reads it, "" for nothing.
std::string shown_fact(const FactField& field, std::string_view value, Lang lang);
const FactField* find_field(std::span<const FactField> fields, std::string_view id);

}  // namespace michi::record
