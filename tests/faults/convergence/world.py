"""A mentor, two founders, their Google accounts, and what Meridian and Google are expected to agree on."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

import clock
from accounts.models import Person
from calendars import operations
from calendars.models import GoogleConnection, ReadCalendar
from calendars.operations.mending import mend
from calendars.queries import people_reached_by_google
from clock.models import ClockShift
from directory.models import Expert
from mentoring.jobs import let_time_pass
from mentoring.models import Approval, Programme
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.faults.convergence.mails import Watch
from tests.faults.convergence.meetings import Meeting, is_newer
from tests.faults.convergence.pushes import Pushes
from tests.faults.convergence.worker import Worker
from tests.integration.calendars.hub import connect

NOW = datetime(2026, 11, 23, tzinfo=UTC)
MENTOR, FOUNDER = "mentor@gmail.example", "founder@gmail.example"
TEAM = "team@group.calendar.google.com"  # the mentor's second calendar, which is read as well
# Nine to noon in Seoul, four to seven in the afternoon in California, from the sixth day on.
SLOTS = [
    NOW + timedelta(days=day, hours=hour)
    for day in range(6, 26)
    for hour in range(4)
    if day % 7 not in (5, 6)
]
EMPTIED = "TRUNCATE accounts_person, procrastinate_jobs, mentoring_programme, clock_clockshift CASCADE"


class World:
    """Everything anew: nobody of a run before is there any more. `messages` counts what each person has to be told of
    each session by what was done to it in Meridian: (session, person, kind)."""

    mentor: Expert
    connected: Person
    unconnected: Person
    programme: Programme

    def __init__(self, google: GoogleEmulatorHandle) -> None:
        self.google = google
        google.order("reset")
        with connection.cursor() as cursor:
            cursor.execute(EMPTIED)
        ClockShift.show(NOW)
        there = datetime.fromisoformat(google.ask("clock")["now"])
        google.order("clock", {"advance_seconds": (NOW - there).total_seconds()})
        self.watch, self.pushes = Watch(google), Pushes(google)
        self.worker = Worker(google, self.watch.look)
        self.mentor = a_mentor(hours=(0, 24 * 60), days=7)
        self.connected, self.unconnected = a_founder(), a_founder()
        self.programme = a_programme(approval=Approval.AUTOMATIC)
        for person, email in ((self.mentor.person, MENTOR), (self.connected, FOUNDER)):
            connect(google, person, email, now=clock.now())
        google.order("calendars", {"id": TEAM, "owner": MENTOR, "summary": "Team"})
        mentors = GoogleConnection.objects.get(google_email=MENTOR)
        ReadCalendar.objects.create(connection=mentors, google_calendar_id=TEAM)
        self.meetings: list[Meeting] = []
        self.busy: dict[str, set[str]] = {MENTOR: set(), FOUNDER: set()}
        self.messages: Counter[tuple[UUID, int, str]] = Counter()

    @property
    def live(self) -> list[Meeting]:
        """Those that nobody has called off in Meridian."""
        return [meeting for meeting in self.meetings if meeting.is_live]

    def people_of(self, meeting: Meeting) -> tuple[Person, Person]:
        return self.mentor.person, meeting.founder

    def events_of(self, email: str) -> dict[str, dict[str, Any]]:
        """What is on that account's calendars, what was called off too, by id."""
        return {key: event for key, (_, event) in self._rows_of(email).items()}

    def calendar_with(self, email: str, key: str) -> str:
        """On which of that account's calendars an event stands, or stood last."""
        rows = self._rows_of(email)
        found = rows.get(key) or rows.get(key.partition("_")[0])
        return found[0] if found else email

    def _rows_of(self, email: str) -> dict[str, tuple[str, dict[str, Any]]]:
        """Each with its calendar. What was taken from one to the other has left a cancelled one behind."""
        found: dict[str, tuple[str, dict[str, Any]]] = {}
        for shelf in self.google.ask("dump")["calendars"]:
            for key, row in shelf["rows"].items() if shelf["owner"] == email else ():
                if key not in found or is_newer(row["event"], found[key][1]):
                    found[key] = shelf["id"], row["event"]
        return found

    def standing(self, email: str) -> dict[str, dict[str, Any]]:
        """What that calendar shows, by id."""
        return {key: event for key, event in self.events_of(email).items() if event["status"] != "cancelled"}

    def at_google(self, meeting: Meeting) -> dict[str, Any] | None:
        """The event of a session on its organiser's calendar, where it stands there; of a date of a series that of the
        series, unless this date was taken out."""
        if not (organiser := meeting.organiser) or not (key := meeting.google_id):
            return None
        events = self.events_of(organiser)
        shown = events.get(key) or events.get(key.partition("_")[0])
        return shown if shown and shown["status"] != "cancelled" else None

    def is_known(self, meeting: Meeting) -> bool:
        """Whether people know of the session by now; what they were not told before a change is not told any more."""
        return Message.objects.filter(appointment=meeting.pk, kind="confirmed").exists() or meeting.regular

    def expect(self, meeting: Meeting, kind: str, *, by: Person, was_told: bool) -> None:
        """The other side is told, and whoever did it if only a mail reaches their calendar."""
        event = meeting.event
        reached = people_reached_by_google(event) if event else None
        for person in self.people_of(meeting):
            if not was_told:
                self.messages[meeting.pk, person.pk, "confirmed"] = 0
            is_mailed = reached is not None and person.pk not in reached
            if person != by or is_mailed:
                self.messages[meeting.pk, person.pk, kind] += 1

    def mend(self) -> None:
        """Whoever sees that their connection does not do well presses the one button, and says yes at Google again if
        that is what it takes."""
        for email in (MENTOR, FOUNDER):
            lost = GoogleConnection.objects.get(google_email=email)
            if lost.person is not None and mend(person=lost.person, now=clock.now()).outcome == "consent":
                connect(self.google, lost.person, email, now=clock.now())

    def calendars_of(self, email: str) -> list[ReadCalendar]:
        return list(ReadCalendar.objects.filter(connection__google_email=email, is_read=True))

    def sweep(self) -> None:
        """What the worker does each minute."""
        operations.take_up_waiting(now=clock.now())
        operations.take_up_due_reads(now=clock.now())
        operations.keep_channels(now=clock.now())
        let_time_pass()

    def pass_time(self, step: timedelta) -> None:
        ClockShift.move(ClockShift.current() + step)
        self.google.order("clock", {"advance_seconds": step.total_seconds()})
