// Boost.JSON is compiled here, once: Debian has its library apart from its headers.
#include <boost/json/src.hpp>
