"""A series and a group session leave the calendar of whoever disconnects."""

from datetime import datetime

import pytest

import clock
from accounts.models import Person
from calendars import operations
from calendars.models import CalendarEvent
from directory.models import Expert
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, connect
from tests.integration.groups.conftest import a_group, joined
from tests.integration.heeding.stage import client, sync, work
from tests.integration.mentoring.conftest import set_clock
from tests.integration.parting.test_taking_events_out import disconnect, invited, state_of
from tests.integration.series.conftest import booked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mentor(monday: datetime, google: GoogleEmulatorHandle) -> Expert:
    mentor = a_mentor()
    connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    return mentor


@pytest.fixture
def founder(mentor: Expert, google: GoogleEmulatorHandle) -> Person:
    founder = a_founder()
    connect(google, founder, FOUNDER_AT_GOOGLE, now=clock.now())
    return founder


def a_series(founder: Person, mentor: Expert) -> None:
    """Four Tuesdays at 16:30 in California from 1 December on."""
    asked = {
        "programme": a_programme(approval="automatic").slug,
        "expert": mentor.pk,
        "anchor": "expert",
        "starts_on": "2026-12-01",
        "starts_time": "16:30",
        "rule": {"frequency": "weekly", "count": 4},
        "goal": "Enter the US market",
    }
    booked(client(founder), asked)
    work()
    sync()


def test_a_series_goes_as_the_one_event_that_it_is_and_stands_whole_in_the_other_calendar(
    founder: Person, mentor: Expert, google: GoogleEmulatorHandle
) -> None:
    a_series(founder, mentor)
    set_clock(datetime.fromisoformat("2026-12-10T00:00:00+00:00"))

    disconnect(mentor.person)
    work()

    event = CalendarEvent.objects.get(taken_over_by=None)
    assert at_google(google, MENTOR_AT_GOOGLE) == []
    shown = [one for one in at_google(google, FOUNDER_AT_GOOGLE) if "recurrence" in one]
    assert [one["id"] for one in shown] == [event.google_event_id]
    assert invited(mentor.person) == [event.uid]
    assert invited(founder) == []
    told = Message.objects.filter(kind="handed_over")
    assert sorted(told.values_list("person", "channel")) == sorted(
        [(founder.pk, "email"), (mentor.person.pk, "email")]
    )
    assert state_of(mentor.person) == "none"


def test_a_series_that_is_over_stays(founder: Person, mentor: Expert, google: GoogleEmulatorHandle) -> None:
    a_series(founder, mentor)
    set_clock(datetime.fromisoformat("2026-12-24T00:00:00+00:00"))
    before = at_google(google, MENTOR_AT_GOOGLE)

    disconnect(mentor.person)
    work()

    assert at_google(google, MENTOR_AT_GOOGLE) == before
    assert state_of(mentor.person) == "none"


def test_a_group_session_is_nobody_elses_to_hold_so_everybody_is_invited_by_mail(
    founder: Person, mentor: Expert, google: GoogleEmulatorHandle
) -> None:
    group = a_group(expert=mentor)
    joined(group, founder)
    work()
    assert len(at_google(google, FOUNDER_AT_GOOGLE)) == 1

    disconnect(mentor.person)
    work()

    event = CalendarEvent.objects.get(taken_over_by=None)
    assert (event.state, event.guests.count()) == ("none", 0)
    assert invited(mentor.person) == invited(founder) == [event.uid]
    assert at_google(google, MENTOR_AT_GOOGLE) == at_google(google, FOUNDER_AT_GOOGLE) == []
    assert "Google" in Message.objects.get(kind="handed_over", person=founder).body
    assert operations.end_leavings(now=clock.now()) == 0
    assert state_of(mentor.person) == "none"
