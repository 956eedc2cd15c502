// The place of a text where words were found, with what stands around it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

namespace michi::search {

struct Piece {
    std::string text;
    bool hit{};
};
BOOST_DESCRIBE_STRUCT(Piece, (), (text, hit))

/// About `length` characters around the first place where one of the folded words stands, as they
/// were written; every place of a word in them is a hit. Words that stand nowhere give the beginning.
std::vector<Piece> excerpt(std::string_view text, const std::vector<std::string>& words,
                           std::size_t length);

}  // namespace michi::search
