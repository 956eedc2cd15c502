// Reference lists of the country, read from a published file: post codes (日本郵便 KEN_ALL) and codes
// of municipalities (総務省 都道府県コード及び市区町村コード). Pure.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "directory/table.hpp"

namespace michi::directory {

enum class ReferenceKind { postal, municipalities };

/// One post code and one municipality it stands in; town is "" where the code means the rest.
struct PostalRow {
    std::string code, municipality, town;  // 7 digits, 6 digits
    friend auto operator<=>(const PostalRow&, const PostalRow&) = default;
};

struct MunicipalityRow {
    std::string code, prefecture, name, kana;
    std::size_t row{};
    friend auto operator<=>(const MunicipalityRow&, const MunicipalityRow&) = default;
};

struct Reference {
    ReferenceKind kind{};
    bool official{};  // of the ministry: what it lacks has ended
    std::size_t rows{};
    std::vector<PostalRow> postal;                // in order, each once
    std::vector<MunicipalityRow> municipalities;  // in order of code
    std::vector<Problem> refused;                 // rows that are not taken
    std::set<std::string> areas() const;          // prefectures of the post codes
};

/// Nothing when the tables are no reference list.
std::optional<Reference> reference_in(std::span<const Table> tables);

/// What a list of codes says otherwise than what is known (base/municipality.hpp).
struct MunicipalityChanges {
    std::vector<MunicipalityRow> fresh, renamed;
    std::vector<std::string> ended;     // codes; only of an official list
    std::vector<MunicipalityRow> over;  // a list of others still names a code that ended
    std::size_t unchanged{};
};
MunicipalityChanges changes_of(const Reference& list);

}  // namespace michi::directory
