#include "setup/editions.hpp"

#include <array>

#include "base/era.hpp"
#include "directory/directory.hpp"

namespace michi::setup {
namespace {

/// What is compiled in; origins and licences stand in src/base/SOURCES.md.
struct Edition {
    Word name;
    std::string_view day;  // as of
    Word source, trust;
};
constexpr std::array kEditions{
    Edition{"setup.ed_towns"_w, "2024-01-01", "setup.ed_towns_source"_w, "setup.trust_source"_w},
    Edition{"setup.ed_former"_w, "2024-01-01", "setup.ed_former_source"_w, "setup.trust_source"_w},
    Edition{"setup.ed_holidays"_w, "", "setup.ed_holidays_source"_w, "setup.trust_source"_w},
    Edition{"setup.ed_phones"_w, "", "setup.ed_phones_source"_w, "setup.trust_second_hand"_w},
    Edition{"setup.ed_services"_w, "", "setup.ed_services_source"_w, "setup.trust_memory"_w},
    Edition{"setup.ed_kanji"_w, "", "setup.ed_kanji_source"_w, "setup.trust_memory"_w},
};

std::string text(Word word, Lang lang) { return std::string(word_text(word, lang)); }

/// Lists that were taken here since: post codes, newer codes of municipalities.
void add_taken(Tx& tx, std::vector<EditionRow>& rows, Lang lang) {
    tx.each("SELECT kind, area, file_name, taken_at FROM directory_reference ORDER BY kind, area",
            [&](const Row& row) {
                rows.push_back(
                    {say("setup.ed_taken"_w, lang,
                         {{"kind", std::string(row.text(0))}, {"area", std::string(row.text(1))}}),
                     full_date(row.get<Instant>(3).in_japan()), std::string(row.text(2)),
                     "setup.trust_source"_w});
            });
}

}  // namespace

std::vector<EditionRow> editions(Tx& tx, std::string_view prefecture, Lang lang) {
    std::vector<EditionRow> rows;
    for (const Edition& e : kEditions) {
        const auto day = Date::parse_iso(e.day);
        rows.push_back(
            {text(e.name, lang), day ? full_date(*day) : "", text(e.source, lang), e.trust});
    }
    const std::string own = directory::source_of_regions(tx, prefecture);
    if (!directory::regions_of(prefecture).empty())
        rows.push_back({text("setup.regions_title"_w, lang), "",
                        own.empty() ? text("setup.ed_regions_source"_w, lang) : own,
                        own.empty() ? "setup.trust_second_hand"_w : "setup.trust_here"_w});
    add_taken(tx, rows, lang);
    return rows;
}

}  // namespace michi::setup
