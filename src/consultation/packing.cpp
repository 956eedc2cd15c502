#include "consultation/packing.hpp"

#include "base/packed.hpp"

namespace michi::consultation {
namespace {

struct Field {
    std::string_view name;
    std::string Answers::*member;
};

constexpr Field kFields[] = {
    {"channel", &Answers::channel},
    {"class", &Answers::cls},
    {"caller_kind", &Answers::caller_kind},
    {"caller_phone", &Answers::caller_phone},
    {"caller_kana", &Answers::caller_kana},
    {"call_time", &Answers::call_time},
    {"received_day", &Answers::received_day},
    {"received_time", &Answers::received_time},
    {"child_kana", &Answers::child_kana},
    {"child_kanji", &Answers::child_kanji},
    {"era", &Answers::era},
    {"year", &Answers::year},
    {"month", &Answers::month},
    {"day", &Answers::day},
    {"municipality", &Answers::municipality},
    {"stay", &Answers::stay},
    {"hide_home", &Answers::hide_home},
    {"words", &Answers::words},
    {"urgency", &Answers::urgency},
    {"safety", &Answers::safety},
    {"next_what", &Answers::next_what},
    {"next_due", &Answers::next_due},
    {"enrolled", &Answers::enrolled},
    {"in_charge", &Answers::in_charge},
    {"outcome", &Answers::outcome},
    {"case", &Answers::existing},
};

void take_one(Answers& a, std::string_view name, std::string value) {
    for (const Field& field : kFields)
        if (field.name == name) a.*field.member = std::move(value);
    if (name == "topic") a.topics.push_back(value);
    if (name == "tell") a.tell.push_back(value);
    if (name == "other") a.others.push_back(value);
    if (name.starts_with("care_")) a.care.emplace(name.substr(5), value);
}

}  // namespace

std::string packed(const Answers& a) {
    std::string out;
    for (const Field& field : kFields) pack(out, field.name, a.*field.member);
    for (const std::string& topic : a.topics) pack(out, "topic", topic);
    for (const std::string& one : a.tell) pack(out, "tell", one);
    for (const std::string& one : a.others) pack(out, "other", one);
    for (const auto& [kind, answer] : a.care) pack(out, "care_" + kind, answer);
    return out;
}

Answers unpacked(std::string_view text) {
    Answers a;
    a.channel.clear();
    unpack(text,
           [&](std::string_view name, std::string value) { take_one(a, name, std::move(value)); });
    return a;
}

}  // namespace michi::consultation
