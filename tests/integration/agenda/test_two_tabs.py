"""Hours, limits and dates that two tabs change: neither writes over what the other did unseen."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.factories.hub import a_mentor
from tests.integration.agenda.conftest import Sign
from tests.integration.agenda.test_own_hours import HOURS, LIMITS, SCHEDULES, named, opens

pytestmark = pytest.mark.usefixtures("monday")
OVERRIDES = "/api/agenda/overrides/"
DAY = "2026-12-01"
MORNING, EVENING = (
    {"starts_minute": 9 * 60, "ends_minute": 12 * 60},
    {"starts_minute": 18 * 60, "ends_minute": 21 * 60},
)


@pytest.fixture
def mentor(signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_mentor().person)


def put(client: APIClient, path: str, if_match: str, **body: Any) -> Any:
    return client.put(path, body, format="json", HTTP_IF_MATCH=if_match)


def changed(answer: Any) -> dict[str, tuple[object, object]]:
    assert (answer.status_code, answer.json()["code"]) == (412, "changed_meanwhile")
    return {row["field"]: (row["before"], row["after"]) for row in answer.json()["changed"]}


def shown(*ranges: list[int], used_for: tuple[str, ...] = (), is_default: bool = False) -> dict[str, Any]:
    return {"ranges": list(ranges), "used_for": list(used_for), "is_default": is_default}


def test_hours_and_limits_are_one_document_with_one_etag(mentor: APIClient) -> None:
    assert [mentor.get(path)["ETag"] for path in (HOURS, SCHEDULES)] == ['"1"', '"1"']
    saved = put(mentor, HOURS, '"1"', limits={**LIMITS, "notice_hours": 48})
    assert (saved.status_code, saved["ETag"], saved.json()["revision"]) == (200, '"2"', 2)
    assert [mentor.get(path)["ETag"] for path in (HOURS, SCHEDULES)] == ['"2"', '"2"']
    same = put(mentor, HOURS, '"2"', limits={**LIMITS, "notice_hours": 48})
    assert same["ETag"] == '"2"'  # nothing became another


def test_a_second_tab_removes_no_schedule_that_it_did_not_know_of(mentor: APIClient) -> None:
    usual = named("default", opens(0, 9, 12), is_default=True)
    evening = named("evening", opens(1, 18, 21), used_for=["pitching"])
    assert put(mentor, SCHEDULES, '"1"', schedules=[usual, evening]).status_code == 200
    week = [[day, 960, 1200] for day in range(5)]
    assert changed(put(mentor, SCHEDULES, '"1"', schedules=[usual])) == {
        "schedules.default": (shown(*week, is_default=True), shown([0, 540, 720], is_default=True)),
        "schedules.evening": (None, shown([1, 1080, 1260], used_for=("pitching",))),
    }
    assert [row["name"] for row in mentor.get(SCHEDULES).json()["schedules"]] == ["default", "evening"]
    assert put(mentor, SCHEDULES, '"2"', schedules=[usual]).json()["schedules"] == [usual]


def test_limits_saved_from_a_second_tab_name_what_the_first_one_changed(mentor: APIClient) -> None:
    put(
        mentor,
        HOURS,
        '"1"',
        limits={**LIMITS, "max_per_week": 4, "window_from_on": DAY, "window_until_on": DAY},
    )
    refused = changed(put(mentor, HOURS, '"1"', limits={**LIMITS, "notice_hours": 2}))
    assert {
        name: pair
        for name, pair in refused.items()
        if name in ("limits.max_per_week", "limits.window_from_on")
    } == {
        "limits.max_per_week": (None, 4),
        "limits.window_from_on": (None, DAY),
    }
    assert mentor.get(HOURS).json()["limits"]["max_per_week"] == 4


def test_what_changed_twice_is_told_from_the_first_to_the_last(mentor: APIClient) -> None:
    for hours in (48, 72, 24):
        assert (
            mentor.put(HOURS, {"limits": {**LIMITS, "notice_hours": hours}}, format="json").status_code == 200
        )
    assert changed(put(mentor, HOURS, '"2"', limits=LIMITS)) == {"limits.notice_hours": (48, 24)}


@pytest.mark.parametrize(("if_match", "status"), [("*", 200), ('"7", "1"', 200), ('W/"1"', 412), ("1", 400)])
def test_if_match_is_compared_strongly(mentor: APIClient, if_match: str, status: int) -> None:
    assert put(mentor, HOURS, if_match, limits=LIMITS).status_code == status


def test_a_date_is_changed_as_it_was_seen(mentor: APIClient) -> None:
    first = put(mentor, OVERRIDES, '"0"', on=DAY, ranges=[MORNING])
    assert (first.status_code, first["ETag"], first.json()["revision"]) == (200, '"1"', 1)
    assert changed(put(mentor, OVERRIDES, '"0"', on=DAY, ranges=[EVENING])) == {
        "ranges": (None, [[540, 720]])
    }
    assert put(mentor, OVERRIDES, '"1"', on=DAY, ranges=[EVENING])["ETag"] == '"2"'
    assert changed(mentor.delete(f"{OVERRIDES}{DAY}/", HTTP_IF_MATCH='"1"')) == {
        "ranges": ([[540, 720]], [[1080, 1260]])
    }
    assert mentor.delete(f"{OVERRIDES}{DAY}/", HTTP_IF_MATCH='"2"').status_code == 204
    assert changed(put(mentor, OVERRIDES, '"2"', on=DAY, ranges=[])) == {"ranges": ([[1080, 1260]], None)}


def test_a_date_that_is_set_anew_has_no_revision_a_second_time(mentor: APIClient) -> None:
    put(mentor, OVERRIDES, '"0"', on=DAY, ranges=[MORNING])
    mentor.delete(f"{OVERRIDES}{DAY}/")
    again = put(mentor, OVERRIDES, '"0"', on=DAY, ranges=[EVENING])
    assert again["ETag"] == '"3"'
    assert put(mentor, OVERRIDES, '"1"', on=DAY, ranges=[]).status_code == 412


def test_dates_do_not_stand_in_each_others_way(mentor: APIClient) -> None:
    assert put(mentor, OVERRIDES, '"0"', on=DAY, ranges=[MORNING]).status_code == 200
    assert put(mentor, OVERRIDES, '"0"', on="2026-12-02", ranges=[EVENING]).status_code == 200
    assert put(mentor, HOURS, '"1"', limits=LIMITS).status_code == 200
