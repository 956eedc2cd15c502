// What the pages show of places that said no.
#pragma once

#include <boost/describe.hpp>

#include "base/choice.hpp"
#include "base/result.hpp"
#include "base/word.hpp"

namespace michi::web {
class Out;
}

namespace michi::directory {

struct RefusalView {
    std::string words, when, way, undo;  // undo: its number while it can be taken back
    Word reason;
};
BOOST_DESCRIBE_STRUCT(RefusalView, (), (words, when, way, undo, reason))

/// On a service's page.
struct RefusalsView {
    std::vector<RefusalView> told;
    std::vector<Choice> reasons, ways;
    std::string words, as_of, recorded, undo;  // recorded: what was recorded just now
    bool open{};                               // something was typed and refused
};
BOOST_DESCRIBE_STRUCT(RefusalsView, (), (told, reasons, ways, words, as_of, recorded, undo, open))

/// What several refusals of one reason propose.
struct ProposalView {
    std::string number, name, place, said, becomes, reason, newest;
};
BOOST_DESCRIBE_STRUCT(ProposalView, (), (number, name, place, said, becomes, reason, newest))

/// A declined request, of which only the body is known.
struct DeclinedView {
    std::string id, organisation, when, request;
    Word reason;
    std::vector<Choice> services;
};
BOOST_DESCRIBE_STRUCT(DeclinedView, (), (id, organisation, when, request, reason, services))

struct RefusalProposalsView {
    std::vector<ProposalView> proposals;
    std::vector<DeclinedView> declined;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(RefusalProposalsView, (), (proposals, declined, refusals))

void render(const RefusalProposalsView& v, web::Out& out);

}  // namespace michi::directory
