"""A series that runs: dates left out, moved, moved with all that follow, ended, extended."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from agenda.models import Commitment
from directory.models import Expert
from mentoring.models import Series, Session
from messaging.models import Message, Reminder
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_programme, limits
from tests.integration.series.conftest import booked, post, sign_in, starts

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
ALL = ["10-20 23:30", "11-04 00:30", "11-18 00:30", "12-02 00:30"]


@pytest.fixture
def series(client: APIClient, asked: Body) -> Body:
    found = booked(client, asked)
    Message.objects.all().delete()
    return found


def test_one_date_is_left_out_and_its_time_is_free(client: APIClient, series: Body) -> None:
    found = post(client, f"{series['id']}/skip/", {"on": "2026-11-03", "reason": "Trade fair"}).json()
    assert (starts(found), starts(found, "cancelled")) == ([ALL[0], *ALL[2:]], [ALL[1]])
    assert Commitment.objects.filter(released_at=None).count() == 6
    again = post(client, f"{series['id']}/skip/", {"on": "2026-11-03", "reason": "Trade fair"})
    assert again.json()["code"] == "not_an_occurrence"


def test_one_date_is_moved_and_keeps_its_place_in_the_series(client: APIClient, series: Body) -> None:
    body = {"which": "this", "on": "2026-11-03", "starts_at": "2026-11-05T01:00:00Z", "reason": "Flight"}
    found = post(client, f"{series['id']}/move/", body).json()
    assert starts(found) == [ALL[0], "11-05 01:00", *ALL[2:]]
    assert [row["on"] for row in found["occurrences"]] == [row["on"] for row in series["occurrences"]]
    assert [row["is_moved"] for row in found["occurrences"]] == [False, True, False, False]


def following(series: Body, **more: object) -> Body:
    return {
        "which": "following",
        "on": "2026-11-17",
        "starts_on": "2026-11-18",
        "starts_time": "17:00",
        "version": series["version"],
        "reason": "New job",
        **more,
    }


def test_this_and_the_following_move_to_a_new_series(client: APIClient, series: Body, mentor: Expert) -> None:
    found = post(client, f"{series['id']}/move/", following(series)).json()
    assert (found["follows"], starts(found)) == (series["id"], ["11-19 01:00", "12-03 01:00"])
    assert (found["starts_on"], found["starts_time"], found["rule"]["count"]) == ("2026-11-18", "17:00", 2)
    old = client.get(f"/api/series/{series['id']}/").json()
    assert (old["state"], starts(old), old["followed_by"]) == ("continued", ALL[:2], found["id"])
    assert old["rule"]["count"] == 2
    assert {row["session"] for row in found["occurrences"]} == {
        row["session"] for row in series["occurrences"][2:]
    }
    mails = Message.objects.filter(person=mentor.person, kind="moved", channel="email")
    assert [mail.body.count("17:00 California") for mail in mails] == [3]  # "When", and both dates
    planned = Reminder.objects.filter(
        state="planned", appointment__in=[r["session"] for r in found["occurrences"]]
    )
    assert {reminder.version for reminder in planned} == {2}


def test_half_an_hour_later_does_not_collide_with_itself(client: APIClient, series: Body) -> None:
    body = following(series, on="2026-10-20", starts_on="2026-10-20", starts_time="17:00")
    found = post(client, f"{series['id']}/move/", body).json()
    assert starts(found) == ["10-21 00:00", "11-04 01:00", "11-18 01:00", "12-02 01:00"]


def test_all_that_follow_move_or_none(
    client: APIClient, series: Body, mentor: Expert, october: datetime
) -> None:
    an_appointment(mentor.person, starts_at=october.replace(month=12, day=3, hour=1))
    answer = post(client, f"{series['id']}/move/", following(series))
    assert (answer.status_code, [clash["on"] for clash in answer.json()["clashes"]]) == (409, ["2026-12-02"])
    assert starts(client.get(f"/api/series/{series['id']}/").json()) == ALL
    assert Commitment.objects.filter(released_at=None).count() == 9
    assert Series.objects.count() == 1


def test_a_stale_version_moves_nothing(client: APIClient, series: Body) -> None:
    post(client, f"{series['id']}/skip/", {"on": "2026-11-03", "reason": "Trade fair"})
    answer = post(client, f"{series['id']}/move/", following(series))
    assert (answer.status_code, answer.json()["code"]) == (412, "changed_meanwhile")
    assert [row["field"] for row in answer.json()["changed"]] == ["dates.2026-11-03"]


def test_ended_early_the_rest_is_called_off_with_one_notice(
    client: APIClient, series: Body, mentor: Expert
) -> None:
    body = {"from_on": "2026-11-17", "reason": "Goal reached", "version": series["version"]}
    found = post(client, f"{series['id']}/end/", body).json()
    assert (found["state"], starts(found), starts(found, "cancelled")) == ("ended", ALL[:2], ALL[2:])
    mails = Message.objects.filter(person=mentor.person, channel="email")
    # Its calendar event goes on to the last date that is left.
    rule = "RRULE:FREQ=WEEKLY;UNTIL=20261104T075959Z;INTERVAL=2;BYDAY=TU"
    assert [(mail.kind, mail.invitation.count(rule)) for mail in mails] == [("cancelled", 1)]
    assert found["may"] == []


def test_extended_it_goes_on_by_the_same_rule(client: APIClient, series: Body) -> None:
    found = post(client, f"{series['id']}/extend/", {"count": 2, "version": series["version"]}).json()
    assert starts(found) == [*ALL, "12-16 00:30", "12-30 00:30"]
    assert found["rule"]["count"] == 6
    assert Message.objects.filter(kind="confirmed", channel="email").count() == 2


def test_an_extension_asked_for_by_the_startup_waits_for_the_expert(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    series = booked(client, {**asked, "programme": a_programme().slug})
    running = post(sign_in(mentor.person), f"{series['id']}/accept/", {}).json()
    longer = post(client, f"{series['id']}/extend/", {"count": 1, "version": running["version"]}).json()
    assert (starts(longer), starts(longer, "requested")) == (ALL, ["12-16 00:30"])
    accepted = post(sign_in(mentor.person), f"{series['id']}/accept/", {}).json()
    assert starts(accepted) == [*ALL, "12-16 00:30"]


def test_more_than_two_years_of_weeks_are_refused(client: APIClient, series: Body) -> None:
    answer = post(client, f"{series['id']}/extend/", {"count": 101, "version": series["version"]})
    assert answer.json()["code"] == "too_many"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"wall_time": "09:00"}, "session_hour_of_its_own_is_of_a_series"),
        ({"occurrence_on": None}, "session_of_a_series_is_an_occurrence"),
        ({"occurrence_on": "2026-10-20"}, "session_once_per_occurrence_of_a_series"),
    ],
)
def test_the_database_keeps_occurrences_apart(series: Body, change: Body, constraint: str) -> None:
    last = Session.objects.filter(pk=series["occurrences"][-1]["session"])
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        last.update(**change)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "lost"}, "series_state_is_known"),
        ({"anchor": "moon"}, "series_anchor_is_known"),
        ({"until_on": "2027-01-01"}, "series_ends_after_a_count_or_on_a_date"),
        ({"position": 1}, "series_monthly_by_weekday_or_day_of_the_month"),
        ({"month_day": 1}, "series_monthly_by_weekday_or_day_of_the_month"),
        ({"state": "requested"}, "series_only_a_request_expires"),
    ],
)
def test_the_database_keeps_a_series_meaningful(series: Body, change: Body, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Series.objects.filter(pk=series["id"]).update(**change)


def test_what_is_agreed_may_move_however_far_ahead_but_not_beyond_its_own_span(
    client: APIClient, series: Body, mentor: Expert
) -> None:
    limits(
        mentor, window_days=7
    )  # by now the expert is booked a week ahead only; the series was agreed before
    one = {"which": "this", "on": "2026-11-03", "starts_at": "2026-11-05T01:00:00Z", "reason": "Flight"}
    assert post(client, f"{series['id']}/move/preview/", one).json()["dates"][0]["clash"] is None
    moved = post(client, f"{series['id']}/move/", one)
    assert (moved.status_code, starts(moved.json())[1]) == (200, "11-05 01:00")
    later = following(moved.json())
    shown = post(client, f"{series['id']}/move/preview/", later).json()["dates"]
    assert [row["clash"] for row in shown] == [None, None]
    found = post(client, f"{series['id']}/move/", later).json()
    assert starts(found) == ["11-19 01:00", "12-03 01:00"]
    beyond = {**one, "on": "2026-12-02", "starts_at": "2026-12-17T01:00:00Z"}
    refused = post(client, f"{found['id']}/move/", beyond)
    assert (refused.status_code, refused.json()["clashes"][0]["reason"]) == (409, "beyond_horizon")
