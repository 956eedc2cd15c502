// What the process counts about itself, in Prometheus' text form (exposition format 0.0.4). No label holds
// anything of a person. Every function may be called from any thread.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace prometheus {
class Counter;
class Histogram;
}  // namespace prometheus

namespace michi::metrics {

/// Fixed words, such as {"lane", "sign_in"}.
using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Counts up since the process began. Two of the same name and labels are one.
class Counter {
  public:
    Counter(std::string_view name, std::string_view help, Labels labels = {});
    void add(double more = 1) const;

  private:
    prometheus::Counter* counted_;
};

/// Seconds, in buckets from half a millisecond to ten seconds.
class Durations {
  public:
    Durations(std::string_view name, std::string_view help, Labels labels = {});
    void observe(double seconds) const;

  private:
    prometheus::Histogram* seen_;
};

/// A figure that is asked for when somebody looks, as long as this object lives. Where `now` throws
/// the figure is left out.
class Gauge {
  public:
    Gauge(std::string_view name, std::string_view help, std::function<double()> now,
          Labels labels = {});
    ~Gauge();
    Gauge(const Gauge&) = delete;
    Gauge& operator=(const Gauge&) = delete;
};

/// Everything there is now.
std::string text();

}  // namespace michi::metrics
