// Raw bytes over real sockets: framing, limits, deadlines, headers, shutdown.
#include "web/server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "web/assets.hpp"
#include "web/kept.hpp"
#include "web/testing.hpp"
#include "web/wire.hpp"
#include "web/written.hpp"

namespace michi::web {
namespace {

struct Plain {
    std::string title, text;
};
BOOST_DESCRIBE_STRUCT(Plain, (), (title, text))
void render(const Plain& v, Out& out) { out.text(v.text); }

Answer big(Context& c) {
    return c.page(Plain{"t", std::string(20000, 'a')}, {.title = "T", .bare = true});
}
Answer echo(Context& c) { return c.json({c.form.text("text")}); }
Answer nap(Context& c) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return c.json({"rested"});
}
std::int64_t in_three_seconds(Context&) { return 3000; }
Answer who(Context& c) {
    Answer answer;
    answer.body = std::string(c.address) + (c.secure ? " secure" : " plain");
    return answer;
}
Answer file(Context& c) { return c.file("x", "text/csv", "表 1.csv"); }
Answer heap(Context& c) { return c.file(std::string(1'000'000, 'h'), "application/zip", "h.zip"); }
Answer kept(Context&) {
    static const auto list = std::make_shared<const Kept>(std::string(500'000, 'k'));
    Answer answer;
    answer.type = "text/csv; charset=utf-8";
    answer.kept = list;
    return answer;
}
Answer fault(Context&) { throw std::runtime_error("inner"); }

const Route kRoutes[] = {
    {Method::get, "/", big, Act::visit_public},
    {Method::post, "/echo", echo, Act::visit_public, 1000},
    {Method::get, "/nap", nap, Act::visit_public, 0, nullptr, Lane::files},
    delayed({Method::get, "/later", nap, Act::visit_public, 0, nullptr, Lane::files},
            in_three_seconds),
    {Method::get, "/who", who, Act::visit_public},
    {Method::get, "/file", file, Act::visit_public},
    {Method::get, "/fault", fault, Act::visit_public},
    {Method::post, "/w/keep", echo, Act::see_worklist, 1 << 20},
    {Method::get, "/w/nap", nap, Act::see_worklist, 0, nullptr, Lane::imports},
    {Method::get, "/w/heap", heap, Act::see_worklist},
    {Method::get, "/kept", kept, Act::visit_public, 0, nullptr, Lane::files},
};

class Line {
  public:
    explicit Line(unsigned short port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_port = htons(port);
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        timeval patience{5, 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (::connect(fd_, reinterpret_cast<sockaddr*>(&here), sizeof here) != 0)
            throw std::runtime_error("connect");
    }
    ~Line() { ::close(fd_); }
    void send(std::string_view text) {
        while (!text.empty()) {
            const auto sent = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    bool is_silent() {
        char byte = 0;
        return have_.empty() && ::recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0;
    }
    /// Everything until the other side closes.
    std::string rest() {
        std::string all;
        while (const auto piece = some()) all += *piece;
        return all;
    }
    std::optional<std::string> some() {
        char bytes[65536];
        const auto got = ::recv(fd_, bytes, sizeof bytes, 0);
        if (got <= 0) return std::nullopt;
        return std::string(bytes, static_cast<std::size_t>(got));
    }
    /// One answer with its Content-Length.
    std::string one() {
        for (;;) {
            const auto end = have_.find("\r\n\r\n");
            if (end != std::string::npos) {
                const auto at = have_.find("Content-Length: ");
                const auto length = at < end ? std::stoul(have_.substr(at + 16)) : 0;
                if (have_.size() >= end + 4 + length) {
                    const std::string answer = have_.substr(0, end + 4 + length);
                    have_.erase(0, answer.size());
                    return answer;
                }
            }
            const auto piece = some();
            if (!piece) return {};
            have_ += *piece;
        }
    }

  private:
    int fd_;
    std::string have_;
};

int status_of(const std::string& answer) {
    return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}
int answers_in(const std::string& text) {
    int count = 0;
    for (auto at = text.find("HTTP/1.1 "); at != std::string::npos;
         at = text.find("HTTP/1.1 ", at + 1))
        ++count;
    return count;
}

class Transport : public testing::Test {
  protected:
    TestSite site_{{{"test", kRoutes}}};
    Server server_{site_.site(), {.port = 0, .workers = 2}};

    std::string answer_to(const std::string& request) {
        Line line(server_.port());
        line.send(request);
        return line.rest();
    }
    int status_for(const std::string& request) { return status_of(answer_to(request)); }
};

const std::string kEnd = "\r\nHost: localhost\r\nConnection: close\r\n\r\n";

TEST_F(Transport, shares_connections_that_come_one_at_a_time_among_its_loops) {
    std::vector<std::unique_ptr<Line>> lines;
    for (int i = 0; i < 8; ++i) {
        lines.push_back(std::make_unique<Line>(server_.port()));
        lines.back()->send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        lines.back()->one();  // it is let in before the next one comes
    }
    EXPECT_EQ(server_.connections_by_loop(), (std::vector<int>{4, 4}));
}

TEST_F(Transport, refuses_every_ambiguous_request_and_closes) {
    struct Vector {
        int status;
        std::string bytes;
    };
    const std::string get = "GET / HTTP/1.1\r\nHost: localhost\r\n",
                      post = "POST /echo HTTP/1.1\r\nHost: localhost\r\n";
    const Vector vectors[] = {
        {400, post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"},
        {400, post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"},
        {400, post + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd"},
        {400, post + "Content-Length: 4, 4\r\n\r\nabcd"},
        {400, post + "Content-Length: +4\r\n\r\nabcd"},
        {400, post + "Content-Length: -1\r\n\r\nabcd"},
        {400, post + "Content-Length: 0x4\r\n\r\nabcd"},
        {400, post + "Content-Length: 4 4\r\n\r\nabcd"},
        {400, post + "Content-Length: \r\n\r\nabcd"},
        {400, post + "Content-Length: 4.0\r\n\r\nabcd"},
        {400, post + "Content-Length: 99999999999999999999\r\n\r\nabcd"},
        {413, post + "Content-Length: 999999999999999\r\n\r\nabcd"},
        {400, post + "Content-Length : 4\r\n\r\nabcd"},
        {400, post + " Content-Length: 4\r\n\r\nabcd"},
        {400, post + "X: a\r\n Content-Length: 4\r\n\r\nabcd"},
        {400, post + "X: a\r\n\tfolded\r\n\r\n"},
        {400, post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: Chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding:\x0b"
                     "chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"},
        {400,
         "POST /echo HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n1;ext=a\r\na\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(5000, 'x') +
                  "\r\na\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n-1\r\na\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n+1\r\na\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n 1\r\na\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n1\r\na\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n\r\na\r\n0\r\n\r\n"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n000000001\r\na\r\n0\r\n\r\n"},
        {413, post + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\na"},
        {400, post + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: trailer\r\n\r\n"},
        {400, get + "Content-Length: 4\r\n\r\nabcd"},
        {400, get + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {415, post + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\na"},
        {417, post + "Expect: 200-maybe\r\nContent-Length: 1\r\n\r\na"},
        {400, "GET / HTTP/1.1\nHost: localhost\n\n\r\n\r\n"},
        {400, "GET / HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n"},
        {400, "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n"},
        {400, std::string("GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n", 43)},
        {400, "GET /\x01 HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "GET /\xE3\x81\x82 HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "GET / x HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "GET /#a HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "GET /<x> HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "GET * HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "GET /\r\nHost: localhost\r\n\r\n"},
        {400, "GET / HTTP/1.2\r\nHost: localhost\r\n\r\n"},
        {400, "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n"},
        {400, "GET / http/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n"},
        {400, "\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, " GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "G\x01T / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {405, "TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {405, "PUT / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {405, "get / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {405, "CONNECT /a HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {405, "PRI / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        {400, "GET / HTTP/1.1\r\n\r\n"},
        {400, "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
        {400, "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"},
        {421, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"},
        {421, "GET / HTTP/1.1\r\nHost: localhost.evil.example:80\r\n\r\n"},
        {421, "GET / HTTP/1.1\r\nHost: [2001:db8::1]\r\n\r\n"},
        {400, get + "X-Forwarded-For: a\nX-Forwarded-For: b\r\n\r\n"},
        {400, get + "X: a\r\n\nX: b\r\n\r\n"},
        {400, get + "\n"},
        {400, get + ": empty\r\n\r\n"},
        {400, get + "No colon\r\n\r\n"},
        {400, get + "Bad name: x\r\n\r\n"},
        {400, get + "Cookie: a=1\r\nCookie: b=2\r\n\r\n"},
        {400, get + "Content-Type: a\r\nContent-Type: b\r\n\r\n"},
    };
    EXPECT_GE(std::size(vectors), 80U);
    for (const Vector& vector : vectors) {
        const std::string answer = answer_to(vector.bytes + "GET /file HTTP/1.1" + kEnd);
        EXPECT_EQ(status_of(answer), vector.status) << vector.bytes.substr(0, 200);
        EXPECT_EQ(answers_in(answer), 1) << vector.bytes.substr(0, 200);
    }
}

TEST_F(Transport, refuses_a_line_that_ends_wrongly_when_it_is_seen_not_when_the_head_is_whole) {
    const std::string heads[] = {
        "GET / HTTP/1.1\n",
        "GET / HTTP/1.1\nHost: localhost\n\n",
        "GET / HTTP/1.1\r\nHost: localhost\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: y\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\n\n",
        "GET / HTTP/1.1\rHost: localhost",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\n\na",
        "GET / HTTP/1.1\r\r\n",
    };
    for (const std::string& head : heads) {
        std::string text = head;
        Head into;
        EXPECT_EQ(read_head(text.data(), text.size(), into), 400) << head;  // -1 would be waiting
    }
    std::string half = "GET / HTTP/1.1\r\nHost: localhost\r";
    Head into;
    EXPECT_EQ(read_head(half.data(), half.size(), into), -1) << "its LF may come yet";
    EXPECT_EQ(status_for("GET / HTTP/1.1\nHost: localhost\n\n"), 400);
}

TEST_F(Transport, reads_a_host_to_the_digit) {
    for (const char* host :
         {"localhost", "LOCALHOST:80", "localhost:0", "127.0.0.1:65535", "[::1]", "[::1]:8080"})
        EXPECT_EQ(status_for("GET / HTTP/1.1\r\nConnection: close\r\nHost: " + std::string(host) +
                             "\r\n\r\n"),
                  200)
            << host;
    for (const char* host : {"localhost:evil.example",
                             "localhost:",
                             "localhost:80x",
                             "localhost:65536",
                             "localhost:000080",
                             "localhost:-1",
                             "localhost:+80",
                             "localhost:80:80",
                             "localhost: 80",
                             "localhost@evil",
                             "user@localhost",
                             "localhost/evil",
                             "localhost?x",
                             "localhost#x",
                             "local host",
                             "localhost,evil.example:x",
                             ":80",
                             "[::1",
                             "::1",
                             "::1]",
                             "[]",
                             "[localhost]",
                             "[127.0.0.1]",
                             "[::1]evil",
                             "[::1]:evil",
                             "[::1%25eth0]",
                             "[v1.a]",
                             "local%host",
                             "local%4",
                             "\"localhost\"",
                             "localhost\\evil",
                             "<localhost>",
                             "b\xC3\xBC"
                             "cher.example"})
        EXPECT_EQ(status_for("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n"), 400)
            << host;
}

TEST_F(Transport, holds_every_limit_to_the_byte) {
    const auto target = [](std::size_t size) {
        return "GET /" + std::string(size - 1, 'a') + " HTTP/1.1" + kEnd;
    };
    EXPECT_EQ(status_for(target(kLongestTarget)), 404);
    EXPECT_EQ(status_for(target(kLongestTarget + 1)), 414);
    const auto head = [](std::size_t size) {
        std::string text = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: ";
        return text + std::string(size - text.size() - 4, 'x') + "\r\n\r\n";
    };
    EXPECT_EQ(status_for(head(kLongestHead)), 200);
    EXPECT_EQ(status_for(head(kLongestHead + 1)), 431);
    const auto lines = [](int count) {
        std::string text = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        for (int i = 2; i < count; ++i) text += "X: y\r\n";
        return text + "\r\n";
    };
    EXPECT_EQ(status_for(lines(100)), 200);
    EXPECT_EQ(status_for(lines(101)), 431);
    const auto body = [](std::size_t size) {
        return "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " +
               std::to_string(size) + "\r\n\r\n" + std::string(size, 'a');
    };
    EXPECT_EQ(status_for(body(1000)), 415);  // taken whole, but of no known type
    EXPECT_EQ(status_for(body(1001)), 413);
    const auto chunked = [](std::size_t size) {
        char count[16];
        std::snprintf(count, sizeof count, "%zx", size);
        return "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n" +
               std::string(count) + "\r\n" + std::string(size, 'a') + "\r\n0\r\n\r\n";
    };
    EXPECT_EQ(status_for(chunked(1000)), 415);
    EXPECT_EQ(status_for(chunked(1001)), 413);
}

std::string header_lines(const std::string& answer) {
    return answer.substr(0, answer.find("\r\n\r\n") + 2);
}

TEST_F(Transport, protects_refusals_of_the_line_and_static_files_too) {
    const Asset& asset = assets().front();
    const std::string path(asset.path), get = "GET " + path + " HTTP/1.1";
    const std::pair<int, std::string> requests[] = {
        {200, get},
        {304, get + "\r\nIf-None-Match: " + std::string(asset.etag)},
        {200, "HEAD " + path + " HTTP/1.1"},
        {404, "GET /s/none.css HTTP/1.1"},
        {405, "PUT / HTTP/1.1"},
        {413, "POST /echo HTTP/1.1\r\nContent-Length: 1001"},
        {414, "GET /" + std::string(kLongestTarget, 'a') + " HTTP/1.1"},
        {415, "POST /echo HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: 1"},
        {417, "POST /echo HTTP/1.1\r\nExpect: more\r\nContent-Length: 1"},
        {431, "GET / HTTP/1.1\r\nX: " + std::string(kLongestHead, 'x')},
    };
    for (const auto& [status, request] : requests) {
        const std::string answer = answer_to(request + kEnd), head = header_lines(answer);
        SCOPED_TRACE(request.substr(0, 60));
        EXPECT_EQ(status_of(answer), status);
        for (const char* name :
             {"Strict-Transport-Security: max-age=63072000", "X-Content-Type-Options: nosniff",
              "Referrer-Policy: no-referrer", "Cross-Origin-Opener-Policy: same-origin",
              "Cross-Origin-Resource-Policy: same-origin", "X-Frame-Options: DENY",
              "Permissions-Policy: ", "Content-Security-Policy: default-src 'none'"})
            EXPECT_NE(head.find(name), std::string::npos) << name;
        const bool kept =
            status == 200 || status == 304;  // named by their content, and nobody's data
        EXPECT_NE(head.find(kept ? "Cache-Control: public, max-age=31536000, immutable"
                                 : "Cache-Control: no-store"),
                  std::string::npos);
        EXPECT_EQ(head.find("Server:"), std::string::npos);
    }
}

TEST_F(Transport, protects_every_answer_whatever_its_status) {
    const std::string requests[] = {
        "GET / HTTP/1.1",      "GET /none HTTP/1.1",       "GET /fault HTTP/1.1",
        "GET /file HTTP/1.1",  "GET /healthz HTTP/1.1",    "GET /readyz HTTP/1.1",
        "POST /echo HTTP/1.1", "POST / HTTP/1.1",          "TRACE / HTTP/1.1",
        "GET * HTTP/1.1",      "GET /s/none.css HTTP/1.1", "POST /csp-report HTTP/1.1",
        "HEAD / HTTP/1.1",     "GET /robots.txt HTTP/1.1",
    };
    for (const auto& request : requests) {
        const std::string answer = answer_to(request + kEnd);
        for (const char* name :
             {"Strict-Transport-Security: ", "X-Content-Type-Options: nosniff",
              "Referrer-Policy: no-referrer", "Cross-Origin-Opener-Policy: same-origin",
              "Cross-Origin-Resource-Policy: same-origin", "Permissions-Policy: ",
              "Cache-Control: no-store", "Content-Security-Policy: default-src 'none'",
              "frame-ancestors 'none'", "base-uri 'none'", "Connection: close"})
            EXPECT_NE(answer.find(name), std::string::npos) << request << " " << name;
        EXPECT_EQ(answer.find("Server:"), std::string::npos);
        EXPECT_EQ(answer.find("unsafe-"), std::string::npos);
    }
}

TEST_F(Transport, gives_a_new_nonce_with_every_page) {
    const auto nonce = [&] {
        const std::string answer = answer_to("GET / HTTP/1.1" + kEnd);
        const auto at = answer.find("'nonce-") + 7;
        const std::string found = answer.substr(at, answer.find('\'', at) - at);
        EXPECT_NE(answer.find("nonce=\"" + found + "\""), std::string::npos);
        return found;
    };
    const std::string first = nonce();
    EXPECT_GE(first.size(), 22U);
    EXPECT_NE(first, nonce());
}

TEST_F(Transport, answers_pipelined_requests_in_order_on_one_line) {
    Line line(server_.port());
    const std::string one = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                      two = "GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n";
    line.send(one + two + one);
    EXPECT_NE(line.one().find("alive"), std::string::npos);
    EXPECT_NE(line.one().find("filename*=UTF-8''%E8%A1%A8%201.csv"), std::string::npos);
    EXPECT_NE(line.one().find("alive"), std::string::npos);
}

TEST_F(Transport, reads_requests_that_come_byte_by_byte) {
    const std::string cookie = "michi_form=a-seed-of-the-tests",
                      token = base64url(site_.vault().mac("csrf", "a-seed-of-the-tests").data);
    const std::string body = "text=%E3%81%82&_csrf=" + token;
    Line line(server_.port());
    const std::string head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookie +
                             "\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    for (const char c : head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)
        line.send({&c, 1});
    EXPECT_NE(line.one().find("\r\n\r\nあ"), std::string::npos);
    line.send(head + "Transfer-Encoding: chunked\r\n\r\n5\r\ntext=\r\n");
    char size[8];
    std::snprintf(size, sizeof size, "%zx", body.size() - 5);
    line.send(std::string(size) + "\r\n" + body.substr(5) + "\r\n0\r\n\r\n");
    EXPECT_NE(line.one().find("\r\n\r\nあ"), std::string::npos);
}

TEST_F(Transport, asks_for_the_body_when_a_program_waits_for_that) {
    Line line(server_.port());
    line.send(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    EXPECT_EQ(line.some().value_or(""), "HTTP/1.1 100 Continue\r\n\r\n");
    line.send("a=1");
    EXPECT_EQ(status_of(line.rest()), 415);
}

TEST_F(Transport, answers_head_without_a_body) {
    const std::string answer = answer_to("HEAD /file HTTP/1.1" + kEnd);
    EXPECT_NE(answer.find("Content-Length: 1\r\n"), std::string::npos);
    EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(Transport, compresses_pages_for_those_who_take_it) {
    const auto coded = [&](const char* accepted) {
        return answer_to("GET / HTTP/1.1\r\nAccept-Encoding: " + std::string(accepted) + kEnd);
    };
    EXPECT_NE(coded("gzip, deflate, br").find("Content-Encoding: br"), std::string::npos);
    EXPECT_NE(coded("gzip").find("Content-Encoding: gzip"), std::string::npos);
    EXPECT_EQ(coded("gzip;q=0, br;q=0").find("Content-Encoding"), std::string::npos);
    EXPECT_LT(coded("br").size(), 3000U);
    EXPECT_GT(coded("identity").size(), 20000U);
}

TEST_F(Transport, serves_static_files_that_may_be_kept) {
    const Asset& asset = assets().front();
    const std::string path(asset.path), etag(asset.etag);
    const std::string answer = answer_to("GET " + path + " HTTP/1.1" + kEnd);
    EXPECT_EQ(status_of(answer), 200);
    EXPECT_NE(answer.find("immutable"), std::string::npos);
    EXPECT_EQ(status_for("GET " + path + " HTTP/1.1\r\nIf-None-Match: " + etag + kEnd), 304);
}

/// What is put off waits by a timer: it takes no thread and no place in a queue.
TEST_F(Transport, puts_requests_off_without_holding_what_others_need) {
    std::vector<std::unique_ptr<Line>> waiting;
    for (int i = 0; i < 8; ++i) {
        waiting.push_back(std::make_unique<Line>(server_.port()));
        waiting.back()->send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    for (int i = 0; i < 4; ++i) EXPECT_EQ(status_for("GET /nap HTTP/1.1" + kEnd), 200);
    for (const auto& line : waiting) EXPECT_TRUE(line->is_silent()) << "not before its time";
    for (const auto& line : waiting) EXPECT_EQ(status_of(line->one()), 200);
}

TEST(WaitingRoom, keeps_places_for_other_households) {
    WaitingRoom room;
    const auto enter = [&](const std::string& who) { return room.enter(who, {}, {}).has_value(); };
    for (int i = 0; i < kMostWaitingOfOne; ++i) EXPECT_TRUE(enter("guilty"));
    EXPECT_FALSE(enter("guilty"));
    EXPECT_TRUE(enter("innocent"));
    room.leave("guilty");
    EXPECT_TRUE(enter("guilty"));
    int entered = kMostWaitingOfOne + 1;
    while (enter("household " + std::to_string(entered))) ++entered;
    EXPECT_EQ(entered, kMostWaiting);
}

TEST(WaitingRoom, lets_those_of_one_household_go_on_one_after_the_other) {
    using std::chrono::milliseconds;
    WaitingRoom room;
    const WaitingRoom::Moment now{};
    EXPECT_EQ(room.enter("guilty", now, milliseconds(4000)), now + milliseconds(4000));
    EXPECT_EQ(room.enter("guilty", now, milliseconds(4000)), now + milliseconds(4060));
    EXPECT_EQ(room.enter("innocent", now, milliseconds(1000)), now + milliseconds(1000));
    const auto later = now + milliseconds(4060);
    EXPECT_EQ(room.enter("guilty", later, milliseconds(4000)), later + milliseconds(4000));
}

TEST(ForwardedFor, is_the_last_entry_of_the_last_line_or_nothing) {
    struct Row {
        std::string lines;
        const char* address;
    };
    const std::string name = "X-Forwarded-For: ";
    const Row rows[] = {
        {"", ""},
        {name + "203.0.113.9\r\n", "203.0.113.9"},
        {name + "198.51.100.1\r\n" + name + "203.0.113.9\r\n", "203.0.113.9"},
        {name + "198.51.100.1, 203.0.113.9\r\n", "203.0.113.9"},
        {name + "198.51.100.1\r\nx-forwarded-FOR: 198.51.100.2 ,\t203.0.113.9 \r\n", "203.0.113.9"},
        {name + "198.51.100.1\r\nCookie: a=b\r\n" + name + "[2001:db8::1]:443\r\n", "2001:db8::1"},
        {name + "2001:db8::1\r\n", "2001:db8::1"},
        {name + "203.0.113.9:61234\r\n", "203.0.113.9"},
        {name + "::ffff:203.0.113.9\r\n", "203.0.113.9"},
        {name + "203.0.113.9,\r\n", ""},
        {name + "203.0.113.9\r\n" + name + "\r\n", ""},
        {name + "203.0.113.9\r\n" + name + "unknown\r\n", ""},
        {name + "203.0.113.9\r\n" + name + "203.0.113.9 198.51.100.1\r\n", ""},
        {name + "\"203.0.113.9\"\r\n", ""},
        {"X-Forwarded-For-: 203.0.113.9\r\n", ""},
    };
    for (const Row& row : rows) {
        std::string text = "GET / HTTP/1.1\r\nHost: localhost\r\n" + row.lines + "\r\n";
        Head head;
        ASSERT_EQ(read_head(text.data(), text.size(), head), 0) << text;
        EXPECT_EQ(forwarded_for(head), row.address) << text;
    }
}

TEST(ForwardedFor, counts_only_where_the_settings_say_that_a_proxy_is_in_front) {
    TestSite site({{"test", kRoutes}});
    const std::string lines = "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: ",
                      proto = "X-Forwarded-Proto: http\r\nX-Forwarded-Proto: https\r\n";
    const auto seen = [&](Server& server, const std::string& more) {
        Line line(server.port());
        line.send("GET /who HTTP/1.1\r\n" + more + kEnd.substr(2));
        const std::string answer = line.rest();
        return answer.substr(answer.find("\r\n\r\n") + 4);
    };
    Server alone(site.site(), {.port = 0, .workers = 1});
    EXPECT_EQ(seen(alone, lines + "203.0.113.9\r\n" + proto), "127.0.0.1 plain");
    Server behind(site.site(),
                  {.port = 0, .workers = 1, .tls_in_front = true, .public_host = "localhost"});
    EXPECT_EQ(seen(behind, lines + "203.0.113.9\r\n" + proto), "203.0.113.9 secure");
    EXPECT_EQ(seen(behind, lines + "garbage\r\n" + proto), "127.0.0.1 secure")
        << "then it is the proxy's";
}

TEST(PublicHost, is_what_addresses_are_made_of) {
    struct Row {
        ServerSettings settings;
        const char* asked;
        bool secure;
        const char* front;
    };
    const Row rows[] = {
        {{.port = 8080}, "localhost:8080", false, "http://localhost:8080"},
        {{.port = 8080, .tls_in_front = true, .public_host = "centre.example.jp"},
         "evil.example",
         false,
         "https://centre.example.jp"},
        {{.port = 8080, .tls_in_front = true, .public_host = "centre.example.jp:8443"},
         "x",
         true,
         "https://centre.example.jp:8443"},
        {{.port = 443, .tls_certificate = "c.pem", .public_host = "centre.example.jp"},
         "x",
         true,
         "https://centre.example.jp"},
        {{.port = 8443, .tls_certificate = "c.pem", .public_host = "centre.example.jp"},
         "x",
         true,
         "https://centre.example.jp:8443"},
        {{.port = 8080, .public_host = "[2001:db8::1]"}, "x", false, "http://[2001:db8::1]:8080"},
    };
    for (const Row& row : rows) EXPECT_EQ(front_of(row.settings, row.asked, row.secure), row.front);
}

TEST(WrittenAddress, opens_elsewhere_once_the_settings_name_a_host) {
    struct Row {
        ServerSettings settings;
        bool opens;
    };
    const Row rows[] = {
        {{}, false},
        {{.tls_certificate = "c.pem"}, false},
        {{.public_host = "centre.example.jp"}, true},
        {{.demonstration = true}, true},
    };
    for (const Row& row : rows) EXPECT_EQ(opens_elsewhere(row.settings), row.opens);
}

// ---- whose body is read how far ----
constexpr std::size_t kLong = 900'000;

/// What is answered while only the beginning of a long body has come.
std::string answer_to_beginning(unsigned short port, std::string_view framing, std::size_t sent,
                                std::string_view begin = "") {
    Line line(port);
    line.send(
        "POST /w/keep HTTP/1.1\r\nHost: localhost\r\nCookie: michi=x\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\n" +
        std::string(framing) + "\r\n\r\n" + std::string(begin) +
        std::string(sent - begin.size(), 'a'));
    return line.rest();
}
std::string length_line(std::size_t size) { return "Content-Length: " + std::to_string(size); }

Subject of_role(Role role) { return {.account = {1}, .role = role, .assurance = Assurance::fresh}; }

TEST_F(Transport, reads_sixteen_kilobytes_of_a_stranger_and_answers) {
    const std::string answer = answer_to_beginning(server_.port(), length_line(kLong), 16 * 1024);
    EXPECT_EQ(status_of(answer), 303);
    EXPECT_NE(answer.find("Location: /sign-in"), std::string::npos);
    EXPECT_NE(answer.find("Connection: close"), std::string::npos);
}

TEST_F(Transport, leads_back_to_the_page_of_a_long_text_whose_session_ended) {
    const std::string answer = answer_to_beginning(server_.port(), length_line(kLong), 20'000,
                                                   "_csrf=x&_from=%2Fw%2Fcases%2FW-0231&text=");
    EXPECT_NE(answer.find("Location: /sign-in?then=%2Fw%2Fcases%2FW-0231\r\n"), std::string::npos)
        << answer.substr(0, 2000);
}

TEST_F(Transport, reads_sixteen_kilobytes_of_whoever_may_never_do_this_and_answers) {
    site_.sign_in(of_role(Role::family));
    EXPECT_EQ(status_of(answer_to_beginning(server_.port(), length_line(kLong), 16 * 1024)), 403);
    site_.sign_in(of_role(Role::centre_counsellor));
    site_.door().known->elsewhere = "/unlock";
    const std::string locked = answer_to_beginning(server_.port(), length_line(kLong), 16 * 1024);
    EXPECT_NE(locked.find("Location: /unlock"), std::string::npos);
}

TEST_F(Transport, takes_no_chunks_beyond_sixteen_kilobytes_of_a_stranger) {
    EXPECT_EQ(status_of(answer_to_beginning(server_.port(), "Transfer-Encoding: chunked", 20'000,
                                            "4e20\r\n")),
              413);
}

TEST_F(Transport, reads_the_whole_body_of_whoever_may_do_this) {
    site_.sign_in(of_role(Role::centre_counsellor));
    const std::string form = "_csrf=the-token-of-this-session&text=", text(kLong, 'b');
    const std::string head =
        "POST /w/keep HTTP/1.1\r\nHost: localhost\r\nCookie: michi=x\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n";
    const std::string whole =
        answer_to(head + length_line(form.size() + kLong) + "\r\n\r\n" + form + text);
    EXPECT_EQ(status_of(whole), 200);
    EXPECT_TRUE(whole.ends_with(text));
    char size[16];
    std::snprintf(size, sizeof size, "%zx", form.size() + kLong);
    const std::string chunked = answer_to(head + "Transfer-Encoding: chunked\r\n\r\n" + size +
                                          "\r\n" + form + text + "\r\n0\r\n\r\n");
    EXPECT_TRUE(chunked.ends_with(text));
}

// ---- what all connections together may hold ----
constexpr Bearing kLittle{.budget = {.all = 3'000'000,
                                     .of_address = 2'500'000,
                                     .strangers = 100'000,
                                     .strangers_of_address = 50'000},
                          .stall = std::chrono::milliseconds(1500)};

class Bears : public testing::Test {
  protected:
    TestSite site_{{{"test", kRoutes}}};
    Server server_{site_.site(), {.port = 0, .workers = 2}, kLittle};

    std::unique_ptr<Line> begin_post(std::string_view path, std::size_t announced,
                                     std::size_t sent) {
        auto line = std::make_unique<Line>(server_.port());
        line->send("POST " + std::string(path) +
                   " HTTP/1.1\r\nHost: localhost\r\nCookie: michi=x\r\nContent-Type: "
                   "application/x-www-form-urlencoded\r\n" +
                   length_line(announced) + "\r\n\r\n" + std::string(sent, 'a'));
        return line;
    }
};

TEST_F(Bears, forty_strangers_with_long_bodies_within_the_budget) {
    std::vector<std::unique_ptr<Line>> lines;
    for (int i = 0; i < 40; ++i) lines.push_back(begin_post("/w/keep", kLong, 100'000));
    EXPECT_LE(server_.bytes_held(), kLittle.budget.strangers_of_address);
    for (const auto& line : lines) {
        const int status = status_of(line->rest());
        EXPECT_TRUE(status == 303 || status == 503) << status;
    }
    lines.clear();
    EXPECT_EQ(status_of(begin_post("/w/keep", 10, 10)->one()), 303) << "short ones need no room";
}

TEST_F(Bears, long_bodies_of_those_it_knows_up_to_the_budget_and_says_busy_beyond) {
    site_.sign_in(of_role(Role::centre_counsellor));
    const auto one = begin_post("/w/keep", kLong, 20'000),
               two = begin_post("/w/keep", kLong, 20'000);
    const auto held = [&] { return server_.bytes_held(); };
    for (int i = 0; i < 100 && held() < 2 * kLong; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_EQ(held(), 2 * kLong);
    const std::string busy = begin_post("/w/keep", kLong, 20'000)->rest();
    EXPECT_EQ(status_of(busy), 503);
    EXPECT_NE(busy.find("Retry-After: "), std::string::npos);
    EXPECT_EQ(held(), 2 * kLong);
}

TEST_F(Bears, no_body_that_stalls_whatever_came_before) {
    site_.sign_in(of_role(Role::centre_counsellor));
    EXPECT_EQ(status_of(begin_post("/w/keep", kLong, kLong - 1)->rest()), 408);
    EXPECT_EQ(server_.bytes_held(), 0U);
}

TEST_F(Bears, no_reader_that_stalls_before_a_long_answer) {
    site_.sign_in(of_role(Role::centre_counsellor));
    Line line(server_.port());
    for (int i = 0; i < 40; ++i)
        line.send("GET /w/heap HTTP/1.1\r\nHost: localhost\r\nCookie: michi=x\r\n\r\n");
    const auto open = [&] {
        int all = 0;
        for (const int count : server_.connections_by_loop()) all += count;
        return all;
    };
    const auto wait_until = [](auto&& holds) {
        for (int i = 0; i < 1000 && !holds(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return holds();
    };
    EXPECT_TRUE(wait_until([&] { return open() == 1 && server_.bytes_held() > 0; }));
    EXPECT_TRUE(wait_until([&] { return open() == 0; }));
    EXPECT_EQ(server_.bytes_held(), 0U);
}

TEST_F(Transport, keeps_strangers_out_of_the_lanes_of_staff) {
    // more than the lane takes at once: a stranger who waited in it would be told that it is busy
    std::vector<std::unique_ptr<Line>> lines;
    for (int i = 0; i < 60; ++i) {
        lines.push_back(std::make_unique<Line>(server_.port()));
        lines.back()->send("GET /w/nap HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    for (const auto& line : lines) EXPECT_EQ(status_of(line->one()), 303);
    site_.sign_in(of_role(Role::centre_counsellor));
    int rested = 0;
    for (const auto& line : lines)
        line->send("GET /w/nap HTTP/1.1\r\nHost: localhost\r\nCookie: michi=x\r\n\r\n");
    for (const auto& line : lines) rested += status_of(line->one()) == 200;
    EXPECT_GE(rested, 16);
    EXPECT_LT(rested, 60) << "an address has a share of the lane";
}

TEST_F(Transport, sends_a_list_that_is_shared_to_many_as_it_is_and_packed) {
    const std::string plain = answer_to("GET /kept HTTP/1.1" + kEnd);
    EXPECT_TRUE(plain.ends_with("\r\n\r\n" + std::string(500'000, 'k')));
    EXPECT_NE(plain.find("Content-Length: 500000\r\n"), std::string::npos);
    const std::string packed = answer_to("GET /kept HTTP/1.1\r\nAccept-Encoding: br" + kEnd);
    EXPECT_NE(packed.find("Content-Encoding: br"), std::string::npos);
    EXPECT_LT(packed.size(), 5000U);
    EXPECT_TRUE(answer_to("HEAD /kept HTTP/1.1" + kEnd).ends_with("\r\n\r\n"));
}

TEST_F(Transport, finishes_what_is_in_flight_when_it_ends) {
    Line busy(server_.port()), idle(server_.port());
    busy.send("GET /nap HTTP/1.1\r\nHost: localhost\r\n\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::thread ending([this] { server_.stop(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_EQ(status_for("GET /readyz HTTP/1.1" + kEnd), 503);
    const std::string answer = busy.rest();
    EXPECT_EQ(status_of(answer), 200);
    EXPECT_NE(answer.find("Connection: close"), std::string::npos);
    ending.join();
    EXPECT_THROW(Line(server_.port()), std::exception);
}

}  // namespace
}  // namespace michi::web
