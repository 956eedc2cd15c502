#include "published/question.hpp"

#include <algorithm>
#include <charconv>

#include "base/municipality.hpp"
#include "base/text.hpp"

namespace michi::published {
namespace {

constexpr double kAroundKm = 20;

std::size_t page_number(std::string_view text) {
    std::size_t page = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && page >= 1 && page <= 100000 ? page : 1;
}

void add_once(std::vector<std::string>& list, const std::string& id) {
    if (std::ranges::find(list, id) == list.end()) list.push_back(id);
}

}  // namespace

Question read_question(const web::Form& fields, Face face, bool is_form) {
    Question q;
    q.face = face;
    for (const std::string& kind : fields.texts("kind"))
        if (directory::find_kind(kind)) add_once(q.asked.kinds, kind);
    for (const std::string& care : fields.texts("care"))
        if (directory::find_condition(care)) add_once(q.asked.conditions, care);
    std::ranges::sort(q.asked.kinds);  // the same question has one address
    std::ranges::sort(q.asked.conditions, {}, [](const std::string& id) {
        return directory::find_condition(id) - directory::conditions().data();
    });
    if (find_municipality(fields.text("city"))) q.asked.municipality = fields.text("city");
    q.near = fields.text("near") == "1" && !q.asked.municipality.empty();
    if (!q.asked.municipality.empty()) q.asked.within_km = q.near ? kAroundKm : 0;
    q.page = page_number(fields.text("page"));
    q.care = q.asked.conditions;
    q.city = q.asked.municipality;
    if (is_form) q.asked.words = directory::typed_words(fields.text("words"));
    if (is_form)
        for (const std::string& id : fields.texts("not")) add_once(q.dropped, id);
    return q;
}

std::string list_of(Face face) { return face == Face::easy ? "/easy/resources" : "/resources"; }

std::string address_of(const Question& q, Face face, std::size_t page, bool near) {
    web::Url url = web::Url::local(list_of(face));
    for (const std::string& kind : q.asked.kinds) url.query("kind", kind);
    if (!q.city.empty()) url.query("city", q.city);
    for (const std::string& care : q.care) url.query("care", care);
    if (near) url.query("near", "1");
    if (page > 1) url.query("page", std::to_string(page));
    if (face == Face::english) url.query("lang", "en");
    return std::string(url.text());
}

std::string address_of(Id<directory::Service> service, Face face) {
    web::Url url = web::Url::local(list_of(face));
    url.segment(directory::service_number(service));
    if (face == Face::english) url.query("lang", "en");
    return std::string(url.text());
}

}  // namespace michi::published
