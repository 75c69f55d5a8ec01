"""Who has a seat in a group session declines it in Google, or throws it away: the seat is given up, and offered on."""

from datetime import datetime, timedelta

import pytest

import clock
from accounts.models import Person
from audit.models import AuditEntry
from calendars.models import CalendarEvent
from directory.models import Expert
from mentoring.groups.models import GroupSession
from messaging.models import Message
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_founder, a_mentor
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, MENTOR_AT_GOOGLE, at_google, connect
from tests.integration.calendars.hub_account import BOTH_MODES, HUB
from tests.integration.groups.conftest import a_group, joined, state_of
from tests.integration.heeding.stage import sync, work
from tests.integration.mentoring.conftest import set_clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mentor(monday: datetime, google: GoogleEmulatorHandle) -> Expert:
    mentor = a_mentor()
    connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    return mentor


@pytest.fixture
def founder(mentor: Expert, google: GoogleEmulatorHandle) -> Person:
    founder = a_founder(name="김하늘")
    connect(google, founder, FOUNDER_AT_GOOGLE, now=clock.now())
    return founder


@pytest.fixture
def group(mentor: Expert, founder: Person) -> GroupSession:
    """With one seat, which the founder has, and somebody who waits."""
    group = a_group(1, expert=mentor)
    joined(group, founder)
    joined(group, a_founder(name="이도윤"))
    work()
    sync()
    return group


def event_id(group: GroupSession) -> str:
    return CalendarEvent.objects.get(appointment=group.appointment).google_event_id


def kinds(person: Person) -> list[str]:
    mails = Message.objects.filter(person=person, channel="email").order_by("pk")
    return list(mails.values_list("kind", flat=True))


def guests(google: GoogleEmulatorHandle) -> list[str]:
    (shown,) = at_google(google, MENTOR_AT_GOOGLE)
    return [guest["email"] for guest in shown.get("attendees", [])]


@pytest.mark.parametrize("how", ["decline", "delete"])
def test_a_seat_is_given_up_once_and_offered_to_who_waits(
    google: GoogleEmulatorHandle, group: GroupSession, founder: Person, mentor: Expert, how: str
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event_id(group), how)
    sync(4)
    assert state_of(group) == [("이도윤", "offered")]
    assert (kinds(founder), guests(google)) == (["seated", "left"], [])
    assert at_google(google, FOUNDER_AT_GOOGLE) == []
    left = AuditEntry.objects.get(action="group.left")
    assert (left.actor, left.details["person_id"], left.details["channel"]) == (founder, founder.pk, "google")
    assert kinds(mentor.person) == []


@pytest.mark.parametrize("how", ["accept", "tentative"])
def test_another_answer_keeps_the_seat(
    google: GoogleEmulatorHandle, group: GroupSession, founder: Person, how: str
) -> None:
    google.act(FOUNDER_AT_GOOGLE, event_id(group), how)
    sync(2)
    assert state_of(group) == [("김하늘", "taken"), ("이도윤", "waiting")]
    assert kinds(founder) == ["seated"]


def test_who_takes_a_seat_again_may_decline_again_and_the_old_answer_counts_no_more(
    google: GoogleEmulatorHandle, mentor: Expert, founder: Person
) -> None:
    group = a_group(2, expert=mentor)
    joined(group, founder)
    work()
    sync()
    for _ in range(2):
        google.act(FOUNDER_AT_GOOGLE, event_id(group), "decline")
        sync(3)
        assert state_of(group) == []
        set_clock(clock.now() + timedelta(hours=1))
        joined(group, founder, now=clock.now())
        work()
        sync(3)
        assert (state_of(group), guests(google)) == ([("김하늘", "taken")], [FOUNDER_AT_GOOGLE])


@BOTH_MODES
def test_the_hosts_own_decline_takes_it_from_nobody_and_they_learn_so(
    monday: datetime, google: GoogleEmulatorHandle, request: pytest.FixtureRequest, mode: str
) -> None:
    request.getfixturevalue(mode)
    mentor = a_mentor()
    connect(google, mentor.person, MENTOR_AT_GOOGLE, now=clock.now())
    group = a_group(1, expert=mentor)
    joined(group, a_founder(name="김하늘"))
    work()
    sync()
    google.act(MENTOR_AT_GOOGLE, event_id(group), "decline")
    sync(3)
    assert state_of(group) == [("김하늘", "taken")]
    assert kinds(mentor.person) == ["put_back"]
    assert len(at_google(google, HUB)) == 1
