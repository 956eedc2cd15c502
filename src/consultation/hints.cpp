#include "consultation/hints.hpp"

#include "base/age.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "consent/consent.hpp"
#include "consultation/consultation.hpp"
#include "record/persons.hpp"

namespace michi::consultation {
namespace {

constexpr std::size_t kShown = 5;

std::string because(const web::Context& c, const record::Likeness& l) {
    std::string text;
    const auto put = [&](bool holds, Word word) {
        if (!holds) return;
        if (!text.empty()) text += "・";
        text += word_text(word, c.lang);
    };
    put(l.phone, "consultation.because_phone"_w);
    put(l.kana, "consultation.because_kana"_w);
    put(l.kanji, "consultation.because_kanji"_w);
    put(l.birth, "consultation.because_birth"_w);
    put(l.birth_near, "consultation.because_birth_near"_w);
    return text;
}

HintRow hint_row(web::Context& c, const record::Likeness& l) {
    const auto brief = record::find_case(c.tx, c.vault, l.case_id);
    const auto decision =
        c.may(Act::read_case, consent::circumstances(c.tx, c.who, brief, c.now.today));
    if (!decision.allowed()) return {};
    const auto* m = find_municipality(brief.municipality);
    const auto birth = brief.birth.reveal();
    std::string about = m ? std::string(m->name) : "";
    if (birth) about += (about.empty() ? "" : "・") + age_text(age_on(*birth, c.now.today));
    return {.number = record::case_number(brief.id),
            .name = brief.kanji.reveal().empty() ? brief.kana.reveal() : brief.kanji.reveal(),
            .about = about,
            .because = because(c, l),
            .readable = true};
}

}  // namespace

HintView hints(web::Context& c, const Reception& reception, const Answers& a) {
    HintView v{.rows = {},
               .id = reception_number(reception.id),
               .suggested = suggested_topics(fold(a.words))};
    auto& persons = c.tx.memory<record::Persons>();
    persons.ensure_loaded(c.tx, c.vault);
    const auto birth = birth_of(a);
    bool elsewhere = false;
    for (const auto& l : persons.alike({a.caller_phone, a.caller_kana, a.child_kana, a.child_kanji,
                                        birth ? *birth : std::nullopt},
                                       kShown)) {
        HintRow row = hint_row(c, l);
        // One line for all that may not be opened: not even their number is told.
        if (!row.readable && std::exchange(elsewhere, true)) continue;
        v.rows.push_back(std::move(row));
    }
    return v;
}

}  // namespace michi::consultation
