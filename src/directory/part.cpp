// The route table of the directory: every row says who may.

#include "directory/list_pages.hpp"
#include "directory/pages.hpp"
#include "directory/refusal_pages.hpp"
#include "directory/table.hpp"

namespace michi::directory {
namespace {

using web::Lane;
using web::Method;
using web::Route;

constexpr std::size_t kUploadLimit = kFileLimit + (64u << 10);  // the file and the form around it

constexpr std::array kRoutes{
    Route{Method::get, "/w/resources", show_resources, Act::see_directory},
    Route{Method::post, "/w/resources/search", start_search, Act::see_directory},
    Route{Method::post, "/w/resources/issue", record_gap, Act::record_issue},
    Route{Method::get, "/w/resources/compare", compare_services, Act::see_directory},
    Route{Method::get, "/w/resources/phrases", show_phrases, Act::edit_directory},
    Route{Method::post, "/w/resources/phrases", save_phrase, Act::edit_directory},
    Route{Method::get, "/w/resources/disagreements", show_disagreements, Act::edit_directory},
    Route{Method::get, "/w/resources/refusals", show_refusal_proposals, Act::edit_directory},
    Route{Method::post, "/w/resources/refusals/{refusal}/service", say_who_declined,
          Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/disagreement", settle_disagreement, Act::edit_directory},
    Route{Method::get, "/w/resources/import", show_import, Act::import_directory},
    Route{Method::post, "/w/resources/import", keep_upload, Act::import_directory, kUploadLimit,
          read_upload, Lane::imports},
    Route{Method::get, "/w/resources/import/{upload}", show_preview, Act::import_directory, 0,
          nullptr, Lane::imports},
    Route{Method::post, "/w/resources/import/{upload}", take_upload, Act::take_upload, 256 * 1024,
          write_kept, Lane::imports},
    Route{Method::get, "/w/resources/import/{upload}/refused", refused_rows, Act::import_directory,
          0, nullptr, Lane::imports},
    Route{Method::get, "/w/resources/import/{upload}/columns", show_columns, Act::import_directory,
          0, nullptr, Lane::imports},
    Route{Method::post, "/w/resources/import/{upload}/columns", save_columns, Act::take_upload,
          256 * 1024, read_columns, Lane::imports},
    Route{Method::post, "/w/resources/batches/{batch}/undo", undo_batch, Act::import_directory},
    Route{Method::get, "/w/resources/lists", show_lists, Act::import_directory},
    Route{Method::get, "/w/resources/lists/{list}", show_list_end, Act::import_directory, 0,
          nullptr, Lane::imports},
    Route{Method::post, "/w/resources/lists/{list}/end", end_kept_list, Act::import_directory,
          256 * 1024, nullptr, Lane::imports},
    Route{Method::get, "/w/resources/{S}", show_service, Act::see_directory},
    Route{Method::post, "/w/resources/{S}/facts", record_fact, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/told", record_told, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/told/{fact}/withdraw", withdraw_told, Act::withdraw_told},
    Route{Method::post, "/w/resources/{S}/refusals", record_refusal, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/refusals/{refusal}/withdraw", withdraw_refusal,
          Act::withdraw_told},
    Route{Method::post, "/w/resources/{S}/refusals/decide", decide_refusals, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/confirm", confirm_service, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/candidate", set_candidate, Act::write_note},
};

}  // namespace

web::Part part() { return {"directory", kRoutes}; }

}  // namespace michi::directory
