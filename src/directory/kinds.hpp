// The kinds of service that a child's life may need, and the names publishers give them.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/word.hpp"

namespace michi::directory {

struct ServiceKind {
    std::string_view id;      // code list of the domain: "short_stay"
    std::string_view sector;  // welfare childcare education medicine health disaster peer other
    Word word;
};

std::span<const ServiceKind> service_kinds();
/// nullptr when unknown.
const ServiceKind* find_kind(std::string_view id);
/// The id behind a publisher's name (短期入所, B1(小学校), 認可外保育所…); "" when not known.
std::string_view kind_named(std::string_view published);

/// A part of publishers' names, and the kind it stands for.
struct PublishedName {
    std::string_view part, id;
};
std::span<const PublishedName> names_of_kinds();

/// Whether it is a service of welfare or of work for people with disabilities.
bool is_welfare(std::string_view id);
/// The kinds of one cell: 「児童発達支援・放課後等デイサービス」 names two services of welfare; other
/// cells one, or none.
std::vector<std::string_view> kinds_named(std::string_view published);
/// A service that is known and that this directory does not hold: 宿泊型自立訓練.
bool is_not_kept(std::string_view published);

/// Services of the long-term care insurance for the old: no child is sent there.
bool is_for_the_old(std::string_view published);

}  // namespace michi::directory
