"""01:30 and 02:30 in the United States, in the nights in which the clocks change: everybody sees the same instant."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from agenda.recurrence import Frequency, Rule, WallStart
from calendars.recurring import Pattern
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    a_connected_pair,
    an_appointment,
    at_google,
    move,
    plan,
    write,
    writes,
)
from tests.integration.calendars.regular import ASeries, shown

pytestmark = pytest.mark.django_db(transaction=True)
SUNDAYS = Rule(Frequency.WEEKLY, weekdays=(6,), count=3)


@pytest.mark.parametrize(
    "starts_at",
    [
        datetime(2027, 11, 7, 5, 30, tzinfo=UTC),  # 01:30 in New York, the first time
        datetime(2027, 11, 7, 6, 30, tzinfo=UTC),  # 01:30 once more
        datetime(2027, 3, 14, 6, 30, tzinfo=UTC),  # 01:30, half an hour before the gap
        datetime(2027, 3, 14, 7, 30, tzinfo=UTC),  # what 02:30 would be
    ],
)
def test_a_session_in_such_a_night_is_written_and_moved_as_its_instant(
    google: GoogleEmulatorHandle, starts_at: datetime
) -> None:
    google.account(FOUNDER_AT_GOOGLE, time_zone="Asia/Seoul")
    google.account(MENTOR_AT_GOOGLE, time_zone="America/New_York")
    pair = a_connected_pair(google)
    appointment = an_appointment(pair, starts_at)
    event = plan(appointment, pair)
    assert write(event) is None
    assert instants(google) == [(starts_at, starts_at + timedelta(hours=1))] * 2

    move(appointment, timedelta(hours=1))
    assert write(plan(appointment, pair)) is None

    later = starts_at + timedelta(hours=1)
    assert instants(google) == [(later, later + timedelta(hours=1))] * 2


def instants(google: GoogleEmulatorHandle) -> list[tuple[datetime, datetime]]:
    both = [*at_google(google, FOUNDER_AT_GOOGLE), *at_google(google, MENTOR_AT_GOOGLE)]
    return [tuple(datetime.fromisoformat(row[edge]["dateTime"]) for edge in ("start", "end")) for row in both]  # type: ignore[misc]


def a_series(google: GoogleEmulatorHandle, on: date, at: time) -> ASeries:
    """Three Sundays; the clocks of New York change in the second night."""
    start = WallStart(on, at, "America/New_York")
    pattern = Pattern.of(SUNDAYS, start, minutes=60, until_on=on + timedelta(weeks=2))
    return ASeries(a_connected_pair(google), pattern=pattern)


@pytest.mark.parametrize(
    ("first", "at", "expected"),
    [
        (date(2027, 3, 7), time(2, 30), ["03-07 07:30", "03-14 07:30", "03-21 06:30"]),
        (date(2027, 3, 7), time(1, 30), ["03-07 06:30", "03-14 06:30", "03-21 05:30"]),
        (date(2027, 10, 31), time(1, 30), ["10-31 05:30", "11-07 05:30", "11-14 06:30"]),
        (date(2027, 10, 31), time(2, 30), ["10-31 06:30", "11-07 07:30", "11-14 07:30"]),
    ],
    ids=["in_the_gap", "before_the_gap", "shown_twice", "after_it"],
)
def test_a_series_shows_the_same_instants_at_google_and_here(
    google: GoogleEmulatorHandle, first: date, at: time, expected: list[str]
) -> None:
    series = a_series(google, first, at)
    event = series.plan()

    assert write(event) is None

    assert shown(series.pair) == expected
    assert [f"{series.pattern.span_on(on).starts_at:%m-%d %H:%M}" for on in series.dates] == expected
    before = len(writes(google))
    assert (write(series.plan()), len(writes(google))) == (None, before)


@pytest.mark.parametrize(
    ("first", "at"),
    [(date(2027, 3, 7), time(2, 30)), (date(2027, 10, 31), time(1, 30))],
    ids=["gap", "twice"],
)
def test_where_google_reads_the_night_differently_that_date_is_corrected(
    google: GoogleEmulatorHandle, first: date, at: time
) -> None:
    series = a_series(google, first, at)
    event = series.plan()
    night = series.pattern.span_on(series.dates[1])
    other = [one.isoformat() for one in (night.starts_at - timedelta(hours=1), night.starts_at)]
    google.fault(
        method="GET", path="*/instances", kind="answer", status=200, body=listed(event, night, other)
    )

    assert write(event) is None

    assert [method for method, _ in writes(google)] == ["POST", "PATCH"]
    assert sorted(shown(series.pair)) == [
        f"{series.pattern.span_on(on).starts_at:%m-%d %H:%M}" for on in series.dates
    ]


def listed(event: Any, night: Any, other: list[str]) -> dict[str, Any]:
    """The middle instance as a Google that reads the night otherwise would list it."""
    instance = {
        "id": f"{event.google_event_id}_{night.starts_at:%Y%m%dT%H%M%SZ}",
        "etag": "*",
        "status": "confirmed",
        "recurringEventId": event.google_event_id,
        "originalStartTime": {"dateTime": other[0]},
        "start": {"dateTime": other[0]},
        "end": {"dateTime": other[1]},
    }
    return {"kind": "calendar#events", "items": [instance]}


def test_an_ordinary_series_needs_no_such_look(google: GoogleEmulatorHandle) -> None:
    series = a_series(google, date(2027, 3, 7), time(16, 30))
    assert write(series.plan()) is None
    asked = [entry["method"] for entry in google.journal() if "/calendar/" in entry["path"]]
    assert (asked, datetime(2027, 3, 7, tzinfo=UTC) > NOW) == (["POST"], True)
