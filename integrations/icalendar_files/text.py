"""What free text must lose before it may stand in an iCalendar file."""

import re

from icalendar import vText

LINE_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # lone surrogates are no UTF-8
WHITE_SPACE = re.compile(r"\s+")
ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]]+@[^\s@<>\"(),:;\\\[\]]+")
FOLD_AT = 75
URI_PART = re.compile(r"[\x21-\x7e]+")


class Text(vText):
    r"""A TEXT value that also keeps a backslash before an n as it is: the library reads `\N` as a line break."""

    def to_ical(self) -> bytes:
        """RFC 5545, 3.3.11: backslash, semicolon, comma and line feed are escaped."""
        escaped = re.sub(r"[\\;,]", r"\\\g<0>", str(self))
        return escaped.replace("\n", r"\n").encode()


def paragraph(text: str) -> str:
    """`text` with every kind of line break as a line feed and no other control character.

    RFC 5545, 3.3.11 allows a line break in TEXT (it is written as a backslash and an n) and forbids the rest.
    """
    return CONTROLS.sub("", LINE_BREAKS.sub("\n", text))


def line(text: str) -> str:
    """`text` on one line: no line break can end the property or the parameter that it stands in."""
    return WHITE_SPACE.sub(" ", paragraph(text)).strip()


def name(text: str) -> str:
    """A person's name as a parameter value: one line, and no backslash, which common readers misread there."""
    return line(text.replace("\\", ""))


def address(text: str) -> str:
    """The e-mail address itself. Raises ValueError if it could be anything more than one plain address."""
    if not ADDRESS.fullmatch(text) or CONTROLS.search(text):
        raise ValueError(f"not an e-mail address: {text!r}")
    return text


def uri(text: str) -> str:
    """The URI itself. Raises ValueError for blanks, control and non-ASCII characters (RFC 3986, 2)."""
    if not URI_PART.fullmatch(text):
        raise ValueError(f"not a URI: {text!r}")
    return text


def folded(line: str) -> bytes:
    r"""A content line as UTF-8 in pieces of at most 75 octets (RFC 5545, 3.1), the space that begins each further
    one included; no letter is cut, and no `\` or `^` from what it escapes. The library's own takes ten times as long.
    """
    octets = line.encode()
    pieces, start, room = [], 0, FOLD_AT
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # inside a letter
            end -= 1
        if octets[end - 1] in b"\\^":
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, FOLD_AT - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces)
