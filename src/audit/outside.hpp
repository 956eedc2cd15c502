// The head of the audit outside its database: a database that lost its end, or that was put back as it
// was before, cannot hide it (statement L4).
#pragma once

#include <string>

#include "audit/note.hpp"
#include "platform/record_file.hpp"

namespace michi::audit {

/// The newest note in a file beside the database, written after each commit and before its answers:
/// never newer than the database, and after a kill never older.
class OutsideHead {
  public:
    OutsideHead(std::string file, const Vault& vault);

    /// The note; "" when there is none or it is not of this instance.
    std::string note() const;
    /// Keeps the larger of the two.
    void keep(const std::string& note) const;
    /// After a gap was recorded: the numbers begin again below.
    void replace(const std::string& note) const;
    void sync() const { file_.sync(); }

  private:
    RecordFile file_;
    Signer signer_;
};

}  // namespace michi::audit
