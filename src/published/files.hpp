// The public directory as a table to take away, and the addresses of its pages.
#pragma once

#include "platform/sheet.hpp"
#include "published/catalogue.hpp"

namespace michi::published {

/// One row an entry, headings in the habit of 自治体標準オープンデータセット so that lists' readers, ours
/// among them, understand it: codes are text, days are ISO 8601, nothing but data in the table.
Sheet sheet_of(const Catalogue& all);

/// Absolute addresses of every public page; `site` is "https://host".
std::string sitemap_of(const Catalogue& all, std::string_view site);

}  // namespace michi::published
