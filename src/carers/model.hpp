// Who may give suction and tube feeding without being a nurse, as dated facts.
// Source: 認定特定行為業務従事者の認定 (pages of 岡山県, 愛知県 and 奈良県, read for the dossier's part
// 4.2): certificate of a class and acts; of class 3 for one person only; the employer registered; the
// carer on the employer's list before the act is done.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"

namespace michi {
namespace record {
struct Child;
}
namespace directory {
struct Provider;
}
}  // namespace michi

namespace michi::carers {

struct Carer;
struct Certificate;

/// The five acts of 喀痰吸引等; a set of them is a sum.
enum class Act : std::uint8_t {
    oral_suction = 1,
    nasal_suction = 2,
    cannula_suction = 4,
    gastrostomy_feeding = 8,  // also 腸ろう
    nasal_feeding = 16,
};
using Acts = std::uint8_t;
inline constexpr Acts kAllActs = 31;
inline constexpr std::array kActs{Act::oral_suction, Act::nasal_suction, Act::cannula_suction,
                                  Act::gastrostomy_feeding, Act::nasal_feeding};
constexpr bool has(Acts acts, Act act) { return (acts & static_cast<Acts>(act)) != 0; }

/// Both days included; open at the end when nobody said.
struct Span {
    Date from{};
    std::optional<Date> until;
    bool holds(Date day) const { return from <= day && (!until || day <= *until); }
};

enum class Class { first = 1, second = 2, third = 3 };

struct Holding {  // a certificate in somebody's hands
    Id<Carer> carer;
    Class rank{Class::third};
    Acts acts{};
    std::optional<Id<record::Child>> child;  // of class 3: for whom
    Span valid;
};

/// All that is known of one employer.
struct Employer {
    struct Registration {
        Acts acts{};
        Span valid;
    };
    struct Listed {
        Id<Carer> carer;
        Span valid;
    };
    std::vector<Registration> registrations;
    std::vector<Listed> roster;
    std::vector<Holding> certificates;  // of those on the roster
};

}  // namespace michi::carers
