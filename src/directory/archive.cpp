#include "directory/archive.hpp"

#include <zip.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>

#include "directory/bytes.hpp"
#include "directory/table.hpp"

namespace michi::directory {
namespace {

constexpr std::uint64_t kRatioFrom = 1u << 20;  // small files may repeat themselves as they like
constexpr std::uint64_t kRatio = 100;

std::uint64_t little(std::string_view bytes, std::size_t at, int size) {
    std::uint64_t value = 0;
    for (int i = size - 1; i >= 0; --i)
        value = value << 8 | static_cast<std::uint8_t>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}

/// Where an entry's bytes lie, read from the central directory itself (libzip does not tell).
struct Extent {
    std::uint64_t begin, end;
};

/// Nothing when the central directory is not where it should be.
std::optional<std::vector<Extent>> extents_of(std::string_view bytes) {
    const auto tail = bytes.rfind("PK\x05\x06");
    if (tail == bytes.npos || tail + 22 > bytes.size()) return std::nullopt;
    const std::uint64_t count = little(bytes, tail + 10, 2);
    std::uint64_t at = little(bytes, tail + 16, 4);
    std::vector<Extent> extents;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (at + 46 > bytes.size() || bytes.substr(at, 4) != "PK\x01\x02") return std::nullopt;
        const auto header = little(bytes, at + 42, 4), packed = little(bytes, at + 20, 4);
        if (header + 30 > bytes.size()) return std::nullopt;
        const auto body =
            header + 30 + little(bytes, header + 26, 2) + little(bytes, header + 28, 2);
        extents.push_back({header, body + packed});
        at +=
            46 + little(bytes, at + 28, 2) + little(bytes, at + 30, 2) + little(bytes, at + 32, 2);
    }
    return extents;
}

bool overlap(std::string_view bytes) {
    auto extents = extents_of(bytes);
    if (!extents) return true;
    std::ranges::sort(*extents, {}, &Extent::begin);
    for (std::size_t i = 0; i < extents->size(); ++i)
        if ((*extents)[i].end > bytes.size() ||
            (i > 0 && (*extents)[i].begin < (*extents)[i - 1].end))
            return true;
    return false;
}

/// Names are UTF-8 or CP932, whatever the flag says; Windows parts folders with a backslash, which
/// is also the second byte of 表 and so is looked for after decoding.
std::string decoded_name(std::string_view raw) {
    auto text = text_of(raw);
    std::string name = text ? std::move(*text) : std::string{};
    std::ranges::replace(name, '\\', '/');
    return name;
}

/// A part `..` climbs; two dots inside a name do not.
bool climbs(std::string_view name) {
    const std::string framed = "/" + std::string(name) + "/";
    return framed.find("/../") != framed.npos;
}

bool is_safe_name(std::string_view name) {
    return !name.empty() && name.front() != '/' && !climbs(name) && name.find(':') == name.npos &&
           name.find(kBroken) == name.npos && name.find('\0') == name.npos;
}

bool is_link(zip_t* zip, zip_uint64_t index) {
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    zip_file_get_external_attributes(zip, index, 0, &system, &attributes);
    return system == ZIP_OPSYS_UNIX && (attributes >> 16 & 0170000) == 0120000;
}

struct CloseFile {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

struct Archive::Inside {
    std::string bytes;
    zip_t* zip{};
    std::vector<std::string> names;
    std::map<std::string, zip_uint64_t, std::less<>> index;
    std::uint64_t inflated{};

    ~Inside() {
        if (zip) zip_discard(zip);
    }
    Refusals list();
    Refusals add(zip_uint64_t at);
};

Refusals Archive::Inside::add(zip_uint64_t at) {
    Refusals no;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(zip, at, 0, &stat) != 0) {
        no.add(kWhole, "directory.zip_broken"_w);
        return no;
    }
    const char* raw = zip_get_name(zip, at, ZIP_FL_ENC_RAW);
    const std::string name = decoded_name(raw ? raw : "");
    if (name.ends_with('/')) return no;
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        no.add(kWhole, "directory.zip_encrypted"_w);
    if (!is_safe_name(name) || is_link(zip, at) || !index.emplace(name, at).second)
        no.add(kWhole, "directory.zip_unsafe"_w);
    names.emplace_back(name);
    return no;
}

Refusals Archive::Inside::list() {
    Refusals no;
    const auto count = zip_get_num_entries(zip, 0);
    if (count < 0 || static_cast<std::size_t>(count) > kEntryLimit) {
        no.add(kWhole, "directory.zip_too_many"_w);
        return no;
    }
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count) && !no.any(); ++i) no.add(add(i));
    return no;
}

Archive::Archive(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(std::string_view bytes) {
    auto inside = std::make_unique<Inside>();
    inside->bytes = bytes;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source =
        zip_source_buffer_create(inside->bytes.data(), inside->bytes.size(), 0, &error);
    if (source) inside->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (source && !inside->zip) zip_source_free(source);
    zip_error_fini(&error);
    if (!inside->zip) return refused(kWhole, "directory.zip_broken"_w);
    if (overlap(bytes)) return refused(kWhole, "directory.zip_unsafe"_w);
    if (auto no = inside->list(); no.any()) return refused(std::move(no));
    return Archive(std::move(inside));
}

const std::vector<std::string>& Archive::names() const { return inside_->names; }
bool Archive::has(std::string_view name) const { return inside_->index.contains(name); }

Result<std::string> Archive::read(std::string_view name) {
    const auto found = inside_->index.find(name);
    if (found == inside_->index.end()) return refused(kWhole, "directory.zip_broken"_w);
    zip_stat_t stat;
    zip_stat_init(&stat);
    zip_stat_index(inside_->zip, found->second, 0, &stat);
    const std::unique_ptr<zip_file_t, CloseFile> file(
        zip_fopen_index(inside_->zip, found->second, 0));
    if (!file) return refused(kWhole, "directory.zip_broken"_w);
    std::string out;
    std::string chunk(1 << 16, '\0');
    for (;;) {
        const auto got = zip_fread(file.get(), chunk.data(), chunk.size());
        if (got < 0) return refused(kWhole, "directory.zip_broken"_w);
        if (got == 0) return out;
        out.append(chunk, 0, static_cast<std::size_t>(got));
        inside_->inflated += static_cast<std::uint64_t>(got);
        const bool swollen = out.size() > kRatioFrom && out.size() > stat.comp_size * kRatio;
        if (swollen || inside_->inflated > kInflatedLimit)
            return refused(kWhole, "directory.zip_swollen"_w);
    }
}

}  // namespace michi::directory
