"""What people, programs and clocks get wrong: each is answered in the caller's language with what to do, and nothing is
left half-written.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person, Role
from agenda.models import Appointment, Commitment, DateOverride, TimeOff, Travel, WeeklyHours
from audit.models import AuditEntry
from clock.models import ClockShift
from directory.models import Expert
from mentoring.answers import answer_token
from mentoring.models import Programme, Session
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme

pytestmark = pytest.mark.django_db
MONDAY = datetime.fromisoformat("2026-11-23T00:00:00+00:00")
START = "2026-11-25T00:00:00Z"  # Tuesday 16:00 in California
FIVE_MINUTES = timedelta(minutes=5)
LIMITS = {
    "buffer_before_minutes": 0,
    "buffer_after_minutes": 0,
    "notice_hours": 0,
    "max_per_day": None,
    "max_per_week": None,
}


@pytest.fixture
def mentor(db: None) -> Expert:
    ClockShift.show(MONDAY)
    return a_mentor()


@pytest.fixture
def founder(mentor: Expert) -> Person:
    return a_founder(humane_from=time(0), humane_until=time(23, 59))


@pytest.fixture
def programme() -> Programme:
    return a_programme(notice_hours=0)


def signed_in(person: Person, language: str = "en") -> APIClient:
    client = APIClient(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(person)
    return client


def everything() -> list[int]:
    """How much there is of what any of these requests could write."""
    kept = (Appointment, AuditEntry, Commitment, DateOverride, Message, Session, TimeOff, Travel, WeeklyHours)
    return [model._default_manager.count() for model in kept]


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


def code_and_field(problem: dict[str, Any]) -> tuple[str, str]:
    if problem["code"] != "invalid":
        return problem["code"], problem["errors"][0]["field"]
    return problem["errors"][0]["code"], problem["errors"][0]["field"].split(".")[0]


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
    ("0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z"),
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


def asked(client: APIClient, programme: Programme, mentor: Expert, start: str = START) -> Any:
    body = {"programme": programme.slug, "expert": mentor.pk, "goal": "Market", "starts_at": start}
    return client.post("/api/sessions/", body, format="json")


def test_what_is_held_for_others_is_not_there_for_anybody_else(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    session = asked(signed_in(founder), programme, mentor).json()["id"]
    strangers = [a_founder(), a_mentor().person, a_person(Role.CONTACT)]
    before = everything()
    for stranger in strangers:
        client = signed_in(stranger)
        answers = [client.get(f"/api/sessions/{session}/")] + [
            client.post(f"/api/sessions/{session}/{deed}/", {"reason": "mine", "word": ""}, format="json")
            for deed in ("accept", "decline", "cancel", "complete")
        ]
        assert {answer.status_code for answer in answers} <= {403, 404}
    assert everything() == before


def test_a_link_of_one_session_answers_no_other_and_a_changed_one_none(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    asked(signed_in(founder), programme, mentor)
    session = Session.objects.select_related("expert").get()
    token = answer_token(session, MONDAY + timedelta(days=1))
    claims, signature = token.rsplit(":", 1)
    changed = [
        f"{claims}x:{signature}",
        f"{claims}:{signature[::-1]}",
        "",
        "x",
        token + "x",
        "%00",
        token[: len(token) // 2],
    ]
    for wrong in changed:
        assert APIClient().post(f"/api/answers/{wrong}/accept/", {}, format="json").status_code == 404
    assert Session.objects.get().state == "requested"


def test_a_link_that_was_used_is_answered_so_when_it_is_used_again(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    asked(signed_in(founder), programme, mentor)
    token = answer_token(Session.objects.select_related("expert").get(), MONDAY + timedelta(days=1))
    answers = [APIClient().post(f"/api/answers/{token}/accept/", {}, format="json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["code"] == "already_answered"


# Clocks that are wrong by five minutes. Only the installation's own counts, and it gives no grace: a start, a hold and
# a link end at the second that everybody was told.


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (-FIVE_MINUTES, None),  # the caller's clock is late: what it takes for past is ahead
        (timedelta(), None),
        (FIVE_MINUTES, "starts_in_past"),  # the caller's clock is early, or the page was left open
    ],
)
def test_whether_a_start_has_passed_is_told_by_the_servers_clock(
    founder: Person, mentor: Expert, programme: Programme, now: timedelta, code: str | None
) -> None:
    client = signed_in(founder)
    ClockShift.show(datetime.fromisoformat(START) + now - timedelta(seconds=0 if code else 2))
    answer = client.post(
        "/api/sessions/",
        {"programme": programme.slug, "expert": mentor.pk, "goal": "Market", "starts_at": START},
        format="json",
        HTTP_DATE="Wed, 25 Nov 2026 00:10:00 GMT",
    )
    assert (answer.status_code, answer.json().get("code")) == ((201, None) if code is None else (400, code))
    if code:
        assert answer.json()["next_free"]


@pytest.mark.parametrize(("late", "status"), [(-2, 200), (1, 410), (300, 410)])
def test_a_link_ends_at_its_second_whatever_the_readers_clock_shows(
    founder: Person, mentor: Expert, programme: Programme, late: int, status: int
) -> None:
    asked(signed_in(founder), programme, mentor)
    session = Session.objects.select_related("appointment", "expert").get()
    expires_at = session.appointment.hold_expires_at
    assert expires_at is not None
    token = answer_token(session, expires_at)
    ClockShift.show(expires_at + timedelta(seconds=late))
    answer = APIClient().post(f"/api/answers/{token}/accept/", {}, format="json")
    assert answer.status_code == status
    if status == 410:
        assert answer.json()["code"] == "link_expired"
        assert Session.objects.get().state == "requested"


def test_a_request_repeated_by_a_clock_that_is_wrong_is_still_the_same_request(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    client, body = (
        signed_in(founder),
        {"programme": programme.slug, "expert": mentor.pk, "goal": "Market", "starts_at": START},
    )
    answers = []
    for skew in (FIVE_MINUTES, timedelta(), -FIVE_MINUTES):
        ClockShift.show(MONDAY + timedelta(hours=1) + skew)
        answers.append(client.post("/api/sessions/", body, format="json", HTTP_IDEMPOTENCY_KEY="once"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Session.objects.count() == 1


def test_what_was_seen_is_told_by_revision_not_by_time(
    founder: Person, mentor: Expert, programme: Programme
) -> None:
    client = signed_in(founder)
    made = asked(client, programme, mentor)
    path, seen = f"/api/sessions/{made.json()['id']}/", made["ETag"]
    ClockShift.show(MONDAY - FIVE_MINUTES)
    signed_in(mentor.person).post(f"{path}accept/", {}, format="json")
    stale = client.post(f"{path}cancel/", {"reason": "No"}, format="json", HTTP_IF_MATCH=seen)
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    again = client.post(
        f"{path}cancel/",
        {"reason": "No"},
        format="json",
        HTTP_IF_MATCH=client.get(path)["ETag"],
        HTTP_IF_UNMODIFIED_SINCE="Mon, 23 Nov 2020 00:00:00 GMT",
    )
    assert again.status_code == 200
