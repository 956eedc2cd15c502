// Handlers of the directory's pages.
#pragma once

#include "directory/directory.hpp"
#include "directory/views.hpp"
#include "web/web.hpp"

namespace michi::directory {

web::Answer show_resources(web::Context& c);
web::Answer start_search(web::Context& c);
web::Answer set_candidate(web::Context& c);
web::Answer record_gap(web::Context& c);

web::Answer compare_services(web::Context& c);

web::Answer show_service(web::Context& c);
web::Answer record_fact(web::Context& c);
web::Answer confirm_service(web::Context& c);
web::Answer record_told(web::Context& c);
web::Answer withdraw_told(web::Context& c);

web::Answer record_refusal(web::Context& c);

web::Answer show_disagreements(web::Context& c);
web::Answer settle_disagreement(web::Context& c);

web::Answer show_phrases(web::Context& c);
web::Answer save_phrase(web::Context& c);

web::Answer show_import(web::Context& c);
void read_upload(web::Context& c);
web::Answer keep_upload(web::Context& c);
web::Answer show_preview(web::Context& c);
void write_kept(web::Context& c);
web::Answer take_upload(web::Context& c);
web::Answer show_columns(web::Context& c);
void read_columns(web::Context& c);
web::Answer save_columns(web::Context& c);
web::Answer undo_batch(web::Context& c);
web::Answer refused_rows(web::Context& c);

// ---- shared by the pages ----
std::string place_name(std::string_view municipality);
Word kind_word(std::string_view kind);
/// 「11/12(木) 三浦が電話で確認」, 「5/18 の確認から6か月」, or that nobody asked yet.
std::string fresh_line(const web::Context& c, const Listing& listing, std::optional<Date> fresh,
                       bool old);
/// 「周南市…・直線で3.2km・定員 8」
std::string where_line(const web::Context& c, const Match& match);
std::string first_phone(const Values& values);
std::string digits_of(std::string_view phone);
std::string tone_of(Answer answer);
/// 「日中のみ」, 「空きあり 2床」, 「2〜18歳」: what stands behind the word of a condition.
std::string fact_line(const web::Context& c, const KnownFact& fact);
/// 「WAM NET」, 「子育て施設一覧（山口県）」
std::string list_name(const web::Context& c, std::string_view source, std::string_view publisher);
/// 「三浦 電話」
std::string source_line(const web::Context& c, const KnownFact& fact);
/// How much was confirmed within half a year, in all and by municipality.
FreshView fresh_view(const web::Context& c);
web::Shell resources_shell(const web::Context& c, Word title);
/// Tells the tables of an upload apart when their places move, because somebody said what another one's columns are.
std::string mark_of_table(std::string_view name, std::string_view headings);

}  // namespace michi::directory
