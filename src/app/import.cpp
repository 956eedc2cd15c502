// `michishirube import`: reads the files, then lets the directory take them.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/commands.hpp"
#include "app/instance.hpp"
#include "directory/commands.hpp"
#include "directory/end_command.hpp"
#include "platform/clock.hpp"

namespace michi::app {
namespace {

directory::NamedBytes content_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw WrongUse("The file " + file + " cannot be read.");
    return {std::filesystem::path(file).filename().string(),
            {std::istreambuf_iterator<char>(in), {}}};
}

int end_of_list(const Call& call) {
    if (!call.words().empty() || call.has("list") || call.has("json"))
        throw WrongUse("--end LIST goes with --since DAY and --dry-run, and with no file.");
    const Instance instance = make_instance(config_of(call));
    const auto ended =
        directory::end_by_command(*instance.database, call.text("end"), call.text("since"),
                                  call.has("dry-run"), now_at(system_now()));
    fmt::print("{}\n", ended.text);
    return ended.done ? kDone : kDoesNotHold;
}

}  // namespace

int import_command(const Call& call) {
    if (call.has("end")) return end_of_list(call);
    if (call.has("since")) throw WrongUse("--since DAY goes with --end LIST.");
    const auto wanted = directory::source_named(call.word(0, "which files: import [KIND] FILE..."));
    const auto names = call.words().subspan(wanted ? 1 : 0);
    if (names.empty()) throw WrongUse("Say which files: import [KIND] FILE...");
    if (call.has("list") && names.size() > 1) throw WrongUse("--list NAME goes with one file.");
    std::vector<directory::NamedBytes> files;
    for (const std::string& name : names) files.push_back(content_of(name));
    const Instance instance = make_instance(config_of(call));
    const auto imported =
        directory::import_files(*instance.database, files, wanted, call.has("dry-run"),
                                now_at(system_now()), call.text("list"));
    fmt::print("{}", call.has("json") ? as_json(imported, Lang::ja) : as_text(imported, Lang::ja));
    return imported.all_read && !imported.takes_nothing() ? kDone : kDoesNotHold;
}

}  // namespace michi::app
