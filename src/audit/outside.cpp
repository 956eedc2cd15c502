#include "audit/outside.hpp"

#include <filesystem>

#include "audit/audit.hpp"

namespace michi::audit {

OutsideHead::OutsideHead(std::string file, const Vault& vault)
    : file_(std::move(file)), signer_(vault) {}

std::string OutsideHead::note() const {
    std::string note = file_.read();
    return signer_.is_ours(note) ? note : std::string();
}

void OutsideHead::keep(const std::string& note) const {
    file_.change([&](std::string_view kept) -> std::optional<std::string> {
        if (entries_of(kept) > entries_of(note) && signer_.is_ours(kept)) return std::nullopt;
        return note;
    });
}

void OutsideHead::replace(const std::string& note) const {
    file_.change([&](std::string_view) { return note; });
}

std::shared_ptr<OutsideHead> open_outside_head(const std::string& file, const Vault& vault) {
    return std::make_shared<OutsideHead>(file, vault);
}

void sync(const OutsideHead& head) { head.sync(); }
std::string note_of(const OutsideHead& head) { return head.note(); }

std::int64_t entries_outside(const std::string& file, const Vault& vault) {
    if (!std::filesystem::exists(file)) return 0;  // looking makes none
    return entries_of(OutsideHead(file, vault).note());
}

}  // namespace michi::audit
