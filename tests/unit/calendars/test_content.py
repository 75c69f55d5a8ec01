from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from calendars.content import (
    MARK,
    Content,
    changes_over,
    draft_of,
    merged_description,
    restored,
    whole_second,
)
from integrations.google_calendar import EventChanges, EventRecord, Guest

START = datetime(2026, 12, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
MENTOR = "mentor@gmail.example"
TOLD = Content("Mentoring", "09:00 Seoul", START, START + HOUR, (MENTOR,))
SHOWN = EventRecord(
    id="abc01",
    etag='"1"',
    status="confirmed",
    summary=TOLD.summary,
    description=TOLD.description,
    starts_at=TOLD.starts_at,
    ends_at=TOLD.ends_at,
    guests=(Guest(MENTOR, response="accepted"),),
)


def test_what_google_shows_already_needs_no_change() -> None:
    assert changes_over(TOLD, TOLD, SHOWN) is None
    assert changes_over(None, TOLD, SHOWN) is None


def test_only_what_we_changed_our_mind_about_is_written() -> None:
    wanted = replace(TOLD, starts_at=START + HOUR, ends_at=START + 2 * HOUR)

    changes = changes_over(TOLD, wanted, replace(SHOWN, summary="Renamed by a person", location="Room 3"))

    assert changes == EventChanges(starts_at=START + HOUR, ends_at=START + 2 * HOUR, time_zone="UTC")


def test_a_persons_edit_of_what_we_still_mean_stands() -> None:
    edited = replace(
        SHOWN, summary="Mine", description="mine", starts_at=START + HOUR, ends_at=START + 2 * HOUR, guests=()
    )

    assert changes_over(TOLD, TOLD, edited) is None


def test_of_an_event_that_we_know_nothing_of_everything_is_written() -> None:
    edited = replace(SHOWN, summary="Mine", starts_at=None, ends_at=None)

    changes = changes_over(None, TOLD, edited)

    assert changes == EventChanges(
        summary="Mentoring", starts_at=TOLD.starts_at, ends_at=TOLD.ends_at, time_zone="UTC"
    )


def test_guests_whom_people_added_stay_with_their_answers() -> None:
    added = Guest("Partner@gmail.example", response="tentative")
    shown = replace(SHOWN, guests=(*SHOWN.guests, added))
    wanted = replace(TOLD, guests=("second@gmail.example",))

    changes = changes_over(TOLD, wanted, shown)

    assert changes == EventChanges(guests=(added, Guest("second@gmail.example")))


def test_a_guest_who_is_there_in_other_letters_is_not_invited_twice() -> None:
    shown = replace(SHOWN, guests=(Guest("Mentor@Gmail.example", response="accepted"),))

    assert changes_over(None, TOLD, shown) is None


def test_a_deleted_event_comes_back_whole() -> None:
    changes = restored("session-1", TOLD, EventRecord(id="abc01", etag='"2"', status="cancelled"))

    assert changes == EventChanges(
        status="confirmed",
        summary=TOLD.summary,
        description=TOLD.description,
        starts_at=TOLD.starts_at,
        ends_at=TOLD.ends_at,
        time_zone="UTC",
        guests=(Guest(MENTOR),),
        private={MARK: "session-1"},
        wants_meet=True,
    )


@pytest.mark.parametrize(
    ("theirs", "merged"),
    [
        ("old\nlines", "new"),
        ("above\nold\nlines\nbelow", "above\nnew\nbelow"),
        ("", "new"),
        ("old<br>mine<br/>lines", "new\n\nmine"),
        ("<p>old</p><p>mine &amp; <b>yours</b></p>lines", "new\n\n<p>mine &amp; <b>yours</b>"),
        ("all mine", "new\n\nall mine"),
        ("new", "new"),
    ],
)
def test_what_people_wrote_stays_around_our_words(theirs: str, merged: str) -> None:
    assert merged_description("old\nlines", theirs, "new") == merged


def test_where_nothing_was_told_a_persons_text_stays_below_ours() -> None:
    assert merged_description("", "theirs", "ours") == "ours\n\ntheirs"
    assert merged_description("", "theirs with ours in it", "ours") == "theirs with ours in it"
    assert merged_description("Meeting at nine", "Meeting at nine", "Meeting") == "Meeting"


def test_content_survives_its_json() -> None:
    assert Content.from_json(TOLD.as_json()) == TOLD
    assert Content.from_json({}) is None


def test_a_new_event_has_a_mark_guests_and_a_meet() -> None:
    draft = draft_of("abc01", "session-1", TOLD)

    assert (draft.event_id, draft.private, draft.wants_meet) == ("abc01", {MARK: "session-1"}, True)
    assert (draft.guests, draft.time_zone) == ((Guest(MENTOR),), "UTC")


def test_google_keeps_whole_seconds() -> None:
    assert whole_second(START + timedelta(microseconds=999_999)) == START
