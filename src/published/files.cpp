#include "published/files.hpp"

#include "base/cp932.hpp"
#include "base/html.hpp"
#include "base/municipality.hpp"
#include "published/file_pages.hpp"
#include "published/pages.hpp"
#include "published/times.hpp"

namespace michi::published {
namespace {

using web::Answer;
using web::Context;

/// Headings are those of published lists, in Japanese whoever asks.
constexpr std::pair<const char*, std::optional<Field>> kColumns[] = {
    {"ID", std::nullopt},
    {"所在地_全国地方公共団体コード", Field::municipality},
    {"市区町村名", std::nullopt},
    {"サービス種別", std::nullopt},
    {"名称", Field::name},
    {"名称_カナ", Field::kana},
    {"法人の名称", Field::organisation},
    {"法人番号", Field::corporation_number},
    {"郵便番号", Field::postal},
    {"所在地_連結表記", Field::address},
    {"緯度", Field::latitude},
    {"経度", Field::longitude},
    {"電話番号", Field::phone},
    {"FAX番号", Field::fax},
    {"URL", Field::url},
    {"定員", Field::capacity},
    {"受入年齢", Field::ages},
    {"利用可能曜日", Field::days},
    {"利用時間", Field::hours},
    {"定休日", Field::closed_days},
    {"利用可能日時特記事項", Field::hours_note},
    {"診療科", Field::departments},
    {"備考", Field::note},
    {"受け入れの条件", std::nullopt},
    {"休止", std::nullopt},
    {"最終確認日", std::nullopt},
};

std::string conditions_text(const Entry& entry, Date today) {
    std::string text;
    for (const auto& saying : sayings_of(entry, Lang::ja, today))
        text += (text.empty() ? "" : ";") + std::string(word_text(saying.about, Lang::ja)) + "：" +
                saying.said;
    return text;
}

std::string cell_of(const Entry& entry, std::string_view heading, Date today) {
    if (heading == "ID") return directory::service_number(entry.id());
    if (heading == "市区町村名") return place_name(entry.text(Field::municipality));
    if (heading == "サービス種別") return std::string(word_text(kind_word(entry.kind()), Lang::ja));
    if (heading == "受け入れの条件") return conditions_text(entry, today);
    if (heading == "休止") return entry.paused() ? "休止" : "";
    return entry.confirmed_on() ? entry.confirmed_on()->iso() : "";
}

/// What a browser saves, and as what.
struct Saved {
    std::string face, type, name;
    std::string site{};  // where the list names it
};

/// The list as it is kept of this edition, unless the browser has it.
template <class Make>
Answer file_answer(Context& c, const Saved& as, Make&& make) {
    c.require(Act::visit_public, {});
    const auto all = catalogue(c.tx, c.now.today);
    const std::string tag = all->tag(as.face);
    if (auto same = unchanged(c, tag)) return *same;
    Answer answer = c.file({}, as.type, as.name);
    answer.kept = all->file(as.face + as.site, [&] { return make(*all); });
    answer.headers.emplace_back("ETag", tag);
    return answer;
}

constexpr std::string_view kMark = "\xEF\xBB\xBF";

Cp932Text as_cp932(const Catalogue& all) {
    return cp932_of(std::string_view(csv(sheet_of(all))).substr(kMark.size()));
}

}  // namespace

Sheet sheet_of(const Catalogue& all) {
    Sheet sheet{.name = "資源", .header = {}, .rows = {}, .widths = {}};
    for (const auto& [heading, field] : kColumns) sheet.header.emplace_back(heading);
    for (const auto& entry : all.entries()) {
        std::vector<SheetCell> row;
        for (const auto& [heading, field] : kColumns)
            row.emplace_back(field ? entry->text(*field) : cell_of(*entry, heading, all.day()));
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

std::string sitemap_of(const Catalogue& all, std::string_view site) {
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    const auto add = [&](const std::string& path) {
        xml += "<url><loc>";
        escape_into(xml, site);
        escape_into(xml, path);
        xml += "</loc></url>\n";
    };
    for (const Face face : {Face::plain, Face::easy}) add(list_of(face));
    for (const auto& entry : all.entries()) add(address_of(entry->id(), Face::plain));
    return xml + "</urlset>\n";
}

Answer resources_csv(Context& c) {
    return file_answer(c, {"csv", "text/csv; charset=utf-8", "resources.csv"},
                       [](const Catalogue& all) { return csv(sheet_of(all)); });
}

Answer resources_sjis(Context& c) {
    return file_answer(c, {"sjis", "text/csv; charset=windows-31j", "resources-sjis.csv"},
                       [](const Catalogue& all) { return as_cp932(all).bytes; });
}

Answer resources_lost(Context& c) {
    return file_answer(
        c, {"lost", "text/csv; charset=utf-8", "resources-sjis-lost.csv"},
        [](const Catalogue& all) {
            Sheet sheet{
                .name = "文字", .header = {"書けない文字", "回数"}, .rows = {}, .widths = {}};
            for (const auto& [character, times] : as_cp932(all).lost)
                sheet.rows.push_back({character, static_cast<std::int64_t>(times)});
            return csv(sheet);
        });
}

Answer resources_xlsx(Context& c) {
    return file_answer(c,
                       {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        "resources.xlsx"},
                       [](const Catalogue& all) { return xlsx({sheet_of(all)}); });
}

Answer sitemap(Context& c) {
    const std::string site = c.front();
    return file_answer(c, {"sitemap", "application/xml", "", site},
                       [&](const Catalogue& all) { return sitemap_of(all, site); });
}

}  // namespace michi::published
