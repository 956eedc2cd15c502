// The directory for programs: HSDS 3.0 and 3.1 under /hsds. Open without a key, from any origin.

#include "published/hsds_pages.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "published/hsds_ask.hpp"
#include "published/pages.hpp"

namespace michi::published {
namespace {

using web::Answer;
using web::Context;
namespace json = boost::json;
using Object = Hsds::Object;

constexpr std::string_view kProfile = "https://docs.openreferral.org/en/latest/hsds/overview.html";

struct EditionName {
    std::string_view id;
    Edition edition;
};
constexpr EditionName kEditions[] = {{"3.0", Edition::v3_0}, {"3.1", Edition::v3_1}};

Edition edition_of(const Context& c) {
    const auto found = std::ranges::find(kEditions, c.part("version"), &EditionName::id);
    if (found == std::end(kEditions)) throw NotFound{};
    return found->edition;
}

Answer told(std::string body, std::string type = "application/json") {
    Answer answer;
    answer.type = std::move(type);
    answer.body = std::move(body);
    return answer;
}

Answer misunderstood(const Misunderstood& wrong, Lang lang) {
    const auto text = [&](Word word) { return std::string(word_text(word, lang)); };
    Answer answer =
        told(json::serialize(Object{{"type", "about:blank"},
                                    {"title", text("published.problem"_w)},
                                    {"status", 400},
                                    {"detail", say(wrong.why, lang, {{"name", wrong.name}})},
                                    {"next", text("published.problem_next"_w)},
                                    {"parameter", wrong.name}}),
             "application/problem+json");
    answer.status = 400;
    return answer;
}

/// What every answer is made from.
struct Desk {
    explicit Desk(Context& c)
        : all(catalogue(c.tx, c.now.today)), hsds(*all, c.vault, edition_of(c)) {
        c.require(Act::visit_public, {});
    }
    std::shared_ptr<const Catalogue> all;
    Hsds hsds;
};

Answer with_tag(Answer answer, const Desk& desk) {
    answer.headers.emplace_back("ETag", desk.all->tag("hsds"));
    return answer;
}

std::string type_of(const Ask& ask) {
    return ask.ndjson ? "application/x-ndjson" : "application/json";
}

/// One page of a list, or all of it, one object a line.
template <class List, class Write>
Answer listed(const Ask& ask, const List& list, Write&& write) {
    const std::size_t total = list.size();
    if (ask.ndjson) {
        std::string lines;
        for (const auto& item : list) lines += json::serialize(write(item)) + "\n";
        return told(std::move(lines), type_of(ask));
    }
    const std::size_t size = ask.minimal ? std::max<std::size_t>(total, 1) : ask.per_page;
    const std::size_t page = ask.minimal ? 1 : ask.page;
    const std::size_t pages = (total + size - 1) / size;
    const std::size_t from = std::min((page - 1) * size, total), to = std::min(from + size, total);
    json::array contents;
    for (std::size_t i = from; i < to; ++i) contents.push_back(write(list[i]));
    return told(json::serialize(Object{{"total_items", total},
                                       {"total_pages", pages},
                                       {"page_number", page},
                                       {"size", to - from},
                                       {"first_page", page == 1},
                                       {"last_page", page >= pages},
                                       {"empty", from == to},
                                       {"contents", std::move(contents)}}));
}

/// The query, and of a POST the body beside it.
web::Form fields_of(const Context& c) {
    web::Form fields = c.query;
    if (c.method == web::Method::post)
        fields.fields.insert(c.form.fields.begin(), c.form.fields.end());
    return fields;
}

/// Reads what is asked, or says which parameter cannot be understood.
template <class Tell>
Answer answer_list(Context& c, Tell&& tell) {
    const Desk desk(c);
    if (c.method == web::Method::get)
        if (auto same = unchanged(c, desk.all->tag("hsds"))) return *same;
    Ask ask;
    if (const auto wrong = read_ask(fields_of(c), ask)) return misunderstood(*wrong, c.lang);
    const auto whole = whole_list(ask);
    if (!whole) return with_tag(tell(desk, ask), desk);
    Answer answer = told({}, type_of(ask));
    answer.kept =
        desk.all->file("hsds " + c.path + " " + *whole, [&] { return tell(desk, ask).body; });
    return with_tag(std::move(answer), desk);
}

std::vector<const Entry*> asked_of(std::span<const std::shared_ptr<const Entry>> entries,
                                   const Desk& desk, const Ask& ask) {
    std::vector<const Entry*> found;
    for (const auto& entry : entries)
        if (is_asked(*entry, ask, desk.hsds)) found.push_back(entry.get());
    return found;
}

std::vector<const Entry*> asked_entries(const Desk& desk, const Ask& ask) {
    return asked_of(desk.all->entries(), desk, ask);
}

const Entry& entry_named(const Desk& desk, const Context& c) {
    if (const Entry* told = desk.all->told_as(c.part("service"))) return *told;
    const auto number = number_of(c.vault, Named::service, c.part("service"));
    const Entry* entry = number ? desk.all->find({*number}) : nullptr;
    if (number && !entry) entry = desk.all->find_ended({*number});
    if (!entry) throw NotFound{};
    return *entry;
}

Answer one(Context& c, const Desk& desk, const Object& object) {
    if (auto same = unchanged(c, desk.all->tag("hsds"))) return *same;
    return with_tag(told(json::serialize(object)), desk);
}

Object about(const Context& c, std::string_view edition) {
    const std::string here = c.front();
    return {{"version", edition},
            {"profile", kProfile},
            {"openapi_url", here + "/openapi.json"},
            {"description", word_text("published.api_about"_w, Lang::ja)}};
}

std::optional<directory::Point> point_of(const Desk& desk, const Site& site) {
    if (site.spot) return site.spot->point;
    const Object told = desk.hsds.at_location(site, false);
    const auto* where = told.if_contains("location");
    const auto* location = where ? where->if_object() : nullptr;
    const auto* latitude = location ? location->if_contains("latitude") : nullptr;
    const auto* longitude = location ? location->if_contains("longitude") : nullptr;
    if (!latitude || !longitude || !latitude->is_number() || !longitude->is_number())
        return std::nullopt;
    return directory::Point{latitude->to_number<double>(), longitude->to_number<double>()};
}

/// Whether a place lies within what was asked; where the post code lies nobody knows, nothing does.
class Nearness {
  public:
    Nearness(Tx& tx, const Desk& desk, const Ask& ask) : desk_(desk), metres_(ask.proximity) {
        if (ask.postcode.empty()) return;
        asked_ = true;
        middle_ = middle_of(*desk.all, ask.postcode);
        if (!middle_) middle_ = directory::middle_of_postal(tx, ask.postcode);
    }
    bool is_met_by(const Site& site) const {
        if (!asked_) return true;
        if (!middle_) return false;
        if (!metres_) return true;
        const auto point = point_of(desk_, site);
        return point && directory::distance_km(*middle_, *point) * 1000 <= *metres_;
    }
    /// Some place of it does.
    bool is_met_by(const Entry& entry) const {
        return !asked_ || std::ranges::any_of(sites_of(entry),
                                              [&](const Site& site) { return is_met_by(site); });
    }

  private:
    const Desk& desk_;
    std::optional<double> metres_;
    bool asked_{};
    std::optional<directory::Point> middle_;
};

std::vector<Site> asked_sites(Tx& tx, const Desk& desk, const Ask& ask) {
    const Nearness near(tx, desk, ask);
    std::vector<Site> sites;
    for (const Entry* entry : asked_entries(desk, ask))
        for (const Site& site : sites_of(*entry))
            if (near.is_met_by(site)) sites.push_back(site);
    return sites;
}

template <class T>
std::vector<const T*> pointers(std::span<const T> list, auto&& keep) {
    std::vector<const T*> found;
    for (const T& item : list)
        if (keep(item)) found.push_back(&item);
    return found;
}

bool says(Word name, const Ask& ask) {
    return word_text(name, Lang::ja).find(ask.search) != std::string_view::npos;
}

}  // namespace

Answer hsds_editions(Context& c) {
    c.require(Act::visit_public, {});
    Object newest = about(c, "3.1");
    json::array bases;
    for (const auto& edition : kEditions)
        bases.push_back(
            Object{{"version", edition.id}, {"base", "/hsds/" + std::string(edition.id)}});
    newest["editions"] = std::move(bases);
    return told(json::serialize(newest));
}

Answer hsds_about(Context& c) {
    c.require(Act::visit_public, {});
    edition_of(c);
    return told(json::serialize(about(c, c.part("version"))));
}

Answer hsds_services(Context& c) {
    return answer_list(c, [&c](const Desk& desk, const Ask& ask) {
        auto found = asked_entries(desk, ask);
        const auto over = asked_of(desk.all->ended(), desk, ask);  // told after the living
        found.insert(found.end(), over.begin(), over.end());
        const Nearness near(c.tx, desk, ask);
        std::erase_if(found, [&](const Entry* entry) { return !near.is_met_by(*entry); });
        return listed(ask, found, [&](const Entry* entry) {
            return ask.minimal ? desk.hsds.minimal(*entry)
                   : ask.full  ? desk.hsds.whole(*entry)
                               : desk.hsds.plain(*entry);
        });
    });
}

Answer hsds_service(Context& c) {
    const Desk desk(c);
    return one(c, desk, desk.hsds.whole(entry_named(desk, c)));
}

Answer hsds_organizations(Context& c) {
    return answer_list(c, [&c](const Desk& desk, const Ask& ask) {
        const Nearness near(c.tx, desk, ask);
        auto bodies = bodies_of(*desk.all);
        std::erase_if(bodies, [&](const Body& body) {
            return std::ranges::none_of(body.entries, [&](const Entry* entry) {
                return is_asked(*entry, ask, desk.hsds) && near.is_met_by(*entry);
            });
        });
        return listed(ask, bodies, [&](const Body& body) {
            return desk.hsds.organization(body, ask.full || ask.full_service, ask.full_service);
        });
    });
}

Answer hsds_organization(Context& c) {
    const Desk desk(c);
    for (const Body& body : bodies_of(*desk.all))
        if (desk.hsds.id_of(body) == c.part("organization"))
            return one(c, desk, desk.hsds.organization(body, true, true));
    throw NotFound{};
}

Answer hsds_at_locations(Context& c) {
    return answer_list(c, [&c](const Desk& desk, const Ask& ask) {
        return listed(ask, asked_sites(c.tx, desk, ask),
                      [&](const Site& site) { return desk.hsds.at_location(site, ask.full); });
    });
}

Answer hsds_at_location(Context& c) {
    const Desk desk(c);
    const std::string_view id = c.part("service_at_location");
    const auto number = claimed_number(Named::at_place, id);
    const Entry* entry = desk.all->told_as(id);
    if (!entry && number) entry = desk.all->find({*number});
    if (!entry) throw NotFound{};
    for (const Site& site : sites_of(*entry)) {
        const std::string known = site.spot ? desk.hsds.id_of(*entry, *site.spot)
                                            : entry->retold()->names.at_places[site.told];
        if (known == id) return one(c, desk, desk.hsds.at_location(site, true));
    }
    throw NotFound{};
}

Answer hsds_taxonomies(Context& c) {
    return answer_list(c, [](const Desk&, const Ask& ask) {
        const auto found =
            pointers<Taxonomy>(taxonomies(), [&](const Taxonomy& t) { return says(t.name, ask); });
        return listed(ask, found, [](const Taxonomy* t) { return Hsds::taxonomy(*t); });
    });
}

Answer hsds_taxonomy(Context& c) {
    const Desk desk(c);
    const Taxonomy* taxonomy = taxonomy_named(c.part("taxonomy"));
    if (!taxonomy) throw NotFound{};
    return one(c, desk, Hsds::taxonomy(*taxonomy));
}

Answer hsds_terms(Context& c) {
    return answer_list(c, [](const Desk&, const Ask& ask) {
        const auto* taxonomy = taxonomy_named(ask.taxonomy);
        const auto found = pointers<Term>(terms(), [&](const Term& term) {
            return says(term.name, ask) &&
                   (ask.taxonomy.empty() || (taxonomy && taxonomy->code == term.taxonomy)) &&
                   (ask.parent.empty() || term.parent == ask.parent) &&
                   (!ask.top_only || term.parent.empty());
        });
        return listed(ask, found, [](const Term* term) { return Hsds::term(*term, true); });
    });
}

Answer hsds_term(Context& c) {
    const Desk desk(c);
    const Term* term = term_named(c.part("taxonomy_term"));
    if (!term) throw NotFound{};
    return one(c, desk, Hsds::term(*term, true));
}

}  // namespace michi::published
