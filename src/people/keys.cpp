#include "people/keys.hpp"

#include "people/views.hpp"

namespace michi::people {

web::Answer keys_page(web::Context& c) {
    KeysView v;
    v.rows = {
        {{"N"}, "people.key_receive"_w},
        {{"/"}, "people.key_search"_w},
        {{"J", "K"}, "people.key_move"_w},
        {{"Enter"}, "people.key_open"_w},
        {{"Space"}, "people.key_peek"_w},
        {{"E"}, "people.key_done"_w},
        {{"B"}, "people.key_pass"_w},
        {{"D"}, "people.key_due"_w},
        {{"R"}, "people.key_write"_w},
        {{"Z"}, "people.key_undo"_w},
        {{"H"}, "people.key_hide"_w},
        {{"F2"}, "people.key_places"_w},
        {{"Alt+1", "Alt+9"}, "people.key_groups"_w},
        {{"Ctrl+Enter"}, "people.key_register"_w},
        {{"Ctrl+S"}, "people.key_keep"_w},
        {{"?"}, "people.key_list"_w},
    };
    v.off =
        c.tx.value<std::int64_t>("SELECT keys_off FROM account WHERE id = $1", c.who.account) != 0;
    return c.page(std::move(v), {.title = std::string(word_text("people.keys_title"_w, c.lang)),
                                 .active = "keys"});
}

web::Answer switch_keys(web::Context& c) {
    c.tx.run("UPDATE account SET keys_off = $2 WHERE id = $1", c.who.account,
             c.form.text("keys") == "off");
    return c.see_other(web::Url("/w/keys"));
}

}  // namespace michi::people
