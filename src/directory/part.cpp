// The route table of the directory: every row says who may.

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
    Route{Method::post, "/w/resources/refusals/{id}/service", say_who_declined,
          Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/disagreement", settle_disagreement, Act::edit_directory},
    Route{Method::get, "/w/resources/import", show_import, Act::import_directory},
    Route{Method::post, "/w/resources/import", keep_upload, Act::import_directory, kUploadLimit,
          read_upload, Lane::imports},
    Route{Method::get, "/w/resources/import/{token}", show_preview, Act::import_directory, 0,
          nullptr, Lane::imports},
    Route{Method::post, "/w/resources/import/{token}", take_upload, Act::import_directory,
          256 * 1024, write_kept, Lane::imports},
    Route{Method::get, "/w/resources/import/{token}/refused", refused_rows, Act::import_directory,
          0, nullptr, Lane::imports},
    Route{Method::get, "/w/resources/import/{token}/columns", show_columns, Act::import_directory,
          0, nullptr, Lane::imports},
    Route{Method::post, "/w/resources/import/{token}/columns", save_columns, Act::import_directory,
          256 * 1024, read_columns, Lane::imports},
    Route{Method::post, "/w/resources/batches/{id}/undo", undo_batch, Act::import_directory},
    Route{Method::get, "/w/resources/{S}", show_service, Act::see_directory},
    Route{Method::post, "/w/resources/{S}/facts", record_fact, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/told", record_told, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/told/{id}/withdraw", withdraw_told, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/refusals", record_refusal, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/refusals/{id}/withdraw", withdraw_refusal,
          Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/refusals/decide", decide_refusals, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/confirm", confirm_service, Act::edit_directory},
    Route{Method::post, "/w/resources/{S}/candidate", set_candidate, Act::see_directory},
};

}  // namespace

web::Part part() { return {"directory", kRoutes}; }

}  // namespace michi::directory
