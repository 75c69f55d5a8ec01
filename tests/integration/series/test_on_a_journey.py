"""Somebody who travels while a series runs: its dates there are told on the clock there."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from agenda.models import Travel
from calendars.models import CalendarEvent
from clock.models import ClockShift
from directory.models import Expert
from mentoring.following import follow_clock
from mentoring.models import Session
from mentoring.series.links import series_answer_token
from tests.factories.hub import a_programme
from tests.integration.series.conftest import booked, post

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
# 3 November at 16:30 in California is 19:30 in New York; on 4 November 00:30 UTC it is 09:30 in Seoul.
AT_HOME = ["2026-10-20T16:30", "2026-11-03T16:30", "2026-11-17T16:30", "2026-12-01T16:30"]
THERE = [AT_HOME[0], "2026-11-03T19:30", *AT_HOME[2:]]
ZONES = ["America/Los_Angeles", "America/New_York", *["America/Los_Angeles"] * 2]


def hers(rows: Any) -> list[str]:
    return [row["expert_local"] for row in rows]


def test_the_dates_of_a_running_series_are_told_on_the_clock_of_the_journey(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    series = booked(client, asked)
    assert hers(series["occurrences"]) == AT_HOME
    path = f"/api/series/{series['id']}/"
    with CaptureQueriesContext(connection) as before:
        client.get(path)
    journeys = [("2026-11-01", "2026-11-08", "America/New_York"), ("2027-01-01", "2027-01-08", "Asia/Tokyo")]
    for from_on, to_on, zone in journeys:
        Travel.objects.create(person=mentor.person, from_on=from_on, to_on=to_on, time_zone=zone)
    with CaptureQueriesContext(connection) as after:
        seen = client.get(path).json()
    assert hers(seen["occurrences"]) == THERE
    assert [row["expert_time_zone"] for row in seen["occurrences"]] == ZONES
    assert {row["founder_time_zone"] for row in seen["occurrences"]} == {"Asia/Seoul"}
    assert ["expert" in row["shifts_for"] for row in seen["occurrences"]] == [False, True, True, False]
    assert len(after) == len(before)


def test_a_preview_and_an_answer_link_tell_the_same_hours(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    waiting = booked(client, {**asked, "programme": a_programme(approval="expert").slug})
    Travel.objects.create(
        person=mentor.person,
        from_on=date(2026, 11, 1),
        to_on=date(2026, 11, 8),
        time_zone="America/New_York",
    )
    dates = post(client, "preview/", asked).json()["dates"]
    assert (hers(dates), [row["expert_time_zone"] for row in dates]) == (THERE, ZONES)
    session = Session.objects.select_related("series__expert__person", "appointment").filter(
        series=waiting["id"]
    )[0]
    assert session.series is not None
    assert session.appointment.hold_expires_at is not None
    token = series_answer_token(session.series, session.requested_at, session.appointment.hold_expires_at)
    assert hers(APIClient().get(f"/api/series-answers/{token}/").json()["occurrences"]) == THERE


def test_a_row_of_the_list_names_the_clocks_of_its_next_date(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    booked(client, asked)
    Travel.objects.create(
        person=mentor.person, from_on=date(2026, 11, 1), to_on=date(2026, 11, 8), time_zone="America/New_York"
    )
    told = []
    for now in (datetime(2026, 10, 19, 1, tzinfo=UTC), datetime(2026, 10, 30, 1, tzinfo=UTC)):
        ClockShift.show(now)
        with CaptureQueriesContext(connection) as statements:
            [row] = client.get("/api/series/").json()["results"]
        told.append((row["next_expert_time_zone"], row["next_founder_time_zone"], len(statements)))
    statements_taken = told[0][2]
    assert told == [
        ("America/Los_Angeles", "Asia/Seoul", statements_taken),
        ("America/New_York", "Asia/Seoul", statements_taken),
    ]


def test_dates_that_are_over_are_not_told_anew(client: APIClient, asked: Body, mentor: Expert) -> None:
    booked(client, asked)
    event = CalendarEvent.objects.get()
    Travel.objects.create(
        person=mentor.person, from_on=date(2026, 11, 1), to_on=date(2026, 11, 8), time_zone="America/New_York"
    )
    follow_clock(person_id=mentor.person_id, now=datetime(2026, 12, 2, 1, tzinfo=UTC))
    assert CalendarEvent.objects.get().wanted_version == event.wanted_version
