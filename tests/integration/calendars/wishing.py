"""Connecting with a wish, and what came of it."""

from collections.abc import Sequence
from typing import Any

from accounts.models import Person
from calendars import operations
from calendars.models import GoogleConnection
from calendars.wishes import Wish, WritesTo
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, NOW, answer_of

PREFIX = "https://www.googleapis.com/auth/"
LIST, BUSY, OWN = "calendar.calendarlist.readonly", "calendar.freebusy", "calendar.app.created"
EVENTS = "calendar.events.owned"
ONLY_BUSY = Wish(reads_busy=True, writes_to=WritesTo.NOTHING)
OWN_CALENDAR = Wish(reads_busy=False, writes_to=WritesTo.OWN_CALENDAR)
BUSY_AND_OWN = Wish(reads_busy=True, writes_to=WritesTo.OWN_CALENDAR)
CHOSEN_CALENDAR = Wish(reads_busy=False, writes_to=WritesTo.CHOSEN_CALENDAR)
EVERYTHING = Wish(reads_busy=True, writes_to=WritesTo.CHOSEN_CALENDAR)


def ticked(*names: str) -> list[str]:
    """The boxes of Google's page by their short names; who it is is always told."""
    return ["openid", f"{PREFIX}userinfo.email", *(PREFIX + name for name in names)]


def wish(
    google: GoogleEmulatorHandle,
    person: Person,
    wanted: Wish,
    email: str = FOUNDER_AT_GOOGLE,
    *,
    granted: Sequence[str] | None = None,
) -> GoogleConnection:
    """Through Google's consent page; `granted` are the boxes that stay ticked."""
    url = operations.start_consent(person=person, wish=wanted, now=NOW)
    boxes = None if granted is None else ticked(*granted)
    state, code = answer_of(google.decide(url, email, granted=boxes))
    return operations.finish_consent(person=person, state=state, code=code, now=NOW)


def made_calendars(google: GoogleEmulatorHandle, owner: str = FOUNDER_AT_GOOGLE) -> list[dict[str, Any]]:
    """The secondary calendars of an account, as Google stores them."""
    calendars: list[dict[str, Any]] = google.ask("dump")["calendars"]
    return [one for one in calendars if one["owner"] == owner and one["id"] != owner]
