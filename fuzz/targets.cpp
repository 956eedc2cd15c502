#include "targets.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include "audit/note.hpp"
#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/phone.hpp"
#include "directory/bytes.hpp"
#include "directory/cells.hpp"
#include "directory/parcel.hpp"
#include "directory/reading.hpp"
#include "directory/table.hpp"
#include "directory/xml.hpp"
#include "web/framing.hpp"
#include "web/read.hpp"

namespace michi::fuzz {
namespace {

void promised(bool kept) {
    if (!kept) std::abort();
}

/// What was made stays near what was sent, also where reading ended at a refusal.
void promise_little(const web::Form& form, std::string_view sent) {
    std::size_t made = 0;
    for (const auto& [name, value] : form.fields) {
        promised(name.size() <= web::kLongestName);
        made += name.size() + value.size();
    }
    for (const auto& [name, upload] : form.files)
        made += name.size() + upload.name.size() + upload.bytes.size();
    promised(made <= std::max(2 * sent.size(), web::kAlwaysMade));
    promised(form.fields.size() + form.files.size() <= web::kMostFields);
}

void promise_texts(const web::Form& form, std::string_view sent) {
    for (const auto& [name, value] : form.fields)
        promised(web::is_utf8_text(name) && web::is_utf8_text(value));
    promise_little(form, sent);
}

bool lies_in(std::string_view part, std::string_view whole) {
    return part.empty() || (part.data() >= whole.data() &&
                            part.data() + part.size() <= whole.data() + whole.size());
}

// ---- HTTP ----
/// Whole, and in two pieces with a cut that the first byte chooses: the same request, or none.
void http(std::string_view bytes) {
    std::string whole(bytes);
    web::Head head;
    const int status = web::read_head(whole.data(), whole.size(), head);
    promised(status >= -1 && status < 600);
    if (status != 0) return;
    promised(head.size <= whole.size() && head.size <= web::kLongestHead);
    promised(head.headers.size() <= web::kMostHeaderLines &&
             head.target.size() <= web::kLongestTarget);
    promised(head.target.starts_with('/') && lies_in(head.target, whole));
    for (const auto& [name, value] : head.headers)
        promised(lies_in(name, whole) && lies_in(value, whole));
    web::Head again;
    promised(web::read_head(whole.data(), whole.size(), again) == 0 && again.size == head.size);
    web::Head part;
    const auto cut = head.size - 1 - static_cast<unsigned char>(bytes[0]) % head.size;
    std::string piece(bytes.substr(0, cut));
    promised(web::read_head(piece.data(), piece.size(), part) != 0);
    web::is_host_of(head.header("host"), {});
    web::cookie_in(head.header("cookie"), "michi");
}

/// At once and byte by byte: the same body, the same refusal.
void chunks(std::string_view bytes) {
    web::Chunks once, slowly;
    std::string body, other;
    const auto taken = once.take(bytes, body, 1000);
    promised(taken <= bytes.size() && body.size() <= 1000);
    std::size_t at = 0;
    while (at < bytes.size() && !slowly.done() && !slowly.refused())
        at += slowly.take(bytes.substr(at, 1), other, 1000);
    promised(once.done() == slowly.done() && once.refused() == slowly.refused());
    if (once.done()) promised(body == other && at == taken);
}

void form(std::string_view bytes) {
    web::Form into;
    web::read_urlencoded(bytes, into) ? promise_texts(into, bytes) : promise_little(into, bytes);
    if (const auto text = web::percent_decoded(bytes, false)) promised(web::is_utf8_text(*text));
    promised(web::is_local_path(web::Url::local(bytes).text()));
}

void multipart(std::string_view bytes) {
    web::Form into;
    web::read_multipart(bytes, "B", into) ? promise_texts(into, bytes)
                                          : promise_little(into, bytes);
    web::Form typed;
    const auto end = std::min(bytes.find('\n'), bytes.size());
    if (web::read_form(bytes.substr(0, end), bytes.substr(std::min(end + 1, bytes.size())),
                       typed) == 0)
        promise_texts(typed, bytes);
}

void json(std::string_view bytes) {
    web::Form into;
    web::read_json(bytes, into) ? promise_texts(into, bytes) : promise_little(into, bytes);
}

void cookie(std::string_view bytes) { promised(lies_in(web::cookie_in(bytes, "michi"), bytes)); }

// ---- files ----
void read_all(const directory::Table& table) {
    for (std::size_t row = 0; row < table.rows(); ++row)
        for (std::size_t column = 0; column <= table.columns(row); ++column)
            promised(is_valid_utf8(table.at(row, column)));
}

void csv(std::string_view bytes) {
    const auto text = directory::text_of(bytes);
    if (!text) return;
    promised(is_valid_utf8(*text));
    if (const auto table = directory::read_csv(*text)) read_all(*table);
}

void workbook(std::string_view bytes) {
    const auto tables = directory::read_tables(bytes);
    if (!tables) return;
    for (const auto& table : *tables) read_all(table);
    const auto back = directory::unpacked(directory::packed(tables));
    promised(back && *back && (*back)->size() == tables->size());
}

void parcel(std::string_view bytes) {
    if (const auto tables = directory::unpacked(bytes); tables && *tables)
        for (const auto& table : **tables) read_all(table);
}

void published(std::string_view bytes) {
    if (const auto read = directory::read_file(bytes))
        for (const auto& one : *read) promised(one.entries.size() <= one.rows);
}

void xml(std::string_view bytes) {
    std::size_t depth = 0;
    const bool whole = directory::parse_xml(
        bytes,
        {.open = [&](std::string_view,
                     const directory::Attributes& a) { a.get("r"), promised(++depth <= 64); },
         .close = [&](std::string_view) { promised(depth-- > 0); },
         .text = [](std::string_view text) { promised(is_valid_utf8(text)); }});
    if (whole) promised(depth == 0);
}

void cp932(std::string_view bytes) {
    if (const auto text = directory::text_of(bytes)) promised(is_valid_utf8(*text));
    directory::content_of(bytes);
}

// ---- what people type ----
void date(std::string_view bytes) {
    if (const auto day = read_date("day", bytes)) {
        const auto again = read_date("day", full_date(day->date));
        promised(again && again->date == day->date);
    }
    double serial = 0;
    std::memcpy(&serial, bytes.data(), std::min(bytes.size(), sizeof serial));
    read_serial("day", serial, Epoch::from_1900);
    read_serial("day", serial, Epoch::from_1904);
}

void telephone(std::string_view bytes) {
    const auto number = read_phone(bytes);
    promised(number.digits.find_first_not_of("0123456789") == std::string::npos);
    if (is_valid_utf8(bytes))
        promised(is_valid_utf8(number.shown) && is_valid_utf8(number.extension));
    read_postal(bytes);
    directory::read_phone_cell(bytes);
    directory::clock_text(bytes);
    full_code(std::string(bytes));
    municipality_in(std::string(bytes), "35");
}

void text(std::string_view bytes) {
    const std::string folded = fold(bytes);
    promised(is_valid_utf8(folded) && is_valid_utf8(fold_width(bytes)) &&
             is_valid_utf8(escape_visible(bytes)));
    if (is_valid_utf8(bytes)) {
        promised(bytes.starts_with(first_characters(bytes, 3)));
        promised(fold(folded) == fold(fold(folded)));
    }
    check_name("name", bytes);
    kana_lookalikes(bytes);
    trimmed(bytes);
}

void audit_note(std::string_view bytes) {
    static const auto vault = open_test_vault();
    static const audit::Signer signer(*vault);
    static const std::string ours = signer.sign(3, audit::Hash{});
    promised(audit::entries_of(bytes) >= 0 || bytes.find('-') != std::string_view::npos);
    promised(signer.is_ours(bytes, 3, audit::Hash{}) == (bytes == ours));
}

/// The control: a reader with a bug that only a certain shape of input meets. Whoever runs the others must find it.
void planted(std::string_view bytes) {
    const auto at = bytes.find("BUG");
    promised(at == std::string_view::npos || bytes.size() < at + 6 || bytes[at + 4] != '!');
}

constexpr Target kTargets[] = {
    {"http", http},       {"chunks", chunks},       {"form", form}, {"multipart", multipart},
    {"json", json},       {"cookie", cookie},       {"csv", csv},   {"workbook", workbook},
    {"parcel", parcel},   {"published", published}, {"xml", xml},   {"cp932", cp932},
    {"date", date},       {"telephone", telephone}, {"text", text}, {"audit_note", audit_note},
    {"planted", planted},
};

}  // namespace

std::span<const Target> targets() { return kTargets; }

const Target* target_named(std::string_view name) {
    const auto* found = std::ranges::find(kTargets, name, &Target::name);
    return found == std::end(kTargets) ? nullptr : found;
}

}  // namespace michi::fuzz
