#include "web/server.hpp"

#include <sys/resource.h>

#include <boost/asio/signal_set.hpp>
#include <cstdio>

#include "platform/db.hpp"
#include "platform/log.hpp"
#include "platform/metrics.hpp"

namespace michi::web {
namespace {

using boost::system::error_code;

constexpr int kBatch = 256;  // connections taken at one waking
constexpr int kBacklog = 4096;
constexpr std::chrono::milliseconds kSweepEvery{500};
constexpr std::chrono::seconds kFarewell{1};  // answers say "close" before the door shuts
constexpr std::chrono::seconds kLastWait{25};

int loops_of(const ServerSettings& settings) {
    const int cores = static_cast<int>(std::thread::hardware_concurrency());
    return std::clamp(settings.workers ? settings.workers : cores, 1, 64);
}

/// Null for plain HTTP. Throws where certificate and key cannot be used.
std::shared_ptr<net::ssl::context> tls_of(const ServerSettings& settings) {
    if (settings.tls_certificate.empty()) return nullptr;
    auto made = std::make_shared<net::ssl::context>(net::ssl::context::tls_server);
    net::ssl::context& tls = *made;
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(tls.native_handle(), "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(tls.native_handle(),
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    error_code error;
    tls.use_certificate_chain_file(settings.tls_certificate, error);
    if (error) throw std::runtime_error("the certificate cannot be used: " + error.message());
    tls.use_private_key_file(settings.tls_key, net::ssl::context::pem, error);
    if (error)
        throw std::runtime_error("the key of the certificate cannot be used: " + error.message());
    if (SSL_CTX_check_private_key(tls.native_handle()) != 1)
        throw std::runtime_error("the key does not belong to the certificate");
    return made;
}

/// One connection's fault (memory, say) ends that connection, not the loop.
void keep_running(net::io_context& context) {
    for (;;) {
        try {
            context.run();
            return;
        } catch (const std::exception& error) {
            std::fprintf(stderr, "connection: %s\n", error.what());
        }
    }
}

void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, kMostConnections + 1000);
    setrlimit(RLIMIT_NOFILE, &limit);
}

std::string why_not_there(error_code error) {
    if (error == net::error::address_in_use)
        return "another program does already; end it or name another port with --port";
    if (error == net::error::access_denied)
        return "ports below 1024 are not for this user; name another with --port";
    return error.message();
}

}  // namespace

struct Server::Inside {
    Inside(Site& of, ServerSettings with, const Bearing& bearing)
        : site(of),
          settings(std::move(with)),
          hall{.site = site,
               .settings = settings,
               .bearing = bearing,
               // a page over PostgreSQL waits for the line to the server, so never on a loop
               .lanes = {site.database().is_postgres(), loops_of(settings)},
               .budget = Budget(bearing.budget),
               .tls = tls_of(settings)} {
        for (int i = 0; i < loops_of(settings); ++i) loops.push_back(std::make_unique<Loop>());
        door.emplace(loops[0]->context);
        later.emplace(loops[0]->context);
    }

    void open() {
        const Tcp::endpoint here(net::ip::make_address(settings.address), settings.port);
        door->open(here.protocol());
        door->set_option(Tcp::acceptor::reuse_address(true));
        door->bind(here);
        door->listen(kBacklog);
        door->non_blocking(true);
        wait_at_door();
        for (auto& loop : loops) {
            sweep(*loop);
            loop->thread = std::thread([&context = loop->context] { keep_running(context); });
        }
    }

    void wait_at_door() {
        door->async_wait(Tcp::acceptor::wait_read, [this](error_code error) {
            if (!error) let_in();
        });
    }

    void let_in() {
        error_code error;
        for (int i = 0; i < kBatch && !error; ++i) {
            Loop& loop = least_busy();
            Tcp::socket socket(loop.context);
            door->accept(socket, error);
            if (!error) hand_over(loop, std::move(socket));
        }
        if (!error || error == net::error::would_block || error == net::error::try_again)
            return wait_at_door();
        if (error == net::error::operation_aborted || !door->is_open()) return;
        // Out of descriptors or memory: leave the others in the backlog for a moment.
        later->expires_after(std::chrono::milliseconds(50));
        later->async_wait([this](error_code cancelled) {
            if (!cancelled) wait_at_door();
        });
    }

    void hand_over(Loop& loop, Tcp::socket socket) {
        int open_now = 0;
        for (const auto& one : loops) open_now += one->count;
        if (open_now >= kMostConnections) return;  // closes it
        socket.non_blocking(true);
        auto kept = std::make_shared<Tcp::socket>(std::move(socket));
        ++loop.coming;
        net::post(loop.context, [this, &loop, kept] {
            --loop.coming;
            begin_session(hall, loop, std::move(*kept));
        });
    }

    /// A connection stays on its loop, and pages are made there: connections that come one at a
    /// time must not all land on the same one.
    Loop& least_busy() {
        return **std::ranges::min_element(
            loops, {}, [](const auto& loop) { return loop->count + loop->coming; });
    }

    void sweep(Loop& loop) {
        loop.sweep.expires_after(kSweepEvery);
        loop.sweep.async_wait([this, &loop](error_code cancelled) {
            if (cancelled) return;
            const auto now = std::chrono::steady_clock::now();
            const std::vector<Session*> all(loop.sessions.begin(), loop.sessions.end());
            for (Session* session : all) session->look_at_clock(now);
            sweep(loop);
        });
    }

    void on_loop(Loop& loop, std::function<void()> act) { net::post(loop.context, std::move(act)); }

    int open_connections() const {
        int open_now = 0;
        for (const auto& loop : loops) open_now += loop->count;
        return open_now;
    }

    void stop() {
        if (stopped.exchange(true)) return;
        site.stop_being_ready();
        hall.closing = true;
        std::this_thread::sleep_for(open_connections() ? std::chrono::milliseconds(kFarewell)
                                                       : std::chrono::milliseconds(0));
        on_loop(*loops[0], [this] {
            error_code ignored;
            door->close(ignored);
        });
        for (auto& loop : loops) on_loop(*loop, [one = loop.get()] { drain(*one); });
        const auto end = std::chrono::steady_clock::now() + kLastWait;
        while (open_connections() > 0 && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        for (auto& loop : loops) loop->context.stop();
        for (auto& loop : loops)
            if (loop->thread.joinable()) loop->thread.join();
    }

    static void drain(Loop& loop) {
        loop.draining = true;
        const std::vector<Session*> all(loop.sessions.begin(), loop.sessions.end());
        for (Session* session : all) session->drain();
    }

    Site& site;
    ServerSettings settings;
    Hall hall;
    std::vector<std::unique_ptr<Loop>> loops;
    std::optional<Tcp::acceptor> door;
    std::optional<net::steady_timer> later;
    std::atomic<bool> stopped{};
    metrics::Gauge connections{"michi_connections", "Connections that are open.",
                               [this] { return double(open_connections()); }};
    metrics::Gauge bytes{"michi_body_bytes", "Bytes of bodies and answers that connections hold.",
                         [this] { return double(hall.budget.held()); }};
};

Server::Server(Site& site, ServerSettings settings, const Bearing& bearing)
    : inside_(std::make_unique<Inside>(site, std::move(settings), bearing)) {
    inside_->open();
}

Server::~Server() { stop(); }

std::vector<int> Server::connections_by_loop() const {
    std::vector<int> counts;
    for (const auto& loop : inside_->loops) counts.push_back(loop->count);
    return counts;
}

std::size_t Server::bytes_held() const { return inside_->hall.budget.held(); }

unsigned short Server::port() const { return inside_->door->local_endpoint().port(); }

void Server::stop() {
    inside_->stop();
    inside_->hall.lanes.end();
}

void Server::renew() {
    if (inside_->settings.tls_certificate.empty()) return;
    try {
        inside_->hall.tls = tls_of(inside_->settings);
        log_note("certificate_read");
    } catch (const std::exception& why) {
        log_fault("certificate_kept", why.what());
    }
}

void Server::run() {
    net::io_context context;
    net::signal_set endings(context, SIGTERM, SIGINT), renewals(context, SIGHUP);
    const std::function<void()> wait_for_renewal = [&] {
        renewals.async_wait([&](error_code cancelled, int) {
            if (cancelled) return;
            renew();
            wait_for_renewal();
        });
    };
    wait_for_renewal();
    endings.async_wait([&](error_code, int) { renewals.cancel(); });
    context.run();
    stop();
}

void serve(Site& site, const std::function<void()>& when_open) {
    raise_file_limit();
    try {
        Server server(site, site.settings());
        if (when_open) when_open();
        server.run();
    } catch (const boost::system::system_error& error) {
        throw std::runtime_error("cannot listen at " + site.settings().address + " port " +
                                 std::to_string(site.settings().port) + ": " +
                                 why_not_there(error.code()));
    }
}

}  // namespace michi::web
