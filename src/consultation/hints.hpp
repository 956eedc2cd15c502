// 同じ方かもしれません: who in the record may be the caller's child, as far as the reader may know.
#pragma once

#include "consultation/views.hpp"
#include "web/web.hpp"

namespace michi::consultation {

HintView hints(web::Context& c, const Reception& reception, const Answers& answers);

}  // namespace michi::consultation
