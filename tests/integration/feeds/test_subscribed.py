"""A person's feed in programs that they use: vdirsyncer fetches it from the running server, khal shows it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from pytest_django.live_server_helper import LiveServer
from rest_framework.test import APIClient

from accounts.models import Person
from calendars.models import CalendarEvent
from directory.models import Expert
from mentoring.models import Programme
from tests import loopback
from tests.calendar_programs import seen_by_all
from tests.calendar_subscription import Subscription
from tests.factories.hub import a_mentor
from tests.integration.feeds.conftest import ADDRESS, SINCE, UNTIL, a_session, path_of
from tests.integration.series.conftest import booked, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
Body = dict[str, Any]
ZONES = ["Asia/Seoul", "America/Los_Angeles", "America/New_York"]
# Daylight saving ends on 1 November 2026 in America and begins on 14 March 2027.
NOVEMBER = (datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC))
MARCH = (datetime(2027, 3, 7, tzinfo=UTC), datetime(2027, 3, 22, tzinfo=UTC))


@pytest.fixture
def weekly(client: APIClient, asked: Body) -> list[Body]:
    """Half a year of regular sessions on three clocks: California's, New York's and Seoul's."""
    weekly = {**asked, "rule": {"frequency": "weekly", "every": 1, "count": 26}}
    in_new_york = a_mentor(time_zone="America/New_York").pk
    on_the_founders = {"anchor": "founder", "starts_on": "2026-10-23", "starts_time": "09:00"}
    return [
        booked(client, weekly),
        booked(client, {**weekly, "expert": in_new_york, "starts_on": "2026-10-21", "starts_time": "19:00"}),
        booked(client, {**weekly, "expert": a_mentor().pk, **on_the_founders}),
    ]


def instants(series: list[Body], since: datetime, until: datetime) -> list[datetime]:
    starts = [datetime.fromisoformat(row["starts_at"]) for one in series for row in one["occurrences"]]
    return sorted(at for at in starts if since <= at < until)


def test_programs_show_the_same_instants_on_every_clock_in_the_weeks_of_march_and_november(
    live_server: LiveServer, tmp_path: Path, founder: Person, weekly: list[Body]
) -> None:
    url = f"{live_server.url}{path_of(founder)}"
    subscription = Subscription(url, tmp_path)
    assert subscription.fetch()[0] == 0
    file = loopback.get(url).content
    for since, until in (NOVEMBER, MARCH):
        agreed = instants(weekly, since, until)
        assert len(agreed) == 6
        rows = seen_by_all(file, since, until)
        assert sorted(start for _, start, _, _ in rows) == agreed
        for zone in ZONES:
            assert subscription.listed(zone, since, until) == rows


def test_every_uid_of_the_feed_is_in_the_programs_store_and_the_calendar_has_none(
    live_server: LiveServer, tmp_path: Path, founder: Person, weekly: list[Body]
) -> None:
    url = f"{live_server.url}{path_of(founder)}"
    subscription = Subscription(url, tmp_path)
    assert subscription.fetch()[0] == 0
    calendar: Any = Calendar.from_ical(loopback.get(url).content)
    assert "UID" not in calendar
    in_feed = {str(event["UID"]) for event in calendar.events}
    assert in_feed == {event.uid for event in CalendarEvent.objects.all()}
    assert sorted(subscription.uids().values()) == sorted(in_feed)


def test_a_moved_session_is_shown_once_where_it_is_now_after_the_next_fetch(
    live_server: LiveServer,
    tmp_path: Path,
    founder: Person,
    mentor: Expert,
    programme: Programme,
    starts_at: datetime,
) -> None:
    session = a_session(founder, mentor, programme, starts_at)
    subscription = Subscription(f"{live_server.url}{path_of(mentor.person)}", tmp_path)
    assert subscription.fetch()[0] == 0
    (before,) = subscription.listed("America/Los_Angeles", SINCE, UNTIL)
    client, moved_to = sign_in(founder), starts_at + timedelta(days=1)
    moved = {"starts_at": moved_to.isoformat(), "reason": "Flight", "version": 1}
    done = client.post(f"/api/sessions/{session}/reschedule/", moved, format="json")
    assert done.status_code == 200, done.json()
    assert subscription.fetch()[0] == 0
    (after,) = subscription.listed("America/Los_Angeles", SINCE, UNTIL)
    assert (before[:2], after[:2]) == ((before[0], starts_at), (before[0], moved_to))


def test_an_unchanged_feed_is_304_and_a_revoked_one_is_404_at_once_for_a_program(
    live_server: LiveServer, tmp_path: Path, founder: Person, weekly: list[Body]
) -> None:
    url = f"{live_server.url}{path_of(founder)}"
    subscription = Subscription(url, tmp_path)
    assert subscription.fetch()[0] == 0
    etag = loopback.get(url).headers["ETag"]
    assert loopback.get(url, headers={"If-None-Match": etag}).status_code == 304
    assert sign_in(founder).delete(ADDRESS).status_code == 204
    assert loopback.get(url, headers={"If-None-Match": etag}).status_code == 404
    code, said = subscription.fetch()
    assert code != 0
    assert "Not Found" in said
