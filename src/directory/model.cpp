#include "directory/model.hpp"

namespace michi::directory {

const std::array<FieldName, kFields>& field_names() {
    static constexpr std::array<FieldName, kFields> kNames{{
        {Field::organisation, "organisation", "directory.field_organisation"_w},
        {Field::corporation_number, "corporation_number", "directory.field_corporation_number"_w},
        {Field::name, "name", "directory.field_name"_w},
        {Field::kana, "kana", "directory.field_kana"_w},
        {Field::postal, "postal", "directory.field_postal"_w},
        {Field::address, "address", "directory.field_address"_w},
        {Field::municipality, "municipality", "directory.field_municipality"_w},
        {Field::latitude, "latitude", "directory.field_latitude"_w},
        {Field::longitude, "longitude", "directory.field_longitude"_w},
        {Field::phone, "phone", "directory.field_phone"_w},
        {Field::fax, "fax", "directory.field_fax"_w},
        {Field::url, "url", "directory.field_url"_w},
        {Field::capacity, "capacity", "directory.field_capacity"_w},
        {Field::days, "days", "directory.field_days"_w},
        {Field::hours, "hours", "directory.field_hours"_w},
        {Field::closed_days, "closed_days", "directory.field_closed_days"_w},
        {Field::hours_note, "hours_note", "directory.field_hours_note"_w},
        {Field::ages, "ages", "directory.field_ages"_w},
        {Field::departments, "departments", "directory.field_departments"_w},
        {Field::temporary_care, "temporary_care", "directory.field_temporary_care"_w},
        {Field::sick_care, "sick_care", "directory.field_sick_care"_w},
        {Field::closed, "closed", "directory.field_closed"_w},
        {Field::closed_on, "closed_on", "directory.field_closed_on"_w},
        {Field::note, "note", "directory.field_note"_w},
        {Field::email, "email", "directory.field_email"_w},
        {Field::area, "area", "directory.field_area"_w},
        {Field::fee, "fee", "directory.field_fee"_w},
        {Field::papers, "papers", "directory.field_papers"_w},
        {Field::first_step, "first_step", "directory.field_first_step"_w},
        {Field::contact, "contact", "directory.field_contact"_w},
        {Field::about, "about", "directory.field_about"_w},
        {Field::sites, "sites", "directory.field_sites"_w},
        {Field::told, "told", "directory.field_told"_w},
    }};
    return kNames;
}

std::string_view id_of(Field field) { return field_names()[static_cast<std::size_t>(field)].id; }

}  // namespace michi::directory
