// 情報源が食いちがうもの: where lists disagree, and one click says who is right.

#include <algorithm>
#include <map>

#include "directory/disagreement.hpp"
#include "directory/disagreement_views.hpp"
#include "directory/merge.hpp"
#include "directory/pages.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

constexpr std::size_t kPage = 30;

struct Open {
    Id<Service> service;
    Disagreement what;
    std::string now;  // what is shown
};

/// Of services that several lists name; what was settled stays so until a list says something else.
std::vector<Open> open_ones(Tx& tx) {
    std::map<std::pair<Id<Service>, std::string>, std::string> settled;
    for (Settled& one : settled_ones(tx))
        settled.emplace(std::pair(one.service, one.field), std::move(one.said));
    std::vector<Open> found;
    const auto shared = shared_records(tx);
    for (std::size_t from = 0; from < shared.size();) {
        std::size_t to = from;
        while (to < shared.size() && shared[to].service == shared[from].service) ++to;
        const std::span records(shared.data() + from, to - from);
        const Merged whole = merged(records);
        for (Disagreement& what : disagreements(records)) {
            const auto known = settled.find({shared[from].service, std::string(id_of(what.field))});
            if (known != settled.end() && known->second == what.said()) continue;
            std::string now = whole.values[what.field];
            found.push_back({shared[from].service, std::move(what), std::move(now)});
        }
        from = to;
    }
    return found;
}

DisagreementView row_view(const Context& c, const Snapshot& all, const Open& open) {
    const Listing* listing = all.find(open.service);
    DisagreementView v;
    v.number = service_number(open.service);
    v.name = listing ? listing->values[Field::name] : v.number;
    v.place = listing ? place_name(listing->values[Field::municipality]) : "";
    v.field = id_of(open.what.field);
    for (const FieldName& name : field_names())
        if (name.field == open.what.field) v.word = name.word;
    for (const Saying& one : open.what.sayings)
        v.sayings.push_back(
            {list_name(c, one.source, one.publisher), one.text, one.text == open.now});
    return v;
}

}  // namespace

web::Answer show_disagreements(Context& c) {
    c.require(Act::edit_directory, {});
    const auto open = open_ones(c.tx);
    const auto all = snapshot(c.tx);
    DisagreementsView v;
    v.total = static_cast<std::int64_t>(open.size());
    v.pages =
        std::max<std::int64_t>(1, static_cast<std::int64_t>((open.size() + kPage - 1) / kPage));
    v.page = std::clamp<std::int64_t>(c.query.number("page"), 1, v.pages);
    const std::size_t first = static_cast<std::size_t>(v.page - 1) * kPage;
    for (std::size_t i = first; i < std::min(first + kPage, open.size()); ++i)
        v.rows.push_back(row_view(c, *all, open[i]));
    return c.page(std::move(v), resources_shell(c, "directory.disagree_title"_w));
}

web::Answer settle_disagreement(Context& c) {
    c.require(Act::edit_directory, {});
    const Id<Service> id{c.number("S")};
    const auto records = records_of(c.tx, id);
    if (records.empty()) throw NotFound{};
    const auto back = [&] { return c.see_other(Url("/w/resources/disagreements")); };
    const auto open = disagreements(records);
    const auto what = std::ranges::find(open, c.form.text("field"),
                                        [](const Disagreement& d) { return id_of(d.field); });
    if (what == open.end()) return back();  // the lists agree by now
    const std::string right = c.form.text("right");
    if (std::ranges::find(what->sayings, right, &Saying::text) == what->sayings.end())
        return back();  // a list says something else by now: the page shows it
    Values own;
    const auto mine = std::ranges::find(records, kOwnSource, &Stored::source);
    if (mine != records.end()) own = mine->values;
    own[what->field] = right;
    edit_service(c.tx, id, own);
    settle(c.tx, {id, std::string(id_of(what->field)), what->said()}, c.who.account, c.now.at);
    c.trace(TraceKind::change, "directory.settled", service_number(id), 0,
            std::string(id_of(what->field)));
    return back();
}

}  // namespace michi::directory
