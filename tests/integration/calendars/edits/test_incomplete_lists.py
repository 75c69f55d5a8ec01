"""A list that breaks off tells of no deletion: no session is taken for called off because a page did not come. G 30."""

from datetime import timedelta

import pytest

from calendars.models import CalendarEdit, CalendarEvent, ReadCalendar
from calendars.operations.access import park_connection
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.edits.reading import edits, look
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    NOW,
    STARTS_AT,
    Pair,
    a_connected_pair,
    an_appointment,
    connect,
    plan,
    write,
)
from tests.integration.calendars.own_calendar import read
from tests.integration.calendars.push import forget_jobs, waiting

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def pair(google: GoogleEmulatorHandle) -> Pair:
    return a_connected_pair(google)


@pytest.fixture
def events(pair: Pair) -> list[CalendarEvent]:
    """Of six sessions, in the founder's calendar."""
    planned = [plan(an_appointment(pair, STARTS_AT + timedelta(days=day)), pair) for day in range(6)]
    for event in planned:
        write(event)
    return planned


def test_g_30_a_whole_list_that_breaks_off_calls_nothing_off_and_the_next_finds_what_is_really_gone(
    google: GoogleEmulatorHandle, events: list[CalendarEvent], pair: Pair
) -> None:
    calendar = read(ReadCalendar.objects.get(connection__person=pair.founder))
    token = calendar.sync_token
    forget_jobs()
    google.act(FOUNDER_AT_GOOGLE, events[4].google_event_id, "delete")
    google.order("expire-sync-tokens")
    google.order("knobs", {"page_cap": 2})
    google.fault(name="backendError", path="*/events", skip=3)  # after the 410 and two pages

    read(calendar, LATER)

    assert (calendar.sync_token, calendar.as_of, calendar.last_error) == (token, NOW, "backendError")
    assert (look(LATER), CalendarEdit.objects.count()) == (0, 0)

    read(calendar, LATER + timedelta(minutes=1))

    assert waiting("calendars.look_at_event") == [{"event_id": events[4].pk}]
    look(LATER)
    assert [edits(event) for event in events] == [[], [], [], [], [("deleted", "new")], []]
    assert calendar.sync_token != token


@pytest.mark.parametrize("name", ["forbidden", "insufficientPermissions", "notFound"])
def test_what_could_not_be_looked_at_is_seen_again_by_the_next_reading(
    google: GoogleEmulatorHandle, events: list[CalendarEvent], pair: Pair, name: str
) -> None:
    calendar = read(ReadCalendar.objects.get(connection__person=pair.founder))
    forget_jobs()
    google.act(FOUNDER_AT_GOOGLE, events[0].google_event_id, "delete")
    read(calendar, LATER)
    google.fault(name=name, path="*/events*", times=2)
    assert (look(LATER), edits(events[0])) == (1, [])

    google.clear_faults()
    read(calendar, LATER + timedelta(minutes=1))
    assert (look(LATER), edits(events[0])) == (1, [("deleted", "new")])


def test_what_was_not_looked_at_for_want_of_consent_is_once_it_is_given_again(
    google: GoogleEmulatorHandle, events: list[CalendarEvent], pair: Pair
) -> None:
    calendar = read(ReadCalendar.objects.get(connection__person=pair.founder))
    forget_jobs()
    google.act(FOUNDER_AT_GOOGLE, events[0].google_event_id, "delete")
    read(calendar, LATER)
    park_connection(calendar.connection_id, "invalid_grant", LATER)
    assert (look(LATER), edits(events[0])) == (1, [])

    connect(google, pair.founder, FOUNDER_AT_GOOGLE, now=LATER)
    read(calendar, LATER)
    assert (look(LATER), edits(events[0])) == (1, [("deleted", "new")])
