"""Instants in words: the day named, the hour on each person's clock, and whose clock it is."""

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_location

# Hour and minute by the 24-hour clock in both languages: no morning can be read as an evening.
PATTERNS = {"ko": "M월 d일 (E) HH:mm", "en": "EEE d MMM HH:mm"}
# Where the date goes without saying.
NEAR_PATTERNS = {"ko": "EEEE HH:mm", "en": "EEE HH:mm"}
# From a date on, the day after it, the day after that: English has no word for the third.
DAY_WORDS = {"ko": ("오늘", "내일", "모레"), "en": ("today", "tomorrow")}
# Where people name another place than the city that the zone is called after; the screens' table has the same.
PLACES = {"America/Los_Angeles": {"ko": "캘리포니아", "en": "California"}}


@lru_cache(maxsize=1024)  # a session's hour is told to several people, on two channels
def local_words(instant: datetime, zone: str, language: str) -> str:
    """`instant` on the clock of `zone` (IANA name): "11월 24일 (화) 09:00 서울" or "Tue 24 Nov 09:00 Seoul"."""
    local = instant.astimezone(ZoneInfo(zone))
    words = format_datetime(local, PATTERNS[language], locale=language)
    return f"{words} {place_name(zone, language)}"


def both_clocks(instant: datetime, zone: str, other_zone: str, language: str) -> str:
    """The reader's clock first, the other side's beside it; once only where both show the same."""
    here = local_words(instant, zone, language)
    if show_the_same(instant, zone, other_zone):
        return here
    return f"{here} · {local_words(instant, other_zone, language)}"


def show_the_same(instant: datetime, zone: str, other_zone: str) -> bool:
    """Whether the clocks of two zones (IANA names) read alike at `instant`."""
    shown = [instant.astimezone(ZoneInfo(one)).replace(tzinfo=None) for one in (zone, other_zone)]
    return shown[0] == shown[1]


def near_words(instant: datetime, zone: str, language: str, *, day: str = "") -> str:
    """The same without the date, after the `day` in a word: "서울 내일 화요일 09:00", "tomorrow, Tue 09:00 Seoul"."""
    hour = format_datetime(instant.astimezone(ZoneInfo(zone)), NEAR_PATTERNS[language], locale=language)
    place = place_name(zone, language)
    if language == "ko":
        return " ".join(one for one in (place, day, hour) if one)
    return f"{day}, {hour} {place}" if day else f"{hour} {place}"


def day_word(on: date, today: date, language: str) -> str:
    """What people call the date `on` from `today`: "오늘", "내일", "모레", "today", "tomorrow"; "" if it is farther."""
    words = DAY_WORDS[language]
    days = (on - today).days
    return words[days] if 0 <= days < len(words) else ""


@lru_cache(maxsize=2048)  # all zones in both languages; Babel looks through the tree of CLDR each time
def place_name(zone: str, language: str) -> str:
    """The place that people name for a zone, else its city as CLDR names it: "서울", "California", "New York"."""
    if zone in PLACES:
        return PLACES[zone][language]
    return get_timezone_location(zone, locale=language, return_city=True)
