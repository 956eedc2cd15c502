#include "app/config.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>

#include "platform/file_mode.hpp"
#include "web/framing.hpp"

namespace michi::app {
namespace {

using Take = bool (*)(Config&, const std::string&);

template <class I>
bool take_number(const std::string& text, I& into, std::int64_t least, std::int64_t most) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
        return false;
    into = static_cast<I>(value);
    return true;
}

bool take_truth(const std::string& text, bool& into) {
    into = text == "true";
    return into || text == "false";
}

struct Setting {
    std::string_view name, takes;
    std::string_view without, says;  // what holds when it is not set; what it is for
    Take take;
};

constexpr Setting kSettings[] = {
    {"data", "a directory", "", "where the instance lives: database and root key",
     [](Config& c, const std::string& t) { return !(c.data = t).empty(); }},
    {"database", "a postgresql:// address", "the SQLite file DATA/michi.db",
     "the PostgreSQL database that is used instead of the file",
     [](Config& c, const std::string& t) {
         return (c.place.url = t).starts_with("postgresql://") || t.starts_with("postgres://");
     }},
    {"root_key", "the name of a file", "DATA/secret/root.key", "the key that wraps every other key",
     [](Config& c, const std::string& t) { return !(c.root_key = t).empty(); }},
    {"address", "an address to listen on", "127.0.0.1", "the network address of the server",
     [](Config& c, const std::string& t) { return !(c.server.address = t).empty(); }},
    {"port", "a number from 1 to 65535", "8080", "the port of the server",
     [](Config& c, const std::string& t) { return take_number(t, c.server.port, 1, 65535); }},
    {"workers", "a number from 0 to 256", "0: one for each core", "threads that take connections",
     [](Config& c, const std::string& t) { return take_number(t, c.server.workers, 0, 256); }},
    {"tls_certificate", "the name of a PEM file", "plain HTTP", "certificate with its chain",
     [](Config& c, const std::string& t) { return !(c.server.tls_certificate = t).empty(); }},
    {"tls_key", "the name of a PEM file", "plain HTTP", "private key of the certificate",
     [](Config& c, const std::string& t) { return !(c.server.tls_key = t).empty(); }},
    {"tls_in_front", "true or false", "false",
     "a proxy in front ends TLS and says in X-Forwarded-For who asks",
     [](Config& c, const std::string& t) { return take_truth(t, c.server.tls_in_front); }},
    {"public_host", "the host name that people type", "any name of the loopback",
     "requests under another name are refused; addresses on paper, in mails and in files are made "
     "of it, and none goes out before",
     [](Config& c, const std::string& t) { return web::is_host(c.server.public_host = t); }},
    {"metrics_token", "the name of a file", "/metrics is read on this machine only",
     "what opens /metrics from elsewhere: one line, sent as Authorization: Bearer",
     [](Config& c, const std::string& t) { return !(c.metrics_token = t).empty(); }},
    {"town_halls", "networks, such as 203.0.113.0/24, 2001:db8::/48", "none",
     "many people behind one address: their sign-ins are slowed by account only",
     [](Config& c, const std::string& t) {
         const auto networks = read_networks(t);
         c.server.town_halls = networks.value_or(std::vector<Network>());
         return networks.has_value();
     }},
};

const Setting* setting_named(std::string_view name) {
    const auto* found = std::ranges::find(kSettings, name, &Setting::name);
    return found == std::end(kSettings) ? nullptr : found;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// A TOML value of one line: "text", 'text', a number, true or false; what follows # is a comment.
std::optional<std::string> value_of(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    if (text[0] == '"' || text[0] == '\'') {
        const auto end = text.find(text[0], 1);
        if (end == std::string_view::npos) return std::nullopt;
        const auto rest = trimmed(text.substr(end + 1));
        if (!rest.empty() && rest[0] != '#') return std::nullopt;
        return std::string(text.substr(1, end - 1));
    }
    return std::string(trimmed(text.substr(0, text.find('#'))));
}

bool is_address(const std::string& text) {
    in6_addr bytes{};
    return inet_pton(AF_INET, text.c_str(), &bytes) == 1 ||
           inet_pton(AF_INET6, text.c_str(), &bytes) == 1;
}

bool is_loopback(const std::string& text) {
    const auto address = read_address(text);
    return address && address->is_loopback();
}

/// postgresql://user:password@host/…
bool holds_password(std::string_view url) {
    const auto from = url.find("://");
    if (from == url.npos) return false;
    const auto authority = url.substr(from + 3, url.find('/', from + 3) - from - 3);
    return authority.substr(0, authority.rfind('@') + 1).find(':') != authority.npos ||
           url.find("password=") != url.npos;
}

class Reading {
  public:
    void file(const std::string& name) {
        std::ifstream in(name);
        if (!in) return miss(fmt::format("The file {} cannot be read.", name));
        file_ = name;
        guard(Guard::trusted);
        std::string line;
        for (int number = 1; std::getline(in, line); ++number)
            this->line(fmt::format("{} line {}", name, number), line);
    }

    void environment() {
        for (const Setting& setting : kSettings) {
            std::string name = "MICHI_";
            for (const char c : setting.name) name += c == '_' ? c : char(c - 'a' + 'A');
            if (const char* value = std::getenv(name.c_str())) set(name, setting, value);
        }
    }

    void options(const Call& call) {
        for (const Setting& setting : kSettings) {
            std::string name(setting.name);
            std::ranges::replace(name, '_', '-');
            if (const auto value = call.maybe(name)) set("--" + name, setting, *value);
        }
    }

    ConfigRead done() {
        Config& c = read_.config;
        c.place.directory = c.place.is_postgres() ? "" : c.data;
        if (c.server.tls_certificate.empty() != c.server.tls_key.empty())
            miss("tls_certificate and tls_key belong together.");
        return std::move(read_);
    }

  private:
    void miss(std::string sentence) { read_.mistakes.push_back(std::move(sentence)); }

    void line(const std::string& where, std::string_view line) {
        line = trimmed(line);
        if (line.empty() || line[0] == '#') return;
        const auto equals = line.find('=');
        if (equals == std::string_view::npos) return miss(where + " is not written name = value.");
        const auto name = trimmed(line.substr(0, equals));
        const auto value = value_of(line.substr(equals + 1));
        const Setting* setting = setting_named(name);
        if (!setting) return miss(fmt::format("{}: there is no setting {}.", where, name));
        if (!value) return miss(fmt::format("{}: the value of {} does not end.", where, name));
        set(where, *setting, *value);
        if (setting->name == "database" && holds_password(*value)) guard(Guard::secret);
    }

    void guard(Guard as) {
        if (const auto why = why_not_guarded(file_, as, "the settings"))
            miss("The settings are not safe: " + *why + ".");
    }

    void set(const std::string& where, const Setting& setting, const std::string& value) {
        if (!setting.take(read_.config, value))
            miss(fmt::format("{}: {} takes {}.", where, setting.name, setting.takes));
    }

    ConfigRead read_;
    std::string file_;
};

}  // namespace

std::vector<SettingFacts> settings() {
    std::vector<SettingFacts> facts;
    for (const Setting& s : kSettings) facts.push_back({s.name, s.takes, s.without, s.says});
    return facts;
}

ConfigRead read_config(const Call& call) {
    Reading reading;
    const char* named = std::getenv("MICHI_CONFIG");
    if (const auto file = call.maybe("config"))
        reading.file(*file);
    else if (named)
        reading.file(named);
    reading.environment();
    reading.options(call);
    return reading.done();
}

std::vector<std::string> contradictions(const Config& config) {
    std::vector<std::string> found;
    const auto must_read = [&](std::string_view setting, const std::string& file) {
        if (!file.empty() && !std::ifstream(file))
            found.push_back(fmt::format("{}: the file {} cannot be read.", setting, file));
    };
    const web::ServerSettings& server = config.server;
    const auto must_guard = [&](std::string_view setting, const std::string& file, Guard guard) {
        if (const auto why = why_not_guarded(file, guard, "the file"))
            found.push_back(fmt::format("{}: {}.", setting, *why));
    };
    must_read("tls_certificate", server.tls_certificate);
    must_read("tls_key", server.tls_key);
    must_read("root_key", config.root_key);
    must_read("metrics_token", config.metrics_token);
    must_guard("tls_certificate", server.tls_certificate, Guard::trusted);
    must_guard("tls_key", server.tls_key, Guard::secret);
    must_guard("root_key", config.root_key, Guard::secret);
    must_guard("metrics_token", config.metrics_token, Guard::secret);
    if (!is_address(server.address))
        found.push_back(fmt::format("address: {} is not an address.", server.address));
    const bool own_tls = !server.tls_certificate.empty();
    if (own_tls && server.tls_in_front)
        found.push_back(
            "tls_in_front says that a proxy ends TLS, but a certificate is named too: choose one.");
    if (!own_tls && !server.tls_in_front && is_address(server.address) &&
        !is_loopback(server.address))
        found.push_back(
            fmt::format("address: {} can be reached from outside without TLS; name a "
                        "certificate, or keep 127.0.0.1 behind a proxy.",
                        server.address));
    if (server.tls_in_front && server.public_host.empty())
        found.push_back("tls_in_front needs public_host, the name that people type.");
    return found;
}

bool has_place(const Config& config) {
    return !config.data.empty() || (config.place.is_postgres() && !config.root_key.empty());
}

Config config_of(const Call& call) {
    ConfigRead read = read_config(call);
    if (!read.mistakes.empty()) throw WrongUse(read.mistakes.front());
    if (read.config.data.empty() && !read.config.place.is_postgres())
        throw WrongUse("Say where the instance is: --data DIR or --database URL.");
    if (read.config.data.empty() && read.config.root_key.empty())
        throw WrongUse(
            "With --database, say where the root key is: --root-key FILE or --data DIR.");
    return std::move(read.config);
}

}  // namespace michi::app
