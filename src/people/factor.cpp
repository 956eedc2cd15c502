#include "people/factor.hpp"

#include "people/codes.hpp"
#include "people/notices.hpp"
#include "people/sessions.hpp"

namespace michi::people {
namespace {

using web::Context;

std::string object_of(const Context& c) { return "account/" + std::to_string(c.who.account.value); }

bool code_given(Context& c, const std::string& typed) {
    const Taken taken = take_code(c.tx, c.vault, c.who.account, typed, c.now.at);
    if (taken == Taken::healed) {
        tell(c.tx, c.who.account, Notice::clock_back, c.now.at);
        c.trace(TraceKind::account, "people.clock_back", object_of(c));
    }
    return taken != Taken::no;
}

bool recovery_given(Context& c, const std::string& typed) {
    if (!take_recovery_code(c.tx, c.who.account, typed, c.now.at)) return false;
    tell(c.tx, c.who.account, Notice::recovery_used, c.now.at);
    return true;
}

}  // namespace

web::Shell bare(const Context& c, Word title) {
    return {.title = std::string(word_text(title, c.lang)), .bare = true};
}

bool has_factor(Context& c) { return !totp_secret(c.tx, c.vault, c.who.account).empty(); }

bool factor_given(Context& c, Refusals& no, std::string_view field) {
    c.keeps = true;
    const web::Try guess{kOneTimeCodes, std::to_string(c.who.account.value), {}};
    if (const auto turn = web::turn_of(c, guess); turn.refused_for > 0) {
        add_wait(no, field, turn.refused_for);
        return false;
    }
    const std::string typed = c.form.text(field);
    if (code_given(c, typed) || recovery_given(c, typed)) return true;
    web::note_try(c, guess);
    c.trace(TraceKind::sign_in_failed, "people.factor", object_of(c));
    no.add(field, "people.code_wrong"_w);
    return false;
}

void add_wait(Refusals& no, std::string_view field, std::int64_t wait) {
    if (wait < kMinute)
        no.add(field, "people.wait_seconds"_w, {{"n", std::to_string((wait + 999) / 1000)}});
    else
        no.add(field, "people.wait_minutes"_w,
               {{"n", std::to_string((wait + kMinute - 1) / kMinute)}});
}

}  // namespace michi::people
