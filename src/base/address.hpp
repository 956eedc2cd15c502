// A person's text inside what machines read: one encoder for each target, used everywhere. What comes
// out decodes to what went in and cannot end the field that it stands in.
#pragma once

#include <string>
#include <string_view>

namespace michi {

/// RFC 3986: everything but letters, digits and - . _ ~ as %XX of its UTF-8 bytes.
void percent_encode(std::string& out, std::string_view text);

/// What an authenticator app scans (Key URI format): otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=….
/// An account beyond 400 bytes is cut between characters, so that a QR code can hold it.
std::string otpauth_address(std::string_view issuer, std::string_view account,
                            std::string_view secret);

/// RFC 3966 for the digits of a read number; "" when there are none.
std::string tel_address(std::string_view digits);

/// The value of Content-Disposition (RFC 6266): a readable name in ASCII for old readers, the whole
/// one beside it (RFC 8187).
std::string attachment(std::string_view file_name);

}  // namespace michi
