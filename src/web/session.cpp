// One connection: head, body, answer, and again. Callbacks on the loop's thread; one request at a time.
#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <boost/asio/dispatch.hpp>
#include <type_traits>

#include "web/server.hpp"
#include "web/wire.hpp"

namespace michi::web {
namespace {

using boost::system::error_code;
using Plain = Tcp::socket;
using Tls = net::ssl::stream<Tcp::socket>;

constexpr std::size_t kReadSize = 4 * 1024;
constexpr std::size_t kUploadReadSize = 64 * 1024;
constexpr std::size_t kMostDiscarded = 32u << 20;  // an upload that is answered before its end
constexpr std::size_t kUncounted = kReadSize;      // of a body: a sign-in needs no room
constexpr std::size_t kUncountedAnswer = 64 * 1024;

Moment in(std::chrono::seconds time) { return std::chrono::steady_clock::now() + time; }

std::string address_of(Tcp::socket& socket) {
    error_code ignored;
    const std::string text = socket.remote_endpoint(ignored).address().to_string();
    const auto address = read_address(text);  // IPv4 over an IPv6 socket is IPv4
    return address ? address->text() : text;
}

std::array<net::const_buffer, 2> rest_of(const Response& answer, std::size_t sent) {
    const auto shared = answer.shared ? net::buffer(*answer.shared) : net::const_buffer();
    const auto text = net::buffer(answer.text);
    return {text + sent, shared + (sent - std::min(sent, text.size()))};
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
        name_visitor(address_);
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
        if (step_ == Step::writing) look_at_reader(now);
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
        pending_ = body_.expected() && body_.known() ? kUploadReadSize : kReadSize;
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
        if (first && !body_.expected()) this->deadline = in(kHeadWithin);
        advance();
    }

    void advance() {
        if (!body_.expected() && !begin_request()) return;
        if (body_.expected() && !body_complete()) return;
        answer_request();
    }

    /// False while the head is incomplete or refused.
    bool begin_request() {
        const int status = read_head(buffer_.data(), buffer_.size(), head_);
        if (status < 0) return wait_for_more();
        if (status == 0 && !is_for_here()) return refused(421);
        if (status > 0) return refused(status);
        const Route* route = hall_.site.route_for(head_.method, head_.target);
        lane_ = route ? route->lane : Lane::pages;
        may_wait_ = route && route->delay;
        if (const int why = body_.expect(head_, route)) return refused(why);
        read_head_again();
        if (!body_.expected()) return true;
        came_ = 0;
        patience_.begin(std::chrono::steady_clock::now());
        if (head_.wants_continue && buffer_.size() == head_.size) say_continue();
        return true;
    }

    bool is_for_here() const {
        const auto host = head_.header("host");
        return is_host_of(host, hall_.settings) || is_probe_of(host, head_.target, address_);
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
        const auto next = body_.look(buffer_, head_);
        if (next == Body::Next::whole) return true;
        if (next == Body::Next::refused) return refused(body_.refused());
        if (next == Body::Next::ask) return ask_who_it_is();
        if (!hold(body_.size(), body_.open() || !body_.known())) return refused(503);
        patience_.came(body_.got() - std::exchange(came_, body_.got()), kSlowestBody,
                       std::chrono::steady_clock::now());
        this->deadline = patience_.until();
        return wait_for_more();
    }

    /// What a connection has anyway is not counted.
    bool hold(std::size_t bytes, bool stranger) {
        return bytes <= kUncounted || part_.hold(bytes, household_, stranger);
    }

    /// Goes on in told(); always false.
    bool ask_who_it_is() {
        step_ = Step::answering;
        this->deadline = Moment::max();
        read_head_again();
        run_in(Lane::pages, &Talk::look_who_it_is);
        return false;
    }

    void look_who_it_is() {
        const bool admitted = hall_.site.admits(request_);
        net::dispatch(loop_.context, [self = self(), admitted] { self->told(admitted); });
    }

    void told(bool admitted) {
        step_ = Step::reading;
        body_.sender_is(admitted);
        if (admitted) buffer_.reserve(head_.size + head_.content_length + kUploadReadSize);
        advance();
    }

    void say_continue() {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        net::async_write(stream_, net::buffer(kContinue.data(), kContinue.size()),
                         [self = self()](error_code, std::size_t) {});
    }

    // ---- answering ----
    /// Its views go with the buffer, which may have moved.
    void read_head_again() {
        if (body_.expected()) read_head(buffer_.data(), buffer_.size(), head_);
        request_ = Request();
        request_.method = head_.method;
        request_.target = head_.target;
        request_.headers = head_.headers;
        see_who_is_in_front();
    }

    void see_who_is_in_front() {
        request_.secure = std::is_same_v<Stream, Tls>;
        if (hall_.settings.tls_in_front) {
            request_.secure = last_value(head_, "x-forwarded-proto") != "http";
            const auto said = forwarded_for(head_);
            name_visitor(said.empty() ? address_ : said);
        }
        request_.address = visitor_;
    }
    void name_visitor(const std::string& visitor) {
        if (visitor == visitor_) return;
        visitor_ = visitor;
        const auto address = read_address(visitor);
        household_ = address ? household_of(*address).first.text() : visitor;
    }

    void answer_request() {
        read_head_again();
        request_.cut = unread_ = body_.cut();
        request_.body = body_.content(buffer_, head_);
        if (request_.cut) head_.keep_alive = false;
        body_.done();
        step_ = Step::answering;
        this->deadline = Moment::max();
        if (!may_wait_) return pass_on();
        run_in(Lane::pages, &Talk::look_how_long);
    }

    void look_how_long() {
        const auto wait = hall_.site.delay_of(request_);
        net::dispatch(loop_.context, [self = self(), wait] { self->put_off(wait); });
    }

    /// No thread, no queue and no place is held meanwhile.
    void put_off(std::int64_t wait) {
        if (wait == 0) return pass_on();
        const auto turn = hall_.waiting.enter(household_, std::chrono::steady_clock::now(),
                                              std::chrono::milliseconds(wait));
        if (!turn) return send(plain_refusal(503));
        timer_.expires_at(*turn);
        timer_.async_wait([self = self()](error_code) {
            self->hall_.waiting.leave(self->household_);
            self->pass_on();
        });
    }

    void pass_on() {
        if (lane_ == Lane::pages || body_.open() || body_.known())
            return run_in(lane_, &Talk::ask_site);
        run_in(Lane::pages, &Talk::judge_then_ask_site);
    }

    /// The lanes of staff are no place for strangers to wait in.
    void judge_then_ask_site() {
        if (hall_.site.admits(request_))
            run_in(lane_, &Talk::ask_site);
        else
            ask_site();
    }

    void run_in(Lane lane, void (Talk::*step)()) {
        Workers* workers = hall_.lanes.of(lane);
        if (!workers) return (this->*step)();
        if (workers->post(household_, [self = self(), step] { ((*self).*step)(); })) return;
        net::dispatch(loop_.context, [self = self()] { self->send(plain_refusal(503)); });
    }

    /// The answer's bytes are made where the answer was: packing a long list is no work for a loop.
    void ask_site() {
        const auto self = this->self();
        hall_.site.answer(
            request_,
            [self](std::function<void()> step) { net::post(self->loop_.context, std::move(step)); },
            [self](Answer answer) {
                self->make_bytes(std::move(answer));
                net::dispatch(self->loop_.context, [self] { self->begin_writing(); });
            });
    }

    void refuse(int status) {
        head_.keep_alive = false;
        head_.head_only = false;
        head_.headers.clear();
        unread_ = true;
        send(plain_refusal(status));
    }

    void send(Answer answer) {
        make_bytes(std::move(answer));
        begin_writing();
    }

    void make_bytes(Answer answer) {
        if (hall_.closing) head_.keep_alive = false;
        out_ = response_of(std::move(answer),
                           {head_.keep_alive, head_.head_only, head_.header("accept-encoding")});
    }

    void begin_writing() {
        step_ = Step::writing;
        body_.done();
        if (out_.text.size() > kUncountedAnswer && !hold(out_.text.size(), body_.open()))
            make_bytes(plain_refusal(503));
        sent_ = 0;
        patience_.begin(std::chrono::steady_clock::now());
        this->deadline = patience_.until();
        write_on();
    }

    void write_on() {
        stream_.async_write_some(rest_of(out_, sent_),
                                 [self = self()](error_code error, std::size_t n) {
                                     if (error) return;
                                     self->sent_ += n;
                                     self->handed_over_ += n;
                                     if (self->sent_ < self->out_.size())
                                         self->write_on();
                                     else
                                         self->written();
                                 });
    }

    /// What the system has sent on counts, not what it took from us: it keeps megabytes for a reader.
    void look_at_reader(Moment now) {
        int kept = 0;
        if (::ioctl(socket().native_handle(), SIOCOUTQ, &kept) != 0) return;
        const auto gone = std::max(handed_over_ - std::min(handed_over_, std::size_t(kept)), gone_);
        patience_.came(gone - std::exchange(gone_, gone), kSlowestReader, now);
        this->deadline = patience_.until();
    }

    void written() {
        part_.give_back();
        body_.forget();
        if (!head_.keep_alive) return linger();
        buffer_.erase(0, head_.size + (head_.chunked ? 0 : head_.content_length));
        out_ = {};
        step_ = Step::reading;
        this->deadline = in(buffer_.empty() ? kIdleWithin : kHeadWithin);
        if (buffer_.empty()) {
            if (buffer_.capacity() > 4 * kReadSize) std::string().swap(buffer_);
            if (loop_.draining) return close();
            return read_more();
        }
        if (buffer_.capacity() > 64 * kReadSize) buffer_.shrink_to_fit();
        advance();
    }

    /// Closing with unread bytes would reset the connection and lose the answer on its way.
    void linger() {
        step_ = Step::lingering;
        lingers_until_ = in(kLingerAtMost);
        this->deadline = in(kLingerWithin);
        std::string().swap(buffer_);
        if constexpr (std::is_same_v<Stream, Tls>) {
            if (!unread_)
                return stream_.async_shutdown([self = self()](error_code) { self->close(); });
        } else {
            error_code ignored;
            socket().shutdown(Tcp::socket::shutdown_send, ignored);
        }
        read_more();
    }

    void discard() {
        discarded_ += buffer_.size();
        buffer_.clear();
        this->deadline = std::min(in(kLingerWithin), lingers_until_);
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
    std::string visitor_;      // who is behind it, as the proxy in front says
    std::string household_;  // whose places in the lanes, the budget and the waiting room are taken
    std::string buffer_;
    Response out_;
    Head head_;
    Request request_;
    Body body_;
    Patience patience_{hall_.bearing.stall};
    Budget::Part part_{hall_.budget};
    Moment lingers_until_{};
    std::size_t came_{};         // of this body
    std::size_t sent_{};         // of this answer
    std::size_t handed_over_{};  // to the system, of all answers
    std::size_t gone_{};         // from the system, of all answers
    std::size_t discarded_{};
    Step step_{Step::reading};
    Lane lane_{Lane::pages};
    bool may_wait_{};
    bool unread_{};  // bytes are on their way that nobody reads
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
    if (const auto tls = hall.tls.load())
        begin(hall, loop, Tls(std::move(socket), *tls));
    else
        begin(hall, loop, std::move(socket));
}

}  // namespace michi::web
