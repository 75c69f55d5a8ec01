from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.freshness import (
    AHEAD,
    FOUND_WITHIN,
    RELISTED,
    Knowledge,
    Standing,
    due_after_failure,
    due_after_success,
    is_reached_by_busy,
    is_reached_by_events,
    is_to_be_relisted,
    knowledge,
    window_at,
)

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
SWEPT_EVERY = timedelta(minutes=1)
BEFORE = NOW - timedelta(minutes=4)
PREFIX = "https://www.googleapis.com/auth/"

known = Standing("known", NOW, "", 0)
older = Standing("known", BEFORE, "", 0)
stale = Standing("stale", BEFORE, "backendError", 5)
refused = Standing("unknown", None, "notFound", 0)
parked = Standing("unknown", NOW, "invalid_grant", 0)
fresh = Standing("unknown", None, "", 0)
stumbling = Standing("unknown", None, "backendError", 3)
gone = Standing("gone", NOW, "notFound", 0)


@pytest.mark.parametrize(
    ("calendars", "expected"),
    [
        ([], None),
        ([known], Knowledge("known", NOW)),
        ([known, older], Knowledge("known", BEFORE)),
        ([known, stale], Knowledge("stale", BEFORE)),
        ([known, refused], Knowledge("unknown", NOW)),
        ([stale, refused], Knowledge("unknown", BEFORE)),
        ([parked], Knowledge("unknown", NOW)),
        ([refused], Knowledge("unknown", None)),
        # Who has just connected is offered as before.
        ([fresh], None),
        ([stumbling], None),
        ([known, fresh], Knowledge("known", NOW)),
        ([known, stumbling], Knowledge("known", NOW)),
        # A calendar that is gone takes no time, unless it is all there was.
        ([known, gone], Knowledge("known", NOW)),
        ([gone], Knowledge("unknown", None)),
        ([gone, fresh], Knowledge("unknown", None)),
    ],
)
def test_the_worst_of_those_that_google_answered_for_counts(
    calendars: list[Standing], expected: Knowledge | None
) -> None:
    assert knowledge(calendars) == expected


@given(st.floats(0, 1, exclude_max=True))
def test_a_calendar_is_asked_for_again_within_the_bound(chance: float) -> None:
    assert NOW < due_after_success(NOW, chance) <= NOW + FOUND_WITHIN - SWEPT_EVERY


@given(st.integers(1, 500), st.floats(0, 1, exclude_max=True))
def test_failures_are_tried_again_ever_later_but_never_too_late(failures: int, chance: float) -> None:
    due = due_after_failure(NOW, failures, None, chance)
    assert NOW < due <= NOW + timedelta(minutes=10)
    asked = due_after_failure(NOW, failures, timedelta(hours=1), chance)
    assert asked == NOW + timedelta(hours=1)


def test_the_window_is_moved_on_each_week_and_after_a_clock_was_set_back() -> None:
    until = window_at(NOW)[1]
    assert until == NOW + AHEAD
    assert not is_to_be_relisted(until, NOW)
    assert not is_to_be_relisted(until, NOW + RELISTED - timedelta(seconds=1))
    assert is_to_be_relisted(until, NOW + RELISTED)
    assert is_to_be_relisted(until, NOW - timedelta(minutes=1))
    assert is_to_be_relisted(None, NOW)


@pytest.mark.parametrize(
    ("scopes", "role", "events", "busy"),
    [
        (["calendar.events.owned", "calendar.freebusy"], "owner", True, True),
        (["calendar.events.owned", "calendar.freebusy"], "reader", False, True),
        (["calendar.events.owned", "calendar.freebusy"], "writer", False, True),
        (["calendar.app.created"], "owner", False, False),
        (["calendar.freebusy", "calendar.calendarlist.readonly"], "owner", False, True),
        (["calendar.events.readonly"], "reader", True, False),
        (["calendar.readonly"], "freeBusyReader", False, True),
        (["calendar"], "writer", True, True),
        (["userinfo.email"], "owner", False, False),
    ],
)
def test_how_far_the_consent_reaches(scopes: list[str], role: str, events: bool, busy: bool) -> None:
    granted = ["openid", *(PREFIX + scope for scope in scopes)]
    assert is_reached_by_events(granted, role) is events
    assert is_reached_by_busy(granted) is busy


def test_leave_for_calendars_of_our_own_reaches_no_other() -> None:
    granted = [PREFIX + "calendar.app.created", PREFIX + "calendar.freebusy"]
    assert is_reached_by_events(granted, "owner", is_own=True)
    assert not is_reached_by_events(granted, "owner")
