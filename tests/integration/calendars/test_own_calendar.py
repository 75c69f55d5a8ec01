"""A calendar of our own in a person's account: exactly one, whatever is lost on the way."""

from datetime import timedelta

import pytest

from accounts.models import Person
from calendars import operations
from calendars.models import GoogleConnection, OwnCalendar
from calendars.operations import StillWaiting
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    NOW,
    Pair,
    a_pair,
    an_appointment,
    at_google,
    plan,
    write,
)
from tests.integration.calendars.test_faults import in_parallel
from tests.integration.calendars.wishing import (
    BUSY_AND_OWN,
    EVERYTHING,
    OWN_CALENDAR,
    made_calendars,
    wish,
)

pytestmark = pytest.mark.django_db(transaction=True)

INSERT = {"method": "POST", "path": "*/calendars"}


def make(connection: GoogleConnection, after: timedelta = timedelta()) -> str:
    """One try; the reason if another is due."""
    try:
        operations.make_own_calendar(connection_id=connection.pk, now=NOW + after)
    except StillWaiting as waiting:
        return waiting.reason
    finally:
        connection.refresh_from_db()
    return ""


def inserts(google: GoogleEmulatorHandle) -> list[int | None]:
    return [
        entry["status"]
        for entry in google.journal()
        if entry["method"] == "POST" and entry["path"].endswith("/calendars")
    ]


def test_sessions_stand_in_a_calendar_of_our_own_and_in_no_other(google: GoogleEmulatorHandle) -> None:
    pair = a_pair()
    connection = wish(google, pair.founder, OWN_CALENDAR)
    event = plan(an_appointment(pair), pair)
    assert write(event) is None
    assert (event.state, event.last_error) == ("waiting", "own_calendar_pending")

    assert make(connection) == ""
    assert make(connection) == ""  # nothing more to make
    assert write(event) is None

    (made,) = made_calendars(google)
    assert (made["summary"], event.google_calendar_id) == ("Meridian", made["id"])
    assert [shown["id"] for shown in at_google(google, made["id"])] == [event.google_event_id]
    assert at_google(google, FOUNDER_AT_GOOGLE) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"name": "backendError", "commit": True},
        {"kind": "reset", "commit": True},
        {"kind": "drop", "commit": True},
        {"kind": "truncate"},
        {"name": "backendError"},
        {"kind": "drop"},
    ],
    ids=["500_after", "reset_after", "drop_after", "truncate", "500_before", "drop_before"],
)
def test_a_lost_answer_makes_no_second_calendar(
    google: GoogleEmulatorHandle, founder: Person, fault: dict[str, object]
) -> None:
    connection = wish(google, founder, BUSY_AND_OWN)
    google.fault(**INSERT, **fault)

    assert make(connection) != ""
    assert len(inserts(google)) == 1  # nor does the library send it again by itself
    assert make(connection) == "own_calendar_pending"  # the list may lag behind
    assert make(connection, timedelta(minutes=3)) == ""

    (made,) = made_calendars(google)
    assert connection.written_calendar_id == made["id"]
    assert OwnCalendar.objects.get().google_calendar_id == made["id"]


def test_without_leave_to_look_nothing_more_is_made_until_the_person_gives_it(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    connection = wish(google, founder, OWN_CALENDAR)
    google.fault(**INSERT, name="backendError", commit=True)
    assert make(connection) != ""

    assert make(connection, timedelta(minutes=3)) == ""
    assert connection.last_error == "own_calendar_unknown"
    assert len(inserts(google)) == 1

    connection = wish(google, founder, OWN_CALENDAR)  # now Google is asked for the list, too
    assert make(connection, timedelta(minutes=3)) == ""
    (made,) = made_calendars(google)
    assert (connection.written_calendar_id, connection.last_error) == (made["id"], "")


@pytest.mark.parametrize("fault", ["rateLimitExceeded", "quotaExceeded", "forbidden"])
def test_a_refusal_leaves_nothing_to_look_for(
    google: GoogleEmulatorHandle, founder: Person, fault: str
) -> None:
    connection = wish(google, founder, OWN_CALENDAR)
    google.fault(**INSERT, name=fault)

    make(connection)
    assert not OwnCalendar.objects.exists()
    assert make(connection) == ""

    assert len(made_calendars(google)) == 1


def test_two_workers_make_one_calendar(google: GoogleEmulatorHandle, founder: Person) -> None:
    connection = wish(google, founder, OWN_CALENDAR)
    google.fault(**INSERT, kind="hang", commit=True, seconds=1)
    same = [GoogleConnection.objects.get(pk=connection.pk) for _ in range(3)]

    in_parallel(*(lambda one=one: make(one) for one in same))

    assert len(made_calendars(google)) == 1


def test_who_comes_back_finds_the_calendar_that_was_made_before(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    make(wish(google, founder, OWN_CALENDAR))
    operations.disconnect(person=founder, now=NOW)

    connection = wish(google, founder, OWN_CALENDAR)
    make(connection)

    (made,) = made_calendars(google)
    assert connection.written_calendar_id == made["id"]


def test_one_that_the_person_deleted_is_made_again_and_its_sessions_with_it(
    google: GoogleEmulatorHandle,
) -> None:
    pair: Pair = a_pair()
    connection = wish(google, pair.founder, OWN_CALENDAR)
    make(connection)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    delete(google, connection)
    event = plan(appointment, pair, description="changed")
    assert write(event, NOW + timedelta(hours=1)) is None
    assert (event.state, event.last_error) == ("waiting", "calendar_gone")

    assert make(connection) == ""
    event.refresh_from_db()
    assert write(event) is None

    (made,) = made_calendars(google)
    assert [shown["description"] for shown in at_google(google, made["id"])] == ["changed"]


def delete(google: GoogleEmulatorHandle, connection: GoogleConnection) -> None:
    """As the person does it in Google's settings."""
    from calendars.operations.access import account_of

    with account_of(connection) as account:
        account._api.calendars().delete(calendarId=connection.written_calendar_id).execute()


def test_a_chosen_calendar_instead_keeps_what_stands_in_ours(google: GoogleEmulatorHandle) -> None:
    pair = a_pair()
    connection = wish(google, pair.founder, OWN_CALENDAR)
    make(connection)
    appointment = an_appointment(pair)
    event = plan(appointment, pair)
    write(event)

    connection = wish(google, pair.founder, EVERYTHING)
    event = plan(appointment, pair, description="changed")
    write(event)

    (made,) = made_calendars(google)
    assert connection.written_calendar_id == made["id"]  # until the person chooses
    assert [shown["description"] for shown in at_google(google, made["id"])] == ["changed"]
