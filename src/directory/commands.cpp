#include "directory/commands.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/municipality.hpp"
#include "directory/mapping.hpp"
#include "directory/reference_store.hpp"
#include "directory/store.hpp"
#include "directory/taking.hpp"
#include "web/json.hpp"

namespace michi::directory {
namespace {

/// A file that no list could be read from: row 0 stands for the whole.
Preview unread(const std::string& name, const Refusals& why) {
    Preview preview;
    preview.file = name;
    for (const Refusal& refusal : why.items)
        preview.refused.push_back({0, "", refusal.word, refusal.args});
    return preview;
}

std::string text(std::string_view value) {
    std::string out;
    web::json_string(out, value);
    return out;
}

std::string problems_json(const std::vector<Problem>& problems, Lang lang) {
    std::string rows;
    for (const Problem& problem : problems)
        rows += fmt::format("{}{{\"row\":{},\"column\":{},\"reason\":{}}}", rows.empty() ? "" : ",",
                            problem.row, text(problem.column),
                            text(say(problem.word, lang, problem.args)));
    return rows;
}

std::string list_json(const Preview& p, Lang lang) {
    if (p.list.name.empty()) return {};  // no list of services
    std::string asked, gone;
    for (const Candidate& one : p.list.asked)
        asked += (asked.empty() ? "" : ",") + text(one.list.name);
    for (const RowChange& one : p.gone.shown()) gone += (gone.empty() ? "" : ",") + text(one.name);
    return fmt::format(
        ",\"list\":{},\"edition\":{},\"publisher\":{},\"kind\":{},\"asked\":[{}],\"gone_names\":[{}],"
        "\"notes\":[{}]",
        text(p.list.name), p.list.list.has_value(), text(p.publisher), text(name_of(p.source).id),
        asked, gone,
        problems_json(p.remarks, lang) + (p.remarks.empty() || p.notes.empty() ? "" : ",") +
            problems_json(p.notes, lang));
}

std::string list_line(const Preview& p, Lang lang) {
    const auto* place = find_municipality(p.publisher);
    return say(
        p.list.list ? "directory.import_list"_w : "directory.import_list_new"_w, lang,
        {{"list", p.list.name},
         {"kind", std::string(word_text(name_of(p.source).word, lang))},
         {"publisher", place ? std::string(place->name)
                             : std::string(word_text("directory.publisher_not_told"_w, lang))}});
}

constexpr std::size_t kNamed = 10, kNotes = 20;

std::string gone_line(const Preview& p, Lang lang) {
    std::string names;
    for (std::size_t i = 0; i < std::min(p.gone.size(), kNamed); ++i)
        names.append(i == 0 ? "" : "、").append(p.gone[i].name);
    if (p.gone.size() > kNamed)
        names = say("directory.import_names_more"_w, lang,
                    {{"names", names}, {"count", std::to_string(p.gone.size() - kNamed)}});
    return say("directory.import_gone"_w, lang, {{"names", names}});
}

std::string list_text(const Preview& p, Lang lang) {
    if (p.list.name.empty()) return {};
    std::string out = "  " + list_line(p, lang) + "\n", lists;
    for (const Candidate& one : p.list.asked)
        lists.append(lists.empty() ? "" : "、").append(one.list.name);
    if (!lists.empty())
        out += "  " + say("directory.import_asked"_w, lang, {{"lists", lists}}) + "\n";
    if (!p.gone.empty()) out += "  " + gone_line(p, lang) + "\n";
    return out;
}

std::string problems_text(const std::vector<Problem>& problems, std::size_t at_most, Lang lang) {
    std::string out;
    for (std::size_t i = 0; i < std::min(problems.size(), at_most); ++i) {
        const Problem& one = problems[i];
        out += "  " + (one.row == 0 ? "" : std::to_string(one.row) + " ") +
               (one.column.empty() ? "" : one.column + ": ") + say(one.word, lang, one.args) + "\n";
    }
    if (problems.size() > at_most)
        out += "  " +
               say("directory.import_more"_w, lang,
                   {{"count", std::to_string(problems.size() - at_most)}}) +
               "\n";
    return out;
}

/// The list that a person named; one that nobody knows will be called so.
Choices choices_for(Tx& tx, const File& file, std::string_view name) {
    Choices choices;
    for (std::size_t i = 0; i < file.readings.size() && !name.empty(); ++i) {
        const std::string& table = file.readings[i].table;
        const std::string called =
            std::string(name) + (file.readings.size() > 1 ? " / " + table : "");
        const auto lists = published_lists(tx, source_id(file.readings[i]));
        const auto found = std::ranges::find(lists, called, &PublishedList::name);
        choices[i] = found == lists.end() ? Chosen{{}, called} : Chosen{found->id};
    }
    return choices;
}

void trace_of(Tx& tx, const std::vector<Preview>& previews) {
    for (const Preview& preview : previews) {
        Trace trace;
        trace.kind = TraceKind::import_;
        trace.action = "directory.import";
        trace.detail =
            fmt::format("{} rows, {} new, {} changed, {} gone", preview.rows, preview.fresh.size(),
                        preview.changed.size(), preview.gone.size());
        tx.trace(std::move(trace));
    }
}

/// Post codes and codes of municipalities; services that stand under a code that ended are named.
Preview taken_reference(Database& database, const File& file, bool rehearse, Now now) {
    if (rehearse) return database.ask([&](Tx& tx) { return preview_reference(tx, file); });
    const Preview done = take_reference(database, file, now);
    database.write_now([&](Tx& tx) { trace_of(tx, {done}); });
    return done;
}

}  // namespace

Imported import_files(Database& database, const std::vector<NamedBytes>& files,
                      std::optional<Source> wanted, bool rehearse, Now now, std::string_view list) {
    Imported imported;
    std::vector<File> readable;
    for (const NamedBytes& bytes : files) {
        const auto said = database.ask([&](Tx& tx) { return mappings(tx, bytes.name); });
        const auto postal = database.ask([](Tx& tx) { return postal_places(tx); });
        auto file = open_file(bytes.name, bytes.bytes, wanted, said, postal.get());
        if (file && file->reference)  // before the lists that follow, which it helps to read
            imported.files.push_back(taken_reference(database, *file, rehearse, now));
        else if (file)
            readable.push_back(std::move(*file));
        else
            imported.files.push_back(unread(bytes.name, file.error())), imported.all_read = false;
    }
    std::vector<Preview> done;
    if (!rehearse && readable.size() == 1) {  // in turns, so that a running server goes on
        std::optional<Taking> taking;
        database.read([&](Tx& tx) {
            taking.emplace(tx, readable.front(), Id<Account>{}, now,
                           choices_for(tx, readable.front(), list));
        });
        write_beside(database, *taking);
        done = taking->previews();
        database.write_now([&](Tx& tx) {
            taking->finish(tx);
            trace_of(tx, done);
        });
        imported.files.insert(imported.files.begin(), done.begin(), done.end());
        return imported;
    }
    const auto each = [&](Tx& tx) {
        for (const File& file : readable) {
            const Choices choices = choices_for(tx, file, list);
            const auto previews =
                rehearse ? preview(tx, file, choices) : take(tx, file, {}, now, choices);
            done.insert(done.end(), previews.begin(), previews.end());
        }
        if (!rehearse) trace_of(tx, done);
    };
    if (rehearse)
        database.read(each);
    else
        database.write_now(each);
    imported.files.insert(imported.files.begin(), done.begin(), done.end());
    return imported;
}

bool Imported::takes_nothing() const {
    return std::ranges::all_of(files, [](const Preview& p) {
        return p.fresh.size() + p.changed.size() + p.unchanged == 0;
    });
}

std::string as_json(const Imported& imported, Lang lang) {
    std::string files;
    for (const Preview& p : imported.files)
        files += fmt::format(
            "{}{{\"file\":{},\"rows\":{},\"new\":{},\"changed\":{},\"gone\":{},\"unchanged\":{},"
            "\"refused\":[{}]{}}}",
            files.empty() ? "" : ",", text(p.file), p.rows, p.fresh.size(), p.changed.size(),
            p.gone.size(), p.unchanged, problems_json(p.refused, lang), list_json(p, lang));
    return "{\"files\":[" + files + "]}\n";
}

std::string as_text(const Imported& imported, Lang lang) {
    std::string out;
    for (const Preview& p : imported.files) {
        out += say("directory.import_line"_w, lang,
                   {{"file", p.file},
                    {"rows", std::to_string(p.rows)},
                    {"fresh", std::to_string(p.fresh.size())},
                    {"changed", std::to_string(p.changed.size())},
                    {"gone", std::to_string(p.gone.size())},
                    {"same", std::to_string(p.unchanged)},
                    {"refused", std::to_string(p.refused_rows)}});
        out += '\n' + list_text(p, lang) + problems_text(p.remarks, p.remarks.size(), lang) +
               problems_text(p.notes, kNotes, lang) +
               problems_text(p.refused, p.refused.size(), lang);
    }
    if (imported.takes_nothing()) out += say("directory.import_nothing"_w, lang, {}) + "\n";
    return out;
}

}  // namespace michi::directory
