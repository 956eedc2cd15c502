// Tests that hold on SQLite, and on PostgreSQL where MICHI_TEST_POSTGRES names one.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "platform/db.hpp"

namespace michi {

inline std::vector<bool> engines() {
    if (std::getenv("MICHI_TEST_POSTGRES")) return {false, true};
    return {false};
}

/// The parameter says whether it is PostgreSQL; `database` is fresh, with all migrations.
class OnEachEngine : public testing::TestWithParam<bool> {
  public:
    std::unique_ptr<Database> database = open_scratch_database(GetParam());
};

inline std::string engine_name(const testing::TestParamInfo<bool>& engine) {
    return engine.param ? "postgres" : "sqlite";
}

}  // namespace michi

#define ON_EACH_ENGINE(suite)                                                     \
    INSTANTIATE_TEST_SUITE_P(engines, suite, testing::ValuesIn(michi::engines()), \
                             michi::engine_name)
