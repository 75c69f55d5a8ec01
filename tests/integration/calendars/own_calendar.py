"""What stands in somebody's own calendar at Google, and reading it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from agenda.models import BusyTime, CalendarReading
from calendars import google as google_of
from calendars import operations
from calendars.models import GoogleConnection, ReadCalendar
from tests import loopback
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, NOW, connect

NINE = datetime(2026, 12, 1, 0, tzinfo=UTC)  # nine in the morning in Seoul
EVENTS = "*/events"


def a_read_calendar(
    google: GoogleEmulatorHandle, person: Person, email: str = FOUNDER_AT_GOOGLE
) -> ReadCalendar:
    """The person's own calendar, connected; not read yet."""
    return connect(google, person, email).calendars.get()


def add(
    google: GoogleEmulatorHandle,
    connection: GoogleConnection,
    starts_at: datetime = NINE,
    *,
    hours: float = 1,
    calendar: str = "primary",
    **fields: Any,
) -> str:
    """The person writes an event into their calendar; its id."""
    timed = {
        "start": {"dateTime": starts_at.isoformat()},
        "end": {"dateTime": (starts_at + timedelta(hours=hours)).isoformat()},
    }
    access = google_of.tokens_of(connection).access_token
    answer = loopback.post(
        f"{google.url}/calendar/v3/calendars/{calendar}/events",
        json={**timed, "summary": "Dentist", **fields},
        headers={"authorization": f"Bearer {access}"},
    )
    answer.raise_for_status()
    return str(answer.json()["id"])


def day(on: str) -> dict[str, str]:
    """A date as Google writes it."""
    return {"date": on}


def read(calendar: ReadCalendar, now: datetime = NOW, chance: float = 0) -> ReadCalendar:
    """One reading, as its job does it; how the calendar stands then."""
    operations.read_calendar(calendar_id=calendar.pk, now=now, chance=chance)
    calendar.refresh_from_db()
    return calendar


def busy(person: Person) -> list[tuple[datetime, datetime]]:
    """When the person's own calendars take their time, in order."""
    rows = BusyTime.objects.filter(person=person)
    return sorted((row.during.lower, row.during.upper) for row in rows)


def names(person: Person) -> set[str]:
    return set(BusyTime.objects.filter(person=person).values_list("external_id", flat=True))


def known_of(person: Person) -> tuple[str, datetime | None] | None:
    """What the search is told of the person's calendars; None for nothing."""
    return CalendarReading.objects.filter(person=person).values_list("state", "as_of").first()


def an_hour(starts_at: datetime = NINE) -> tuple[datetime, datetime]:
    return starts_at, starts_at + timedelta(hours=1)


def answer_with(google: GoogleEmulatorHandle, *items: dict[str, Any], **more: Any) -> None:
    """The next listing shows these rows, whatever they are, and no others."""
    page = {"kind": "calendar#events", "items": list(items), "nextSyncToken": "of the odd page", **more}
    google.fault(kind="answer", method="GET", path=EVENTS, status=200, body=page)


def lists(google: GoogleEmulatorHandle) -> list[dict[str, list[str]]]:
    """The queries of all listings that Google was asked for."""
    return [
        entry["query"]
        for entry in google.journal()
        if entry["method"] == "GET" and entry["path"].endswith("/events")
    ]


def queued_reads() -> int:
    return ProcrastinateJob.objects.filter(task_name="calendars.read_calendar", status="todo").count()
