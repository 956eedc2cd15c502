"""Writes src/base/phone_shapes.inc: where the hyphens stand in Japanese numbers with 10 digits.

The plan is 総務省「市外局番の一覧」; it is read here from libphonenumber's metadata for Japan (Apache-2.0), by asking its
formatter about every six-digit beginning. Needs Debian's python3-phonenumbers; run by hand when area codes change.
Beginnings that are in no list are 4-2-4, as libphonenumber has it.
"""
import pathlib
import textwrap

import phonenumbers as p

OTHER_PLANS = ("0120", "0570", "0800", "0990", "020", "050", "060", "070", "080", "090")


def shape(prefix):
    shown = p.format_number(p.parse("+81" + (prefix + "2222")[1:], None), p.PhoneNumberFormat.NATIONAL).split("-")
    return (len(shown[0]), len(shown[1])) if len(shown) == 3 else (4, 2)


SHAPES = {f"0{n:05}": shape(f"0{n:05}") for n in range(10000, 100000) if not f"0{n:05}".startswith(OTHER_PLANS)}


def beginnings(prefix, wanted):
    under = {s for key, s in SHAPES.items() if key.startswith(prefix)}
    if under == {wanted}:
        return [prefix]
    if wanted not in under:
        return []
    return [found for digit in "0123456789" for found in beginnings(prefix + digit, wanted)]


lines = ["// Beginnings by hyphenation; everything else is 4-2-4. Plan: 総務省「市外局番の一覧」, read from libphonenumber"
         f" {p.__version__} (Apache-2.0). Made by tools/phones.py."]
for area, exchange in ((2, 4), (3, 3), (5, 1)):
    lines.append(f"{{{area}, {exchange},")
    lines += [f' "{line} "' for line in textwrap.wrap(" ".join(beginnings("0", (area, exchange))), 100)]
    lines.append("},")
pathlib.Path(__file__).parent.parent.joinpath("src/base/phone_shapes.inc").write_text("\n".join(lines) + "\n")
