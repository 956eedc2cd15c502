#include "web/body.hpp"

#include <algorithm>

namespace michi::web {

int Body::expect(const Head& head, const Route* route) {
    *this = Body();
    limit_ = route ? route->body_limit : kUnknownBody;
    open_ = !route || is_open_to_anybody(route->may);
    chunked_ = head.chunked;
    announced_ = head.content_length;
    if (announced_ > limit_) return 413;
    expected_ = chunked_ || announced_ > 0;
    return 0;
}

Body::Next Body::look(std::string& buffer, const Head& head) {
    got_ = text_.size() + buffer.size() - head.size;
    const bool unknown = !open_ && !known_;
    if (!chunked_) {
        if (got_ >= announced_ || (asked_ && unknown)) return Next::whole;
        if (!unknown || got_ < kUnknownBody) return Next::more;
        asked_ = true;
        return Next::ask;
    }
    if (unknown && !asked_) {
        asked_ = true;
        return Next::ask;
    }
    const auto fresh = std::string_view(buffer).substr(head.size);
    buffer.erase(head.size, chunks_.take(fresh, text_, unknown ? kUnknownBody : limit_));
    if (chunks_.refused()) return Next::refused;
    return chunks_.done() ? Next::whole : Next::more;
}

std::string_view Body::content(const std::string& buffer, const Head& head) const {
    return chunked_ ? std::string_view(text_)
                    : std::string_view(buffer).substr(head.size, announced_);
}

}  // namespace michi::web
