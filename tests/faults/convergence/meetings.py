"""What a session should be like, as far as people have had a hand in it, and where its event stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts.models import Person
from calendars.edit_models import OPEN
from calendars.models import CalendarEdit, CalendarEvent
from mentoring.models import Session

MARK = "meridian_session"


@dataclass
class Meeting:
    """One session as it should be. Of a `regular` one the event is its series', and it is one date of that.

    Once somebody has moved or deleted it in Google (`edits`, how often), or declined there, the session itself says where
    it is; `is_free` says that nobody has touched it in Meridian. The rest is what people made of its event: looks are fields of
    Google's by name, answers those of guests by address.
    """

    pk: UUID
    founder: Person
    starts_at: datetime
    regular: bool = False
    is_live: bool = True
    edits: int = 0
    edits_of_guests: int = 0  # of these
    removals: int = 0  # how often a guest was taken out
    is_declined: bool = False
    is_free: bool = True
    lines: list[str] = field(default_factory=list)
    looks: dict[str, Any] = field(default_factory=dict)
    notes: str = ""  # on its Meet
    guests: set[str] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    thrown_away: set[str] = field(default_factory=set)  # by the guests with these addresses

    @property
    def session(self) -> Session:
        rows = Session.objects.select_related("appointment", "expert__person", "founder", "series")
        return rows.get(pk=self.pk)

    @property
    def event(self) -> CalendarEvent | None:
        of_it = Q(appointment=self.pk) | Q(occurrences__appointment=self.pk)
        return CalendarEvent.objects.filter(of_it).select_related("organiser").first()

    @property
    def google_id(self) -> str:
        """The id in Google, of the date where it is one of a series; empty while there is no event."""
        event, at = self.event, self.session.occurrence_at
        if event is None:
            return ""
        stamp = f"_{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if self.regular and at else ""
        return event.google_event_id + stamp

    @property
    def organiser(self) -> str:
        """In whose calendar it is to be, by address; empty for nobody's."""
        event = self.event
        return event.organiser.google_email if event and event.organiser else ""

    @property
    def invited(self) -> set[str]:
        """The addresses of those whom Meridian has Google invite."""
        event = self.event
        guests: Iterable[Person] = event.guests.all() if event else ()
        return {guest.google_connection.google_email for guest in guests}

    @property
    def open_edit(self) -> CalendarEdit | None:
        """What somebody made of it that nobody has decided on yet."""
        on = self.session.occurrence_on if self.regular else None
        return CalendarEdit.objects.filter(event=self.event, on=on, state__in=OPEN).first()


def is_newer(event: dict[str, Any], other: dict[str, Any]) -> bool:
    """Of two of one id: what stands, and of two that do not the one that was called off later."""
    ranks = [(one["status"] != "cancelled", one["updated"]) for one in (event, other)]
    return ranks[0] > ranks[1]


def is_marked(event: dict[str, Any]) -> bool:
    return MARK in event.get("extendedProperties", {}).get("private", {})


def span_of(event: dict[str, Any]) -> tuple[datetime, datetime]:
    """When an event of Google's is."""
    return at(event["start"]), at(event["end"])


def at(edge: dict[str, str]) -> datetime:
    return datetime.fromisoformat(edge["dateTime"]).astimezone(UTC)
