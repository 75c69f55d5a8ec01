"""One cell's text → one value, or `BadCell` with a code and what the message needs. No Django, no clock."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

import phonenumbers
from babel import Locale

from intake.cells import BadCell

# RFC 5321 section 4.5.3.1 bounds the path at 256 octets including the angle brackets.
_MOST_EMAIL = 254
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])"
)
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
_SEPARATORS = re.compile(r"[;|\n]")
_LANGUAGE_ALIASES: Mapping[str, str] = {
    "kr": "ko",
    "kor": "ko",
    "eng": "en",
    "한글": "ko",
    "jp": "ja",
    "cn": "zh",
}


def text(value: str, *, most: int) -> str:
    """`value` when it has at most `most` characters and no control characters but tab and line ends."""
    if len(value) > most:
        raise BadCell("text_too_long", most=most, found=len(value))
    if any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n" for letter in value):
        raise BadCell("text_has_control_character")
    return value


def line(value: str, *, most: int) -> str:
    """`text` on one line: runs of white space, line ends too, become one space."""
    return text(" ".join(value.split()), most=most)


def email(value: str) -> str:
    """An address in lower case (sign-in compares it so). Raises "email_invalid"."""
    lowered = value.strip().removeprefix("mailto:").lower()
    local = lowered.partition("@")[0]
    if len(lowered) > _MOST_EMAIL or len(local) > 64 or not _EMAIL.fullmatch(lowered):
        raise BadCell("email_invalid", value=value)
    return lowered


def phone(value: str, country: str | None) -> str:
    """A number in E.164 from its local or international form; "" stays "".

    `country` (ISO 3166-1 alpha-2) is needed for local forms. Raises "phone_damaged" (a spreadsheet made
    8.21E+11 of it), "phone_needs_country", "phone_has_extension", "phone_invalid".
    """
    if not value:
        return ""
    if _SCIENTIFIC.fullmatch(value):
        raise BadCell("phone_damaged", value=value)
    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException as error:
        local = any(letter.isdigit() for letter in value) and not value.startswith(("+", "＋"))
        code = "phone_needs_country" if country is None and local else "phone_invalid"
        raise BadCell(code, value=value) from error
    if number.extension:
        raise BadCell("phone_has_extension", value=value)
    if not phonenumbers.is_valid_number(number):
        raise BadCell("phone_invalid", value=value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def pieces(value: str) -> tuple[str, ...]:
    """The parts of a cell that holds several: divided by ";" or "|" or a line end, or by "," if none of these."""
    divided = _SEPARATORS.split(value) if _SEPARATORS.search(value) else value.split(",")
    return tuple(piece.strip() for piece in divided if piece.strip())


def languages(value: str) -> tuple[str, ...]:
    """ISO 639-1 codes in alphabetical order from codes or English or Korean names. Raises "language_unknown"."""
    return tuple(sorted({_language(piece) for piece in pieces(value)}))


def _language(piece: str) -> str:
    name = piece.casefold()
    found = _LANGUAGE_ALIASES.get(name) or _language_names().get(name)
    if found is None:
        raise BadCell("language_unknown", value=piece)
    return found


@cache
def _language_names() -> Mapping[str, str]:
    """Codes and names of the languages with a two-letter code (Unicode CLDR)."""
    names = {
        name.casefold(): code
        for language in ("en", "ko")
        for code, name in Locale(language).languages.items()
        if len(code) == 2
    }
    return names | {code: code for code in names.values()}


def chosen(value: str, choices: Mapping[str, str]) -> str:
    """The value of a closed list; `choices` maps accepted spellings in lower case. Raises "choice_unknown"."""
    found = choices.get(" ".join(value.casefold().replace("_", "-").split()))
    if found is None:
        raise BadCell("choice_unknown", value=value, choices=", ".join(dict.fromkeys(choices.values())))
    return found


def topics(value: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Slugs in alphabetical order; `known` maps slugs and names (case-folded) to slugs. Raises "topic_unknown"."""
    return tuple(sorted({_topic(piece, known) for piece in pieces(value)}))


def _topic(piece: str, known: Mapping[str, str]) -> str:
    slug = known.get(piece.casefold())
    if slug is None:
        raise BadCell("topic_unknown", value=piece)
    return slug


def topic_names(topics_: Sequence[tuple[str, str, str]]) -> Mapping[str, str]:
    """What `topics` accepts, from (slug, Korean name, English name)."""
    return {spelling.casefold(): names[0] for names in topics_ for spelling in names}


def whole_number(value: str, *, least: int, most: int) -> int:
    """An integer in [least, most]. Raises "number_invalid", "number_out_of_range"."""
    if not re.fullmatch(r"[+-]?[0-9]{1,9}(\.0+)?", value):
        raise BadCell("number_invalid", value=value)
    number = int(value.partition(".")[0])
    if not least <= number <= most:
        raise BadCell("number_out_of_range", value=number, least=least, most=most)
    return number
