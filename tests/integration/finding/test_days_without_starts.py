"""Days on which nothing is offered say why, and what is known of calendars is told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import CalendarReading
from mentoring.models import Programme
from tests.factories.hub import a_mentor, limits
from tests.integration.finding.asking import booked, find, starts
from tests.integration.mentoring.conftest import Sign, at

pytestmark = pytest.mark.django_db


def test_an_empty_day_says_why(client: APIClient, programme: Programme) -> None:
    expert = a_mentor(days=3, hours=(16 * 60, 17 * 60))
    limits(expert, max_per_day=1)
    booked(expert, at(1, 20))  # Tuesday noon in California, so Tuesday is full
    booked(expert, at(3, 0))  # Wednesday at four
    answer = find(client, programme, [expert], reasons=True, until=at(4, 8)).json()
    (row,) = answer["experts"]
    assert starts(row) == [at(1, 0)]
    assert row["empty_days"] == [
        {"on": "2026-11-22", "reason": "off"},
        {"on": "2026-11-24", "reason": "full"},
        {"on": "2026-11-25", "reason": "full"},
        {"on": "2026-11-26", "reason": "off"},
    ]


def test_an_expert_whose_calendar_cannot_be_read_is_not_offered_unless_they_said_so(
    client: APIClient, programme: Programme
) -> None:
    expert = a_mentor()
    reading = CalendarReading.objects.create(person=expert.person)
    assert find(client, programme, [expert]).json()["experts"][0]["starts"] == []
    reading.offer_when_unknown = True
    reading.save()
    assert len(find(client, programme, [expert]).json()["experts"][0]["starts"]) == 5


@pytest.mark.parametrize("mode", ["each", "all", "any"])
def test_a_month_whose_quota_is_used_up_offers_nothing_and_says_so(
    client: APIClient, founder: Person, programme: Programme, mode: str
) -> None:
    Programme.objects.update(quota_per_month=1)
    expert = a_mentor()
    asked = {"programme": programme.slug, "expert": expert.pk, "goal": "Enter the US market"}
    assert client.post("/api/sessions/", asked | {"starts_at": at(2, 0)}).status_code == 201
    answer = find(client, programme, [expert], mode=mode, first=1, until=at(14, 0)).json()
    found = answer["experts"][0]["starts"] if mode == "each" else answer["starts"]
    assert [row["starts_at"] for row in found] == ["2026-12-01T00:00:00Z"]  # the hub's month: Seoul's
    answer = find(client, programme, [expert], mode=mode, reasons=True, until=at(4, 8)).json()
    empty = answer["experts"][0]["empty_days"] if mode == "each" else answer["empty_days"]
    assert {row["reason"] for row in empty} == {"quota", "off"}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (None, None),
        ({}, {"state": "unknown", "as_of": None}),
        (
            {"state": "stale", "as_of": datetime(2026, 11, 1, tzinfo=UTC)},
            {"state": "stale", "as_of": "2026-11-01T00:00:00Z"},
        ),
        (
            {"state": "known", "as_of": datetime(2026, 11, 22, tzinfo=UTC)},
            {"state": "known", "as_of": "2026-11-22T00:00:00Z"},
        ),
    ],
)
def test_every_answer_tells_what_is_known_of_the_experts_own_calendar(
    client: APIClient, programme: Programme, fields: dict[str, Any] | None, told: dict[str, Any] | None
) -> None:
    expert = a_mentor()
    if fields is not None:
        CalendarReading.objects.create(person=expert.person, **fields)
    for mode in ("each", "all", "any"):
        assert find(client, programme, [expert], mode=mode).json()["experts"][0]["calendar"] == told
    query = {"programme": programme.slug, "from": at(0, 0), "until": at(7, 0)}
    assert client.get(f"/api/experts/{expert.pk}/free-starts/", query).json()["calendar"] == told


@pytest.mark.parametrize("mode", ["each", "all", "any"])
def test_unknown_time_is_offered_in_no_mode_and_the_days_say_why(
    client: APIClient, programme: Programme, mode: str
) -> None:
    expert = a_mentor()
    reading = CalendarReading.objects.create(person=expert.person)
    answer = find(client, programme, [expert], mode=mode).json()
    assert (answer["experts"][0]["starts"], answer["starts"]) == ([], [])
    query = {"programme": programme.slug, "from": at(0, 0), "until": at(7, 0), "reasons_in": "Asia/Seoul"}
    alone = client.get(f"/api/experts/{expert.pk}/free-starts/", query).json()
    assert alone["starts"] == []
    assert {row["reason"] for row in alone["empty_days"]} == {"unknown", "off"}
    told = find(client, programme, [expert], mode=mode, reasons=True).json()
    empty = told["experts"][0]["empty_days"] if mode == "each" else told["empty_days"]
    assert {row["reason"] for row in empty} == {"unknown", "off"}
    wish = {"programme": programme.slug, "expert": expert.pk, "goal": "Enter", "starts_at": at(2, 0)}
    refused = client.post("/api/sessions/", wish)
    assert (refused.status_code, refused.json()["code"]) == (400, "calendar_unknown")
    reading.offer_when_unknown = True
    reading.save()
    assert client.post("/api/sessions/", wish).status_code == 201


def test_of_a_pool_a_day_is_empty_if_nobody_is_free_and_the_nearest_reason_is_told(
    client: APIClient, programme: Programme
) -> None:
    """Monday suits one of two alone; the other is full on Tuesday; on Thursday nobody gives time."""
    early, full = a_mentor(days=1), a_mentor(days=3)
    limits(full, max_per_day=1)
    booked(full, at(0, 20))  # Monday noon
    booked(full, at(1, 20))
    answer = find(client, programme, [early, full], mode="any", first=60, reasons=True, until=at(4, 8)).json()
    assert min(row["starts_at"] for row in answer["starts"]) == at(1, 0)
    assert answer["empty_days"] == [
        {"on": "2026-11-22", "reason": "off"},
        {"on": "2026-11-24", "reason": "full"},
        {"on": "2026-11-26", "reason": "off"},
    ]


@pytest.mark.parametrize("mode", ["each", "all", "any"])
def test_unknown_time_of_who_asks_is_offered_in_no_mode_and_all_answers_say_so(
    client: APIClient, founder: Person, programme: Programme, mode: str
) -> None:
    expert, unknown = a_mentor(), {"state": "unknown", "as_of": None}
    CalendarReading.objects.create(person=founder)
    told = find(client, programme, [expert], mode=mode, reasons=True).json()
    assert (told["experts"][0]["starts"], told["starts"]) == ([], [])
    empty = told["experts"][0]["empty_days"] if mode == "each" else told["empty_days"]
    assert {row["reason"] for row in empty} == {"asker_unknown", "off"}
    assert told["asking"] == [{"id": founder.pk, "name": founder.name, "calendar": unknown}]
    query = {"programme": programme.slug, "from": at(0, 0), "until": at(7, 0), "reasons_in": "Asia/Seoul"}
    alone = client.get(f"/api/experts/{expert.pk}/free-starts/", query).json()
    assert (alone["starts"], alone["calendar"], [alone["asking"]]) == ([], None, told["asking"])
    assert {row["reason"] for row in alone["empty_days"]} == {"asker_unknown", "off"}


def test_an_expert_who_moves_a_session_is_told_of_the_founders_calendar(
    client: APIClient, founder: Person, programme: Programme, signed_in_as: Sign
) -> None:
    expert = a_mentor()
    wish = {"programme": programme.slug, "expert": expert.pk, "goal": "Enter", "starts_at": at(2, 0)}
    session = client.post("/api/sessions/", wish).json()["id"]
    hers = signed_in_as(expert.person)
    hers.post(f"/api/sessions/{session}/accept/")
    CalendarReading.objects.create(person=founder)
    query = {"programme": programme.slug, "from": at(0, 0), "until": at(7, 0), "moving": session}
    told = hers.get(f"/api/experts/{expert.pk}/free-starts/", query).json()
    asking = {"id": founder.pk, "name": founder.name, "calendar": {"state": "unknown", "as_of": None}}
    assert (told["starts"], told["asking"]) == ([], asking)
    elsewhere = {"starts_at": at(3, 0), "reason": "Later", "version": 1}
    moved = hers.post(f"/api/sessions/{session}/reschedule/", elsewhere, format="json")
    assert (moved.status_code, moved.json()["code"]) == (400, "asker_calendar_unknown")


def test_days_off_and_public_holidays_of_who_asks_are_not_offered(
    client: APIClient, founder: Person, programme: Programme
) -> None:
    """Christmas is a public holiday of Korea; two days before, the founder is away."""
    expert = a_mentor(days=7)
    window = {"from": "2026-12-22T15:00:00Z", "until": "2026-12-26T15:00:00Z", "first": 60}

    def days() -> set[str]:
        found = find(client, programme, [expert], mode="all", **window).json()["starts"]
        return {
            datetime.fromisoformat(row["starts_at"]).astimezone(founder.zone).date().isoformat()
            for row in found
        }

    assert days() == {"2026-12-23", "2026-12-24", "2026-12-25", "2026-12-26"}
    client.patch("/api/me/", {"country": "KR"}, format="json")
    off = {"from_on": "2026-12-23", "to_on": "2026-12-23", "reason": "Away"}
    assert client.post("/api/agenda/time-off/", off, format="json").status_code == 201
    assert days() == {"2026-12-24", "2026-12-26"}
    meets = client.post("/api/agenda/holidays/", {"on": "2026-12-25", "opted_out": True}, format="json")
    assert meets.status_code == 200
    assert days() == {"2026-12-24", "2026-12-25", "2026-12-26"}
