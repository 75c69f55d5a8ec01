from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

from accounts.models import Person, Role
from accounts.zone_names import former_names
from audit.models import AuditEntry
from tests.factories.hub import a_founder, a_mentor, a_person
from tests.integration.agenda.conftest import Sign

pytestmark = pytest.mark.usefixtures("monday")
OVERRIDES, TIME_OFF = "/api/agenda/overrides/", "/api/agenda/time-off/"
TRAVEL, HOLIDAYS = "/api/agenda/travel/", "/api/agenda/holidays/"


@pytest.fixture
def person() -> Person:
    return a_mentor(country="US").person


@pytest.fixture
def mentor(signed_in_as: Sign, person: Person) -> APIClient:
    return signed_in_as(person)


def hours(start: int, end: int) -> dict[str, int]:
    return {"starts_minute": start * 60, "ends_minute": end * 60}


def override(client: APIClient, on: str, *ranges: dict[str, int]) -> Any:
    return client.put(OVERRIDES, {"on": on, "ranges": list(ranges)}, format="json")


def test_an_override_sets_the_hours_of_one_date_until_it_is_dropped(mentor: APIClient) -> None:
    first = override(mentor, "2026-12-01", hours(9, 12)).json()
    told = {"on": "2026-12-01", "ranges": [hours(9, 12)], "merged": False, "joined": []}
    assert first == {**told, "revision": 1}
    again = override(mentor, "2026-12-01", hours(9, 12), hours(12, 13)).json()
    joined = [hours(9, 13)]
    assert again == {**told, "ranges": joined, "merged": True, "joined": joined, "revision": 2}
    day_off = override(mentor, "2026-11-30").json()
    assert mentor.get(OVERRIDES).json() == [day_off, {**again, "merged": False, "joined": []}]
    assert mentor.delete(f"{OVERRIDES}2026-12-01/").status_code == 204
    assert mentor.get(OVERRIDES).json() == [day_off]


def test_an_override_over_midnight_is_answered_with_both_dates(mentor: APIClient) -> None:
    problem = override(mentor, "2026-12-31", hours(20, 1)).json()
    assert (problem["code"], problem["split"]) == (
        "over_midnight",
        [
            {"on": "2026-12-31", "ranges": [hours(20, 24)]},
            {"on": "2027-01-01", "ranges": [hours(0, 1)]},
        ],
    )


def test_nobody_drops_what_belongs_to_others(mentor: APIClient, signed_in_as: Sign) -> None:
    override(mentor, "2026-12-01")
    off = mentor.post(TIME_OFF, {"from_on": "2026-12-01", "to_on": "2026-12-05"}, format="json").json()
    other = signed_in_as(a_mentor().person)
    paths = [f"{OVERRIDES}2026-12-01/", f"{TIME_OFF}{off['id']}/", f"{OVERRIDES}2026-13-01/"]
    assert [other.delete(path).status_code for path in paths] == [404, 404, 404]
    assert [mentor.delete(path).status_code for path in paths] == [204, 204, 404]


def test_time_off_ends_within_a_year_and_not_before_it_begins(mentor: APIClient) -> None:
    def ask(from_on: str, to_on: str) -> Any:
        return mentor.post(TIME_OFF, {"from_on": from_on, "to_on": to_on, "reason": "rest"}, format="json")

    assert ask("2026-12-01", "2026-12-01").status_code == 201
    refused = [ask("2026-12-02", "2026-12-01"), ask("2026-12-02", "2036-12-01")]
    assert [answer.json()["errors"][0]["code"] for answer in refused] == ["bad_dates", "bad_dates"]
    assert [row["reason"] for row in mentor.get(TIME_OFF).json()] == ["rest"]


def travel(client: APIClient, from_on: str, to_on: str, zone: str = "Asia/Seoul") -> Any:
    return client.post(TRAVEL, {"from_on": from_on, "to_on": to_on, "time_zone": zone}, format="json")


def test_journeys_that_share_a_date_are_refused(mentor: APIClient) -> None:
    assert travel(mentor, "2026-12-01", "2026-12-05").status_code == 201
    clash = travel(mentor, "2026-12-05", "2026-12-06", "Asia/Tokyo")
    assert (clash.status_code, clash.json()["code"]) == (409, "travel_overlaps")
    [row] = mentor.get(TRAVEL).json()
    assert mentor.delete(f"{TRAVEL}{row['id']}/").status_code == 204
    assert travel(mentor, "2026-12-05", "2026-12-06", "Asia/Tokyo").status_code == 201


@pytest.mark.parametrize(
    ("old", "new"), [("Asia/Calcutta", "Asia/Kolkata"), ("US/Pacific", "America/Los_Angeles")]
)
def test_a_renamed_zone_is_kept_under_its_new_name(mentor: APIClient, old: str, new: str) -> None:
    assert travel(mentor, "2026-12-01", "2026-12-05", old).json()["time_zone"] == new


@pytest.mark.parametrize(
    ("name", "code"), [("Mars/Olympus", "unknown_zone"), ("UTC+9", "fixed_offset"), ("KST-9", "fixed_offset")]
)
def test_what_names_no_place_is_refused_with_what_to_do(mentor: APIClient, name: str, code: str) -> None:
    answers = [
        travel(mentor, "2026-12-01", "2026-12-05", name),
        mentor.patch("/api/me/", {"time_zone": name}, format="json"),
    ]
    for answer in answers:
        assert answer.status_code == 400
        [error] = answer.json()["errors"]
        assert (error["field"], error["code"]) == ("time_zone", code)
        assert "Asia/Seoul" in error["detail"]


def test_every_name_that_tzdata_gave_up_is_accepted_by_both_doors(mentor: APIClient) -> None:
    for old, new in former_names().items():
        assert mentor.patch("/api/me/", {"time_zone": old}, format="json").json()["time_zone"] == new
    assert travel(mentor, "2026-12-01", "2026-12-05", "Asia/Katmandu").json()["time_zone"] == "Asia/Kathmandu"


def change(client: APIClient, pk: int, if_match: str | None = None, **body: str) -> Any:
    headers: dict[str, Any] = {} if if_match is None else {"HTTP_IF_MATCH": if_match}
    return client.patch(f"{TRAVEL}{pk}/", body, format="json", **headers)


def test_a_journey_gets_other_dates_and_another_zone_and_the_clock_is_followed(mentor: APIClient) -> None:
    row = travel(mentor, "2026-12-01", "2026-12-05").json()
    assert row["revision"] == 1
    ProcrastinateJob.objects.all().delete()
    changed = change(mentor, row["id"], '"1"', to_on="2026-12-08", time_zone="Asia/Tokyo")
    expected = {**row, "to_on": "2026-12-08", "time_zone": "Asia/Tokyo", "revision": 2}
    assert (changed.status_code, changed.json(), changed["ETag"]) == (200, expected, '"2"')
    assert mentor.get(TRAVEL).json() == [expected]
    assert ProcrastinateJob.objects.filter(task_name="mentoring.follow_clock").count() == 1
    same = change(mentor, row["id"], to_on="2026-12-08")  # nothing new, so nothing is done
    assert (same.json()["revision"], ProcrastinateJob.objects.count()) == (2, 1)
    entry = AuditEntry.objects.get(action="travel.changed")
    assert (entry.details["before"]["to_on"], entry.details["after"]["to_on"]) == ("2026-12-05", "2026-12-08")


def test_a_change_of_a_journey_is_bound_to_what_was_seen(mentor: APIClient) -> None:
    pk = travel(mentor, "2026-12-01", "2026-12-05").json()["id"]
    assert change(mentor, pk, '"1"', to_on="2026-12-08").status_code == 200
    late = change(mentor, pk, '"1"', to_on="2026-12-06")
    assert (late.status_code, late.json()["code"], late.json()["etag"]) == (412, "changed_meanwhile", '"2"')
    assert late.json()["changed"] == [{"field": "to_on", "before": "2026-12-05", "after": "2026-12-08"}]
    assert change(mentor, pk, "2", to_on="2026-12-06").json()["code"] == "if_match_malformed"
    assert mentor.get(TRAVEL).json()[0]["to_on"] == "2026-12-08"


def test_a_journey_is_not_moved_onto_another_nor_made_backward(mentor: APIClient) -> None:
    travel(mentor, "2026-12-01", "2026-12-05")
    pk = travel(mentor, "2026-12-08", "2026-12-09", "Asia/Tokyo").json()["id"]
    clash = change(mentor, pk, from_on="2026-12-05")
    assert (clash.status_code, clash.json()["code"]) == (409, "travel_overlaps")
    assert change(mentor, pk, to_on="2026-12-07").json()["errors"][0]["code"] == "bad_dates"
    assert change(mentor, pk, time_zone="UTC+9").status_code == 400
    assert [row["from_on"] for row in mentor.get(TRAVEL).json()] == ["2026-12-01", "2026-12-08"]


def test_nobody_changes_anothers_journey(mentor: APIClient, signed_in_as: Sign) -> None:
    pk = travel(mentor, "2026-12-01", "2026-12-05").json()["id"]
    assert change(signed_in_as(a_mentor().person), pk, to_on="2026-12-06").status_code == 404


def test_founders_travel_too(signed_in_as: Sign) -> None:
    founder = signed_in_as(a_person(Role.STARTUP_MEMBER))
    assert travel(founder, "2026-12-01", "2026-12-05", "America/Los_Angeles").status_code == 201


def test_holidays_are_those_of_the_country_in_the_persons_language(
    signed_in_as: Sign, mentor: APIClient
) -> None:
    american = mentor.get(HOLIDAYS, {"year": 2026}).json()
    assert american["country"] == "US"
    thanksgiving = {"on": "2026-11-26", "name": "Thanksgiving Day", "opted_out": False}
    assert [row for row in american["results"] if row["on"] == "2026-11-26"] == [thanksgiving]
    seoul = signed_in_as(a_mentor(country="KR", language="ko", time_zone="Asia/Seoul").person)
    names = {row["on"]: row["name"] for row in seoul.get(HOLIDAYS).json()["results"]}
    assert names["2026-10-05"] == "개천절 대체 휴일"


def test_whoever_has_no_country_has_no_holidays(signed_in_as: Sign) -> None:
    client = signed_in_as(a_mentor().person)
    assert client.get(HOLIDAYS).json() == {"country": "", "results": []}


def test_one_holiday_can_be_a_day_like_others(mentor: APIClient) -> None:
    def opted_out() -> list[str]:
        rows = mentor.get(HOLIDAYS, {"year": 2026}).json()["results"]
        return [row["on"] for row in rows if row["opted_out"]]

    for _twice in range(2):
        mentor.post(HOLIDAYS, {"on": "2026-11-26", "opted_out": True}, format="json")
        assert opted_out() == ["2026-11-26"]
    mentor.post(HOLIDAYS, {"on": "2026-11-26", "opted_out": False}, format="json")
    assert opted_out() == []


def test_only_a_holiday_can_be_opted_out_of(mentor: APIClient) -> None:
    answer = mentor.post(HOLIDAYS, {"on": "2026-11-27", "opted_out": True}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (400, "not_a_holiday")


def test_the_clock_of_who_signs_in_turns_with_their_journeys(mentor: APIClient) -> None:
    assert mentor.get("/api/me/").json()["clock"] == []
    travel(mentor, "2026-12-01", "2026-12-05", "Asia/Seoul")
    assert mentor.get("/api/me/").json()["clock"] == [
        {"from_at": "2026-11-29T15:00:00Z", "time_zone": "America/Los_Angeles"},
        {"from_at": "2026-11-30T15:00:00Z", "time_zone": "Asia/Seoul"},
        {"from_at": "2026-12-05T15:00:00Z", "time_zone": "America/Los_Angeles"},
    ]


def test_the_last_date_of_a_journey_is_not_over_while_it_lasts_there(mentor: APIClient) -> None:
    mentor.patch("/api/me/", {"time_zone": "Asia/Seoul"}, format="json")  # Monday there, Sunday in California
    row = travel(mentor, "2026-11-20", "2026-11-22", "America/Los_Angeles").json()
    override(mentor, "2026-11-22", hours(9, 12))
    assert mentor.get(TRAVEL).json() == [row]
    assert [one["on"] for one in mentor.get(OVERRIDES).json()] == ["2026-11-22"]


def test_an_expert_on_a_journey_is_shown_on_the_clock_there(
    mentor: APIClient, person: Person, signed_in_as: Sign
) -> None:
    another = a_mentor()
    founder = signed_in_as(a_founder())

    def shown() -> dict[int, tuple[str, str]]:
        rows = founder.get("/api/experts/").json()["results"]
        return {row["id"]: (row["time_zone"], row["zone_now"]) for row in rows}

    home = ("America/Los_Angeles", "America/Los_Angeles")
    assert shown() == {person.expert.pk: home, another.pk: home}
    travel(mentor, "2026-11-20", "2026-11-25", "Asia/Seoul")
    assert shown() == {person.expert.pk: ("America/Los_Angeles", "Asia/Seoul"), another.pk: home}
    assert founder.get(f"/api/experts/{person.expert.pk}/").json()["zone_now"] == "Asia/Seoul"
