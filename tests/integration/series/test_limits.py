"""What the expert gives a day, week or month, and what the programme gives the startup: the dates of a series count
for each other, in the preview exactly as in the booking."""

from datetime import date, datetime
from typing import Any

import pytest
from rest_framework.test import APIClient

from agenda.models import Commitment
from directory.models import Expert
from mentoring.models import Programme, Series, Session
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder, a_programme, limits
from tests.integration.series.conftest import booked, post, sign_in, starts

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
THREE_A_WEEK = {"frequency": "weekly", "weekdays": [1, 2, 3], "count": 6}  # Tuesday to Thursday


def clashes(answer: Any) -> list[tuple[str, str]]:
    return [(row["on"], row["reason"]) for row in answer.json()["clashes"]]


def foreseen(client: APIClient, body: Body) -> list[tuple[str, str]]:
    rows = post(client, "preview/", body).json()["dates"]
    return [(row["on"], row["clash"]) for row in rows if row["clash"]]


@pytest.fixture
def thrice(asked: Body) -> Body:
    return {**asked, "rule": THREE_A_WEEK}


def test_the_third_of_a_week_limited_to_two_is_a_clash(
    client: APIClient, thrice: Body, mentor: Expert
) -> None:
    limits(mentor, max_per_week=2)
    assert foreseen(client, thrice) == [("2026-10-22", "week_full"), ("2026-10-29", "week_full")]
    refused = post(client, "", thrice)
    assert (refused.status_code, refused.json()["code"]) == (409, "series_clashes")
    assert clashes(refused) == foreseen(client, thrice)
    assert (Series.objects.count(), Commitment.objects.count()) == (0, 0)


def test_the_alternatives_lie_where_the_limits_leave_room(
    client: APIClient, thrice: Body, mentor: Expert
) -> None:
    limits(mentor, max_per_week=2)
    every_other_week = {**thrice, "rule": {**THREE_A_WEEK, "every": 2, "count": 3}}
    row = post(client, "preview/", every_other_week).json()["dates"][2]
    offered = [span["starts_at"] for span in row["alternatives"]]
    # The Monday after: the week itself is full, the Friday before lies further off.
    assert offered == ["2026-10-26T23:00:00Z", "2026-10-26T23:30:00Z", "2026-10-27T00:00:00Z"]
    dates = ["2026-10-20", "2026-10-21"]
    chosen = [*({"on": on} for on in dates), {"on": "2026-10-22", "starts_at": offered[0]}]
    assert len(starts(booked(client, {**every_other_week, "chosen": chosen}))) == 3


@pytest.mark.parametrize(
    ("limit", "full"),
    [
        ({"max_per_week": 2}, ["2026-10-22", "2026-10-29"]),
        ({"max_per_month": 4}, ["2026-10-28", "2026-10-29"]),
        ({"max_per_day": 1}, []),
    ],
)
def test_what_the_preview_does_not_mark_can_be_booked_and_what_it_marks_cannot(
    client: APIClient, thrice: Body, mentor: Expert, limit: dict[str, int], full: list[str]
) -> None:
    limits(mentor, **limit)
    dates = post(client, "preview/", thrice).json()["dates"]
    assert [row["on"] for row in dates if row["clash"]] == full
    clean = [{"on": row["on"]} for row in dates if not row["clash"]]
    for marked in full:
        refused = post(client, "", {**thrice, "chosen": [*clean, {"on": marked}]})
        assert [row["on"] for row in refused.json()["clashes"]] == [marked]
    assert len(starts(booked(client, {**thrice, "chosen": clean}))) == 6 - len(full)


def test_what_others_have_booked_counts_too(
    client: APIClient, asked: Body, mentor: Expert, october: datetime
) -> None:
    limits(mentor, max_per_day=1)
    an_appointment(mentor.person, starts_at=october.replace(month=11, day=4, hour=2))
    assert foreseen(client, asked) == [("2026-11-03", "day_full")]


def test_pauses_between_the_dates_of_one_series_are_kept(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    limits(mentor, buffer_before_minutes=30, buffer_after_minutes=30)
    body = {**asked, "rule": {"frequency": "weekly", "count": 2}}
    chosen = [{"on": "2026-10-20"}, {"on": "2026-10-27", "starts_at": "2026-10-21T01:00:00Z"}]
    refused = post(client, "", {**body, "chosen": chosen})
    assert clashes(refused) == [("2026-10-27", "busy")]
    chosen[1]["starts_at"] = "2026-10-21T01:30:00Z"
    assert post(client, "", {**body, "chosen": chosen}).status_code == 201


def test_a_date_moved_into_a_full_day_is_refused(client: APIClient, asked: Body, mentor: Expert) -> None:
    limits(mentor, max_per_day=1)
    series = booked(client, {**asked, "rule": {"frequency": "weekly", "count": 2}})
    body = {"which": "this", "on": "2026-10-20", "starts_at": "2026-10-28T01:30:00Z", "reason": "Flight"}
    refused = post(client, f"{series['id']}/move/", body)
    assert (refused.status_code, clashes(refused)) == (409, [("2026-10-20", "day_full")])
    within_its_own_day = {**body, "starts_at": "2026-10-21T01:30:00Z"}
    assert post(client, f"{series['id']}/move/", within_its_own_day).status_code == 200


def test_those_that_follow_make_room_for_each_other(client: APIClient, asked: Body, mentor: Expert) -> None:
    limits(mentor, max_per_week=1)
    series = booked(client, {**asked, "rule": {"frequency": "weekly", "count": 3}})
    body = {"which": "following", "on": "2026-10-20", "starts_time": "17:00", "reason": "Job"}
    body |= {"starts_on": "2026-10-27", "version": series["version"]}
    assert len(starts(post(client, f"{series['id']}/move/", body).json())) == 3


def test_an_extension_counts_what_the_series_has_already(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    limits(mentor, max_per_month=2)
    series = booked(client, {**asked, "rule": {"frequency": "weekly", "count": 2}})
    in_november = post(client, f"{series['id']}/extend/", {"count": 2, "version": series["version"]})
    assert in_november.status_code == 200
    refused = post(client, f"{series['id']}/extend/", {"count": 1, "version": in_november.json()["version"]})
    assert clashes(refused) == [("2026-11-17", "month_full")]


def test_a_limit_set_after_the_request_does_not_hinder_its_answer(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    series = booked(client, {**asked, "programme": a_programme().slug})
    limits(mentor, max_per_month=1)
    accepted = post(sign_in(mentor.person), f"{series['id']}/accept/", {})
    assert (accepted.status_code, len(starts(accepted.json()))) == (200, 4)


def test_the_preview_marks_what_the_quota_of_the_month_does_not_give(
    client: APIClient, asked: Body, programme: Programme
) -> None:
    programme.quota_per_month = 1
    programme.save()
    body = {**asked, "rule": {"frequency": "weekly", "count": 4}}
    dates = post(client, "preview/", body).json()["dates"]
    # On the hub's clock: 21 and 28 October, 4 and 11 November.
    spent = {"per": "month", "limit": 1, "used": 0}
    assert [(row["on"], row["clash"], row["quota"]) for row in dates] == [
        ("2026-10-20", None, None),
        ("2026-10-27", "quota_used_up", {**spent, "period": "2026-10"}),
        ("2026-11-03", None, None),
        ("2026-11-10", "quota_used_up", {**spent, "period": "2026-11"}),
    ]
    assert [span["starts_at"][:7] for row in dates for span in row["alternatives"]] == []


def test_the_booking_refuses_as_for_single_sessions_and_names_the_months(
    client: APIClient, asked: Body, programme: Programme
) -> None:
    programme.quota_per_month = 1
    programme.save()
    refused = post(client, "", {**asked, "rule": {"frequency": "weekly", "count": 6}})
    told = refused.json()
    assert (refused.status_code, told["code"]) == (409, "quota_used_up")
    assert {name: told[name] for name in ("per", "limit", "used", "next_free_at")} == {
        "per": "month",
        "limit": 1,
        "used": 0,
        "next_free_at": "2026-10-31T15:00:00Z",
    }
    assert told["periods"] == [
        {"per": "month", "period": "2026-10", "limit": 1, "used": 0, "too_many": 1},
        {"per": "month", "period": "2026-11", "limit": 1, "used": 0, "too_many": 3},
    ]
    assert "2026-10, 2026-11" in told["detail"]
    assert Session.objects.count() == 0


def test_what_the_startup_has_booked_uses_the_quota_of_a_cycle(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    cycle = {"cycle_from_on": date(2026, 10, 1), "cycle_until_on": date(2026, 11, 30)}
    programme = a_programme(approval="automatic", quota_per_cycle=3, **cycle)
    body = {**asked, "programme": programme.slug}
    one = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "starts_at": "2026-10-15T00:00:00Z",
        "goal": "One",
    }
    assert client.post("/api/sessions/", one, format="json").status_code == 201
    assert foreseen(client, body) == [("2026-11-17", "quota_used_up")]
    kept = [{"on": on} for on in ("2026-10-20", "2026-11-03", "2026-12-01")]
    assert len(starts(booked(client, {**body, "chosen": kept}))) == 3
    other = sign_in(a_founder())
    assert (
        foreseen(other, {**body, "starts_time": "18:00"})
        == []
        == foreseen(other, asked | {"starts_time": "18:00"})
    )


def test_moves_and_extensions_stay_within_the_quota(
    client: APIClient, asked: Body, programme: Programme
) -> None:
    programme.quota_per_month = 2
    programme.save()
    series = booked(client, asked)  # two of them in November, on the hub's clock, and one in December
    move = {"which": "this", "on": "2026-10-20", "starts_at": "2026-11-06T01:00:00Z", "reason": "Flight"}
    refused = post(client, f"{series['id']}/move/", move)
    assert (refused.json()["code"], refused.json()["used"]) == ("quota_used_up", 2)
    within = {**move, "on": "2026-11-03"}
    assert post(client, f"{series['id']}/move/", within).status_code == 200
    more = {"count": 2, "version": client.get(f"/api/series/{series['id']}/").json()["version"]}
    refused = post(client, f"{series['id']}/extend/", more)
    assert (refused.json()["code"], refused.json()["periods"]) == (
        "quota_used_up",
        [{"per": "month", "period": "2026-12", "limit": 2, "used": 1, "too_many": 1}],
    )
