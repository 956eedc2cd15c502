// A disk under the real store, as an SQLite VFS over the ordinary one: it writes down every change of
// the database, its log and its journal in order, with the syncs between them, and can refuse any call.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <deque>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

namespace michi::power {

struct Event {
    enum class Kind { create, write, truncate, sync, sync_failed, remove, sync_directory };
    Kind kind{};
    std::string name{};  // without the directory
    std::int64_t at{};   // of a write; the new length of a truncation
    std::string bytes{};
};

enum class Call { write, sync, open, truncate, remove, map };

/// Which call fails, and how. One that stands fails from then on.
struct Fault {
    Call call{};
    long nth{};
    int code{};
    bool half{};  // the first half of a write arrives
    bool stands{};
};

class RecordingDisk {
  public:
    /// Every database opened by this process lies on it until it goes.
    RecordingDisk() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
        vfs_.pNext = nullptr;
        vfs_.zName = "recording";
        vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
        vfs_.xOpen = open;
        vfs_.xDelete = remove;
        here() = this;
        real_open_directory() =
            reinterpret_cast<OpenDirectory>(real_->xGetSystemCall(real_, "openDirectory"));
        real_->xSetSystemCall(real_, "openDirectory",
                              reinterpret_cast<sqlite3_syscall_ptr>(open_directory));
        if (sqlite3_vfs_register(&vfs_, 1) != SQLITE_OK) throw std::runtime_error("no such disk");
    }
    ~RecordingDisk() {
        sqlite3_vfs_unregister(&vfs_);
        real_->xSetSystemCall(real_, "openDirectory", nullptr);
        sqlite3_vfs_register(real_, 1);
        here() = nullptr;
    }
    RecordingDisk(const RecordingDisk&) = delete;
    RecordingDisk& operator=(const RecordingDisk&) = delete;

    /// What is there before anything is written down.
    void knows(const std::string& name) { names_[name] = true; }

    /// A file that the store writes beside the database, not through SQLite and without a sync.
    void watch(const std::string& path) { beside_ = path; }

    std::size_t count() const { return count_; }
    /// As far as it goes by now: other threads go on writing down.
    std::deque<Event> events() const {
        const std::lock_guard lock(mutex_);
        return events_;
    }

    void fail(Fault fault) {
        const std::lock_guard lock(mutex_);
        fault_ = fault;
        calls_ = 0;
        failed_ = 0;
    }
    /// How often a call was refused.
    long failed() const {
        const std::lock_guard lock(mutex_);
        return failed_;
    }

  private:
    using OpenDirectory = int (*)(const char*, int*);

    struct alignas(8) File {
        sqlite3_file base;
        RecordingDisk* disk;
        std::string* name;  // null: nothing that lasts
        sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };

    static RecordingDisk*& here() {
        static RecordingDisk* disk = nullptr;
        return disk;
    }
    static OpenDirectory& real_open_directory() {
        static OpenDirectory call = nullptr;
        return call;
    }
    /// SQLite opens a directory only to sync it.
    static bool& opened_directory() {
        thread_local bool opened = false;
        return opened;
    }
    static int open_directory(const char* path, int* descriptor) {
        opened_directory() = true;
        return real_open_directory()(path, descriptor);
    }

    static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
    static sqlite3_file* real(sqlite3_file* file) { return of(file).real(); }
    static std::string last_part(const char* path) {
        const char* slash = std::strrchr(path, '/');
        return slash ? slash + 1 : path;
    }

    void note(Event event) {
        look_beside();
        add(std::move(event));
    }
    void look_beside() {
        std::ifstream file(beside_, std::ios::binary);
        if (beside_.empty() || !file) return;
        std::string bytes{std::istreambuf_iterator<char>(file), {}};
        if (bytes == seen_beside_) return;
        const std::string name = last_part(beside_.c_str());
        if (!std::exchange(names_[name], true)) add({.kind = Event::Kind::create, .name = name});
        seen_beside_ = bytes;
        add({.kind = Event::Kind::write, .name = name, .bytes = std::move(bytes)});
    }
    void add(Event event) {
        events_.push_back(std::move(event));
        ++count_;
    }
    void note_directory() {
        if (opened_directory()) note({.kind = Event::Kind::sync_directory});
        opened_directory() = false;
    }
    /// The code with which this call has to fail, 0 when it may go on.
    int refusal(Call call) {
        if (fault_.nth == 0 || fault_.call != call) return 0;
        ++calls_;
        if (fault_.stands ? calls_ < fault_.nth : calls_ != fault_.nth) return 0;
        ++failed_;
        return fault_.code;
    }

    static int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out) {
        constexpr int kLasts = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
        RecordingDisk& disk = *here();
        const std::lock_guard lock(disk.mutex_);
        File& opened = of(file);
        opened.base.pMethods = nullptr;
        opened.disk = &disk;
        opened.name = nullptr;
        if (const int code = disk.refusal(Call::open)) return code;
        const int done = disk.real_->xOpen(disk.real_, path, opened.real(), flags, out);
        if (!opened.real()->pMethods) return done;
        opened.base.pMethods = methods();
        if (done != SQLITE_OK || !(flags & kLasts)) return done;
        opened.name = new std::string(last_part(path));
        if (!disk.names_[*opened.name])
            disk.note({.kind = Event::Kind::create, .name = *opened.name});
        disk.names_[*opened.name] = true;
        return done;
    }
    static int remove(sqlite3_vfs*, const char* path, int sync) {
        RecordingDisk& disk = *here();
        const std::lock_guard lock(disk.mutex_);
        if (const int code = disk.refusal(Call::remove)) return code;
        opened_directory() = false;
        const int done = disk.real_->xDelete(disk.real_, path, sync);
        const std::string name = last_part(path);
        if (done == SQLITE_OK && disk.names_[name])
            disk.note({.kind = Event::Kind::remove, .name = name});
        if (done == SQLITE_OK) disk.names_[name] = false;
        disk.note_directory();
        return done;
    }
    static int close(sqlite3_file* file) {
        const int done = real(file)->pMethods->xClose(real(file));
        delete of(file).name;
        of(file).name = nullptr;
        return done;
    }
    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
        File& to = of(file);
        const std::lock_guard lock(to.disk->mutex_);
        const int code = to.name ? to.disk->refusal(Call::write) : 0;
        if (code && !to.disk->fault_.half) return code;
        const int arrives = code ? size / 2 : size;
        const int done = to.real()->pMethods->xWrite(to.real(), bytes, arrives, at);
        if (done == SQLITE_OK && to.name)
            to.disk->note(
                {.kind = Event::Kind::write,
                 .name = *to.name,
                 .at = at,
                 .bytes = {static_cast<const char*>(bytes), static_cast<std::size_t>(arrives)}});
        return code ? code : done;
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        File& to = of(file);
        const std::lock_guard lock(to.disk->mutex_);
        if (const int code = to.name ? to.disk->refusal(Call::truncate) : 0) return code;
        const int done = to.real()->pMethods->xTruncate(to.real(), size);
        if (done == SQLITE_OK && to.name)
            to.disk->note({.kind = Event::Kind::truncate, .name = *to.name, .at = size});
        return done;
    }
    static int sync(sqlite3_file* file, int flags) {
        File& to = of(file);
        const std::lock_guard lock(to.disk->mutex_);
        if (const int code = to.name ? to.disk->refusal(Call::sync) : 0) {
            to.disk->note({.kind = Event::Kind::sync_failed, .name = *to.name});
            return code;
        }
        opened_directory() = false;
        const int done = to.real()->pMethods->xSync(to.real(), flags);
        if (done == SQLITE_OK && to.name)
            to.disk->note({.kind = Event::Kind::sync, .name = *to.name});
        to.disk->note_directory();
        return done;
    }
    static int map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
        File& to = of(file);
        {
            const std::lock_guard lock(to.disk->mutex_);
            if (const int code = to.disk->refusal(Call::map)) return code;
        }
        return to.real()->pMethods->xShmMap(to.real(), page, size, extend, out);
    }

    static const sqlite3_io_methods* methods() {
        static const sqlite3_io_methods all{
            .iVersion = 2,
            .xClose = close,
            .xRead =
                [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
                    return real(f)->pMethods->xRead(real(f), to, size, at);
                },
            .xWrite = write,
            .xTruncate = truncate,
            .xSync = sync,
            .xFileSize =
                [](sqlite3_file* f, sqlite3_int64* size) {
                    return real(f)->pMethods->xFileSize(real(f), size);
                },
            .xLock = [](sqlite3_file* f, int l) { return real(f)->pMethods->xLock(real(f), l); },
            .xUnlock = [](sqlite3_file* f,
                          int l) { return real(f)->pMethods->xUnlock(real(f), l); },
            .xCheckReservedLock =
                [](sqlite3_file* f, int* held) {
                    return real(f)->pMethods->xCheckReservedLock(real(f), held);
                },
            .xFileControl =
                [](sqlite3_file* f, int what, void* with) {
                    return real(f)->pMethods->xFileControl(real(f), what, with);
                },
            .xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
            .xDeviceCharacteristics =
                [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
            .xShmMap = map,
            .xShmLock =
                [](sqlite3_file* f, int at, int n, int flags) {
                    return real(f)->pMethods->xShmLock(real(f), at, n, flags);
                },
            .xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
            .xShmUnmap = [](sqlite3_file* f,
                            int gone) { return real(f)->pMethods->xShmUnmap(real(f), gone); },
            .xFetch = nullptr,
            .xUnfetch = nullptr,
        };
        return &all;
    }

    sqlite3_vfs* real_;
    sqlite3_vfs vfs_;
    mutable std::mutex mutex_;
    std::map<std::string, bool> names_;
    std::string beside_, seen_beside_;
    std::deque<Event> events_;
    std::atomic<std::size_t> count_{};
    Fault fault_{};
    long calls_{};
    std::atomic<long> failed_{};
};

}  // namespace michi::power
