"""A guest's copy that is gone: thrown away, which is a decline, or gone with the event and back with it."""

import pytest

from calendars import operations
from calendars.models import CalendarAnswer, CalendarEdit, CalendarEvent
from calendars.operations import StillWaiting
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.edits.reading import Reader, edits, heeds, look, sync
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    Pair,
    a_connected_pair,
    an_appointment,
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


def test_a_guest_who_deletes_their_copy_declines(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "delete")
    sync(readers[1])
    sync(*readers)
    (answer,) = CalendarAnswer.objects.all()
    assert (answer.person, answer.answer, edits(event), heeds()) == (pair.mentor, "declined", [], 1)


def test_a_copy_that_went_with_a_deletion_and_came_back_with_it_was_not_thrown_away(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    readers[1].read()
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", status="confirmed")
    assert look() == 1
    sync(*readers)
    assert (list(CalendarAnswer.objects.all()), edits(event), heeds()) == ([], [], 0)


def test_a_copy_that_went_with_a_deletion_of_ours_that_came_back_was_not_thrown_away(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    sync(readers[0])
    readers[1].read()
    operations.settle_edit(CalendarEdit.objects.get())
    assert event.appointment is not None
    write(plan(event.appointment, pair))
    assert look() == 1
    assert CalendarAnswer.objects.count() == 0


def test_whether_a_copy_was_thrown_away_waits_until_google_shows_it(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "delete")
    readers[1].read()
    google.fault(name="backendError", method="GET", path="*/events/*", skip=1, times=9)
    with pytest.raises(StillWaiting):
        look()
    assert CalendarAnswer.objects.count() == 0
    google.clear_faults()
    assert look() == 1
    assert list(CalendarAnswer.objects.values_list("person", "answer")) == [(pair.mentor.pk, "declined")]


@pytest.mark.parametrize("failure", ["notFound", "insufficientPermissions"])
def test_a_copy_that_cannot_be_looked_at_was_not_thrown_away_unless_the_organisers_event_says_so(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], failure: str
) -> None:
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "delete")
    readers[1].read()
    google.fault(name=failure, method="GET", path="*/events/*", skip=1)
    assert (look(), CalendarAnswer.objects.count()) == (1, 0)
    sync(readers[0])
    assert list(CalendarAnswer.objects.values_list("answer", flat=True)) == ["declined"]
