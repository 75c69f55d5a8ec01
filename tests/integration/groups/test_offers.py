"""The waitlist, and the seat that comes free: offered to one after the other."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from agenda import operations as agenda
from agenda.models import Commitment
from mentoring.groups import joining, operations
from mentoring.groups.models import GroupSession
from mentoring.groups.queries import occupancies, shown_to
from mentoring.groups.refusals import (
    CommittedElsewhere,
    NoPlace,
    OfferGone,
)
from mentoring.groups.rules import Occupancy
from messaging.channels import Channels
from messaging.models import Message
from messaging.operations import send_next
from tests.emulators import RunningEmulator
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder
from tests.integration.groups.conftest import STARTS_AT, a_group, joined, state_of
from tests.integration.groups.seats import kinds_to, leave
from tests.integration.mentoring.conftest import MONDAY
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db


HOUR = timedelta(hours=1)


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


@pytest.mark.parametrize("deed", [joining.take_offer, joining.decline_offer, joining.leave_group])
def test_a_text_that_waits_for_the_morning_stays_away_once_the_offer_is_answered(
    monday: datetime, channels: Channels, emulator: RunningEmulator, deed: Callable[..., object]
) -> None:
    group = a_group(1, starts_at=STARTS_AT + timedelta(days=1))
    seated, waiting = a_founder(), a_founder(phone="+821012345678")
    joined(group, seated)
    joined(group, waiting)
    night = MONDAY + 15 * HOUR  # midnight in Seoul
    leave(group, seated, night)
    offered = Message.objects.get(person=waiting, channel="sms", kind="offered")

    deed(group_id=group.pk, by=waiting, now=night + HOUR)

    while send_next(channels=channels, now=MONDAY + 23 * HOUR):
        pass
    offered.refresh_from_db()
    assert (offered.state, offered.error_code) == ("dropped", "superseded")
    assert [row["body"] for row in texts_at(emulator)] == []


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
