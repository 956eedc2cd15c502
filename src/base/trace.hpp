// What the audit keeps of one view or change: who did what to which object, never the content.
#pragma once

#include <cstdint>
#include <string>

namespace michi {

enum class TraceKind {
    view,
    list,
    search,
    change,
    create,
    send,
    print,
    export_,
    denied,
    sign_in,
    sign_in_failed,
    sign_out,
    account,
    key,
    import_,
    backup,
    consent,
    system
};

/// object "case/231", "consultation/1176", "account/4"; detail holds ids, counts, field classes and
/// codes only. Actor, organisation, role, time and sequence are filled in by the writer's caller.
struct Trace {
    TraceKind kind{};
    std::string action;      // "record.case.view", the policy's action name
    std::string object;      // "" when none
    std::int64_t case_id{};  // 0 when none
    std::string fields;      // comma-separated field classes shown or changed
    std::string detail;      // counts and codes
    std::int64_t account{};
    std::int64_t organisation{};
    std::string role;
    std::string purpose;
};

}  // namespace michi
