#include "directory/entries.hpp"

#include <utility>

#include "directory/content.hpp"

namespace michi::directory {

Entries::Kept Entries::packed(Entry&& entry) {
    Kept kept{.row = entry.row,
              .kind = std::move(entry.kind),
              .publisher = std::move(entry.publisher),
              .system_no = std::move(entry.system_no),
              .provider_number = std::move(entry.provider_number),
              .content = pack(entry.values),
              .notes = std::move(entry.notes)};
    kept.content.shrink_to_fit();
    return kept;
}

Entry Entries::opened(const Kept& row) {
    return {.row = row.row,
            .kind = row.kind,
            .publisher = row.publisher,
            .system_no = row.system_no,
            .provider_number = row.provider_number,
            .values = unpack(row.content),
            .notes = row.notes};
}

void Entries::erase_if(const std::function<bool(const Entry&)>& is_out) {
    std::erase_if(rows_, [&](const Kept& row) { return is_out(opened(row)); });
}

}  // namespace michi::directory
