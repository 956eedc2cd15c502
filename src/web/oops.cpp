#include "web/oops.hpp"

#include <algorithm>
#include <cstdio>

#include "web/refill.hpp"
#include "web/written.hpp"

namespace michi::web {
namespace {

Trouble page(int status, std::string_view error, Word what, Word why, Word next) {
    Trouble trouble;
    trouble.status = status;
    trouble.page.status = status;
    trouble.page.error = error;
    trouble.page.what = what;
    trouble.page.why = why;
    trouble.page.next = next;
    return trouble;
}

Trouble go_to(std::string path) {
    Trouble trouble;
    trouble.status = 303;
    trouble.location = std::move(path);
    return trouble;
}

Trouble not_found() {
    return page(404, "not_found", "web.oops_not_found"_w, "web.oops_not_found_why"_w,
                "web.oops_not_found_next"_w);
}

Trouble denied(const Denied& error) {
    auto trouble =
        page(403, "denied", "web.oops_denied"_w, "web.oops_denied_why"_w, "web.oops_denied_next"_w);
    if (const Word reason = known_word(error.reason)) trouble.page.why = reason;
    return trouble;
}

Trouble unproved(const FormUnproved& error) {
    if (error.another)
        return page(403, "another", "web.oops_another"_w, "web.oops_another_why"_w,
                    "web.oops_another_next"_w);
    auto trouble = page(403, "form", "web.oops_form"_w, "web.oops_form_why"_w,
                        error.ours ? "web.oops_form_again"_w : "web.oops_form_next"_w);
    trouble.page.again = trouble.page.shows_typed = error.ours;
    return trouble;
}

Trouble stale() {
    auto trouble =
        page(409, "stale", "web.oops_stale"_w, "web.oops_stale_why"_w, "web.oops_stale_next"_w);
    trouble.page.shows_typed = true;
    return trouble;
}

Trouble sent_before() {
    auto trouble =
        page(409, "sent", "web.oops_sent"_w, "web.oops_sent_why"_w, "web.oops_sent_next"_w);
    trouble.page.again = trouble.page.shows_typed = true;
    return trouble;
}

Trouble busy(bool posted) {
    auto trouble = page(503, "busy", "web.oops_busy"_w, "web.oops_busy_why"_w,
                        posted ? "web.oops_busy_next"_w : "web.oops_busy_next_get"_w);
    trouble.page.again = trouble.page.shows_typed = posted;
    trouble.retry_after = true;
    return trouble;
}

Trouble unreadable(const Unreadable& error) {
    switch (error.status) {
        case 405:
            return page(405, "method", "web.oops_method"_w, "web.oops_method_why"_w,
                        "web.oops_method_next"_w);
        case 413:
            return page(413, "too_large", "web.oops_large"_w, "web.oops_large_why"_w,
                        "web.oops_large_next"_w);
        case 415:
            return page(415, "type", "web.oops_type"_w, "web.oops_type_why"_w,
                        "web.oops_type_next"_w);
        default:
            return page(400, "unreadable", "web.oops_bad"_w, "web.oops_bad_why"_w,
                        "web.oops_bad_next"_w);
    }
}

/// An address on paper that opens for nobody is worse than no paper.
Trouble unaddressed(const Unaddressed& error) {
    auto trouble =
        page(409, "unaddressed", "web.oops_unaddressed"_w, "web.oops_unaddressed_why"_w,
             error.may_mend ? "web.oops_unaddressed_mend"_w : "web.oops_unaddressed_ask"_w);
    if (error.may_mend) {
        trouble.page.way = "web.oops_unaddressed_way"_w;
        trouble.page.way_to = Url("/a/setup#host");
    }
    return trouble;
}

/// What the person is told is a number; the cause is in the log beside it.
Trouble fault(std::string_view cause) {
    auto trouble = page(500, "fault", "web.oops_fault"_w, "web.oops_fault_why"_w, {});
    trouble.page.incident = to_hex(random_bytes(4));
    std::string line = "fault " + trouble.page.incident + ": ";
    for (const char c : cause) line += c >= 0 && c < 0x20 ? ' ' : c;
    line += '\n';
    std::fputs(line.c_str(), stderr);
    return trouble;
}

Trouble sort(const std::exception_ptr& error, bool posted) {
    try {
        std::rethrow_exception(error);
    } catch (const SignInFirst&) {
        return go_to("/sign-in");
    } catch (const ElsewhereFirst& first) {
        return go_to(first.path);
    } catch (const StepUp&) {
        auto trouble = go_to("/w/step-up");
        trouble.keeps_typed = true;
        return trouble;
    } catch (const NotFound&) {
        return not_found();
    } catch (const Denied& why) {
        return denied(why);
    } catch (const Unaddressed& why) {
        return unaddressed(why);
    } catch (const FormUnproved& why) {
        return unproved(why);
    } catch (const SentBefore&) {
        return sent_before();
    } catch (const Stale&) {
        return stale();
    } catch (const Unreadable& why) {
        return unreadable(why);
    } catch (const StorageUnavailable&) {
        return busy(posted);
    } catch (const std::exception& why) {
        return fault(why.what());
    } catch (...) {
        return fault("unknown");
    }
}

bool any_typed(const Form& form) {
    return std::ranges::any_of(form.fields, [](const auto& field) {
        return comes_back(field.first) && !field.second.empty() && field.first != "version";
    });
}

}  // namespace

Trouble trouble_of(const std::exception_ptr& error, const Form* form) {
    Trouble trouble = sort(error, form != nullptr);
    // Taken back or given away while somebody wrote: their own words stay before them.
    const bool closed = trouble.status == 404 || trouble.page.error == "denied";
    if (form && closed && any_typed(*form)) {
        trouble.page.next = "web.oops_closed_next"_w;
        trouble.page.shows_typed = true;
    }
    if (form && (trouble.page.again || trouble.page.shows_typed))
        for (const auto& [name, value] : form->fields)
            if (comes_back(name)) trouble.page.typed.emplace_back(name, value);
    return trouble;
}

void write_json(std::string& out, const Oops& oops) {
    out += R"({"status":)";
    write_json(out, oops.status);
    out += R"(,"error":)";
    json_string(out, oops.error);
    if (!oops.incident.empty()) {
        out += R"(,"incident":)";
        json_string(out, oops.incident);
    }
    for (const auto& [name, word] :
         {std::pair{"what", oops.what}, {"why", oops.why}, {"next", oops.next}}) {
        out.append(",\"").append(name).append("\":");
        json_string(out, say(word, Lang::ja, {{"incident", oops.incident}}));
    }
    out += '}';
}

}  // namespace michi::web
