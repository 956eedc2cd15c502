// bench_driver load FILE | commits DIR SECONDS | syncs DIR SECONDS | copy FROM TO: one JSON object or
// number.
// FILE: lines "port 8080", "connections 32", "seconds 5", "session COOKIE CSRF", "request GET /w", …
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "disk.hpp"
#include "load.hpp"

namespace {

std::string rest_of(std::istringstream& line) {
    std::string rest;
    std::getline(line >> std::ws, rest);
    return rest;
}

void read_line(bench::Load& load, const std::string& text) {
    std::istringstream line(text);
    std::string name;
    line >> name;
    if (name == "port")
        line >> load.port;
    else if (name == "connections")
        line >> load.connections;
    else if (name == "seconds")
        line >> load.seconds;
    else if (name == "warm_up")
        line >> load.warm_up;
    else if (name == "expected")
        line >> load.expected;
    else if (name == "accept_encoding")
        load.accept_encoding = rest_of(line);
    else if (name == "request")
        load.requests.push_back(rest_of(line));
    else if (name == "session")
        line >> load.sessions.emplace_back().cookie >> load.sessions.back().csrf;
    else
        throw std::runtime_error("unknown line: " + text);
}

int load(const char* file) {
    bench::Load load;
    std::ifstream in(file);
    for (std::string text; std::getline(in, text);) read_line(load, text);
    if (load.requests.empty()) throw std::runtime_error("no requests");
    const auto seen = bench::run(load);
    const double answers = seen.answers ? double(seen.answers) : 1;
    std::printf(
        "{\"all\":%lld,\"answers\":%lld,\"wrong\":%lld,\"rate\":%.1f,\"bytes\":%.0f,\"p50\":%.3f,\"p99\":%.3f,"
        "\"p999\":%.3f,\"max\":%.3f,\"own_cpu\":%.2f}\n",
        static_cast<long long>(seen.all), static_cast<long long>(seen.answers),
        static_cast<long long>(seen.wrong), double(seen.answers) / seen.seconds,
        double(seen.bytes) / answers, seen.at(0.5), seen.at(0.99), seen.at(0.999), seen.at(1),
        seen.own_cpu / seen.seconds);
    return 0;
}

}  // namespace

int main(int count, char** words) {
    try {
        const std::string act = count > 1 ? words[1] : "";
        if (act == "load" && count == 3) return load(words[2]);
        if (act == "copy" && count == 4) {
            std::printf("%.3f\n", bench::copy_seconds(words[2], words[3]));
            return 0;
        }
        const auto measure = act == "commits" ? bench::commits_a_second
                             : act == "syncs" ? bench::syncs_a_second
                                              : nullptr;
        if (!measure || count != 4) {
            std::fprintf(stderr,
                         "bench_driver load FILE | commits DIR SECONDS | syncs DIR SECONDS |"
                         " copy FROM TO\n");
            return 2;
        }
        std::printf("%.1f\n", measure(words[2], std::atof(words[3])));
        return 0;
    } catch (const std::exception& why) {
        std::fprintf(stderr, "bench_driver: %s\n", why.what());
        return 1;
    }
}
