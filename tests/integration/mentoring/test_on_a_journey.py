"""Somebody who travels lives by the clock there: their nights, and every hour that they are told."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from rest_framework.test import APIClient

import clock
from accounts.models import Person
from calendars.models import CalendarEvent
from mentoring.answers import proposal_link
from mentoring.jobs import follow_persons_clock
from mentoring.models import Proposal
from mentoring.operations import announce_agreed
from messaging.models import Message, Reminder
from messaging.operations import due_reminders_become_messages
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import Sign, at, set_clock

pytestmark = pytest.mark.django_db
TRAVEL = "/api/agenda/travel/"
# Wednesday 09:00 in Seoul, Tuesday 16:00 in California, Wednesday 00:00 in London.
START = at(2, 0)


@pytest.fixture
def founder(monday: datetime) -> Person:
    return a_founder(phone="+821012345678", language="en", humane_from="00:00", humane_until="23:59")


@pytest.fixture
def client(founder: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(founder)


def ask(client: APIClient, mentor: Any, **policy: Any) -> dict[str, Any]:
    programme = a_programme(approval="automatic", reminder_offsets_minutes=[1440, 60], **policy)
    body = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "goal": "Enter the US market",
        "starts_at": START,
    }
    answer = client.post("/api/sessions/", body)
    assert answer.status_code == 201, answer.json()
    found: dict[str, Any] = answer.json()
    announce_agreed(session_id=UUID(found["id"]), now=clock.now())
    return found


def go(client: APIClient, zone: str, from_on: str = "2026-11-24", to_on: str = "2026-11-27") -> int:
    answer = client.post(TRAVEL, {"from_on": from_on, "to_on": to_on, "time_zone": zone}, format="json")
    assert answer.status_code == 201
    return int(answer.json()["id"])


def dues(person: Person) -> list[tuple[int, str, str]]:
    rows = Reminder.objects.filter(person=person).order_by("-offset_minutes")
    return [(row.offset_minutes, row.state, f"{row.due_at:%d %H:%M}") for row in rows]


def test_whoever_travels_is_told_every_hour_on_the_clock_there(client: APIClient, founder: Person) -> None:
    go(client, "Europe/London")
    mentor = a_mentor()
    session = ask(client, mentor)
    assert (session["founder_time_zone"], session["founder"]["time_zone"]) == ("Europe/London", "Asia/Seoul")
    assert client.get("/api/sessions/").json()["results"][0]["founder_time_zone"] == "Europe/London"
    own, theirs = (
        Message.objects.get(person=person, channel="email", kind="confirmed").body
        for person in (founder, mentor.person)
    )
    assert "Wed 25 Nov 00:00 London · Tue 24 Nov 16:00 California" in own
    assert "Tue 24 Nov 16:00 California · Wed 25 Nov 00:00 London" in theirs
    assert "Tue 24 Nov 16:00 California · Wed 25 Nov 00:00 London" in CalendarEvent.objects.get().description


def test_reminders_keep_out_of_the_night_there(client: APIClient, founder: Person) -> None:
    go(client, "Europe/London")
    ask(client, a_mentor())
    # An hour before is 23:00 in London: it comes half an hour before the night instead. A day before, the journey begins
    # in the middle of London's night; half an hour earlier it is 08:30 in Seoul.
    assert dues(founder) == [(1440, "planned", "23 23:30"), (60, "planned", "24 20:30")]


def test_a_journey_told_later_moves_the_reminders_and_the_calendar_text(
    client: APIClient, founder: Person
) -> None:
    ask(client, a_mentor())
    assert dues(founder) == [(1440, "planned", "24 00:00"), (60, "planned", "24 23:00")]
    trip = go(client, "Europe/London")
    [job] = ProcrastinateJob.objects.filter(task_name="mentoring.follow_clock")
    follow_persons_clock(**job.args)
    assert dues(founder)[1] == (60, "planned", "24 20:30")
    assert "Wed 25 Nov 00:00 London" in CalendarEvent.objects.get().description
    assert client.delete(f"{TRAVEL}{trip}/").status_code == 204
    follow_persons_clock(founder.pk)
    assert dues(founder) == [(1440, "planned", "24 00:00"), (60, "planned", "24 23:00")]
    assert "Wed 25 Nov 09:00 Seoul" in CalendarEvent.objects.get().description


def test_following_the_clock_again_changes_nothing_more(client: APIClient, founder: Person) -> None:
    ask(client, a_mentor())
    go(client, "Europe/London")
    follow_persons_clock(founder.pk)
    before = dues(founder), CalendarEvent.objects.get().wanted_version
    follow_persons_clock(founder.pk)
    assert (dues(founder), CalendarEvent.objects.get().wanted_version) == before


def test_a_reminder_that_the_night_there_has_overtaken_leaves_in_the_morning_if_it_still_helps(
    client: APIClient, founder: Person
) -> None:
    ask(client, a_mentor())
    set_clock(datetime(2026, 11, 23, 22, tzinfo=UTC))
    go(
        client, "Europe/London", from_on="2026-11-23"
    )  # where it is 22:00, and midnight when the reminder is due
    follow_persons_clock(founder.pk)
    assert dues(founder) == [(1440, "planned", "24 08:00"), (60, "planned", "24 20:30")]


def test_another_home_and_other_quiet_hours_move_reminders_too(client: APIClient, founder: Person) -> None:
    ask(client, a_mentor())
    assert client.patch("/api/me/", {"quiet_from": "07:30", "quiet_until": "10:00"}).status_code == 200
    assert ProcrastinateJob.objects.filter(task_name="mentoring.follow_clock").count() == 1
    follow_persons_clock(founder.pk)
    assert dues(founder)[1] == (60, "planned", "24 22:00")


def test_the_reminder_itself_tells_the_hour_where_both_are_by_then(
    client: APIClient, founder: Person, signed_in_as: Sign
) -> None:
    mentor = a_mentor()
    ask(client, mentor)
    go(signed_in_as(mentor.person), "America/New_York")
    due_reminders_become_messages(now=datetime(2026, 11, 24, 23, 5, tzinfo=UTC))
    body = Message.objects.filter(person=founder, kind="reminder").last()
    assert body is not None
    assert "today, Wed 09:00 Seoul / Tue 19:00 New York" in body.body


def test_a_signed_answer_page_shows_both_clocks_of_that_day(
    client: APIClient, founder: Person, signed_in_as: Sign
) -> None:
    mentor = a_mentor()
    session = ask(client, mentor)
    go(client, "Europe/London")
    starts = [at(3, 1), at(3, 3)]
    answer = signed_in_as(mentor.person).post(
        f"/api/sessions/{session['id']}/propose/", {"starts": starts, "word": "Rather then?"}, format="json"
    )
    assert answer.status_code == 200, answer.json()
    proposal = Proposal.objects.select_related("session").get()
    token = proposal_link(proposal, proposal.session, founder).rsplit("/", 1)[1]
    shown = APIClient().get(f"/api/answers/{token}/").json()
    assert (shown["founder_time_zone"], shown["expert_time_zone"]) == ("Europe/London", "America/Los_Angeles")


def test_the_humane_hours_of_who_asks_are_read_on_the_clock_there(client: APIClient, founder: Person) -> None:
    mentor, programme = a_mentor(), a_programme()
    client.patch("/api/me/", {"humane_from": "08:00", "humane_until": "21:00"})
    window = {"programme": programme.slug, "from": at(2, 0), "until": at(3, 0)}
    path = f"/api/experts/{mentor.pk}/free-starts/"
    assert len(client.get(path, window).json()["starts"]) == 7  # 09:00 to 12:00 in Seoul
    go(client, "Europe/London")
    assert client.get(path, window).json()["starts"] == []  # 00:00 to 03:00 in London
    body = {
        "programme": programme.slug,
        "expert": mentor.pk,
        "goal": "Enter the US market",
        "starts_at": START,
    }
    refused = client.post("/api/sessions/", body).json()
    assert refused["code"] == "outside_hours"
