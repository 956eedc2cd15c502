#include "web/compress.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace michi::web {
namespace {

// On a case page: quality 1 takes 61 us for 6.9 KB, 4 takes 238 us for 6.1 KB; on a long list 103 and 588.
constexpr int kBrotliQuality = 1;
constexpr int kGzipLevel = 1;

/// Whether a list like "gzip, br;q=0.5" names the coding with a weight above zero.
bool takes(std::string_view accepted, std::string_view coding) {
    while (!accepted.empty()) {
        const auto end = std::min(accepted.find(','), accepted.size());
        auto item = accepted.substr(0, end);
        accepted.remove_prefix(std::min(end + 1, accepted.size()));
        while (item.starts_with(' ')) item.remove_prefix(1);
        const auto name = item.substr(0, item.find_first_of("; "));
        if (name != coding) continue;
        const auto weight = item.find("q=");
        return weight == std::string_view::npos ||
               item.substr(weight + 2).find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

std::string brotli(std::string_view text) {
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
    std::string out(size, '\0');
    if (!BrotliEncoderCompress(kBrotliQuality, 18, BROTLI_MODE_TEXT, text.size(),
                               reinterpret_cast<const uint8_t*>(text.data()), &size,
                               reinterpret_cast<uint8_t*>(out.data())))
        throw std::runtime_error("brotli");
    out.resize(size);
    return out;
}

std::string gzip(std::string_view text) {
    z_stream stream{};
    if (deflateInit2(&stream, kGzipLevel, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("deflate");
    std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int ended = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (ended != Z_STREAM_END) throw std::runtime_error("deflate");
    return out;
}

}  // namespace

Coding coding_for(std::string_view accepted) {
    if (takes(accepted, "br")) return Coding::br;
    return takes(accepted, "gzip") ? Coding::gzip : Coding::none;
}

std::string_view name_of(Coding coding) { return coding == Coding::br ? "br" : "gzip"; }

std::string compressed(std::string_view text, Coding coding) {
    return coding == Coding::br ? brotli(text) : gzip(text);
}

}  // namespace michi::web
