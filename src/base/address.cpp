#include "base/address.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "base/text.hpp"

namespace michi {
namespace {

constexpr std::size_t kLongestAccount = 400;

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_unreserved(char c) {
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

std::string_view fitting(std::string_view account) {
    for (std::size_t count = graphemes(account); account.size() > kLongestAccount; --count)
        account = first_characters(account, count);
    return account;
}

/// What is left of a name in letters that every system reads: one '-' for each run of others.
std::string in_ascii(std::string_view text) {
    std::string plain;
    for (const char c : fold_width(text)) {
        if (is_alphanumeric(c) || c == '.' || c == '_')
            plain += c;
        else if (!plain.empty() && plain.back() != '-')
            plain += '-';
    }
    const auto first = plain.find_first_not_of("-_."), last = plain.find_last_not_of("-_.");
    return first == std::string::npos ? std::string() : plain.substr(first, last + 1 - first);
}

/// 若葉県 月報 202610.csv is 202610.csv; a name without any such letter is michishirube.csv.
std::string fallback(std::string_view file_name) {
    const auto dot = file_name.rfind('.');
    const auto ending = dot == file_name.npos ? std::string() : in_ascii(file_name.substr(dot));
    auto name = in_ascii(file_name.substr(0, dot));
    if (name.empty()) name = "michishirube";
    return ending.empty() ? name : name.append(".").append(ending);
}

}  // namespace

void percent_encode(std::string& out, std::string_view text) {
    constexpr char kHex[] = "0123456789ABCDEF";
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += kHex[byte >> 4];
        out += kHex[byte & 15];
    }
}

std::string otpauth_address(std::string_view issuer, std::string_view account,
                            std::string_view secret) {
    std::string address = "otpauth://totp/";
    percent_encode(address, issuer);
    address += ':';
    percent_encode(address, fitting(account));
    address += "?secret=";
    percent_encode(address, secret);
    address += "&issuer=";
    percent_encode(address, issuer);
    return address;
}

std::string tel_address(std::string_view digits) {
    std::string address = "tel:";
    std::ranges::copy_if(digits, std::back_inserter(address),
                         [](char c) { return c >= '0' && c <= '9'; });
    return address.size() == 4 ? std::string() : address;
}

std::string attachment(std::string_view file_name) {
    std::string value = "attachment; filename=\"" + fallback(file_name) + "\"; filename*=UTF-8''";
    percent_encode(value, file_name);
    return value;
}

}  // namespace michi
