"""What Korean carriers can show: EUC-KR (KS X 1001) and nothing else.

Twilio's guidelines for Korea: https://www.twilio.com/en-us/guidelines/kr/sms.
"""

import unicodedata
from dataclasses import dataclass

_MAPPED = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("‘’‚‛′＇", "'"),
    **dict.fromkeys("“”„‟″＂", '"'),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t", " "),
    "«": '"',
    "»": '"',
    "‹": "'",
    "›": "'",
    "•": "-",
    "…": "...",
    "₩": "￦",
    "\r": "\n",
}
# Format characters, marks, emoji and other pictures, and what has no meaning here.
_SILENT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "So", "Sk"})


@dataclass(frozen=True)
class Change:
    """A character that had to go, and what stands for it; nothing if it was left out."""

    before: str
    after: str


@dataclass(frozen=True)
class Cleaned:
    """A text that every Korean phone shows as it stands, and what was changed to get there, in order."""

    text: str
    changes: tuple[Change, ...]


def cleaned(text: str) -> Cleaned:
    """`text` in characters of EUC-KR: dashes, quotes and spaces mapped, accents dropped, pictures left out.

    Hangul written as separate letters is composed first. A letter with no counterpart becomes a `?`.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if composed.translate(_SEEN) == composed:
        return Cleaned(composed, ())
    pairs = [(character, _shown(character)) for character in composed]
    changes = tuple(Change(before, after) for before, after in pairs if before != after)
    return Cleaned("".join(after for _, after in pairs), changes)


def is_showable(character: str) -> bool:
    """Whether EUC-KR has the character. Python also writes missing syllables as eight bytes of single letters."""
    try:
        return len(character.encode("euc_kr")) <= 2
    except UnicodeEncodeError:
        return False


class _Seen(dict[int, str]):
    """What stands for each character met so far: texts say much the same."""

    def __missing__(self, code: int) -> str:
        shown = self[code] = _shown(chr(code))
        return shown


_SEEN = _Seen()


def _shown(character: str) -> str:
    if character in _MAPPED:
        return _MAPPED[character]
    if character == "\n" or (is_showable(character) and unicodedata.category(character) != "Cc"):
        return character
    if unicodedata.category(character) in _SILENT:
        return ""
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base != character and is_showable(base) else "?"
