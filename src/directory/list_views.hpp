// What the pages of kept lists show.
#pragma once

#include <boost/describe.hpp>

#include "base/result.hpp"
#include "directory/model.hpp"

namespace michi::web {
class Out;
}

namespace michi::directory {

struct KeptListView {
    std::string id, name, publisher, rows, taken, ended;  // ended: 「11月30日に終了（伊藤）」
    Word kind;
};
BOOST_DESCRIBE_STRUCT(KeptListView, (), (id, name, publisher, rows, taken, ended, kind))

struct KeptListsView {
    std::vector<KeptListView> lists;
};
BOOST_DESCRIBE_STRUCT(KeptListsView, (), (lists))

struct EndedPlaceView {
    std::string number, name, place;
    Word kind;
};
BOOST_DESCRIBE_STRUCT(EndedPlaceView, (), (number, name, place, kind))

struct EndListView {
    KeptListView list;
    std::vector<EndedPlaceView> going, staying;  // the first of them
    std::int64_t going_count{}, staying_count{}, rows{}, going_more{};
    std::string ended_on;
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(EndListView, (),
                      (list, going, staying, going_count, staying_count, rows, going_more, ended_on,
                       refusals))

void render(const KeptListsView& v, web::Out& out);
void render(const EndListView& v, web::Out& out);

}  // namespace michi::directory
