#include "letterbox/packing.hpp"

#include "base/packed.hpp"

namespace michi::letterbox {
namespace {

struct AskedField {
    std::string_view name;
    std::string Asked::*member;
};
constexpr AskedField kAsked[] = {
    {"asker", &Asked::asker},   {"office_kind", &Asked::office_kind},
    {"office", &Asked::office}, {"municipality", &Asked::municipality},
    {"words", &Asked::words},   {"way", &Asked::way},
    {"phone", &Asked::phone},   {"call_time", &Asked::call_time},
    {"name", &Asked::name},     {"address", &Asked::address},
};

void take_one(Asked& asked, std::string_view name, std::string value) {
    for (const AskedField& field : kAsked)
        if (field.name == name) {
            asked.*field.member = std::move(value);
            return;
        }
}

}  // namespace

std::string packed_asked(const Asked& asked) {
    std::string out;
    for (const AskedField& field : kAsked) pack(out, field.name, asked.*field.member);
    return out;
}

Asked unpacked_asked(std::string_view text) {
    Asked asked;
    unpack(text, [&](std::string_view name, std::string value) {
        take_one(asked, name, std::move(value));
    });
    return asked;
}

std::string packed_draft(const Draft& draft) {
    std::string out = packed_asked(draft.asked);
    pack(out, "second_word", draft.seconds.word);
    pack(out, "second_birth", draft.seconds.birth);
    pack(out, "code", draft.code);
    pack(out, "made_word", draft.made_word);
    pack(out, "danger", draft.danger);
    return out;
}

Draft unpacked_draft(std::string_view text) {
    Draft draft;
    unpack(text, [&](std::string_view name, std::string value) {
        if (name == "second_word")
            draft.seconds.word = std::move(value);
        else if (name == "second_birth")
            draft.seconds.birth = std::move(value);
        else if (name == "code")
            draft.code = std::move(value);
        else if (name == "made_word")
            draft.made_word = std::move(value);
        else if (name == "danger")
            draft.danger = std::move(value);
        else
            take_one(draft.asked, name, std::move(value));
    });
    return draft;
}

}  // namespace michi::letterbox
