"""What Google shows somebody already is not offered to them for a second event there."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from icalendar import Calendar
from rest_framework.test import APIClient

import clock
from accounts.models import Person, Role
from calendars.models import CalendarEvent, WriteState
from mentoring.other_times.links import other_time_link
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, connect
from tests.integration.calendars.hub_account import HUB
from tests.integration.groups.conftest import a_group, joined
from tests.integration.heeding.stage import BY_ANYBODY, ORGANISERS, Stage, a_stage, a_stage_by, client, work
from tests.integration.mentoring.conftest import at
from tests.integration.mentoring.test_booking import ask
from tests.integration.series.conftest import booked

pytestmark = pytest.mark.django_db(transaction=True)


def in_google(stage: Stage, person: Person) -> list[bool]:
    """What the session's page, and its row in the list, tell."""
    reader = client(person)
    (row,) = reader.get("/api/sessions/").json()["results"]
    return [reader.get(stage.url).json()["in_google"], row["in_google"]]


def of_everybody(stage: Stage) -> list[list[bool]]:
    people = [stage.mentor.person, stage.founder, a_person(Role.COORDINATOR)]
    return [in_google(stage, person) for person in people]


def behind_link(stage: Stage, person: Person, path: str = "") -> Any:
    token = other_time_link(stage.session, person, now=clock.now()).rsplit("/", 1)[1]
    return APIClient().get(f"/api/other-times/{token}/{path}")


@BY_ANYBODY
def test_google_shows_it_to_its_organiser_and_to_those_it_invited(
    by: str, request: pytest.FixtureRequest, monday: datetime, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage_by(request, google, by)
    expert_too = ORGANISERS[by] in (MENTOR_AT_GOOGLE, HUB)
    assert of_everybody(stage) == [[expert_too] * 2, [True] * 2, [False] * 2]


def test_whoever_is_invited_by_mail_may_add_it_to_google(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google, organiser=FOUNDER_AT_GOOGLE)
    assert of_everybody(stage) == [[False] * 2, [True] * 2, [False] * 2]
    told = [behind_link(stage, person).json() for person in (stage.mentor.person, stage.founder)]
    assert [one["in_google"] for one in told] == [False, True]
    assert {(one["session"], one["meet_url"] == stage.event.room_url) for one in told} == {
        (stage.session_id, True)
    }


def refused(event: CalendarEvent) -> dict[str, Any]:
    return {"state": WriteState.FAILED, "written_version": 0}


def refused_later(event: CalendarEvent) -> dict[str, Any]:
    return {"state": WriteState.FAILED}


def mailed(event: CalendarEvent) -> dict[str, Any]:
    return {"state": WriteState.NONE}


def waiting(event: CalendarEvent) -> dict[str, Any]:
    return {"state": WriteState.WAITING, "written_version": 0}


def orphaned(event: CalendarEvent) -> dict[str, Any]:
    return {"organiser": None}


@pytest.mark.parametrize(
    ("stands", "shown"),
    [(refused, False), (refused_later, True), (mailed, False), (waiting, True), (orphaned, False)],
)
def test_what_google_never_took_is_not_there_and_what_it_is_about_to_take_is(
    monday: datetime,
    google: GoogleEmulatorHandle,
    stands: Callable[[CalendarEvent], dict[str, Any]],
    shown: bool,
) -> None:
    stage = a_stage(google)
    CalendarEvent.objects.filter(pk=stage.event.pk).update(**stands(stage.event))
    assert [in_google(stage, person) for person in (stage.mentor.person, stage.founder)] == [[shown] * 2] * 2


def test_a_request_is_nowhere_yet_nor_is_what_somebody_without_google_agreed_to(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    mentor, founder = a_mentor(), a_founder()
    connect(google, founder, FOUNDER_AT_GOOGLE, now=clock.now())
    asked = ask(client(founder), a_programme(), mentor, at(2, 0)).json()
    stage = Stage(google, founder, mentor, asked["id"], FOUNDER_AT_GOOGLE)
    assert of_everybody(stage) == [[False] * 2] * 3
    client(mentor.person).post(f"{stage.url}accept/", {}, format="json")
    assert of_everybody(stage) == [[False] * 2, [True] * 2, [False] * 2]


def test_what_was_called_off_is_not_there(monday: datetime, google: GoogleEmulatorHandle) -> None:
    stage = a_stage(google)
    client(stage.founder).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    assert in_google(stage, stage.founder) == [False, False]


def test_the_link_for_another_time_gives_the_agreed_time_as_a_file(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    stage = a_stage(google)
    answer = behind_link(stage, stage.founder, "invitation.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    file: Any = Calendar.from_ical(answer.content)
    (event,) = file.events
    assert event["DTSTART"].dt.strftime("%Y-%m-%dT%H:%M:%SZ") == at(2, 0)
    client(stage.founder).post(f"{stage.url}cancel/", {"reason": "Ill"}, format="json")
    assert behind_link(stage, stage.founder, "invitation.ics").status_code == 404


def test_the_link_that_answered_tells_it_of_who_answers(
    monday: datetime, google: GoogleEmulatorHandle
) -> None:
    mentor, founder = a_mentor(), a_founder()
    connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    assert ask(client(founder), a_programme(), mentor, at(2, 0)).status_code == 201
    mail = Message.objects.get(kind="requested", channel="email", person=mentor.person)
    found = re.search(r"/answer/(\S+)", mail.body)
    assert found
    link = f"/api/answers/{found[1]}/"
    assert APIClient().get(link).json()["in_google"] is False
    APIClient().post(f"{link}accept/", {}, format="json")
    assert APIClient().get(link).json()["in_google"] is True  # before anybody has planned the event
    work()
    assert APIClient().get(link).json()["in_google"] is True
    CalendarEvent.objects.all().update(is_wanted=False, state=WriteState.WAITING)
    assert APIClient().get(link).json()["in_google"] is False


def test_dates_of_a_series_tell_it_one_by_one(monday: datetime, google: GoogleEmulatorHandle) -> None:
    mentor, founder = a_mentor(), a_founder()
    connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    asked = {
        "programme": a_programme(approval="automatic").slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-12-01",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "count": 2},
        "goal": "Enter the US market",
    }
    series = booked(client(founder), asked)
    work()
    first = series["occurrences"][0]["session"]
    client(founder).post(f"/api/sessions/{first}/cancel/", {"reason": "Ill"}, format="json")
    work()

    def told(person: Person) -> list[bool]:
        whole = client(person).get(f"/api/series/{series['id']}/").json()
        return [one["in_google"] for one in whole["occurrences"]]

    assert [told(mentor.person), told(founder)] == [[False, True], [False, False]]


def test_a_group_session_tells_it_to_who_has_a_seat(monday: datetime, google: GoogleEmulatorHandle) -> None:
    mentor, taking, mailed, looking = a_mentor(), a_founder(), a_founder(), a_founder()
    connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    connect(google, taking, FOUNDER_AT_GOOGLE, now=clock.now())
    group = a_group(expert=mentor)
    joined(group, taking)
    joined(group, mailed)
    work()
    people = (mentor.person, taking, mailed, looking)
    rows = [client(person).get(f"/api/groups/{group.pk}/").json() for person in people]
    assert [row["in_google"] for row in rows] == [True, True, False, False]
