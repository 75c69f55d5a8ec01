"""A change that Google took without our hearing of it, and that was then taken back."""

from datetime import timedelta

import pytest

from calendars import operations
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    DESCRIPTION,
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    SUMMARY,
    a_connected_pair,
    an_appointment,
    at_google,
    move,
    plan,
    until_settled,
    write,
)
from tests.integration.calendars.regular import ALL, ASeries, shown

pytestmark = pytest.mark.django_db(transaction=True)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
UNHEARD = {"name": "backendError", "commit": True}


def test_times_and_words_that_were_taken_back_unheard_are_taken_back_in_google(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    write(plan(appointment, pair))
    move(appointment, DAY)
    event = plan(appointment, pair, description=f"{DESCRIPTION}, a day later")
    google.fault(method="PATCH", **UNHEARD, times=3)
    assert write(event) is not None
    assert [one["start"]["dateTime"] for one in at_google(google, FOUNDER_AT_GOOGLE)] == [
        "2026-12-02T00:00:00+00:00"
    ]
    google.clear_faults()
    move(appointment, -DAY)
    event = plan(appointment, pair)

    until_settled(event)

    for email in (FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE):
        (shown,) = at_google(google, email)
        assert (shown["start"]["dateTime"], shown["description"]) == (
            "2026-12-01T00:00:00+00:00",
            DESCRIPTION,
        )
    assert event.state == "written"


def test_a_date_that_was_moved_back_unheard_is_moved_back_in_google(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    series = ASeries(pair)
    write(series.plan())
    series.move(series.dates[1], HOUR)
    event = series.plan()
    google.fault(method="PATCH", **UNHEARD, times=3)
    assert write(event) is not None
    assert shown(pair) == [ALL[0], "03-03 01:00", *ALL[2:]]
    google.clear_faults()
    series.move(series.dates[1], -HOUR)
    event = series.plan()

    until_settled(event)

    assert shown(pair) == ALL
    assert event.state == "written"


def test_a_guest_who_came_and_went_unheard_is_not_invited_in_google(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    appointment = an_appointment(pair)
    event = operations.plan_event(
        appointment=appointment, people=(pair.founder,), summary=SUMMARY, description=DESCRIPTION, now=NOW
    )
    write(event)
    event = plan(appointment, pair)
    google.fault(method="PATCH", **UNHEARD, times=3)
    assert write(event) is not None
    assert len(at_google(google, MENTOR_AT_GOOGLE)) == 1
    google.clear_faults()
    event = operations.plan_event(
        appointment=appointment, people=(pair.founder,), summary=SUMMARY, description=DESCRIPTION, now=NOW
    )

    until_settled(event)

    assert at_google(google, MENTOR_AT_GOOGLE) == []
    assert event.state == "written"
