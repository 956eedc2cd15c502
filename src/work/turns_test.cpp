#include "work/turns.hpp"

#include <gtest/gtest.h>

namespace michi::work {
namespace {

struct Row {
    const char* said;
    Held step;
    Turn turn;
};

TEST(Turn, is_of_whoever_holds_the_step_and_new_until_it_is_received) {
    const Row rows[] = {
        {"a request to us that nobody received", {true, true, "sent", "m"}, Turn::fresh},
        {"one that we received", {true, true, "received", "m"}, Turn::ours},
        {"one that we took", {true, true, "accepted", "m"}, Turn::ours},
        {"one that we sent and that came back", {true, false, "answered", "m"}, Turn::ours},
        {"a step of ours without a request", {true, false, "", "o"}, Turn::ours},
        {"what we answered lies with the Centre", {false, true, "answered", "c"}, Turn::centre},
        {"what we asked of the Centre", {false, false, "sent", "c"}, Turn::centre},
        {"what we handed on lies with the next town", {false, false, "sent", "m"}, Turn::others},
        {"a family is asked by nobody's request", {false, false, "", "f"}, Turn::family},
        {"the prefecture is one of the others", {false, false, "", "p"}, Turn::others},
    };
    for (const Row& row : rows) EXPECT_EQ(turn_of(row.step), row.turn) << row.said;
}

TEST(Turn, of_others_is_never_late_and_says_how_far_it_is) {
    for (const Turn turn : {Turn::centre, Turn::others, Turn::family})
        EXPECT_FALSE(may_be_late(turn));
    for (const Turn turn : {Turn::fresh, Turn::ours}) EXPECT_TRUE(may_be_late(turn));
    const auto said = [](const Held& held) { return word_text(said_of(held), Lang::ja); };
    EXPECT_EQ(said({false, true, "answered", "c"}),
              "返事を返しました。依頼した側がご家族と確かめます");
    EXPECT_EQ(said({false, false, "sent", "c"}),
              "お願いを送りました。相手の受け取りを待っています");
    EXPECT_EQ(said({false, false, "", "c"}), "センターが進めています");
    EXPECT_EQ(said({false, false, "", "f"}), "ご家族の番です（急ぎません）");
    EXPECT_EQ(said({false, false, "", "o"}), "ほかの機関が進めています");
}

TEST(Turn, is_found_by_its_name_in_an_address) {
    for (std::size_t i = 0; i < kTurns.size(); ++i)
        EXPECT_EQ(turn_named(kTurns[i].id), static_cast<Turn>(i)) << kTurns[i].id;
    EXPECT_FALSE(turn_named("") || turn_named("late"));
}

}  // namespace
}  // namespace michi::work
