"""Sessions are held from a programme's first to its last date on the hub's clock: what is listed, and what is booked."""

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from directory.models import Expert
from mentoring.models import Programme
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import Sign, at
from tests.integration.mentoring.proposals.proposing import propose
from tests.integration.mentoring.test_booking import ask, free

pytestmark = pytest.mark.django_db

# Wednesday and Thursday in Seoul; the mentor's afternoons of Tuesday and Wednesday in California.
FIRST, LAST = date(2026, 11, 25), date(2026, 11, 26)


@pytest.fixture
def mentor(monday: object) -> Expert:
    return a_mentor()


@pytest.fixture
def programme(mentor: Expert) -> Programme:
    return a_programme(starts_on=FIRST, ends_on=LAST)


@pytest.fixture
def asking(mentor: Expert, signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_founder())


def days_with_starts(starts: list[str]) -> set[str]:
    return {start[:10] for start in starts}


def test_what_is_listed_lies_on_its_dates_and_the_others_say_why(
    asking: APIClient, programme: Programme, mentor: Expert
) -> None:
    without = a_programme()
    assert days_with_starts(free(asking, without, mentor, at(1, 0), at(6, 0))) == {
        "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"
    }  # fmt: skip
    assert days_with_starts(free(asking, programme, mentor, at(1, 0), at(6, 0))) == {
        "2026-11-25",
        "2026-11-26",
    }
    query = {"programme": programme.slug, "from": at(1, 0), "until": at(6, 0), "reasons_in": "Asia/Seoul"}
    told = asking.get(f"/api/experts/{mentor.pk}/free-starts/", query).json()["empty_days"]
    assert {row["on"]: row["reason"] for row in told} == {
        "2026-11-24": "outside_dates", "2026-11-27": "outside_dates", "2026-11-28": "outside_dates", "2026-11-29": "off"
    }  # fmt: skip


@pytest.mark.parametrize("starts_at", [at(1, 2), at(4, 0)])
def test_what_is_not_listed_cannot_be_booked_and_the_next_free_times_are_told(
    starts_at: str, asking: APIClient, programme: Programme, mentor: Expert
) -> None:
    answer = ask(asking, programme, mentor, starts_at)
    assert refused(answer) == (400, "outside_dates", "starts_at")
    told = days_with_starts([one["starts_at"] for one in answer.json()["next_free"]])
    assert told == ({"2026-11-25"} if starts_at == at(1, 2) else set())
    assert ask(asking, programme, mentor, at(3, 0)).status_code == 201


def refused(answer: Any) -> tuple[int, str, str]:
    (error,) = answer.json()["errors"]
    return answer.status_code, answer.json()["code"], error["field"]


def test_nobody_moves_a_session_to_another_time_outside_of_them(
    asking: APIClient, programme: Programme, mentor: Expert, signed_in_as: Sign
) -> None:
    session = f"/api/sessions/{ask(asking, programme, mentor, at(3, 0)).json()['id']}/"
    expert = signed_in_as(mentor.person)
    assert refused(propose(expert, session, [at(4, 1)])) == (400, "outside_dates", "starts_at")
    assert refused(propose(asking, session, [at(4, 1)])) == (400, "outside_dates", "starts_at")
    expert.post(f"{session}accept/", {}, format="json")
    body = {"starts_at": at(4, 1), "reason": "A flight", "version": 1}
    moved = asking.post(f"{session}reschedule/", body, format="json")
    assert refused(moved) == (400, "outside_dates", "starts_at")


def test_a_series_has_no_dates_outside_of_them(
    asking: APIClient, programme: Programme, mentor: Expert
) -> None:
    body = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-11-24",
        "starts_time": "16:00",
        "rule": {"frequency": "weekly", "count": 2},
        "goal": "Prices",
    }
    preview = asking.post("/api/series/preview/", body, format="json").json()
    assert [row["clash"] for row in preview["dates"]] == [None, "outside_dates"]


def test_groups_meet_on_its_dates(programme: Programme, mentor: Expert, signed_in_as: Sign) -> None:
    body = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "starts_at": at(4, 0),
        "minutes": 60,
        "seats": 4,
        "title_ko": "가격",
        "title_en": "Prices",
    }
    answer = signed_in_as(mentor.person).post("/api/groups/", body, format="json")
    assert refused(answer) == (400, "outside_dates", "starts_at"), answer.json()


@pytest.mark.parametrize(
    ("state", "code"),
    [("draft", "programme_not_running"), ("open", "programme_not_running"), ("closed", "programme_closed")],
)
def test_a_programme_that_does_not_run_lists_as_little_as_it_books(
    state: str, code: str, asking: APIClient, mentor: Expert
) -> None:
    programme = a_programme(state=state)
    query = {"programme": programme.slug, "from": at(1, 0), "until": at(6, 0)}
    listed = asking.get(f"/api/experts/{mentor.pk}/free-starts/", query)
    assert (listed.status_code, listed.json()["code"]) == (409, code)
    assert ask(asking, programme, mentor, at(3, 0)).json()["code"] == code


def test_what_was_agreed_moves_also_when_its_programme_has_closed(
    asking: APIClient, programme: Programme, mentor: Expert, signed_in_as: Sign
) -> None:
    session = ask(asking, programme, mentor, at(3, 0)).json()["id"]
    signed_in_as(mentor.person).post(f"/api/sessions/{session}/accept/", {}, format="json")
    Programme.objects.update(state="closed")
    query = {"programme": programme.slug, "from": at(1, 0), "until": at(6, 0), "moving": session}
    starts = asking.get(f"/api/experts/{mentor.pk}/free-starts/", query).json()["starts"]
    assert days_with_starts([one["starts_at"] for one in starts]) == {"2026-11-25", "2026-11-26"}
