// Front door of selfcheck: what whoever keeps this server has to see to, told before it hurts.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db.hpp"
#include "platform/metrics.hpp"
#include "selfcheck/model.hpp"
#include "web/web.hpp"

namespace michi::selfcheck {

/// Where the instance lies: what the database itself cannot tell. A server keeps it in the database's
/// memory (Tx::memory) for the page.
struct Premises {
    std::string directory{};             // of the instance; "" none
    std::string database_file{};         // SQLite's; "" another server keeps it
    std::string tls_certificate{};       // PEM; "" a proxy's, or none
    std::vector<std::string> secrets{};  // files that only their owner may read
    /// Entries that the head outside the database counts; none where there is no such head.
    std::function<std::int64_t()> kept_records{};
    std::int64_t kept_before{};  // the same, read before the database was looked at; 0 not read
};

/// What has to be done again and again.
inline constexpr std::string_view kBackup = "backup", kDrill = "drill", kNote = "note";
void note_done(Tx& tx, std::string_view what, Instant at);

/// Looks now, at what lies where `around` says. Nothing is changed.
Facts facts(Tx& tx, const Premises& around, Instant now);
/// `facts`, judged (rules.hpp).
std::vector<Check> checks(Tx& tx, const Premises& around, Instant now, Lang lang);
/// What can be judged although the database does not open.
std::vector<Check> checks_around(const Premises& around, Instant now, Lang lang);

/// The same figures for /metrics, as long as it lives: ages in seconds, bytes of the disk.
class Watched {
  public:
    Watched(Database& database, std::function<Instant()> clock);

  private:
    double ask(double (*figure)(const Facts&));
    Database& database_;
    std::function<Instant()> clock_;
    std::optional<Facts> seen_;
    std::vector<std::unique_ptr<metrics::Gauge>> gauges_;
};

web::Part part();

}  // namespace michi::selfcheck
