"""Dates of a series that are asked for at an hour of their own, as where two take the early and the late end in turns."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.zone_rules import installed_rules, note_rules
from clock.models import ClockShift
from directory.models import Expert
from mentoring.models import Programme, Session
from mentoring.series.replanning import replan
from mentoring.series.shifting import announce_shifts
from messaging.models import Message
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder
from tests.integration.series.conftest import booked, post, starts
from tests.zone_files import california_without_daylight_saving_from_2027, zones_read_from

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
JANUARY = datetime(2027, 1, 12, tzinfo=UTC)
# Tuesdays in California, at 16:00 and 17:30 in turns; daylight saving is to begin there on 14 March.
TURNS = ["02-24 00:00", "03-03 01:30", "03-10 00:00", "03-17 00:30", "03-23 23:00", "03-31 00:30"]
BY_NEW_LAW = ["02-24 00:00", "03-03 01:30", "03-10 00:00", "03-17 01:30", "03-24 00:00", "03-31 01:30"]


@pytest.fixture
def founder(db: None) -> Person:
    ClockShift.show(JANUARY)
    return a_founder(humane_from=time(7))


@pytest.fixture
def wish(programme: Programme, mentor: Expert) -> Body:
    own = {
        "2027-03-02": "2027-03-03T01:30:00Z",
        "2027-03-16": "2027-03-17T00:30:00Z",
        "2027-03-30": "2027-03-31T00:30:00Z",
    }
    by_rule = ("2027-02-23", "2027-03-09", "2027-03-23")
    return {
        "programme": programme.slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2027-02-23",
        "starts_time": "16:00",
        "rule": {"frequency": "weekly", "count": 6},
        "goal": "Enter the US market",
        "chosen": [*({"on": on} for on in by_rule), *({"on": on, "starts_at": at} for on, at in own.items())],
    }


@pytest.fixture
def doctored(tmp_path: Path) -> Path:
    california_without_daylight_saving_from_2027(tmp_path)
    return tmp_path


@pytest.fixture
def series(client: APIClient, wish: Body) -> Body:
    found = booked(client, wish)
    note_rules(rules=installed_rules(), now=JANUARY)
    Message.objects.all().delete()
    return found


def seen(client: APIClient, series: Body) -> Body:
    found: Body = client.get(f"/api/series/{series['id']}/").json()
    return found


def told(rows: list[Body]) -> list[tuple[str, str, str | None]]:
    """(on the mentor's clock, on the founder's, what stands in the way)."""
    return [(row["expert_local"][5:], row["founder_local"][5:], row["clash"]) for row in rows]


def test_every_date_is_previewed_at_its_own_hour_with_its_clash(
    client: APIClient, wish: Body, mentor: Expert
) -> None:
    an_appointment(mentor.person, starts_at=datetime(2027, 3, 17, 0, 30, tzinfo=UTC))
    wish["chosen"] = [row for row in wish["chosen"] if row["on"] != "2027-03-30"]
    rows = post(client, "preview/", wish).json()["dates"]
    assert told(rows) == [
        ("02-23T16:00", "02-24T09:00", None),
        ("03-02T17:30", "03-03T10:30", None),
        ("03-09T16:00", "03-10T09:00", None),
        ("03-16T17:30", "03-17T09:30", "busy"),
        ("03-23T16:00", "03-24T08:00", None),
    ]
    assert rows[3]["alternatives"] != []
    assert [row["is_moved"] for row in rows] == [False, True, False, True, False]
    assert [row["shifts_for"] for row in rows] == [[], [], [], [], []]


def test_chosen_dates_are_checked_as_when_they_are_asked_for(client: APIClient, wish: Body) -> None:
    answer = post(client, "preview/", {**wish, "chosen": [{"on": "2027-02-24"}]})
    assert (answer.status_code, answer.json()["code"]) == (400, "not_an_occurrence")


def test_they_are_booked_as_they_were_chosen(series: Body) -> None:
    assert starts(series) == TURNS
    assert [row["is_moved"] for row in series["occurrences"]] == [False, True] * 3
    assert {tuple(row["shifts_for"]) for row in series["occurrences"]} == {(), ("founder",)}


def test_each_keeps_its_own_hour_on_the_clock_of_the_series(
    client: APIClient, series: Body, doctored: Path
) -> None:
    with zones_read_from(doctored):
        assert {shift.clash for shift in replan(now=JANUARY)} == {None}
        found = seen(client, series)
        assert starts(found) == BY_NEW_LAW
        hours = [row["expert_local"][11:] for row in found["occurrences"]]
        assert hours == ["16:00", "17:30"] * 3
        assert replan(now=JANUARY) == []


def test_on_another_day_too(client: APIClient, wish: Body, doctored: Path) -> None:
    wish["chosen"][-1]["starts_at"] = "2027-04-01T00:30:00Z"
    series = booked(client, wish)
    with zones_read_from(doctored):
        replan(now=JANUARY)
        last = seen(client, series)["occurrences"][-1]
        assert (last["on"], last["expert_local"]) == ("2027-03-30", "2027-03-31T17:30")


def test_moved_by_hand_later_it_is_an_instant_that_both_agreed_and_stays(
    client: APIClient, series: Body, doctored: Path
) -> None:
    move = {"which": "this", "on": "2027-03-30", "starts_at": "2027-04-01T01:00:00Z", "reason": "Flight"}
    assert post(client, f"{series['id']}/move/", move).status_code == 200
    with zones_read_from(doctored):
        replan(now=JANUARY)
        assert starts(seen(client, series)) == [*BY_NEW_LAW[:5], "04-01 01:00"]


def test_where_the_following_move_those_with_their_own_hour_stay_and_still_mean_it(
    client: APIClient, series: Body, doctored: Path
) -> None:
    later = {
        "which": "following",
        "on": "2027-03-02",
        "starts_on": "2027-03-02",
        "starts_time": "18:00",
        "version": series["version"],
        "reason": "Job",
    }
    found = post(client, f"{series['id']}/move/", later).json()
    assert starts(found) == ["03-03 02:00", "03-10 02:00", "03-17 00:30", "03-24 01:00", "03-31 00:30"]
    assert [row["is_moved"] for row in found["occurrences"]] == [False, False, True, False, True]
    with zones_read_from(doctored):
        replan(now=JANUARY)
        hours = [row["expert_local"][11:] for row in seen(client, found)["occurrences"]]
        assert hours == ["18:00", "18:00", "17:30", "18:00", "17:30"]


def test_the_turn_of_the_other_is_no_shift_of_a_clock(series: Body, founder: Person) -> None:
    told = [announce_shifts(now=datetime(2027, 3, on, 2, tzinfo=UTC)) for on in (1, 8, 15, 20, 29)]
    assert told == [
        0,
        0,
        0,
        1,
        0,
    ]  # only of the 23rd, by the rule the first after the clocks were put forward
    assert Message.objects.filter(kind="shift", channel="email").get().person == founder


def test_an_hour_that_is_chosen_is_kept_as_the_clock_shows_it(series: Body) -> None:
    rows = Session.objects.filter(series=series["id"]).order_by("occurrence_on")
    assert list(rows.values_list("wall_on", "wall_time"))[:2] == [
        (None, None),
        (datetime(2027, 3, 2, tzinfo=UTC).date(), time(17, 30)),
    ]
