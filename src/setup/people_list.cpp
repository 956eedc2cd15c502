// Several invitations at once: a list of people is read, shown, and proposed; the letters are printed together.

#include <algorithm>
#include <map>
#include <memory>

#include "base/fold.hpp"
#include "directory/table.hpp"
#include "people/keeping.hpp"
#include "platform/sheet.hpp"
#include "setup/pages.hpp"
#include "setup/rules.hpp"

namespace michi::setup {

void render(const PeopleListView& v, web::Out& out);

namespace {

using web::Answer;
using web::Context;

using Read = std::shared_ptr<Result<directory::Table>>;

/// The fields of an invitation and their headings, in the order of the file.
struct PersonColumn {
    std::string_view field;
    Word word;
};
constexpr std::array kColumns{
    PersonColumn{"organisation", "setup.person_organisation"_w},
    PersonColumn{"role", "setup.person_role"_w},
    PersonColumn{"name", "setup.person_name"_w},
    PersonColumn{"login", "setup.person_login"_w},
};

struct Person {
    std::size_t row{};
    std::map<std::string_view, std::string> cells;
    people::Invitation invitation;
    std::string organisation_name;
    Word role;
};

Word column_word(std::string_view field) {
    const auto* found = std::ranges::find(kColumns, field, &PersonColumn::field);
    return found == kColumns.end() ? kColumns.front().word : found->word;
}

/// By number or by name; nothing when none or several go by that name.
Id<Organisation> organisation_of(const std::vector<people::OrganisationBrief>& all,
                                 const std::string& text) {
    Id<Organisation> found;
    for (const auto& o : all) {
        if (std::to_string(o.id.value) == fold_width(text)) return o.id;
        if (o.name != text) continue;
        if (found) return {};
        found = o.id;
    }
    return found;
}

/// The role's id behind its Japanese word or its id.
std::string role_id(const std::string& text) {
    for (int role = 0; role < kRoles; ++role)
        if (text == michi::name_of(Role(role)) ||
            text == word_text(people::role_word(Role(role)), Lang::ja))
            return std::string(michi::name_of(Role(role)));
    return {};
}

class PeopleReading {
  public:
    PeopleReading(Context& c, const directory::Table& table)
        : c_(c), table_(table), organisations_(people::organisations(c.tx, "")) {}
    PeopleReading(const PeopleReading&) = delete;
    PeopleReading& operator=(const PeopleReading&) = delete;

    void read(std::vector<Person>& people, std::vector<ListProblemRow>& problems) {
        for (const PersonColumn& column : kColumns)
            for (std::size_t at = 0; table_.rows() > 0 && at < table_.columns(0); ++at)
                if (trimmed(table_.at(0, at)) == word_text(column.word, Lang::ja))
                    columns_[column.field] = at;
        for (const PersonColumn& column : kColumns)
            if (!columns_.contains(column.field))
                problems.push_back({"1", "", column.word, "setup.person_no_column"_w});
        if (!problems.empty()) return;
        for (std::size_t row = 1; row < table_.rows(); ++row)
            if (!table_.blank(row)) read_row(row, people, problems);
    }

  private:
    void read_row(std::size_t row, std::vector<Person>& people,
                  std::vector<ListProblemRow>& problems) {
        Person p{.row = table_.number(row)};
        for (const auto& [field, at] : columns_) p.cells[field] = trimmed(table_.at(row, at));
        p.invitation = {.login = p.cells["login"],
                        .name = p.cells["name"],
                        .role = role_id(p.cells["role"]),
                        .organisation = organisation_of(organisations_, p.cells["organisation"])};
        Refusals no = people::reasons_not_to_invite(c_, p.invitation);
        const auto [earlier, fresh] = logins_.try_emplace(p.invitation.login, p.row);
        if (!fresh) no.add("login", "setup.person_twice"_w);
        for (const Refusal& why : no.items)
            problems.push_back(
                {std::to_string(p.row), p.cells[why.field], column_word(why.field), why.word});
        if (no.any()) return;
        p.organisation_name = people::find_organisation(c_.tx, p.invitation.organisation).name;
        p.role = people::role_word(*people::role_named(p.invitation.role));
        people.push_back(std::move(p));
    }

    Context& c_;
    const directory::Table& table_;
    std::vector<people::OrganisationBrief> organisations_;
    std::map<std::string_view, std::size_t> columns_;
    std::map<std::string, std::size_t> logins_;
};

std::string text_of(const std::vector<Person>& people) {
    Sheet sheet;
    for (const PersonColumn& column : kColumns)
        sheet.header.emplace_back(word_text(column.word, Lang::ja));
    for (const Person& p : people) {
        std::vector<SheetCell> cells;
        for (const PersonColumn& column : kColumns)
            cells.emplace_back(unguarded(p.cells.at(column.field)));
        sheet.rows.push_back(std::move(cells));
    }
    return csv(sheet);
}

std::string headings_text() {
    std::string all;
    for (const PersonColumn& column : kColumns)
        all += (all.empty() ? "" : "、") + std::string(word_text(column.word, Lang::ja));
    return all;
}

web::Shell shell(const Context& c) { return shell_of(c, "setup.people_title"_w, "accounts"); }

}  // namespace

Answer show_people_list(Context& c) {
    c.require(Act::manage_accounts, {});
    return c.page(PeopleListView{.headings = headings_text()}, shell(c));
}

Answer take_people_list(Context& c) {
    c.require(Act::manage_accounts, {});
    const auto* table = std::any_cast<Read>(&c.prepared);
    PeopleListView v{.headings = headings_text()};
    if (!table)
        v.refusals.add("file", "setup.say_file"_w);
    else if (!**table)
        for (const Refusal& why : (**table).error().items)
            v.refusals.add("file", why.word, why.args);
    if (v.refusals.any()) return c.refuse(std::move(v), shell(c));
    std::vector<Person> people;
    PeopleReading(c, ***table).read(people, v.problems);
    v.asked = true;
    v.text = text_of(people);
    for (const Person& p : people)
        v.rows.push_back({std::to_string(p.row), p.invitation.name, p.invitation.login,
                          p.organisation_name, p.role});
    if (!v.problems.empty()) {
        v.refusals.add("problems", "setup.list_has_problems"_w,
                       {{"n", std::to_string(v.problems.size())}});
        return c.refuse(std::move(v), shell(c));
    }
    if (c.form.text("take") != "1" || people.empty()) return c.page(std::move(v), shell(c));
    std::int64_t last = 0;
    for (const Person& p : people) last = people::propose_invitation_of(c, p.invitation);
    return c.see_other(web::Url("/a/accounts").query("made", std::to_string(last)));
}

}  // namespace michi::setup
