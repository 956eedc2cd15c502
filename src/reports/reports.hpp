// Front door of reports: what the Centre's work adds up to.
#pragma once

#include "reports/model.hpp"
#include "reports/views.hpp"
#include "web/web.hpp"

namespace michi::reports {

/// The months of a Centre that were published, the newest first, each by its last edition and coarsely: what
/// a reader who opens no list is told on the page of the month.
std::vector<MonthPicture> published_months(web::Context& c, Id<Organisation> centre,
                                           std::string_view prefecture, std::size_t at_most);
/// Publishes the month as it stands now; for the demonstration.
void publish_now(Tx& tx, Vault& vault, Id<Organisation> centre, std::string_view prefecture,
                 Month month, Id<Account> by, Instant at);

/// Seals what an earlier edition kept in clear (platform/in_clear.hpp).
void seal_in_clear(Tx& tx, Vault& vault);

web::Part part();

}  // namespace michi::reports
