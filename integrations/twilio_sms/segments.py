"""How many messages a text becomes on its way.

GSM 03.38 (3GPP TS 23.038, 6.2.1) holds 160 units in one message and 153 in each of several; UCS-2 holds 70
and 67, in UTF-16 units.
"""

from dataclasses import dataclass
from typing import Literal

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
LIMITS = {"GSM-7": (160, 153), "UCS-2": (70, 67)}


@dataclass(frozen=True)
class Size:
    """A text as the network counts it: units of its encoding, parts, and units still free in the last part."""

    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    parts: int
    free: int


def size_of(text: str) -> Size:
    """The size of a text. One character outside GSM 03.38 makes all of it UCS-2; an empty text is one part."""
    encoding: Literal["GSM-7", "UCS-2"] = "GSM-7" if set(text) <= BASIC | EXTENDED else "UCS-2"
    widths = [_width(character, encoding) for character in text]
    single, each = LIMITS[encoding]
    units = sum(widths)
    if units <= single:
        return Size(encoding, units, 1, single - units)
    parts, used = _packed(widths, each)
    return Size(encoding, units, parts, each - used)


def _width(character: str, encoding: str) -> int:
    if encoding == "GSM-7":
        return 2 if character in EXTENDED else 1
    return 2 if ord(character) > 0xFFFF else 1


def _packed(widths: list[int], limit: int) -> tuple[int, int]:
    """Parts, and units used in the last; a character of two units is never cut in half."""
    parts, used = 1, 0
    for width in widths:
        if used + width > limit:
            parts, used = parts + 1, 0
        used += width
    return parts, used
