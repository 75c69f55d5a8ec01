"""The hours of a week that two people both find humane, over the API."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rest_framework.test import APIClient

from agenda.models import Travel
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import Sign, at, monday, signed_in_as

__all__ = ["monday", "signed_in_as"]  # fixtures
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(monday: datetime, signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_founder())


def ask(client: APIClient, **query: Any) -> Any:
    return client.get("/api/meeting-hours/", query)


def test_the_seoul_morning_is_the_california_afternoon_of_the_day_before(client: APIClient) -> None:
    expert = a_mentor()
    answer = ask(client, **{"with": expert.pk}).json()
    assert (answer["your_time_zone"], answer["their_time_zone"]) == ("Asia/Seoul", "America/Los_Angeles")
    assert answer["times"][0] == {
        "weekday": 1,
        "minute": 540,
        "theirs": [{"weekday": 0, "minute": 960, "day_offset": -1}],
        "works": [True] * 12,
        "weeks": 12,
        "free_weeks": 12,
        "first_starts_at": at(1, 0),
        "your_time_zone": "Asia/Seoul",
        "their_time_zone": "America/Los_Angeles",
        "burden": {"yours": 0, "theirs": 0},
    }
    assert len(answer["in_turns"]) == 12
    assert answer["in_turns"][0]["ends_at"] == at(1, 1)


def test_turns_are_taken_in_the_hours_that_the_expert_has_opened(client: APIClient) -> None:
    expert = a_mentor(hours=(7 * 60, 20 * 60), days=4, humane_from=time(7))
    turns = ask(client, **{"with": expert.pk, "weeks": 6, "minutes": 180, "step_minutes": 60}).json()[
        "in_turns"
    ]
    zone = ZoneInfo("America/Los_Angeles")
    shown = [datetime.fromisoformat(turn["starts_at"]).astimezone(zone) for turn in turns]
    assert {at.weekday() for at in shown} <= {0, 1, 2, 3}
    assert {at.hour for at in shown} == {15, 16}  # either the founder begins early, or the mentor ends late
    assert ask(client, **{"with": a_mentor(hours=None).pk}).json()["in_turns"] == []


def test_over_the_change_of_clocks_their_hour_shifts_and_both_are_told(client: APIClient) -> None:
    answer = ask(client, **{"with": a_mentor().pk, "weeks": 20}).json()
    ten = next(one for one in answer["times"] if (one["weekday"], one["minute"]) == (1, 600))
    assert [other["minute"] for other in ten["theirs"]] == [17 * 60, 18 * 60]
    assert ten["burden"]["theirs"] == 4 * 60  # from 15 March on it ends at 19:00


def test_who_travels_meets_on_the_clock_of_where_they_are(client: APIClient) -> None:
    expert = a_mentor()
    Travel.objects.create(
        person=expert.person, from_on=date(2026, 11, 20), to_on=date(2026, 12, 31), time_zone="Asia/Seoul"
    )
    answer = ask(client, **{"with": expert.pk, "weeks": 3}).json()
    assert answer["times"][0]["theirs"] == [{"weekday": 0, "minute": 16 * 60, "day_offset": 0}]
    assert {answer["their_time_zone"], answer["times"][0]["their_time_zone"]} == {"Asia/Seoul"}


@pytest.mark.parametrize("query", [{}, {"with": "x"}, {"with": 1, "weeks": 500}, {"with": 1, "minutes": 0}])
def test_a_question_that_means_nothing_is_refused(client: APIClient, query: dict[str, object]) -> None:
    assert ask(client, **query).status_code == 400


def test_nobody_is_there_with_that_number(client: APIClient) -> None:
    assert ask(client, **{"with": 10**6}).status_code == 404


def test_a_mentor_asks_about_a_founder_who_asked_them_for_a_session_and_about_no_other(
    monday: datetime, signed_in_as: Sign
) -> None:
    founder, expert = a_founder(name="Bora"), a_mentor()
    hers = signed_in_as(expert.person)
    assert ask(hers, founder=founder.pk).status_code == 404
    programme = a_programme(notice_hours=0)
    wish = {"programme": programme.slug, "expert": expert.pk, "goal": "Enter", "starts_at": at(2, 0)}
    assert signed_in_as(founder).post("/api/sessions/", wish).status_code == 201
    answer = ask(hers, founder=founder.pk).json()
    zones = answer["your_time_zone"], answer["their_time_zone"]
    assert (answer["their_name"], zones) == ("Bora", ("America/Los_Angeles", "Asia/Seoul"))
    assert (answer["times"][0]["weekday"], answer["times"][0]["minute"]) == (0, 960)
    assert ask(signed_in_as(a_mentor().person), founder=founder.pk).status_code == 404
    assert ask(signed_in_as(a_founder()), founder=founder.pk).status_code == 404
    assert ask(hers, founder=founder.pk, **{"with": expert.pk}).status_code == 400
