// Published files as the tests read them.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace michi::directory {

inline std::string published(const std::string& name) {
    std::ifstream in(std::string(MICHI_SOURCE) + "/src/directory/testdata/" + name,
                     std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

inline std::vector<std::string> published_names() {
    std::vector<std::string> names;
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(MICHI_SOURCE) + "/src/directory/testdata"))
        if (file.path().extension() != ".md" && file.path().extension() != ".topojson")
            names.push_back(file.path().filename().string());
    std::ranges::sort(names);
    return names;
}

}  // namespace michi::directory
