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
from tests.integration.mentoring.conftest import at

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
    if mode != "any":
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
    if mode != "any":
        told = find(client, programme, [expert], mode=mode, reasons=True).json()
        empty = told["experts"][0]["empty_days"] if mode == "each" else told["empty_days"]
        assert {row["reason"] for row in empty} == {"unknown", "off"}
    wish = {"programme": programme.slug, "expert": expert.pk, "goal": "Enter", "starts_at": at(2, 0)}
    refused = client.post("/api/sessions/", wish)
    assert (refused.status_code, refused.json()["code"]) == (400, "calendar_unknown")
    reading.offer_when_unknown = True
    reading.save()
    assert client.post("/api/sessions/", wish).status_code == 201
