"""Names of time zones: those that are current, and what the names that tzdata gave up are now.

The tz database keeps every name that it ever had: zone.tab lists the current ones, and the "L target name" lines of
its compact form tie the old to the new.
"""

import re
import zoneinfo
from collections.abc import Mapping
from functools import cache
from importlib import resources

from babel.core import get_global

UTC = "UTC"
# Names of System V, which mean a place since tzdata 2024b; builds that keep old data list them as zones of their own.
_SYSTEM_V = {
    "CST6CDT": "America/Chicago",
    "EST5EDT": "America/New_York",
    "MST7MDT": "America/Denver",
    "PST8PDT": "America/Los_Angeles",
}
# "UTC+9", "GMT-05:30", "+0900", "Etc/GMT+8" and the TZ strings of POSIX: "KST-9", "<+09>-9", "EST5EDT,M3.2.0,M11.1.0".
_OFFSET = re.compile(r"((etc/)?(utc|gmt|z)?\s*[+-]\s*\d.*)|([a-z]{3,}|<[-+\w]+>)[+-]?\d.*", re.IGNORECASE)


class UnknownZone(LookupError):
    """No place has that zone. `code` is unknown_zone, or fixed_offset for a clock without daylight saving."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(name)
        self.code = code


def current_name(name: str) -> str:
    """The current IANA name for a current or a former one, whatever its case. Raises UnknownZone."""
    wanted = name.strip().replace(" ", "_").casefold()
    found = _accepted().get(wanted)
    if found is None:
        raise UnknownZone("fixed_offset" if _OFFSET.fullmatch(name.strip()) else "unknown_zone", name)
    return found


@cache
def current_names() -> frozenset[str]:
    """The zones of zone.tab (one or more a country), as far as this machine's database knows them, and UTC."""
    lines = _tzdata("zone.tab").splitlines()
    named = {line.split("\t")[2] for line in lines if line and not line.startswith("#")}
    return frozenset(named & zoneinfo.available_timezones()) | {UTC}


@cache
def former_names() -> Mapping[str, str]:
    """Every name that tzdata gave up, with the current one of the same place.

    Where tzdata has since tied the place to one in another country (Iceland to Abidjan), CLDR remembers which it was.
    """
    links = _links() | _SYSTEM_V
    return {
        old: _same_place().get(_cldr(old), new if new in current_names() else UTC)
        for old, new in links.items()
        if old not in current_names() and (new in current_names() or new in ("Etc/UTC", "Etc/GMT"))
    } | {"Etc/UTC": UTC, "Etc/GMT": UTC}


@cache
def _accepted() -> Mapping[str, str]:
    names = {name: name for name in current_names()} | dict(former_names())
    return {name.casefold(): current for name, current in names.items()}


@cache
def _same_place() -> Mapping[str, str]:
    """CLDR's name of a place, which may be a former one, with the current name."""
    return {_cldr(name): name for name in sorted(current_names())}


def _cldr(name: str) -> str:
    return str(get_global("zone_aliases").get(name, name))


def _links() -> dict[str, str]:
    lines = (line.split() for line in _tzdata("tzdata.zi").splitlines())
    return {parts[2]: parts[1] for parts in lines if len(parts) == 3 and parts[0] == "L"}


def _tzdata(name: str) -> str:
    return resources.files("tzdata.zoneinfo").joinpath(name).read_text(encoding="utf-8")
