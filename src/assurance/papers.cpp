// The sheet that goes out on paper or by FAX, and the same as a letter to copy into a mail.

#include <algorithm>

#include "assurance/pages.hpp"
#include "base/era.hpp"
#include "people/people.hpp"

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

std::string mail_text(Context& c, const Letter& letter, const Entry& entry, std::int64_t which) {
    const auto centre = people::find_organisation(c.tx, c.who.organisation);
    const Word word = which == 2   ? "assurance.mail_second"_w
                      : which == 1 ? "assurance.mail_reminder"_w
                                   : "assurance.mail_first"_w;
    const std::string code = code_of(c.vault, letter);
    return say(word, Lang::ja,
               {{"to", entry.values[Field::name]},
                {"from", centre.name},
                {"phone", centre.phone},
                {"by", c.who.name},
                {"url", front_of(c) + "/r/" + code},
                {"door", front_of(c) + "/r"},
                {"code", code},
                {"sent", document_date(letter.sent_on)},
                {"due", document_date(letter.due_on)}});
}

template <class F>
void each_entry(Context& c, std::span<const Letter> letters, F&& with) {
    const auto all = directory::snapshot(c.tx, Visibility::partners);
    for (const Letter& letter : letters)
        if (const Entry* entry = all->find(letter.service)) with(letter, *entry);
}

}  // namespace

Answer show_sheets(Context& c) {
    Asking asking = asking_of(c);
    by_office(c, asking.letters);
    const auto centre = people::find_organisation(c.tx, c.who.organisation);
    const PageOf page = page_of(asking.letters.size(), c.query.number("page"));
    SheetsView v;
    v.back = campaign_number(asking.campaign.id);
    v.title = asking.campaign.name;
    v.from = centre.name;
    v.phone = centre.phone;
    v.fax = asking.campaign.fax;
    v.url = front_of(c) + "/r";
    v.by = c.who.name;
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
