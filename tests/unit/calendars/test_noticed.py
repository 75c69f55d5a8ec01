"""What people did in Google to an event of ours, told apart from what we wrote ourselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from agenda.recurrence import Frequency, Rule, WallStart
from calendars.content import Content, left_as_shown
from calendars.noticed import (
    Change,
    answers_in,
    change_of,
    changes_by_date,
    event_id_of,
    may_differ,
    original_date,
)
from calendars.recurring import Dates, Pattern, Span
from integrations.google_calendar import EventRecord, Guest

NOW = datetime(2026, 11, 24, tzinfo=UTC)
START = datetime(2026, 12, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
TOLD = Content("Mentoring", "09:00 Seoul", START, START + HOUR)
SHOWN = EventRecord(id="abc01", etag='"1"', status="confirmed", starts_at=START, ends_at=START + HOUR)
LATER = replace(SHOWN, starts_at=START + HOUR, ends_at=START + 2 * HOUR)
GONE = EventRecord(id="abc01", etag='"2"', status="cancelled")

WALL = WallStart(date(2027, 2, 23), time(16), "America/Los_Angeles")
PATTERN = Pattern.of(
    Rule(Frequency.WEEKLY, weekdays=(1,), count=4), WALL, minutes=60, until_on=date(2027, 3, 16)
)
DATES = Dates(PATTERN, {on: PATTERN.span_on(on) for on in PATTERN.dates})
SERIES = Content("Mentoring", "", *PATTERN.span_on(PATTERN.dates[0]), dates=DATES)
MASTER = EventRecord(
    id="abc02",
    etag='"1"',
    status="confirmed",
    starts_at=SERIES.starts_at,
    ends_at=SERIES.ends_at,
    recurrence=SERIES.recurrence,
)


def instance(on: date, **fields: object) -> EventRecord:
    span = PATTERN.span_on(on)
    record = EventRecord(
        id=f"abc02_{span.starts_at:%Y%m%dT%H%M%SZ}",
        etag='"1"',
        status="confirmed",
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        recurring_event_id="abc02",
        original_starts_at=span.starts_at,
    )
    return replace(record, **fields)  # type: ignore[arg-type]


def test_what_we_wrote_is_no_change_however_it_is_written() -> None:
    elsewhere = SHOWN.starts_at.astimezone() if SHOWN.starts_at else None
    assert change_of([TOLD], replace(SHOWN, starts_at=elsewhere)) is None
    assert change_of([TOLD], replace(SHOWN, summary="Mine", description="mine", location="Room 3")) is None


def test_our_own_write_that_comes_back_before_its_answer_is_no_change() -> None:
    wanted = replace(TOLD, starts_at=START + HOUR, ends_at=START + 2 * HOUR)
    assert change_of([TOLD, wanted], LATER) is None


def test_another_time_is_a_move_and_so_is_another_length() -> None:
    assert change_of([TOLD], LATER) == Change(None, Span(START + HOUR, START + 2 * HOUR))
    longer = replace(SHOWN, ends_at=START + 2 * HOUR)
    assert change_of([TOLD], longer) == Change(None, Span(START, START + 2 * HOUR))


def test_an_all_day_event_stands_from_midnight_to_midnight() -> None:
    whole_day = replace(
        SHOWN, starts_at=None, ends_at=None, starts_on=START.date(), ends_on=date(2026, 12, 2)
    )
    assert change_of([TOLD], whole_day) == Change(None, Span(START, START + 24 * HOUR), is_all_day=True)


@pytest.mark.parametrize("theirs", [GONE, None])
def test_a_deleted_event_is_one_that_stands_nowhere(theirs: EventRecord | None) -> None:
    assert change_of([TOLD], theirs) == Change(None, None)


def test_a_record_without_times_says_nothing_of_them() -> None:
    assert change_of([TOLD], replace(SHOWN, starts_at=None, ends_at=None)) is None


def test_each_date_of_a_series_is_known_by_its_original_start() -> None:
    first, second, third, fourth = PATTERN.dates
    moved = PATTERN.span_on(second).starts_at + timedelta(days=2)
    shown = [
        instance(first),
        instance(second, starts_at=moved, ends_at=moved + HOUR),
        instance(third, status="cancelled", starts_at=None, ends_at=None),
        instance(fourth),
    ]
    assert changes_by_date(DATES, [], shown, now=NOW) == [
        Change(second, Span(moved, moved + HOUR)),
        Change(third, None),
    ]


def test_an_instance_moved_over_the_change_of_clocks_is_still_its_own_date() -> None:
    fourth = PATTERN.dates[3]  # after 14 March, when the clocks in California change
    moved = datetime(2027, 3, 12, 0, tzinfo=UTC)
    record = instance(fourth, starts_at=moved, ends_at=moved + HOUR)
    assert [change.on for change in changes_by_date(DATES, [], [record], now=NOW) if change.span] == [fourth]


def test_dates_that_the_rule_in_google_names_no_more_are_deleted() -> None:
    shown = [instance(on) for on in PATTERN.dates[:2]]
    assert [change.on for change in changes_by_date(DATES, [], shown, now=NOW)] == list(PATTERN.dates[2:])


def test_what_is_over_does_not_change_any_more() -> None:
    after_two = PATTERN.span_on(PATTERN.dates[1]).ends_at
    assert changes_by_date(DATES, [], [], now=after_two) == [Change(on, None) for on in PATTERN.dates[2:]]


def test_a_date_that_stands_where_we_want_it_is_no_change() -> None:
    second = PATTERN.dates[1]
    moved = Span(PATTERN.span_on(second).starts_at + HOUR, PATTERN.span_on(second).ends_at + HOUR)
    wanted = replace(DATES, standing={**DATES.standing, second: moved})
    shown = [instance(on) for on in PATTERN.dates if on != second]
    shown.append(instance(second, starts_at=moved.starts_at, ends_at=moved.ends_at))
    assert changes_by_date(DATES, [wanted], shown, now=NOW) == []


def test_a_row_of_a_listing_is_worth_a_look_where_it_is_neither_told_nor_wanted() -> None:
    here: dict[date | None, Span | None] = {None: Span(START, START + HOUR)}
    assert not may_differ(TOLD, here, SHOWN)
    assert not may_differ(TOLD, {None: Span(START + HOUR, START + 2 * HOUR)}, LATER)
    assert may_differ(TOLD, here, LATER)
    assert may_differ(TOLD, here, GONE)


def test_a_bare_tombstone_of_an_instance_names_its_date() -> None:
    second = PATTERN.dates[1]
    bare = EventRecord(id=instance(second).id, etag='"1"', status="cancelled")
    assert (event_id_of(bare), original_date(bare, PATTERN.zone)) == ("abc02", second)
    assert may_differ(SERIES, {}, bare)
    assert not may_differ(SERIES, {second: None}, bare)
    odd = EventRecord(id="abc02_whatever", etag='"1"', status="cancelled")
    assert not may_differ(SERIES, {}, odd)


def test_a_rule_that_was_cut_short_is_worth_a_look() -> None:
    assert not may_differ(SERIES, {}, MASTER)
    assert may_differ(SERIES, {}, replace(MASTER, recurrence=("RRULE:FREQ=WEEKLY;COUNT=2",)))


def test_only_guests_who_are_asked_for_and_have_answered_count() -> None:
    record = replace(
        SHOWN,
        guests=(
            Guest("Mentor@gmail.example", response="declined"),
            Guest("founder@gmail.example", response="accepted"),
            Guest("partner@gmail.example", response="declined"),
        ),
    )
    people = {"mentor@gmail.example": 1, "founder@gmail.example": 2}
    assert answers_in(record, people, {1}) == {1: "declined"}
    assert answers_in(record, people, {1, 2}) == {1: "declined", 2: "accepted"}
    assert answers_in(replace(record, status="cancelled"), people, {1, 2}) == {}
    asked = replace(record, guests=(Guest("mentor@gmail.example"),))
    assert answers_in(asked, people, {1}) == {}


def test_while_an_edit_is_open_what_is_written_leaves_its_time_alone() -> None:
    wanted = replace(TOLD, starts_at=START + 5 * HOUR, ends_at=START + 6 * HOUR, description="new")
    assert left_as_shown(wanted, TOLD, {None}) == replace(TOLD, description="new")
    assert left_as_shown(wanted, TOLD, set()) == wanted
    second = PATTERN.dates[1]
    gone = replace(SERIES, dates=replace(DATES, standing={**DATES.standing, second: None}))
    assert left_as_shown(SERIES, gone, {second}) == gone
