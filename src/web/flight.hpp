// One request on its way: who asks, may they, the handler, the audit, the page.
#pragma once

#include <atomic>
#include <memory>

#include "web/inside.hpp"
#include "web/offers.hpp"
#include "web/once.hpp"
#include "web/shell.hpp"

namespace michi::web {

struct Oops;

/// In a time that tells nothing of where they differ; an empty one is no secret.
bool same_secret(std::string_view left, std::string_view right);

class Flight : public std::enable_shared_from_this<Flight> {
  public:
    Flight(Site::Inside& site, const Request& request, Back back, Done done);
    void start();
    std::int64_t delay();  // instead of start()

  private:
    void read_request();  // path, query, form
    void read_beginning();
    void arrive(Tx& tx);  // on a snapshot: who, may they, and a GET's handler
    void recognise(Tx& tx);
    void begin_at_home();
    void gate(Tx& tx);
    void prove_form() const;
    bool is_proved() const;
    bool is_of_another(std::string_view given) const;
    void keep_for_sleeper(Tx& tx);
    bool only_keeps() const;
    void answer_kept();
    struct Keeping {
        std::optional<Id<Account>> whose;  // whose draft the form becomes
        bool ends_drafts{};
    };
    void keep_typed(Tx& tx, const Keeping& keeping) const;
    void look_for_drafts(Tx& tx);
    std::string with_typed(std::string main) const;
    std::string earlier() const;
    int render_offers(std::string& main, int forms);
    std::string disguised(std::string_view salt) const;
    void capture_parts();
    template <class F>
    void with_context(Tx& tx, F&& act);
    Context context(Tx& tx);
    void take_back(Context& c);
    void run(Tx& tx);  // the handler; what it left for later
    void count_rail(Tx& tx);
    void take(Context& c, Answer answer);

    void queue_change();
    void change(Tx& tx);  // on the writer
    bool happened_before(Tx& tx);
    void settle(Tx& tx);
    void keep_sightings(Tx& tx);
    void changed(const Written& written);  // back from the writer

    void fail(const std::exception_ptr& error);
    void finish();  // audit beside rendering, then the answer
    void landed(bool on_writer, const std::exception_ptr& error);
    void render_body();
    void render_page();
    void deliver();
    std::string from() const;  // the page a form stands on
    const Subject& who() const { return known_ ? known_->subject : nobody_; }
    bool is_post() const { return request_.method == Method::post; }
    bool is_open() const { return for_programs_ || (route_ && route_->reach != Reach::inside); }
    bool changes() const { return is_post() && !is_open(); }
    void tell_program(const Oops& oops);
    void answer_preflight();
    Lang lang_of_programs() const;
    void open_up();

    Site::Inside& site_;
    const Request request_;
    Back back_;
    Done done_;
    Now now_;
    std::string_view path_;
    Routes::Found found_;
    bool for_programs_{};  // whatever stands at the address, or nothing does
    const Route* route_{};
    Subject nobody_;
    std::optional<Door::Known> known_;
    Lang lang_{Lang::ja};
    bool json_{}, fragment_{};
    Form query_, form_;
    bool form_read_{};
    std::map<std::string, std::string, std::less<>> captured_;
    Surroundings around_;
    std::string token_;  // the session's; pages show a disguise of it
    Id<Account> maker_;  // for whom this page's forms are made
    std::string seed_;   // ties the forms of somebody not signed in to a cookie
    bool new_seed_{};
    std::any prepared_;
    OnceKey once_;

    Answer answer_;
    bool answered_{};
    std::function<void(Database&)> beside_;  // what a `before` writes in turns of its own
    std::optional<Id<Account>> keeps_for_;   // whose draft the form becomes with this answer
    bool unsent_{}, ends_drafts_{};
    Offers offers_;
    bool came_back_{};         // the form was refused: it comes back as it was sent
    std::string draft_key_{};  // of what was refused
    Shell shell_;
    std::function<void(Out&)> render_later_;
    std::function<std::string()> json_later_;
    Counts counts_;
    std::vector<Trace> traces_;  // still to be written before the answer may leave
    std::atomic<int> waiting_{2};
    std::exception_ptr audit_error_;
};

}  // namespace michi::web
