// Threads and letters: what was written is ciphertext under a key of the thread's own.

#include "letterbox/store.hpp"

#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "letterbox/following.hpp"
#include "letterbox/packing.hpp"
#include "letterbox/rules.hpp"

namespace michi::letterbox {
namespace {

Bytes code_digest(const Vault& vault, std::string_view code) {
    return vault.mac("letterbox-code", code);
}

/// Of one thread: the same word elsewhere has another digest.
Bytes word_digest(const Vault& vault, std::string_view code, std::string_view word) {
    return vault.mac("letterbox-word", std::string(code).append("\n").append(compared(word)));
}

Bytes birth_digest(const Vault& vault, std::string_view code, std::string_view birth) {
    return vault.mac("letterbox-birth",
                     std::string(code).append("\n").append(compared_birth(birth)));
}

constexpr Sql kThread =
    "SELECT id, centre_id, key_id, state, consultation_id, CASE WHEN birth IS NULL THEN 0 ELSE 1 END,"
    " alarm, begun_at, lang, asker, asked FROM message_thread ";

/// How the Centre answered stands before its note, on a line of its own.
Letter letter_from(const Row& row, std::string words) {
    Letter letter{row.get<Kind>(1), row.get<Id<Account>>(2), row.get<Instant>(3), {}, {}, {}};
    if (letter.kind != Kind::told) {
        letter.words = std::move(words);
        return letter;
    }
    const auto end = words.find('\n');
    letter.told = words.substr(0, end);
    if (end != std::string::npos) letter.note = words.substr(end + 1);
    return letter;
}

std::vector<Letter> letters_of(Tx& tx, Vault& vault, const Correspondence& thread) {
    return tx.all(
        "SELECT id, kind, author, at, words FROM message WHERE thread_id = $1 ORDER BY id",
        [&](const Row& row) {
            return letter_from(
                row, vault.open(tx, thread.key, {"message", "words", row.integer(0)}, row.blob(4)));
        },
        thread.id);
}

Wishes wishes_of(const Asked& asked) {
    return {asked.asker, asked.office_kind, asked.way,  asked.office, asked.municipality,
            asked.phone, asked.call_time,   asked.name, asked.address};
}

/// As it was sent, for the consultation that it becomes.
Asked asked_of(Tx& tx, Vault& vault, const Correspondence& thread) {
    Asked asked =
        tx.first(
              "SELECT id, asked FROM message_thread WHERE id = $1",
              [&](const Row& row) {
                  return unpacked_asked(vault.open(
                      tx, thread.key, {"message_thread", "asked", row.integer(0)}, row.blob(1)));
              },
              thread.id)
            .value_or(Asked{});
    asked.asker = thread.wishes.asker;
    return asked;
}

Correspondence thread_from(const Row& row, Tx& tx, Vault& vault) {
    Correspondence thread;
    thread.id = row.get<Id<Thread>>(0);
    thread.centre = row.get<Id<Organisation>>(1);
    thread.key = row.get<Id<DataKey>>(2);
    thread.state = row.get<State>(3);
    thread.consultation = row.get<Id<Consultation>>(4);
    thread.has_birth = row.get<bool>(5);
    thread.alarm = row.get<bool>(6);
    thread.begun_at = row.get<Instant>(7);
    thread.lang = row.get<std::string>(8);
    Asked asked = unpacked_asked(
        vault.open(tx, thread.key, {"message_thread", "asked", thread.id.value}, row.blob(10)));
    asked.asker = row.get<std::string>(9);
    thread.wishes = wishes_of(asked);
    return thread;
}

/// The letters are read when the rows of the thread are done.
template <class... Values>
std::optional<Correspondence> first_thread(Tx& tx, Vault& vault, const SqlText& sql,
                                           const Values&... values) {
    auto found = tx.first(
        sql, [&](const Row& row) { return thread_from(row, tx, vault); }, values...);
    if (found) found->letters = letters_of(tx, vault, *found);
    return found;
}

/// Words of danger, as the search of the directory knows them.
bool is_alarming(std::string_view words) {
    return directory::danger_in(words) != directory::Danger::none;
}

std::int64_t insert_letter(Tx& tx, Vault& vault, Id<Thread> thread, Id<DataKey> key, Kind kind,
                           Id<Account> author, std::string_view words, Instant at) {
    const auto id = tx.value<std::int64_t>(
        "INSERT INTO message (thread_id, kind, author, at, words) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        thread, int(kind), author, at, Bytes{});
    tx.run("UPDATE message SET words = $2 WHERE id = $1", id,
           vault.seal(tx, key, {"message", "words", id}, words));
    return id;
}

}  // namespace

Id<Thread> begin_thread(Tx& tx, Vault& vault, const NewThread& fresh, Instant at) {
    const Id<DataKey> key = vault.new_key(tx);
    const std::optional<Bytes> birth =
        compared_birth(fresh.seconds.birth).empty()
            ? std::nullopt
            : std::optional(birth_digest(vault, fresh.code, fresh.seconds.birth));
    const Id<Thread> id{tx.value<std::int64_t>(
        "INSERT INTO message_thread (centre_id, key_id, code, word, birth, state, asker, lang, alarm, begun_at,"
        " asked) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10) RETURNING id",
        fresh.centre, key, code_digest(vault, fresh.code),
        word_digest(vault, fresh.code, fresh.seconds.word), birth, fresh.asked.asker, fresh.lang,
        is_alarming(fresh.asked.words) ? 1 : 0, at, Bytes{})};
    Asked beside = fresh.asked;
    beside.words.clear();  // they are the first letter
    tx.run("UPDATE message_thread SET asked = $2 WHERE id = $1", id,
           vault.seal(tx, key, {"message_thread", "asked", id.value}, packed_asked(beside)));
    insert_letter(tx, vault, id, key, Kind::asked, {}, fresh.asked.words, at);
    return id;
}

Id<Consultation> take_in(Tx& tx, Vault& vault, const Correspondence& thread) {
    Asked asked = asked_of(tx, vault, thread);
    asked.words = tx.first(
                        "SELECT id, words FROM message WHERE thread_id = $1 ORDER BY id LIMIT 1",
                        [&](const Row& row) {
                            return vault.open(tx, thread.key, {"message", "words", row.integer(0)},
                                              row.blob(1));
                        },
                        thread.id)
                      .value_or(std::string{});
    const auto id = consultation::receive_written(tx, vault,
                                                  {.centre = thread.centre,
                                                   .answers = as_consultation(asked, thread.alarm),
                                                   .alarm = thread.alarm},
                                                  now_at(thread.begun_at));
    tx.run("UPDATE message_thread SET state = 1, consultation_id = $2 WHERE id = $1", thread.id,
           id);
    return id;
}

void put_aside(Tx& tx, Id<Thread> id, bool aside) {
    tx.run("UPDATE message_thread SET state = $2 WHERE id = $1 AND state <> 1", id,
           int(aside ? State::aside : State::to_sort));
}

Posted post_letter(Tx& tx, Vault& vault, const NewThread& fresh, Instant at) {
    Posted posted{.thread = begin_thread(tx, vault, fresh, at), .consultation = {}};
    posted.consultation = take_in(tx, vault, find_thread(tx, vault, posted.thread));
    return posted;
}

std::optional<Correspondence> thread_with(Tx& tx, Vault& vault, std::string_view code) {
    static const SqlText sql = SqlText(kThread) + "WHERE code = $1";
    return first_thread(tx, vault, sql, code_digest(vault, code));
}

std::optional<Correspondence> thread_of(Tx& tx, Vault& vault, Id<Consultation> consultation) {
    static const SqlText sql = SqlText(kThread) + "WHERE consultation_id = $1";
    return first_thread(tx, vault, sql, consultation);
}

Correspondence find_thread(Tx& tx, Vault& vault, Id<Thread> id) {
    static const SqlText sql = SqlText(kThread) + "WHERE id = $1";
    auto found = first_thread(tx, vault, sql, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::vector<Correspondence> threads_in(Tx& tx, Vault& vault, Id<Organisation> centre, State state,
                                       int at_most, std::int64_t skip) {
    static const SqlText sql =
        SqlText(kThread) +
        "WHERE centre_id = $1 AND state = $2 ORDER BY alarm DESC, begun_at, id LIMIT $3 OFFSET $4";
    auto all = tx.all(
        sql, [&](const Row& row) { return thread_from(row, tx, vault); }, centre, int(state),
        at_most, skip);
    for (Correspondence& one : all) one.letters = letters_of(tx, vault, one);
    return all;
}

std::int64_t count_threads(Tx& tx, Id<Organisation> centre, State state) {
    return tx.value<std::int64_t>(
        "SELECT count(*) FROM message_thread WHERE centre_id = $1 AND state = $2", centre,
        int(state));
}

std::vector<Waiting> waiting_of(Tx& tx, Id<record::Case> case_id) {
    return tx.all(
        "SELECT id, waits_since FROM consultation WHERE case_id = $1 AND state = 1"
        " AND waits_since IS NOT NULL ORDER BY waits_since, id",
        [](const Row& row) {
            return Waiting{row.get<Id<Consultation>>(0), row.get<Instant>(1)};
        },
        case_id);
}

std::int64_t count_to_sort(Tx& tx, Id<Organisation> centre) {
    return count_threads(tx, centre, State::to_sort);
}

std::optional<Correspondence> thread_at(Tx& tx, Vault& vault, Id<Organisation> centre,
                                        Id<Thread> id) {
    static const SqlText sql = SqlText(kThread) + "WHERE id = $1 AND centre_id = $2";
    return first_thread(tx, vault, sql, id, centre);
}

bool is_word(Tx& tx, const Vault& vault, std::string_view code, std::string_view typed) {
    return !compared(typed).empty() &&
           tx.value<std::int64_t>(
               "SELECT count(*) FROM message_thread WHERE code = $1 AND word = $2",
               code_digest(vault, code), word_digest(vault, code, typed)) > 0;
}

bool is_birth(Tx& tx, const Vault& vault, std::string_view code, std::string_view typed) {
    return !compared_birth(typed).empty() &&
           tx.value<std::int64_t>(
               "SELECT count(*) FROM message_thread WHERE code = $1 AND birth = $2",
               code_digest(vault, code), birth_digest(vault, code, typed)) > 0;
}

void add_letter(Tx& tx, Vault& vault, const Correspondence& thread, Kind kind, Id<Account> author,
                std::string_view words, Instant at) {
    const bool alarm = is_alarming(words);
    insert_letter(tx, vault, thread.id, thread.key, kind, author, words, at);
    if (kind == Kind::asked && alarm)
        tx.run("UPDATE message_thread SET alarm = 1 WHERE id = $1", thread.id);
    if (!thread.consultation) {
        if (kind == Kind::asked) put_aside(tx, thread.id, false);
        return;
    }
    if (kind == Kind::asked)
        consultation::wait_for_answer(tx, thread.consultation, at, alarm);
    else
        consultation::mark_answered(tx, thread.consultation);
    follow(tx, vault, thread.consultation, kind, author, words, at);
}

}  // namespace michi::letterbox
