// 読み込んだ一覧: which lists the directory is made of, and the end of one that is published no more.

#include "directory/list_pages.hpp"

#include <algorithm>

#include "base/era.hpp"
#include "base/said_day.hpp"
#include "directory/ending.hpp"
#include "directory/list_views.hpp"
#include "directory/pages.hpp"
#include "directory/store.hpp"
#include "people/people.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

constexpr std::size_t kNamed = 200;

KeptListView list_view(Context& c, const KeptList& kept) {
    const auto source = source_named(kept.list.source);
    KeptListView v{.id = std::to_string(kept.list.id.value),
                   .name = kept.list.name,
                   .publisher = place_name(kept.list.publisher),
                   .rows = std::to_string(kept.rows),
                   .taken = detail_date(kept.list.taken_at.in_japan(), c.now.today),
                   .ended = {},
                   .kind = source ? name_of(*source).word : Word{}};
    if (kept.ended_on)
        v.ended =
            say(kept.ended_by ? "directory.list_ended_by"_w : "directory.list_ended"_w, c.lang,
                {{"day", detail_date(*kept.ended_on, c.now.today)},
                 {"who",
                  kept.ended_by ? people::name_of(c.tx, c.vault, kept.ended_by) : std::string{}}});
    return v;
}

std::vector<EndedPlaceView> place_views(const std::vector<Stored>& rows) {
    std::vector<EndedPlaceView> views;
    for (std::size_t i = 0; i < std::min(rows.size(), kNamed); ++i)
        views.push_back({service_number(rows[i].service), rows[i].values[Field::name],
                         place_name(rows[i].values[Field::municipality]), kind_word(rows[i].kind)});
    return views;
}

EndListView end_view(Context& c, const KeptList& kept) {
    const Ending ending = ending_of(c.tx, kept.list.id);
    EndListView v{.list = list_view(c, kept),
                  .going = place_views(ending.going),
                  .staying = place_views(ending.staying),
                  .going_count = static_cast<std::int64_t>(ending.going.size()),
                  .staying_count = static_cast<std::int64_t>(ending.staying.size()),
                  .rows = static_cast<std::int64_t>(ending.rows()),
                  .going_more = static_cast<std::int64_t>(ending.going.size() -
                                                          std::min(ending.going.size(), kNamed)),
                  .ended_on = c.form.maybe("ended_on").value_or(document_date(c.now.today)),
                  .refusals = {}};
    return v;
}

web::Shell lists_shell(const Context& c) {
    web::Shell shell = resources_shell(c, "directory.lists_title"_w);
    shell.focus = false;
    return shell;
}

}  // namespace

web::Answer show_lists(Context& c) {
    c.require(Act::import_directory, {});
    KeptListsView v;
    for (const KeptList& kept : kept_lists(c.tx)) v.lists.push_back(list_view(c, kept));
    return c.page(std::move(v), lists_shell(c));
}

web::Answer show_list_end(Context& c) {
    c.require(Act::import_directory, {});
    return c.page(end_view(c, kept_list(c.tx, {c.number("list")})), lists_shell(c));
}

web::Answer end_kept_list(Context& c) {
    c.require(Act::import_directory, {});
    const KeptList kept = kept_list(c.tx, {c.number("list")});
    Refusals no;
    const auto on =
        read_said_day("ended_on", c.form.text("ended_on"), Toward::past, c.now.today, no);
    if (!on && !no.any()) no.add("ended_on", "directory.end_since"_w);
    if (!no.any())
        no = end_list(c.tx, kept, *on, static_cast<std::size_t>(c.form.number("rows")),
                      c.who.account, c.now);
    if (no.any()) {
        EndListView v = end_view(c, kept);
        v.refusals = std::move(no);
        return c.refuse(std::move(v), lists_shell(c));
    }
    c.trace(TraceKind::change, "directory.list_ended", std::to_string(kept.list.id.value), 0,
            std::to_string(kept.rows));
    return c.see_other(Url("/w/resources/lists"));
}

}  // namespace michi::directory
