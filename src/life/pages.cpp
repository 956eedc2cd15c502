#include "life/pages.hpp"

#include "base/era.hpp"
#include "base/text.hpp"
#include "handover/handover.hpp"

namespace michi::life {

web::Shell shell_of(const work::Opened& o) {
    return {.title = record::case_number(o.brief.id), .active = "cases"};
}

web::Url address_of(const work::Opened& o, std::string_view page) {
    return web::Url("/w/cases").segment(record::case_number(o.brief.id)).segment(page);
}

std::optional<Date> read_day(const web::Form& form, std::string_view field, Refusals& no) {
    const std::string typed = trimmed(form.text(field));
    if (typed.empty()) return std::nullopt;
    const auto read = read_date(field, typed);
    if (read) return read->date;
    no.add(read.error());
    return std::nullopt;
}

void tell(web::Context& c, const work::Opened& o, Word said, const Args& args, std::string_view act,
          std::string detail) {
    record::note_change(c.tx, c.vault, o.brief.id, say(said, Lang::ja, args), c.who, c.now.at);
    c.trace(TraceKind::change, std::string(act), "case/" + std::to_string(o.brief.id.value),
            o.brief.id.value, std::move(detail));
}

std::string open_request_with(web::Context& c, const work::Opened& o,
                              Id<Organisation> organisation) {
    for (const auto& r : handover::open_requests(c.tx, c.vault, o.brief.id))
        if (r.from == organisation || r.to == organisation) return handover::handover_number(r.id);
    return {};
}

}  // namespace michi::life
