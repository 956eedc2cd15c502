// What a process derives from its database and keeps in memory: one of each kind, made on first
// use.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <typeindex>

namespace michi {

class Memory {
  public:
    /// T guards itself; it lives as long as the database.
    template <class T>
    T& of() {
        const std::lock_guard lock(mutex_);
        auto& slot = kept_[std::type_index(typeid(T))];
        if (!slot) slot = std::make_shared<T>();
        return *static_cast<T*>(slot.get());
    }

  private:
    std::mutex mutex_;
    std::map<std::type_index, std::shared_ptr<void>> kept_;
};

}  // namespace michi
