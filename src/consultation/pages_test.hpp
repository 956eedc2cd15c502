// A Site with reception and work, and the deeds that its page tests repeat.
#pragma once

#include <gmock/gmock.h>

#include "consultation/consultation.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::consultation {

using testing::HasSubstr;
using testing::Not;
using web::Answer;
using web::Typed;

class AtReception : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {work::part(), consultation::part()}};

    std::string call(const Subject& who, const std::string& channel = "phone") {
        const Answer answer = town.post(who, "/w/intake", {{"channel", channel}});
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.location;
    }
    Answer send(const Subject& who, const std::string& place, Typed typed, std::string key = {}) {
        typed.emplace_back("register", "1");
        return town.post(who, place, std::move(typed), std::move(key));
    }
    std::string taken(const Subject& who, Typed typed) {
        const std::string place = call(who);
        const Answer answer = send(who, place, std::move(typed));
        EXPECT_EQ(answer.status, 303) << answer.body;
        return place;
    }
    std::string body(const Subject& who, const std::string& place) {
        return town.get(who, place).body;
    }
    std::int64_t count(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    Subject of_another_centre() {
        Subject other;
        town.write([&](Tx& tx) {
            const auto centre =
                Town::organisation(tx, "centre", "西部医療的ケア児支援センター", town.next);
            other = town.person(tx, "nishi", "西 ゆう", centre, Role::centre_counsellor);
        });
        return other;
    }
    void add_family(Id<record::Case> id, const std::string& phone) {
        town.write([&](Tx& tx) {
            record::Family mother;
            mother.relation = "mother";
            mother.kana = "さえき まいこ";
            mother.phone = phone;
            record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child,
                               mother);
        });
    }
};

}  // namespace michi::consultation
