// The sheet that goes out on paper or by FAX, and the same as a letter to copy into a mail.

#include <algorithm>

#include "assurance/pages.hpp"
#include "base/era.hpp"
#include "people/people.hpp"
#include "platform/sheet.hpp"
#include "web/written.hpp"

namespace michi::assurance {
namespace {

using directory::Field;
using directory::Visibility;
using web::Answer;
using web::Context;

constexpr std::size_t kMails = 20;

struct Asking {
    Campaign campaign;
    std::vector<Letter> letters;  // of those that have not answered
};

Asking asking_of(Context& c) {
    c.require(Act::edit_directory, {}, "campaign/" + std::to_string(c.number("C")));
    Asking asking{find_campaign(c.tx, {c.number("C")}), {}};
    const std::int64_t one = c.query.number("letter");
    for (const Letter& letter : letters_of(c.tx, asking.campaign.id)) {
        const bool chosen =
            one ? letter.id.value == one : !letter.answered_on && is_open(letter, c.now.today);
        if (chosen) asking.letters.push_back(letter);
    }
    return asking;
}

/// Sheets of one office lie together, so that they go into one envelope.
void by_office(Context& c, std::vector<Letter>& letters) {
    const auto all = directory::snapshot(c.tx);
    const auto key = [&](const Letter& letter) {
        const Entry* entry = all->find(letter.service);
        return entry ? std::tuple(entry->values[Field::municipality], entry->provider,
                                  entry->values[Field::address], letter.id.value)
                     : std::tuple(std::string{}, std::string{}, std::string{}, letter.id.value);
    };
    std::ranges::sort(letters, {}, key);
}

/// Only what stands on every sheet, so that it fits one page.
EntryForm sheet_form(const Context& c, const Entry& entry) {
    EntryForm form = entry_form(entry, c.now.today, Lang::ja);
    form.more.clear();
    return form;
}

SheetPage sheet_of(Context& c, const Letter& letter, const Entry& entry) {
    return {.code = code_of(c.vault, letter),
            .to = entry.values[Field::name],
            .provider = entry.provider,
            .address = entry.values[Field::address],
            .due = document_date(letter.due_on),
            .today = document_date(c.now.today),
            .number = directory::service_number(entry.id),
            .kind = std::string(word_text(kind_word(entry.kind), Lang::ja)),
            .form = sheet_form(c, entry)};
}

}  // namespace

std::string mail_text(Context& c, const Letter& letter, const Entry& entry, std::int64_t which) {
    const auto centre = people::find_organisation(c.tx, c.who.organisation);
    const Word word = which == 2   ? "assurance.letter_second"_w
                      : which == 1 ? "assurance.letter_reminder"_w
                                   : "assurance.letter_first"_w;
    const std::string code = code_of(c.vault, letter);
    return say(word, Lang::ja,
               {{"to", entry.values[Field::name]},
                {"from", centre.name},
                {"phone", centre.phone},
                {"by", c.who.name},
                {"url", web::written_front(c) + "/r/" + code},
                {"door", web::written_front(c) + "/r"},
                {"code", code},
                {"sent", document_date(letter.sent_on)},
                {"due", document_date(letter.due_on)}});
}

namespace {

template <class F>
void each_entry(Context& c, std::span<const Letter> letters, F&& with) {
    const auto all = directory::snapshot(c.tx, Visibility::partners);
    for (const Letter& letter : letters)
        if (const Entry* entry = all->find(letter.service)) with(letter, *entry);
}

}  // namespace

namespace {

SheetsView sheets_view(Context& c) {
    const auto centre = people::find_organisation(c.tx, c.who.organisation);
    SheetsView v;
    v.from = centre.name;
    v.phone = centre.phone;
    v.url = web::written_front(c) + "/r";
    v.by = c.who.name;
    return v;
}

web::Url address_of(const Campaign& campaign) {
    return web::Url("/w/resources/campaigns").segment(campaign_number(campaign.id));
}

}  // namespace

Answer show_sheets(Context& c) {
    Asking asking = asking_of(c);
    by_office(c, asking.letters);
    const PageOf page = page_of(asking.letters.size(), c.query.number("page"));
    SheetsView v = sheets_view(c);
    v.back = address_of(asking.campaign).text();
    if (page.page < page.pages) v.onward = v.back + "/sheets?page=" + std::to_string(page.page + 1);
    v.title = asking.campaign.name;
    v.fax = asking.campaign.fax;
    v.page = page.page;
    v.pages = page.pages;
    const auto count = std::min(kPage, asking.letters.size() - page.from);
    each_entry(c, std::span(asking.letters).subspan(page.from, count),
               [&](const Letter& letter, const Entry& entry) {
                   v.sheets.push_back(sheet_of(c, letter, entry));
               });
    c.trace(TraceKind::print, "assurance.sheets",
            "campaign/" + std::to_string(asking.campaign.id.value), 0,
            std::to_string(v.sheets.size()));
    return c.page(std::move(v), {.title = campaign_number(asking.campaign.id), .print = true});
}

/// One sheet alone: of a link that was made for this entry, or once more of a campaign.
Answer show_sheet(Context& c) {
    const Letter letter = find_letter(c.tx, {c.number("sheet")});
    const std::string number = directory::service_number(letter.service);
    c.require(Act::edit_directory, {}, number);
    SheetsView v = sheets_view(c);
    v.back = "/w/resources/" + number + "/edit";
    v.title = number;
    if (letter.campaign) v.fax = find_campaign(c.tx, letter.campaign).fax;
    each_entry(c, std::span(&letter, 1), [&](const Letter& one, const Entry& entry) {
        v.sheets.push_back(sheet_of(c, one, entry));
    });
    c.trace(TraceKind::print, "assurance.sheets", number, 0, "1");
    return c.page(std::move(v), {.title = number, .print = true});
}

/// For labels and for mails that are sent from elsewhere: to whom, by which code.
Answer addresses_file(Context& c) {
    Asking asking = asking_of(c);
    by_office(c, asking.letters);
    const auto text = [&](Word word) { return std::string(word_text(word, c.lang)); };
    Sheet sheet;
    sheet.name = campaign_number(asking.campaign.id);
    sheet.header = {text("directory.field_organisation"_w),
                    text("assurance.name"_w),
                    text("directory.field_postal"_w),
                    text("directory.field_address"_w),
                    text("assurance.phone"_w),
                    text("directory.field_fax"_w),
                    text("directory.field_email"_w),
                    text("assurance.number"_w),
                    text("assurance.code"_w),
                    text("assurance.link"_w),
                    text("assurance.answer_by"_w),
                    text("assurance.state"_w)};
    each_entry(c, asking.letters, [&](const Letter& letter, const Entry& entry) {
        const std::string code = code_of(c.vault, letter);
        const auto& values = entry.values;
        sheet.rows.push_back({entry.provider, values[Field::name], values[Field::postal],
                              values[Field::address], values[Field::phone], values[Field::fax],
                              values[Field::email], directory::service_number(entry.id), code,
                              web::written_front(c) + "/r/" + code, letter.due_on.iso(),
                              text(word_of(step_of(letter, c.now.today)))});
    });
    c.trace(TraceKind::export_, "assurance.addresses",
            "campaign/" + std::to_string(asking.campaign.id.value), 0,
            std::to_string(sheet.rows.size()));
    return c.file(csv(sheet), "text/csv; charset=utf-8", sheet.name + ".csv");
}

Answer show_mail(Context& c) {
    Asking asking = asking_of(c);
    by_office(c, asking.letters);
    MailView v;
    v.number = campaign_number(asking.campaign.id);
    v.name = asking.campaign.name;
    v.which = std::clamp<std::int64_t>(c.query.number("which"), 0, 2);
    v.pages = std::max<std::int64_t>(
        1, static_cast<std::int64_t>((asking.letters.size() + kMails - 1) / kMails));
    v.page = std::clamp<std::int64_t>(c.query.number("page"), 1, v.pages);
    const std::size_t from = static_cast<std::size_t>(v.page - 1) * kMails;
    const auto count = std::min(kMails, asking.letters.size() - from);
    each_entry(c, std::span(asking.letters).subspan(from, count),
               [&](const Letter& letter, const Entry& entry) {
                   v.lines.push_back({entry.values[Field::name], entry.values[Field::email],
                                      directory::service_number(entry.id),
                                      mail_text(c, letter, entry, v.which)});
               });
    c.trace(TraceKind::print, "assurance.mail",
            "campaign/" + std::to_string(asking.campaign.id.value), 0,
            std::to_string(v.lines.size()));
    return c.page(std::move(v), staff_shell(c, "assurance.campaigns_title"_w));
}

}  // namespace michi::assurance
