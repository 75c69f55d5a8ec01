"""Two servers of ours are five minutes apart: a link that one wrote holds on the other, as long as what it is about."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from mentoring.groups.joining import leave_group
from mentoring.groups.models import GroupSession
from mentoring.models import Session
from messaging.models import Message
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.groups.conftest import a_group, joined
from tests.integration.mentoring.conftest import MONDAY, Sign, at, set_clock
from tests.integration.mentoring.test_booking import ask

pytestmark = pytest.mark.django_db

SKEW = timedelta(minutes=5)
EITHER_SIDE = pytest.mark.parametrize("skew", [-SKEW, SKEW], ids=["behind", "ahead"])
# Of the server that is asked, against the end of the link by the clock that wrote it; and what it answers.
AROUND_THE_END = pytest.mark.parametrize(
    ("off", "is_open"), [(-SKEW, True), (-timedelta(seconds=2), True), (timedelta(), False), (SKEW, False)]
)


def anybody() -> APIClient:
    return APIClient(HTTP_ACCEPT_LANGUAGE="en")


def linked(kind: str, word: str) -> str:
    """What follows `word` in the newest mail of that kind."""
    mail = Message.objects.filter(kind=kind, channel="email").latest("pk")
    return mail.body.split(f"/{word}/")[1].split()[0]


@pytest.fixture
def link(monday: datetime, signed_in_as: Sign) -> str:
    """Of a request of Monday 00:00 UTC, for Wednesday."""
    asked = ask(signed_in_as(a_founder()), a_programme(), a_mentor(), at(2, 0))
    assert asked.status_code == 201, asked.json()
    return f"/api/answers/{linked('requested', 'answer')}/"


def accept(link: str, deed: str = "accept") -> Any:
    return anybody().post(f"{link}{deed}/", {}, format="json")


@EITHER_SIDE
def test_a_request_is_answered_at_once_on_the_other_server(link: str, skew: timedelta) -> None:
    set_clock(MONDAY + skew)
    assert anybody().get(link).status_code == 200
    assert accept(link).status_code == 200
    assert Session.objects.get().state == "confirmed"
    assert accept(link).json()["code"] == "already_answered"


@AROUND_THE_END
def test_a_link_opens_as_long_as_the_time_is_held_by_the_clock_of_who_is_asked(
    link: str, off: timedelta, is_open: bool
) -> None:
    ends_at = Session.objects.get().appointment.hold_expires_at
    assert ends_at
    set_clock(ends_at + off)
    seen, done = anybody().get(link), accept(link)
    assert [seen.status_code, done.status_code] == ([200, 200] if is_open else [410, 410])
    assert Session.objects.get().state == ("confirmed" if is_open else "requested")


@pytest.fixture
def group(monday: datetime) -> GroupSession:
    """Somebody waits and is offered the seat that has come free."""
    group = a_group(1)
    first = joined(group)
    joined(group)
    leave_group(group_id=group.pk, by=first.person, now=MONDAY)
    return group


@EITHER_SIDE
def test_an_offered_seat_is_taken_at_once_on_the_other_server(group: GroupSession, skew: timedelta) -> None:
    link = f"/api/offers/{linked('offered', 'offer')}/"
    set_clock(MONDAY + skew)
    assert anybody().get(link).json()["state"] == "offered"
    assert accept(link, "take").json()["state"] == "taken"


@AROUND_THE_END
def test_an_offer_ends_for_the_link_when_it_ends_for_the_seat(
    group: GroupSession, off: timedelta, is_open: bool
) -> None:
    link = f"/api/offers/{linked('offered', 'offer')}/"
    until = group.places.get().offered_until
    assert until
    set_clock(until + off)
    seen, done = anybody().get(link), accept(link, "take")
    assert [seen.status_code, done.status_code] == ([200, 200] if is_open else [410, 410])
    assert group.places.taken().count() == is_open


@EITHER_SIDE
def test_a_series_is_answered_at_once_on_the_other_server(
    monday: datetime, signed_in_as: Sign, skew: timedelta
) -> None:
    asked = {
        "programme": a_programme().slug,
        "expert": a_mentor().pk,
        "anchor": "expert",
        "starts_on": "2026-12-01",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "count": 3},
        "goal": "Enter the US market",
    }
    assert signed_in_as(a_founder()).post("/api/series/", asked, format="json").status_code == 201
    link = f"/api/series-answers/{linked('requested', 'series-answer')}/"
    set_clock(MONDAY + skew)
    assert accept(link).status_code == 200
    assert set(Session.objects.values_list("state", flat=True)) == {"confirmed"}
