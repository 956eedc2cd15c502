// Pages for what went wrong: what happened, why, what to do now. Status codes of errors live here only.
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "web/web.hpp"

namespace michi::web {

/// Nobody is signed in and the page needs somebody: to the sign-in page.
struct SignInFirst {};
/// This session must go elsewhere first (second factor, pledge).
struct ElsewhereFirst {
    std::string path;
};
/// The form's token or origin does not fit; `ours` when at least the origin does.
struct FormUnproved {
    bool ours{};
    bool another{};  // it was made for another person than the one signed in
};
/// The one-time key was used with other content.
struct SentBefore {};
/// What was sent cannot be used: 400, 405, 413, 415.
struct Unreadable {
    int status{400};
};

struct Oops {
    std::string title;
    int status{500};
    std::string error;  // for programs: "not_found"
    Word what, why, next;
    std::string incident;  // only of faults; the rest is in the log
    Url action{"/"};       // where "send again" sends to
    Url back{"/"};
    Word way;  // the page where this is mended, for whoever may open it
    Url way_to{"/"};
    bool again{};  // offers to send what was typed once more
    bool shows_typed{};
    std::vector<std::pair<std::string, std::string>> typed;
};

void render(const Oops& v, Out& out);  // oops.html
void write_json(std::string& out, const Oops& oops);

struct Trouble {
    int status{};
    std::string location;  // 303: go there instead of showing a page
    Oops page;
    bool retry_after{};
    bool keeps_typed{};  // leads away from the form: what it held becomes a draft
};

/// `form` is what was typed (kept on the page where that helps); null for a GET.
Trouble trouble_of(const std::exception_ptr& error, const Form* form);

}  // namespace michi::web
