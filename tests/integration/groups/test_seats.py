"""Seats, the waitlist, and offers that move on."""

from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from agenda import operations as agenda
from agenda.models import AppointmentState, Commitment
from audit.models import AuditEntry
from mentoring.groups import joining, operations
from mentoring.groups.models import GroupSession
from mentoring.groups.queries import occupancies, shown_to
from mentoring.groups.refusals import (
    AlreadyIn,
    CommittedElsewhere,
    GroupFull,
    NoPlace,
    OfferGone,
    RegistrationClosed,
    SeatsTaken,
)
from mentoring.groups.rules import Occupancy
from messaging.models import Message, Reminder
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder
from tests.integration.groups.conftest import STARTS_AT, a_group, joined, state_of
from tests.integration.mentoring.conftest import MONDAY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def leave(group: GroupSession, place_person: object, now: datetime = MONDAY) -> None:
    joining.leave_group(group_id=group.pk, by=place_person, now=now)  # type: ignore[arg-type]


def kinds_to(person: object) -> list[str]:
    return list(Message.objects.filter(person=person, channel="email").values_list("kind", flat=True))  # type: ignore[misc]


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


def test_positions_count_from_one_and_close_up(group: GroupSession) -> None:
    founders = [a_founder() for _ in range(6)]
    for founder in founders:
        joined(group, founder)

    def positions() -> list[int | None]:
        shown = [shown_to(founder, [group], MONDAY)[0].place for founder in founders[3:]]
        return [place.position if place else None for place in shown]

    assert positions() == [1, 2, 3]
    leave(group, founders[3])
    assert positions() == [None, 1, 2]


def test_the_seat_of_who_leaves_is_offered_to_the_first_who_waits(group: GroupSession) -> None:
    seated, first, second = [a_founder() for _ in range(3)], a_founder(), a_founder()
    for founder in (*seated, first, second):
        joined(group, founder)

    leave(group, seated[1])

    assert state_of(group)[2:] == [(first.name, "offered"), (second.name, "waiting")]
    assert kinds_to(first) == ["offered"]
    assert group.places.get(person=first).offered_until == MONDAY + 12 * HOUR
    assert occupancies([group.pk], MONDAY)[group.pk] == Occupancy(3, 2, 1, 1)
    joining.take_offer(group_id=group.pk, by=first, now=MONDAY + HOUR)
    assert occupancies([group.pk], MONDAY)[group.pk] == Occupancy(3, 3, 0, 1)
    assert Commitment.objects.filter(person=first, released_at=None).exists()


def test_an_offer_in_the_night_begins_to_run_in_the_morning(monday: datetime) -> None:
    group = a_group(1, starts_at=STARTS_AT + timedelta(days=1))
    seated, waiting = a_founder(), a_founder()  # quiet from 21:00 to 08:00 in Seoul
    joined(group, seated)
    joined(group, waiting)
    night = MONDAY + 15 * HOUR  # midnight in Seoul

    leave(group, seated, night)

    assert group.places.get(person=waiting).offered_until == MONDAY + (23 + 12) * HOUR


def test_an_offer_never_outlasts_the_close(group: GroupSession) -> None:
    founders = [a_founder() for _ in range(4)]
    for founder in founders:
        joined(group, founder)
    leave(group, founders[0], STARTS_AT - 3 * HOUR)
    assert group.places.get(person=founders[3]).offered_until == group.closes_at == STARTS_AT - 2 * HOUR


def test_an_offer_that_nobody_took_goes_to_the_next(group: GroupSession) -> None:
    founders = [a_founder() for _ in range(5)]
    for founder in founders:
        joined(group, founder)
    leave(group, founders[0])
    late = MONDAY + 12 * HOUR

    operations.let_groups_pass(now=late)
    operations.let_groups_pass(now=late)

    assert state_of(group, late)[2:] == [(founders[4].name, "offered")]
    assert kinds_to(founders[3]) == ["offered", "offer_gone"]
    with pytest.raises(NoPlace):
        joining.take_offer(group_id=group.pk, by=founders[3], now=late)


def test_an_offer_that_is_over_counts_as_free_though_no_worker_ran(group: GroupSession) -> None:
    founders = [a_founder() for _ in range(4)]
    for founder in founders:
        joined(group, founder)
    leave(group, founders[0])
    late = MONDAY + 12 * HOUR
    assert occupancies([group.pk], late)[group.pk].free == 1
    assert shown_to(founders[3], [group], late)[0].place is None
    with pytest.raises(OfferGone):
        joining.take_offer(group_id=group.pk, by=founders[3], now=late)

    newcomer = a_founder()
    joined(group, newcomer, now=late)

    assert state_of(group, late)[2:] == [(newcomer.name, "taken")]


def test_nobody_overtakes_who_waits(group: GroupSession) -> None:
    founders = [a_founder() for _ in range(5)]
    for founder in founders:
        joined(group, founder)
    leave(group, founders[0])
    late = MONDAY + 12 * HOUR  # the first offer is over, and no worker has run

    newcomer = a_founder()
    joined(group, newcomer, now=late)

    assert state_of(group, late)[2:] == [(founders[4].name, "offered"), (newcomer.name, "waiting")]


def test_a_declined_offer_goes_to_the_next_at_once(group: GroupSession) -> None:
    founders = [a_founder() for _ in range(5)]
    for founder in founders:
        joined(group, founder)
    leave(group, founders[0])
    joining.decline_offer(group_id=group.pk, by=founders[3], now=MONDAY)
    assert state_of(group)[2:] == [(founders[4].name, "offered")]


def test_joining_again_takes_the_offered_seat(group: GroupSession) -> None:
    founders = [a_founder() for _ in range(4)]
    for founder in founders:
        joined(group, founder)
    leave(group, founders[0])
    joined(group, founders[3])
    assert state_of(group)[-1] == (founders[3].name, "taken")


def test_who_is_committed_elsewhere_is_told_and_may_take_the_seat_after_freeing_the_time(
    group: GroupSession,
) -> None:
    founders = [a_founder() for _ in range(4)]
    other = an_appointment(founders[3], starts_at=STARTS_AT)
    for founder in founders:
        joined(group, founder)
    leave(group, founders[0])
    offer = Message.objects.get(person=founders[3], kind="offered", channel="email")
    assert "다른 일정" in offer.body or "committed elsewhere" in offer.body
    with pytest.raises(CommittedElsewhere):
        joining.take_offer(group_id=group.pk, by=founders[3], now=MONDAY)
    assert state_of(group)[-1] == (founders[3].name, "offered")

    agenda.release(appointment=other, now=MONDAY)
    joining.take_offer(group_id=group.pk, by=founders[3], now=MONDAY)

    assert state_of(group)[-1] == (founders[3].name, "taken")


def test_a_clash_leaves_no_trace_of_the_seat(group: GroupSession) -> None:
    founder = a_founder()
    an_appointment(founder, starts_at=STARTS_AT + timedelta(minutes=59))
    with pytest.raises(CommittedElsewhere):
        joined(group, founder)
    assert state_of(group) == []


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
