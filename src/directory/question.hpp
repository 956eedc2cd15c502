// The question of the search page: from the address, from a case, and back into an address.
#pragma once

#include "consent/consent.hpp"
#include "directory/pages.hpp"

namespace michi::directory {

struct Question {
    Asked asked;
    std::string token;  // stands for the words
    std::vector<std::string> care, needs;
    std::string municipality;          // chosen; asked.municipality may come from the words
    std::optional<int> age;            // chosen; the same
    std::vector<std::string> dropped;  // what was read from the words and taken away again
    Understood understood;             // of the words
    std::string map;  // how the numbers of municipalities are shown; "" for the tiles
    bool as_table{};  // the matches as a table; else one below the other
    std::optional<consent::Opened> about;  // the case whose conditions are asked
};

/// `fields`: the query of a GET or the form of a POST. Reads the case when one is named (and may).
Question read_question(web::Context& c, const web::Form& fields);

/// Words that were typed anew count before what the case filled in.
void read_anew(web::Context& c, Question& question, const std::string& words);

/// With the words behind its token, and what they ask for.
Question asked_in(web::Context& c, const web::Form& fields);

/// Whether more than words was asked: only that may say that something is missing.
bool asks_by_choice(const Question& question);

/// Everything but the words themselves; names and values for an address.
std::vector<Carried> carried(const Question& question);

/// `path` with the question behind it.
web::Url with_question(web::Url path, const Question& question);

/// 「土曜 15時」; "" when no day is asked.
std::string when_text(const Question& question, Lang lang);
Word day_word(int day);

/// Two digits: that of the person's organisation, or where most services stand.
std::string home_prefecture(web::Context& c, const Snapshot& all);

}  // namespace michi::directory
