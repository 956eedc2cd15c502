#include "platform/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>

#include "platform/log.hpp"

namespace michi::metrics {
namespace {

/// Seconds; a page takes under a millisecond, a password 30, an import seconds.
prometheus::Histogram::BucketBoundaries buckets() {
    return {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
}

prometheus::Registry& registry() {
    static prometheus::Registry all;
    return all;
}

prometheus::Labels labels_of(Labels labels) {
    prometheus::Labels all;
    for (const auto& [name, value] : labels) all.emplace(name, value);
    return all;
}

/// Gauges that live, by the object that asks for them.
struct Asked {
    std::mutex mutex;
    struct One {
        prometheus::Family<prometheus::Gauge>* family;
        prometheus::Labels labels;
        std::function<double()> now;
    };
    std::map<const Gauge*, One> gauges;
};

Asked& asked() {
    static Asked all;
    return all;
}

/// A figure stands in the text only while it is told: one that is not known now is taken out again.
void ask(Asked::One& one) {
    try {
        const double now = one.now();
        one.family->Add(one.labels).Set(now);
    } catch (const std::exception& why) {
        one.family->Remove(&one.family->Add(one.labels));
        log_fault("metrics", why.what());
    }
}

}  // namespace

Counter::Counter(std::string_view name, std::string_view help, Labels labels)
    : counted_(&prometheus::BuildCounter()
                    .Name(std::string(name))
                    .Help(std::string(help))
                    .Register(registry())
                    .Add(labels_of(labels))) {}

void Counter::add(double more) const { counted_->Increment(more); }

Durations::Durations(std::string_view name, std::string_view help, Labels labels)
    : seen_(&prometheus::BuildHistogram()
                 .Name(std::string(name))
                 .Help(std::string(help))
                 .Register(registry())
                 .Add(labels_of(labels), buckets())) {}

void Durations::observe(double seconds) const { seen_->Observe(seconds); }

Gauge::Gauge(std::string_view name, std::string_view help, std::function<double()> now,
             Labels labels) {
    auto& family = prometheus::BuildGauge()
                       .Name(std::string(name))
                       .Help(std::string(help))
                       .Register(registry());
    Asked& all = asked();
    const std::lock_guard lock(all.mutex);
    all.gauges.emplace(this, Asked::One{&family, labels_of(labels), std::move(now)});
}

Gauge::~Gauge() {
    Asked& all = asked();
    const std::lock_guard lock(all.mutex);
    const auto own = all.gauges.find(this);
    own->second.family->Remove(&own->second.family->Add(own->second.labels));
    all.gauges.erase(own);
}

std::string text() {
    Asked& all = asked();
    const std::lock_guard lock(all.mutex);
    for (auto& [gauge, one] : all.gauges) ask(one);
    return prometheus::TextSerializer().Serialize(registry().Collect());
}

}  // namespace michi::metrics
