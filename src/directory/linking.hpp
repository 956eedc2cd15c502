// Where a record belongs: the service it speaks of, the body that runs it, the place it stands at.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "directory/store.hpp"

namespace michi::directory {

/// Finds the service that another list already brought: the same lasting number of one source, or the
/// same name, municipality and kind, and the same address, telephone or spot. A list never speaks twice of one service.
class Linking {
  public:
    explicit Linking(std::vector<Link> known);
    /// Services with another key are never the same.
    static std::string key(const Values& values);
    /// The lasting number that its source gave it; "" when none.
    static std::string number(const Entry& entry, std::string_view source);
    /// A service that is there, or the place among those that add() promised; neither when it is one of its own.
    struct Found {
        Id<Service> service;
        std::optional<std::size_t> promised;
    };
    Found service_for(const Entry& fresh, std::string_view source, std::int64_t list);
    /// A service that will be there: what a later table of the same file says of it is linked to it.
    void add(const Entry& fresh, std::string_view source, std::int64_t list);

  private:
    bool may_be(const Link& link, const Entry& fresh, std::int64_t list) const;
    Found found(std::size_t place) const;
    std::vector<Link> known_;
    std::size_t there_{};  // of known_: the others are promised
    std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
    std::unordered_map<std::string, std::size_t> by_number_;
};

/// Bodies and places, each once.
class Home {
  public:
    explicit Home(Tx& tx);
    Id<Provider> provider_of(Tx& tx, const Values& values);
    /// The service stands where its values say; an earlier place stays when they name none.
    void settle(Tx& tx, Id<Service> service, const Values& values);

  private:
    Id<Place> place_of(Tx& tx, const Values& values);
    std::unordered_map<std::string, Id<Provider>> by_number_, by_name_;
    std::map<std::string, Id<Place>> places_;
};

}  // namespace michi::directory
