"""Somebody's own calendar at Google is read as time that they do not have."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Person
from agenda.models import BusyTime
from calendars import operations
from calendars.models import CalendarEvent
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    a_connected_pair,
    an_appointment,
    connect,
    plan,
    write,
    writes,
)
from tests.integration.calendars.own_calendar import (
    NINE,
    a_read_calendar,
    add,
    an_hour,
    busy,
    day,
    known_of,
    lists,
    names,
    queued_reads,
    read,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_event_takes_its_time_and_gives_it_back(google: GoogleEmulatorHandle, founder: Person) -> None:
    calendar = a_read_calendar(google, founder)
    event = add(google, calendar.connection)

    read(calendar)
    assert busy(founder) == [an_hour()]
    assert (calendar.state, calendar.as_of, calendar.last_error) == ("known", NOW, "")
    assert known_of(founder) == ("known", NOW)

    google.act(FOUNDER_AT_GOOGLE, event, "move", starts_at=(NINE + timedelta(days=1)).isoformat())
    read(calendar)
    assert busy(founder) == [an_hour(NINE + timedelta(days=1))]

    google.act(FOUNDER_AT_GOOGLE, event, "delete")
    read(calendar)
    assert busy(founder) == []
    assert [("syncToken" in query) for query in lists(google)] == [False, True, True]


def test_what_takes_no_time_is_free(google: GoogleEmulatorHandle, founder: Person) -> None:
    calendar = a_read_calendar(google, founder)
    add(google, calendar.connection, transparency="transparent")
    add(
        google,
        calendar.connection,
        attendees=[{"email": FOUNDER_AT_GOOGLE, "responseStatus": "declined"}],
    )
    maybe = add(
        google,
        calendar.connection,
        attendees=[{"email": FOUNDER_AT_GOOGLE, "responseStatus": "tentative"}],
    )

    read(calendar)

    assert names(founder) == {maybe}


def test_whole_days_are_those_of_the_person(google: GoogleEmulatorHandle, founder: Person) -> None:
    calendar = a_read_calendar(google, founder)
    add(google, calendar.connection, start=day("2026-12-24"), end=day("2026-12-26"))

    read(calendar)

    assert busy(founder) == [(datetime(2026, 12, 23, 15, tzinfo=UTC), datetime(2026, 12, 25, 15, tzinfo=UTC))]


def test_what_events_are_called_is_kept_only_where_the_person_allows_it(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    calendar = a_read_calendar(google, founder)
    add(google, calendar.connection, summary="Dr. Kim")
    read(calendar)
    assert BusyTime.objects.get().title == ""

    operations.keep_titles(connection=calendar.connection, keeps=True, now=NOW)
    read(calendar)
    assert BusyTime.objects.get().title == "Dr. Kim"

    operations.keep_titles(connection=calendar.connection, keeps=False, now=NOW)
    assert BusyTime.objects.get().title == ""
    read(calendar)
    assert BusyTime.objects.get().title == ""


@pytest.mark.parametrize(
    ("kind", "fields", "takes"),
    [
        ("workingLocation", {"transparency": "transparent"}, False),
        ("workingLocation", {}, False),
        ("outOfOffice", {}, True),
        ("focusTime", {}, True),
        ("birthday", {"transparency": "transparent"}, False),
        ("fromGmail", {}, True),
        ("fromGmail", {"transparency": "transparent"}, False),
    ],
)
def test_what_google_itself_puts_into_calendars_counts_as_it_says(
    google: GoogleEmulatorHandle, founder: Person, kind: str, fields: dict[str, str], takes: bool
) -> None:
    calendar = a_read_calendar(google, founder)
    times = {"start": {"dateTime": "2026-12-01T00:00:00Z"}, "end": {"dateTime": "2026-12-01T01:00:00Z"}}
    google.act(FOUNDER_AT_GOOGLE, "kind0", "create", eventType=kind, **times, **fields)

    read(calendar)

    assert busy(founder) == ([an_hour()] if takes else [])


def test_busy_time_of_a_calendar_that_is_no_more_goes_with_the_next_reading_of_another(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    calendar = a_read_calendar(google, founder)
    orphan = 2**40
    BusyTime.objects.create(person=founder, source=orphan, external_id="x", during=an_hour())
    read(calendar)
    assert busy(founder) == []


def test_a_reading_of_nothing_new_takes_the_same_few_statements_whatever_is_known(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    calendar = a_read_calendar(google, founder)
    counts = []
    for more in (1, 30):
        for number in range(more):
            add(google, calendar.connection, NINE + timedelta(days=more, hours=number))
        read(calendar)
        with CaptureQueriesContext(connection) as statements:
            operations.read_calendar(calendar_id=calendar.pk, now=NOW, chance=0)
        written = [one["sql"] for one in statements if one["sql"].startswith(("INSERT", "UPDATE"))]
        counts.append((len(statements), len(written)))
    assert counts[0] == counts[1]
    assert counts[0][1] <= 2  # how the calendar stands, and what that tells of the person


def test_our_own_events_take_no_time_of_the_calendar_and_a_copy_of_one_does(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    write(event)
    calendars = [person.google_connection.calendars.get() for person in pair.people]
    for calendar in calendars:
        read(calendar)
    assert (busy(pair.founder), busy(pair.mentor)) == ([], [])

    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "copy")
    for calendar in calendars:
        read(calendar)

    assert len(busy(pair.founder)) == 1
    assert event.google_event_id not in names(pair.founder)


def test_a_forwarded_event_of_a_session_that_is_none_of_theirs_takes_time(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    write(event)
    calendar = a_read_calendar(google, founder, "colleague@gmail.example")
    guests = [{"email": FOUNDER_AT_GOOGLE}, {"email": MENTOR_AT_GOOGLE}, {"email": "colleague@gmail.example"}]
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", attendees=guests)

    read(calendar)

    assert names(founder) == {event.google_event_id}


def test_an_event_of_a_session_under_an_id_that_was_given_up_takes_no_time(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    write(event)
    CalendarEvent.objects.update(google_event_id=f"{event.google_event_id}g1", generation=1)

    read(pair.founder.google_connection.calendars.get())

    assert busy(pair.founder) == []


@pytest.mark.parametrize("is_known_by_token", [True, False])
@pytest.mark.parametrize("action", ["move", "delete"])
def test_what_people_do_to_our_events_is_looked_at(
    google: GoogleEmulatorHandle, action: str, is_known_by_token: bool
) -> None:
    pair = a_connected_pair(google)
    event = plan(an_appointment(pair), pair)
    write(event)
    calendar = read(pair.founder.google_connection.calendars.get())
    assert looks() == 0

    order = {"starts_at": (NINE + timedelta(hours=3)).isoformat()} if action == "move" else {}
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, action, **order)
    if not is_known_by_token:
        google.order("expire-sync-tokens")
    read(calendar)

    assert (looks(), busy(pair.founder)) == (1, [])


def test_our_own_event_is_read_a_hundred_times_and_nothing_comes_of_it(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    write(plan(an_appointment(pair), pair))
    calendars = [person.google_connection.calendars.get() for person in pair.people]
    before = writes(google)

    for minutes in range(50):
        if minutes % 10 == 0:
            google.order("expire-sync-tokens")
        for calendar in calendars:
            read(calendar, NOW + timedelta(minutes=minutes))

    assert (writes(google), looks(), BusyTime.objects.count()) == (before, 0, 0)


def looks() -> int:
    return ProcrastinateJob.objects.filter(task_name="calendars.look_at_event").count()


def test_somebody_who_has_just_connected_is_offered_as_before_until_the_first_reading(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    calendar = a_read_calendar(google, founder)
    assert (known_of(founder), queued_reads()) == (None, 1)

    google.fault(name="backendError", path="*/events")
    read(calendar)
    assert (calendar.last_error, calendar.failures, known_of(founder)) == ("backendError", 1, None)

    read(calendar, NOW + timedelta(minutes=1))
    assert known_of(founder) == ("known", NOW + timedelta(minutes=1))


def test_parting_from_google_forgets_what_was_read(google: GoogleEmulatorHandle, founder: Person) -> None:
    calendar = a_read_calendar(google, founder)
    add(google, calendar.connection)
    read(calendar)

    operations.disconnect(person=founder, now=NOW)

    assert (busy(founder), known_of(founder)) == ([], None)


def test_another_account_brings_its_own_time_alone(google: GoogleEmulatorHandle, founder: Person) -> None:
    calendar = a_read_calendar(google, founder)
    add(google, calendar.connection)
    read(calendar)

    other = connect(google, founder, "other@gmail.example")
    assert (busy(founder), known_of(founder)) == ([], None)
    add(google, other, NINE + timedelta(days=2))
    read(other.calendars.get())

    assert busy(founder) == [an_hour(NINE + timedelta(days=2))]


def test_a_calendar_that_no_longer_counts_gives_its_time_back_and_is_read_whole_when_it_does_again(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    calendar = a_read_calendar(google, founder)
    add(google, calendar.connection)
    read(calendar)

    assert operations.switch_reading(calendar=calendar, is_read=False, now=NOW)
    assert (busy(founder), known_of(founder)) == ([], None)
    read(calendar)
    assert busy(founder) == []  # it is read all the same, for what people do to our events there

    assert operations.switch_reading(calendar=calendar, is_read=True, now=NOW)
    assert not operations.switch_reading(calendar=calendar, is_read=True, now=NOW)
    read(calendar)
    assert busy(founder) == [an_hour()]


def test_a_hundred_readings_of_nothing_new_write_no_busy_time(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    calendar = a_read_calendar(google, founder)
    for days in range(3):
        add(google, calendar.connection, NINE + timedelta(days=days))
    read(calendar)
    before = list(BusyTime.objects.order_by("pk").values_list("pk", "external_id"))
    versions = row_versions()

    for minutes in range(1, 101):
        read(calendar, NOW + timedelta(minutes=minutes))
    google.order("expire-sync-tokens")
    read(calendar, NOW + timedelta(hours=2))

    assert list(BusyTime.objects.order_by("pk").values_list("pk", "external_id")) == before
    assert row_versions() == versions


def row_versions() -> list[tuple[int, str]]:
    """PostgreSQL's mark of who last wrote each row: it changes with every write, be it of the same values."""
    rows = BusyTime.objects.extra(select={"written_by": "xmin::text"}).order_by("pk")
    return list(rows.values_list("pk", "written_by"))
