#include "directory/list_kinds.hpp"

#include "directory/kinds.hpp"

namespace michi::directory {
namespace {

constexpr std::string_view kNaviiKinds[] = {"",
                                            "medical_hospital",
                                            "medical_clinic",
                                            "medical_dental",
                                            "medical_other",
                                            "medical_pharmacy"};

}  // namespace

std::string_view navii_kind(char digit) {
    return kNaviiKinds[static_cast<std::size_t>(digit - '0')];
}

bool comes_from_many(Source source) {
    switch (source) {
        case Source::school:
        case Source::facility:
        case Source::childcare:
        case Source::hospital:
        case Source::shelter:
        case Source::office:
            return true;
        default:
            return false;
    }
}

std::string_view kind_of_the_rest(Source source) {
    switch (source) {
        case Source::wamnet:
        case Source::office:
            return {};
        case Source::hospital:
        case Source::navii:
        case Source::kouseikyoku:
            return "medical_other";
        case Source::childcare:
            return "childcare_other";
        case Source::school:
        case Source::mext:
            return "school_other";
        case Source::shelter:
            return "disaster_shelter";
        case Source::facility:
        case Source::hsds:
            return "public_facility";
    }
    return {};
}

bool fits(Source source, std::string_view id) {
    const std::string_view sector = find_kind(id)->sector;
    switch (source) {
        case Source::childcare:
            return sector == "childcare" || sector == "education";
        case Source::hospital:
        case Source::navii:
        case Source::kouseikyoku:
            return sector == "medicine";
        case Source::school:
        case Source::mext:
            return sector == "education" || sector == "childcare";
        default:
            return true;
    }
}

}  // namespace michi::directory
