// 公開している資源: the list and one service, in Japanese, やさしい日本語 and English. No session, no script.

#include "published/pages.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "base/municipality.hpp"
#include "people/people.hpp"

namespace michi::published {

void render(const ListView& v, web::Out& out);
void render(const ServicePage& v, web::Out& out);
void render(const EasyListView& v, web::Out& out);
void render(const EasyServicePage& v, web::Out& out);

namespace {

using web::Answer;
using web::Context;

constexpr std::size_t kPage = 50;
constexpr std::string_view kFirstKinds[] = {"short_stay",
                                            "daytime_respite",
                                            "medical_visiting_nurse",
                                            "child_development_support",
                                            "after_school_day_service",
                                            "childcare_nursery",
                                            "child_consultation_support",
                                            "medical_hospital"};

bool in(const std::vector<std::string>& list, std::string_view id) {
    return std::ranges::find(list, id) != list.end();
}

bool is_first(std::string_view kind) {
    return std::ranges::find(kFirstKinds, kind) != std::end(kFirstKinds);
}

Face face_of(const Context& c) { return c.lang == Lang::en ? Face::english : Face::plain; }

void fill_kinds(ListView& v, const Question& q, const Catalogue& all) {
    const auto choice = [&](std::string_view kind) {
        return Choice{std::string(kind), kind_word(kind), {}, in(q.asked.kinds, kind), false};
    };
    for (std::string_view kind : kFirstKinds) v.kinds.push_back(choice(kind));
    for (const auto& kind : directory::service_kinds()) {
        const bool on = in(q.asked.kinds, kind.id);
        if (is_first(kind.id) || !(all.has_kind(kind.id) || on)) continue;
        v.more_kinds.push_back(choice(kind.id));
        v.more_on |= on;
    }
}

/// The prefectures in which something is public, each with all its municipalities.
void fill_municipalities(ListView& v, const Question& q, const Catalogue& all) {
    for (const std::string& prefecture : all.prefectures())
        for (const Municipality& m : municipalities_of(prefecture))
            v.municipalities.push_back(
                {std::string(m.code), {}, std::string(m.name), m.code == q.city, false});
}

void fill_conditions(ListView& v, const Question& q) {
    for (const auto& condition : directory::conditions()) {
        const bool on = in(q.care, condition.id);
        if (condition.group == directory::ConditionGroup::age || !(condition.first || on)) continue;
        const bool care = condition.group == directory::ConditionGroup::care;
        (care ? v.care : v.needs)
            .push_back({std::string(condition.id), condition.word, {}, on, false});
        v.needs_on |= on && !care;
    }
}

constexpr std::size_t kMostChips = 4;  // that stand open: the results are what is looked for

/// What a thing is called on this face; with readings on that of やさしい日本語.
std::string name_on(const directory::Meant& meant, const Question& q) {
    if (q.face == Face::easy && meant.as == directory::Meant::As::kind)
        return easy_or(meant.id, kind_word(meant.id));
    if (q.face == Face::easy && meant.as == directory::Meant::As::condition)
        return easy_condition(meant.id, directory::find_condition(meant.id)->word);
    return directory::name_of(meant, q.understood, lang_of(q.face));
}

void fill_read(ListView& v, const Question& q, const Catalogue& all) {
    const Lang lang = lang_of(q.face);
    for (const auto& meant : q.understood.meant) {
        auto& list = v.read.size() < kMostChips ? v.read : v.read_more;
        list.push_back({meant.id, name_on(meant, q), directory::quoted(meant.from, lang)});
    }
    v.dropped = q.dropped;
    v.notes = directory::notes_on(q.understood, q.asked.words, lang);
    v.danger = directory::danger_text(q.understood.danger, lang);
    v.danger_kind = q.understood.danger == directory::Danger::body ? "body" : "despair";
    if (q.understood.danger == directory::Danger::despair && all.has_kind("health_centre"))
        v.listening = list_of(q.face) + "?kind=health_centre" + v.lang_too;
    for (const std::string& kind : directory::lacking(q.understood, all.open()))
        v.lacking.push_back(kind_word(kind));
}

/// What the forms of the words carry, so that they throw nothing away.
void fill_carried(ListView& v, const Question& q) {
    for (const std::string& kind : q.asked.kinds) v.carried.push_back({"kind", kind});
    if (!q.city.empty()) v.carried.push_back({"city", q.city});
    for (const std::string& care : q.care) v.carried.push_back({"care", care});
    if (q.near) v.carried.push_back({"near", "1"});
}

void fill_items(ListView& v, const Question& q, const Catalogue& all) {
    directory::Asked asked = q.asked;
    asked.most = kPage;
    asked.first = (q.page - 1) * kPage;
    auto found = all.search(asked);
    const std::size_t pages = std::max<std::size_t>(1, (found->total + kPage - 1) / kPage);
    const std::size_t page = std::min(q.page, pages);
    if (page != q.page) {  // beyond the end: the last one
        asked.first = (page - 1) * kPage;
        found = all.search(asked);
    }
    v.unknown = directory::quoted(directory::unread_in(q.understood, *found), lang_of(q.face));
    v.total = static_cast<std::int64_t>(found->total);
    v.pages = static_cast<std::int64_t>(pages);
    v.page = static_cast<std::int64_t>(page);
    for (const auto& match : found->matches) {
        ItemView item = item_view(all.entry_of(*match.listing), q, all.day());
        for (const auto& reason : match.reasons)
            item.sayings.push_back(saying_of(reason, lang_of(q.face), all.day()));
        v.items.push_back(std::move(item));
    }
    if (page > 1) v.previous = address_of(q, q.face, page - 1, q.near);
    if (page < pages) v.next = address_of(q, q.face, page + 1, q.near);
}

ListView list_view(Context& c, const Question& q, const Catalogue& all, const web::Doorstep& door) {
    ListView v;
    v.action = list_of(q.face);
    v.lang = q.face == Face::english ? "en" : "";
    v.lang_too = q.face == Face::english ? "&lang=en" : "";
    fill_kinds(v, q, all);
    fill_municipalities(v, q, all);
    fill_conditions(v, q);
    v.words = q.asked.words;
    fill_read(v, q, all);
    fill_carried(v, q);
    v.everything = static_cast<std::int64_t>(all.entries().size());
    fill_items(v, q, all);
    v.is_near = q.near;
    v.asks_care = !q.asked.conditions.empty();
    if (!q.asked.municipality.empty() && !q.near && q.asked.words.empty())
        v.near = address_of(q, q.face, 1, true);
    v.centre = door.centre;
    v.phone = door.phone;
    v.phone_digits = door.phone_digits;
    v.credits = directory::credits(c.tx);
    return v;
}

std::string face_name(Face face) {
    return face == Face::easy ? "easy" : face == Face::english ? "english" : "plain";
}

web::Shell shell_of(web::Doorstep door, Face face, std::string title,
                    const std::function<std::string(Face)>& address) {
    door.face = face_name(face);
    door.plain = address(Face::plain);
    door.easy = address(Face::easy);
    door.english = address(Face::english);
    web::Shell shell{.title = std::move(title)};
    shell.family = std::move(door);
    return shell;
}

template <class View>
Answer page_of(Context& c, View view, web::Shell shell, const std::string& tag) {
    Answer answer = c.page(std::move(view), std::move(shell));
    if (!tag.empty()) answer.headers.emplace_back("ETag", tag);
    return answer;
}

std::string tag_of(const Catalogue& all, const web::Doorstep& door, Face face) {
    const auto sum = std::hash<std::string>{}(door.centre + door.phone);
    return all.tag(face_name(face) + std::to_string(sum));
}

Answer list_answer(Context& c, Face face, bool is_form) {
    c.require(Act::visit_public, {});
    const auto all = catalogue(c.tx, c.now.today);
    const web::Doorstep door = doorstep(c.tx);
    const std::string tag = is_form ? "" : tag_of(*all, door, face);
    if (auto same = unchanged(c, tag)) return *same;
    Question q = read_question(is_form ? c.form : c.query, face, is_form);
    q.asked.today = c.now.today;
    q.understood = directory::understood(c.tx, q.asked.words, all->prefectures(), q.dropped);
    directory::ask_for(q.asked, q.understood);
    auto shell = shell_of(door, face, std::string(word_text("published.title"_w, c.lang)),
                          [&](Face other) { return address_of(q, other, q.page, q.near); });
    ListView view = list_view(c, q, *all, door);
    if (face == Face::easy) return page_of(c, EasyListView{std::move(view)}, std::move(shell), tag);
    return page_of(c, std::move(view), std::move(shell), tag);
}

constexpr std::pair<Field, Word> kLines[] = {
    {Field::about, "directory.field_about"_w},
    {Field::phone, "directory.field_phone"_w},
    {Field::fax, "directory.field_fax"_w},
    {Field::address, "directory.field_address"_w},
    {Field::ages, "directory.field_ages"_w},
    {Field::capacity, "directory.field_capacity"_w},
    {Field::days, "directory.field_days"_w},
    {Field::hours, "directory.field_hours"_w},
    {Field::closed_days, "directory.field_closed_days"_w},
    {Field::hours_note, "directory.field_hours_note"_w},
    {Field::departments, "directory.field_departments"_w},
    {Field::temporary_care, "directory.field_temporary_care"_w},
    {Field::sick_care, "directory.field_sick_care"_w},
    {Field::area, "directory.field_area"_w},
    {Field::fee, "directory.field_fee"_w},
    {Field::papers, "directory.field_papers"_w},
    {Field::email, "directory.field_email"_w},
    {Field::note, "directory.field_note"_w},
};

std::string line_text(const std::string& text, Lang lang) {
    if (text == "yes") return std::string(word_text("directory.yes"_w, lang));
    if (text == "no") return std::string(word_text("directory.no"_w, lang));
    return text;
}

ServicePage service_view(Context& c, const Entry& entry, Face face, const web::Doorstep& door) {
    const Lang lang = lang_of(face);
    ServicePage v;
    v.item = item_view(entry, {.asked = {}, .near = false, .page = 1, .face = face}, c.now.today);
    v.back = list_of(face) + (face == Face::english ? "?lang=en" : "");
    v.lang = face == Face::english ? "en" : "";
    v.paused = entry.paused();
    for (const auto& [field, word] : kLines)
        if (!entry.text(field).empty())
            v.lines.push_back({word, line_text(entry.text(field), lang)});
    if (entry.open().places.size() > 1)
        for (const auto& spot : entry.open().places) v.places.push_back(spot.address);
    v.url = entry.text(Field::url);
    v.first_step = entry.text(Field::first_step);
    v.sayings = sayings_of(entry, lang, c.now.today);
    for (const auto& condition : directory::conditions())
        if (condition.first && !entry.open().fact(condition.id))
            v.not_told.push_back(condition.word);
    v.centre = door.centre;
    v.phone = door.phone;
    v.phone_digits = door.phone_digits;
    v.credits = directory::credits(c.tx);
    return v;
}

Answer service_answer(Context& c, Face face) {
    c.require(Act::visit_public, {});
    const auto all = catalogue(c.tx, c.now.today);
    const Entry* entry = all->find({c.number("S")});
    if (!entry) throw NotFound{};
    const web::Doorstep door = doorstep(c.tx);
    const std::string tag = tag_of(*all, door, face);
    if (auto same = unchanged(c, tag)) return *same;
    auto shell = shell_of(door, face, entry->name(),
                          [&](Face other) { return address_of(entry->id(), other); });
    ServicePage view = service_view(c, *entry, face, door);
    if (face == Face::easy)
        return page_of(c, EasyServicePage{std::move(view)}, std::move(shell), tag);
    return page_of(c, std::move(view), std::move(shell), tag);
}

}  // namespace

web::Doorstep doorstep(Tx& tx) {
    web::Doorstep door;
    const auto centres = people::organisations(tx, "centre");
    if (centres.empty()) return door;
    door.centre = centres.front().name;
    door.phone = centres.front().phone;
    door.phone_digits = directory::digits_of(door.phone);
    return door;
}

std::optional<Answer> unchanged(const Context& c, const std::string& tag) {
    if (tag.empty() || c.if_none_match != tag) return std::nullopt;
    Answer answer;
    answer.status = 304;
    answer.headers.emplace_back("ETag", tag);
    return answer;
}

Answer show_list(Context& c) { return list_answer(c, face_of(c), false); }
Answer show_easy_list(Context& c) { return list_answer(c, Face::easy, false); }
Answer ask_in_words(Context& c) { return list_answer(c, face_of(c), true); }
Answer ask_in_easy_words(Context& c) { return list_answer(c, Face::easy, true); }
Answer show_service(Context& c) { return service_answer(c, face_of(c)); }
Answer show_easy_service(Context& c) { return service_answer(c, Face::easy); }

}  // namespace michi::published
