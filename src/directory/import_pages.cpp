// Taking a list on the web: upload, preview, confirmation.

#include <algorithm>

#include "base/era.hpp"
#include "directory/first_rows.hpp"
#include "directory/import.hpp"
#include "directory/list_choice.hpp"
#include "directory/mapping.hpp"
#include "directory/pages.hpp"
#include "directory/reference_store.hpp"
#include "directory/returned.hpp"
#include "directory/store.hpp"
#include "directory/taking.hpp"
#include "platform/vault.hpp"
#include "platform/zip.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

constexpr std::size_t kShown = ChangedRows::kShown;  // problems, as many as rows
constexpr std::size_t kBatchesShown = 20;

std::vector<Choice> kind_choices(std::string_view chosen) {
    std::vector<Choice> kinds;
    for (const SourceName& name : source_names())
        kinds.push_back({std::string(name.id), name.word, {}, name.id == chosen, false});
    return kinds;
}

std::string field_line(const Context& c, const FieldChange& change) {
    const Word word = field_names()[static_cast<std::size_t>(change.field)].word;
    if (!is_for_people(change.field))
        return std::string(word_text("directory.told_changed"_w, c.lang));
    const std::string nothing(word_text("directory.nothing"_w, c.lang));
    return say("directory.change_line"_w, c.lang,
               {{"field", std::string(word_text(word, c.lang))},
                {"before", change.before.empty() ? nothing : change.before},
                {"after", change.after.empty() ? nothing : change.after}});
}

std::vector<ChangeView> change_views(const Context& c, const ChangedRows& rows) {
    std::vector<ChangeView> views;
    for (const RowChange& row : rows.shown()) {
        views.push_back({row.row == 0 ? "" : std::to_string(row.row),
                         row.name,
                         place_name(row.municipality),
                         kind_word(row.kind),
                         {}});
        for (const FieldChange& field : row.fields)
            views.back().fields.push_back(field_line(c, field));
    }
    return views;
}

std::vector<ProblemView> problem_views(const Context& c, const std::vector<Problem>& problems) {
    std::vector<ProblemView> views;
    for (const Problem& problem : problems)
        if (views.size() < kShown)
            views.push_back({std::to_string(problem.row), problem.column,
                             say(problem.word, c.lang, problem.args)});
    return views;
}

/// Said above all tables: a file or a table of which nothing is read.
bool is_unread(const Problem& remark) {
    return remark.word == kTableNotKnown || remark.word == kNoTable;
}

PreviewView preview_view(const Context& c, const Preview& preview) {
    PreviewView v;
    v.file = preview.file;
    v.source = name_of(preview.source).word;
    v.rows = static_cast<std::int64_t>(preview.rows);
    v.fresh_count = static_cast<std::int64_t>(preview.fresh.size());
    v.changed_count = static_cast<std::int64_t>(preview.changed.size());
    v.gone_count = static_cast<std::int64_t>(preview.gone.size());
    v.unchanged = static_cast<std::int64_t>(preview.unchanged);
    v.refused_count = static_cast<std::int64_t>(preview.refused_rows);
    v.notes_count = static_cast<std::int64_t>(preview.notes.size());
    v.fresh = change_views(c, preview.fresh);
    v.changed = change_views(c, preview.changed);
    v.gone = change_views(c, preview.gone);
    v.refused = problem_views(c, preview.refused);
    v.notes = problem_views(c, preview.notes);
    for (const Problem& one : preview.remarks)
        if (!is_unread(one)) v.remarks.push_back(say(one.word, c.lang, one.args));
    return v;
}

bool may_undo(const BatchRow& row) {
    return !row.undone && row.last && row.added + row.changed + row.gone > 0;
}

/// One line an edition: those that were taken together are one.
std::vector<std::string> reference_lines(Context& c) {
    std::vector<std::string> lines;
    for (const ReferenceEdition& one : reference_editions(c.tx)) {
        const Word what = one.kind == "postal" ? "directory.reference_what_postal"_w
                                               : "directory.reference_what_codes"_w;
        std::string line = say("directory.reference_line"_w, c.lang,
                               {{"what", std::string(word_text(what, c.lang))},
                                {"day", detail_date(one.taken_at.in_japan(), c.now.today)},
                                {"file", one.file_name},
                                {"rows", std::to_string(one.rows)}});
        if (lines.empty() || lines.back() != line) lines.push_back(std::move(line));
    }
    return lines;
}

ImportView import_view(Context& c) {
    ImportView v;
    v.may_settle = ever(c.who.role, Act::edit_directory);
    v.kinds = kind_choices(c.form.text("kind"));
    v.references = reference_lines(c);
    for (const auto& [id, row] : newest_batches(c.tx, kBatchesShown)) {
        const auto source = source_named(row.source);
        v.batches.push_back({list_date(row.at.in_japan(), c.now.today),
                             row.sha256.empty()
                                 ? say("directory.batch_ended"_w, c.lang, {{"list", row.file_name}})
                                 : row.file_name,
                             std::to_string(row.rows), std::to_string(row.added),
                             std::to_string(row.changed), std::to_string(row.gone),
                             std::to_string(row.refused), source ? name_of(*source).word : Word{},
                             row.undone, may_undo(row) ? std::to_string(id.value) : ""});
    }
    return v;
}

web::Shell import_shell(const Context& c) {
    web::Shell shell = resources_shell(c, "directory.import_title"_w);
    shell.focus = false;
    return shell;
}

using Read = std::shared_ptr<Result<File>>;

/// What was sent, before the writer's turn: the file, or several as one ZIP, and what it holds.
struct SentUpload {
    web::Upload file;
    Read read;
};

/// Files of one name, of two folders, stay apart: 「a (2).csv」.
std::string name_beside(const std::vector<std::string>& names, const std::string& name) {
    std::string own = name;
    for (int n = 2; std::ranges::find(names, own) != names.end(); ++n) {
        const auto dot = std::min(name.rfind('.'), name.size());
        own = name.substr(0, dot) + " (" + std::to_string(n) + ")" + name.substr(dot);
    }
    return own;
}

web::Upload together(const Context& c) {
    const auto [first, last] = c.form.files.equal_range("file");
    if (first == last) return {};
    if (std::next(first) == last) return first->second;
    std::vector<std::string> names;
    std::vector<ZippedFile> files;
    for (auto one = first; one != last; ++one) {
        names.push_back(name_beside(names, one->second.name));
        files.push_back({names.back(), one->second.bytes});
    }
    return {say("directory.files_together"_w, c.lang,
                {{"first", names.front()}, {"n", std::to_string(names.size() - 1)}}),
            zipped(files)};
}

/// A table whose columns only a person can name.
bool is_unknown_list(const Refusals& why) {
    return std::ranges::any_of(why.items, [](const Refusal& refusal) {
        return refusal.word == "directory.kind_not_recognised"_w;
    });
}

Read read_again(Context& c) {
    const KeptUpload kept = find_upload(c.tx, c.part("upload"), c.who.account);
    return std::make_shared<Result<File>>(open_file(kept.name, kept.bytes, source_named(kept.kind),
                                                    mappings(c.tx, kept.name),
                                                    postal_places(c.tx).get()));
}

}  // namespace

std::string mark_of_table(std::string_view name, std::string_view headings) {
    return to_hex(sha256(std::string(name).append("|").append(headings))).substr(0, 16);
}

web::Answer show_import(Context& c) {
    c.require(Act::import_directory, {});
    return c.page(import_view(c), import_shell(c));
}

void read_upload(Context& c) {
    SentUpload sent{together(c), {}};
    if (!sent.file.bytes.empty())
        sent.read = std::make_shared<Result<File>>(
            open_file(sent.file.name, sent.file.bytes, source_named(c.form.text("kind")),
                      mappings(c.tx, sent.file.name), postal_places(c.tx).get()));
    c.prepared = std::make_shared<SentUpload>(std::move(sent));
}

web::Answer keep_upload(Context& c) {
    c.require(Act::import_directory, {});
    const auto sent = std::any_cast<std::shared_ptr<SentUpload>>(c.prepared);
    const Read& read = sent->read;
    ImportView v;
    if (!read)
        v.refusals.add("file", "directory.choose_file"_w);
    else if (!*read && !is_unknown_list(read->error()))
        for (const Refusal& why : read->error().items) v.refusals.add("file", why.word, why.args);
    if (read && *read && (*read)->reference)
        v.refusals.add("file", "directory.reference_by_command"_w);
    if (v.refusals.any()) {
        ImportView page = import_view(c);
        page.refusals = std::move(v.refusals);
        return c.refuse(std::move(page), import_shell(c));
    }
    const std::string token = base64url(random_bytes(18));
    keep_upload_row(c.tx, {.token = token,
                           .account = c.who.account,
                           .name = sent->file.name,
                           .kind = c.form.text("kind"),
                           .bytes = sent->file.bytes,
                           .at = c.now.at});
    Url next = Url("/w/resources/import").segment(token);
    if (!*read) next.segment("columns");
    return c.see_other(next);
}

namespace {

/// Of a list that is new: its first rows, so that a wrong column is seen before anything is taken.
void show_how_it_is_read(const Context& c, const Reading& reading, PreviewView& view) {
    for (std::size_t i = 0; i < std::min(reading.entries.size(), kFirstRows); ++i)
        view.remarks.push_back(say("directory.first_read"_w, c.lang,
                                   {{"n", std::to_string(reading.entries[i].row)},
                                    {"line", told_in_a_line(reading.entries[i], c.lang)}}));
}

std::string mark_of(const Reading& reading) {
    return mark_of_table(reading.table, reading.headings);
}
bool stand_as_shown(const web::Form& form, const File& file) {
    for (std::size_t i = 0; i < file.readings.size(); ++i)
        if (const auto of = form.maybe("of" + std::to_string(i));
            of && !of->empty() && *of != mark_of(file.readings[i]))
            return false;
    return true;
}

ImportView preview_page(Context& c, const File& file, const Choices& choices) {
    ImportView v = import_view(c);
    v.token = std::string(c.part("upload"));
    v.nothing = true;
    std::size_t table = 0;
    std::int64_t unknown = 0;
    for (const Preview& one : preview(c.tx, file, choices)) {
        for (const Problem& remark : one.remarks)
            if (is_unread(remark))
                v.unread.push_back({remark.word == kTableNotKnown ? unknown++ : -1,
                                    say(remark.word, c.lang, remark.args)});
        v.nothing = v.nothing && one.fresh.empty() && one.changed.empty() && one.gone.empty();
        v.previews.push_back(preview_view(c, one));
        if (!file.reference) {
            show_list(c, one, table, v.previews.back());
            v.previews.back().of = mark_of(file.readings[table]);
            if (!one.list.list) show_how_it_is_read(c, file.readings[table], v.previews.back());
        }
        if (one.refused_rows > 0) v.previews.back().returned = std::to_string(table);
        ++table;
    }
    return v;
}

/// A kept file that is written beside the directory, waiting for the turn that lets it be seen.
struct Waiting {
    Read read;
    bool shown{true}, asked{};  // shown: as it was previewed; asked: a list is not chosen yet
    std::optional<std::size_t> twice;  // a table of which the list of another one was said
    std::optional<Taking> taking;
};

}  // namespace

web::Answer show_preview(Context& c) {
    c.require(Act::import_directory, {});
    const Read read = read_again(c);
    if (!*read) throw NotFound{};
    return c.page(preview_page(c, **read, choices_in(c.query)), import_shell(c));
}

void write_kept(Context& c) {
    auto waiting = std::make_shared<Waiting>();
    waiting->read = read_again(c);
    waiting->shown = as_shown(c.form);
    if (*waiting->read) waiting->shown = waiting->shown && stand_as_shown(c.form, **waiting->read);
    waiting->twice = said_twice(choices_in(c.form));
    if (*waiting->read && waiting->shown && !waiting->twice) {
        waiting->taking.emplace(c.tx, **waiting->read, c.who.account, c.now, choices_in(c.form));
        waiting->asked = std::ranges::any_of(
            waiting->taking->previews(), [](const Preview& p) { return !p.list.asked.empty(); });
        if (!waiting->asked)
            c.beside = [waiting](Database& database) { write_beside(database, *waiting->taking); };
    }
    c.prepared = std::move(waiting);
}

web::Answer take_upload(Context& c) {
    c.require(Act::take_upload, {.mine = Mine::own});  // find_upload() asked whose
    const auto waiting = std::any_cast<std::shared_ptr<Waiting>>(c.prepared);
    if (!*waiting->read) throw NotFound{};
    if (!waiting->shown) {
        Url preview = Url("/w/resources/import").segment(c.part("upload"));
        add_choices(preview, c.form);
        return c.see_other(preview);
    }
    if (waiting->twice) {
        ImportView v = preview_page(c, **waiting->read, choices_in(c.form));
        v.refusals.add("list" + std::to_string(*waiting->twice), "directory.list_twice"_w);
        return c.refuse(std::move(v), import_shell(c));
    }
    if (waiting->asked) {
        ImportView v = preview_page(c, **waiting->read, choices_in(c.form));
        for (const PreviewView& one : v.previews)
            if (one.asked) v.refusals.add("list" + one.number, "directory.list_choose"_w);
        return c.refuse(std::move(v), import_shell(c));
    }
    waiting->taking->finish(c.tx);
    std::size_t rows = 0;
    for (const Preview& done : waiting->taking->previews()) rows += done.rows;
    drop_upload(c.tx, c.part("upload"));
    c.trace(TraceKind::import_, "directory.import", "", 0, std::to_string(rows));
    return c.see_other(Url("/w/resources/import"));
}

web::Answer undo_batch(Context& c) {
    c.require(Act::import_directory, {});
    const Id<Batch> batch{c.number("batch")};
    Refusals no = undo(c.tx, batch, c.who.account, c.now);
    if (no.any()) {
        ImportView v = import_view(c);
        v.refusals = std::move(no);
        return c.refuse(std::move(v), import_shell(c));
    }
    c.trace(TraceKind::import_, "directory.undo", std::to_string(batch.value));
    return c.see_other(Url("/w/resources/import"));
}

web::Answer refused_rows(Context& c) {
    c.require(Act::import_directory, {});
    const Read read = read_again(c);
    if (!*read) throw NotFound{};
    const auto number = static_cast<std::size_t>(c.query.number("table"));
    if (number >= (**read).readings.size()) throw NotFound{};
    return c.file(returned_csv((**read).readings[number], c.lang), "text/csv; charset=utf-8",
                  returned_name((**read).name));
}

}  // namespace michi::directory
