// つぎにすること: the ball. Every open action has exactly one holder, one due date, one next step.
#pragma once

#include <optional>
#include <string>

#include "record/model.hpp"

namespace michi {
namespace consultation {
struct Consultation;
}
namespace handover {
struct Handover;
}
}  // namespace michi

namespace michi::work {

struct Action;

enum class ActionKind { act, follow_up };

struct Holder {
    std::string side{"c"};  // c m o f p
    Id<Organisation> organisation;
    Id<Account> account;  // a person of ours; none: whoever is free
    std::string
        name;  // shown name when outside (sealed at rest); of a row that was read: holder_name
};

struct NewAction {
    Id<record::Case> case_id;
    Id<consultation::Consultation> consultation;
    Id<handover::Handover> handover;     // whose deeds move it
    Id<handover::Handover> answered_by;  // whose answer came back with it
    Id<Organisation> centre;
    Id<DataKey> key;  // the case's or the consultation's
    ActionKind kind{ActionKind::act};
    std::string what;  // a verb phrase
    Holder holder;
    std::string waiting_side, waiting_name;  // who waits for it
    std::optional<Date> waiting_since;
    Date due{};
    std::string due_time;  // "14:00" or ""
    bool returned{};       // the other side answered; shown under 返ってきた連絡
    Id<Account> created_by;
};

struct ActionRow {
    Id<Action> id;
    Id<record::Case> case_id;
    Id<consultation::Consultation> consultation;
    Id<handover::Handover> handover, answered_by;
    Id<DataKey> key;
    ActionKind kind{ActionKind::act};
    Personal<Field::plan, std::string> what, holder_name;
    Holder holder;
    std::string waiting_side;
    Personal<Field::plan, std::string> waiting_name;
    std::optional<Date> waiting_since;
    Date due{};
    std::string due_time;
    bool returned{};
    std::optional<Instant> done_at;
    Instant created_at{};
    std::int64_t version{1};
};

/// What one may do to an open action; each is undone for 30 minutes.
enum class Step { finish, pass, change_due };

}  // namespace michi::work
