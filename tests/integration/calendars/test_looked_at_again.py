"""Google is asked once more before somebody's time is given away, if it was last asked some time ago."""

from datetime import datetime, timedelta
from threading import Event, Thread
from time import monotonic
from typing import Any

import psycopg
import pytest
from django.db import connection as database
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from calendars import operations
from calendars.models import ReadCalendar
from directory.models import Expert
from integrations.google_calendar.consent import FREEBUSY_SCOPE
from mentoring.answers import answer_token
from mentoring.models import Approval, Programme, Session
from mentoring.texting.operations import answer_texts
from messaging.inbound.operations import take_text
from messaging.models import InboundText, Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_mentor, a_person, a_programme
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE
from tests.integration.calendars.own_calendar import (
    EVENTS,
    a_read_calendar,
    add,
    lists,
    queued_reads,
    read,
)
from tests.integration.mentoring.conftest import MONDAY, Sign, at, monday, set_clock, signed_in_as

__all__ = ["monday", "signed_in_as"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)

NINE_IN_SEOUL = at(2, 0)
NINE = datetime.fromisoformat(NINE_IN_SEOUL)
LATER = MONDAY + timedelta(minutes=2)
HOUR = timedelta(hours=1)
CLASH = [{"kind": "clash", "state": "busy"}]


@pytest.fixture
def programme(monday: datetime) -> Programme:
    return a_programme(step_minutes=60, notice_hours=0, approval=Approval.AUTOMATIC)


@pytest.fixture
def on_request(programme: Programme) -> Programme:
    programme.approval = Approval.EXPERT
    programme.save()
    return programme


@pytest.fixture
def mentor(programme: Programme) -> Expert:
    return a_mentor()


@pytest.fixture
def calendar(google: GoogleEmulatorHandle, mentor: Expert) -> ReadCalendar:
    return read(a_read_calendar(google, mentor.person, MENTOR_AT_GOOGLE), MONDAY)


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def hers(mentor: Expert, signed_in_as: Sign) -> APIClient:
    return signed_in_as(mentor.person)


def book(client: APIClient, programme: Programme, mentor: Expert, **headers: str) -> Any:
    wish = {"programme": programme.slug, "expert": mentor.pk, "goal": "Enter", "starts_at": NINE_IN_SEOUL}
    return client.post("/api/sessions/", wish, headers=headers)


def accept(client: APIClient, session: str, **wish: Any) -> Any:
    return client.post(f"/api/sessions/{session}/accept/", wish, format="json")


def clash_in(attention: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in attention if row["kind"] == "clash"]


def told_of_clash(session: str) -> list[int]:
    entries = AuditEntry.objects.filter(subject_id=session, action="calendar.clash")
    return [entry.details["person_id"] for entry in entries]


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "a-wish-of-mine"}])
def test_a_time_taken_in_google_since_the_last_reading_is_refused_with_other_times(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    programme: Programme,
    mentor: Expert,
    headers: dict[str, str],
) -> None:
    add(google, calendar.connection, NINE)
    set_clock(LATER)

    refused = book(client, programme, mentor, **headers)

    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    instead = [row["starts_at"] for row in refused.json()["next_free"]]
    assert (len(instead), NINE_IN_SEOUL in instead) == (5, False)
    assert not Session.objects.exists()


def test_so_is_what_the_founder_has_taken_in_google(
    google: GoogleEmulatorHandle, client: APIClient, programme: Programme, mentor: Expert, founder: Person
) -> None:
    own = read(a_read_calendar(google, founder, FOUNDER_AT_GOOGLE), MONDAY)
    add(google, own.connection, NINE)
    set_clock(LATER)
    assert book(client, programme, mentor).json()["code"] == "slot_taken"


def test_a_session_is_not_moved_to_a_time_taken_in_google_since_the_last_reading(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    session = book(client, programme, mentor).json()["id"]
    add(google, calendar.connection, NINE + HOUR)
    set_clock(LATER)
    wish = {"starts_at": at(2, 1), "reason": "Later", "version": 1}
    moved = client.post(f"/api/sessions/{session}/reschedule/", wish, format="json")
    assert (moved.status_code, moved.json()["code"]) == (409, "slot_taken")


def test_who_was_read_a_moment_ago_is_not_looked_at_and_who_was_not_is_looked_at_once(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    before = len(lists(google))
    session = book(client, programme, mentor)
    assert (session.status_code, len(lists(google)) - before) == (201, 0)
    client.post(f"/api/sessions/{session.json()['id']}/cancel/", {"reason": "Only asking"})
    set_clock(LATER)
    assert book(client, programme, mentor).status_code == 201
    assert len(lists(google)) - before == 1


def test_where_google_does_not_answer_in_time_what_is_known_counts_and_the_rest_is_read_after(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    programme: Programme,
    mentor: Expert,
) -> None:
    """Nor does a transaction stay open while Google is waited for."""
    add(google, calendar.connection, NINE)
    set_clock(LATER)
    google.fault(kind="hang", method="GET", path=EVENTS, seconds=8, times=5)
    begun = monotonic()
    with transactions_seen() as seen:
        booked = book(client, programme, mentor, **{"Idempotency-Key": "another-wish"})
    assert (booked.status_code, booked.json()["state"]) == (201, "confirmed")
    assert 1.5 < monotonic() - begun < 6
    assert (seen.questions > 5, seen.open_for_long) == (True, 0)

    google.clear_faults()
    operations.take_up_due_reads(now=LATER + timedelta(minutes=1))
    assert queued_reads() == 1
    calendar.refresh_from_db()
    assert calendar.due_at is not None
    read(calendar, calendar.due_at)
    assert clash_in(client.get(f"/api/sessions/{booked.json()['id']}/").json()["attention"]) == CLASH


class transactions_seen:  # noqa: N801 -- reads as a clause
    """Looks from outside, all the while, for transactions that are open and idle for half a second or longer."""

    QUESTION = """
        SELECT count(*) FROM pg_stat_activity
         WHERE datname = %s AND state LIKE 'idle in transaction%%' AND now() - state_change > interval '0.5 s'
    """

    def __enter__(self) -> "transactions_seen":
        self.questions, self.open_for_long = 0, 0
        self._is_over = Event()
        self._thread = Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        known = database.get_connection_params()
        asked = {name: known[name] for name in ("host", "port", "user", "password") if known.get(name)}
        name = database.settings_dict["NAME"]
        with psycopg.connect(dbname=name, autocommit=True, **asked) as beside:
            while not self._is_over.wait(0.1):
                (count,) = beside.execute(self.QUESTION, [name]).fetchone() or (0,)
                self.questions, self.open_for_long = self.questions + 1, self.open_for_long + count


@pytest.mark.parametrize("is_read_before", [False, True])
def test_an_expert_who_accepts_hears_of_what_came_into_their_calendar_and_may_know_better(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    hers: APIClient,
    on_request: Programme,
    mentor: Expert,
    is_read_before: bool,
) -> None:
    session = book(client, on_request, mentor).json()["id"]
    add(google, calendar.connection, NINE + HOUR / 2)
    set_clock(LATER)
    if is_read_before:
        read(calendar, LATER)
    assert told_of_clash(session) == []  # nothing is agreed yet

    asked = accept(hers, session)

    assert (asked.status_code, asked.json()["code"]) == (409, "own_calendar_busy")
    assert asked.json()["detail"].startswith("Something else stands in your own calendar at that time.")
    span = {"starts_at": at(2, 0, 30), "ends_at": at(2, 1, 30), "title": ""}
    assert asked.json()["shows"] == [span]
    assert Session.objects.get().state == "requested"

    accepted = accept(hers, session, knowingly=True)
    assert (accepted.status_code, accepted.json()["state"]) == (200, "confirmed")
    assert clash_in(accepted.json()["attention"]) == CLASH
    read(calendar, LATER + timedelta(minutes=3))
    assert told_of_clash(session) == [mentor.person.pk]


def test_behind_the_signed_link_it_is_the_same(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    on_request: Programme,
    mentor: Expert,
) -> None:
    book(client, on_request, mentor)
    add(google, calendar.connection, NINE)
    set_clock(LATER)
    session = Session.objects.get()
    assert session.appointment.hold_expires_at
    address = f"/api/answers/{answer_token(session, session.appointment.hold_expires_at)}/accept/"
    by_link = APIClient()
    asked = by_link.post(address, {}, format="json", headers={"Idempotency-Key": "by-link"})
    assert (asked.status_code, asked.json()["code"]) == (409, "own_calendar_busy")
    assert by_link.post(address, {"knowingly": True}, format="json").json()["state"] == "confirmed"


def test_a_yes_by_text_looks_too_and_decides_nothing_where_something_came(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    on_request: Programme,
    mentor: Expert,
) -> None:
    Person.objects.filter(pk=mentor.person.pk).update(phone="+14155550123", phone_verified_at=MONDAY)
    book(client, on_request, mentor)
    Message.objects.filter(channel="sms").update(state="delivered", claimed_at=MONDAY)
    add(google, calendar.connection, NINE)
    set_clock(LATER)
    for number in range(2):
        take_text(sid=f"SM{number:032x}", phone="+14155550123", body="1", now=LATER)
        answer_texts(person_id=mentor.person.pk, now=LATER, chance=0.5)
    assert list(InboundText.objects.values_list("outcome", flat=True)) == ["calendar", "calendar"]
    assert Session.objects.get().state == "requested"


def test_what_it_is_called_is_told_to_nobody_but_the_expert(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    hers: APIClient,
    on_request: Programme,
    mentor: Expert,
    signed_in_as: Sign,
) -> None:
    operations.keep_titles(connection=calendar.connection, keeps=True, now=MONDAY)
    session = book(client, on_request, mentor).json()["id"]
    add(google, calendar.connection, NINE)
    set_clock(LATER)
    assert [row["title"] for row in accept(hers, session).json()["shows"]] == ["Dentist"]
    coordinator = signed_in_as(a_person(Role.COORDINATOR))
    assert [row["title"] for row in accept(coordinator, session).json()["shows"]] == [""]


def test_what_came_into_the_founders_calendar_keeps_nobody_from_accepting_and_is_flagged(
    google: GoogleEmulatorHandle,
    client: APIClient,
    hers: APIClient,
    on_request: Programme,
    mentor: Expert,
    founder: Person,
) -> None:
    own = read(a_read_calendar(google, founder, FOUNDER_AT_GOOGLE), MONDAY)
    session = book(client, on_request, mentor).json()["id"]
    add(google, own.connection, NINE)
    set_clock(LATER)
    accepted = accept(hers, session)
    assert (accepted.status_code, clash_in(accepted.json()["attention"])) == (200, CLASH)
    assert told_of_clash(session) == [founder.pk]


NOTHING = {"kind": "calendar#freeBusy", "calendars": {}}
ERROR = {
    "kind": "calendar#freeBusy",
    "calendars": {"primary": {"errors": [{"domain": "global", "reason": "internalError"}], "busy": []}},
}


@pytest.mark.parametrize("answer", [NOTHING, ERROR])
def test_an_expert_of_whose_time_google_tells_nothing_accepts_knowingly(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    hers: APIClient,
    on_request: Programme,
    mentor: Expert,
    answer: dict[str, Any],
) -> None:
    calendar.connection.scopes = [FREEBUSY_SCOPE]
    calendar.connection.save()
    read(calendar, MONDAY)
    session = book(client, on_request, mentor).json()["id"]
    set_clock(LATER)
    google.fault(kind="answer", method="POST", path="*/freeBusy", status=200, body=answer)

    asked = accept(hers, session)

    assert (asked.status_code, asked.json()["code"]) == (409, "own_calendar_unread")
    assert Session.objects.get().state == "requested"
    assert accept(hers, session, knowingly=True).json()["state"] == "confirmed"


@pytest.mark.parametrize("answer", [NOTHING, ERROR])
def test_of_whose_time_google_tells_nothing_is_not_booked(
    google: GoogleEmulatorHandle,
    calendar: ReadCalendar,
    client: APIClient,
    programme: Programme,
    mentor: Expert,
    answer: dict[str, Any],
) -> None:
    calendar.connection.scopes = [FREEBUSY_SCOPE]
    calendar.connection.save()
    read(calendar, MONDAY)
    set_clock(LATER)
    google.fault(kind="answer", method="POST", path="*/freeBusy", status=200, body=answer)
    refused = book(client, programme, mentor)
    assert (refused.status_code, refused.json()["code"]) == (400, "calendar_unknown")
    assert not Session.objects.exists()
