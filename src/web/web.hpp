// What a capability needs to answer requests: routes, the request's context, answers from typed views.
// Boost.Asio and Beast never show here.
#pragma once

#include <any>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/network.hpp"
#include "base/result.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "policy/policy.hpp"
#include "web/json.hpp"
#include "web/out.hpp"

namespace michi::web {

/// options: whether a page of another host may ask (a browser's preflight); no route has it.
enum class Method { get, post, options };

/// An uploaded file; the name is what the browser said and is never used as a path.
struct Upload {
    std::string name;
    std::string bytes;
};

/// Fields of a form, a query or a JSON object. Values are valid UTF-8 without NUL.
class Form {
  public:
    std::string text(std::string_view name) const;  // "" when absent; as typed
    std::optional<std::string> maybe(std::string_view name) const;
    std::vector<std::string> texts(std::string_view name) const;
    bool has(std::string_view name) const;
    std::int64_t number(std::string_view name) const;  // 0 when absent or not a number
    const Upload* file(std::string_view name) const;
    std::multimap<std::string, std::string, std::less<>> fields;
    std::multimap<std::string, Upload, std::less<>> files;
};

/// What stands around a public page: the Centre and its telephone, and the page's other faces.
struct Doorstep {
    std::string centre{}, phone{}, phone_digits{};
    std::string plain{}, easy{}, english{};  // addresses of the same page; "" where there is none
    std::string face{};                      // which of the three this is
};

/// Rail, top bar and title around a page. `active` is the rail entry's key ("work", "intake", "cases",
/// "handovers", "resources", "reports", …); the router adds counts, the user and the language.
struct Shell {
    std::string title{};  // browser tab: never a name of a person
    std::string active{};
    bool focus{};                      // icon rail (intake, resources, handover)
    bool bare{};                       // public and sign-in pages: no rail
    bool print{};                      // a document of its own
    std::optional<Doorstep> family{};  // public pages: whose they are, no rail, no session
    std::string searched{};            // what stands in the search field
};

class Kept;

struct Answer {
    int status{200};
    std::string type{"text/html; charset=utf-8"};
    std::string body;
    std::shared_ptr<const Kept> kept{};  // instead of a body: a whole list that many readers share
    std::string location;                // for 303
    std::string file_name;               // attachment, RFC 6266
    std::vector<std::pair<std::string, std::string>> headers;
    std::vector<std::string> cookies;  // whole Set-Cookie values: see session_cookie()
    std::string nonce;                 // of the page's scripts; the router fills it in
    bool lasting{};                    // static files: may be kept by the browser
    bool shared{};                     // the same for everybody: may be kept for a minute
    bool any_origin{};                 // pages of other hosts may read it
};

/// Everything a handler may use. GET handlers see a read-only snapshot; POST handlers run inside a
/// savepoint on the writer: a refusal (status >= 400) or an exception rolls it back, and keeps only
/// the traces of what was seen or denied. Rendering is put off until after the commit. A POST that
/// answers 303 happens once per one-time key; one that answers 2xx must bear being repeated.
class Context {
  public:
    Tx& tx;
    Vault& vault;
    const Subject& who;
    Now now;
    Lang lang{Lang::ja};
    bool masked{};  // 氏名を隠す
    bool wants_json{};
    bool fragment{};  // htmx asked for the inside of <main> only
    Method method{Method::get};
    std::string path;
    Form query;
    Form form;
    std::map<std::string, std::string, std::less<>> captured;  // {entry} of the route
    const struct Route* route{};
    std::string_view address{};  // of the browser, as far as it is known
    std::string_view cookies{};  // the Cookie header; read it by cookie()
    std::string_view user_agent{};
    std::string_view if_none_match{};
    std::string_view host{};  // as the browser names this site; checked against the settings
    bool secure{};            // reached over TLS, here or at the proxy in front
    std::any prepared{};      // what Route::before worked out
    /// Set by a `before` that writes in turns of its own: called once its reading is over, so that no snapshot
    /// is held meanwhile.
    std::function<void(Database&)> beside{};
    const struct ServerSettings* settings{};
    bool keeps{};  // a refusal's rows stay (counts of failed sign-ins)

    std::string_view part(std::string_view name) const;  // captured part, "" when absent
    /// The number behind "W-0231" (captured by {W}: the letter must be W) or "231" ({entry}); NotFound
    /// when the text has another shape.
    std::int64_t number(std::string_view name) const;
    std::string_view cookie(std::string_view name) const;  // "" when absent
    /// What people type before a path: "https://centre.example.jp".
    std::string front() const;

    /// decide() for this subject; throws NotFound or Denied when it is not allowed, asks for the
    /// second factor (StepUp) when the decision says so; traces the view when it is audited.
    Decision require(Act act, const Circumstances& around, std::string object = {},
                     std::int64_t case_id = 0);
    Decision may(Act act, const Circumstances& around) const;
    void trace(TraceKind kind, std::string action, std::string object, std::int64_t case_id = 0,
               std::string detail = {});

    /// HTML by render(view, out) (found by its namespace) or JSON of the same view.
    template <class View>
    Answer page(View view, Shell around) {
        return show(200, std::move(view), std::move(around));
    }
    /// The page again with its refusals: 422, or 409 when no input could mend it. view.refusals is set.
    template <class View>
    Answer refuse(View view, Shell around) {
        const int status = view.refusals.barred() ? 409 : 422;
        return show(status, std::move(view), std::move(around));
    }
    Answer see_other(const Url& url) const;
    Answer json(const JsonText& body, int status = 200) const;
    Answer file(std::string bytes, std::string type, std::string name) const;

    /// Called by the router after the commit; holds the view until then.
    std::function<void(Out&)> render_later;
    std::function<std::string()> json_later;
    std::optional<Shell> shell;

  private:
    template <class View>
    Answer show(int status, View view, Shell around) {
        auto kept = std::make_shared<View>(std::move(view));
        shell = std::move(around);
        render_later = [kept](Out& out) { render(*kept, out); };
        json_later = [kept] { return to_json(*kept); };
        Answer answer;
        answer.status = status;
        return answer;
    }
};

/// Signed in, but this act is not for this person: 403 with a sentence ("policy.…") and whom to ask.
struct Denied : std::runtime_error {
    explicit Denied(std::string_view key) : std::runtime_error("denied"), reason(key) {}
    std::string reason;
};
/// The second factor must be given again (within five minutes).
struct StepUp : std::runtime_error {
    StepUp() : std::runtime_error("step up") {}
};

using Handler = Answer (*)(Context&);

/// Slow work of a POST (password hash, reading a file), done before the writer's turn: the Context has
/// a read-only snapshot; the result goes into `prepared`, the handler takes it from there.
using Before = void (*)(Context&);

/// Milliseconds for which a request is put off before anything of it is looked at; asked on a read-only
/// snapshot. The waiting is a timer of the connection: it holds no thread, no queue and no place.
using Delay = std::int64_t (*)(Context&);

/// Each lane has a queue and threads of its own, so that what is slow holds up nothing else. pages:
/// microseconds to a few milliseconds. sign_in: hashing of passwords. files: whole lists for everybody.
/// imports: reading and taking lists.
enum class Lane { pages, sign_in, files, imports };

/// inside: pages of the session's person. everybody: the same for all: no session is read, no cookie
/// set, the language stands in the address (?lang=en), it may be kept for a minute; a POST only asks
/// (its words stay out of addresses), on a snapshot and without a token. programs: the same, also for
/// pages of other hosts, and errors are application/problem+json.
enum class Reach { inside, everybody, programs };

/// Bytes that are read of a body before its sender is recognised.
inline constexpr std::size_t kUnknownBody = 16 * 1024;
/// The most that a route open to anybody may take: a kanji is nine bytes of a form.
inline constexpr std::size_t kOpenBody = 64 * 1024;

/// Every row says who may. `{W}` captures one path segment; its name says of what kind it is, the same in
/// every route.
struct Route {
    Method method;
    std::string_view path;
    Handler run;
    Act may;
    std::size_t body_limit{256 * 1024};  // bytes; uploads say more, what is open to anybody less
    Before before{};
    Lane lane{Lane::pages};
    Reach reach{Reach::inside};
    Delay delay{};
};

/// A route whose requests may be put off.
constexpr Route delayed(Route route, Delay delay) {
    route.delay = delay;
    return route;
}

/// Set-Cookie values. The session cookie is __Host-michi over TLS and michi on a plain loopback.
std::string session_cookie(const Context& c, std::string_view token);
std::string ended_session_cookie(const Context& c);
std::string cookie_for(const Context& c, std::string_view name, std::string_view value,
                       int seconds);

/// A capability's part of the program.
struct Part {
    std::string_view name;
    std::span<const Route> routes;
};

/// Who the cookies belong to; the capability people answers it.
struct Door {
    virtual ~Door() = default;
    struct Known {
        Subject subject;
        std::string csrf;
        Lang lang{Lang::ja};
        bool masked{};
        bool keys_off{};  // this person works without single-letter keys
        int notices{};    // about the account, not yet read by its owner
        bool touch{};     // the session's last use should be written with this request's audit
        std::string elsewhere;  // where this session must go first (second factor, pledge); else ""
    };
    virtual std::optional<Known> recognise(Tx& tx, std::string_view session_token, Now now) = 0;
    virtual void touch(Tx& tx, const Subject& subject, Now now) = 0;
};

/// Counts beside the rail entries, filled by the app from the capabilities: key -> count.
using RailCounts = std::function<std::map<std::string, std::int64_t>(Tx&, const Subject&, Now)>;

struct ServerSettings {
    std::string address{"127.0.0.1"};
    unsigned short port{8080};
    int workers{0};               // 0: as many as fit the engine
    std::string tls_certificate;  // PEM files; empty: plain HTTP (behind a proxy)
    std::string tls_key;
    bool tls_in_front{};              // a proxy in front ends TLS and sets X-Forwarded-For
    bool demonstration{};             // pages say that this is a demonstration
    std::string public_host;          // empty: any Host of the loopback
    std::vector<Network> town_halls;  // many people behind one address: slowed by account only
    std::string metrics_token{};  // opens /metrics from elsewhere; "" only this machine reads it
};

/// What people type before a path. It is made of the settings; only a server without public_host
/// believes the name that a request came under.
std::string front_of(const ServerSettings& settings, std::string_view asked_host, bool secure);

using Header = std::pair<std::string_view, std::string_view>;  // the name in lower case

/// One request whose framing has been checked. What the views point to outlives the answer.
struct Request {
    Method method{Method::get};
    std::string_view target;  // path and query
    std::span<const Header> headers;
    std::string_view body;
    std::string_view address;
    bool secure{};
    bool
        cut{};  // the sender is not recognised: this is the beginning of a body that nobody reads on
    std::string_view header(std::string_view name) const;  // "" when absent
};

/// Runs the rest of a request on the thread that asked (after the writer is done).
using Back = std::function<void(std::function<void()>)>;
using Done = std::function<void(Answer)>;

/// Whether the route needs nobody signed in.
bool is_open_to_anybody(Act act);

/// Dispatches requests without sockets: what the page tests drive (web/testing.hpp).
class Site {
  public:
    /// Refuses (std::logic_error) a route that nobody may ever use, one without a handler, and two of
    /// the same method and path.
    Site(Database& database, Vault& vault, Door& door, std::vector<Part> parts,
         ServerSettings settings, std::function<Instant()> clock);
    ~Site();
    void rail_counts(RailCounts counts);
    /// Runs policy, handler, audit and rendering; `done` is called once, after the audit is durable, on
    /// the asking thread or through `back`.
    void answer(const Request& request, Back back, Done done);
    Answer answer_now(const Request& request);  // waits; what is kept stands in the body too
    /// How long the request is to be put off first (Route::delay): milliseconds, 0 for not at all.
    std::int64_t delay_of(const Request& request);
    /// Whether the rest of a long body is worth reading: somebody is recognised from the head, need go
    /// nowhere else first, and may ever do this.
    bool admits(const Request& head);
    /// The route a request will take; null when there is none.
    const Route* route_for(Method method, std::string_view target) const;
    std::span<const Part> parts() const;
    const ServerSettings& settings() const;
    Database& database();

    /// The process is about to end: /readyz answers 503 from now on.
    void stop_being_ready();

    struct Inside;

  private:
    std::unique_ptr<Inside> inside_;
};

/// `when_open` runs once browsers can connect. Serves until SIGTERM or SIGINT, then finishes what is in
/// flight (<= 30 s); throws where it cannot listen.
void serve(Site& site, const std::function<void()>& when_open = {});

}  // namespace michi::web
