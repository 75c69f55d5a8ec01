"""What is wanted of an event, before any worker has begun."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Language, Role
from audit.models import AuditEntry
from calendars import operations
from calendars.invitations import invitation_part
from calendars.models import CalendarEvent, GoogleConnection
from calendars.queries import (
    CalendarStanding,
    appointments_wanting_attention,
    attention_for,
    people_reached_by_google,
    state_of,
)
from integrations.google_calendar import SCOPES
from tests.factories.hub import a_person
from tests.integration.calendars.hub import NOW, Pair, a_pair, an_appointment, plan

pytestmark = pytest.mark.django_db


def connected(pair: Pair, *people: str) -> None:
    """A row without Google behind it: nothing here speaks to it."""
    for name in people:
        person = getattr(pair, name)
        GoogleConnection.objects.create(
            person=person, google_email=f"{name}@gmail.example", connected_at=NOW, scopes=list(SCOPES)
        )


def jobs() -> list[tuple[str, dict[str, int]]]:
    rows = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return list(rows.values_list("task_name", "args"))


def test_the_first_connected_person_organises_and_the_others_are_guests() -> None:
    pair = a_pair()
    connected(pair, "mentor", "founder")

    event = plan(an_appointment(pair), pair)

    assert event.organiser is not None
    assert event.organiser.person == pair.founder
    assert list(event.guests.all()) == [pair.mentor]
    assert people_reached_by_google(event) == {pair.founder.pk, pair.mentor.pk}
    assert jobs() == [("calendars.write_event", {"event_id": event.pk})]


def test_a_connection_that_needs_consent_organises_nothing_new() -> None:
    pair = a_pair()
    connected(pair, "mentor", "founder")
    GoogleConnection.objects.filter(person=pair.founder).update(state="needs_reauth")

    event = plan(an_appointment(pair), pair)

    assert event.organiser is not None
    assert (event.organiser.person, list(event.guests.all())) == (pair.mentor, [pair.founder])


def test_without_google_everybody_is_left_to_e_mail() -> None:
    pair = a_pair()
    appointment = an_appointment(pair)

    event = plan(appointment, pair)

    assert (event.state, people_reached_by_google(event), jobs()) == ("none", set(), [])
    assert state_of([appointment.pk]) == {appointment.pk: CalendarStanding("emailed")}


def test_each_plan_raises_the_versions_and_queues_a_write() -> None:
    pair = a_pair()
    connected(pair, "founder")
    appointment = an_appointment(pair)

    plan(appointment, pair)
    event = plan(appointment, pair)

    assert (event.wanted_version, event.sequence, len(jobs())) == (2, 1, 2)


def test_a_withdrawal_of_nothing_is_nothing() -> None:
    assert operations.withdraw_event(appointment=an_appointment(a_pair()), now=NOW) is None


def test_a_withdrawal_counts_once_and_raises_the_sequence() -> None:
    pair = a_pair()
    appointment = an_appointment(pair)
    plan(appointment, pair)

    for _ in range(2):
        event = operations.withdraw_event(appointment=appointment, now=NOW)

    assert event is not None
    assert (event.state, event.sequence, event.is_wanted) == ("none", 1, False)


def test_an_event_whose_organiser_left_cannot_be_withdrawn_silently() -> None:
    pair = a_pair()
    connected(pair, "founder")
    appointment = an_appointment(pair)
    plan(appointment, pair)
    CalendarEvent.objects.update(attempts=1, written_version=1, state="written", organiser=None)

    event = operations.withdraw_event(appointment=appointment, now=NOW)

    assert event is not None
    assert (event.state, event.last_error) == ("failed", "organiser_disconnected")
    assert not operations.retry_event(appointment=appointment, by=pair.founder, now=NOW)


def test_an_event_refused_before_it_ever_came_reaches_nobody() -> None:
    pair = a_pair()
    connected(pair, "founder", "mentor")
    event = plan(an_appointment(pair), pair)
    event.state = "failed"

    assert people_reached_by_google(event) == set()


def test_a_retry_names_who_asked_for_it() -> None:
    pair = a_pair()
    connected(pair, "founder")
    appointment = an_appointment(pair)
    plan(appointment, pair)
    CalendarEvent.objects.update(state="failed", last_error="forbidden")
    coordinator = a_person(Role.COORDINATOR, language=Language.KOREAN)

    assert operations.retry_event(appointment=appointment, by=coordinator, now=NOW)

    entry = AuditEntry.objects.get(action="calendar.retried")
    assert (entry.actor, entry.details) == (
        coordinator,
        {"person_id": pair.founder.pk, "reason": "forbidden"},
    )
    assert state_of([appointment.pk]) == {appointment.pk: CalendarStanding("waiting")}


def test_what_is_stuck_wants_attention_and_what_is_on_its_way_does_not() -> None:
    events = []
    for _ in range(4):
        pair = a_pair()
        connected(pair, "founder")
        appointment = an_appointment(pair)
        events.append(plan(appointment, pair))
    fresh, stuck, failed, written = events
    CalendarEvent.objects.filter(pk=stuck.pk).update(last_error="backendError")
    CalendarEvent.objects.filter(pk=failed.pk).update(state="failed", last_error="forbidden")
    CalendarEvent.objects.filter(pk=written.pk).update(state="written", written_version=1)

    wanting = {stuck.appointment_id: "waiting", failed.appointment_id: "failed"}

    assert attention_for(event.appointment_id for event in events if event.appointment_id) == wanting
    assert set(appointments_wanting_attention().values_list("appointment_id", flat=True)) == set(wanting)
    assert fresh.appointment_id not in wanting


def test_standings_of_one_and_of_thirty_take_one_query() -> None:
    pair = a_pair()
    ids = []
    for _ in range(30):
        pair = a_pair()
        appointment = an_appointment(pair)
        plan(appointment, pair)
        ids.append(appointment.pk)

    for some in (ids[:1], ids):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert list(state_of(some)) == some
        assert len(queries) == 1


def test_a_summary_that_is_too_long_is_cut() -> None:
    pair = a_pair()
    appointment = an_appointment(pair)

    event = operations.plan_event(
        appointment=appointment, people=pair.people, summary="가" * 400, description="", now=NOW
    )

    assert event.summary == "가" * 300


def test_an_e_mailed_invitation_names_the_same_event_in_its_latest_version() -> None:
    pair = a_pair()
    appointment = an_appointment(pair)
    plan(appointment, pair)
    event = plan(appointment, pair)

    text = invitation_part(
        event=event, appointment=appointment, people=[pair.mentor], method="REQUEST", now=NOW
    )

    (found,) = Calendar.from_ical(text).events
    assert (found["UID"], found["SEQUENCE"]) == (f"{appointment.pk.hex}@google.com", 1)
    assert (found.start, found.end) == (
        appointment.starts_at,
        appointment.starts_at + timedelta(hours=1),
    )
    assert (found["ATTENDEE"], found["ORGANIZER"]) == (
        f"mailto:{pair.mentor.email}",
        "mailto:no-reply@meridian.example",
    )
    assert "METHOD:REQUEST" in text
    assert pair.founder.email not in text


def test_an_e_mailed_cancellation_has_the_highest_sequence() -> None:
    pair = a_pair()
    appointment = an_appointment(pair)
    plan(appointment, pair)
    event = operations.withdraw_event(appointment=appointment, now=NOW)
    assert event is not None

    text = invitation_part(
        event=event, appointment=appointment, people=[pair.mentor], method="CANCEL", now=NOW
    )

    (found,) = Calendar.from_ical(text).events
    assert (found["STATUS"], found["SEQUENCE"], "METHOD:CANCEL" in text) == ("CANCELLED", 1, True)
