#include "people/totp.hpp"

#include <fmt/format.h>
#include <oath.h>
#include <qrencode.h>
#include <sodium.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/bare_code.hpp"
#include "platform/vault.hpp"

namespace michi::people {
namespace {

constexpr std::int64_t kStepSeconds = 30;
/// Five minutes: no phone that still signs in is further ahead of the server than this.
constexpr std::int64_t kMostStepsAhead = 10;

std::int64_t step_at(Instant at) { return at.ms / 1000 / kStepSeconds; }

}  // namespace

std::string code_at(const std::string& secret, std::int64_t step) {
    char code[8] = {};
    oath_hotp_generate(secret.data(), secret.size(), std::uint64_t(step), 6, false,
                       OATH_HOTP_DYNAMIC_TRUNCATION, code);
    return code;
}

std::optional<std::int64_t> accepted_step(const std::string& secret, std::string_view typed,
                                          Instant at, std::int64_t last_step) {
    const std::string code = bare_code(typed);
    if (secret.empty() || code.size() != 6) return std::nullopt;
    const std::int64_t now = step_at(at);
    for (const std::int64_t step : {now, now - 1}) {
        const std::string right = code_at(secret, step);
        if (step > last_step && sodium_memcmp(right.data(), code.data(), 6) == 0) return step;
    }
    return std::nullopt;
}

bool is_ahead(std::int64_t last_step, Instant at) {
    return last_step > step_at(at) + kMostStepsAhead;
}

std::string new_secret() { return random_bytes(20); }

std::string base32(std::string_view bytes) {
    char* text = nullptr;
    std::size_t size = 0;
    if (oath_base32_encode(bytes.data(), bytes.size(), &text, &size) != OATH_OK)
        throw StorageFault("base32");
    std::string out(text, size);
    std::free(text);
    std::erase(out, '=');
    return out;
}

Html qr_svg(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
    if (!code) return {};
    std::string path;
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if (code->data[y * code->width + x] & 1)
                path += fmt::format("M{} {}h1v1h-1z", x + 4, y + 4);
    const int side = code->width + 8;
    const int pixels =
        std::max(220, side * 3);  // a camera needs three to tell a square from its neighbour
    return Html::trusted(fmt::format(
        "<svg class=\"qr\" viewBox=\"0 0 {0} {0}\" role=\"img\" aria-label=\"QR\" width=\"{2}\" height=\"{2}\">"
        "<rect width=\"{0}\" height=\"{0}\" fill=\"#fff\"/><path d=\"{1}\"/></svg>",
        side, path, pixels));
}

}  // namespace michi::people
