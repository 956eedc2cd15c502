// `michishirube init`: makes an instance for real use, and says what differs when there is one.
#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/instance.hpp"
#include "platform/clock.hpp"
#include "setup/setup.hpp"
#include "web/json.hpp"

namespace michi::app {
namespace {

setup::Beginning read(const Call& call) {
    return {.prefecture = call.text("prefecture"),
            .section = call.text("section"),
            .centre = call.text("centre"),
            .phone = call.text("phone"),
            .hours = call.text("hours"),
            .admin = {call.text("admin-login"), call.text("admin-name")},
            .head = {call.text("head-login"), call.text("head-name")}};
}

std::string joined(const std::vector<std::string>& sentences) {
    std::string all;
    for (const std::string& one : sentences) all += (all.empty() ? "" : "; ") + one;
    return all;
}

std::string link_text(const web::ServerSettings& server, const std::optional<std::string>& path) {
    return path ? front_of(server) + *path : std::string();
}

std::string quoted(const std::string& text) {
    if (text.empty()) return "null";
    std::string out;
    web::write_json(out, text);
    return out;
}

void print_link(std::string_view whose, const std::string& login, const std::string& link) {
    if (login.empty()) return;
    if (link.empty())
        fmt::print("{} {} has begun already\n", whose, login);
    else
        fmt::print("{} {}: {}\n", whose, login, link);
}

}  // namespace

std::string front_of(const web::ServerSettings& server) {
    return web::front_of(server, fmt::format("localhost:{}", server.port),
                         !server.tls_certificate.empty());
}

int init_command(const Call& call) {
    const setup::Beginning asked = read(call);
    if (const auto wrong = setup::mistakes(asked); !wrong.empty()) throw WrongUse(joined(wrong));
    const Config config = config_of(call);
    const Instance instance = make_instance(config);
    if (instance.demonstration)
        throw std::runtime_error("this place holds a demonstration; name an empty one");
    setup::Begun begun;
    instance.database->write_now([&](Tx& tx) {
        begun = setup::begin_instance(tx, *instance.vault, asked, now_at(system_now()));
    });
    if (!begun.differences.empty())
        throw std::runtime_error("nothing was changed; " + joined(begun.differences) +
                                 "; what stands is changed on the page /a/setup");
    const std::string first = link_text(config.server, begun.admin_link),
                      head = link_text(config.server, begun.head_link);
    if (call.has("json")) {
        fmt::print(
            "{{\"prefecture\":\"{}\",\"municipalities\":{},\"organisations\":{},\"first_link\":{},"
            "\"head_link\":{}}}\n",
            asked.prefecture, begun.municipalities, begun.organisations, quoted(first),
            quoted(head));
        return kDone;
    }
    fmt::print("prefecture {}, {} municipalities, {} organisations\n", asked.prefecture,
               begun.municipalities, begun.organisations);
    print_link("administrator", asked.admin.login, first);
    print_link("head", asked.head.login, head);
    if (!first.empty() || !head.empty())
        fmt::print(stderr, "Each link works once, for 60 minutes.\n");
    return kDone;
}

}  // namespace michi::app
