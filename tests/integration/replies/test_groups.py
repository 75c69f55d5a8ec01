"""Answers by mail from those who have a seat in a group session."""

from pathlib import Path

import pytest

from accounts.models import Person, Role
from audit.models import AuditEntry
from calendars.models import CalendarEvent
from directory.models import Expert
from mentoring.groups.models import GroupSession
from mentoring.groups.telling import write_event
from messaging.models import Message
from tests.factories.hub import a_founder, a_person
from tests.integration.groups.conftest import a_group, joined, state_of
from tests.integration.mentoring.conftest import MONDAY, set_clock
from tests.integration.replies.conftest import Mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(mentor: Expert, founder: Person) -> GroupSession:
    """With one seat, which the founder has, and somebody who waits."""
    Person.objects.filter(pk=founder.pk).update(name="김하늘")
    group = a_group(1, expert=mentor)
    joined(group, founder)
    joined(group, a_founder(name="이도윤"))
    return group


@pytest.fixture
def box(folder: Path, group: GroupSession) -> Mailbox:
    return Mailbox(folder, CalendarEvent.objects.get(appointment=group.appointment))


def kinds(person: Person) -> list[str]:
    mails = Message.objects.filter(person=person, channel="email").order_by("pk")
    return list(mails.values_list("kind", flat=True))


def test_a_decline_gives_the_seat_up_and_who_waits_is_offered_it(
    box: Mailbox, group: GroupSession, founder: Person
) -> None:
    assert box.answer(founder, "DECLINED") == "declined"
    assert state_of(group) == [("이도윤", "offered")]
    assert kinds(founder) == ["seated", "left"]
    assert AuditEntry.objects.get(action="group.left").details["channel"] == "email"
    assert box.answer(founder, "DECLINED", minute=1) == "not_invited"
    assert kinds(founder) == ["seated", "left"]


@pytest.mark.parametrize("answer", ["accepted", "tentative"])
def test_another_answer_keeps_the_seat(
    box: Mailbox, group: GroupSession, founder: Person, answer: str
) -> None:
    assert box.answer(founder, answer.upper()) == answer
    assert state_of(group)[0] == ("김하늘", "taken")


def test_whoever_comes_and_goes_meanwhile_makes_no_invitation_old(
    box: Mailbox, group: GroupSession, founder: Person
) -> None:
    invited = f"SEQUENCE:{box.event.sequence}"
    write_event(group, MONDAY)
    box.event.refresh_from_db()
    assert invited != f"SEQUENCE:{box.event.sequence}"
    assert box.answer(founder, "DECLINED", sequence=invited) == "declined"
    assert kinds(founder) == ["seated", "left"]


def test_nobody_answers_for_another_or_without_a_seat(
    box: Mailbox, group: GroupSession, founder: Person
) -> None:
    waiting = group.places.waiting().get().person
    assert box.answer(founder, "DECLINED", sender="eve@elsewhere.example") == "other_sender"
    assert box.answer(waiting, "DECLINED") == "not_invited"
    assert box.answer(a_person(Role.MENTOR), "DECLINED") == "not_invited"
    assert state_of(group) == [("김하늘", "taken"), ("이도윤", "waiting")]


def test_the_hosts_own_decline_takes_it_from_nobody_and_they_learn_so(
    box: Mailbox, group: GroupSession, mentor: Expert
) -> None:
    assert box.answer(mentor.person, "DECLINED") == "declined"
    assert state_of(group)[0] == ("김하늘", "taken")
    assert kinds(mentor.person) == ["confirmed", "put_back"]


def test_an_answer_to_one_that_has_begun_changes_nothing(
    box: Mailbox, group: GroupSession, founder: Person
) -> None:
    set_clock(group.appointment.starts_at)
    assert box.answer(founder, "DECLINED") == "over"
    assert state_of(group)[0] == ("김하늘", "taken")
