// What the page's script sends while somebody types: the form to its own address, to be kept and not carried out.
#pragma once

#include "town.hpp"

namespace michi {

inline web::Answer keep_typed(Town& town, const Subject& who, const std::string& action,
                              web::Typed typed, const std::string& once) {
    typed.emplace_back("_once", once);
    typed.emplace_back("_csrf", "the-token-of-this-session");
    std::string cookie;
    for (const auto& [login, one] : town.door.people)
        if (one.account == who.account) cookie = "michi=" + login;
    const std::string body = web::TestSite::encoded(typed);
    const std::vector<web::Header> headers{{"cookie", cookie},
                                           {"host", "localhost"},
                                           {"accept", "application/json"},
                                           {"x-michi-draft", "1"},
                                           {"content-type", "application/x-www-form-urlencoded"}};
    web::Request request;
    request.method = web::Method::post;
    request.target = action;
    request.headers = headers;
    request.body = body;
    request.address = "127.0.0.1";
    return town.site.answer_now(request);
}

}  // namespace michi
