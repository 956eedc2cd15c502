// `michishirube map`: takes the tile layout or the boundary of a prefecture.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/instance.hpp"
#include "directory/map.hpp"

namespace michi::app {
namespace {

struct Refused {
    Refusals why;
};

}  // namespace

int map_command(const Call& call) {
    const std::string file = call.word(0, "which file: map FILE");
    const std::string bytes = text_of(file);
    if (bytes.size() > directory::kFileLimit)
        throw WrongUse("The file " + file + " is larger than 20 MiB.");
    const Instance instance = make_instance(config_of(call));
    try {
        directory::MapTaken taken;
        instance.database->write_now([&](Tx& tx) {
            const auto read = directory::take_map(tx, bytes);
            if (!read) throw Refused{read.error()};
            taken = *read;
        });
        const Word word =
            taken.outline ? "directory.map_taken_outline"_w : "directory.map_taken_tiles"_w;
        fmt::print("{}\n", say(word, Lang::ja, {{"n", std::to_string(taken.places)}}));
        return kDone;
    } catch (const Refused& refused) {
        for (const Refusal& one : refused.why.items)
            fmt::print(stderr, "{}: {}\n", file, say(one.word, Lang::ja, one.args));
        return kDoesNotHold;
    }
}

}  // namespace michi::app
