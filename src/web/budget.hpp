// Memory that requests and long answers may hold, over all connections of a server.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace michi::web {

/// Bytes. An address is a household or a whole town hall: it gets a part, never all. Strangers get a
/// part that leaves the most for those who are recognised.
struct BudgetSizes {
    std::size_t all{128u << 20}, of_address{64u << 20};
    std::size_t strangers{32u << 20}, strangers_of_address{8u << 20};
};

class Budget {
  public:
    explicit Budget(const BudgetSizes& sizes) : sizes_(sizes) {}

    /// What one connection holds; given back at its end.
    class Part {
      public:
        explicit Part(Budget& budget) : budget_(budget) {}
        ~Part() { give_back(); }
        Part(const Part&) = delete;
        Part& operator=(const Part&) = delete;
        /// Holds as many bytes from now on; false, and holds what it held, when they are not to be had.
        bool hold(std::size_t bytes, const std::string& address, bool stranger);
        void give_back();

      private:
        Budget& budget_;
        std::string address_;
        std::size_t held_{};
        bool stranger_{};
    };

    std::size_t held() const;

  private:
    struct Sums {
        std::size_t all{}, strangers{};
    };
    bool fits(const Sums& address, std::size_t bytes, bool stranger) const;
    void count(const std::string& address, std::size_t bytes, bool stranger);
    void uncount(const std::string& address, std::size_t bytes, bool stranger);

    const BudgetSizes sizes_;
    mutable std::mutex mutex_;
    Sums sums_;
    std::unordered_map<std::string, Sums> addresses_;
};

}  // namespace michi::web
