"""Countries and time zones by the names that people write in a sheet."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache

import phonenumbers
from babel import Locale

from accounts.zone_names import current_names, former_names
from intake.cells import BadCell
from intake.cities import CITIES

_COUNTRY_ALIASES: Mapping[str, str] = {
    "usa": "US",
    "u.s.": "US",
    "u.s.a.": "US",
    "america": "US",
    "united states of america": "US",
    "korea": "KR",
    "republic of korea": "KR",
    "korea, republic of": "KR",
    "rok": "KR",
    "한국": "KR",
    "대한민국": "KR",
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "영국": "GB",
}

# Countries whose founders and experts this product expects and that keep one time zone throughout.
_ONLY_ZONE: Mapping[str, str] = {
    "KR": "Asia/Seoul",
    "JP": "Asia/Tokyo",
    "SG": "Asia/Singapore",
    "TW": "Asia/Taipei",
    "HK": "Asia/Hong_Kong",
    "IN": "Asia/Kolkata",
    "GB": "Europe/London",
    "FR": "Europe/Paris",
    "IL": "Asia/Jerusalem",
}


def country(text: str) -> str:
    """An ISO 3166-1 alpha-2 code from a code or from an English or Korean country name (Unicode CLDR).

    Raises `BadCell` "country_unknown".
    """
    code = text.strip().upper()
    if code in phonenumbers.SUPPORTED_REGIONS:
        return code
    name = text.strip().casefold()
    found = _COUNTRY_ALIASES.get(name) or _country_names().get(name)
    if found is None:
        raise BadCell("country_unknown", value=text)
    return found


@cache
def _country_names() -> Mapping[str, str]:
    return {
        name.casefold(): code
        for language in ("en", "ko")
        for code, name in Locale(language).territories.items()
        if code in phonenumbers.SUPPORTED_REGIONS
    }


def only_zone_of(country_code: str) -> str | None:
    """The zone to assume for a person of this country when the sheet names none, if that is certain."""
    return _ONLY_ZONE.get(country_code)


def time_zone(text: str) -> str:
    """The current IANA name of a zone given by IANA name, old or new, or by a city.

    Names are compared without regard to case. Old names become current ones by the links of the IANA
    database (US/Pacific → America/Los_Angeles). Fixed offsets and abbreviations (EST, Etc/GMT+8) are
    refused: they do not follow daylight saving, so they are right for half the year at best.
    Raises `BadCell` "time_zone_unknown" or, with a likely spelling, "time_zone_unknown_close".
    """
    wanted = _squeezed(text)
    found = _zones_by_name().get(wanted) or CITIES.get(wanted) or _zones_by_city().get(wanted)
    if found is not None:
        return found
    known = {**CITIES, **_zones_by_city(), **{_squeezed(name): name for name in current_names()}}
    close = difflib.get_close_matches(wanted, known, n=1, cutoff=0.75)
    if close:
        raise BadCell("time_zone_unknown_close", value=text, close=known[close[0]])
    raise BadCell("time_zone_unknown", value=text)


def _squeezed(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace(",", " ").split())


@cache
def _zones_by_name() -> Mapping[str, str]:
    """Every accepted IANA name, former ones too, squeezed → the current name."""
    former = {old: new for old, new in former_names().items() if _is_a_place(old)}
    return {_squeezed(name): new for name, new in (former | {name: name for name in current_names()}).items()}


def _is_a_place(name: str) -> bool:
    """Whether an old name means a place: most in capitals (EST, EST5EDT, GMT) mean an offset."""
    named = name in {"ROK", "ROC", "PRC", "GB", "NZ"} or not name.isupper()
    return named and not name.startswith(("Etc/", "GMT"))


@cache
def _zones_by_city() -> Mapping[str, str]:
    """The city part of every current zone, squeezed → the zone (Berlin → Europe/Berlin)."""
    return {_squeezed(name.rsplit("/", 1)[1]): name for name in current_names() if "/" in name}
