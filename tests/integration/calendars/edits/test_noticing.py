"""What people change in Google about one event of ours is noticed once, and what we wrote ourselves never."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from calendars import operations
from calendars.models import CalendarAnswer, CalendarEdit, CalendarEvent
from calendars.operations import StillWaiting
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.edits.reading import Reader, edits, heeds, look, sync
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    STARTS_AT,
    Pair,
    a_connected_pair,
    an_appointment,
    at_google,
    move,
    plan,
    story,
    write,
    writes,
)

pytestmark = pytest.mark.django_db(transaction=True)
LATER = "2026-12-03T02:00:00+00:00"
AFTER_IT_SETTLED = NOW + timedelta(minutes=10)


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


def test_our_own_write_that_comes_back_is_nothing_new(
    event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    assert event.appointment is not None
    move(event.appointment, timedelta(days=1))
    write(plan(event.appointment, pair, description="the new times"))
    assert [reader.read() for reader in readers] == [1, 1]
    assert (look(), edits(event), heeds()) == (0, [], 0)


def test_a_hundred_rounds_of_reading_after_one_change_write_nothing(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at=LATER)
    before, requests = writes(google), len(google.journal())
    for round_ in range(100):
        if round_ % 10 == 0:
            readers[0].token = readers[1].token = None
        sync(*readers)
        write(event)
    assert writes(google) == before
    assert (edits(event), heeds()) == ([("moved", "new")], 1)
    looks = [entry for entry in google.journal()[requests:] if entry["path"].endswith(event.google_event_id)]
    assert len(looks) == 1


def test_a_time_that_the_organiser_changed_is_noticed_once(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at=LATER)
    sync(*readers)
    sync(*readers)
    edit = CalendarEdit.objects.get()
    assert (edit.kind, edit.state, edit.person, edit.on) == ("moved", "new", pair.founder, None)
    assert edit.starts_at is not None
    assert edit.starts_at.isoformat() == LATER
    assert event.appointment is not None
    assert story(event.appointment)[-1] == "calendar.moved_by_hand"
    assert heeds() == 1


def test_another_move_replaces_the_first(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader]
) -> None:
    for hour in ("02", "05"):
        google.act(
            FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at=f"2026-12-03T{hour}:00:00+00:00"
        )
        sync(*readers)
    assert edits(event) == [("moved", "replaced"), ("moved", "new")]


def test_a_move_that_was_taken_back_in_google_is_no_edit_any_more(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader]
) -> None:
    for moment in (LATER, STARTS_AT.isoformat(), LATER):
        google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "move", starts_at=moment)
        sync(*readers)
    assert edits(event) == [("moved", "taken_back"), ("moved", "new")]
    assert heeds() == 3


def test_a_deletion_is_noticed_and_so_is_its_end(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    sync(*readers)
    sync(*readers)
    assert edits(event) == [("deleted", "new")]
    assert CalendarAnswer.objects.count() == 0  # that the guest's copy went with it is no decline
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", status="confirmed")
    sync(*readers)
    assert edits(event) == [("deleted", "taken_back")]
    event.refresh_from_db()
    assert event.told != {}


def test_a_deletion_that_a_whole_listing_does_not_tell_of_is_found_by_what_is_missing(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    google.order("expire-sync-tokens")
    sync(*readers)
    assert edits(event) == [("deleted", "new")]


def test_a_deletion_of_which_google_forgot_everything_is_one(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "delete")
    google.order("purge-deleted")
    google.order("expire-sync-tokens")
    sync(*readers, now=AFTER_IT_SETTLED)
    assert edits(event) == [("deleted", "new")]


def test_an_event_that_is_still_there_has_not_vanished(event: CalendarEvent, readers: list[Reader]) -> None:
    with transaction.atomic():
        operations.notice_changes(
            calendar=readers[0].calendar, records=[], vanished={event.google_event_id}, now=NOW
        )
    assert (look(), edits(event)) == (1, [])


def test_a_404_of_an_event_that_the_list_shows_is_no_deletion(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    only_it = {"name": "notFound", "method": "GET", "path": f"*/events/{event.google_event_id}"}
    google.fault(**only_it)
    with transaction.atomic():
        operations.notice_changes(
            calendar=readers[0].calendar, records=[], vanished={event.google_event_id}, now=AFTER_IT_SETTLED
        )
    with pytest.raises(StillWaiting, match="not_shown_yet"):
        look(AFTER_IT_SETTLED)
    assert (look(AFTER_IT_SETTLED), edits(event)) == (1, [])

    assert event.appointment is not None
    move(event.appointment, timedelta(days=1))
    google.fault(**only_it)
    changed = plan(event.appointment, pair)
    assert write(changed, AFTER_IT_SETTLED) == "not_shown_yet"
    assert write(changed, AFTER_IT_SETTLED) is None
    assert edits(event) == []


def test_a_calendar_that_is_gone_is_not_a_deletion_of_all_its_events(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader]
) -> None:
    google.fault(name="notFound", path="*/events*", times=9)
    with transaction.atomic():
        operations.notice_changes(
            calendar=readers[0].calendar, records=[], vanished={event.google_event_id}, now=AFTER_IT_SETTLED
        )
    assert (look(AFTER_IT_SETTLED), edits(event)) == (1, [])


def test_g_22_what_a_guest_makes_of_shared_fields_google_refuses_and_their_answer_counts(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    with pytest.raises(Exception, match="403"):
        google.act(MENTOR_AT_GOOGLE, event.google_event_id, "move", starts_at=LATER)
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "edit", colorId="7")
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "decline")
    sync(*readers)
    sync(*readers)
    assert edits(event) == []
    (answer,) = CalendarAnswer.objects.all()
    assert (answer.person, answer.answer) == (pair.mentor, "declined")
    assert heeds() == 1


@pytest.mark.parametrize("whose", [0, 1])
def test_an_answer_is_read_from_either_calendar(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], whose: int
) -> None:
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "accept")
    sync(readers[whose])
    assert list(CalendarAnswer.objects.values_list("answer", flat=True)) == ["accepted"]
    google.act(MENTOR_AT_GOOGLE, event.google_event_id, "decline")
    sync(*readers)
    assert list(CalendarAnswer.objects.values_list("answer", flat=True)) == ["declined"]
    assert heeds() == 2


def test_g_29_a_persons_copy_of_our_event_is_theirs(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader]
) -> None:
    copy = google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "copy")
    sync(*readers)
    google.act(FOUNDER_AT_GOOGLE, copy["id"], "move", starts_at=LATER)
    sync(*readers)
    google.act(FOUNDER_AT_GOOGLE, copy["id"], "delete")
    sync(*readers)
    assert (edits(event), heeds()) == ([], 0)
    assert copy["extendedProperties"]["private"] == {"meridian_session": event.mark}  # it does carry our mark


def test_an_event_that_is_withdrawn_is_not_noticed_when_it_goes(
    event: CalendarEvent, readers: list[Reader]
) -> None:
    assert event.appointment is not None
    operations.withdraw_event(appointment=event.appointment, now=NOW)
    write(event)
    sync(*readers)
    assert (edits(event), heeds()) == ([], 0)


def test_an_event_that_is_brought_back_after_it_was_called_off_goes_again(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader]
) -> None:
    assert event.appointment is not None
    operations.withdraw_event(appointment=event.appointment, now=NOW)
    write(event)
    sync(*readers)
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", status="confirmed")

    for _ in range(3):
        sync(*readers)
        write(event)

    assert (event.state, at_google(google, FOUNDER_AT_GOOGLE), edits(event)) == ("removed", [], [])
    assert [method for method, _ in writes(google)] == ["POST", "DELETE", "DELETE"]


def test_an_all_day_event_is_made_a_timed_one_again_by_the_write_that_follows(
    google: GoogleEmulatorHandle, event: CalendarEvent, readers: list[Reader], pair: Pair
) -> None:
    day = {"start": {"date": "2026-12-01"}, "end": {"date": "2026-12-02"}}
    google.act(FOUNDER_AT_GOOGLE, event.google_event_id, "edit", **day)
    sync(*readers)
    edit = CalendarEdit.objects.get()
    assert (edit.kind, edit.is_all_day) == ("moved", True)
    operations.settle_edit(edit)
    assert event.appointment is not None
    write(plan(event.appointment, pair))
    (mine,) = at_google(google, FOUNDER_AT_GOOGLE)
    assert mine["start"]["dateTime"] == "2026-12-01T00:00:00+00:00"
    assert "date" not in mine["start"]


def forbidden_row(event: CalendarEvent, pair: Pair, **fields: object) -> CalendarEdit:
    return CalendarEdit(
        **{"event": event, "person": pair.founder, "kind": "deleted", "seen_at": NOW, **fields}
    )


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (lambda event, pair: forbidden_row(event, pair, starts_at=NOW), "calendar_edit_tells_where_to"),
        (lambda event, pair: forbidden_row(event, pair, kind="moved"), "calendar_edit_tells_where_to"),
        (lambda event, pair: forbidden_row(event, pair, kind="uninvited"), "calendar_edit_tells_where_to"),
        (lambda event, pair: forbidden_row(event, pair, guest=pair.founder), "calendar_edit_tells_where_to"),
        (lambda event, pair: forbidden_row(event, pair, state="odd"), "calendar_edit_state"),
        (
            lambda event, pair: CalendarAnswer(event=event, person=pair.mentor, answer="odd", stamped_at=NOW),
            "calendar_answer_is_known",
        ),
    ],
)
def test_the_database_keeps_what_makes_sense(
    event: CalendarEvent,
    pair: Pair,
    make: Callable[[CalendarEvent, Pair], CalendarEdit | CalendarAnswer],
    constraint: str,
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(event, pair).save()


def test_one_edit_of_an_event_is_open_at_a_time_and_one_answer_kept(event: CalendarEvent, pair: Pair) -> None:
    forbidden_row(event, pair).save()
    with pytest.raises(IntegrityError, match="calendar_edit_one_is_open"), transaction.atomic():
        forbidden_row(event, pair, state="asked").save()
    forbidden_row(event, pair, state="settled").save()
    answer = {"event": event, "person": pair.mentor, "stamped_at": NOW}
    CalendarAnswer.objects.create(answer="accepted", **answer)
    with pytest.raises(IntegrityError, match="calendar_answer_once_a_person"), transaction.atomic():
        CalendarAnswer.objects.create(answer="declined", **answer)
