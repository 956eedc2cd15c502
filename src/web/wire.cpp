#include "web/wire.hpp"

#include <ctime>

#include "base/address.hpp"
#include "platform/clock.hpp"
#include "web/kept.hpp"

namespace michi::web {
namespace {

constexpr std::string_view kProtection =
    "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "X-Frame-Options: DENY\r\n"
    "Permissions-Policy: accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), payment=(), usb=()\r\n"
    "Reporting-Endpoints: csp=\"/csp-report\"\r\n";

std::string_view origin_lines(const Answer& answer) {
    return answer.any_origin ? "Cross-Origin-Resource-Policy: cross-origin\r\n"
                               "Access-Control-Allow-Origin: *\r\n"
                             : "Cross-Origin-Resource-Policy: same-origin\r\n";
}

std::string_view keeping_lines(const Answer& answer) {
    if (answer.shared && answer.any_origin)
        return "Vary: Accept, Accept-Encoding, Accept-Language\r\n"
               "Cache-Control: public, max-age=60\r\n";
    if (answer.shared)
        return "Vary: Accept, Accept-Encoding\r\nCache-Control: public, max-age=60\r\n";
    if (answer.lasting)
        return "Vary: Accept, Accept-Encoding, Cookie, HX-Request\r\n"
               "Cache-Control: public, max-age=31536000, immutable\r\n";
    return "Vary: Accept, Accept-Encoding, Cookie, HX-Request\r\nCache-Control: no-store\r\n";
}

std::string_view phrase(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 204:
            return "No Content";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 421:
            return "Misdirected Request";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            return "Answer";
    }
}

/// A value from elsewhere never opens a new header line.
void line(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    for (const char c : value)
        if (c != '\r' && c != '\n' && c != '\0') out += c;
    out += "\r\n";
}

void policy_line(std::string& out, const Answer& answer) {
    out += "Content-Security-Policy: default-src 'none'; ";
    if (!answer.file_name.empty()) {
        out += "sandbox; frame-ancestors 'none'; base-uri 'none'\r\n";
        return;
    }
    out += "script-src ";
    if (answer.nonce.empty())
        out += "'none'";
    else
        out.append("'nonce-").append(answer.nonce).append("'");
    out +=
        "; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types michi; report-to csp\r\n";
}

void date_line(std::string& out) {
    thread_local std::time_t made = 0;
    thread_local char text[64];
    const std::time_t now = system_now().ms / 1000;
    if (now != made) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
        made = now;
    }
    out += text;
}

void status_line(std::string& out, int status) {
    out += "HTTP/1.1 ";
    out += std::to_string(status);
    out.append(" ").append(phrase(status)).append("\r\n");
}

void answer_lines(std::string& out, const Answer& answer) {
    if (!answer.location.empty()) line(out, "Location", answer.location);
    if (!answer.file_name.empty()) line(out, "Content-Disposition", attachment(answer.file_name));
    for (const auto& [name, value] : answer.headers) line(out, name, value);
    for (const auto& cookie : answer.cookies) line(out, "Set-Cookie", cookie);
}

bool is_text(std::string_view type) {
    return type.starts_with("text/") || type.starts_with("application/json") ||
           type == "application/x-ndjson" || type == "application/xml" ||
           type == "application/problem+json" || type == "image/svg+xml";
}

bool has_encoding(const Answer& answer) {
    for (const auto& [name, value] : answer.headers)
        if (name == "Content-Encoding") return true;
    return false;
}

Coding coding_of(const Answer& answer, std::size_t size, std::string_view accepted) {
    if (size < 1024 || answer.lasting || !is_text(answer.type) || has_encoding(answer))
        return Coding::none;
    return coding_for(accepted);
}

/// The body as it goes out; what is shared stays where it is.
Kept::Text pack(Answer& answer, std::string_view accepted) {
    const auto size = answer.kept ? answer.kept->plain()->size() : answer.body.size();
    const Coding coding = coding_of(answer, size, accepted);
    if (coding != Coding::none) answer.headers.emplace_back("Content-Encoding", name_of(coding));
    if (answer.kept) return answer.kept->as(coding);
    if (coding != Coding::none) answer.body = compressed(answer.body, coding);
    return nullptr;
}

}  // namespace

Response response_of(Answer answer, const Wire& wire) {
    const bool bodiless = answer.status == 204 || answer.status == 304;
    auto shared = pack(answer, wire.accept_encoding);
    const auto size = shared ? shared->size() : answer.body.size();
    std::string out;
    out.reserve(1800 + (wire.head_only ? 0 : answer.body.size()));
    status_line(out, answer.status);
    date_line(out);
    out += kProtection;
    policy_line(out, answer);
    out += origin_lines(answer);
    out += keeping_lines(answer);
    if (!bodiless && answer.status != 303) line(out, "Content-Type", answer.type);
    answer_lines(out, answer);
    if (!bodiless) out.append("Content-Length: ").append(std::to_string(size)).append("\r\n");
    out += wire.keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    if (bodiless || wire.head_only) return {std::move(out)};
    out += answer.body;
    return {std::move(out), std::move(shared)};
}

Answer plain_refusal(int status) {
    Answer answer;
    answer.status = status;
    answer.type = "text/plain; charset=utf-8";
    answer.body = std::to_string(status).append(" ").append(phrase(status)).append("\n");
    if (status == 405) answer.headers.emplace_back("Allow", "GET, HEAD, POST");
    if (status == 413)
        answer.body =
            "長すぎて受け取れませんでした。何も保存していません。書いたものは前の画面に残っています。戻って短くするか、分けて送ってください。\n"
            "This is too long to be taken, and nothing was kept. What you wrote is on the page before: go back, and shorten it or send it in parts.\n";
    if (status == 503) {
        answer.headers.emplace_back("Retry-After", "5");
        answer.body =
            "いま混みあっています。入力した内容は前の画面に残っています。少し待って、もう一度送ってください。\n"
            "The server is busy. What you typed is on the page before. Please wait a little and send it again.\n";
    }
    return answer;
}

}  // namespace michi::web
