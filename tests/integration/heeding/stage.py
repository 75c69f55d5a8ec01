"""A session in two calendars at Google, and everything that the workers do after somebody changes it there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.utils.dateparse import parse_datetime
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

import calendars.jobs
import clock
import mentoring.jobs
from accounts.models import Person
from calendars import operations
from calendars.models import CalendarEvent, ReadCalendar
from calendars.operations import StillWaiting
from directory.models import Expert
from mentoring.models import Session
from messaging.models import Message, Reminder
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, connect, writes
from tests.integration.calendars.hub_account import HUB
from tests.integration.mentoring.conftest import at
from tests.integration.mentoring.test_booking import ask

JOBS: dict[str, Callable[..., object]] = {
    "mentoring.announce_agreed": mentoring.jobs.announce_what_was_agreed,
    "mentoring.invite_by_mail": mentoring.jobs.invite_those_whom_google_does_not,
    "mentoring.tell_handed_over": mentoring.jobs.tell_where_an_event_went,
    "mentoring.tell_replaced": mentoring.jobs.tell_of_replaced,
    "mentoring.tell_of_connection": mentoring.jobs.tell_of_connection_to_google,
    "mentoring.follow_clock": mentoring.jobs.follow_persons_clock,
    "mentoring.heed_calendar": mentoring.jobs.heed_what_people_did,
    "mentoring.tell_no_room": mentoring.jobs.tell_that_there_is_no_room,
    "calendars.look_at_event": calendars.jobs.look_at_event,
    "calendars.write_event": calendars.jobs.write_event,
    "calendars.end_leaving": calendars.jobs.end_leaving,
    "calendars.revoke_token": calendars.jobs.revoke_token,
}


def work() -> None:
    """Everything that is queued, and what follows from it."""
    for _ in range(20):
        waiting = ProcrastinateJob.objects.filter(task_name__in=JOBS, status="todo").order_by("id")
        jobs = list(waiting.values_list("id", "task_name", "args"))
        if not jobs:
            return
        for pk, name, arguments in jobs:
            ProcrastinateJob.objects.filter(pk=pk).delete()
            try:
                JOBS[name](**arguments)
            except StillWaiting:
                continue
    raise AssertionError("there is no end to the work")


def sync(rounds: int = 1) -> None:
    """Each calendar is read, and the workers do what follows."""
    for _ in range(rounds):
        for calendar in ReadCalendar.objects.order_by("pk"):
            operations.read_calendar(calendar_id=calendar.pk, now=clock.now(), chance=0)
        work()


@dataclass
class Stage:
    """Whose calendar has the event (`organiser`) decides who moved it; both are connected if it is the expert's.

    Where it is the hub's (HUB), the expert is connected and the founder is invited at their own address, `guest`.
    """

    google: GoogleEmulatorHandle
    founder: Person
    mentor: Expert
    session_id: str
    organiser: str
    guest: str = FOUNDER_AT_GOOGLE

    @property
    def session(self) -> Session:
        return Session.objects.select_related("appointment").get(appointment__id=self.session_id)

    @property
    def event(self) -> CalendarEvent:
        return CalendarEvent.objects.get(appointment__id=self.session_id)

    @property
    def url(self) -> str:
        return f"/api/sessions/{self.session_id}/"

    def act(self, action: str, who: str = "", **order: Any) -> None:
        self.google.act(who or self.organiser, self.event.google_event_id, action, **order)

    def move(self, starts_at: str) -> None:
        self.act("move", starts_at=starts_at.replace("Z", "+00:00"))

    def shown(self) -> list[str]:
        """When Google shows it, on each calendar."""
        emails = (MENTOR_AT_GOOGLE, self.guest)
        rows = [row for email in emails for row in at_google(self.google, email)]
        starts = [parse_datetime(row["start"]["dateTime"]) for row in rows]
        return [start.strftime("%Y-%m-%dT%H:%M:%SZ") for start in starts if isinstance(start, datetime)]

    def patches(self) -> int:
        return len([method for method, status in writes(self.google) if method == "PATCH" and status == 200])

    def told(self, person: Person) -> list[str]:
        """The kinds of the e-mails to a person since the session was agreed."""
        mails = Message.objects.filter(person=person, channel="email").exclude(kind__in=["confirmed"])
        return list(mails.order_by("pk").values_list("kind", flat=True))

    def reminders(self) -> list[str]:
        """The state of each, of the session as it stands now."""
        rows = Reminder.objects.filter(
            appointment__id=self.session_id, version=self.session.appointment.version
        )
        return sorted(rows.values_list("state", flat=True))


def client(person: Person) -> APIClient:
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


# Who organises, and the fixture with the hub's account where that is the hub.
ORGANISERS = {"people": MENTOR_AT_GOOGLE, "robot": HUB, "user": HUB}
BY_ANYBODY = pytest.mark.parametrize("by", ORGANISERS)


def a_stage_by(request: pytest.FixtureRequest, google: GoogleEmulatorHandle, by: str, **policy: Any) -> Stage:
    """The same whoever organises (`by`, of ORGANISERS)."""
    if by != "people":
        request.getfixturevalue(by)
    return a_stage(google, organiser=ORGANISERS[by], **policy)


def a_stage(
    google: GoogleEmulatorHandle,
    *,
    organiser: str = MENTOR_AT_GOOGLE,
    founder: Person | None = None,
    starts_at: str = at(2, 0),
    **policy: Any,
) -> Stage:
    """A session that was agreed for Wednesday 00:00 UTC, written and read once."""
    mentor, founder = a_mentor(), founder or a_founder()
    guest = founder.email if organiser == HUB else FOUNDER_AT_GOOGLE
    if organiser == HUB:
        google.order("accounts", {"email": guest})
    else:
        connect(google, founder, guest, now=clock.now())
    if organiser != FOUNDER_AT_GOOGLE:
        connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    programme = a_programme(approval="automatic", notice_hours=0, **policy)
    answer = ask(client(founder), programme, mentor, starts_at)
    assert answer.status_code == 201, answer.json()
    stage = Stage(google, founder, mentor, answer.json()["id"], organiser, guest)
    work()
    sync()
    return stage
