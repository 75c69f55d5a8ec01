"""California gives up its summer time on 1 November 2026: the founder of a series on its clock hears of it a week before."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Travel
from clock.models import ClockShift
from mentoring.jobs import announce_shifts_ahead
from mentoring.models import Session, ShiftNotice
from mentoring.series.shifting import announce_shifts
from messaging.models import Message
from tests.integration.series.conftest import booked, post

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
# The date of 3 November begins at 00:30 on the fourth in UTC: 09:30 in Seoul, where it was 08:30 before.
A_WEEK_BEFORE = datetime(2026, 10, 28, 1, tzinfo=UTC)


@pytest.fixture
def founder(october: datetime) -> Person:
    from tests.factories.hub import a_founder

    return a_founder(language="en")


@pytest.fixture
def series(client: APIClient, asked: Body) -> Body:
    return booked(client, asked)


def run_at(now: datetime) -> list[tuple[int, str]]:
    ClockShift.show(now)
    announce_shifts_ahead()
    told = Message.objects.filter(kind="shift", channel="email").order_by("pk")
    return [(mail.person_id, mail.body) for mail in told]


def test_the_side_whose_hour_shifts_is_told_a_week_before_and_once(series: Body, founder: Person) -> None:
    assert run_at(datetime(2026, 10, 28, 0, 15, tzinfo=UTC)) == []
    ((person, body),) = run_at(A_WEEK_BEFORE)
    assert person == founder.pk
    assert "When: Wed 4 Nov 09:30 Seoul · Tue 3 Nov 16:30 California" in body
    assert "On your clock: 09:30 instead of 08:30" in body
    assert f"/series/{series['id']}" in body
    assert len(run_at(A_WEEK_BEFORE.replace(hour=3))) == 1
    assert len(run_at(datetime(2026, 11, 11, 1, tzinfo=UTC))) == 1  # the hour is the same since


def test_on_the_founders_clock_it_is_the_mentor_who_is_told(client: APIClient, asked: Body) -> None:
    on_ours = {**asked, "anchor": "founder", "starts_on": "2026-10-21", "starts_time": "09:30"}
    series = booked(client, on_ours)
    ((person, body),) = run_at(A_WEEK_BEFORE)
    assert person == Session.objects.filter(series=series["id"])[0].expert.person_id
    assert "On your clock: 16:30 instead of 17:30" in body


@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("skip", {}),
        ("move", {"which": "this", "starts_at": "2026-11-05T01:00:00Z"}),
    ],
)
def test_a_date_that_moved_or_was_called_off_is_not_announced(
    client: APIClient, series: Body, deed: str, body: Body
) -> None:
    changed = post(client, f"{series['id']}/{deed}/", {"on": "2026-11-03", "reason": "Fair", **body})
    assert changed.status_code == 200
    assert run_at(A_WEEK_BEFORE) == []


def test_after_a_date_left_out_the_next_one_is_announced(client: APIClient, series: Body) -> None:
    post(client, f"{series['id']}/skip/", {"on": "2026-11-03", "reason": "Fair"})
    ((_, body),) = run_at(datetime(2026, 11, 11, 1, tzinfo=UTC))
    assert "When: Wed 18 Nov 09:30 Seoul" in body


def test_nobody_is_told_at_night_and_everybody_when_it_is_over(series: Body, founder: Person) -> None:
    founder.quiet_from, founder.quiet_until = time(9), time(12)
    founder.save()
    assert run_at(A_WEEK_BEFORE) == []  # 10:00 in Seoul
    assert len(run_at(A_WEEK_BEFORE.replace(hour=3))) == 1


def test_what_was_asked_for_less_than_a_week_before_was_told_with_its_confirmation(
    client: APIClient, asked: Body
) -> None:
    ClockShift.show(datetime(2026, 10, 28, 2, tzinfo=UTC))
    soon = {
        **asked,
        "starts_on": "2026-10-30",
        "rule": {"frequency": "weekly", "weekdays": [0, 4], "count": 2},
    }
    booked(client, soon)  # Friday 30 October and Monday 2 November
    assert run_at(datetime(2026, 10, 28, 3, tzinfo=UTC)) == []


def test_a_message_that_waits_is_dropped_when_its_date_moves(client: APIClient, series: Body) -> None:
    run_at(A_WEEK_BEFORE)
    move = {"which": "this", "on": "2026-11-03", "starts_at": "2026-11-05T01:00:00Z", "reason": "Flight"}
    post(client, f"{series['id']}/move/", move)
    waiting = Message.objects.get(kind="shift", channel="email")
    assert waiting.version != Session.objects.get(occurrence_on="2026-11-03").appointment.version


def test_many_series_cost_no_more_statements(
    client: APIClient, series: Body, asked: Body, django_assert_num_queries: Any
) -> None:
    now = datetime(2026, 10, 15, tzinfo=UTC)  # dates are near, and there is nothing to tell yet
    with django_assert_num_queries(3):
        announce_shifts(now=now)
    booked(client, {**asked, "starts_time": "18:00"})
    with django_assert_num_queries(3):
        announce_shifts(now=now)


def test_who_travels_is_told_the_hour_there_and_the_one_after_the_return(
    series: Body, founder: Person
) -> None:
    Travel.objects.create(
        person=founder, from_on="2026-11-10", to_on="2026-11-25", time_zone="America/New_York"
    )
    run_at(A_WEEK_BEFORE)
    told = run_at(datetime(2026, 11, 11, 14, tzinfo=UTC))
    assert "On your clock: 19:30 New York instead of 09:30 Seoul" in told[-1][1]
    assert "When: Tue 17 Nov 19:30 New York · Tue 17 Nov 16:30 California" in told[-1][1]
    back = run_at(datetime(2026, 11, 25, 14, tzinfo=UTC))
    assert "On your clock: 09:30 Seoul instead of 19:30 New York" in back[-1][1]
    assert (len(told), len(back)) == (2, 3)


def test_who_is_away_while_the_clock_at_home_changes_is_told_nothing(client: APIClient, asked: Body) -> None:
    on_ours = {**asked, "anchor": "founder", "starts_on": "2026-10-21", "starts_time": "09:30"}
    mentor = Session.objects.filter(series=booked(client, on_ours)["id"])[0].expert.person
    # Arizona keeps its clock, so it shows 17:30 as California did before.
    Travel.objects.create(
        person=mentor, from_on="2026-11-01", to_on="2026-11-08", time_zone="America/Phoenix"
    )
    assert run_at(A_WEEK_BEFORE) == []


def test_the_database_keeps_one_notice_per_person(series: Body, founder: Person) -> None:
    run_at(A_WEEK_BEFORE)
    notice = ShiftNotice.objects.get()
    with pytest.raises(IntegrityError, match="shift_notice_once_per_person"), transaction.atomic():
        ShiftNotice.objects.create(session=notice.session, person=founder, at=A_WEEK_BEFORE)
