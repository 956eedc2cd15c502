// A ZIP from an untrusted hand: every limit is counted on what really comes out (I1).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace michi::directory {

class Archive {
  public:
    /// Refuses encrypted, overlapping, doubled, absolute, `..` and link entries, and too many.
    static Result<Archive> open(std::string_view bytes);
    Archive(Archive&&) noexcept;
    Archive& operator=(Archive&&) noexcept;
    ~Archive();

    const std::vector<std::string>& names() const;
    bool has(std::string_view name) const;
    /// The whole entry; refuses when the limits of the file as a whole are passed.
    Result<std::string> read(std::string_view name);

  private:
    struct Inside;
    explicit Archive(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace michi::directory
