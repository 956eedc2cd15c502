#include "consultation/packing.hpp"

#include "base/packed.hpp"
#include "consultation/fields.hpp"

namespace michi::consultation {
namespace {

void take_one(Answers& a, std::string_view name, std::string value) {
    for (const AnswerField& field : kAnswerFields)
        if (field.id == name) a.*field.member = std::move(value);
    if (name == "topic") a.topics.push_back(value);
    if (name == "tell") a.tell.push_back(value);
    if (name == "other") a.others.push_back(value);
    if (name.starts_with("care_")) a.care.emplace(name.substr(5), value);
}

}  // namespace

std::string packed(const Answers& a) {
    std::string out;
    for (const AnswerField& field : kAnswerFields) pack(out, field.id, a.*field.member);
    for (const std::string& topic : a.topics) pack(out, "topic", topic);
    for (const std::string& one : a.tell) pack(out, "tell", one);
    for (const std::string& one : a.others) pack(out, "other", one);
    for (const auto& [kind, answer] : a.care) pack(out, "care_" + kind, answer);
    return out;
}

std::string packed(const Codes& codes) {
    std::string out;
    pack(out, "channel", codes.channel);
    pack(out, "caller_kind", codes.caller_kind);
    pack(out, "municipality", codes.municipality);
    pack(out, "age_band", codes.age_band);
    pack(out, "outcome", codes.outcome);
    pack(out, "hide_home", codes.hide_home);
    for (const std::string& topic : codes.topics) pack(out, "topic", topic);
    return out;
}

Codes unpacked_codes(std::string_view text) {
    Codes codes;
    unpack(text, [&](std::string_view name, std::string value) {
        if (name == "topic") return codes.topics.push_back(std::move(value));
        for (const auto& [id, member] :
             {std::pair{"channel", &Codes::channel}, std::pair{"caller_kind", &Codes::caller_kind},
              std::pair{"municipality", &Codes::municipality},
              std::pair{"age_band", &Codes::age_band}, std::pair{"outcome", &Codes::outcome},
              std::pair{"hide_home", &Codes::hide_home}})
            if (name == id) codes.*member = std::move(value);
    });
    return codes;
}

Answers unpacked(std::string_view text) {
    Answers a;
    a.channel.clear();
    unpack(text,
           [&](std::string_view name, std::string value) { take_one(a, name, std::move(value)); });
    return a;
}

}  // namespace michi::consultation
