#include "platform/zip.hpp"

#include <zip.h>

#include <stdexcept>

namespace michi {
namespace {

class Package {
  public:
    Package() {
        zip_error_t error;
        zip_error_init(&error);
        source_ = zip_source_buffer_create(nullptr, 0, 0, &error);
        if (source_) zip_source_keep(source_);
        archive_ = source_ ? zip_open_from_source(source_, ZIP_TRUNCATE, &error) : nullptr;
        if (!archive_) throw std::runtime_error("a ZIP could not be begun");
    }
    Package(const Package&) = delete;
    Package& operator=(const Package&) = delete;
    ~Package() {
        if (archive_) zip_discard(archive_);
        if (source_) zip_source_free(source_);
    }

    /// `file` outlives the package.
    void add(const ZippedFile& file) {
        zip_source_t* part = zip_source_buffer(archive_, file.bytes.data(), file.bytes.size(), 0);
        const zip_int64_t index =
            part ? zip_file_add(archive_, file.name.c_str(), part, ZIP_FL_ENC_UTF_8) : -1;
        if (index < 0) throw std::runtime_error("a ZIP could not be filled");
        zip_file_set_dostime(archive_, static_cast<zip_uint64_t>(index), 0, 0x21,
                             0);  // 1980-01-01: no clock inside
    }

    std::string bytes() {
        if (zip_close(archive_) != 0) throw std::runtime_error("a ZIP could not be ended");
        archive_ = nullptr;
        zip_stat_t stat;
        if (zip_source_open(source_) != 0 || zip_source_stat(source_, &stat) != 0)
            throw std::runtime_error("a ZIP could not be read back");
        std::string bytes(stat.size, '\0');
        const auto read = zip_source_read(source_, bytes.data(), bytes.size());
        zip_source_close(source_);
        if (read != static_cast<zip_int64_t>(bytes.size()))
            throw std::runtime_error("a ZIP could not be read back");
        return bytes;
    }

  private:
    zip_source_t* source_{};
    zip_t* archive_{};
};

}  // namespace

std::string zipped(std::span<const ZippedFile> files) {
    Package package;
    for (const ZippedFile& file : files) package.add(file);
    return package.bytes();
}

}  // namespace michi
