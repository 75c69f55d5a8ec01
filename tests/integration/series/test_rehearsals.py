"""What a change of a series would lead to, shown before it is confirmed; and the list of series."""

from datetime import datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Role
from agenda.models import Commitment
from directory.models import Expert
from mentoring.models import Session
from messaging.models import Message
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.series.conftest import booked, post, sign_in

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
LATER = {"which": "following", "on": "2026-11-17", "starts_on": "2026-11-18", "starts_time": "17:00"}


@pytest.fixture
def series(client: APIClient, asked: Body) -> Body:
    return booked(client, asked)


def dates(answer: Any) -> list[tuple[str | None, str, str | None]]:
    """(where it is, where it would be, what stands in the way): ("11-18 00:30", "11-19 01:00", None)."""
    assert answer.status_code == 200, answer.json()
    shown = [
        tuple(row[name] and row[name][5:16].replace("T", " ") for name in ("was_at", "starts_at"))
        for row in answer.json()["dates"]
    ]
    return [(was, then, row["clash"]) for (was, then), row in zip(shown, answer.json()["dates"], strict=True)]


def test_moving_the_following_is_shown_date_by_date(
    client: APIClient, series: Body, mentor: Expert, october: datetime
) -> None:
    an_appointment(mentor.person, starts_at=october.replace(month=12, day=3, hour=1))
    answer = post(client, f"{series['id']}/move/preview/", LATER)
    assert dates(answer) == [
        ("11-18 00:30", "11-19 01:00", None),
        ("12-02 00:30", "12-03 01:00", "busy"),
    ]
    assert answer.json()["dates"][1]["alternatives"] != []


def test_a_rehearsal_keeps_nothing(client: APIClient, series: Body) -> None:
    Message.objects.all().delete()
    before = client.get(f"/api/series/{series['id']}/").json()
    half_an_hour_later = {**LATER, "on": "2026-10-20", "starts_on": "2026-10-20"}
    answer = post(client, f"{series['id']}/move/preview/", half_an_hour_later)
    assert [clash for *_, clash in dates(answer)] == [None] * 4
    assert client.get(f"/api/series/{series['id']}/").json() == before
    assert Commitment.objects.filter(released_at=None).count() == 8
    assert not Message.objects.exists()


def test_moving_one_is_shown_with_what_is_free_instead(
    client: APIClient, series: Body, mentor: Expert, october: datetime
) -> None:
    an_appointment(mentor.person, starts_at=october.replace(month=11, day=5, hour=1))
    body = {"which": "this", "on": "2026-11-03", "starts_at": "2026-11-05T01:00:00Z"}
    answer = post(client, f"{series['id']}/move/preview/", body)
    assert dates(answer) == [("11-04 00:30", "11-05 01:00", "busy")]


def test_an_extension_is_shown_by_its_new_dates(client: APIClient, series: Body) -> None:
    answer = post(client, f"{series['id']}/extend/preview/", {"count": 2})
    assert dates(answer) == [(None, "12-16 00:30", None), (None, "12-30 00:30", None)]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("move/preview/", {"which": "following", "on": "2026-11-17"}, "starts_on"),
        ("move/preview/", {"which": "this", "on": "2026-11-17"}, "starts_at"),
        ("extend/preview/", {"count": 0}, "count"),
        ("extend/preview/", {"count": 104}, "count"),
    ],
)
def test_a_rehearsal_says_what_it_lacks(
    client: APIClient, series: Body, path: str, body: Body, field: str
) -> None:
    answer = post(client, f"{series['id']}/{path}", body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_a_date_that_is_not_of_the_series_cannot_be_rehearsed(client: APIClient, series: Body) -> None:
    answer = post(client, f"{series['id']}/move/preview/", {**LATER, "on": "2026-11-18"})
    assert (answer.status_code, answer.json()["code"]) == (400, "not_an_occurrence")


def test_what_may_not_be_done_is_not_rehearsed(client: APIClient, asked: Body) -> None:
    series = booked(client, {**asked, "programme": a_programme().slug})
    answer = post(client, f"{series['id']}/move/preview/", LATER)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_possible_now")


def test_a_row_of_the_list_tells_of_its_dates(client: APIClient, series: Body) -> None:
    post(client, f"{series['id']}/skip/", {"on": "2026-10-20", "reason": "Trade fair"})
    [row] = client.get("/api/series/").json()["results"]
    told = ("next_starts_at", "dates_ahead", "dates_agreed", "dates_total")
    assert [row[name] for name in told] == ["2026-11-04T00:30:00Z", 3, 3, 4]


def test_the_list_is_filtered(client: APIClient, series: Body, asked: Body, mentor: Expert) -> None:
    waiting = booked(
        client, {**asked, "programme": a_programme().slug, "starts_on": "2026-10-21", "goal": "Prices"}
    )
    for query, expected in [
        ({"state": "active"}, [series]),
        ({"waiting": "true"}, [waiting]),
        ({"q": "price"}, [waiting]),
        ({"programme": asked["programme"]}, [series]),
        ({"expert": mentor.pk}, [waiting, series]),
    ]:
        rows = client.get("/api/series/", query).json()["results"]
        assert [row["id"] for row in rows] == [one["id"] for one in expected], query


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_of_series_costs_three_statements_and_the_signing_in(
    rows: int, october: datetime, asked: Body, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        booked(sign_in(a_founder()), {**asked, "expert": a_mentor().pk})
    coordinator = sign_in(a_person(Role.COORDINATOR))
    with django_assert_num_queries(5):  # who calls, the moved clock; count, page, journeys
        assert coordinator.get("/api/series/").json()["count"] == rows


def test_requests_of_a_series_can_be_left_out_of_the_session_list(client: APIClient, asked: Body) -> None:
    series = booked(client, {**asked, "programme": a_programme().slug})
    rows = client.get("/api/sessions/", {"state": "requested"}).json()["results"]
    assert {row["series"] for row in rows} == {series["id"]}
    assert len(rows) == 4
    assert client.get("/api/sessions/", {"answered_alone": "true"}).json()["count"] == 0
    assert Session.objects.count() == 4
