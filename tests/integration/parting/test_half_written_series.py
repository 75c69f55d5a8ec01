"""Google takes a new series and then refuses what comes after it: the series stands there, and nowhere else."""

from datetime import datetime

import pytest

import clock
from accounts.models import Person
from calendars import operations
from calendars.models import CalendarEvent
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, connect
from tests.integration.heeding.stage import client, work
from tests.integration.mentoring.conftest import at
from tests.integration.series.conftest import booked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def founder(monday: datetime, google: GoogleEmulatorHandle) -> Person:
    founder = a_founder()
    connect(google, founder, FOUNDER_AT_GOOGLE, now=clock.now())
    return founder


@pytest.mark.parametrize("refusal", ["forbidden", "scopeInsufficient"])
def test_it_is_not_passed_on_to_another_calendar(
    google: GoogleEmulatorHandle, founder: Person, refusal: str
) -> None:
    mentor = a_mentor()
    connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    asked = {
        "programme": a_programme(approval="automatic", notice_hours=0).slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-12-01",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "count": 3},
        "goal": "Enter the US market",
    }
    series = booked(client(founder), asked)
    second = f"/api/sessions/{series['occurrences'][1]['session']}/reschedule/"
    body = {"starts_at": at(16, 1), "reason": "Travel", "version": 1}
    assert client(founder).post(second, body, format="json").status_code == 200
    google.fault(name=refusal, method="GET", path="*/instances")
    work()

    event = CalendarEvent.objects.get(series_id=series["id"])
    assert event.organiser is not None
    assert event.organiser.google_email == MENTOR_AT_GOOGLE
    assert [row["id"] for row in at_google(google, MENTOR_AT_GOOGLE)] == [event.google_event_id]
    if refusal == "forbidden":
        operations.retry_event(
            appointment=event.occurrences.all()[0].appointment, by=founder, now=clock.now()
        )
    else:
        connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    work()
    event.refresh_from_db()
    assert event.state == "written"
    for email in (MENTOR_AT_GOOGLE, FOUNDER_AT_GOOGLE):
        rows = at_google(google, email)
        assert {row["id"].partition("_")[0] for row in rows} == {event.google_event_id}
        moved = [row["start"]["dateTime"][:16] for row in rows if "recurringEventId" in row]
        assert moved == ["2026-12-09T01:00"]
