#include "life/steps.hpp"

#include "base/era.hpp"
#include "people/people.hpp"

namespace michi::life {
namespace {

using record::CaseStep;
using record::StepKind;

Word word_of(StepKind kind) {
    return kind == StepKind::closed     ? "life.step_closed"_w
           : kind == StepKind::reopened ? "life.step_reopened"_w
                                        : "life.step_moved"_w;
}

std::string place_text(const web::Context& c, const std::string& code) {
    const std::string name = work::municipality_name(code);
    return name.empty() ? std::string(word_text("life.place_elsewhere"_w, c.lang)) : name;
}

}  // namespace

std::string reason_text(const CaseStep& step, Lang lang) {
    const auto* code = step.kind == StepKind::reopened
                           ? record::find_code(step.reason, record::kReopenings)
                           : record::find_code(step.reason, record::kClosings);
    return code ? std::string(word_text(code->word, lang)) : std::string{};
}

void fill_steps(web::Context& c, std::vector<StepRow>& rows, const work::Opened& o) {
    for (const CaseStep& step : record::steps_of(c.tx, c.vault, o.brief)) {
        StepRow row{.kind = word_of(step.kind),
                    .when = full_date(step.at.in_japan()) + " " + step.at.clock(),
                    .reason = reason_text(step, c.lang),
                    .words = c.masked ? "" : step.words,
                    .by = people::name_of(c.tx, c.vault, step.by),
                    .places = {}};
        if (step.kind == StepKind::moved && step.on && o.may(Field::location))
            row.on = full_date(*step.on);
        if (step.kind == StepKind::moved && o.may(Field::location))
            row.places = say("life.from_town"_w, c.lang,
                             {{"before", place_text(c, step.place_before)},
                              {"after", place_text(c, step.place_after)}});
        rows.push_back(std::move(row));
    }
}

}  // namespace michi::life
