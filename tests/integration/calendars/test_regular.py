"""A series is one recurring event, whatever happens on the way; its dates are told one by one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from calendars import google as our_google
from calendars.models import GoogleConnection
from calendars.queries import state_in_series
from integrations.google_calendar import EventDraft
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    a_connected_pair,
    a_pair,
    an_appointment,
    at_google,
    plan,
    story,
    until_settled,
    write,
    writes,
)
from tests.integration.calendars.regular import ALL, ASeries, mails, shown
from tests.integration.calendars.test_faults import every_fault

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_one_404_leaves_no_date_behind(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_connected_pair(google))
    write(series.plan())
    del series.standing[series.dates[1]]
    event = series.plan()
    google.fault(name="notFound", method="DELETE", path="*/events/*")

    assert write(event) is None

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
