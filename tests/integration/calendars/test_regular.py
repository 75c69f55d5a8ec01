"""A series is one recurring event, whatever happens on the way; its dates are told one by one."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from agenda.models import Appointment
from agenda.recurrence import Frequency, Rule, WallStart
from audit.models import AuditEntry
from calendars import google as our_google
from calendars import operations
from calendars.models import CalendarEvent, GoogleConnection
from calendars.queries import attention_for, state_in_series
from calendars.recurring import Pattern
from integrations.google_calendar import EventDraft
from tests.emulators import GoogleEmulatorHandle
from tests.factories import appointments
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    Pair,
    a_connected_pair,
    a_pair,
    an_appointment,
    at_google,
    connect,
    plan,
    story,
    write,
    writes,
)
from tests.integration.calendars.test_faults import every_fault, until_settled

pytestmark = pytest.mark.django_db(transaction=True)
START = WallStart(date(2027, 2, 23), time(16), "America/Los_Angeles")
RULE = Rule(Frequency.WEEKLY, weekdays=(1,), count=4)
ALL = ["02-24 00:00", "03-03 00:00", "03-10 00:00", "03-16 23:00"]  # daylight saving begins on 14 March


@dataclass
class ASeries:
    """Four Tuesdays at 16:00 in California, and what is wanted of them."""

    pair: Pair
    pk: UUID = field(default_factory=uuid4)
    pattern: Pattern = field(
        default_factory=lambda: Pattern.of(RULE, START, minutes=60, until_on=date(2027, 3, 16))
    )
    standing: dict[date, Appointment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for on in self.pattern.dates:
            if on not in self.standing:
                self.standing[on] = self.an_appointment(on)

    def an_appointment(self, on: date) -> Appointment:
        starts_at = self.pattern.span_on(on).starts_at
        return appointments.an_appointment(*self.pair.people, starts_at=starts_at)

    @property
    def dates(self) -> tuple[date, ...]:
        return self.pattern.dates

    def plan(self) -> CalendarEvent:
        for one in self.standing.values():
            one.refresh_from_db()
        event = operations.plan_series(
            series_id=self.pk,
            pattern=self.pattern,
            standing=self.standing,
            people=self.pair.people,
            summary="Mentoring",
            description="Every time at 16:00 in Los Angeles",
            now=NOW,
        )
        assert event is not None
        return event

    def move(self, on: date, by: timedelta) -> None:
        one = self.standing[on]
        appointments.moved(one, one.starts_at + by)

    def until(self, on: date) -> None:
        """The rule goes on, or ends, with this date."""
        known = set(self.dates)
        self.pattern = Pattern.of(RULE, START, minutes=60, until_on=on)
        self.standing = {at: one for at, one in self.standing.items() if at <= on}
        self.standing |= {at: self.an_appointment(at) for at in self.dates if at not in known}


def shown(pair: Pair) -> list[str]:
    """The starts on the founder's own calendar, as Google expands it; the mentor's must be the same."""
    both = []
    for person in pair.people:
        connection = GoogleConnection.objects.get(person=person)
        with our_google.calendar_of(connection, on_tokens=lambda _: None) as calendar:
            events = calendar.list_events(single_events=True).events
        both.append(sorted(f"{event.starts_at:%m-%d %H:%M}" for event in events if event.starts_at))
    assert both[0] == both[1]
    return both[0]


def mails(google: GoogleEmulatorHandle) -> list[str]:
    """The kinds of the mails that Google sent the guest."""
    assert {to for to, _ in google.mails()} <= {MENTOR_AT_GOOGLE}
    return [kind for _, kind in google.mails()]


@every_fault
def test_an_insert_converges_to_one_recurring_event(
    google: GoogleEmulatorHandle, fault: dict[str, Any]
) -> None:
    series = ASeries(a_connected_pair(google))
    event = series.plan()
    google.fault(method="POST", path="*/events", **fault)

    until_settled(event)

    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (mine["id"], mine["recurrence"]) == (
        series.pk.hex,
        ["RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270317T065959Z"],
    )
    assert (shown(series.pair), mails(google), event.state) == (ALL, ["invitation"], "written")
    assert event.meet_url == mine["hangoutLink"]


@every_fault
def test_a_moved_date_converges_to_one_exception(google: GoogleEmulatorHandle, fault: dict[str, Any]) -> None:
    series = ASeries(a_connected_pair(google))
    write(series.plan())
    series.move(series.dates[2], timedelta(hours=25))
    event = series.plan()
    google.fault(method="PATCH", path="*_20270310T000000Z", **fault)

    until_settled(event)

    assert shown(series.pair) == [*ALL[:2], "03-11 01:00", ALL[3]]
    assert (mails(google), event.state) == (["invitation", "update"], "written")


@every_fault
def test_a_date_called_off_converges_to_one_exception(
    google: GoogleEmulatorHandle, fault: dict[str, Any]
) -> None:
    series = ASeries(a_connected_pair(google))
    write(series.plan())
    del series.standing[series.dates[1]]
    event = series.plan()
    google.fault(method="DELETE", **fault)

    until_settled(event)

    assert shown(series.pair) == [ALL[0], *ALL[2:]]
    assert (mails(google), event.state) == (["invitation", "cancellation"], "written")


@pytest.mark.parametrize("exceptions", ["keep", "reset"])
def test_a_rule_that_grows_and_shrinks_keeps_its_exceptions(
    google: GoogleEmulatorHandle, exceptions: str
) -> None:
    series = ASeries(a_connected_pair(google))
    google.order("knobs", {"exceptions_of_changed_rule": exceptions})
    write(series.plan())
    series.move(series.dates[0], timedelta(hours=1))
    del series.standing[series.dates[1]]
    write(series.plan())
    series.until(date(2027, 3, 30))
    write(series.plan())
    grown = ["02-24 01:00", *ALL[2:], "03-23 23:00", "03-30 23:00"]
    assert shown(series.pair) == grown
    series.until(date(2027, 3, 9))
    event = series.plan()
    write(event)
    assert (shown(series.pair), event.state) == (grown[:2], "written")


def test_nothing_is_written_where_nothing_changed(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_connected_pair(google))
    series.move(series.dates[1], timedelta(hours=2))
    write(series.plan())
    before = writes(google)
    for _ in range(10):
        write(series.plan())
    assert writes(google) == before == [("POST", 200), ("PATCH", 200)]


def test_a_date_called_off_before_google_heard_of_it_is_not_in_the_rule(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_connected_pair(google))
    series.plan()
    del series.standing[series.dates[1]]
    write(series.plan())
    assert (shown(series.pair), writes(google)) == ([ALL[0], *ALL[2:]], [("POST", 200)])


def test_a_series_withdrawn_goes_with_all_its_dates(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_connected_pair(google))
    series.move(series.dates[1], timedelta(hours=2))
    write(series.plan())
    one = series.standing[series.dates[0]]
    series.standing = {}
    event = series.plan()
    write(event)
    assert (shown(series.pair), event.state) == ([], "removed")
    assert state_in_series(one.pk).state == "removed"


def test_an_id_that_is_somebody_elses_event_is_left_alone(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    series = ASeries(pair)
    at = datetime(2027, 1, 5, tzinfo=UTC)
    connection = GoogleConnection.objects.get(person=pair.founder)
    with our_google.calendar_of(connection, on_tokens=lambda _: None) as calendar:
        draft = EventDraft(series.pk.hex, "Dentist", at, at + timedelta(hours=1), "UTC")
        calendar.insert_event(draft, send_updates="none")
    event = series.plan()
    until_settled(event)
    assert event.google_event_id == f"{series.pk.hex}g1"
    names = {row["id"]: row["summary"] for row in at_google(google, FOUNDER_AT_GOOGLE)}
    assert names == {series.pk.hex: "Dentist", f"{series.pk.hex}g1": "Mentoring"}


def test_when_the_organiser_leaves_the_other_calendar_gets_the_series_as_it_stands(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    series = ASeries(pair)
    write(series.plan())
    operations.disconnect(person=pair.founder, now=NOW)
    series.move(series.dates[0], timedelta(hours=1))
    del series.standing[series.dates[3]]
    event = series.plan()
    write(event)
    own = [
        row for row in at_google(google, MENTOR_AT_GOOGLE) if row["organizer"]["email"] == MENTOR_AT_GOOGLE
    ]
    assert event.google_event_id == f"{series.pk.hex}g1"
    assert [row.get("recurrence", [""])[-1] for row in own] == [
        "EXDATE;TZID=America/Los_Angeles:20270316T160000",
        "",
    ]


def test_a_refusal_shows_on_each_date_and_a_coordinator_can_retry(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_connected_pair(google))
    event = series.plan()
    google.fault(name="forbidden", method="POST", path="*/events")
    write(event)
    ids = [one.pk for one in series.standing.values()]
    assert attention_for(ids) == dict.fromkeys(ids, "failed")
    assert (state_in_series(ids[0]).state, state_in_series(ids[0]).detail) == ("failed", "forbidden")
    one = series.standing[series.dates[2]]
    assert operations.retry_event(appointment=one, by=series.pair.founder, now=NOW)
    event.refresh_from_db()
    write(event)
    assert (event.state, shown(series.pair), attention_for(ids)) == ("written", ALL, {})
    lines = AuditEntry.objects.filter(subject_kind="series", subject_id=str(series.pk))
    assert list(lines.values_list("action", flat=True)) == [
        "calendar.planned",
        "calendar.failed",
        "calendar.retried",
        "calendar.written",
    ]


def test_consent_that_ran_out_parks_the_series_and_new_consent_writes_it(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    series = ASeries(pair)
    event = series.plan()
    google.order("revoke", {"email": FOUNDER_AT_GOOGLE})
    write(event)
    assert (event.state, event.last_error) == ("waiting", "needs_reauth")
    connect(google, pair.founder, FOUNDER_AT_GOOGLE, now=NOW + timedelta(hours=1))
    write(event)
    assert (event.state, shown(pair)) == ("written", ALL)


def test_dates_that_had_events_of_their_own_are_shown_once(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    series = ASeries(pair)
    single = plan(series.standing[series.dates[0]], pair)
    write(single)
    event = series.plan()
    for each in (single, event):
        each.refresh_from_db()
        write(each)
    assert (shown(pair), single.state) == (ALL, "removed")


def test_a_human_who_moved_one_date_keeps_it_while_others_change(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_connected_pair(google))
    write(series.plan())
    first = f"{series.pk.hex}_20270224T000000Z"
    google.act(FOUNDER_AT_GOOGLE, first, "move", starts_at="2027-02-24T02:00:00+00:00")
    series.until(date(2027, 3, 23))
    series.move(series.dates[1], timedelta(hours=1))
    write(series.plan())
    assert shown(series.pair) == ["02-24 02:00", "03-03 01:00", *ALL[2:], "03-23 23:00"]


def test_without_google_nothing_waits(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_pair())
    event = series.plan()
    assert event.state == "none"
    assert state_in_series(series.standing[series.dates[0]].pk).state == "emailed"


def test_an_appointment_of_no_series_stands_for_itself(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    assert state_in_series(appointment.pk).state == "written"
    assert story(appointment) == ["calendar.planned", "calendar.written"]
