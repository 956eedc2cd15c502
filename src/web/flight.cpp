#include "web/flight.hpp"

#include <algorithm>

#include "base/era.hpp"
#include "web/asleep.hpp"
#include "web/offers.hpp"
#include "web/oops.hpp"
#include "web/read.hpp"
#include "web/refill.hpp"

namespace michi::web {
namespace {

/// Over TLS no neighbour under another name of the domain can plant it.
constexpr std::string_view seed_cookie_name(bool secure) {
    return secure ? "__Host-michi_form" : "michi_form";
}
constexpr std::size_t kSalt = 11;

/// Says of a form whose it is, to nobody but us.
std::string mark_of(const Vault& vault, std::string_view salt, Id<Account> account) {
    const auto mac =
        vault.mac("form-of", std::string(salt).append(" ").append(std::to_string(account.value)));
    return base64url(std::string_view(mac.data).substr(0, 6));
}

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
        if (for_programs_ && found_ && request_.method == Method::options)
            answer_preflight();
        else
            site_.database.read([this](Tx& tx) { arrive(tx); });
        if (beside_ && !answered_) beside_(site_.database);
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
    for_programs_ = site_.routes.among_programs(path_);
    if (for_programs_) lang_ = lang_of_programs();  // also of what cannot be read on
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
        lang_ = for_programs_                 ? lang_of_programs()
                : query_.text("lang") == "en" ? Lang::en
                                              : Lang::ja;
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
        seed_ = cookie_in(cookies, seed_cookie_name(request_.secure));
        new_seed_ = seed_.size() < 16;
        if (new_seed_) seed_ = base64url(random_bytes(16));
        token_ = base64url(site_.vault.mac("csrf", seed_).data);
    }
    maker_ = who().account;
    around_.csrf = disguised(std::string_view(around_.nonce).substr(0, kSalt));
    around_.lang = lang_;
    around_.from = is_post() ? from() : std::string(request_.target);
}

/// A page of another host may ask anything here: nobody is recognised, nothing is changed.
void Flight::answer_preflight() {
    answer_.status = 204;
    answer_.any_origin = true;
    answer_.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST");
    answer_.headers.emplace_back("Access-Control-Allow-Headers",
                                 "Accept, Accept-Language, Content-Type, If-None-Match");
    answer_.headers.emplace_back("Access-Control-Max-Age", "86400");
    answered_ = true;
}

/// What programs are told about a mistake; the entries themselves are the same in each language. The
/// address decides, else which of the two stands first in Accept-Language.
Lang Flight::lang_of_programs() const {
    if (const std::string asked = query_.text("lang"); !asked.empty())
        return asked == "en" ? Lang::en : Lang::ja;
    const auto accepted = request_.header("accept-language");
    const auto japanese = accepted.find("ja"), english = accepted.find("en");
    if (japanese == std::string_view::npos && english == std::string_view::npos) return Lang::ja;
    return english < japanese ? Lang::en : Lang::ja;
}

/// Everybody begins at /w: what stands there is the home of their role, of whichever folder it is.
void Flight::begin_at_home() {
    const Role role = known_->subject.role;
    if (is_post() || route_->path != "/w" || ever(role, Act::see_worklist)) return;
    const std::string_view home = ever(role, Act::see_prefecture) ? "/p"
                                  : ever(role, Act::set_up)       ? "/a"
                                                                  : "/w";
    if (const Route* own = site_.routes.find(home).get) route_ = own;
}

void Flight::gate(Tx& tx) {
    if (known_ && !may_open(*known_, route_)) {
        keep_for_sleeper(tx);
        throw ElsewhereFirst{known_->elsewhere};
    }
    if (!found_) throw NotFound();
    if (!route_) throw Unreadable{405};
    if (!known_) {
        if (is_open_to_anybody(route_->may)) return;
        keep_for_sleeper(tx);
        throw SignInFirst();
    }
    begin_at_home();
    if (ever(known_->subject.role, route_->may)) return;
    with_context(tx, [this](Context& c) {
        c.trace(TraceKind::denied, std::string(name_of(route_->may)), std::string(path_));
    });
    throw Denied("web.oops_denied_why");
}

/// The token looks different on every page, so that the size of a compressed page tells nothing of it.
std::string Flight::disguised(std::string_view salt) const {
    const auto mac = site_.vault.mac("csrf-shown", std::string(salt).append(token_));
    return std::string(salt)
        .append(base64url(std::string_view(mac.data).substr(0, 18)))
        .append(mark_of(site_.vault, salt, maker_));
}

/// Who left the screen finds again what the form held; nothing else is done or told.
void Flight::keep_for_sleeper(Tx& tx) {
    if (!changes() || !form_read_ || !is_worth_keeping(*route_, form_)) return;
    unsent_ = true;
    const auto token = cookie_in(request_.header("cookie"), session_cookie_name(request_.secure));
    const auto sleeper = asleep_at(site_.door, tx, token, now_);
    if (!sleeper || !ever(sleeper->subject.role, route_->may)) return;
    token_ = sleeper->csrf;
    maker_ = sleeper->subject.account;
    if (is_proved()) keeps_for_ = sleeper->subject.account;
}

/// The page's script keeps what is being typed; the form itself is sent later. Whatever else holds, a request
/// that says so is never carried out.
bool Flight::only_keeps() const { return changes() && request_.header("x-michi-draft") == "1"; }

void Flight::answer_kept() {
    answer_ = Answer();
    answer_.type = "application/json";
    answer_.body = "{\"saved_at\":\"" + now_.at.clock_seconds() + "\"" +
                   (known_ && known_->elsewhere.empty() ? "}" : R"(,"signed_out":true})");
    answered_ = true;
}

void Flight::look_for_drafts(Tx& tx) {
    if (is_post() || is_open() || json_ || fragment_ || !known_) return;
    offers_.lines = drafts_of(tx, who().account, now_.at);
    offers_.home = path_ == "/w" || path_ == "/p" || path_ == "/a";
    if (!offers_.home) offers_.lines = drafts_on(std::move(offers_.lines), request_.target);
    if (const auto id = query_.number("draft"))
        offers_.taken = find_draft(tx, site_.vault, who().account, id, now_.at);
    offers_.asked = query_.has("draft");
}

bool Flight::is_proved() const {
    try {
        prove_form();
        return true;
    } catch (const FormUnproved&) {
        return false;
    }
}

void Flight::prove_form() const {
    const bool ours = comes_from_here(request_);
    const auto header = request_.header("x-csrf-token");
    const std::string given = header.empty() ? form_.text("_csrf") : std::string(header);
    const bool proved =
        same_secret(given, token_) ||
        (given.size() > kSalt && same_secret(given, disguised(given.substr(0, kSalt))));
    if (!ours || !proved)
        throw FormUnproved{ours && !request_.header("sec-fetch-site").empty(),
                           is_of_another(given)};
}

/// What one person typed is never recorded as another's, also not by sending it again.
bool Flight::is_of_another(std::string_view given) const {
    constexpr std::size_t kMark = 8, kWhole = kSalt + 24 + kMark;
    if (given.size() != kWhole || !known_) return false;
    const auto salt = given.substr(0, kSalt), mark = given.substr(kWhole - kMark);
    return mark != mark_of(site_.vault, salt, who().account) &&
           mark != mark_of(site_.vault, salt, {});
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
        look_for_drafts(tx);
        if (changes())
            prove_form();
        else
            run(tx);
        if (only_keeps())
            keeps_for_ = who().account;
        else if (changes() && route_->before)
            with_context(tx, [&](Context& c) {
                route_->before(c);
                beside_ = std::move(c.beside);
            });
    } catch (const StorageUnavailable&) {
        throw;
    } catch (...) {
        fail(std::current_exception());
    }
    traces_ = std::move(tx.traces());
    if (keeps_for_ && request_.header("x-michi-draft") == "1") answer_kept();
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
        if (changes() && answer_.status != 303) draft_key_ = draft_key(tx, who().account, c.form);
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
    came_back_ = is_post() && (answer_.status == 422 || answer_.status == 409);
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
    if (answer_.status == 303) {
        settle_once(tx, once_, answer_.location);
        end_drafts(tx, who().account, form_);
    } else {
        release_once(tx, once_);
    }
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
    came_back_ = false;
    shell_ = {};
    counts_.clear();
    render_later_ = nullptr;
    json_later_ = nullptr;
    if (trouble.keeps_typed && changes() && is_worth_keeping(*route_, form_)) {
        unsent_ = true;
        keeps_for_ = who().account;
    }
    // Whoever may not open the page any more has no drafts on it.
    ends_drafts_ = (trouble.status == 404 || trouble.status == 403) && !offers_.lines.empty();
    if (trouble.retry_after) answer_.headers.emplace_back("Retry-After", "5");
    if (trouble.status == 405)
        answer_.headers.emplace_back("Allow", found_.get ? "GET, HEAD" : "POST");
    if (!trouble.location.empty()) {
        answer_.location = std::move(trouble.location);
        // Nobody wants back to where one signs in.
        if (route_ && route_->may == Act::sign_in) return;
        Url then("");
        then.query("then", is_post() ? from() : std::string(request_.target));
        if (unsent_) then.query("kept", keeps_for_ ? "1" : "0");
        answer_.location += then.text();
        return;
    }
    if (for_programs_) return tell_program(trouble.page);
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
    answer_.any_origin = for_programs_;
}

std::string Flight::from() const {
    auto page = form_.text("_from");
    return is_local_path(page) ? page : std::string("/");
}

void Flight::finish() {
    const bool touch = known_ && known_->touch;
    if (traces_.empty() && !touch && !keeps_for_ && !ends_drafts_) {
        render_body();
        return deliver();
    }
    const auto self = shared_from_this();
    // Rendering goes on beside the writer and may fail: what it changes then the writer does not read.
    const Keeping keeping{keeps_for_, ends_drafts_};
    site_.database.write(
        [self, touch, keeping](Tx& tx) {
            for (const Trace& trace : self->traces_) tx.trace(trace);
            self->keep_typed(tx, keeping);
            if (touch && !tx.scarce())
                self->site_.door.touch(tx, self->known_->subject, self->now_);
        },
        [self](const Written& written) { self->landed(true, written.error); });
    render_body();
    landed(false, nullptr);
}

void Flight::keep_typed(Tx& tx, const Keeping& keeping) const {
    if (keeping.ends_drafts) end_drafts_on(tx, who().account, path_);
    // What is kept while the form itself is on its way may arrive behind it.
    const auto& whose = keeping.whose;
    if (!whose || is_settled(tx, whose->value, form_.text("_once"))) return;
    if (is_worth_keeping(*route_, form_))
        keep_draft(tx, site_.vault, *whose, path_, form_, now_.at);
    else
        end_drafts(tx, *whose, form_);  // everything was taken out again
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

/// What was typed before stands in its form again: sent and refused, or a draft gone on with.
std::string Flight::with_typed(std::string main) const {
    if (came_back_) main = tied(refilled(std::move(main), path_, form_, Marks::of_the_page));
    if (changes() && answer_.status != 303)
        return going_on(std::move(main), path_, form_, earlier());
    const auto& draft = offers_.taken;
    if (!draft) return main;
    main = refilled(std::move(main), draft->action, draft->form, Marks::of_the_form);
    return going_on(std::move(main), draft->action, draft->form, draft->once_key);
}

/// The key under which a draft of this form is, or would be.
std::string Flight::earlier() const {
    if (!draft_key_.empty()) return draft_key_;
    const auto draft = form_.text("_draft");
    return draft.empty() ? form_.text("_once") : draft;
}

int Flight::render_offers(std::string& main, int forms) {
    if (offers_.is_empty() || answer_.status != 200) return forms;
    offers_.place_in(main, now_.at);
    Out out(around_, forms);
    render(offers_, out);
    main.insert(0, out.so_far());
    return out.forms();
}

void Flight::render_page() {
    Out out(around_);
    render_later_(out);
    int forms = out.forms();
    std::string main = with_typed(out.take());
    forms = render_offers(main, forms);
    if (fragment_) {
        answer_.body = std::move(main);
    } else {
        Frame frame =
            frame_for(site_.routes, known_ ? &*known_ : nullptr, std::move(shell_), counts_);
        frame.csrf = around_.csrf;
        frame.demonstration = site_.settings.demonstration;
        frame.now = now_.at;
        frame.printed = full_date(now_.today) + " " + now_.at.clock();
        frame.who = mark_of(site_.vault, "page", who().account);
        frame.main = Html::trusted(std::move(main));
        Out whole(around_, forms);
        render(frame, whole);
        forms = whole.forms();
        answer_.body = whole.take();
    }
    if (forms > 0 && new_seed_ && !is_open())
        answer_.cookies.push_back(std::string(seed_cookie_name(request_.secure)) + "=" + seed_ +
                                  "; Path=/; HttpOnly; SameSite=Lax" +
                                  (request_.secure ? "; Secure" : ""));
}

}  // namespace michi::web
