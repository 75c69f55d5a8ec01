from datetime import datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Role
from audit.models import AuditEntry
from tests.factories.hub import a_mentor, a_person
from tests.integration.agenda.conftest import Sign

pytestmark = pytest.mark.usefixtures("monday")
HOURS, SCHEDULES = "/api/agenda/weekly-hours/", "/api/agenda/schedules/"
LIMITS = {
    "buffer_before_minutes": 0,
    "buffer_after_minutes": 10,
    "notice_hours": 24,
    "max_per_day": None,
    "max_per_week": None,
}


def opens(weekday: int, start: int, end: int) -> dict[str, int]:
    return {"weekday": weekday, "starts_minute": start * 60, "ends_minute": end * 60}


@pytest.fixture
def mentor(signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_mentor().person)


def put(client: APIClient, *ranges: dict[str, int], **limits: Any) -> Any:
    return client.put(HOURS, {"ranges": list(ranges), "limits": {**LIMITS, **limits}}, format="json")


def test_hours_that_overlap_are_merged_and_the_answer_says_so(mentor: APIClient) -> None:
    answer = put(mentor, opens(0, 9, 12), opens(0, 11, 14)).json()
    assert (answer["ranges"], answer["merged"]) == ([opens(0, 9, 14)], True)
    answer = put(mentor, opens(0, 9, 12), opens(0, 13, 14)).json()
    assert (len(answer["ranges"]), answer["merged"]) == (2, False)
    assert mentor.get(HOURS).json()["merged"] is False


def test_hours_over_midnight_are_answered_with_a_proposal_to_split_them(mentor: APIClient) -> None:
    answer = put(mentor, opens(0, 9, 12), opens(6, 22, 2))
    assert answer.status_code == 400
    problem = answer.json()
    split = [opens(0, 9, 12), opens(6, 22, 24), opens(0, 0, 2)]
    assert (problem["code"], problem["split"]) == ("over_midnight", split)
    assert put(mentor, *split).json()["ranges"] == [opens(0, 0, 2), opens(0, 9, 12), opens(6, 22, 24)]


def test_hours_until_midnight_written_as_zero_end_with_the_day(mentor: APIClient) -> None:
    assert put(mentor, opens(2, 22, 0)).json()["split"] == [opens(2, 22, 24)]


def test_hours_of_no_length_are_refused(mentor: APIClient) -> None:
    problem = put(mentor, opens(2, 22, 22)).json()
    assert problem["errors"][0]["code"] == "empty_range"


def test_limits_that_are_left_out_stay(mentor: APIClient) -> None:
    told = {"max_per_month": 8, "session_minutes_offered": [30, 60], "alignment": "range", "window_days": 30}
    assert put(mentor, **told).json()["limits"] == {
        **LIMITS,
        **told,
        "step_minutes": None,
        "window_from_on": None,
        "window_until_on": None,
    }
    assert put(mentor).json()["limits"]["max_per_month"] == 8


def test_a_booking_window_ends_after_it_begins(mentor: APIClient) -> None:
    backward = put(mentor, window_from_on="2026-12-02", window_until_on="2026-12-01")
    alone = put(mentor, window_from_on="2026-12-02")
    assert [answer.json()["errors"][0]["code"] for answer in (backward, alone)] == ["bad_window"] * 2


def named(name: str, *ranges: dict[str, int], **more: Any) -> dict[str, Any]:
    return {"name": name, "is_default": False, "used_for": [], "ranges": list(ranges), **more}


def save(client: APIClient, *schedules: dict[str, Any]) -> Any:
    return client.put(SCHEDULES, {"schedules": list(schedules)}, format="json")


def test_schedules_are_replaced_as_a_whole(mentor: APIClient) -> None:
    usual, evening = named("usual", opens(0, 9, 12), is_default=True), named("evening", opens(1, 18, 21))
    evening["used_for"] = ["pitching"]
    assert save(mentor, usual, evening).json() == {
        "revision": 2,
        "time_zone": "America/Los_Angeles",
        "schedules": [usual, evening],
        "merged": False,
        "joined": [],
    }
    assert mentor.get(HOURS).json()["ranges"] == [opens(0, 9, 12)]
    swapped = [{**usual, "is_default": False}, {**evening, "is_default": True, "used_for": []}]
    assert save(mentor, *swapped).json()["schedules"] == swapped[::-1]
    assert save(mentor, swapped[1]).json()["schedules"] == [swapped[1]]


@pytest.mark.parametrize(
    ("schedules", "code"),
    [
        ([named("a")], "one_default"),
        ([named("a", is_default=True), named("b", is_default=True)], "one_default"),
        ([named("a", is_default=True, used_for=["x"])], "one_default"),
        ([named("a", is_default=True), named("a")], "same_name"),
        ([named("a", is_default=True), named("b", used_for=["x"]), named("c", used_for=["x"])], "used_twice"),
    ],
)
def test_schedules_that_contradict_each_other_are_refused(
    mentor: APIClient, schedules: list[dict[str, Any]], code: str
) -> None:
    problem = save(mentor, *schedules).json()
    assert [error["code"] for error in problem["errors"]] == [code]


def test_a_schedule_merges_and_splits_like_weekly_hours(mentor: APIClient) -> None:
    merged = save(mentor, named("a", opens(0, 9, 11), opens(0, 10, 12), is_default=True)).json()
    assert (merged["schedules"][0]["ranges"], merged["merged"]) == ([opens(0, 9, 12)], True)
    assert merged["joined"] == [{"schedule": "a", **opens(0, 9, 12)}]
    problem = save(mentor, named("a", opens(0, 23, 1), is_default=True)).json()
    assert problem["split"] == [opens(0, 23, 24), opens(1, 0, 1)]


def test_every_save_leaves_a_row_that_says_what_changed(mentor: APIClient) -> None:
    put(mentor, opens(0, 9, 12))
    row = AuditEntry.objects.get(action="hours.set")
    assert row.details["after"] == [[0, 540, 720]]
    assert len(row.details["before"]) == 5


def test_founders_have_no_hours(signed_in_as: Sign, monday: datetime) -> None:
    founder = signed_in_as(a_person(Role.STARTUP_MEMBER))
    assert [founder.get(path).status_code for path in (HOURS, SCHEDULES)] == [403, 403]
