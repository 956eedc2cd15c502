// 言葉の対応表: what families say and what answers it, kept by the Centre.

#include "directory/pages.hpp"
#include "directory/phrases.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

PhrasesView phrases_view(Context& c) {
    PhrasesView v;
    const auto chosen = c.form.texts("kind");
    for (const ServiceKind& kind : service_kinds())
        v.kinds.push_back({std::string(kind.id),
                           kind.word,
                           {},
                           std::ranges::find(chosen, kind.id) != chosen.end(),
                           false});
    v.words = c.form.text("words");
    for (const Phrase& phrase : phrases(c.tx)) {
        v.phrases.push_back({phrase.words, {}});
        for (const std::string& kind : phrase.kinds)
            v.phrases.back().kinds.push_back(kind_word(kind));
    }
    return v;
}

web::Shell phrases_shell(const Context& c) {
    web::Shell shell = resources_shell(c, "directory.phrases_title"_w);
    shell.focus = false;
    return shell;
}

}  // namespace

web::Answer show_phrases(Context& c) {
    c.require(Act::edit_directory, {});
    return c.page(phrases_view(c), phrases_shell(c));
}

web::Answer save_phrase(Context& c) {
    c.require(Act::edit_directory, {});
    Phrase phrase{c.form.text("words"), c.form.texts("kind")};
    Refusals no;
    if (c.form.has("drop"))
        phrase.kinds.clear();
    else if (phrase.kinds.empty())
        no.add("kind", "directory.phrase_kind"_w);
    no.add(set_phrase(c.tx, no.any() ? Phrase{phrase.words, {}} : phrase, c.who.account, c.now.at));
    if (no.any()) {
        PhrasesView v = phrases_view(c);
        v.refusals = std::move(no);
        return c.refuse(std::move(v), phrases_shell(c));
    }
    c.trace(TraceKind::change, "directory.phrase", "");
    return c.see_other(Url("/w/resources/phrases"));
}

}  // namespace michi::directory
