"""Instants in words: the day named, the hour on each person's clock, and whose clock it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_location

# Hour and minute by the 24-hour clock in both languages: no morning can be read as an evening.
PATTERNS = {"ko": "M월 d일 (E) HH:mm", "en": "EEE d MMM HH:mm"}


def local_words(instant: datetime, zone: str, language: str) -> str:
    """`instant` on the clock of `zone` (IANA name): "11월 24일 (화) 09:00 서울" or "Tue 24 Nov 09:00 Seoul"."""
    local = instant.astimezone(ZoneInfo(zone))
    words = format_datetime(local, PATTERNS[language], locale=language)
    return f"{words} {city_name(zone, language)}"


def both_clocks(instant: datetime, zone: str, other_zone: str, language: str) -> str:
    """The reader's clock first, the other side's beside it; once only where both show the same."""
    here = local_words(instant, zone, language)
    same = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == instant.astimezone(
        ZoneInfo(other_zone)
    ).replace(tzinfo=None)
    return here if same else f"{here} · {local_words(instant, other_zone, language)}"


def city_name(zone: str, language: str) -> str:
    """The zone's city in `language` as CLDR names it: "서울", "Los Angeles"."""
    return get_timezone_location(zone, locale=language, return_city=True)
