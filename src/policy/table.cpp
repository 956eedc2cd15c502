#include "policy/table.hpp"

#include <fmt/format.h>

namespace michi {
namespace {

constexpr std::pair<Field, std::string_view> kFields[] = {
    {Field::number, "number"},   {Field::identity, "identity"}, {Field::contact, "contact"},
    {Field::medical, "medical"}, {Field::family, "family"},     {Field::notes, "notes"},
    {Field::plan, "plan"},       {Field::location, "location"}, {Field::audit, "audit"},
};

/// Every set of categories that a family can allow.
constexpr int kConsentSets = 1 << 5;
Mask consented_set(int number) {
    constexpr Field kOrder[] = {Field::contact, Field::medical, Field::family, Field::identity,
                                Field::notes};
    Mask mask = 0;
    for (int i = 0; i < 5; ++i)
        if (number >> i & 1) mask = mask | kOrder[i];
    return mask;
}

Consent consent_of(int number) {
    if (number == 0) return Consent::none;
    return number == kConsentSets - 1 ? Consent::full : Consent::partial;
}

template <class F>
void each_circumstance(Mine mine, F&& see) {
    for (int relation = 0; relation < kRelations; ++relation)
        for (int consented = 0; consented < kConsentSets; ++consented)
            for (int state = 0; state < kStates; ++state)
                for (int guarded = 0; guarded < 4; ++guarded)
                    see(Circumstances{.relation = Relation(relation),
                                      .consent = consent_of(consented),
                                      .consented = consented_set(consented),
                                      .state = RecordState(state),
                                      .is_protected = (guarded & 1) != 0,
                                      .in_protected_team = (guarded & 2) != 0,
                                      .mine = mine});
}

class Fingerprint {
  public:
    void add(std::uint64_t number) {
        for (int i = 0; i < 8; ++i, number >>= 8)
            value_ = (value_ ^ (number & 0xff)) * 0x100000001b3;
    }
    void add(std::string_view text) {
        for (const unsigned char c : text) value_ = (value_ ^ c) * 0x100000001b3;
    }
    std::uint64_t value() const { return value_; }

  private:
    std::uint64_t value_{0xcbf29ce484222325};
};

// ---- the reviewed form ----
std::string letters(Mask mask) {
    constexpr std::string_view kLetters = "nicmftpla";
    std::string out;
    for (std::size_t i = 0; i < kLetters.size(); ++i)
        if (mask >> i & 1) out += kLetters[i];
    return out.empty() ? "-" : out;
}

std::string outcome(const Decision& d) {
    if (d.verdict() == Verdict::absent) return "404";
    if (!d.allowed()) return "deny:" + std::string(d.reason().substr(d.reason().find('.') + 1));
    return letters(d.fields()) + (d.step_up() ? "^" : "") + (d.audited() ? "" : "~");
}

Circumstances plain(Relation relation) {
    return {
        .relation = relation, .consent = Consent::full, .consented = kConsented, .mine = Mine::own};
}

std::string relation_cell(Role role, Act act, Relation relation) {
    const auto with = [&](auto&& change) {
        Circumstances around = plain(relation);
        change(around);
        return outcome(decide(role, Assurance::second_factor, act, around));
    };
    const std::string normal = with([](Circumstances&) {});
    std::string cell = fmt::format("{}={}", name_of(relation), normal);
    const auto differ = [&](std::string_view name, const std::string& other) {
        if (other != normal) cell += fmt::format(" {}:{}", name, other);
    };
    differ("unconsented", with([](Circumstances& c) {
               c.consented = 0;
               c.consent = Consent::none;
           }));
    differ("protected", with([](Circumstances& c) { c.is_protected = true; }));
    differ("team", with([](Circumstances& c) { c.is_protected = c.in_protected_team = true; }));
    differ("closed", with([](Circumstances& c) { c.state = RecordState::closed; }));
    differ("colleague", with([](Circumstances& c) { c.mine = Mine::colleague; }));
    differ("other", with([](Circumstances& c) { c.mine = Mine::other; }));
    return cell;
}

std::string assurance_cell(Role role, Act act) {
    std::string cell;
    for (int a = 0; a < kAssurances; ++a) {
        bool some = false;
        for (int r = 0; r < kRelations; ++r)
            for (int m = 0; m < kMines; ++m) {
                Circumstances around = plain(Relation(r));
                around.mine = Mine(m);
                some = some || decide(role, Assurance(a), act, around).allowed();
            }
        if (some && cell.empty()) cell = name_of(Assurance(a));
    }
    return cell.empty() ? "never" : "from " + cell;
}

}  // namespace

void each_policy_row(const std::function<void(const PolicyRow&)>& see) {
    for (int role = 0; role < kRoles; ++role)
        for (int act = 0; act < kActs; ++act)
            for (int assurance = 0; assurance < kAssurances; ++assurance)
                for (int mine = 0; mine < (minds_whose(Act(act)) ? kMines : 1); ++mine)
                    each_circumstance(Mine(mine), [&](const Circumstances& around) {
                        see({Role(role), Assurance(assurance), Act(act), around,
                             decide(Role(role), Assurance(assurance), Act(act), around)});
                    });
}

std::string_view name_of(Assurance assurance) {
    constexpr std::string_view kNames[] = {"nobody", "password", "second_factor", "fresh"};
    return kNames[static_cast<std::size_t>(assurance)];
}

std::string_view name_of(RecordState state) {
    constexpr std::string_view kNames[] = {"open", "watching", "closed"};
    return kNames[static_cast<std::size_t>(state)];
}

std::string_view name_of(Verdict verdict) {
    constexpr std::string_view kNames[] = {"allow", "deny", "absent"};
    return kNames[static_cast<std::size_t>(verdict)];
}

std::string names_of_fields(Mask mask) {
    std::string names;
    for (const auto& [field, name] : kFields)
        if (has(mask, field)) names += (names.empty() ? "" : ",") + std::string(name);
    return names;
}

std::string policy_golden() {
    std::string out =
        "# role act | from which assurance | relation=fields with the second factor and full "
        "consent\n"
        "# of what is one's own; colleague: and other: what differs for another's\n"
        "# fields: n number, i identity, c contact, m medical, f family, t notes, p plan, l "
        "location,"
        " a audit; - none; ^ factor again first; ~ the view is not kept\n";
    for (int role = 0; role < kRoles; ++role)
        for (int act = 0; act < kActs; ++act) {
            if (!ever(Role(role), Act(act))) continue;
            out += fmt::format("{} {} | {} |", name_of(Role(role)), name_of(Act(act)),
                               assurance_cell(Role(role), Act(act)));
            for (int relation = 0; relation < kRelations; ++relation)
                out += " " + relation_cell(Role(role), Act(act), Relation(relation));
            out += "\n";
        }
    Fingerprint fingerprint;
    std::int64_t rows = 0;
    each_policy_row([&](const PolicyRow& row) {
        ++rows;
        const Decision& d = row.decision;
        fingerprint.add(std::uint64_t(d.verdict()) << 32 | std::uint64_t(d.fields()) << 8 |
                        std::uint64_t(d.step_up()) << 1 | std::uint64_t(d.audited()));
        fingerprint.add(d.reason());
    });
    return out + fmt::format("rows {} fingerprint {:016x}\n", rows, fingerprint.value());
}

void policy_json(const std::function<void(std::string_view)>& write) {
    write(
        "{\"columns\":[\"role\",\"act\",\"assurance\",\"whose\",\"relation\",\"consented\",\"state\","
        "\"protected\","
        "\"team\",\"verdict\",\"fields\",\"step_up\",\"audited\",\"reason\"],\"rows\":[\n");
    bool first = true;
    each_policy_row([&](const PolicyRow& r) {
        write(fmt::format(
            "{}[\"{}\",\"{}\",\"{}\",\"{}\",\"{}\",\"{}\",\"{}\",{},{},\"{}\",\"{}\",{},{},\"{}\"]",
            first ? "" : ",\n", name_of(r.role), name_of(r.act), name_of(r.assurance),
            minds_whose(r.act) ? name_of(r.around.mine) : "anybody", name_of(r.around.relation),
            names_of_fields(r.around.consented), name_of(r.around.state), r.around.is_protected,
            r.around.in_protected_team, name_of(r.decision.verdict()),
            names_of_fields(r.decision.fields()), r.decision.step_up(), r.decision.audited(),
            r.decision.reason()));
        first = false;
    });
    write("\n]}\n");
}

std::string policy_page() {
    std::string out =
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Who may do "
        "what</title></head>"
        "<body><h1>Who may do what</h1><p>Fields with the second factor and the family's full "
        "consent; what"
        " differs without consent, for a protected child, in its team, when closed, for "
        "another's stands behind.</p>"
        "<table border=\"1\"><thead><tr><th scope=\"col\">role</th><th scope=\"col\">act</th>"
        "<th scope=\"col\">assurance</th>";
    for (int relation = 0; relation < kRelations; ++relation)
        out += fmt::format("<th scope=\"col\">{}</th>", name_of(Relation(relation)));
    out += "</tr></thead><tbody>\n";
    for (int role = 0; role < kRoles; ++role)
        for (int act = 0; act < kActs; ++act) {
            if (!ever(Role(role), Act(act))) continue;
            out += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td>", name_of(Role(role)),
                               name_of(Act(act)), assurance_cell(Role(role), Act(act)));
            for (int relation = 0; relation < kRelations; ++relation) {
                const std::string cell = relation_cell(Role(role), Act(act), Relation(relation));
                out += fmt::format("<td>{}</td>", cell.substr(cell.find('=') + 1));
            }
            out += "</tr>\n";
        }
    return out + "</tbody></table></body></html>\n";
}

}  // namespace michi
