"""Seats of a group session: taken, given up, added, called off."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from agenda.models import AppointmentState, Commitment
from audit.models import AuditEntry
from mentoring.groups import operations
from mentoring.groups.models import GroupSession
from mentoring.groups.refusals import (
    AlreadyIn,
    GroupFull,
    RegistrationClosed,
    SeatsTaken,
)
from messaging.models import Message, Reminder
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder
from tests.integration.groups.conftest import STARTS_AT, joined, state_of
from tests.integration.groups.seats import kinds_to, leave
from tests.integration.mentoring.conftest import MONDAY

pytestmark = pytest.mark.django_db


HOUR = timedelta(hours=1)


def test_a_seat_takes_the_participants_time_and_gives_it_back(group: GroupSession) -> None:
    founder = a_founder()
    joined(group, founder)
    taken = Commitment.objects.get(person=founder, released_at=None)
    assert (taken.appointment_id, taken.during.lower) == (group.pk, STARTS_AT)
    assert kinds_to(founder) == ["seated"]
    assert Reminder.objects.filter(person=founder, state="planned").count() == 2

    leave(group, founder)

    assert not Commitment.objects.filter(person=founder, released_at=None).exists()
    assert kinds_to(founder) == ["seated", "left"]
    assert not Reminder.objects.filter(person=founder, state="planned").exists()
    assert (
        Message.objects.filter(person=founder, kind="left").get(channel="email").invitation_method == "CANCEL"
    )


def test_who_comes_back_is_reminded_again(group: GroupSession) -> None:
    founder = a_founder()
    for _ in range(2):
        joined(group, founder)
        leave(group, founder)
    joined(group, founder)
    assert Reminder.objects.filter(person=founder, state="planned").count() == 2


def test_nobody_joins_twice(group: GroupSession) -> None:
    founder = a_founder()
    joined(group, founder)
    with pytest.raises(AlreadyIn):
        joined(group, founder)


def test_a_full_group_takes_nobody_who_does_not_want_to_wait(group: GroupSession) -> None:
    for _ in range(3):
        joined(group)
    with pytest.raises(GroupFull) as refused:
        joined(group, wait=False)
    assert refused.value.extra == {"waiting": 0}


def test_an_expired_hold_is_no_clash(group: GroupSession) -> None:
    founder = a_founder()
    an_appointment(founder, starts_at=STARTS_AT, held_until=MONDAY - HOUR)
    joined(group, founder)
    assert state_of(group) == [(founder.name, "taken")]


def test_registration_closes_before_the_start_but_a_seat_can_be_given_up(group: GroupSession) -> None:
    founder = a_founder()
    joined(group, founder)
    closed = group.closes_at
    with pytest.raises(RegistrationClosed):
        joined(group, now=closed)
    leave(group, founder, closed)
    assert state_of(group) == []


def test_nobody_leaves_what_has_begun(group: GroupSession) -> None:
    founder = a_founder()
    joined(group, founder)
    with pytest.raises(RegistrationClosed):
        leave(group, founder, STARTS_AT)


def test_more_seats_are_offered_and_fewer_than_taken_are_refused(group: GroupSession) -> None:
    founders = [a_founder() for _ in range(5)]
    for founder in founders:
        joined(group, founder)
    host = group.expert.person

    operations.change_group(group_id=group.pk, seats=4, by=host, now=MONDAY)

    assert [state for _, state in state_of(group)] == ["taken"] * 3 + ["offered", "waiting"]
    with pytest.raises(SeatsTaken) as refused:
        operations.change_group(group_id=group.pk, seats=3, by=host, now=MONDAY)
    assert refused.value.extra == {"at_least": 4}
    for founder in founders[3:]:
        leave(group, founder)
    operations.change_group(group_id=group.pk, seats=3, by=host, now=MONDAY)
    assert group.seats.count() == 3


def test_cancelling_frees_everybody_and_tells_them(group: GroupSession) -> None:
    founders = [a_founder() for _ in range(4)]
    for founder in founders:
        joined(group, founder)

    operations.cancel_group(group_id=group.pk, reason="Ill", by=group.expert.person, now=MONDAY)

    assert not Commitment.objects.filter(released_at=None).exists()
    assert [kinds_to(founder)[-1] for founder in founders] == ["cancelled"] * 4
    parts = Message.objects.filter(kind="cancelled", channel="email").order_by("pk")
    assert list(parts.values_list("invitation_method", flat=True)) == ["CANCEL"] * 4 + [""]
    assert not Reminder.objects.filter(state="planned").exists()
    group.refresh_from_db()
    assert (group.state, group.appointment.state) == ("cancelled", AppointmentState.RELEASED)
    with pytest.raises(RegistrationClosed):
        joined(group)


def test_what_ended_was_held(group: GroupSession) -> None:
    operations.let_groups_pass(now=group.appointment.ends_at - HOUR)
    group.refresh_from_db()
    assert group.state == "open"
    operations.let_groups_pass(now=group.appointment.ends_at)
    group.refresh_from_db()
    assert (group.state, group.revision) == ("held", 2)


def test_everything_leaves_an_audit_row_and_work_for_the_calendar(group: GroupSession) -> None:
    founder = a_founder()
    joined(group, founder)
    leave(group, founder)
    story = AuditEntry.objects.filter(subject_id=str(group.pk), action__startswith="group.")
    assert list(story.values_list("action", "actor")) == [
        ("group.opened", group.expert.person_id),
        ("group.joined", founder.pk),
        ("group.left", founder.pk),
    ]
    assert ProcrastinateJob.objects.filter(task_name="messaging.send_due").exists()
