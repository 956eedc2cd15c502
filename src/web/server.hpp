// The transport: sockets, TLS, deadlines, shutdown. Included by src/web/*.cpp only; Boost stays inside.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <unordered_set>
#include <vector>

#include "web/body.hpp"
#include "web/budget.hpp"
#include "web/framing.hpp"
#include "web/patience.hpp"
#include "web/waiting_room.hpp"
#include "web/web.hpp"
#include "web/workers.hpp"

namespace michi::web {

namespace net = boost::asio;
using Tcp = net::ip::tcp;

/// R1 of the security bar.
inline constexpr std::chrono::seconds kHeadWithin{10};
inline constexpr std::chrono::seconds kIdleWithin{15};
inline constexpr std::chrono::seconds kLingerWithin{2};  // without a byte
inline constexpr std::chrono::seconds kLingerAtMost{10};
inline constexpr std::chrono::seconds kStallsWithin{10};  // a body, or the reading of an answer
inline constexpr std::size_t kSlowestBody = 1024;         // bytes a second
inline constexpr std::size_t kSlowestReader = 4096;       // bytes a second
inline constexpr int kMostConnections = 20000;

/// A connection as its loop sees it.
struct Session {
    virtual ~Session() = default;
    virtual void look_at_clock(Moment now) = 0;
    virtual void drain() = 0;  // the process is ending: close when idle
    Moment deadline{Moment::max()};
};

/// One io_context, one thread, its connections.
struct Loop {
    std::unordered_set<Session*> sessions;  // touched on this loop's thread only
    std::atomic<int> count{}, coming{};     // open; handed over and not begun yet
    net::io_context context{1};
    net::steady_timer sweep{context};
    bool draining{};
    std::thread thread;
};

/// What a server bears of its visitors; tests bear less.
struct Bearing {
    BudgetSizes budget{};
    std::chrono::milliseconds stall{kStallsWithin};
};

/// What the connections of one server share.
struct Hall {
    Site& site;
    const ServerSettings& settings;
    const Bearing bearing;
    Lanes lanes;
    Budget budget;
    std::atomic<std::shared_ptr<net::ssl::context>> tls{};  // null: plain HTTP
    std::atomic<bool> closing{};                            // answers say Connection: close
    WaitingRoom waiting{};                                  // requests that are put off
};

/// Takes over an accepted socket of this loop.
void begin_session(Hall& hall, Loop& loop, Tcp::socket socket);

/// Several loops, one door. Stops by stop(), from any thread.
class Server {
  public:
    Server(Site& site, ServerSettings settings, const Bearing& bearing = {});
    ~Server();
    unsigned short port() const;
    std::vector<int> connections_by_loop() const;
    std::size_t bytes_held() const;  // of the budget
    /// Reads certificate and key again for connections to come; where that fails the old ones stay.
    void renew();
    void stop();  // refuses new work, finishes what is in flight (<= 25 s), ends the threads
    void run();   // until SIGTERM or SIGINT, then stop(); SIGHUP: renew()

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace michi::web
