// Names of municipalities in what was typed. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace michi {
struct Municipality;
}

namespace michi::directory {

/// 「北浜市」「北浜」「きたはまし」「きたはま」: without its ending only where one municipality is meant.
class Towns {
  public:
    /// `prefectures`: two digits; of the others only whole names are known.
    explicit Towns(std::span<const std::string> prefectures);
    struct Found {
        std::string_view code;  // "" of a prefecture: it says nothing more
        std::size_t length{};   // bytes; 0: none
        bool is_stem{};         // 花岡 may be somebody's name, 花岡市 is none
        bool elsewhere{};       // of another prefecture: nothing stands there
    };
    Found at(std::string_view folded) const;

  private:
    struct Form {
        std::string_view code;
        bool is_stem{};
    };
    void add(const Municipality& m);
    void put(std::string_view form, std::string_view code, bool is_stem);
    std::unordered_map<std::string, Form> towns_;
    std::size_t longest_{};
};

}  // namespace michi::directory
