// One connection: head, body, answer, and again. Callbacks on the loop's thread; one request at a time.
#include <boost/asio/dispatch.hpp>
#include <boost/asio/write.hpp>
#include <type_traits>

#include "web/server.hpp"
#include "web/wire.hpp"

namespace michi::web {
namespace {

using boost::system::error_code;
using Plain = Tcp::socket;
using Tls = net::ssl::stream<Tcp::socket>;

constexpr std::size_t kReadSize = 4 * 1024;
constexpr std::size_t kMostDiscarded = 256 * 1024;

Moment in(std::chrono::seconds time) { return std::chrono::steady_clock::now() + time; }

std::string address_of(Tcp::socket& socket) {
    error_code ignored;
    const std::string text = socket.remote_endpoint(ignored).address().to_string();
    const auto address = read_address(text);  // IPv4 over an IPv6 socket is IPv4
    return address ? address->text() : text;
}

template <class Stream>
class Talk : public Session, public std::enable_shared_from_this<Talk<Stream>> {
  public:
    Talk(Hall& hall, Loop& loop, Stream stream)
        : hall_(hall),
          loop_(loop),
          stream_(std::move(stream)),
          timer_(loop.context),
          address_(address_of(socket())) {
        loop_.sessions.insert(this);
        ++loop_.count;
    }
    ~Talk() override {
        loop_.sessions.erase(this);
        --loop_.count;
    }

    void begin() {
        this->deadline = in(kHeadWithin);
        if constexpr (std::is_same_v<Stream, Tls>) {
            stream_.async_handshake(net::ssl::stream_base::server,
                                    [self = self()](error_code error) {
                                        if (!error) self->read_more();
                                    });
        } else {
            read_more();
        }
    }

    void look_at_clock(Moment now) override {
        if (now < this->deadline) return;
        this->deadline = Moment::max();
        // A request that came in part is told so; an idle connection just ends.
        if (step_ != Step::reading || received() == 0) return close();
        late_ = true;
        error_code ignored;
        socket().cancel(ignored);
    }

    void drain() override {
        if (step_ == Step::reading && received() == 0) close();
    }

  private:
    enum class Step { reading, answering, writing, lingering };

    std::shared_ptr<Talk> self() { return this->shared_from_this(); }
    Tcp::socket& socket() {
        if constexpr (std::is_same_v<Stream, Tls>)
            return stream_.next_layer();
        else
            return stream_;
    }

    void close() {
        error_code ignored;
        socket().close(ignored);
    }

    // ---- reading ----
    void read_more() {
        const auto had = buffer_.size();
        pending_ = kReadSize;
        buffer_.resize(had + pending_);
        stream_.async_read_some(net::buffer(buffer_.data() + had, pending_),
                                [self = self(), had](error_code error, std::size_t got) {
                                    self->pending_ = 0;
                                    self->buffer_.resize(had + (error ? 0 : got));
                                    self->arrived(error, had == 0);
                                });
    }
    std::size_t received() const { return buffer_.size() - pending_; }

    void arrived(error_code error, bool first) {
        if (std::exchange(late_, false)) return refuse(408);
        if (error) return;
        if (step_ == Step::lingering) return discard();
        if (first && !in_body_) this->deadline = in(kHeadWithin);
        advance();
    }

    void advance() {
        if (!in_body_ && !begin_request()) return;
        if (in_body_ && !body_complete()) return;
        answer_request();
    }

    /// False while the head is incomplete or refused.
    bool begin_request() {
        const int status = read_head(buffer_.data(), buffer_.size(), head_);
        if (status < 0) return wait_for_more();
        if (status == 0 && !is_host_of(head_.header("host"), hall_.settings)) return refused(421);
        if (status > 0) return refused(status);
        const Route* route = hall_.site.route_for(head_.method, head_.target);
        limit_ = route ? route->body_limit : 64 * 1024;
        slow_ = route && route->pace == Pace::slow;
        may_wait_ = route && route->delay;
        if (head_.content_length > limit_) return refused(413);
        if (!head_.chunked && head_.content_length == 0) return true;
        in_body_ = true;
        chunks_ = Chunks();
        chunked_body_.clear();
        body_began_ = std::chrono::steady_clock::now();
        if (head_.wants_continue && buffer_.size() == head_.size) say_continue();
        return true;
    }

    bool refused(int status) {
        refuse(status);
        return false;
    }
    bool wait_for_more() {
        read_more();
        return false;
    }

    bool body_complete() {
        if (!head_.chunked) {
            if (buffer_.size() - head_.size >= head_.content_length) return true;
        } else {
            const auto fresh = std::string_view(buffer_).substr(head_.size);
            const auto taken = chunks_.take(fresh, chunked_body_, limit_);
            buffer_.erase(head_.size, taken);
            if (chunks_.refused()) return refused(chunks_.refused());
            if (chunks_.done()) return true;
        }
        const auto got = chunked_body_.size() + buffer_.size() - head_.size;
        this->deadline =
            body_began_ + kHeadWithin + std::chrono::milliseconds(got * 1000 / kSlowestBody);
        return wait_for_more();
    }

    void say_continue() {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        net::async_write(stream_, net::buffer(kContinue.data(), kContinue.size()),
                         [self = self()](error_code, std::size_t) {});
    }

    // ---- answering ----
    void answer_request() {
        if (in_body_) read_head(buffer_.data(), buffer_.size(), head_);  // the buffer has moved
        in_body_ = false;
        step_ = Step::answering;
        this->deadline = Moment::max();
        request_ = Request();
        request_.method = head_.method;
        request_.target = head_.target;
        request_.headers = head_.headers;
        request_.body = head_.chunked
                            ? std::string_view(chunked_body_)
                            : std::string_view(buffer_).substr(head_.size, head_.content_length);
        see_who_is_in_front();
        if (may_wait_)
            ask_for_delay();
        else
            pass_on();
    }

    void see_who_is_in_front() {
        request_.secure = hall_.tls != nullptr;
        request_.address = address_;
        if (!hall_.settings.tls_in_front) return;
        request_.secure = last_value(head_, "x-forwarded-proto") != "http";
        visitor_ = forwarded_for(head_);
        if (!visitor_.empty()) request_.address = visitor_;
    }

    /// Threads that may block look up how long; where storage never blocks, the loop does.
    void ask_for_delay() {
        const auto ask = [self = self()] {
            const auto wait = self->hall_.site.delay_of(self->request_);
            net::dispatch(self->loop_.context, [self, wait] { self->put_off(wait); });
        };
        if (!hall_.pages) return ask();
        if (!hall_.pages->post(ask)) send(plain_refusal(503));
    }

    /// No thread, no queue and no place is held meanwhile.
    void put_off(std::int64_t wait) {
        if (wait == 0) return pass_on();
        const auto address = read_address(request_.address);
        household_ = address ? household_of(*address).first.text() : std::string();
        if (!hall_.waiting.enter(household_)) return send(plain_refusal(503));
        timer_.expires_after(std::chrono::milliseconds(wait));
        timer_.async_wait([self = self()](error_code) {
            self->hall_.waiting.leave(self->household_);
            self->pass_on();
        });
    }

    void pass_on() {
        Workers* workers = slow_ ? &hall_.slow : hall_.pages;
        if (!workers) return ask_site();
        if (!workers->post([self = self()] { self->ask_site(); })) send(plain_refusal(503));
    }

    void ask_site() {
        const auto self = this->self();
        hall_.site.answer(
            request_,
            [self](std::function<void()> step) { net::post(self->loop_.context, std::move(step)); },
            [self](Answer answer) {
                net::dispatch(self->loop_.context, [self, kept = std::move(answer)]() mutable {
                    self->send(std::move(kept));
                });
            });
    }

    void refuse(int status) {
        head_.keep_alive = false;
        head_.head_only = false;
        head_.headers.clear();
        send(plain_refusal(status));
    }

    void send(Answer answer) {
        step_ = Step::writing;
        if (hall_.closing) head_.keep_alive = false;
        const Wire wire{head_.keep_alive, head_.head_only, head_.header("accept-encoding")};
        out_ = response_text(std::move(answer), wire);
        const auto seconds = std::chrono::seconds(out_.size() / kSlowestReader);
        this->deadline = in(kWriteWithin) + seconds;
        net::async_write(stream_, net::buffer(out_),
                         [self = self()](error_code error, std::size_t) {
                             if (!error) self->written();
                         });
    }

    void written() {
        if (!head_.keep_alive) return linger();
        buffer_.erase(0, head_.size + (head_.chunked ? 0 : head_.content_length));
        if (out_.capacity() > 64 * 1024) std::string().swap(out_);
        step_ = Step::reading;
        this->deadline = in(buffer_.empty() ? kIdleWithin : kHeadWithin);
        if (buffer_.empty()) {
            if (buffer_.capacity() > 4 * kReadSize) std::string().swap(buffer_);
            if (loop_.draining) return close();
            return read_more();
        }
        advance();
    }

    /// Closing with unread bytes would reset the connection and lose the answer on its way.
    void linger() {
        step_ = Step::lingering;
        this->deadline = in(kLingerWithin);
        if constexpr (std::is_same_v<Stream, Tls>)
            return stream_.async_shutdown([self = self()](error_code) { self->close(); });
        error_code ignored;
        socket().shutdown(Tcp::socket::shutdown_send, ignored);
        buffer_.clear();
        read_more();
    }

    void discard() {
        discarded_ += buffer_.size();
        buffer_.clear();
        if (discarded_ > kMostDiscarded)
            close();
        else
            read_more();
    }

    Hall& hall_;
    Loop& loop_;
    Stream stream_;
    net::steady_timer timer_;  // of a request that is put off
    std::string address_;      // of the peer
    std::string visitor_;      // as the proxy in front says
    std::string household_;    // whose place in the waiting room is taken
    std::string buffer_;
    std::string chunked_body_;
    std::string out_;
    Head head_;
    Request request_;
    Chunks chunks_;
    Moment body_began_;
    std::size_t limit_{};
    std::size_t discarded_{};
    Step step_{Step::reading};
    bool in_body_{};
    bool slow_{};
    bool may_wait_{};
    bool late_{};
    std::size_t pending_{};  // bytes at the end of buffer_ that a read is to fill
};

/// Whoever lets go last, a connection ends on its loop's thread.
template <class Stream>
void begin(Hall& hall, Loop& loop, Stream stream) {
    const std::shared_ptr<Talk<Stream>> talk(
        new Talk<Stream>(hall, loop, std::move(stream)), [&loop](Talk<Stream>* gone) {
            net::dispatch(loop.context, [kept = std::unique_ptr<Talk<Stream>>(gone)] {});
        });
    talk->begin();
}

}  // namespace

void begin_session(Hall& hall, Loop& loop, Tcp::socket socket) {
    error_code ignored;
    socket.set_option(Tcp::no_delay(true), ignored);
    if (hall.tls)
        begin(hall, loop, Tls(std::move(socket), *hall.tls));
    else
        begin(hall, loop, std::move(socket));
}

}  // namespace michi::web
