#include "platform/jobs.hpp"

#include "engines.hpp"

namespace michi {
namespace {

class Later : public OnEachEngine {
  public:
    void queue(std::string_view kind, std::string_view argument, std::string_view dedupe = {}) {
        database->write_now([&](Tx& tx) { enqueue(tx, kind, argument, now, dedupe); });
    }
    Jobs jobs(std::vector<Daily> dailies = {}) {
        return Jobs(*database, {mail, count, broken}, std::move(dailies), [this] { return now; });
    }
    std::int64_t rows() {
        return database->ask(
            [](Tx& tx) { return tx.value<std::int64_t>("SELECT count(*) FROM job"); });
    }

    Instant now = at_in_japan(Date::parse_iso("2026-11-24").value(), 600);
    std::vector<std::string> sent;
    JobKind mail{.kind = "mail",
                 .outside = [this](const Job& job) { sent.push_back(job.argument); }};
    JobKind count{.kind = "count", .inside = [](Tx& tx, const Job& job) {
                      tx.run("INSERT INTO number_series (series, last_number) VALUES ($1, 1)",
                             job.argument);
                  }};
    JobKind broken{.kind = "broken",
                   .outside = [](const Job&) { throw std::runtime_error("no line"); }};
};
ON_EACH_ENGINE(Later);

TEST_P(Later, runs_each_job_once) {
    queue("mail", "a");
    queue("mail", "b");
    EXPECT_EQ(jobs().run_due(), 2);
    EXPECT_EQ(jobs().run_due(), 0);
    EXPECT_EQ(sent, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(rows(), 0);
}

TEST_P(Later, forgets_a_job_whose_request_was_rolled_back) {
    EXPECT_ANY_THROW(database->write_now([&](Tx& tx) {
        enqueue(tx, "mail", "a", now);
        throw NotFound();
    }));
    EXPECT_EQ(jobs().run_due(), 0);
}

TEST_P(Later, queues_the_same_notice_once) {
    queue("mail", "a", "notice/1");
    queue("mail", "a", "notice/1");
    EXPECT_EQ(jobs().run_due(), 1);
    queue("mail", "a", "notice/1");
    EXPECT_EQ(jobs().run_due(), 0);
}

TEST_P(Later, tries_again_after_longer_and_longer_and_then_gives_up) {
    queue("broken", "");
    int tries = 0;
    for (int minute = 0; minute < 120; ++minute, now.ms += 60'000) tries += jobs().run_due();
    EXPECT_EQ(tries, kMostTries);
    const auto summaries = database->ask([](Tx& tx) { return job_summaries(tx); });
    ASSERT_EQ(summaries.size(), 1U);
    EXPECT_EQ(summaries[0].failed, 1);
    EXPECT_EQ(summaries[0].last_error, "no line");
}

TEST_P(Later, leaves_a_leased_job_alone_until_the_lease_ends) {
    queue("mail", "a");
    JobKind dies{.kind = "mail", .outside = [](const Job&) { throw 1; }};  // as if killed
    EXPECT_THROW(Jobs(*database, {dies}, {}, [this] { return now; }).run_due(), int);
    EXPECT_EQ(jobs().run_due(), 0);
    now.ms += kLeaseMs;
    EXPECT_EQ(jobs().run_due(), 1);
}

TEST_P(Later, keeps_nothing_of_a_worker_that_lost_its_lease) {
    queue("count", "x");
    JobKind slow{.kind = "count",
                 .outside =
                     [this](const Job&) {
                         now.ms += kLeaseMs;
                         EXPECT_EQ(jobs().run_due(), 1);
                     },
                 .inside = count.inside};
    EXPECT_EQ(Jobs(*database, {slow}, {}, [this] { return now; }).run_due(), 1);
    EXPECT_EQ(database->ask([](Tx& tx) {
        return tx.value<int>("SELECT count(*) FROM number_series WHERE series = 'x'");
    }),
              1);
}

struct ClockSetBack {
    const char* what;
    std::int64_t ahead_ms;  // how far the clock had run ahead
    bool leased;            // a worker died with the job; else a try failed
    bool taken;
};
constexpr std::int64_t kHourMs = 3'600'000;
constexpr ClockSetBack kClocks[] = {
    {"a lease of a clock a day ahead", 24 * kHourMs, true, true},
    {"a lease of a clock a month ahead", 30 * 24 * kHourMs, true, true},
    {"a lease of another server's clock a minute ahead", 60'000, true, false},
    {"a wait of a clock a day ahead", 24 * kHourMs, false, true},
    {"a wait of a clock that stands right", 0, false, false},
};

TEST_P(Later, lets_no_lease_and_no_wait_hang_after_the_clock_was_set_back) {
    for (const ClockSetBack& clock : kClocks) {
        SCOPED_TRACE(clock.what);
        const Instant right = now;
        now = Instant{right.ms + clock.ahead_ms};
        if (clock.leased) {
            queue("mail", clock.what);
            database->write_now([&](Tx& tx) {
                tx.run("UPDATE job SET due_at = $1, tries = 1, fence = 1, leased_until = $2", right,
                       Instant{now.ms + kLeaseMs});
            });
        } else {
            queue("broken", "");
            EXPECT_EQ(jobs().run_due(), 1);
        }
        now = right;
        EXPECT_EQ(jobs().run_due(), clock.taken ? 1 : 0);
        database->write_now([](Tx& tx) { tx.run("DELETE FROM job WHERE id > $1", 0); });
    }
}

TEST_P(Later, keeps_a_job_for_the_far_day_it_is_meant_for) {
    database->write_now(
        [&](Tx& tx) { enqueue(tx, "mail", "a", Instant{now.ms + 30 * 24 * kHourMs}); });
    EXPECT_EQ(jobs().run_due(), 0);
}

TEST_P(Later, runs_a_daily_job_once_a_day_from_its_hour_on) {
    const std::vector<Daily> dailies = {{.kind = "mail", .minutes = 11 * 60}};
    EXPECT_EQ(jobs(dailies).run_due(), 0);
    now.ms += 3 * 3600'000;
    EXPECT_EQ(jobs(dailies).run_due(), 1);
    EXPECT_EQ(jobs(dailies).run_due(), 0);
    now.ms += 24 * 3600'000;
    EXPECT_EQ(jobs(dailies).run_due(), 1);
    EXPECT_EQ(sent, (std::vector<std::string>{"2026-11-24", "2026-11-25"}));
}

}  // namespace
}  // namespace michi
