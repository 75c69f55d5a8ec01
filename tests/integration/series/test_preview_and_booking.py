"""A series seen before it is booked, booked as a whole, and lost as a whole."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Appointment, BusyTime, Commitment
from audit.models import AuditEntry
from calendars.models import CalendarEvent
from directory.models import Expert
from mentoring.jobs import let_time_pass
from mentoring.models import Programme, Series, Session
from messaging.models import Message, Reminder
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder, a_programme, limits
from tests.integration.series.conftest import booked, post, sign_in, starts

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


def test_the_preview_shows_every_date_on_both_clocks_and_marks_the_shift(
    client: APIClient, asked: Body
) -> None:
    seen = post(client, "preview/", asked).json()
    assert [
        (row["on"], row["expert_local"], row["founder_local"], row["shifts_for"]) for row in seen["dates"]
    ] == [
        ("2026-10-20", "2026-10-20T16:30", "2026-10-21T08:30", []),
        ("2026-11-03", "2026-11-03T16:30", "2026-11-04T09:30", ["founder"]),
        ("2026-11-17", "2026-11-17T16:30", "2026-11-18T09:30", []),
        ("2026-12-01", "2026-12-01T16:30", "2026-12-02T09:30", []),
    ]
    assert seen["rrule"] == (
        "DTSTART;TZID=America/Los_Angeles:20261020T163000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=4"
    )
    assert {row["clash"] for row in seen["dates"]} == {None}
    assert Session.objects.count() == 0


def test_on_the_founders_clock_it_is_the_mentor_whose_hour_shifts(client: APIClient, asked: Body) -> None:
    seen = post(
        client, "preview/", {**asked, "anchor": "founder", "starts_on": "2026-10-21", "starts_time": "08:30"}
    )
    assert [row["expert_local"][11:] for row in seen.json()["dates"]] == ["16:30", "15:30", "15:30", "15:30"]
    assert seen.json()["dates"][1]["shifts_for"] == ["expert"]
    assert [row["clash"] for row in seen.json()["dates"]] == [
        None,
        "outside_hours",
        "outside_hours",
        "outside_hours",
    ]


def test_a_clash_comes_with_its_reason_and_what_is_free_that_day(
    client: APIClient, asked: Body, mentor: Expert, october: datetime
) -> None:
    an_appointment(mentor.person, starts_at=october.replace(month=11, day=4, hour=0, minute=30))
    row = post(client, "preview/", asked).json()["dates"][1]
    assert row["clash"] == "busy"
    assert [span["starts_at"] for span in row["alternatives"]] == [
        "2026-11-04T01:30:00Z",
        "2026-11-04T02:00:00Z",
        "2026-11-04T02:30:00Z",
    ]


def test_the_preview_asks_no_more_questions_for_more_dates(client: APIClient, asked: Body) -> None:
    def statements(count: int) -> int:
        body = {**asked, "rule": {"frequency": "weekly", "every": 1, "count": count}}
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert post(client, "preview/", body).status_code == 200
        return len(seen)

    assert statements(2) == statements(100)


@pytest.mark.parametrize(
    ("rule", "field", "code"),
    [
        ({"frequency": "weekly", "count": 10_000}, "count", "too_many"),
        ({"frequency": "weekly", "until_on": "2036-01-01"}, "until_on", "too_many"),
        ({"frequency": "weekly"}, "count", "count_or_until"),
        ({"frequency": "monthly", "position": 1, "count": 2}, "position", "not_the_start"),
        ({"frequency": "weekly", "weekdays": [0], "count": 2}, "weekdays", "not_the_start"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_field(
    client: APIClient, asked: Body, rule: Body, field: str, code: str
) -> None:
    answer = post(client, "preview/", {**asked, "rule": rule})
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]


def test_every_date_takes_both_peoples_time_and_is_one_series(
    client: APIClient, asked: Body, mentor: Expert, founder: Person
) -> None:
    series = booked(client, asked)
    assert (series["state"], starts(series)) == (
        "active",
        ["10-20 23:30", "11-04 00:30", "11-18 00:30", "12-02 00:30"],
    )
    assert Commitment.objects.filter(released_at=None).count() == 8
    assert [event.occurrences.count() for event in CalendarEvent.objects.all()] == [4]
    assert series["may"] == ["skip", "move", "end", "extend"]
    actions = AuditEntry.objects.filter(subject_kind="series").values_list("action", flat=True)
    assert list(actions) == ["series.requested", "calendar.planned"]


def test_both_sides_get_one_notice_with_every_date_and_reminders_for_each(
    client: APIClient, asked: Body, mentor: Expert, founder: Person
) -> None:
    booked(client, asked)
    mails = {mail.person_id: mail for mail in Message.objects.filter(channel="email")}
    assert Message.objects.filter(channel="email").count() == 2
    assert {mail.kind for mail in mails.values()} == {"confirmed"}
    for line in (
        "Tue 20 Oct 16:30 California · Wed 21 Oct 08:30 Seoul",
        "Tue 3 Nov 16:30 California · Wed 4 Nov 09:30 Seoul",
        "Tue 1 Dec 16:30 California · Wed 2 Dec 09:30 Seoul",
    ):
        assert line in mails[mentor.person_id].body
    invitation = mails[mentor.person_id].invitation
    assert (invitation.count("BEGIN:VEVENT"), invitation.count("\nRRULE:")) == (1, 1)
    assert mails[mentor.person_id].invitation_method == "REQUEST"
    assert Reminder.objects.values("appointment").distinct().count() == 4


def test_all_dates_or_none_are_booked(
    client: APIClient, asked: Body, mentor: Expert, october: datetime
) -> None:
    an_appointment(mentor.person, starts_at=october.replace(month=11, day=4, hour=0, minute=30))
    answer = post(client, "", asked)
    assert (answer.status_code, answer.json()["code"]) == (409, "slot_taken")
    assert [(clash["on"], clash["reason"]) for clash in answer.json()["clashes"]] == [("2026-11-03", "busy")]
    assert (Series.objects.count(), Session.objects.count(), Appointment.objects.count()) == (0, 0, 1)


def test_a_clash_may_be_left_out_or_put_elsewhere(
    client: APIClient, asked: Body, mentor: Expert, october: datetime
) -> None:
    an_appointment(mentor.person, starts_at=october.replace(month=11, day=4, hour=0, minute=30))
    chosen = [
        {"on": "2026-10-20"},
        {"on": "2026-11-03", "starts_at": "2026-11-04T02:00:00Z"},
        {"on": "2026-12-01"},
    ]
    series = booked(client, {**asked, "chosen": chosen})
    assert starts(series) == ["10-20 23:30", "11-04 02:00", "12-02 00:30"]
    assert [row["is_moved"] for row in series["occurrences"]] == [False, True, False]


def test_a_date_that_the_rule_does_not_name_cannot_be_chosen(client: APIClient, asked: Body) -> None:
    answer = post(client, "", {**asked, "chosen": [{"on": "2026-10-27"}]})
    assert answer.json()["code"] == "not_an_occurrence"


def test_a_series_reaches_beyond_the_horizon_but_does_not_begin_there(client: APIClient, asked: Body) -> None:
    late = post(client, "preview/", {**asked, "starts_on": "2027-02-02"}).json()
    # Without the first, the second would be where it begins, and so on.
    assert [row["clash"] for row in late["dates"]] == ["beyond_horizon"] * 4
    far = {**asked, "rule": {"frequency": "weekly", "every": 1, "count": 20}}
    assert len(booked(client, far)["occurrences"]) == 20


def test_a_series_may_not_exceed_by_itself_what_the_expert_takes_a_week(
    client: APIClient, asked: Body, mentor: Expert
) -> None:
    limits(mentor, max_per_week=1)
    rule = {"frequency": "weekly", "weekdays": [1, 3], "count": 4}
    answer = post(client, "", {**asked, "rule": rule})
    assert (answer.status_code, answer.json()["code"]) == (409, "series_clashes")
    assert Session.objects.count() == 0


def test_each_date_counts_against_the_quota(client: APIClient, asked: Body, programme: Programme) -> None:
    programme.quota_per_month = 1
    programme.save()
    answer = post(client, "", {**asked, "rule": {"frequency": "weekly", "count": 2}})
    assert answer.json()["code"] == "quota_used_up"
    assert Session.objects.count() == 0


@pytest.fixture
def by_leave(asked: Body) -> Body:
    return {**asked, "programme": a_programme().slug}


def test_where_the_expert_decides_one_answer_takes_all_dates(
    client: APIClient, by_leave: Body, mentor: Expert, founder: Person
) -> None:
    series = booked(client, by_leave)
    assert (series["state"], len(starts(series, "requested")), series["may"]) == ("requested", 4, ["end"])
    assert list(Message.objects.values_list("person", "kind", "channel")) == [
        (mentor.person_id, "requested", "email")
    ]
    answer = post(sign_in(mentor.person), f"{series['id']}/accept/", {"word": "Gladly"})
    assert (answer.status_code, answer.json()["state"], len(starts(answer.json()))) == (200, "active", 4)
    assert Commitment.objects.filter(released_at=None, expires_at=None).count() == 8
    assert Message.objects.filter(person=founder, kind="confirmed", channel="email").count() == 1


def test_what_a_calendar_shows_when_a_series_is_accepted_is_a_line_of_the_dates_that_it_meets(
    client: APIClient, by_leave: Body, mentor: Expert
) -> None:
    series = booked(client, by_leave)
    second = Appointment.objects.order_by("starts_at")[1]
    during = (second.starts_at, second.ends_at)
    BusyTime.objects.create(person=mentor.person, source=1, external_id="x", during=during)
    assert post(sign_in(mentor.person), f"{series['id']}/accept/", {}).status_code == 200
    (line,) = AuditEntry.objects.filter(action="calendar.clash")
    assert (line.subject_id, line.details["person_id"]) == (str(second.pk), mentor.person_id)


def test_a_declined_series_gives_all_time_back(client: APIClient, by_leave: Body, mentor: Expert) -> None:
    series = booked(client, by_leave)
    answer = post(sign_in(mentor.person), f"{series['id']}/decline/", {"word": "Too many"})
    assert (answer.json()["state"], len(starts(answer.json(), "declined"))) == ("declined", 4)
    assert Commitment.objects.filter(released_at=None).count() == 0


def test_where_each_date_was_answered_by_itself_so_is_the_series(
    client: APIClient, by_leave: Body, mentor: Expert
) -> None:
    series = booked(client, by_leave)
    for row, deed in zip(series["occurrences"], ["accept", "decline", "accept", "decline"], strict=True):
        answer = sign_in(mentor.person).post(f"/api/sessions/{row['session']}/{deed}/", {}, format="json")
        assert answer.status_code == 200, answer.json()
    let_time_pass()
    found = client.get(f"/api/series/{series['id']}/").json()
    assert (found["state"], len(starts(found)), found["may"]) == (
        "active",
        2,
        ["skip", "move", "end", "extend"],
    )


def test_a_founder_takes_back_what_nobody_has_answered(client: APIClient, by_leave: Body) -> None:
    series = booked(client, by_leave)
    body = {"reason": "Found another way", "version": series["version"]}
    found = post(client, f"{series['id']}/end/", body).json()
    assert (found["state"], len(starts(found, "cancelled"))) == ("ended", 4)
    assert Commitment.objects.filter(released_at=None).count() == 0


def test_a_founder_cannot_accept_for_the_expert(client: APIClient, by_leave: Body) -> None:
    series = booked(client, by_leave)
    assert post(client, f"{series['id']}/accept/", {}).status_code == 409


def test_an_unanswered_series_expires_as_a_whole_with_one_notice(
    client: APIClient, by_leave: Body, founder: Person, october: datetime
) -> None:
    from clock.models import ClockShift

    series = booked(client, by_leave)
    ClockShift.show(october + timedelta(hours=49))
    let_time_pass()
    let_time_pass()
    found = client.get(f"/api/series/{series['id']}/").json()
    assert (found["state"], len(starts(found, "expired"))) == ("expired", 4)
    assert Message.objects.filter(person=founder, kind="expired").count() == 1


def test_a_stranger_sees_nothing(client: APIClient, asked: Body) -> None:
    series = booked(client, asked)
    stranger = sign_in(a_founder())
    assert stranger.get(f"/api/series/{series['id']}/").status_code == 404
    assert stranger.get("/api/series/").json()["count"] == 0
    assert client.get("/api/series/").json()["count"] == 1


def test_the_day_of_the_month_leaves_short_months_out_and_the_last_day_none(
    client: APIClient, asked: Body
) -> None:
    by_day = {"frequency": "monthly", "month_day": 30, "count": 4}
    asked |= {"starts_on": "2026-11-30", "starts_time": "16:30", "rule": by_day}
    dates = [row["on"] for row in post(client, "preview/", asked).json()["dates"]]
    assert dates == ["2026-11-30", "2026-12-30", "2027-01-30", "2027-03-30"]
    asked["rule"] = {**by_day, "month_day": -1}
    last = post(client, "preview/", asked).json()
    assert [row["on"] for row in last["dates"]] == ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]
    assert last["rrule"].endswith("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4")
    series = booked(client, {**asked, "chosen": [{"on": "2026-11-30"}, {"on": "2026-12-31"}]})
    assert (series["rule"]["month_day"], series["rule"]["position"]) == (-1, None)
    longer = post(client, f"{series['id']}/extend/preview/", {"count": 1}).json()["dates"]
    assert [row["on"] for row in longer] == ["2027-03-31"]


@pytest.mark.parametrize(
    ("rule", "field", "code"),
    [
        ({"month_day": 32}, "month_day", "bad_month_day"),
        ({"month_day": 20, "position": 3}, "month_day", "bad_month_day"),
        ({"month_day": 21}, "month_day", "not_the_start"),
        ({}, "position", "bad_position"),
    ],
)
def test_a_day_of_the_month_that_means_nothing_is_refused(
    client: APIClient, asked: Body, rule: Body, field: str, code: str
) -> None:
    asked["rule"] = {"frequency": "monthly", "count": 3, **rule}
    answer = post(client, "preview/", asked)
    assert (answer.status_code, answer.json()["errors"][0]["field"], answer.json()["code"]) == (
        400,
        field,
        code,
    )
