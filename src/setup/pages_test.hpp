// A town with everything that setting up touches, for the tests of its pages.
#pragma once

#include "assurance/assurance.hpp"
#include "audit/audit.hpp"
#include "base/municipality.hpp"
#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "handover/handover.hpp"
#include "setup/setup.hpp"
#include "setup/succession.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::setup {

class TownToSetUp : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(),
              {setup::part(), people::part(), work::part(), handover::part(), directory::part(),
               assurance::part(), consultation::part()}};
    Subject admin = town.join("admin", "管理 者", town.centre, Role::administrator);

    std::string at(Id<Organisation> id, const std::string& deed = "") const {
        return "/a/organisations/" + std::to_string(id.value) + deed;
    }
    people::OrganisationCard card(Id<Organisation> id) {
        return town.ask([&](Tx& tx) { return people::organisation_card(tx, id); });
    }
    std::vector<people::OrganisationBrief> of_kind(const std::string& kind) {
        return town.ask([&](Tx& tx) { return people::organisations(tx, kind); });
    }
    Id<Organisation> named(const std::string& name) {
        for (const auto& o : of_kind(""))
            if (o.name == name) return o.id;
        return {};
    }
    /// What a form of this organisation sends when nothing is changed.
    web::Typed as_it_is(Id<Organisation> id) {
        const auto c = card(id);
        return {{"name", c.brief.name},
                {"municipality", c.brief.municipality},
                {"desk", c.brief.desk},
                {"trade", c.brief.trade},
                {"contact", c.contact},
                {"phone", c.brief.phone},
                {"fax", c.fax},
                {"hours", c.hours},
                {"covered_by", std::to_string(c.covered_by.value)}};
    }
    static web::Typed with(web::Typed typed, const std::string& name, const std::string& value) {
        for (auto& [field, text] : typed)
            if (field == name) text = value;
        return typed;
    }
    web::Answer upload(const Subject& who, const std::string& target, const std::string& bytes) {
        const std::string body =
            "--XyZzY\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
            "the-token-of-this-session\r\n--XyZzY\r\nContent-Disposition: form-data; name=\"_once\""
            "\r\n\r\nonce-of-a-list-" +
            std::to_string(++files_) +
            "\r\n--XyZzY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n"
            "Content-Type: text/csv\r\n\r\n" +
            bytes + "\r\n--XyZzY--\r\n";
        return town.post_raw(who, target, body, "multipart/form-data; boundary=XyZzY");
    }
    static std::string hidden(const std::string& html, const std::string& name) {
        const auto from = html.find("name=\"" + name + "\" value=\"");
        if (from == std::string::npos) return {};
        const auto start = from + name.size() + 15;
        std::string text = html.substr(start, html.find('"', start) - start);
        for (const auto& [entity, sign] :
             {std::pair("&quot;", "\""), std::pair("&#39;", "'"), std::pair("&lt;", "<"),
              std::pair("&gt;", ">"), std::pair("&#10;", "\n"), std::pair("&#13;", "\r"),
              std::pair("&amp;", "&")})
            for (auto place = text.find(entity); place != std::string::npos;
                 place = text.find(entity, place))
                text.replace(place, std::string_view(entity).size(), sign);
        return text;
    }

  private:
    int files_{};
};
}  // namespace michi::setup
