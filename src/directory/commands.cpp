#include "directory/commands.hpp"

#include <fmt/format.h>

#include "directory/mapping.hpp"
#include "directory/reference_store.hpp"
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

std::string refused_json(const Preview& preview, Lang lang) {
    std::string rows;
    for (const Problem& problem : preview.refused)
        rows += fmt::format("{}{{\"row\":{},\"column\":{},\"reason\":{}}}", rows.empty() ? "" : ",",
                            problem.row, text(problem.column),
                            text(say(problem.word, lang, problem.args)));
    return rows;
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
                      std::optional<Source> wanted, bool rehearse, Now now) {
    Imported imported;
    std::vector<File> readable;
    const auto said = database.ask([](Tx& tx) { return mappings(tx); });
    for (const NamedBytes& bytes : files) {
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
        database.read([&](Tx& tx) { taking.emplace(tx, readable.front(), Id<Account>{}, now); });
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
            const auto previews = rehearse ? preview(tx, file) : take(tx, file, {}, now);
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

std::string as_json(const Imported& imported, Lang lang) {
    std::string files;
    for (const Preview& p : imported.files)
        files += fmt::format(
            "{}{{\"file\":{},\"rows\":{},\"new\":{},\"changed\":{},\"gone\":{},\"unchanged\":{},"
            "\"refused\":[{}]}}",
            files.empty() ? "" : ",", text(p.file), p.rows, p.fresh.size(), p.changed.size(),
            p.gone.size(), p.unchanged, refused_json(p, lang));
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
        out += '\n';
        for (const Problem& note : p.notes)  // of the whole file
            if (note.row == 0) out += "  " + say(note.word, lang, note.args) + "\n";
        for (const Problem& problem : p.refused)
            out += fmt::format("  {} {}: {}\n", problem.row, problem.column,
                               say(problem.word, lang, problem.args));
    }
    return out;
}

}  // namespace michi::directory
