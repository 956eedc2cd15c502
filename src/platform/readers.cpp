#include "platform/readers.hpp"

namespace michi {

void Readers::read(const std::function<void(Tx&)>& work) {
    auto connection = begun();
    try {
        Tx tx(*connection, Reach::reads, memory_);
        work(tx);
        connection->commit();
    } catch (...) {
        connection->rollback();
        if (connection->usable()) give(std::move(connection));
        throw;
    }
    give(std::move(connection));
}

/// A pooled connection may have died with its server: then the rest of the pool has too.
std::unique_ptr<Connection> Readers::begun() {
    auto connection = take();
    if (connection) try {
            connection->begin(Reach::reads);
            return connection;
        } catch (const StorageUnavailable&) {
            connection.reset();  // files that are over open anew when the last of these has closed
            close();
        }
    connection = connect_(Reach::reads);
    connection->begin(Reach::reads);
    return connection;
}

std::unique_ptr<Connection> Readers::take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return nullptr;
    auto connection = std::move(free_.back());
    free_.pop_back();
    return connection;
}

void Readers::give(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(connection));
}

void Readers::close() {
    const std::lock_guard lock(mutex_);
    free_.clear();
}

}  // namespace michi
