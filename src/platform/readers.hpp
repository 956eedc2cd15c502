// The pool of read-only connections: one snapshot a reader, never waiting for the writer.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/db.hpp"

namespace michi {

using Connect = std::function<std::unique_ptr<Connection>(Reach)>;

class Readers {
  public:
    Readers(Connect connect, Memory& memory) : connect_(std::move(connect)), memory_(memory) {}
    void read(const std::function<void(Tx&)>& work);
    /// Closes the connections that nobody uses.
    void close();

  private:
    std::unique_ptr<Connection> begun();
    std::unique_ptr<Connection> take();
    void give(std::unique_ptr<Connection> connection);

    Connect connect_;
    Memory& memory_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> free_;
};

}  // namespace michi
