"""An event that people deleted in Google and brought back from its bin: it comes back as it was told last, whatever was
agreed meanwhile."""

from datetime import timedelta

import pytest

from calendars import operations
from calendars.models import CalendarEvent
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.edits.reading import Reader, edits, sync
from tests.integration.calendars.hub import (
    DESCRIPTION,
    FOUNDER_AT_GOOGLE,
    Pair,
    a_connected_pair,
    an_appointment,
    at_google,
    move,
    plan,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair(google: GoogleEmulatorHandle) -> Pair:
    return a_connected_pair(google)


@pytest.fixture
def event(pair: Pair) -> CalendarEvent:
    """On the founder's calendar, with the mentor as guest."""
    event = plan(an_appointment(pair), pair)
    write(event)
    return event


@pytest.fixture
def readers(pair: Pair, event: CalendarEvent) -> list[Reader]:
    both = [Reader(pair.founder), Reader(pair.mentor)]
    sync(*both)
    return both


def agreed_anew(event: CalendarEvent, pair: Pair, *, days: int) -> None:
    assert event.appointment is not None
    move(event.appointment, timedelta(days=days))
    plan(event.appointment, pair, description="the new words")


def heed(event: CalendarEvent) -> None:
    """Nobody is asked anything: what people made of the event is settled."""
    for edit in operations.edits_to_heed(event.pk):
        operations.settle_edit(edit)


def test_what_was_agreed_meanwhile_is_written_over_what_came_back(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", description=f"{DESCRIPTION}\nBring the deck")
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    agreed_anew(event, pair, days=1)
    write(event)
    assert (event.last_error, edits(event)) == ("deleted_by_hand", [("deleted", "new")])

    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", status="confirmed")
    sync(*readers)
    assert edits(event) == [("deleted", "taken_back")]  # nobody moved it to where it was before
    heed(event)
    write(event)

    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    shown = mine["start"]["dateTime"], mine["description"]
    assert shown == ("2026-12-02T00:00:00+00:00", "the new words\nBring the deck")
    assert (event.state, event.told_before_deletion) == ("written", {})


def test_what_is_moved_as_it_comes_back_is_a_move_and_has_the_new_words(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    agreed_anew(event, pair, days=1)
    write(event)
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", status="confirmed")
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at="2026-12-03T02:00:00+00:00")
    sync(*readers)
    assert edits(event) == [("deleted", "replaced"), ("moved", "new")]

    write(event)

    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    shown = mine["start"]["dateTime"], mine["description"]
    assert shown == ("2026-12-03T02:00:00+00:00", "the new words")


def test_what_came_back_where_a_write_that_never_came_would_have_put_it_is_back(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    google.fault(name="backendError", method="PATCH")
    agreed_anew(event, pair, days=0)
    assert write(event) == "backendError"
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    write(event)

    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", status="confirmed")
    sync(*readers)

    assert edits(event) == [("deleted", "taken_back")]
    heed(event)
    write(event)
    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert (event.state, mine["description"]) == ("written", "the new words")


def test_what_came_back_before_we_could_bring_it_back_gets_the_new_time_and_words(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    sync(*readers)
    heed(event)
    agreed_anew(event, pair, days=1)
    google.fault(name="backendError", method="PATCH")
    assert write(event) == "backendError"

    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", status="confirmed")
    write(event)

    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    shown = mine["start"]["dateTime"], mine["description"]
    assert shown == ("2026-12-02T00:00:00+00:00", "the new words")
    assert event.state == "written"
