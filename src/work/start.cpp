// Where somebody begins who has no list of things to do: what is here for them, and what is not here yet.

#include "base/era.hpp"
#include "people/people.hpp"
#include "work/pages.hpp"
#include "work/shown.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;

constexpr int kChildren = 20;

struct Room {
    Act may;
    std::string_view href;
    Word title, about;
};
/// Pages that exist; each shows to whom the policy opens it.
constexpr std::array kRooms{
    Room{Act::see_month, "/w/reports", "work.door_reports"_w, "work.door_reports_about"_w},
    Room{Act::read_issues, "/w/issues", "work.door_issues"_w, "work.door_issues_about"_w},
    Room{Act::see_directory, "/w/resources", "work.door_places"_w, "work.door_places_about"_w},
    Room{Act::set_up, "/a/setup", "work.door_setup"_w, "work.door_setup_about"_w},
    Room{Act::keep_organisations, "/a/organisations", "work.door_organisations"_w,
         "work.door_organisations_about"_w},
    Room{Act::manage_accounts, "/a/accounts", "work.door_accounts"_w, "work.door_accounts_about"_w},
    Room{Act::read_audit, "/a/audit", "work.door_audit"_w, "work.door_audit_about"_w},
};

struct Greeting {
    Word title, about;
};

Greeting greeting(Role role) {
    if (role == Role::family) return {"work.start_family"_w, "work.start_family_about"_w};
    if (role == Role::prefecture_officer)
        return {"work.start_prefecture"_w, "work.start_prefecture_about"_w};
    return {"work.start_admin"_w, "work.start_admin_about"_w};
}

/// The family's own page says whose turn it is and what the next day is, nothing of how we work.
void fill_children(Context& c, StartView& v) {
    for (const auto state : {RecordState::open, RecordState::watching})
        for (const auto& row : case_list(c.tx, c.vault, c.who, state, c.now.today, kChildren, 0)) {
            const MarkView holder = mark(row.ball_side.empty() ? "c" : row.ball_side);
            const record::Shown seen = listed(c, row);
            v.children.push_back({shown_name(c, row.brief.id, seen.kanji, seen.kana),
                                  "/w/cases/" + record::case_number(row.brief.id),
                                  say("work.now_is"_w, c.lang,
                                      {{"who", std::string(word_text(holder.label, c.lang))}}),
                                  row.ball_due && *row.ball_due >= c.now.today
                                      ? say("work.next_day"_w, c.lang,
                                            {{"day", detail_date(*row.ball_due, c.now.today)}})
                                      : std::string{},
                                  holder});
        }
    const auto centres = people::organisations(c.tx, "centre");
    if (!centres.empty()) v.phone = centres.front().phone;
}

}  // namespace

Answer start(Context& c) {
    c.require(Act::open_page, {});
    const Greeting words = greeting(c.who.role);
    StartView v;
    v.name = c.who.name;
    v.title = words.title;
    v.about = words.about;
    for (const auto& room : kRooms)
        if (ever(c.who.role, room.may))
            v.doors.push_back({room.title, room.about, std::string(room.href)});
    v.family = c.who.role == Role::family;
    if (v.family) {
        fill_children(c, v);
        c.trace(TraceKind::list, "work.start", "", 0, "rows=" + std::to_string(v.children.size()));
    }
    return c.page(std::move(v),
                  {.title = std::string(word_text(words.title, c.lang)), .active = "work"});
}

}  // namespace michi::work
