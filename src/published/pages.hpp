// Handlers and shared lines of the public pages.
#pragma once

#include "published/catalogue.hpp"
#include "published/published.hpp"
#include "published/question.hpp"
#include "published/views.hpp"
#include "web/web.hpp"

namespace michi::published {

/// Whoever works here goes to their work; everybody else finds the Centre, its telephone and the ways in.
web::Answer front_door(web::Context& c);
web::Answer show_list(web::Context& c);
web::Answer show_easy_list(web::Context& c);
web::Answer ask_in_words(web::Context& c);
web::Answer ask_in_easy_words(web::Context& c);
web::Answer show_service(web::Context& c);
web::Answer show_easy_service(web::Context& c);
web::Answer print_paper(web::Context& c);

// ---- shared ----
/// What the browser has is still so: an empty 304; nothing when it must be sent again.
std::optional<web::Answer> unchanged(const web::Context& c, const std::string& tag);

ItemView item_view(const Entry& entry, const Question& q, Date today);
std::vector<SayingView> sayings_of(const Entry& entry, Lang lang, Date today);
/// An answer as the public page says it.
std::string said_of(const directory::KnownFact& fact, Lang lang, Date today);
SayingView saying_of(const directory::Reason& reason, Lang lang, Date today);
Word kind_word(std::string_view kind);
/// The kind in やさしい日本語 with readings; "" where only the official word exists.
std::string easy_kind(std::string_view kind);
std::string place_name(std::string_view municipality);
/// 「11月12日に確かめました」, or since when a list names it.
std::string fresh_line(const Entry& entry, Lang lang, Date today);
Lang lang_of(Face face);

}  // namespace michi::published
