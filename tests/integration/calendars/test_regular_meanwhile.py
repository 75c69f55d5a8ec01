"""What becomes of a recurring event when somebody leaves, moves a date by hand, or Google refuses."""

from datetime import date, timedelta

import pytest

from audit.models import AuditEntry
from calendars import operations
from calendars.models import CalendarEvent
from calendars.queries import attention_for, state_in_series
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import (
    FOUNDER_AT_GOOGLE,
    MENTOR_AT_GOOGLE,
    NOW,
    a_connected_pair,
    at_google,
    connect,
    plan,
    write,
)
from tests.integration.calendars.regular import ALL, ASeries, shown

MOVED = [*ALL[:3], "03-17 00:00"]

pytestmark = pytest.mark.django_db(transaction=True)


def last_date_moved(series: ASeries) -> CalendarEvent:
    """Google has the series, and is to show its last date an hour later."""
    write(series.plan())
    series.move(series.dates[3], timedelta(hours=1))
    return series.plan()


def test_when_the_organiser_leaves_the_other_calendar_gets_the_series_as_it_stands(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    series = ASeries(pair)
    write(series.plan())
    operations.disconnect(person=pair.founder, now=NOW)
    series.move(series.dates[0], timedelta(hours=1))
    del series.standing[series.dates[3]]
    event = series.plan()
    write(event)
    own = [
        row for row in at_google(google, MENTOR_AT_GOOGLE) if row["organizer"]["email"] == MENTOR_AT_GOOGLE
    ]
    assert event.google_event_id == f"{series.pk.hex}g1"
    assert [row.get("recurrence", [""])[-1] for row in own] == [
        "EXDATE;TZID=America/Los_Angeles:20270316T160000",
        "",
    ]


def test_a_refusal_shows_on_each_date_and_a_coordinator_can_retry(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_connected_pair(google))
    event = last_date_moved(series)
    google.fault(name="forbidden", method="PATCH")
    write(event)
    ids = [one.pk for one in series.standing.values()]
    assert attention_for(ids) == dict.fromkeys(ids, "failed")
    assert (state_in_series(ids[0]).state, state_in_series(ids[0]).detail) == ("failed", "forbidden")
    one = series.standing[series.dates[2]]
    assert operations.retry_event(appointment=one, by=series.pair.founder, now=NOW)
    event.refresh_from_db()
    write(event)
    assert (event.state, shown(series.pair), attention_for(ids)) == ("written", MOVED, {})
    lines = AuditEntry.objects.filter(subject_kind="series", subject_id=str(series.pk))
    assert list(lines.values_list("action", flat=True))[2:] == [
        "calendar.planned",
        "calendar.failed",
        "calendar.retried",
        "calendar.written",
    ]


def test_consent_that_ran_out_parks_the_series_and_new_consent_writes_it(
    google: GoogleEmulatorHandle,
) -> None:
    pair = a_connected_pair(google)
    series = ASeries(pair)
    event = last_date_moved(series)
    google.order("revoke", {"email": FOUNDER_AT_GOOGLE})
    write(event)
    assert (event.state, event.last_error) == ("waiting", "needs_reauth")
    connect(google, pair.founder, FOUNDER_AT_GOOGLE, now=NOW + timedelta(hours=1))
    write(event)
    assert (event.state, shown(pair)) == ("written", MOVED)


def test_dates_that_had_events_of_their_own_are_shown_once(google: GoogleEmulatorHandle) -> None:
    pair = a_connected_pair(google)
    series = ASeries(pair)
    single = plan(series.standing[series.dates[0]], pair)
    write(single)
    event = series.plan()
    for each in (single, event):
        each.refresh_from_db()
        write(each)
    assert (shown(pair), single.state) == (ALL, "removed")


def test_a_human_who_moved_one_date_keeps_it_while_others_change(google: GoogleEmulatorHandle) -> None:
    series = ASeries(a_connected_pair(google))
    write(series.plan())
    first = f"{series.pk.hex}_20270224T000000Z"
    google.act(FOUNDER_AT_GOOGLE, first, "move", starts_at="2027-02-24T02:00:00+00:00")
    series.until(date(2027, 3, 23))
    series.move(series.dates[1], timedelta(hours=1))
    write(series.plan())
    assert shown(series.pair) == ["02-24 02:00", "03-03 01:00", *ALL[2:], "03-23 23:00"]
