// Campaigns, sheets and proposals as plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/word.hpp"
#include "policy/personal.hpp"

namespace michi {
struct Account;
struct Organisation;
}  // namespace michi

namespace michi::directory {
struct Service;
struct Provider;
}  // namespace michi::directory

namespace michi::assurance {

struct Campaign;
struct Letter;
struct Proposal;

/// How far the words of an entry can be trusted today.
enum class Freshness { confirmed, old, unconfirmed, hidden };

/// One sheet to one entry, on paper or as a link.
struct Letter {
    Id<Letter> id;
    Id<Campaign> campaign;  // none: a link that was made for this entry alone
    Id<directory::Service> service;
    int issue{1};  // goes up when the code is made anew: the earlier code opens nothing
    Date sent_on{}, due_on{}, expires_on{};
    std::optional<Date> reminded_1, reminded_2, answered_on, unconfirmed_on;
    std::string answered_way;  // link paper phone
    bool revoked{};
};

enum class Step {
    sent,
    remind_1_due,
    reminded_1,
    remind_2_due,
    reminded_2,
    unconfirmed,
    answered,
    revoked
};

struct Campaign {
    Id<Campaign> id;
    std::string name;
    Date begun_on{}, due_on{};
    std::vector<std::string> kinds;
    std::string municipality;
    int older_than{};  // months
    std::string fax;   // to which answers go
    Id<Account> by;
};

struct NewCampaign {
    std::string name;
    Date begun_on{}, due_on{};
    std::vector<std::string> kinds;
    std::string municipality;
    int older_than{};
    std::string fax;
    std::vector<Id<directory::Service>> services;
    Id<Account> by;
    Instant at{};
};

/// What one item of an entry says, and what it should say. `key` is "f:phone" of a field,
/// "c:ventilator" of a condition, "" of free words.
struct Change {
    std::string key, before, after;
    friend bool operator==(const Change&, const Change&) = default;
};

enum class Origin { office, paper, visitor, partner };
enum class Outcome { waiting, taken, partly, not_taken };

struct NewProposal {
    Id<directory::Service> service;
    Origin origin{Origin::visitor};
    Id<Letter> letter;              // of an office
    Id<Organisation> organisation;  // of a partner
    std::string code;               // with which the proposer asks for the answer; "" for staff
    std::vector<Change> changes;
    std::string words;  // what the proposer wrote beside it
    Personal<michi::Field::identity, std::string> name;
    Personal<michi::Field::contact, std::string> contact;
    bool may_publish{};  // the place agrees that its conditions are published
    Instant at{};
};

struct Kept {
    Id<Proposal> id;
    Id<directory::Service> service;
    Origin origin{Origin::visitor};
    Outcome outcome{Outcome::waiting};
    Id<Letter> letter;
    Id<Organisation> organisation;
    std::vector<Change> changes;
    std::vector<std::string> taken;  // keys
    std::string words, reason;
    Personal<michi::Field::identity, std::string> name;
    Personal<michi::Field::contact, std::string> contact;
    bool may_publish{};
    Instant at{};
    std::optional<Instant> decided_at;
    Id<Account> decided_by;
};

struct Decided {
    std::vector<std::string> taken;  // keys of the changes that were taken
    Outcome outcome{Outcome::taken};
    std::string reason;
    Id<Account> by;
    Instant at{};
};

/// How a call to a place ended.
enum class CallEnd { no_answer, later, unchanged };

struct LastCall {
    CallEnd end{CallEnd::no_answer};
    Date on{};
    Id<Account> by;
    int tries{};  // without an answer, one after another
};

}  // namespace michi::assurance
