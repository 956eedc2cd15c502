#include "directory/xml.hpp"

#include <expat.h>

#include <memory>

namespace michi::directory {
namespace {

constexpr int kDepthLimit = 64;

std::string_view local_name(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

struct Reader {
    XML_Parser parser;
    const XmlEvents& events;
    int depth{};
};

void XMLCALL on_open(void* data, const char* name, const char** pairs) {
    auto& reader = *static_cast<Reader*>(data);
    if (++reader.depth > kDepthLimit)
        XML_StopParser(reader.parser, XML_FALSE);
    else if (reader.events.open)
        reader.events.open(local_name(name), Attributes(pairs));
}

void XMLCALL on_close(void* data, const char* name) {
    auto& reader = *static_cast<Reader*>(data);
    --reader.depth;
    if (reader.events.close) reader.events.close(local_name(name));
}

void XMLCALL on_text(void* data, const char* text, int size) {
    const auto& reader = *static_cast<Reader*>(data);
    if (reader.events.text) reader.events.text({text, static_cast<std::size_t>(size)});
}

void XMLCALL on_doctype(void* data, const char*, const char*, const char*, int) {
    XML_StopParser(static_cast<Reader*>(data)->parser, XML_FALSE);
}

}  // namespace

std::string_view Attributes::get(std::string_view name) const {
    for (const char** pair = pairs_; *pair; pair += 2)
        if (local_name(pair[0]) == name) return pair[1];
    return {};
}

bool parse_xml(std::string_view document, const XmlEvents& events) {
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
        XML_ParserCreate(nullptr), &XML_ParserFree);
    Reader reader{parser.get(), events};
    XML_SetUserData(parser.get(), &reader);
    XML_SetElementHandler(parser.get(), on_open, on_close);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    constexpr std::size_t kStep = 1 << 20;
    for (std::size_t at = 0; at < document.size() || at == 0; at += kStep) {
        const auto part = document.substr(at, kStep);
        const bool last = at + kStep >= document.size();
        if (XML_Parse(parser.get(), part.data(), static_cast<int>(part.size()), last) !=
            XML_STATUS_OK)
            return false;
        if (last) return true;
    }
    return false;
}

}  // namespace michi::directory
