// How far the body of a request is read, and for whom. No sockets here.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "web/framing.hpp"

namespace michi::web {

/// Of somebody unknown no more than kUnknownBody is read where the route is not open to anybody.
class Body {
  public:
    enum class Next {
        whole,  // all that is wanted is there
        more,
        ask,  // who it is: sender_is() goes on
        refused,
    };
    /// The status that refuses it, or 0.
    int expect(const Head& head, const Route* route);
    bool expected() const { return expected_; }
    /// Looks at what stands behind the head; chunks are taken out of the buffer.
    Next look(std::string& buffer, const Head& head);
    void sender_is(bool admitted) { known_ = admitted; }
    int refused() const { return chunks_.refused(); }
    bool open() const { return open_; }  // the route needs nobody
    bool known() const { return known_; }
    /// The beginning of a body whose sender may not do this.
    bool cut() const { return asked_ && !known_ && !chunked_; }
    std::size_t got() const { return got_; }
    /// Memory that it takes, or is sure to take.
    std::size_t size() const { return known_ ? std::max(got_, announced_) : got_; }
    std::string_view content(const std::string& buffer, const Head& head) const;
    void done() { expected_ = false; }
    void forget() { std::string().swap(text_); }

  private:
    Chunks chunks_;
    std::string text_;  // of the chunks
    std::size_t limit_{}, announced_{}, got_{};
    bool expected_{}, chunked_{}, open_{}, asked_{}, known_{};
};

}  // namespace michi::web
