// `states`: one picture for each kind of request.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "app/commands.hpp"
#include "handover/picture.hpp"

namespace michi::app {

int states_command(const Call& call) {
    const std::filesystem::path directory = call.word(0, "into which directory");
    std::error_code why;
    std::filesystem::create_directories(directory, why);
    for (const auto kind : handover::kKinds) {
        const auto file = directory / fmt::format("request-{}.svg", handover::name_of(kind));
        std::ofstream out(file, std::ios::binary);
        out << handover::picture_of(kind, Lang::ja);
        out.close();
        if (!out) throw std::runtime_error("cannot write " + file.string());
        fmt::print("{}\n", file.string());
    }
    return kDone;
}

}  // namespace michi::app
