"""The database refuses what the operations never try."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from mentoring.groups.models import GroupSession, Place, Seat
from tests.factories.hub import a_founder
from tests.integration.groups.conftest import a_group, joined
from tests.integration.mentoring.conftest import MONDAY

pytestmark = pytest.mark.django_db


def place(group: GroupSession, **fields: object) -> Place:
    founder = a_founder()
    given = {"person": founder, "startup": founder.membership.startup, "since": MONDAY, **fields}
    return Place.objects.create(group=group, **given)


BROKEN: dict[str, Callable[[GroupSession], object]] = {
    "place_has_its_seat_alone": lambda group: [place(group, number=1) for _ in range(2)],
    "place_sits_on_a_seat_of_its_group": lambda group: place(group, number=4),
    "place_one_per_person_and_group": lambda group: place(group, person=joined(group).person),
    "place_offered_has_a_seat": lambda group: place(group, offered_until=MONDAY),
    "place_told_of_the_close_has_no_seat": lambda group: place(group, number=1, told_closed_at=MONDAY),
    "seat_is_there_once": lambda group: Seat.objects.create(group=group, number=3),
    "seat_number_is_at_most_two_hundred": lambda group: Seat.objects.create(group=group, number=201),
    "group_state_is_known": lambda group: GroupSession.objects.filter(pk=group.pk).update(state="lost"),
    "group_hours_are_within_reason": lambda group: GroupSession.objects.filter(pk=group.pk).update(
        offer_hours=0
    ),
    "group_cancelled_has_the_reason": lambda group: GroupSession.objects.filter(pk=group.pk).update(
        closing_reason="Ill"
    ),
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_the_database_keeps_seats_and_places_right(group: GroupSession, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name](group)


def test_a_seat_that_somebody_has_cannot_go(group: GroupSession) -> None:
    joined(group)
    with pytest.raises(IntegrityError, match="place_sits_on_a_seat_of_its_group"), transaction.atomic():
        group.seats.filter(number=1).delete()


def test_a_place_cannot_have_the_seat_of_another_group(group: GroupSession) -> None:
    larger = a_group(9, starts_at=group.appointment.starts_at + timedelta(days=1))
    place(larger, number=9)
    with pytest.raises(IntegrityError, match="place_sits_on_a_seat_of_its_group"), transaction.atomic():
        place(group, number=9)
