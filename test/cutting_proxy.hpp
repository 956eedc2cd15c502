// A line to PostgreSQL that can be cut around a COMMIT, or go silent.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <string_view>
#include <thread>
#include <vector>

namespace michi {

enum class Cut { never, before_commit, after_commit, all, silent };

class CuttingProxy {
  public:
    explicit CuttingProxy(std::uint16_t server) : server_(server), listener_(new_socket()) {
        sockaddr_in here = address(0);
        ::bind(listener_, reinterpret_cast<sockaddr*>(&here), sizeof here);
        ::listen(listener_, 64);
        socklen_t size = sizeof here;
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size);
        port_ = ntohs(here.sin_port);
        thread_ = std::thread([this] { accept_all(); });
    }
    ~CuttingProxy() {
        ending_ = true;
        thread_.join();
        for (auto& line : lines_) line.join();
        ::close(listener_);
    }
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;
    std::uint16_t port() const { return port_; }
    std::atomic<Cut> cut{Cut::never};

  private:
    static int new_socket() { return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }
    static sockaddr_in address(std::uint16_t port) {
        sockaddr_in a{};
        a.sin_family = AF_INET;
        a.sin_port = htons(port);
        a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return a;
    }
    static bool readable(int fd) {
        pollfd p{fd, POLLIN, 0};
        return ::poll(&p, 1, 5) > 0;
    }

    void accept_all() {
        while (!ending_)
            if (readable(listener_)) {
                const int client = ::accept(listener_, nullptr, nullptr);
                lines_.emplace_back([this, client] { carry(client); });
            }
    }

    void carry(int client) {
        const int server = new_socket();
        const sockaddr_in there = address(server_);
        ::connect(server, reinterpret_cast<const sockaddr*>(&there), sizeof there);
        while (!ending_ && pass(client, server, true) && pass(server, client, false)) {
        }
        ::close(client);
        ::close(server);
    }

    bool pass(int from, int to, bool to_server) {
        if (cut == Cut::all) return false;
        if (cut == Cut::silent || !readable(from)) return true;
        char bytes[65536];
        const auto size = ::recv(from, bytes, sizeof bytes, 0);
        if (size <= 0) return false;
        const bool commits =
            to_server && std::string_view(bytes, static_cast<std::size_t>(size)).find("COMMIT") !=
                             std::string_view::npos;
        if (commits && cut == Cut::before_commit) return false;
        if (::send(to, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL) != size) return false;
        if (commits && cut == Cut::after_commit) {
            readable(to);  // the server has answered, nobody hears it
            return false;
        }
        return true;
    }

    std::uint16_t server_;
    int listener_;
    std::uint16_t port_{};
    std::atomic<bool> ending_{};
    std::thread thread_;
    std::vector<std::thread> lines_;
};

}  // namespace michi
