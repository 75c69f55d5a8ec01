"""Several appointments at once: whole or not at all, and holds that ran out do not count."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from accounts.models import Person, Role
from agenda.models import Appointment, Commitment
from agenda.operations import NO_BUFFERS, Buffers
from agenda.several import SomeTaken, Wish, hold_all, move_all
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def two() -> list[Person]:
    return [a_person(Role.MENTOR), a_person(Role.STARTUP_MEMBER)]


def wish(people: list[Person], hours: float, known: UUID | None = None, pause: int = 0) -> Wish:
    start = NOON + hours * HOUR
    buffers = Buffers(after=timedelta(minutes=pause)) if pause else NO_BUFFERS
    return Wish(known or uuid4(), {person.pk: buffers for person in people}, start, start + HOUR)


def test_all_are_booked_for_everybody(two: list[Person]) -> None:
    made = hold_all(wishes=[wish(two, 0), wish(two, 24)], expires_at=None, now=NOON)
    assert {appointment.state for appointment in made.values()} == {"booked"}
    assert Commitment.objects.filter(released_at=None, expires_at=None).count() == 4


def test_those_that_are_taken_are_named_and_nothing_is_kept(two: list[Person]) -> None:
    an_appointment(two[1], starts_at=NOON + 24 * HOUR)
    wishes = [wish(two, 0), wish(two, 24), wish(two, 48)]
    with pytest.raises(SomeTaken) as refused:
        hold_all(wishes=wishes, expires_at=None, now=NOON)
    assert list(refused.value.appointments) == [wishes[1].appointment_id]
    assert (Appointment.objects.count(), Commitment.objects.filter(released_at=None).count()) == (1, 1)


def test_a_hold_that_ran_out_does_not_stand_in_the_way(two: list[Person]) -> None:
    an_appointment(two[0], starts_at=NOON + 24 * HOUR, held_until=NOON)
    hold_all(wishes=[wish(two, 0), wish(two, 24)], expires_at=None, now=NOON)
    assert Commitment.objects.filter(released_at=None).count() == 4


def test_pauses_between_them_count(two: list[Person]) -> None:
    with pytest.raises(SomeTaken):
        hold_all(wishes=[wish(two, 0, pause=15), wish(two, 1, pause=15)], expires_at=None, now=NOON)


def test_they_move_past_one_another_and_stay_holds(two: list[Person]) -> None:
    until = NOON - HOUR
    made = hold_all(wishes=[wish(two, 0), wish(two, 1)], expires_at=until, now=NOON - 2 * HOUR)
    first, second = made
    moved = move_all(wishes=[wish(two, 1, first), wish(two, 2, second)], now=NOON - 2 * HOUR)
    assert [(moved[pk].starts_at - NOON) // HOUR for pk in made] == [1, 2]
    assert {appointment.version for appointment in moved.values()} == {2}
    assert set(Commitment.objects.filter(released_at=None).values_list("expires_at", flat=True)) == {until}


def test_none_moves_where_one_cannot(two: list[Person]) -> None:
    made = hold_all(wishes=[wish(two, 0), wish(two, 1)], expires_at=None, now=NOON)
    an_appointment(two[0], starts_at=NOON + 2 * HOUR)
    first, second = made
    with pytest.raises(SomeTaken) as refused:
        move_all(wishes=[wish(two, 1, first), wish(two, 2, second)], now=NOON)
    assert list(refused.value.appointments) == [second]
    assert Appointment.objects.get(pk=first).starts_at == NOON
