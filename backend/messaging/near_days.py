"""How a message says when: the day as near as it is when the message leaves, on the clock of whoever reads it.

"Tomorrow" is true until midnight. Whatever leaves later than it was written for says the date in its place
(`messaging.operations.claiming`).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from agenda.wall_clock import day_of, wall_time
from agenda.wall_clock import instant as at_minute
from agenda.wording import both_clocks, day_word, local_words, near_words, show_the_same


@dataclass(frozen=True)
class Leaving:
    """When a message is to leave, and in which zone (IANA) its reader lives then."""

    at: datetime
    zone: str


@dataclass(frozen=True)
class Departures:
    """When each of the messages that tell one thing leaves; None names no day by a word."""

    mail: Leaving | None = None
    text: Leaving | None = None


AT_ANY_TIME = Departures()


@dataclass(frozen=True)
class NearDay:
    """The words of a message that are true until `until`, and those that stay true. Empty where all of them do."""

    near: str = ""
    plain: str = ""
    until: datetime | None = None

    def stored(self) -> dict[str, Any]:
        """The columns of the message that says it."""
        return {"near_day": self.near, "plain_day": self.plain, "near_until": self.until}


EVERY_DAY = NearDay()


@dataclass(frozen=True)
class Start:
    """A start in words: on the reader's clock, on the other side's, and both in one line."""

    here: str
    there: str
    both: str
    near: NearDay = EVERY_DAY


def start_in_mail(
    starts_at: datetime, zone: str, other_zone: str, language: str, leaving: Leaving | None
) -> Start:
    """With the date: mail is read when its reader has time for it. "tomorrow, Tue 24 Nov 09:00 Seoul · ..."."""
    here, there = local_words(starts_at, zone, language), local_words(starts_at, other_zone, language)
    both = both_clocks(starts_at, zone, other_zone, language)
    today = _today(zone, leaving)
    day = day_word(_on(starts_at, zone), today, language) if today else ""
    if not today or not day:
        return Start(here, there, both)
    said = f"{day} {here}" if language == "ko" else f"{day}, {here}"
    return Start(
        said, there, said + both.removeprefix(here), NearDay(said, here, _ends(today, zone, leaving))
    )


def start_in_text(
    starts_at: datetime, zone: str, other_zone: str, language: str, leaving: Leaving | None
) -> Start:
    """As short as can be: "서울 내일 화요일 09:00, 캘리포니아 월요일 16:00". What is farther keeps its date."""
    today = _today(zone, leaving)
    day = day_word(_on(starts_at, zone), today, language) if today else ""
    if not today or not day:
        return start_in_mail(starts_at, zone, other_zone, language, None)
    here = near_words(starts_at, zone, language, day=day)
    there = near_words(starts_at, other_zone, language)
    both = (
        here
        if show_the_same(starts_at, zone, other_zone)
        else (", " if language == "ko" else " · ").join([here, there])
    )
    plain = local_words(starts_at, zone, language)
    return Start(here, there, both, NearDay(here, plain, _ends(today, zone, leaving)))


def _on(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


def _today(zone: str, leaving: Leaving | None) -> date | None:
    """The date when the message leaves; None where it is another where its reader is then than on the clock that is
    told: who is about to fly over the ocean would count from the wrong one."""
    if leaving is None:
        return None
    today = _on(leaving.at, zone)
    return today if _on(leaving.at, leaving.zone) == today else None


def _ends(today: date, zone: str, leaving: Leaving | None) -> datetime:
    """When `today` ends on the first of the clocks that count."""
    zones = {zone, leaving.zone} if leaving else {zone}
    return min(at_minute(wall_time(one, day_of(today) + 1, 0)) for one in zones)
