// What the page of disagreeing lists shows.
#pragma once

#include <boost/describe.hpp>

#include "base/result.hpp"
#include "directory/model.hpp"

namespace michi::web {
class Out;
}

namespace michi::directory {

struct SayingView {
    std::string source, text;
    bool counts{};  // what is shown now
};
BOOST_DESCRIBE_STRUCT(SayingView, (), (source, text, counts))

struct DisagreementView {
    std::string number, name, place, field;
    Word word;
    std::vector<SayingView> sayings;
};
BOOST_DESCRIBE_STRUCT(DisagreementView, (), (number, name, place, field, word, sayings))

struct DisagreementsView {
    std::vector<DisagreementView> rows;
    std::int64_t total{}, page{1}, pages{1};
};
BOOST_DESCRIBE_STRUCT(DisagreementsView, (), (rows, total, page, pages))

void render(const DisagreementsView& v, web::Out& out);

}  // namespace michi::directory
