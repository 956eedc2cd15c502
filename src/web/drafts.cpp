#include "web/drafts.hpp"

#include <algorithm>
#include <array>

#include "platform/series.hpp"
#include "web/read.hpp"
#include "web/refill.hpp"

namespace michi::web {
namespace {

constexpr std::string_view kTable = "draft";
constexpr std::int64_t kKeptMs = kDraftDays * 24 * 60 * 60 * 1000;

constexpr Spot spot(std::int64_t row) { return {.table = kTable, .column = "body", .row = row}; }

std::string packed(const Form& form) {
    std::string body;
    for (const auto& [name, value] : form.fields) {
        if (!comes_back(name)) continue;
        if (!body.empty()) body += '&';
        encode_segment(body, name);
        body += '=';
        encode_segment(body, value);
    }
    return body;
}

Form unpacked(std::string_view body) {
    Form form;
    read_urlencoded(body, form);
    return form;
}

/// Marks of a form that nobody types.
bool is_mark(std::string_view name) {
    static constexpr std::array kMarks{"version", "then", "seen", "case", "kind", "step"};
    return name.starts_with("was_") || std::ranges::find(kMarks, name) != kMarks.end();
}

struct SealedDraft {
    std::int64_t id{};
    Id<DataKey> key;
};
std::optional<SealedDraft> kept_under(Tx& tx, Id<Account> account, std::string_view once_key) {
    if (once_key.empty()) return std::nullopt;
    return tx.first(
        "SELECT id, key_id FROM draft WHERE account_id = $1 AND once_key = $2",
        [](const Row& row) {
            return SealedDraft{row.integer(0), row.get<Id<DataKey>>(1)};
        },
        account, once_key);
}

/// With its key nobody reads what a copy of the row held.
void forget(Tx& tx, const SealedDraft& draft) {
    tx.run("DELETE FROM draft WHERE id = $1", draft.id);
    tx.run("DELETE FROM data_key WHERE id = $1", draft.key);
}

void forget_all(Tx& tx, const std::vector<SealedDraft>& drafts) {
    for (const SealedDraft& draft : drafts) forget(tx, draft);
}

SealedDraft kept_from(const Row& row) { return {row.integer(0), row.get<Id<DataKey>>(1)}; }

void let_go_of_old(Tx& tx, Id<Account> account, Instant at) {
    forget_all(
        tx, tx.all("SELECT id, key_id FROM draft WHERE saved_at < $1", kept_from, at.ms - kKeptMs));
    forget_all(tx, tx.all("SELECT id, key_id FROM draft WHERE account_id = $1"
                          " ORDER BY saved_at DESC, id DESC LIMIT 10 OFFSET $2",
                          kept_from, account, kMostDrafts));
}

DraftLine line_from(const Row& row) {
    return {row.integer(0), row.get<std::string>(1), row.get<std::string>(2),
            row.get<std::string>(3), row.get<Instant>(4)};
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

/// The object of a page that its path does not name.
std::string object_of(std::string_view target) {
    const auto question = target.find('?');
    Form query;
    if (question == std::string_view::npos || !read_urlencoded(target.substr(question + 1), query))
        return {};
    return query.text("case");
}

}  // namespace

bool is_worth_keeping(const Route& route, const Form& form) {
    static constexpr std::array kNever{Act::sign_in,         Act::visit_public, Act::search_persons,
                                       Act::see_own_account, Act::mask_names,   Act::see_directory};
    if (std::ranges::find(kNever, route.may) != kNever.end()) return false;
    return std::ranges::any_of(form.fields, [](const auto& field) {
        return comes_back(field.first) && !is_mark(field.first) && !field.second.empty();
    });
}

void keep_draft(Tx& tx, Vault& vault, Id<Account> account, std::string_view action,
                const Form& form, Instant at) {
    let_go_of_old(tx, account, at);
    std::string once_key = form.text("_once");
    const std::string page = without_draft(form.text("_from"));
    if (once_key.empty()) once_key = action;  // of a program: one draft of each form
    auto there = kept_under(tx, account, once_key);
    if (!there) there = kept_under(tx, account, form.text("_draft"));
    const SealedDraft draft =
        there ? *there : SealedDraft{next_number(tx, kTable), vault.new_key(tx)};
    const Bytes body = vault.seal(tx, draft.key, spot(draft.id), packed(form));
    if (there)
        tx.run("UPDATE draft SET once_key = $2, body = $3, saved_at = $4 WHERE id = $1", draft.id,
               once_key, body, at);
    else
        tx.run(
            "INSERT INTO draft (id, account_id, once_key, action, page, key_id, body, saved_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            draft.id, account, once_key, action, page, draft.key, body, at);
}

void end_drafts(Tx& tx, Id<Account> account, const Form& form) {
    for (const char* mark : {"_once", "_draft"})
        if (const auto there = kept_under(tx, account, form.text(mark))) forget(tx, *there);
}

std::string draft_key(Tx& tx, Id<Account> account, const Form& form) {
    for (const char* mark : {"_once", "_draft"})
        if (kept_under(tx, account, form.text(mark))) return form.text(mark);
    return {};
}

void discard_draft(Tx& tx, Id<Account> account, std::int64_t id) {
    forget_all(tx, tx.all("SELECT id, key_id FROM draft WHERE account_id = $1 AND id = $2",
                          kept_from, account, id));
}

std::vector<DraftLine> drafts_of(Tx& tx, Id<Account> account, Instant at) {
    return tx.all(
        "SELECT id, once_key, action, page, saved_at FROM draft WHERE account_id = $1"
        " AND saved_at >= $2 ORDER BY saved_at DESC, id DESC",
        line_from, account, at.ms - kKeptMs);
}

std::vector<DraftLine> drafts_on(std::vector<DraftLine> drafts, std::string_view target) {
    const std::string object = object_of(target);
    std::erase_if(drafts, [&](const DraftLine& draft) {
        return path_of(draft.page) != path_of(target) || object_of(draft.page) != object;
    });
    return drafts;
}

std::optional<Draft> find_draft(Tx& tx, Vault& vault, Id<Account> account, std::int64_t id,
                                Instant at) {
    return tx.first(
        "SELECT id, once_key, action, page, saved_at, key_id, body FROM draft"
        " WHERE id = $1 AND account_id = $2 AND saved_at >= $3",
        [&](const Row& row) {
            return Draft{line_from(row), unpacked(vault.open(tx, row.get<Id<DataKey>>(5),
                                                             spot(row.integer(0)), row.blob(6)))};
        },
        id, account, at.ms - kKeptMs);
}

void end_drafts_on(Tx& tx, Id<Account> account, std::string_view path) {
    for (const DraftLine& draft : drafts_of(tx, account, Instant{kKeptMs}))
        if (path_of(draft.page) == path) discard_draft(tx, account, draft.id);
}

std::string without_draft(std::string page) {
    if (!is_local_path(page)) return "/w";
    for (const char* mark : {"?draft=", "&draft="})
        if (const auto at = page.find(mark); at != std::string::npos) {
            const auto end = page.find('&', at + 1);
            page.erase(at + 1, end == std::string::npos ? end : end - at);
            if (end == std::string::npos) page.erase(at);
        }
    return page;
}

Url place_of(const DraftLine& draft) {
    Url url = Url::local(draft.page);
    return url.query("draft", std::to_string(draft.id));
}

}  // namespace michi::web
