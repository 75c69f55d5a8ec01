"""Finding time with several experts over the API."""

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Travel
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.hub import a_mentor, limits
from tests.integration.finding.asking import booked, find, free_on_thursdays_only, starts
from tests.integration.mentoring.conftest import at

pytestmark = pytest.mark.django_db


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


def test_an_expert_who_is_seldom_free_has_as_many_first_starts_as_one_who_often_is(
    client: APIClient, programme: Programme
) -> None:
    seldom, often = a_mentor(hours=(16 * 60, 17 * 60)), a_mentor()
    free_on_thursdays_only(seldom)
    answer = find(client, programme, [seldom, often], until=at(42, 0)).json()
    assert [(row["id"], len(row["starts"])) for row in answer["experts"]] == [(often.pk, 5), (seldom.pk, 5)]
    assert starts(answer["experts"][1])[:2] == [at(4, 0), at(11, 0)]


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
