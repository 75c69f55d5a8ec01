"""A move to where it is already changes nothing and is refused; what is offered for a move or beside the agreed time."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import Programme, Session
from tests.factories.hub import a_founder, a_mentor, a_programme, limits
from tests.integration.mentoring.conftest import Sign, at
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(monday: object) -> Expert:
    return a_mentor()


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder()


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def programme(mentor: Expert) -> Programme:
    return a_programme(approval="automatic", notice_hours=0, max_moves=1)


@pytest.fixture
def session(client: APIClient, programme: Programme, mentor: Expert) -> dict[str, Any]:
    """On Wednesday from 9 to 10; the mentor is there from 9 to 13, at the half hours too."""
    found: dict[str, Any] = ask(client, programme, mentor, at(2, 0)).json()
    return found


def reschedule(client: APIClient, session: dict[str, Any], starts_at: str) -> Any:
    body = {"starts_at": starts_at, "reason": "Travel", "version": session["version"]}
    return client.post(f"/api/sessions/{session['id']}/reschedule/", body, format="json")


def offered(client: APIClient, session: dict[str, Any], **query: object) -> Any:
    window = {"programme": session["programme"]["slug"], "from": at(2, 0), "until": at(3, 0)}
    path = f"/api/experts/{session['expert']['id']}/free-starts/"
    return client.get(path, {**window, "moving": session["id"], **query}).json()


def hours(found: Any) -> list[str]:
    return [row["starts_at"][11:16] for row in found["starts"]]


def test_a_move_to_the_same_start_is_refused_and_changes_nothing(
    client: APIClient, session: dict[str, Any]
) -> None:
    before = AuditEntry.objects.count()
    refused = reschedule(client, session, at(2, 0))
    assert (refused.status_code, refused.json()["code"]) == (400, "same_time")
    assert refused.json()["errors"][0]["field"] == "starts_at"
    assert (Session.objects.get().moves, AuditEntry.objects.count()) == (0, before)
    assert reschedule(client, session, at(2, 1)).status_code == 200


def test_the_start_that_it_has_is_not_offered_for_a_move(client: APIClient, session: dict[str, Any]) -> None:
    assert hours(offered(client, session)) == ["00:30", "01:00", "01:30", "02:00", "02:30", "03:00"]


def test_beside_the_agreed_time_nothing_is_offered_that_a_proposal_would_be_refused_for(
    client: APIClient, session: dict[str, Any], mentor: Expert
) -> None:
    limits(mentor, buffer_before_minutes=15, buffer_after_minutes=15)
    found = offered(client, session, beside_agreed=True)
    assert (hours(found), found["apart_minutes"]) == (["01:30", "02:00", "02:30", "03:00"], 90)
    path = f"/api/sessions/{session['id']}/propose/"
    for start in ("00:30", "01:00"):  # what is not offered is what is refused
        refused = client.post(path, {"starts": [f"2026-11-25T{start}:00Z"]}, format="json")
        assert refused.json()["code"] == "alternatives_too_near"
    pairs = {("01:30", "02:30"): 400, ("01:30", "03:00"): 200}
    for starts, status in pairs.items():
        answer = client.post(path, {"starts": [f"2026-11-25T{start}:00Z" for start in starts]}, format="json")
        assert answer.status_code == status
    for start in hours(found):
        answer = client.post(path, {"starts": [f"2026-11-25T{start}:00Z"]}, format="json")
        assert answer.status_code == 200


def test_a_day_on_which_everything_meets_the_agreed_time_is_told_as_taken(
    signed_in_as: Sign, programme: Programme
) -> None:
    short = a_mentor(hours=(16 * 60, 17 * 60 + 30))
    asking = signed_in_as(a_founder())
    session = ask(asking, programme, short, at(2, 0)).json()
    found = offered(asking, session, beside_agreed=True, reasons_in="Asia/Seoul")
    assert (found["starts"], found["empty_days"][0]) == ([], {"on": "2026-11-25", "reason": "busy"})


def test_one_date_or_all_dates_of_a_series_are_not_moved_to_where_they_are(
    client: APIClient, mentor: Expert, programme: Programme
) -> None:
    body = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-12-01",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "count": 4},
        "goal": "Market",
    }
    series = client.post("/api/series/", body, format="json").json()
    path = f"/api/series/{series['id']}/move/"
    date, seen = series["occurrences"][1], {"reason": "x", "version": series["version"]}
    one = {"which": "this", "on": date["on"], "starts_at": date["starts_at"]}
    all_of_them = {"which": "following", "on": date["on"], "starts_on": date["on"], "starts_time": "16:30"}
    for wish in (one, all_of_them):
        for road, body in ((path, wish | seen), (f"{path}preview/", wish)):
            refused = client.post(road, body, format="json")
            assert (refused.status_code, refused.json()["code"]) == (400, "same_time")
    assert client.get(f"/api/series/{series['id']}/").json()["version"] == series["version"]
