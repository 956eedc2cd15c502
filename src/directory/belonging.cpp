// Which list each table of a file is an edition of: what its rows, headings and name share with the
// lists that were taken before.

#include <algorithm>
#include <set>
#include <unordered_map>

#include "directory/cells.hpp"
#include "directory/content.hpp"
#include "directory/planning.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

struct At {
    std::size_t table, entry;
};

/// One place, as two lists may tell it: its lasting number, or its name and where it stands.
bool is_same_place(const Entries::Kept& row, const Stored& stored) {
    if (!row.system_no.empty() && !stored.system_no.empty())
        return row.system_no == stored.system_no;
    const Values values = unpack(row.content);
    for (Field field : {Field::address, Field::phone, Field::kana, Field::latitude})
        if (!values[field].empty() && same_meaning(field, values[field], stored.values[field]))
            return true;
    return false;
}

/// The tables of one source in a file, against all lists of that source.
class Finder {
  public:
    Finder(Tx& tx, const File& file, std::string_view source, std::vector<std::size_t> tables)
        : tx_(tx), file_(file), source_(source), tables_(std::move(tables)) {
        for (PublishedList& list : published_lists(tx, source)) {
            const auto id = list.id.value;
            lists_.emplace(id, Known{std::move(list), 0, {}});
        }
    }

    void find(std::vector<Belonging>& found, const Choices& choices) {
        for (std::size_t table : tables_) {
            const auto choice = choices.find(table);
            if (choice != choices.end()) set(found, table, choice->second);
        }
        for (std::size_t table : tables_)
            if (!choices.contains(table)) set_by_bytes(found, table);
        // What every list holds is looked at only where nothing has told the list yet.
        const bool all_told = std::ranges::all_of(tables_, [&](std::size_t table) {
            return found[table].list || choices.contains(table);
        });
        if (all_told || lists_.empty()) return;
        count();
        settle_claims(found, choices);
        for (std::size_t table : tables_)
            if (!choices.contains(table) && !found[table].list)
                found[table].asked = candidates(table);
    }

  private:
    struct Known {
        PublishedList list;
        std::size_t rows{};                                      // of its newest edition
        std::map<std::size_t, std::pair<std::size_t, bool>> in;  // by table: rows, by number
    };
    const Reading& reading(std::size_t table) const { return file_.readings[table]; }

    std::vector<std::string> keys(const auto& row) const {
        std::vector<std::string> keys;
        if (auto number = number_key(row); !number.empty()) keys.push_back("n" + number);
        if (auto number = provider_key(row); !number.empty()) keys.push_back("p" + number);
        keys.push_back("s" + row.kind + "|" + name_key(row.values[Field::name]));
        return keys;
    }
    void count() {
        std::unordered_multimap<std::size_t, At> places;
        const std::hash<std::string> hash;
        for (std::size_t table : tables_)
            for (std::size_t i = 0; i < reading(table).entries.size(); ++i)
                for (const std::string& key : keys(reading(table).entries[i]))
                    places.emplace(hash(key), At{table, i});
        each_standing(tx_, source_, [&](Stored&& stored) {
            const auto list = lists_.find(stored.list);
            if (list == lists_.end()) return;
            ++list->second.rows;
            std::map<std::size_t, bool> in;  // table: by number
            for (const std::string& key : keys(stored)) {
                std::size_t looked = 0;  // a name that hundreds share is no sign of a place
                for (auto [at, end] = places.equal_range(hash(key)); at != end && ++looked < 50;
                     ++at) {
                    const auto& row = reading(at->second.table).entries.kept()[at->second.entry];
                    if (is_same_place(row, stored)) in[at->second.table] |= key[0] == 'n';
                }
            }
            for (const auto& [table, by_number] : in) {
                auto& known = list->second.in[table];
                ++known.first, known.second |= by_number;
            }
        });
    }

    InCommon common(std::size_t table, const Known& known) const {
        const std::string name = table_name(file_, reading(table));
        const auto in = known.in.find(table);
        InCommon common{.in_file = reading(table).entries.size(), .in_list = known.rows};
        if (in != known.in.end()) {
            common.known = std::min(in->second.first, common.in_list);
            common.by_number = in->second.second;
        }
        common.headings =
            known.list.headings.empty() || known.list.headings == reading(table).headings;
        common.name = name == known.list.file_name;
        common.like_name = name_stem(name) == name_stem(known.list.file_name);
        common.publisher = known.list.publisher == reading(table).publisher;
        return common;
    }

    void set(std::vector<Belonging>& found, std::size_t table, const Chosen& chosen) {
        const auto known = lists_.find(chosen.list.value);
        if (known != lists_.end())
            belong(found, table, known->second);
        else if (!chosen.name.empty())
            found[table].name = chosen.name;
    }
    void belong(std::vector<Belonging>& found, std::size_t table, const Known& known) {
        found[table].list = known.list;
        found[table].name = known.list.name;
        given_.insert(known.list.id.value);
    }
    /// The very file that was taken before; HSDS names its services everywhere alike.
    void set_by_bytes(std::vector<Belonging>& found, std::size_t table) {
        if (reading(table).source == Source::hsds) {
            found[table].name = "HSDS";
            if (!lists_.empty()) belong(found, table, lists_.begin()->second);
            return;
        }
        const std::string& sheet = reading(table).table;
        for (const auto& [list, name] : lists_of_bytes(tx_, source_, file_.sha256)) {
            const bool same_table = sheet.empty() || name == sheet || name.ends_with(" / " + sheet);
            const auto known = lists_.find(list.value);
            if (!same_table || known == lists_.end() || given_.contains(list.value)) continue;
            return belong(found, table, known->second);
        }
    }

    struct Claim {
        std::size_t table;
        const Known* known;
        InCommon common;
    };
    /// The clearest claims first; one that is no clearer than another of its table is none.
    void settle_claims(std::vector<Belonging>& found, const Choices& choices) {
        std::vector<Claim> claims;
        for (std::size_t table : tables_) {
            if (choices.contains(table) || found[table].list) continue;
            std::vector<Claim> own;
            for (const auto& [id, known] : lists_)
                if (const InCommon c = common(table, known);
                    !given_.contains(id) && identity_of(c) == Identity::same)
                    own.push_back({table, &known, c});
            for (const Claim& claim : own)
                if (std::ranges::all_of(own, [&](const Claim& other) {
                        return other.known == claim.known || is_clearer(claim.common, other.common);
                    }))
                    claims.push_back(claim);
        }
        std::ranges::stable_sort(claims, std::greater{}, [](const Claim& claim) {
            const InCommon& c = claim.common;
            return std::tuple(c.name, c.headings, c.like_name, c.known);
        });
        for (const Claim& claim : claims)
            if (!given_.contains(claim.known->list.id.value))
                belong(found, claim.table, *claim.known);
    }

    std::vector<Candidate> candidates(std::size_t table) const {
        std::vector<Candidate> candidates;
        for (const auto& [id, known] : lists_) {
            const InCommon c = common(table, known);
            if (!given_.contains(id) && identity_of(c) != Identity::other)
                candidates.push_back({known.list, c.in_list, c.known});
        }
        std::ranges::stable_sort(candidates, std::greater{}, &Candidate::known);
        return candidates;
    }

    Tx& tx_;
    const File& file_;
    std::string source_;
    std::vector<std::size_t> tables_;
    std::map<std::int64_t, Known> lists_;
    std::set<std::int64_t> given_;  // to a table of this file
};

}  // namespace

std::vector<Belonging> belongings(Tx& tx, const File& file, const Choices& choices) {
    std::vector<Belonging> found(file.readings.size());
    std::map<Source, std::vector<std::size_t>> by_source;
    for (std::size_t i = 0; i < file.readings.size(); ++i) {
        by_source[file.readings[i].source].push_back(i);
        found[i].name = list_name_from(table_name(file, file.readings[i]));
    }
    for (auto& [source, tables] : by_source)
        Finder(tx, file, name_of(source).id, std::move(tables)).find(found, choices);
    return found;
}

}  // namespace michi::directory
