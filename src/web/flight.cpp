#include "web/flight.hpp"

#include <algorithm>

#include "web/oops.hpp"
#include "web/read.hpp"

namespace michi::web {
namespace {

constexpr std::string_view kSeedCookie = "michi_form";
constexpr std::size_t kSalt = 11;

/// A refusal: the handler's rows roll back, its answer stays.
struct RolledBack {};

/// A session that has to go elsewhere opens that page and the way out: this list, whatever the route's act.
bool may_open(const Door::Known& known, const Route* route) {
    return known.elsewhere.empty() ||
           (route && (route->path == known.elsewhere || route->path == "/sign-out"));
}

std::string_view authority_of(std::string_view origin) {
    const auto at = origin.find("://");
    return at == std::string_view::npos ? std::string_view() : origin.substr(at + 3);
}

/// Browsers say where a form comes from; what says nothing is no browser, and needs the token alone.
bool comes_from_here(const Request& request) {
    const auto site = request.header("sec-fetch-site");
    const auto origin = request.header("origin");
    if (!site.empty() && site != "same-origin") return false;
    if (origin.empty() || (origin == "null" && !site.empty())) return true;
    return authority_of(origin) == request.header("host");
}

bool is_seeing(TraceKind kind) {
    switch (kind) {
        case TraceKind::view:
        case TraceKind::list:
        case TraceKind::search:
        case TraceKind::print:
        case TraceKind::export_:
        case TraceKind::denied:
        case TraceKind::sign_in_failed:
            return true;
        default:
            return false;
    }
}

}  // namespace

bool same_secret(std::string_view left, std::string_view right) {
    unsigned char differs = left.size() == right.size() && !left.empty() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i)
        differs = static_cast<unsigned char>(differs | (left[i] ^ right[i]));
    return differs == 0;
}

Flight::Flight(Site::Inside& site, const Request& request, Back back, Done done)
    : site_(site),
      request_(request),
      back_(std::move(back)),
      done_(std::move(done)),
      now_(now_at(site.clock())) {
    const std::string fresh = random_bytes(32);
    around_.nonce = base64url(std::string_view(fresh).substr(0, 16));
    around_.once = base64url(std::string_view(fresh).substr(16));
}

void Flight::start() {
    try {
        read_request();
        site_.database.read([this](Tx& tx) { arrive(tx); });
    } catch (...) {
        fail(std::current_exception());
    }
    if (changes() && !answered_)
        queue_change();
    else
        finish();
}

/// What is refused anyway is not put off; it is refused when its turn comes.
std::int64_t Flight::delay() {
    std::int64_t wait = 0;
    try {
        read_request();
        if (!route_ || !route_->delay) return 0;
        site_.database.read([&](Tx& tx) {
            recognise(tx);
            gate(tx);
            capture_parts();
            if (changes()) prove_form();
            with_context(tx, [&](Context& c) { wait = route_->delay(c); });
        });
    } catch (...) {
        return 0;
    }
    return wait;
}

// ---- reading ----

void Flight::read_request() {
    const auto accept = request_.header("accept");
    json_ = accept.starts_with("application/json");
    const auto question = request_.target.find('?');
    path_ = request_.target.substr(0, question);
    found_ = site_.routes.find(path_);
    route_ = found_.of(request_.method);
    fragment_ = !is_open() && request_.header("hx-request") == "true";
    if (question != std::string_view::npos &&
        !read_urlencoded(request_.target.substr(question + 1), query_))
        throw Unreadable{400};
    if (!is_post() || !route_) return;
    if (request_.cut) return read_beginning();
    if (request_.body.size() > route_->body_limit) throw Unreadable{413};
    const int refused = read_form(request_.header("content-type"), request_.body, form_);
    if (refused) throw Unreadable{refused};
    form_read_ = true;
}

/// Of a body that nobody reads to its end, only the page it was sent from is of use.
void Flight::read_beginning() {
    const auto type = request_.header("content-type");
    auto whole = request_.body;
    if (!type.starts_with("multipart/")) whole = whole.substr(0, whole.rfind('&') + 1);
    Form beginning;
    read_form(type, whole, beginning);
    if (auto page = beginning.maybe("_from")) form_.fields.emplace("_from", std::move(*page));
}

void Flight::recognise(Tx& tx) {
    if (is_open()) {
        lang_ = query_.text("lang") == "en" ? Lang::en : Lang::ja;
        around_.lang = lang_;
        return;
    }
    const auto cookies = request_.header("cookie");
    const auto token = cookie_in(cookies, session_cookie_name(request_.secure));
    if (!token.empty()) known_ = site_.door.recognise(tx, token, now_);
    // Where everybody may go, a session that must go elsewhere is nobody's.
    if (known_ && route_ && route_->may == Act::visit_public && !may_open(*known_, route_))
        known_.reset();
    if (known_) {
        lang_ = known_->lang;
        token_ = known_->csrf;
    } else {
        const std::string asked = query_.text("lang");
        const bool english =
            asked.empty() ? cookie_in(cookies, "michi_lang") == "en" : asked == "en";
        lang_ = english ? Lang::en : Lang::ja;
        seed_ = cookie_in(cookies, kSeedCookie);
        new_seed_ = seed_.size() < 16;
        if (new_seed_) seed_ = base64url(random_bytes(16));
        token_ = base64url(site_.vault.mac("csrf", seed_).data);
    }
    around_.csrf = disguised(std::string_view(around_.nonce).substr(0, kSalt));
    around_.lang = lang_;
    around_.from = is_post() ? from() : std::string(request_.target);
}

void Flight::gate(Tx& tx) {
    if (known_ && !may_open(*known_, route_)) throw ElsewhereFirst{known_->elsewhere};
    if (!found_) throw NotFound();
    if (!route_) throw Unreadable{405};
    if (!known_) {
        if (is_open_to_anybody(route_->may)) return;
        throw SignInFirst();
    }
    if (ever(known_->subject.role, route_->may)) return;
    with_context(tx, [this](Context& c) {
        c.trace(TraceKind::denied, std::string(name_of(route_->may)), std::string(path_));
    });
    throw Denied("web.oops_denied_why");
}

/// The token looks different on every page, so that the size of a compressed page tells nothing of it.
std::string Flight::disguised(std::string_view salt) const {
    const auto mac = site_.vault.mac("csrf-shown", std::string(salt).append(token_));
    return std::string(salt).append(base64url(std::string_view(mac.data).substr(0, 18)));
}

void Flight::prove_form() const {
    const bool ours = comes_from_here(request_);
    const auto header = request_.header("x-csrf-token");
    const std::string given = header.empty() ? form_.text("_csrf") : std::string(header);
    const bool proved =
        same_secret(given, token_) ||
        (given.size() > kSalt && same_secret(given, disguised(given.substr(0, kSalt))));
    if (!ours || !proved) throw FormUnproved{ours && !request_.header("sec-fetch-site").empty()};
}

void Flight::capture_parts() {
    for (const auto& [name, encoded] : found_.captures) {
        auto text = percent_decoded(encoded, false);
        if (!text) throw NotFound();
        captured_.emplace(name, std::move(*text));
    }
}

void Flight::arrive(Tx& tx) {
    try {
        recognise(tx);
        gate(tx);
        if (request_.cut) throw Unreadable{413};
        capture_parts();
        if (changes())
            prove_form();
        else
            run(tx);
        if (changes() && route_->before) with_context(tx, route_->before);
    } catch (const StorageUnavailable&) {
        throw;
    } catch (...) {
        fail(std::current_exception());
    }
    traces_ = std::move(tx.traces());
}

Context Flight::context(Tx& tx) {
    Context c{tx, site_.vault, who(), now_};
    c.lang = lang_;
    c.masked = known_ && known_->masked;
    c.wants_json = json_;
    c.fragment = fragment_;
    c.method = request_.method;
    c.path = path_;
    c.query = std::move(query_);
    c.form = std::move(form_);
    c.captured = std::move(captured_);
    c.route = route_;
    c.address = request_.address;
    c.cookies = request_.header("cookie");
    c.user_agent = request_.header("user-agent");
    c.secure = request_.secure;
    c.if_none_match = request_.header("if-none-match");
    c.host = request_.header("host");
    c.prepared = std::move(prepared_);
    c.database = &site_.database;
    c.settings = &site_.settings;
    return c;
}

void Flight::take_back(Context& c) {
    query_ = std::move(c.query);
    form_ = std::move(c.form);
    captured_ = std::move(c.captured);
    prepared_ = std::move(c.prepared);
}

/// The form is lent to the handler, not copied: an error page or a second try needs it again.
template <class F>
void Flight::with_context(Tx& tx, F&& act) {
    Context c = context(tx);
    try {
        act(c);
    } catch (...) {
        take_back(c);
        throw;
    }
    take_back(c);
}

void Flight::run(Tx& tx) {
    with_context(tx, [&](Context& c) {
        take(c, route_->run(c));
        count_rail(tx);
        if (changes() && answer_.status >= 400 && !c.keeps) throw RolledBack();
    });
}

void Flight::count_rail(Tx& tx) {
    const bool framed =
        render_later_ && known_ && !json_ && !fragment_ && !shell_.bare && !shell_.print;
    if (framed && site_.rail_counts) counts_ = site_.rail_counts(tx, who(), now_);
}

void Flight::take(Context& c, Answer answer) {
    answer_ = std::move(answer);
    answered_ = true;
    if (c.shell) shell_ = std::move(*c.shell);
    render_later_ = std::move(c.render_later);
    json_later_ = std::move(c.json_later);
}

// ---- changing ----

void Flight::queue_change() {
    const auto header = request_.header("idempotency-key");
    once_.account = who().account.value;
    once_.key = header.empty() ? form_.text("_once") : std::string(header);
    if (!once_.key.empty() && !is_once_key(once_.key)) {
        fail(std::make_exception_ptr(Unreadable{400}));
        return finish();
    }
    std::string content(path_);
    for (const auto& [name, value] : form_.fields)
        if (!name.starts_with('_'))
            content.append(1, '\0').append(name).append(1, '=').append(value);
    for (const auto& [name, upload] : form_.files)
        content.append(1, '\0').append(name).append(1, '=').append(sha256(upload.bytes));
    if (!once_.key.empty()) once_.content = site_.vault.mac("once", content);
    site_.database.write([self = shared_from_this()](Tx& tx) { self->change(tx); },
                         [self = shared_from_this()](const Written& written) {
                             self->back_([self, written] { self->changed(written); });
                         });
}

bool Flight::happened_before(Tx& tx) {
    if (once_.key.empty()) return false;
    const auto earlier = take_once(tx, once_, now_.at);
    if (!earlier) return false;
    if (!earlier->same_content) throw SentBefore();
    answer_.status = 303;
    answer_.location = earlier->location;
    answered_ = true;
    return true;
}

void Flight::change(Tx& tx) {
    if (site_.posts++ % 512 == 0) prune_once(tx, now_.at);
    if (happened_before(tx)) return;
    for (Trace& trace : traces_) tx.trace(std::move(trace));
    traces_.clear();
    try {
        run(tx);
    } catch (...) {
        keep_sightings(tx);
        throw;
    }
    settle(tx);
    if (known_ && known_->touch) site_.door.touch(tx, known_->subject, now_);
}

void Flight::settle(Tx& tx) {
    if (once_.key.empty()) return;
    if (answer_.status == 303)
        settle_once(tx, once_, answer_.location);
    else
        release_once(tx, once_);
}

/// What was seen or denied stays in the audit although the change itself rolls back.
void Flight::keep_sightings(Tx& tx) {
    for (Trace& trace : tx.traces())
        if (is_seeing(trace.kind)) traces_.push_back(std::move(trace));
}

void Flight::changed(const Written& written) {
    if (written.error) {
        try {
            std::rethrow_exception(written.error);
        } catch (const RolledBack&) {
        } catch (...) {
            fail(written.error);
        }
    } else if (known_) {
        known_->touch = false;
    }
    finish();
}

// ---- answering ----

void Flight::fail(const std::exception_ptr& error) {
    auto trouble = trouble_of(error, form_read_ ? &form_ : nullptr);
    answer_ = Answer();
    answer_.status = trouble.status;
    answered_ = true;
    shell_ = {};
    counts_.clear();
    render_later_ = nullptr;
    json_later_ = nullptr;
    if (trouble.retry_after) answer_.headers.emplace_back("Retry-After", "5");
    if (trouble.status == 405)
        answer_.headers.emplace_back("Allow", found_.get ? "GET, HEAD" : "POST");
    if (!trouble.location.empty()) {
        answer_.location = std::move(trouble.location);
        // Nobody wants back to where one signs in.
        if (route_ && route_->may == Act::sign_in) return;
        Url then("");
        then.query("then", is_post() ? from() : std::string(request_.target));
        answer_.location += then.text();
        return;
    }
    if (route_ && route_->reach == Reach::programs) return tell_program(trouble.page);
    auto page = std::make_shared<Oops>(std::move(trouble.page));
    page->action = Url::local(path_);
    page->back = Url::local(is_post() ? from() : "/");
    shell_.title = say(page->what, lang_);
    render_later_ = [page](Out& out) { render(*page, out); };
    json_later_ = [page] { return to_json(*page); };
}

/// RFC 9457; `detail` says why, `next` what to do now.
void Flight::tell_program(const Oops& oops) {
    answer_.type = "application/problem+json";
    std::string& out = answer_.body;
    out = "{\"type\":\"about:blank\",\"status\":" + std::to_string(oops.status);
    for (const auto& [name, word] :
         {std::pair{"title", oops.what}, {"detail", oops.why}, {"next", oops.next}}) {
        out.append(",\"").append(name).append("\":");
        json_string(out, say(word, lang_, {{"incident", oops.incident}}));
    }
    out += '}';
}

/// What is the same for everybody may be kept for a minute; an answer to words never.
void Flight::open_up() {
    if (!is_open()) return;
    answer_.shared = !is_post() && (answer_.status == 200 || answer_.status == 304);
    answer_.any_origin = !is_post() && route_->reach == Reach::programs;
}

std::string Flight::from() const {
    auto page = form_.text("_from");
    return is_local_path(page) ? page : std::string("/");
}

void Flight::finish() {
    const bool touch = known_ && known_->touch;
    if (traces_.empty() && !touch) {
        render_body();
        return deliver();
    }
    const auto self = shared_from_this();
    site_.database.write(
        [self, touch](Tx& tx) {
            for (const Trace& trace : self->traces_) tx.trace(trace);
            if (touch && !tx.scarce())
                self->site_.door.touch(tx, self->known_->subject, self->now_);
        },
        [self](const Written& written) { self->landed(true, written.error); });
    render_body();
    landed(false, nullptr);
}

/// Called by the writer and by the renderer; the later of the two sends the answer.
void Flight::landed(bool on_writer, const std::exception_ptr& error) {
    if (on_writer) audit_error_ = error;
    if (waiting_.fetch_sub(1) != 1) return;
    if (!on_writer) return deliver();
    back_([self = shared_from_this()] { self->deliver(); });
}

void Flight::deliver() {
    if (audit_error_) {  // no audit, no data
        fail(audit_error_);
        render_body();
    }
    open_up();
    if (!answer_.shared) answer_.nonce = around_.nonce;  // public pages have no script
    // The writer may let go of this flight later; the connection must not hang on that.
    const auto done = std::move(done_);
    const auto back = std::move(back_);
    done(std::move(answer_));
}

void Flight::render_body() {
    try {
        if (json_ && json_later_) {
            answer_.type = "application/json";
            answer_.body = json_later_();
            if (known_) answer_.headers.emplace_back("X-CSRF-Token", around_.csrf);
        } else if (render_later_) {
            render_page();
        }
    } catch (...) {
        fail(std::current_exception());
        if (json_)
            answer_.body = json_later_();
        else
            render_page();
    }
}

void Flight::render_page() {
    Out out(around_);
    render_later_(out);
    int forms = out.forms();
    if (fragment_) {
        answer_.body = out.take();
    } else {
        Frame frame =
            frame_for(site_.routes, known_ ? &*known_ : nullptr, std::move(shell_), counts_);
        frame.csrf = around_.csrf;
        frame.demonstration = site_.settings.demonstration;
        frame.now = now_.at;
        frame.main = Html::trusted(out.take());
        Out whole(around_, forms);
        render(frame, whole);
        forms = whole.forms();
        answer_.body = whole.take();
    }
    if (forms > 0 && new_seed_ && !is_open())
        answer_.cookies.push_back(std::string(kSeedCookie) + "=" + seed_ +
                                  "; Path=/; HttpOnly; SameSite=Lax" +
                                  (request_.secure ? "; Secure" : ""));
}

}  // namespace michi::web
