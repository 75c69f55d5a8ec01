"""Finding time with several experts over the API."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

import clock
from accounts.models import Person
from accounts.operations import make_token
from agenda.models import CalendarReading, Schedule, Travel
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder, a_mentor, a_programme, limits
from tests.integration.mentoring.conftest import Sign, at, monday, signed_in_as

__all__ = ["monday", "signed_in_as"]  # fixtures
pytestmark = pytest.mark.django_db


@pytest.fixture
def founder(monday: datetime) -> Person:
    return a_founder()


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


@pytest.fixture
def programme() -> Programme:
    return a_programme(step_minutes=60, notice_hours=0)


def find(client: APIClient, programme: Programme, experts: list[Expert] | None = None, **more: object) -> Any:
    query: dict[str, Any] = {"programme": programme.slug, "from": at(0, 0), "until": at(7, 0), **more}
    if experts is not None:
        query["experts"] = ",".join(str(expert.pk) for expert in experts)
    return client.get("/api/free-starts/", query)


def booked(expert: Expert, starts_at: str, times: int = 1) -> None:
    for week in range(times):
        an_appointment(expert.person, starts_at=datetime.fromisoformat(starts_at) + timedelta(weeks=week))


def starts(row: dict[str, Any]) -> list[str]:
    return [start["starts_at"] for start in row["starts"]]


def test_who_is_free_next_comes_first_each_with_the_first_starts(
    client: APIClient, programme: Programme
) -> None:
    # 16:00 in California is 00:00 UTC of the next day; Monday in Seoul is Sunday there.
    busy, free = a_mentor(), a_mentor()
    for hour in range(4):
        booked(busy, at(1, hour))
    answer = find(client, programme, [busy, free], first=2).json()
    assert [(row["id"], starts(row)) for row in answer["experts"]] == [
        (free.pk, [at(1, 0), at(1, 1)]),
        (busy.pk, [at(2, 0), at(2, 1)]),
    ]
    assert (answer["starts"], answer["session_minutes"]) == ([], 60)


def test_each_start_is_one_that_the_experts_own_list_holds(client: APIClient, programme: Programme) -> None:
    experts = [a_mentor(), a_mentor(days=2)]
    limits(experts[0], buffer_before_minutes=30, max_per_day=1)
    booked(experts[0], at(2, 0))
    answer = find(client, programme, experts, first=500).json()
    query = {"programme": programme.slug, "from": at(0, 0), "until": at(7, 0)}
    for row in answer["experts"]:
        alone = client.get(f"/api/experts/{row['id']}/free-starts/", query).json()
        assert starts(row) == starts(alone)


def test_all_of_them_at_once_means_a_start_that_suits_everybody(
    client: APIClient, programme: Programme
) -> None:
    early, late = a_mentor(hours=(16 * 60, 19 * 60)), a_mentor(hours=(17 * 60, 20 * 60))
    booked(late, at(1, 1))
    answer = find(client, programme, [early, late], mode="all", first=3).json()
    assert starts(answer) == [at(1, 2), at(2, 1), at(2, 2)]


def test_for_all_each_keeps_own_limits_and_pauses_and_nobody_elses(
    client: APIClient, programme: Programme, founder: Person
) -> None:
    pausing, other = a_mentor(hours=(16 * 60, 19 * 60)), a_mentor(hours=(16 * 60, 19 * 60))
    limits(pausing, buffer_before_minutes=60, max_per_day=1)
    booked(other, at(1, 0))  # its end is no pause of the one who pauses
    booked(pausing, at(2, 0))  # one a day is enough
    booked(pausing, at(3, 23))
    answer = find(client, programme, [other, pausing], mode="all", first=100, until=at(4, 0)).json()
    assert starts(answer) == [at(1, 1), at(1, 2), at(3, 0), at(3, 1), at(3, 2)]


def test_of_any_the_least_loaded_comes_first_then_who_waits_longest_then_the_order_asked_for(
    client: APIClient, programme: Programme
) -> None:
    loaded, waited, recent, fresh = (a_mentor(hours=(16 * 60, 17 * 60)) for _ in range(4))
    booked(loaded, at(30, 0), times=2)
    booked(waited, at(-60, 0))
    booked(recent, at(-30, 0))

    def turn(*experts: Expert) -> list[int]:
        return [
            start["expert"] for start in find(client, programme, list(experts), mode="any").json()["starts"]
        ][:1]

    assert turn(loaded, recent, waited, fresh) == [fresh.pk]
    assert turn(loaded, recent, waited) == [waited.pk]
    assert turn(loaded, recent) == [recent.pk]
    same = [a_mentor(hours=(16 * 60, 17 * 60)) for _ in range(2)]
    assert (turn(same[0], same[1]), turn(same[1], same[0])) == ([same[0].pk], [same[1].pk])


def test_any_fills_in_whoever_is_free_where_the_first_in_turn_is_not(
    client: APIClient, programme: Programme
) -> None:
    first, second = a_mentor(days=1, hours=(16 * 60, 17 * 60)), a_mentor(days=2, hours=(16 * 60, 18 * 60))
    answer = find(client, programme, [first, second], mode="any").json()
    assert [(row["starts_at"], row["expert"]) for row in answer["starts"]] == [
        (at(1, 0), first.pk),
        (at(1, 1), second.pk),
        (at(2, 0), second.pk),
        (at(2, 1), second.pk),
    ]


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


def free_on_thursdays_only(person: Expert) -> None:
    """Somebody who is not often free soon."""
    Schedule.objects.get(person=person.person).weekly_hours.exclude(weekday=3).delete()


@pytest.mark.parametrize("mode", ["each", "all", "any"])
@pytest.mark.parametrize("signed_in_by", ["session", "token"])
def test_finding_takes_five_statements_for_one_expert_for_thirty_and_for_three_hundred(
    founder: Person, programme: Programme, mode: str, signed_in_by: str
) -> None:
    caller = APIClient()
    if signed_in_by == "session":
        caller.force_login(founder)
    else:
        _, text = make_token(person=founder, name="script", now=clock.now())
        caller.credentials(HTTP_AUTHORIZATION=f"Token {text}")
    Programme.objects.update(quota_per_month=4)
    experts = [a_mentor() for _ in range(20 if mode == "all" else 300)]
    for some in (experts[:1], experts[:30], experts):
        # Who calls, clock; programme with what is used of its quota; experts; all that is known of them.
        assert statements_of(caller, programme, some, mode) == 5
    for expert in experts[:2]:
        free_on_thursdays_only(expert)
    # Not enough is free soon: one more.
    for some in (experts[:1], experts[:2], experts[1:2]):
        assert statements_of(caller, programme, some, mode) == 6


def statements_of(caller: APIClient, programme: Programme, experts: list[Expert], mode: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = find(caller, programme, experts, mode=mode, until=at(28, 0))
    assert answer.status_code == 200
    return len(asked)


def test_an_expert_who_is_seldom_free_has_as_many_first_starts_as_one_who_often_is(
    client: APIClient, programme: Programme
) -> None:
    seldom, often = a_mentor(hours=(16 * 60, 17 * 60)), a_mentor()
    free_on_thursdays_only(seldom)
    answer = find(client, programme, [seldom, often], until=at(42, 0)).json()
    assert [(row["id"], len(row["starts"])) for row in answer["experts"]] == [(often.pk, 5), (seldom.pk, 5)]
    assert starts(answer["experts"][1])[:2] == [at(4, 0), at(11, 0)]


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


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"experts": "1,x"}, "bad_ids"),
        ({"experts": "999999"}, "expert_unknown"),
        ({"experts": ",".join(map(str, range(1, 302)))}, "too_many_experts"),
        ({"experts": ",".join(map(str, range(1, 22))), "mode": "all"}, "too_many_experts"),
        ({"colleagues": "me"}, "bad_ids"),
        ({"colleagues": ",".join(map(str, range(1, 12)))}, "too_many_colleagues"),
        ({"until": at(80, 0)}, "bad_window"),
        ({"until": at(0, 0)}, "bad_window"),
        ({"mode": "some"}, "invalid_choice"),
    ],
)
def test_a_question_that_is_too_wide_or_means_nothing_is_refused(
    client: APIClient, programme: Programme, more: dict[str, Any], code: str
) -> None:
    query = {"programme": programme.slug, "from": at(0, 0), "until": at(7, 0)}
    answer = client.get("/api/free-starts/", query | more)
    assert (answer.status_code, [error["code"] for error in answer.json()["errors"]]) == (400, [code])


def test_a_topic_names_the_experts_who_know_it(client: APIClient, programme: Programme) -> None:
    knowing = a_mentor()
    knowing.topics.create(slug="pricing", name_ko="가격", name_en="Pricing")
    a_mentor()
    answer = find(client, programme, topic="pricing").json()
    assert [row["id"] for row in answer["experts"]] == [knowing.pk]


def test_colleagues_who_take_part_bring_their_hours_and_what_they_have_taken(
    client: APIClient, programme: Programme, founder: Person
) -> None:
    experts = [a_mentor(hours=(16 * 60, 20 * 60)) for _ in range(2)]  # 09:00 to 13:00 in Seoul
    startup = founder.membership.startup
    late = a_founder(startup, humane_from=time(10), name="Late")
    busy = a_founder(startup, name="Busy")
    an_appointment(busy, starts_at=datetime.fromisoformat(at(1, 2)))
    ids = f"{late.pk},{busy.pk}"
    answer = find(client, programme, experts, mode="all", colleagues=ids, until=at(2, 0))
    assert starts(answer.json()) == [at(1, 1), at(1, 3)]
    each = find(client, programme, experts, mode="each", colleagues=ids, until=at(2, 0)).json()
    assert [starts(row) for row in each["experts"]] == [[at(1, 1), at(1, 3)]] * 2
    either = find(client, programme, experts, mode="any", colleagues=str(late.pk), until=at(2, 0)).json()
    assert starts(either) == [at(1, 1), at(1, 2), at(1, 3)]
    alone = find(client, programme, experts, mode="all", until=at(2, 0)).json()
    assert starts(alone) == [at(1, 0), at(1, 1), at(1, 2), at(1, 3)]


def test_only_people_of_ones_own_company_can_be_named_as_colleagues(
    client: APIClient, programme: Programme, founder: Person, signed_in_as: Sign
) -> None:
    expert, stranger = a_mentor(), a_founder()
    gone = a_founder(founder.membership.startup, is_active=False)
    for person in (stranger, gone, founder, expert.person):
        answer = find(client, programme, [expert], colleagues=str(person.pk))
        told = (answer.status_code, answer.json()["code"], answer.json()["colleagues"])
        assert told == (400, "colleague_unknown", [person.pk])
    hers = signed_in_as(expert.person)
    assert find(hers, programme, [expert], colleagues=str(founder.pk)).json()["code"] == "colleague_unknown"


def test_colleagues_cost_one_statement_however_many_they_are(founder: Person, programme: Programme) -> None:
    caller = APIClient()
    caller.force_login(founder)
    experts = [a_mentor() for _ in range(30)]
    for count in (1, 10):
        ids = ",".join(str(a_founder(founder.membership.startup).pk) for _ in range(count))
        with CaptureQueriesContext(connection) as asked:
            answer = find(caller, programme, experts, colleagues=ids)
        assert (answer.status_code, len(asked)) == (200, 6)


def test_colleagues_are_the_others_of_ones_own_company_without_phone_or_address(
    client: APIClient, founder: Person
) -> None:
    a_founder()
    startup = founder.membership.startup
    a_founder(startup, is_active=False)
    later = a_founder(startup, name="Yuna", phone="+821012345678", time_zone="Europe/London")
    first = a_founder(startup, name="Bora")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/api/colleagues/")
    assert len(asked) == 2  # who calls, and the colleagues
    assert answer.json() == [
        {"id": first.pk, "name": "Bora", "time_zone": "Asia/Seoul"},
        {"id": later.pk, "name": "Yuna", "time_zone": "Europe/London"},
    ]


@pytest.mark.parametrize("mode", ["each", "all", "any"])
def test_whoever_is_on_a_journey_is_told_on_which_clock_from_which_start_on(
    client: APIClient, programme: Programme, founder: Person, mode: str
) -> None:
    # One hour a day: 00:00 UTC of Tuesday to Saturday; from Thursday on the expert lives in Anchorage.
    expert = a_mentor(hours=(16 * 60, 17 * 60))
    for person, zone in ((expert.person, "America/Anchorage"), (founder, "Asia/Tokyo")):
        first = date(2026, 11, 26)
        Travel.objects.create(person=person, from_on=first, to_on=date(2026, 12, 31), time_zone=zone)
    answer = find(client, programme, [expert], mode=mode).json()
    (row,) = answer["experts"]
    assert (row["time_zone"], answer["viewer_time_zone"]) == ("America/Los_Angeles", "Asia/Seoul")
    zones = [[one["time_zone"] for one in clock] for clock in (row["clock"], answer["viewer_clock"])]
    assert zones == [["America/Los_Angeles", "America/Anchorage"], ["Asia/Seoul", "Asia/Tokyo"]]
    assert answer["viewer_clock"][1]["from_at"] == at(3, 0)
    query = {"programme": programme.slug, "from": at(4, 0), "until": at(7, 0)}
    alone = client.get(f"/api/experts/{expert.pk}/free-starts/", query).json()
    assert (alone["expert_time_zone"], alone["viewer_time_zone"]) == ("America/Anchorage", "Asia/Tokyo")
