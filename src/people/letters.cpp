// The letters of what was proposed: on paper, for the owner, by the proposer alone.

#include "base/era.hpp"
#include "people/admin.hpp"
#include "people/agreements.hpp"
#include "people/totp.hpp"
#include "people/views.hpp"
#include "web/written.hpp"

namespace michi::people {
namespace {

bool may_print(const web::Context& c, const Proposal& p) {
    const bool open = waits(p, c.now.at) || works(p, c.now.at);
    return p.proposed_by == c.who.account && open && has_link(p);
}

InvitationLetterView letter_of(web::Context& c, const Proposal& p) {
    const auto from = find_organisation(c.tx, c.who.organisation);
    const std::string url = web::written_front(c) + "/invitation/" + token_of(c.vault, p);
    const bool waiting = waits(p, c.now.at);
    c.trace(TraceKind::print, "people.letter", "proposal/" + std::to_string(p.id.value));
    return {.name = p.name,
            .login = p.login,
            .organisation = find_organisation(c.tx, p.organisation).name,
            .from = from.name,
            .phone = from.phone,
            .by = c.who.name,
            .today = document_date(c.now.today),
            .until = waiting ? "" : until_moment(c, p.ends_at),
            .url = url,
            .title = title_of(p.deed),
            .about = about_of(p.deed),
            .code = waiting || asks_for_code(p),
            .waits = waiting,
            .qr = qr_svg(url)};
}

web::Shell sheet(const web::Context& c, Word title) {
    return {.title = std::string(word_text(title, c.lang)), .print = true};
}

}  // namespace

web::Answer show_letter(web::Context& c) {
    const Id<Proposal> id{c.number("proposal")};
    c.require(Act::manage_accounts, {}, "proposal/" + std::to_string(id.value));
    const auto p = find_proposal(c.tx, c.vault, id);
    if (!may_print(c, p)) throw NotFound{};
    return c.page(letter_of(c, p), sheet(c, title_of(p.deed)));
}

web::Answer show_letters(web::Context& c) {
    c.require(Act::manage_accounts, {});
    web::written_front(c);
    LettersView v;
    for (const Proposal& p : proposals_of_now(c.tx, c.vault, c.now.at))
        if (may_print(c, p)) v.letters.push_back(letter_of(c, p));
    return c.page(std::move(v), sheet(c, "people.letters_title"_w));
}

}  // namespace michi::people
