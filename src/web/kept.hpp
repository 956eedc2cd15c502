// A whole list that many readers share: made once, packed once for each coding that they take.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "web/compress.hpp"

namespace michi::web {

class Kept {
  public:
    using Text = std::shared_ptr<const std::string>;
    explicit Kept(std::string plain)
        : plain_(std::make_shared<const std::string>(std::move(plain))) {}
    const Text& plain() const { return plain_; }
    Text as(Coding coding) const;

  private:
    struct Packed {
        std::once_flag once;
        Text text;
    };
    Text plain_;
    mutable Packed gzip_, br_;
};

}  // namespace michi::web
