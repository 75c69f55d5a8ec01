"""What a person wants Meridian to do with their Google Calendar, and which leave of Google's that takes. No more is asked.

Scopes: https://developers.google.com/workspace/calendar/api/auth; which call takes which: the discovery document.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from calendars.freshness import is_reached_by_events
from integrations.google_calendar.scopes import (
    APP_CREATED_SCOPE,
    EVENTS_SCOPE,
    FREEBUSY_SCOPE,
    IDENTITY_SCOPES,
    LIST_SCOPE,
)


class WritesTo(StrEnum):
    NOTHING = "nothing"
    OWN_CALENDAR = "own_calendar"  # one that Meridian makes; it sees no other
    CHOSEN_CALENDAR = "chosen_calendar"


class Part(StrEnum):
    """What can be allowed, or not, by itself."""

    READING = "reading"  # when the person is busy
    LISTING = "listing"  # which calendars there are
    WRITING = "writing"


class PartState(StrEnum):
    ON = "on"
    MISSING = "missing"  # wished for, and not allowed at Google
    OFF = "off"  # not wished for


WRITING_SCOPES = {WritesTo.OWN_CALENDAR: APP_CREATED_SCOPE, WritesTo.CHOSEN_CALENDAR: EVENTS_SCOPE}


@dataclass(frozen=True)
class Wish:
    """`has_lost_calendar`: Google may have made our calendar without our hearing its name, so we have to look."""

    reads_busy: bool
    writes_to: WritesTo
    has_lost_calendar: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.reads_busy and self.writes_to == WritesTo.NOTHING

    @property
    def needed(self) -> dict[Part, str]:
        """The scope of each part that is wished for."""
        found = {Part.READING: FREEBUSY_SCOPE} if self.reads_busy else {}
        if self.reads_busy or self.has_lost_calendar or self.writes_to == WritesTo.CHOSEN_CALENDAR:
            found[Part.LISTING] = LIST_SCOPE
        if self.writes_to != WritesTo.NOTHING:
            found[Part.WRITING] = WRITING_SCOPES[self.writes_to]
        return found

    @property
    def scopes(self) -> tuple[str, ...]:
        """What to ask Google for: the parts, and whose account it is."""
        return (*IDENTITY_SCOPES, *self.needed.values())

    def states(self, granted: Collection[str]) -> dict[Part, PartState]:
        """How each part stands, given the scopes that Google granted."""
        return {part: self._state(part, granted) for part in Part}

    def is_on(self, part: Part, granted: Collection[str]) -> bool:
        return self._state(part, granted) == PartState.ON

    def missing(self, granted: Collection[str]) -> tuple[str, ...]:
        """The scopes that were asked for and not granted."""
        return tuple(scope for scope in self.needed.values() if scope not in granted)

    def is_of_use(self, granted: Collection[str]) -> bool:
        """Whether anything of it works: a list of calendars alone is nothing."""
        return self.is_on(Part.READING, granted) or self.is_on(Part.WRITING, granted)

    def _state(self, part: Part, granted: Collection[str]) -> PartState:
        scope = self.needed.get(part)
        if scope is None:
            return PartState.OFF
        return PartState.ON if scope in granted else PartState.MISSING


EVERYTHING = Wish(reads_busy=True, writes_to=WritesTo.CHOSEN_CALENDAR)


def may_be_written(*, role: str, is_own: bool, wish: Wish, granted: Collection[str]) -> bool:
    """Whether events can be put into a calendar.

    The least scope that writes, `calendar.events.owned`, reaches the calendars that the person owns, so one that
    others share with them for writing is none of these.
    """
    if not wish.is_on(Part.WRITING, granted) or (wish.writes_to == WritesTo.OWN_CALENDAR and not is_own):
        return False
    return role == "owner" and is_reached_by_events(tuple(granted), role, is_own=is_own)
