#include "app/capabilities.hpp"

#include "consultation/consultation.hpp"
#include "people/people.hpp"
#include "work/work.hpp"

namespace michi::app {

std::vector<web::Part> parts() {
    return {
        people::part(),
        work::part(),
        consultation::part(),
    };
}

web::RailCounts rail_counts() {
    return [](Tx&, const Subject&, Now) { return std::map<std::string, std::int64_t>(); };
}

void make_ready(Database&, Vault&) {}

}  // namespace michi::app
