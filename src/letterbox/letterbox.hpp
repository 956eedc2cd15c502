// Front door of the letterbox: people ask a Centre in writing, without an account, and read its answer under a
// code. What they write becomes a consultation of the one queue; the thread stays its writer's.
#pragma once

#include <string>
#include <vector>

#include "letterbox/model.hpp"
#include "platform/jobs.hpp"
#include "web/web.hpp"

namespace michi::letterbox {

/// What came by the form: durable under its code, nobody's turn before it is taken in.
struct NewThread {
    Id<Organisation> centre;
    std::string code;  // as receipt_code() made it
    Asked asked;
    Seconds seconds;
    std::string lang{"ja"};
};
struct Posted {
    Id<Thread> thread;
    Id<Consultation> consultation;
};
/// Written and taken in at once.
Posted post_letter(Tx& tx, Vault& vault, const NewThread& fresh, Instant at);
/// The Centre's answer under the code.
void answer_letter(Tx& tx, Vault& vault, Id<Consultation> consultation, Id<Account> author,
                   std::string_view words, Instant at);

/// That wait to be sorted, for the count beside the rail; derived from message_thread.
std::int64_t count_to_sort(Tx& tx, Id<Organisation> centre);

/// Those of the case whose writer waits for an answer, the longest first.
struct Waiting {
    Id<Consultation> id;
    Instant since{};
};
std::vector<Waiting> waiting_of(Tx& tx, Id<record::Case> case_id);

std::vector<JobKind> job_kinds();
std::vector<Daily> dailies();
web::Part part();

}  // namespace michi::letterbox
