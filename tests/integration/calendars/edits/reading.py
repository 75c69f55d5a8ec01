"""A calendar read the way a reader does it: what changed since last time, given to `notice_changes`, and the looks
that follow from it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from calendars import google as our_google
from calendars import operations
from calendars.models import CalendarEdit, CalendarEvent, GoogleConnection, ReadCalendar
from calendars.noticed import event_id_of
from integrations.google_calendar import SyncTokenExpired
from tests.integration.calendars.hub import NOW


@dataclass
class Reader:
    """One person's calendar, read again and again by its token."""

    person: Person
    token: str | None = field(default=None)

    @property
    def calendar(self) -> ReadCalendar:
        return ReadCalendar.objects.get(connection__person=self.person)

    def read(self, now: datetime = NOW) -> int:
        """How many records were ours."""
        connection = GoogleConnection.objects.get(person=self.person)
        with our_google.calendar_of(connection, on_tokens=lambda _: None) as calendar:
            try:
                listing = calendar.list_events(sync_token=self.token, single_events=True)
            except SyncTokenExpired:
                self.token = None
                listing = calendar.list_events(single_events=True)
        is_full = self.token is None
        known = set(CalendarEvent.objects.values_list("google_event_id", flat=True))
        ours = [record for record in listing.events if event_id_of(record) in known]
        with transaction.atomic():
            vanished: set[str] = set()
            if is_full:
                due = operations.expected_on(
                    self.calendar, since=now, until=datetime(2027, 12, 31, tzinfo=now.tzinfo)
                )
                vanished = due - {event_id_of(record) for record in ours}
            operations.notice_changes(calendar=self.calendar, records=ours, vanished=vanished, now=now)
        self.token = listing.next_sync_token
        return len(ours)


def look(now: datetime = NOW) -> int:
    """Do the looks that were asked for; how many."""
    looks = ProcrastinateJob.objects.filter(task_name="calendars.look_at_event", status="todo")
    waiting = list(looks.order_by("id").values_list("id", "args"))
    for _, args in waiting:
        operations.look_at_event(**args, now=now)
    looks.filter(id__in=[pk for pk, _ in waiting]).delete()
    return len(waiting)


def sync(*readers: Reader, now: datetime = NOW) -> None:
    """Every calendar once, and what follows from it in calendars."""
    for reader in readers:
        reader.read(now)
    look(now)


def edits(event: CalendarEvent) -> list[tuple[str, str]]:
    """(kind, state) of each edit, oldest first."""
    return list(CalendarEdit.objects.filter(event=event).order_by("pk").values_list("kind", "state"))


def heeds() -> int:
    """How often the area above was asked to decide."""
    return ProcrastinateJob.objects.filter(task_name="mentoring.heed_calendar").count()
