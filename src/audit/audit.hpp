// Front door of the audit: every view and change, sealed with its group before anything is answered.
#pragma once

#include <functional>
#include <optional>

#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi::audit {

/// Signs tree heads; the key is a file of the instance, outside the database.
class Signer {
  public:
    virtual ~Signer() = default;
    virtual std::string sign(std::string_view note) const = 0;
    virtual bool verifies(std::string_view note, std::string_view signature) const = 0;
};
/// Makes the Ed25519 key file (0400) where there is none.
std::unique_ptr<Signer> open_signer(const std::string& key_file);

/// For Database::on_seal. `now` gives the time of each group.
Seal make_seal(const Signer& signer, std::function<Instant()> now);

struct Finding {
    std::int64_t entries{};
    bool ok{true};
    std::optional<std::int64_t> first_bad;
    std::string why;   // entry, order, head, checkpoint, signature
};
Finding verify(Database& database, const Signer& signer);

/// Who saw or changed a case, newest first.
struct Seen {
    std::int64_t sequence{};
    Instant at{};
    std::string entry;   // the canonical JSON
};
std::vector<Seen> entries_about(Tx& tx, std::int64_t case_id, int at_most);

}  // namespace michi::audit
