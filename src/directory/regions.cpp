// 圏域 as an instance has written them down.

#include "directory/directory.hpp"
#include "directory/nearby.hpp"

namespace michi::directory {
namespace {

std::vector<Region> written(Tx& tx) {
    return tx.all("SELECT municipality, name FROM directory_region ORDER BY municipality",
                  [](const Row& row) {
                      return Region{row.get<std::string>(0), row.get<std::string>(1)};
                  });
}

}  // namespace

void learn_regions(Tx& tx) { learn_regions(written(tx)); }

std::string source_of_regions(Tx& tx, std::string_view prefecture) {
    return tx.value<std::string>(
        "SELECT source FROM directory_region WHERE substr(municipality, 1, 2) = $1"
        " ORDER BY municipality LIMIT 1",
        prefecture);
}

void keep_regions(Tx& tx, std::string_view prefecture, const std::vector<Region>& regions,
                  std::string_view source) {
    tx.run("DELETE FROM directory_region WHERE substr(municipality, 1, 2) = $1", prefecture);
    for (const Region& region : regions)
        tx.run("INSERT INTO directory_region (municipality, name, source) VALUES ($1, $2, $3)",
               region.municipality, region.name, source);
    tx.after_commit([all = written(tx)]() mutable { learn_regions(std::move(all)); });
}

}  // namespace michi::directory
