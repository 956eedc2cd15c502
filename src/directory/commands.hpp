// `michishirube import`: published lists from the command line.
#pragma once

#include <string>
#include <vector>

#include "directory/import.hpp"

namespace michi::directory {

struct NamedBytes {
    std::string name, bytes;
};

struct Imported {
    std::vector<Preview> files;
    bool all_read{true};         // false: at least one file could not be read at all
    bool takes_nothing() const;  // no row of any file
};

/// `list`: the name of the list that the one file is an edition of; a name that nobody knows is a new
/// list's. All files in one transaction, or none of them; an unreadable file is only reported. A rehearsal
/// changes nothing.
Imported import_files(Database& database, const std::vector<NamedBytes>& files,
                      std::optional<Source> wanted, bool rehearse, Now now,
                      std::string_view list = {});

/// {"files":[{"file","rows","new","changed","gone","unchanged","refused":[{"row","column","reason"}],
/// "list","edition","publisher","kind","asked":[names],"gone_names":[first 200],
/// "notes":[{"row","column","reason"}]}]}
std::string as_json(const Imported& imported, Lang lang);
/// One line a file; then its list, who is gone, what a person should look at, the refused rows.
std::string as_text(const Imported& imported, Lang lang);

}  // namespace michi::directory
