"""The programme's policy holds for the dates of a series as for single sessions: cut-offs, moves, quotas, overrides."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Role
from audit.models import AuditEntry
from clock.models import ClockShift
from directory.models import Expert
from mentoring.models import Programme, Session
from tests.factories.hub import a_person, a_programme
from tests.integration.series.conftest import booked, post, sign_in, starts

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
FIRST = datetime(2026, 10, 20, 23, 30, tzinfo=UTC)
ALL = ["10-20 23:30", "11-04 00:30", "11-18 00:30", "12-02 00:30"]
ONE = {"which": "this", "on": "2026-10-20", "starts_at": "2026-10-23T23:30:00Z", "reason": "Flight"}
REST = {
    "which": "following",
    "on": "2026-10-20",
    "starts_on": "2026-10-22",
    "starts_time": "17:00",
    "reason": "Job",
}
WAYS = pytest.mark.parametrize("way", [ONE, REST], ids=["this", "following"])


@pytest.fixture
def coordinator() -> APIClient:
    return sign_in(a_person(Role.COORDINATOR))


def under(client: APIClient, asked: Body, **policy: object) -> Body:
    """The series, agreed, in a programme of that policy."""
    return booked(client, {**asked, "programme": a_programme(approval="automatic", **policy).slug})


def move(client: APIClient, series: Body, way: Body, **more: object) -> Any:
    return post(client, f"{series['id']}/move/", {**way, "version": series["version"], **more})


def look(client: APIClient, series: Body, way: Body, **more: object) -> Any:
    return post(client, f"{series['id']}/move/preview/", {**way, **more})


@WAYS
def test_inside_the_cut_off_a_date_does_not_move_and_the_answer_says_until_when_it_did(
    client: APIClient, asked: Body, way: Body
) -> None:
    series = under(client, asked, reschedule_cutoff_hours=24)
    ClockShift.show(FIRST - timedelta(hours=24))
    for refused in (move(client, series, way), look(client, series, way)):
        assert (refused.status_code, refused.json()["code"]) == (409, "too_late_to_move")
        assert (refused.json()["move_until"], refused.json()["cutoff_hours"]) == ("2026-10-19T23:30:00Z", 24)
    ClockShift.show(FIRST - timedelta(hours=24, minutes=5))
    assert look(client, series, way).status_code == 200


@WAYS
def test_a_date_moves_as_often_as_the_programme_lets_it(client: APIClient, asked: Body, way: Body) -> None:
    series = under(client, asked, max_moves=0)
    for refused in (move(client, series, way), look(client, series, way)):
        assert (refused.status_code, refused.json()["code"]) == (409, "moved_too_often")
        assert (refused.json()["max_moves"], refused.json()["moves"]) == (0, 0)


@WAYS
def test_a_coordinator_sets_the_policy_aside_for_each_date(
    client: APIClient, coordinator: APIClient, asked: Body, way: Body
) -> None:
    series = under(client, asked, max_moves=0)
    assert "override_policy" in coordinator.get(f"/api/series/{series['id']}/").json()["may"]
    assert move(coordinator, series, way).json()["code"] == "moved_too_often"
    assert look(coordinator, series, way, override=True).status_code == 200
    moved = move(coordinator, series, way, override=True)
    expected = (
        ["10-23 23:30", *ALL[1:]]
        if way is ONE
        else ["10-23 00:00", "11-06 01:00", "11-20 01:00", "12-04 01:00"]
    )
    assert (moved.status_code, starts(moved.json())) == (200, expected)
    overridden = AuditEntry.objects.filter(action="session.moved").values_list(
        "details__overridden", flat=True
    )
    assert list(overridden) == [True] * (1 if way is ONE else 4)
    assert set(Session.objects.values_list("moves", flat=True)) == {0}


@WAYS
def test_only_those_whom_the_programme_names_set_it_aside(
    client: APIClient, asked: Body, mentor: Expert, way: Body
) -> None:
    expert = sign_in(mentor.person)
    series = under(client, asked, max_moves=0)
    assert "override_policy" not in expert.get(f"/api/series/{series['id']}/").json()["may"]
    for refused in (move(expert, series, way, override=True), look(expert, series, way, override=True)):
        assert (refused.status_code, refused.json()["code"]) == (403, "override_not_yours")
    Programme.objects.update(overrides_by="experts")
    assert "override_policy" in expert.get(f"/api/series/{series['id']}/").json()["may"]
    assert move(client, series, way, override=True).json()["code"] == "override_not_yours"
    assert move(expert, series, way, override=True).status_code == 200


def end(client: APIClient, series: Body, **more: object) -> Any:
    return post(client, f"{series['id']}/end/", {"reason": "Enough", "version": series["version"], **more})


def late(series: Body) -> list[bool]:
    dates = Session.objects.filter(series=series["id"])
    return list(dates.order_by("occurrence_on").values_list("cancelled_late", flat=True))


def test_ending_a_series_inside_the_cut_off_uses_the_session_up(client: APIClient, asked: Body) -> None:
    asked["rule"] = {"frequency": "weekly", "every": 1, "count": 2}
    series = under(client, asked, cancel_cutoff_hours=24, quota_per_month=2)
    ClockShift.show(FIRST - timedelta(hours=24))
    assert end(client, series).status_code == 200
    assert late(series) == [True, False]  # the second was a week away
    wish = {
        "programme": Session.objects.values_list("programme__slug", flat=True)[0],
        "expert": asked["expert"],
        "goal": "Once more",
    }
    first = client.post("/api/sessions/", {**wish, "starts_at": "2026-10-27T23:30:00Z"}, format="json")
    second = client.post("/api/sessions/", {**wish, "starts_at": "2026-10-28T23:30:00Z"}, format="json")
    assert (first.status_code, second.status_code) == (201, 409)
    assert (second.json()["code"], second.json()["used"]) == ("quota_used_up", 2)


def test_ended_before_the_cut_off_or_by_the_expert_nothing_is_used_up(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    early = under(client, asked, cancel_cutoff_hours=24)
    ClockShift.show(FIRST - timedelta(hours=25))
    end(client, early)
    series = under(client, asked, cancel_cutoff_hours=24, notice_hours=0)
    ClockShift.show(FIRST - timedelta(hours=1))
    end(sign_in(mentor.person), series)
    assert (late(early), late(series)) == ([False] * 4, [False] * 4)
