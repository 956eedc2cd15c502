// What a family asks: kinds, a municipality and care in the address; words only in a form.
#pragma once

#include "published/entry.hpp"

namespace michi::published {

enum class Face { plain, easy, english };

struct Question {
    directory::Asked asked;
    directory::Understood understood{};  // of the words
    std::vector<std::string> dropped{};  // what was read from them and taken away again
    std::vector<std::string> care{};     // chosen; asked.conditions may come from the words too
    std::string city{};                  // the same of asked.municipality
    bool near{};                         // also the places around the municipality
    std::size_t page{1};
    Face face{Face::plain};
};

/// What is not known is left out; nothing is refused. Words count only in `form`.
Question read_question(const web::Form& fields, Face face, bool is_form);

/// Its address on another face, from another page on, or with the places around. Never with words.
std::string address_of(const Question& question, Face face, std::size_t page, bool near);
/// "/resources/S-0098" on this face.
std::string address_of(Id<directory::Service> service, Face face);
std::string list_of(Face face);

}  // namespace michi::published
