#include <charconv>

#include "web/asleep.hpp"
#include "web/inside.hpp"
#include "web/read.hpp"

namespace michi::web {
namespace {

constexpr std::pair<Field, std::string_view> kFieldNames[] = {
    {Field::number, "number"},   {Field::identity, "identity"}, {Field::contact, "contact"},
    {Field::medical, "medical"}, {Field::family, "family"},     {Field::notes, "notes"},
    {Field::plan, "plan"},       {Field::location, "location"}, {Field::audit, "audit"},
};

std::string names_of(Mask mask) {
    std::string names;
    for (const auto& [field, name] : kFieldNames) {
        if (!has(mask, field)) continue;
        if (!names.empty()) names += ',';
        names += name;
    }
    return names;
}

TraceKind kind_of_look(Act act) {
    switch (act) {
        case Act::see_worklist:
        case Act::see_intake_list:
        case Act::list_cases:
        case Act::list_handovers:
            return TraceKind::list;
        case Act::search_persons:
            return TraceKind::search;
        case Act::export_month:
            return TraceKind::export_;
        default:
            return TraceKind::view;
    }
}

Trace trace_of(const Context& c, TraceKind kind, std::string action, std::string object,
               std::int64_t case_id) {
    Trace trace;
    trace.kind = kind;
    trace.action = std::move(action);
    trace.object = std::move(object);
    trace.case_id = case_id;
    trace.account = c.who.account.value;
    trace.organisation = c.who.organisation.value;
    trace.role = c.who.account ? name_of(c.who.role) : std::string_view();
    return trace;
}

}  // namespace

std::string_view Context::part(std::string_view name) const {
    const auto it = captured.find(name);
    return it == captured.end() ? std::string_view() : std::string_view(it->second);
}

std::int64_t Context::number(std::string_view name) const {
    std::string_view text = part(name);
    if (name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z') {
        if (text.size() < 3 || text[0] != name[0] || text[1] != '-') throw NotFound();
        text.remove_prefix(2);
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value <= 0) throw NotFound();
    return value;
}

std::string_view Context::cookie(std::string_view name) const { return cookie_in(cookies, name); }

std::string Context::front() const {
    return front_of(settings ? *settings : ServerSettings(), host, secure);
}

std::string front_of(const ServerSettings& settings, std::string_view asked_host, bool secure) {
    const std::string& host = settings.public_host;
    if (host.empty()) return std::string(secure ? "https://" : "http://").append(asked_host);
    const bool tls = settings.tls_in_front || !settings.tls_certificate.empty();
    const bool names_port = host.rfind(':') != host.npos && !host.ends_with(']');
    const bool usual = settings.tls_in_front || settings.port == (tls ? 443 : 80);
    std::string front = (tls ? "https://" : "http://") + host;
    if (!names_port && !usual) front += ':' + std::to_string(settings.port);
    return front;
}

Decision Context::require(Act act, const Circumstances& around, std::string object,
                          std::int64_t case_id) {
    const Decision decision = may(act, around);
    const std::string action(name_of(act));
    if (!decision.allowed()) {
        tx.trace(trace_of(*this, TraceKind::denied, action, std::move(object), case_id));
        if (decision.verdict() == Verdict::absent) throw NotFound();
        throw Denied(decision.reason());
    }
    if (decision.step_up()) throw StepUp();
    if (decision.audited()) {
        Trace seen = trace_of(*this, kind_of_look(act), action, std::move(object), case_id);
        seen.fields = names_of(decision.fields());
        tx.trace(std::move(seen));
    }
    return decision;
}

Decision Context::may(Act act, const Circumstances& around) const {
    return decide(who.role, who.assurance, act, around);
}

void Context::trace(TraceKind kind, std::string action, std::string object, std::int64_t case_id,
                    std::string detail) {
    Trace entry = trace_of(*this, kind, std::move(action), std::move(object), case_id);
    entry.detail = std::move(detail);
    tx.trace(std::move(entry));
}

Answer Context::see_other(const Url& url) const {
    Answer answer;
    answer.status = 303;
    answer.location = url.text();
    return answer;
}

Answer Context::json(const JsonText& text, int status) const {
    Answer answer;
    answer.status = status;
    answer.type = "application/json";
    answer.body = text.text;
    return answer;
}

Answer Context::file(std::string bytes, std::string type, std::string name) const {
    Answer answer;
    answer.type = std::move(type);
    answer.body = std::move(bytes);
    answer.file_name = std::move(name);
    return answer;
}

std::string cookie_for(const Context& c, std::string_view name, std::string_view value,
                       int seconds) {
    std::string text(name);
    text.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Lax");
    if (seconds >= 0) text.append("; Max-Age=").append(std::to_string(seconds));
    if (c.secure) text.append("; Secure");
    return text;
}

std::string session_cookie(const Context& c, std::string_view token) {
    return cookie_for(c, session_cookie_name(c.secure), token, -1);
}

std::string ended_session_cookie(const Context& c) {
    return cookie_for(c, session_cookie_name(c.secure), "", 0);
}

std::string_view Request::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (key == name) return value;
    return {};
}

std::optional<Door::Known> asleep_at(Door& door, Tx& tx, std::string_view token, Now now) {
    auto* night = dynamic_cast<NightDoor*>(&door);
    return night ? night->asleep(tx, token, now) : std::nullopt;
}

}  // namespace michi::web
