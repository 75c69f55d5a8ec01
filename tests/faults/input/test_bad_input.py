"""What people and programs enter wrongly: each is answered in the caller's language with what to do, and nothing is
left half-written.
"""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from directory.models import Expert
from mentoring.models import Programme, Session
from tests.factories.hub import a_person
from tests.faults.input.asking import START, code_and_field, everything, signed_in

pytestmark = pytest.mark.django_db


LIMITS = {
    "buffer_before_minutes": 0,
    "buffer_after_minutes": 0,
    "notice_hours": 0,
    "max_per_day": None,
    "max_per_week": None,
}


def week(*ranges: tuple[int, int, int], **limits: object) -> dict[str, Any]:
    rows = [{"weekday": day, "starts_minute": start, "ends_minute": end} for day, start, end in ranges]
    return {"ranges": rows, "limits": LIMITS | limits}


def dates(first: str, last: str, **more: str) -> dict[str, str]:
    return {"from_on": first, "to_on": last, **more}


Ask = Callable[[APIClient], Any]
# Name: who asks, and the code and the field of the answer.
EXPERTS_OWN: dict[str, tuple[str, str, Ask]] = {
    "an unknown zone": (
        "unknown_zone",
        "time_zone",
        lambda client: client.patch("/api/me/", {"time_zone": "Mars/Olympus"}, format="json"),
    ),
    "an offset for a zone": (
        "fixed_offset",
        "time_zone",
        lambda client: client.post(
            "/api/agenda/travel/", dates("2026-12-01", "2026-12-02", time_zone="UTC+9"), format="json"
        ),
    ),
    "a journey that ends before it begins": (
        "bad_dates",
        "to_on",
        lambda client: client.post(
            "/api/agenda/travel/", dates("2026-12-02", "2026-12-01", time_zone="Asia/Seoul"), format="json"
        ),
    ),
    "time off for ten years": (
        "bad_dates",
        "to_on",
        lambda client: client.post("/api/agenda/time-off/", dates("2026-12-02", "2036-12-01"), format="json"),
    ),
    "hours of no length": (
        "empty_range",
        "ranges",
        lambda client: client.put("/api/agenda/weekly-hours/", week((0, 540, 540)), format="json"),
    ),
    "hours over midnight": (
        "over_midnight",
        "ranges",
        lambda client: client.put("/api/agenda/weekly-hours/", week((0, 1320, 120)), format="json"),
    ),
    "hours beyond the day": (
        "max_value",
        "ranges",
        lambda client: client.put("/api/agenda/weekly-hours/", week((0, 540, 1441)), format="json"),
    ),
    "steps of no length": (
        "min_value",
        "limits",
        lambda client: client.put("/api/agenda/weekly-hours/", week(step_minutes=0), format="json"),
    ),
    "a date that does not exist": (
        "invalid",
        "on",
        lambda client: client.put(
            "/api/agenda/overrides/", {"on": "2026-02-30", "ranges": []}, format="json"
        ),
    ),
    "a calendar of ten years": (
        "bad_window",
        "until",
        lambda client: client.get("/api/agenda/calendar/", {"from": "2026-11-01", "until": "2036-11-01"}),
    ),
}


@pytest.mark.parametrize("name", EXPERTS_OWN)
def test_what_an_expert_enters_wrongly_is_told_by_field_in_both_languages(mentor: Expert, name: str) -> None:
    code, field, ask = EXPERTS_OWN[name]
    before, told = everything(), {}
    for language in ("en", "ko"):
        answer = ask(signed_in(mentor.person, language))
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
        problem = answer.json()
        assert code_and_field(problem) == (code, field)
        told[language] = problem["errors"][0]["detail"]
    assert told["en"]
    assert told["ko"]
    assert everything() == before


def test_hours_over_midnight_come_back_as_the_two_days_that_they_mean(mentor: Expert) -> None:
    client = signed_in(mentor.person)
    problem = client.put("/api/agenda/weekly-hours/", week((6, 1320, 120)), format="json").json()
    split = week((6, 1320, 1440), (0, 0, 120))["ranges"]
    assert problem["split"] == split
    body = {"ranges": problem["split"], "limits": LIMITS}
    assert client.put("/api/agenda/weekly-hours/", body, format="json").status_code == 200


def test_overlapping_ranges_are_put_together_and_the_answer_says_which(mentor: Expert) -> None:
    body = week((0, 540, 720), (0, 660, 840), (1, 540, 600))
    answer = signed_in(mentor.person).put("/api/agenda/weekly-hours/", body, format="json").json()
    assert answer["ranges"] == week((0, 540, 840), (1, 540, 600))["ranges"]
    assert (answer["merged"], answer["joined"]) == (True, week((0, 540, 840))["ranges"])


WINDOWS = [
    ("2026-11-23T00:00:00Z", "2036-11-23T00:00:00Z"),
    ("2026-11-24T00:00:00Z", "2026-11-23T00:00:00Z"),
    ("2026-11-24T00:00:00Z", "2026-11-24T00:00:00Z"),
    ("2000-01-01T00:00:00Z", "2200-12-31T00:00:00Z"),
]


@pytest.mark.parametrize(("begin", "end"), WINDOWS)
def test_a_window_of_ten_years_or_of_no_time_is_bounded_and_told(
    founder: Person, mentor: Expert, programme: Programme, begin: str, end: str
) -> None:
    query = {"programme": programme.slug, "from": begin, "until": end}
    for path in (f"/api/experts/{mentor.pk}/free-starts/", "/api/free-starts/"):
        answer = signed_in(founder).get(path, query)
        assert answer.status_code == 400
        assert code_and_field(answer.json()) == ("bad_window", "until")
        assert "62 days" in answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    "moment", ["yesterday", "2026-13-01T00:00:00Z", "2026-11-24T25:00:00Z", "\x00", "9" * 400]
)
def test_an_instant_that_is_none_is_told_by_field(
    founder: Person, mentor: Expert, programme: Programme, moment: str
) -> None:
    query = {"programme": programme.slug, "from": moment, "until": START}
    answer = signed_in(founder).get(f"/api/experts/{mentor.pk}/free-starts/", query)
    assert (answer.status_code, code_and_field(answer.json())) == (400, ("invalid", "from"))
    body = {"programme": programme.slug, "expert": mentor.pk, "goal": "Market", "starts_at": moment}
    refused = signed_in(founder).post("/api/sessions/", body, format="json")
    assert (refused.status_code, code_and_field(refused.json())) == (400, ("invalid", "starts_at"))
    assert Session.objects.count() == 0


@pytest.mark.parametrize(("mode", "most"), [("all", 20), ("each", 300), ("any", 300)])
def test_five_hundred_people_at_once_are_too_many(
    founder: Person, programme: Programme, mode: str, most: int
) -> None:
    query = {
        "programme": programme.slug,
        "from": "2026-11-24T00:00:00Z",
        "until": "2026-11-28T00:00:00Z",
        "mode": mode,
        "experts": ",".join(str(number) for number in range(1, 501)),
    }
    answer = signed_in(founder).get("/api/free-starts/", query)
    assert answer.status_code == 400
    problem = answer.json()
    assert (problem["code"], problem["most"], problem["errors"][0]["field"]) == (
        "too_many_experts",
        most,
        "experts",
    )


UNREADABLE = {
    "too deep": "[" * 5_000,
    "as deep": '{"a":' * 5_000,
    "cut off": "{",
    "without a value": '{"starts_at": }',
    "no text": "\x00",
    "half a surrogate pair": '{"anchor": "\\ud800", "who": "\\ud800"}',
}


@pytest.mark.parametrize("path", ["/api/sessions/", "/api/series/preview/"])
@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_a_body_that_cannot_be_read_is_told(founder: Person, path: str, body: str) -> None:
    answer = signed_in(founder).post(path, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_letters_beyond_the_basic_plane_may_be_sent_as_a_pair(founder: Person) -> None:
    body = '{"anchor": "\\ud83d\\ude00"}'
    answer = signed_in(founder).post("/api/series/preview/", body, content_type="application/json")
    errors = {row["field"]: row["code"] for row in answer.json()["errors"]}
    assert (answer.status_code, errors["anchor"]) == (400, "invalid_choice")


ORDERED = ["sessions", "groups", "relations", "programme-desk", "event-desk"]


@pytest.mark.parametrize("name", ORDERED)
def test_a_comma_without_a_name_orders_nothing(mentor: Expert, name: str) -> None:
    hub = signed_in(a_person(Role.COORDINATOR))
    plain = hub.get(f"/api/{name}/").json()
    for ordering in (",", ",,", ""):
        answer = hub.get(f"/api/{name}/", {"ordering": ordering})
        assert (answer.status_code, answer.json()) == (200, plain)
    refused = hub.get(f"/api/{name}/", {"ordering": "moon,"})
    assert (refused.status_code, code_and_field(refused.json())[1]) == (400, "ordering")
