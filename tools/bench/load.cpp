#include "load.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

double own_cpu() {
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    const auto seconds = [](const timeval& t) {
        return double(t.tv_sec) + double(t.tv_usec) / 1e6;
    };
    return seconds(use.ru_utime) + seconds(use.ru_stime);
}

/// The value of a header in a head of lower or mixed case; "" when absent.
std::string_view header(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at + 2 < head.size(); at = head.find("\r\n", at + 2)) {
        const auto line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
        if (line.size() <= name.size() || line[name.size()] != ':') continue;
        if (strncasecmp(line.data(), name.data(), name.size()) != 0) continue;
        const auto value = line.substr(name.size() + 1);
        return value.substr(std::min(value.find_first_not_of(' '), value.size()));
    }
    return {};
}

class Texts {
  public:
    Texts(const Load& load, const Session* session) : load_(load), session_(session) {}

    std::string of(std::size_t turn) const {
        const std::string& request = load_.requests[turn % load_.requests.size()];
        const auto path = request.find(' ') + 1, form = request.find(' ', path);
        std::string text = request.substr(0, form);
        text += " HTTP/1.1\r\nHost: localhost:" + std::to_string(load_.port) + "\r\n";
        if (session_) text += "Cookie: " + session_->cookie + "\r\n";
        if (!load_.accept_encoding.empty())
            text += "Accept-Encoding: " + load_.accept_encoding + "\r\n";
        if (form == std::string::npos) return text + "\r\n";
        return text + with_form(request.substr(form + 1), turn);
    }

  private:
    std::string with_form(std::string form, std::size_t turn) const {
        for (auto at = form.find("{n}"); at != std::string::npos; at = form.find("{n}", at)) {
            const std::string number = std::to_string(::getpid()) + "-" + std::to_string(turn);
            form.erase(at, 3);
            form.insert(at, number);
        }
        std::string text = "Content-Type: application/x-www-form-urlencoded\r\n";
        if (session_) text += "X-CSRF-Token: " + session_->csrf + "\r\n";
        text += "Content-Length: " + std::to_string(form.size()) + "\r\n\r\n";
        return text + form;
    }

    const Load& load_;
    const Session* session_;
};

struct Connection {
    Connection(const Load& load, const Session* session) : texts(load, session) {}
    ~Connection() { ::close(socket); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void open(int port) {
        socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in where{};
        where.sin_family = AF_INET;
        where.sin_port = htons(static_cast<std::uint16_t>(port));
        where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket, reinterpret_cast<sockaddr*>(&where), sizeof where) != 0)
            throw std::runtime_error("cannot connect to the server");
        const int yes = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    }

    void ask(std::size_t turn) {
        const std::string text = texts.of(turn);
        head.clear();
        missing = -1;
        asked = Clock::now();
        if (::send(socket, text.data(), text.size(), MSG_NOSIGNAL) != ssize_t(text.size()))
            throw std::runtime_error("the server closed a connection");
    }

    /// True when the answer is complete.
    bool take(const char* bytes, std::size_t size) {
        if (missing >= 0) return (missing -= std::int64_t(size)) <= 0;
        head.append(bytes, size);
        const auto end = head.find("\r\n\r\n");
        if (end == std::string::npos) return false;
        status = std::atoi(head.c_str() + 9);
        const auto length = header(std::string_view(head).substr(0, end + 2), "content-length");
        const std::int64_t body = length.empty() ? 0 : std::atoll(std::string(length).c_str());
        answer_size = std::int64_t(end) + 4 + body;
        missing = answer_size - std::int64_t(head.size());
        return missing <= 0;
    }

    Texts texts;
    int socket{-1};
    std::string head;
    std::int64_t missing{-1}, answer_size{};
    int status{};
    Clock::time_point asked;
};

class Running {
  public:
    explicit Running(const Load& load) : load_(load), poll_(::epoll_create1(0)), buffer_(1 << 18) {
        for (int i = 0; i < load.connections; ++i) {
            const Session* session = load.sessions.empty()
                                         ? nullptr
                                         : &load.sessions[std::size_t(i) % load.sessions.size()];
            all_.push_back(std::make_unique<Connection>(load, session));
            all_.back()->open(load.port);
            epoll_event want{};
            want.events = EPOLLIN;
            want.data.ptr = all_.back().get();
            ::epoll_ctl(poll_, EPOLL_CTL_ADD, all_.back()->socket, &want);
        }
    }
    ~Running() { ::close(poll_); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    Outcome go() {
        const auto in = [](double seconds) {
            return Clock::now() + std::chrono::microseconds(std::int64_t(seconds * 1e6));
        };
        for (auto& one : all_) one->ask(turn_++);
        until(in(load_.warm_up));
        const std::int64_t before = seen_.answers;
        seen_ = {};
        const double cpu = own_cpu();
        const auto begun = Clock::now();
        until(in(load_.seconds));
        seen_.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
        seen_.own_cpu = own_cpu() - cpu;
        seen_.all = before + seen_.answers;
        std::ranges::sort(seen_.microseconds);
        return std::move(seen_);
    }

  private:
    void until(Clock::time_point end) {
        epoll_event ready[64];
        while (Clock::now() < end) {
            const int count = ::epoll_wait(poll_, ready, 64, 100);
            for (int i = 0; i < count; ++i) readable(*static_cast<Connection*>(ready[i].data.ptr));
        }
    }

    void readable(Connection& one) {
        const auto got = ::recv(one.socket, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
        if (got <= 0) throw std::runtime_error("the server closed a connection");
        if (!one.take(buffer_.data(), std::size_t(got))) return;
        const auto took =
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - one.asked);
        ++seen_.answers;
        if (one.status != load_.expected) ++seen_.wrong;
        seen_.bytes += one.answer_size;
        seen_.microseconds.push_back(static_cast<std::int32_t>(took.count()));
        one.ask(turn_++);
    }

    const Load& load_;
    int poll_;
    std::vector<char> buffer_;
    std::vector<std::unique_ptr<Connection>> all_;
    std::size_t turn_{};
    Outcome seen_;
};

}  // namespace

double Outcome::at(double share) const {
    if (microseconds.empty()) return 0;
    const auto place =
        std::min(microseconds.size() - 1, std::size_t(share * double(microseconds.size())));
    return microseconds[place] / 1000.0;
}

Outcome run(const Load& load) { return Running(load).go(); }

}  // namespace bench
