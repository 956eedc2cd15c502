#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "platform/clock.hpp"
#include "platform/metrics.hpp"
#include "web/asleep.hpp"
#include "web/assets.hpp"
#include "web/flight.hpp"
#include "web/kept.hpp"
#include "web/read.hpp"

namespace michi::web {
namespace {

Answer plain(int status, std::string text) {
    Answer answer;
    answer.status = status;
    answer.type = "text/plain; charset=utf-8";
    answer.body = std::move(text);
    return answer;
}

Answer ready(Site::Inside& site) {
    if (site.stopping) return plain(503, "stopping\n");
    try {
        site.database.read([](Tx& tx) { tx.value<int>("SELECT 1"); });
    } catch (const std::exception&) {
        return plain(503, "no storage\n");
    }
    return plain(200, "ready\n");
}

Answer static_file(const Request& request, std::string_view path) {
    const Asset* asset = asset_at(path);
    if (!asset) return plain(404, "not here\n");
    Answer answer;
    answer.type = asset->type;
    answer.lasting = true;
    answer.headers.emplace_back("ETag", asset->etag);
    if (request.header("if-none-match") == asset->etag) {
        answer.status = 304;
        return answer;
    }
    const bool gzip = request.header("accept-encoding").find("gzip") != std::string_view::npos;
    const bool packed = gzip && !asset->gzip.empty() && asset->gzip.size() < asset->body.size();
    if (packed) answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = packed ? asset->gzip : asset->body;
    return answer;
}

/// Machines look at what is public and at nothing else.
constexpr std::string_view kRobots =
    "User-agent: *\nAllow: /$\nAllow: /contact$\nAllow: /resources\nAllow: /easy/resources\nAllow: /hsds\nAllow: /s/\n"
    "Allow: /sitemap.xml\nDisallow: /\n";

const metrics::Durations kAnswers("michi_request_seconds", "From a whole request to its answer.");

metrics::Counter answers_of(std::string_view one) {
    return {"michi_requests_total", "Answers by the class of their status.", {{"class", one}}};
}

/// By the hundred of their status; told from the start, so that the first fault is seen to come.
const std::array kClasses{answers_of("2xx"), answers_of("3xx"), answers_of("4xx"),
                          answers_of("5xx")};

void count(int status) {
    kClasses[static_cast<std::size_t>(std::clamp(status / 100, 2, 5) - 2)].add();
}

bool is_here(std::string_view peer) {
    const auto address = read_address(peer);
    return address && address->is_loopback();
}

/// Whoever sits on this machine and not behind a proxy, or holds the token of the settings.
bool may_watch(const Site::Inside& site, const Request& request) {
    if (site.settings.metrics_token.empty() ||
        !request.header("authorization").starts_with("Bearer "))
        return request.header("x-forwarded-for").empty() && request.header("forwarded").empty() &&
               is_here(request.address);
    return same_secret(request.header("authorization").substr(7), site.settings.metrics_token);
}

Answer metrics_text(const Site::Inside& site, const Request& request) {
    if (!may_watch(site, request)) return plain(404, "not here\n");
    Answer answer = plain(200, metrics::text());
    answer.type = "text/plain; version=0.0.4; charset=utf-8";
    return answer;
}

/// What needs neither person nor database: files, probes, the browser's reports of broken rules.
std::optional<Answer> without_person(Site::Inside& site, const Request& request) {
    const auto path = request.target.substr(0, request.target.find('?'));
    if (request.method == Method::post)
        return path == "/csp-report" ? std::optional(plain(204, "")) : std::nullopt;
    if (path.starts_with("/s/")) return static_file(request, path);
    if (path == "/healthz") return plain(200, "alive\n");
    if (path == "/readyz") return ready(site);
    if (path == "/metrics") return metrics_text(site, request);
    if (path == "/robots.txt") return plain(200, std::string(kRobots));
    return std::nullopt;
}

/// Steps that wait to be run by the thread that asked.
class Steps {
  public:
    void push(std::function<void()> step) {
        const std::lock_guard lock(mutex_);
        steps_.push_back(std::move(step));
        wake_.notify_one();
    }
    std::function<void()> pop() {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return !steps_.empty(); });
        auto step = std::move(steps_.front());
        steps_.pop_front();
        return step;
    }

  private:
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> steps_;
};

}  // namespace

Site::Site(Database& database, Vault& vault, Door& door, std::vector<Part> parts,
           ServerSettings settings, std::function<Instant()> clock)
    : inside_(new Inside{database, vault, door, std::move(parts), std::move(settings),
                         std::move(clock)}) {}

Site::~Site() = default;

void Site::rail_counts(RailCounts counts) { inside_->rail_counts = std::move(counts); }

void Site::answer(const Request& request, Back back, Done done) {
    if (auto at_once = without_person(*inside_, request)) return done(std::move(*at_once));
    const auto begun = steady_now();
    auto counted = [begun, done = std::move(done)](Answer answer) {
        kAnswers.observe(std::chrono::duration<double>(steady_now() - begun).count());
        count(answer.status);
        done(std::move(answer));
    };
    std::make_shared<Flight>(*inside_, request, std::move(back), std::move(counted))->start();
}

Answer Site::answer_now(const Request& request) {
    const auto steps = std::make_shared<Steps>();
    std::optional<Answer> got;
    answer(
        request, [steps](std::function<void()> step) { steps->push(std::move(step)); },
        [&got](Answer answer) { got = std::move(answer); });
    while (!got) steps->pop()();
    if (got->kept) got->body = *got->kept->plain();
    return std::move(*got);
}

std::int64_t Site::delay_of(const Request& request) {
    return Flight(*inside_, request, {}, {}).delay();
}

bool Site::admits(const Request& head) {
    const Route* route = route_for(head.method, head.target);
    const auto token = cookie_in(head.header("cookie"), session_cookie_name(head.secure));
    if (!route || token.empty()) return false;
    try {
        const Now now = now_at(inside_->clock());
        return inside_->database.ask([&](Tx& tx) {
            auto known = inside_->door.recognise(tx, token, now);
            // what a sleeping session's form holds is kept
            if (!known || !known->elsewhere.empty())
                known = asleep_at(inside_->door, tx, token, now);
            return known && ever(known->subject.role, route->may);
        });
    } catch (const StorageUnavailable&) {
        return false;  // the request itself will say so
    }
}

const Route* Site::route_for(Method method, std::string_view target) const {
    return inside_->routes.find(target.substr(0, target.find('?'))).of(method);
}

std::span<const Part> Site::parts() const { return inside_->parts; }
const ServerSettings& Site::settings() const { return inside_->settings; }
Database& Site::database() { return inside_->database; }
void Site::stop_being_ready() { inside_->stopping = true; }

}  // namespace michi::web
