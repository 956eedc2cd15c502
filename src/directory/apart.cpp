// Reading a file that somebody sent: in a child that can do nothing else.

#include "directory/parcel.hpp"
#include "platform/sandbox.hpp"

namespace michi::directory {
namespace {

constexpr std::string_view kWork = "directory.tables";
/// With the program itself the child stays below 250 MB. It has the lowest priority, so on a busy machine
/// its thirty seconds of work may take minutes.
constexpr sandbox::Limits kLimits{.memory = 230u << 20, .wall_seconds = 180, .answer = 160u << 20};

const sandbox::Kind kReading(kWork,
                             [](std::string_view bytes) { return packed(read_tables(bytes)); });

}  // namespace

Result<std::vector<Table>> read_tables_apart(std::string_view bytes) {
    if (bytes.size() > kFileLimit) return refused(kWhole, "directory.file_too_large"_w);
    const sandbox::Outcome outcome = sandbox::run(kWork, bytes, kLimits);
    switch (outcome.end) {
        case sandbox::End::done:
            if (auto tables = unpacked(outcome.bytes)) return std::move(*tables);
            return refused(kWhole, "directory.file_breaks_reader"_w);
        case sandbox::End::not_started:
            return refused(kWhole, "directory.reader_not_started"_w);
        case sandbox::End::too_slow:
        case sandbox::End::too_large:
            return refused(kWhole, "directory.file_too_heavy"_w);
        case sandbox::End::died:
            break;
    }
    return refused(kWhole, "directory.file_breaks_reader"_w);
}

}  // namespace michi::directory
