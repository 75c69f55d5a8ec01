"""Clocks that are wrong by five minutes. Only the installation's own counts, and it gives no grace: a start, a hold and
a link end at the second that everybody was told.
"""

from datetime import datetime, timedelta

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from clock.models import ClockShift
from directory.models import Expert
from mentoring.answers import answer_token
from mentoring.models import Programme, Session
from tests.faults.input.asking import MONDAY, START, asked, signed_in

pytestmark = pytest.mark.django_db


FIVE_MINUTES = timedelta(minutes=5)


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
