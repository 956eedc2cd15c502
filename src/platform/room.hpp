// Room on the disk of an SQLite database. When it runs out, changes are refused while the audit of what is read
// goes on in blocks that were taken for it beforehand (in plain SQLite even a deletion fails then).
#pragma once

#include <string>

namespace michi {

class Room {
  public:
    /// `database` is the file; "" means that another machine looks after its own disk.
    explicit Room(std::string database) : database_(std::move(database)) {}
    /// Looks at the disk: whether nothing but the audit may be written.
    bool scarce();
    /// Takes blocks for the log, once it is there; nobody else can fill them.
    void reserve();
    void log_is_new() { reserved_ = false; }

  private:
    std::string database_;
    bool scarce_{};
    bool reserved_{};
};

}  // namespace michi
