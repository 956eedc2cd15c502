#include "web/kept.hpp"

namespace michi::web {

Kept::Text Kept::as(Coding coding) const {
    if (coding == Coding::none) return plain_;
    Packed& packed = coding == Coding::br ? br_ : gzip_;
    std::call_once(packed.once, [&] {
        packed.text = std::make_shared<const std::string>(compressed(*plain_, coding));
    });
    return packed.text;
}

}  // namespace michi::web
