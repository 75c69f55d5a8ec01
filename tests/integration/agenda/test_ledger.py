"""The ledger of commitments: nobody is in two places at once, whatever the callers do."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import Person, Role
from agenda.alternatives import hold_alternatives, take_alternative
from agenda.joining import join
from agenda.models import Appointment, Commitment
from agenda.operations import NO_BUFFERS, Buffers, SlotTaken, book, hold, move, release
from tests.factories.hub import a_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, tzinfo=UTC)
NINE = datetime(2026, 11, 25, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _hold(
    *people: Person, at: datetime = NINE, until: datetime | None = None, pause: timedelta = timedelta()
) -> Appointment:
    buffers = Buffers(pause, pause)
    return hold(
        appointment_id=uuid4(),
        people={person.pk: buffers for person in people},
        starts_at=at,
        ends_at=at + HOUR,
        expires_at=until,
        now=NOW,
    )


@pytest.fixture
def founder() -> Person:
    return a_person(Role.STARTUP_MEMBER)


@pytest.fixture
def mentor() -> Person:
    return a_person(Role.MENTOR)


def test_the_database_refuses_two_overlapping_commitments_of_one_person(mentor: Person) -> None:
    appointment = _hold(mentor)
    with (
        pytest.raises(IntegrityError, match="commitment_nobody_is_in_two_places_at_once"),
        transaction.atomic(),
    ):
        Commitment.objects.create(
            person=mentor,
            appointment=appointment,
            during=DateTimeTZRange(NINE + HOUR / 2, NINE + 2 * HOUR),
            starts_at=NINE + HOUR / 2,
        )


def test_a_second_hold_of_the_same_hour_is_taken_and_takes_nothing_itself(
    mentor: Person, founder: Person
) -> None:
    _hold(mentor)
    with pytest.raises(SlotTaken):
        _hold(mentor, founder)
    assert list(Commitment.objects.values_list("person", flat=True)) == [mentor.pk]
    assert Appointment.objects.count() == 1


def test_touching_appointments_do_not_overlap(mentor: Person) -> None:
    _hold(mentor)
    _hold(mentor, at=NINE + HOUR)
    assert Commitment.objects.count() == 2


def test_buffers_count_as_taken(mentor: Person) -> None:
    _hold(mentor, pause=timedelta(minutes=10))
    with pytest.raises(SlotTaken):
        _hold(mentor, at=NINE + HOUR)


def test_an_expired_hold_does_not_block_although_no_worker_ran(mentor: Person, founder: Person) -> None:
    stale = _hold(mentor, until=NOW - timedelta(seconds=1))
    fresh = _hold(mentor, founder)
    assert set(Commitment.objects.standing_at(NOW).values_list("appointment", flat=True)) == {fresh.pk}
    with pytest.raises(SlotTaken):
        book(appointment=stale, now=NOW)


def test_a_standing_hold_blocks(mentor: Person) -> None:
    _hold(mentor, until=NOW + HOUR)
    with pytest.raises(SlotTaken):
        _hold(mentor)


def test_a_booked_hold_expires_no_more(mentor: Person) -> None:
    appointment = book(appointment=_hold(mentor, until=NOW + HOUR), now=NOW)
    assert appointment.stands_at(NOW + 9 * HOUR)
    assert Commitment.objects.standing_at(NOW + 9 * HOUR).count() == 1


def test_a_move_takes_the_new_time_and_frees_the_old(mentor: Person, founder: Person) -> None:
    appointment = _hold(mentor, founder)
    people = {mentor.pk: NO_BUFFERS, founder.pk: NO_BUFFERS}
    moved = move(appointment=appointment, people=people, starts_at=NINE + HOUR / 2, now=NOW)
    assert (moved.starts_at, moved.ends_at, moved.version) == (NINE + HOUR / 2, NINE + 1.5 * HOUR, 2)
    _hold(mentor, at=NINE - HOUR / 2)  # what was the first half hour is free


def test_a_move_onto_a_taken_time_changes_nothing(mentor: Person) -> None:
    appointment = _hold(mentor)
    _hold(mentor, at=NINE + 2 * HOUR)
    with pytest.raises(SlotTaken):
        move(
            appointment=appointment,
            people={mentor.pk: NO_BUFFERS},
            starts_at=NINE + 2 * HOUR,
            now=NOW,
        )
    appointment.refresh_from_db()
    assert (appointment.starts_at, appointment.version) == (NINE, 1)
    assert Commitment.objects.standing_at(NOW).filter(appointment=appointment).count() == 1


def test_a_release_gives_the_time_back_and_raises_the_version(mentor: Person) -> None:
    released = release(appointment=_hold(mentor), now=NOW)
    assert released.version == 2
    assert not released.stands_at(NOW)
    _hold(mentor)


def test_it_knows_when_each_appointment_starts_whatever_became_of_it(mentor: Person, founder: Person) -> None:
    pauses = Buffers(timedelta(minutes=10), timedelta(minutes=20))
    people = {mentor.pk: pauses, founder.pk: NO_BUFFERS}
    proposed, moved, joined = (_hold(mentor, founder, at=NINE + days * DAY) for days in range(3))
    move(appointment=moved, people=people, starts_at=NINE + DAY + HOUR, now=NOW)
    join(appointment=joined, person=a_person(Role.STARTUP_MEMBER), now=NOW)
    starts = [NINE + HOUR / 2, NINE + 3 * HOUR]  # the first meets the booking itself
    until = NOW + DAY
    hold_alternatives(appointment=proposed, people=people, starts=starts, expires_at=until, now=NOW)
    request = _hold(mentor, at=NINE + 4 * DAY, until=until)
    times = [NINE + 5 * DAY, NINE + 6 * DAY]
    shown, held = hold_alternatives(
        appointment=request, people=people, starts=times, expires_at=until, now=NOW
    )
    ids = [one.pk for one in held]
    take_alternative(appointment=shown, alternatives=ids, people=people, starts_at=times[1], now=NOW)
    standing = Commitment.objects.standing_at(NOW)
    known = sorted(standing.values_list("starts_at", "person"))
    assert known == sorted(standing.values_list("appointment__starts_at", "person"))
    assert known == sorted(
        [(start, person) for start in (NINE, *starts, NINE + DAY + HOUR) for person in people]
        + [(NINE + 2 * DAY, person) for person in joined.people.values_list("pk", flat=True)]
        + [(times[1], person) for person in people]
    )


def test_an_appointment_ends_after_it_starts() -> None:
    with pytest.raises(IntegrityError, match="appointment_ends_after_start"), transaction.atomic():
        Appointment.objects.create(starts_at=NINE, ends_at=NINE, state="booked")


@pytest.mark.parametrize(("state", "expires"), [("held", None), ("booked", NINE), ("released", NINE)])
def test_only_a_hold_expires(state: str, expires: datetime | None) -> None:
    with pytest.raises(IntegrityError, match="appointment_only_a_hold_expires"), transaction.atomic():
        Appointment.objects.create(starts_at=NINE, ends_at=NINE + HOUR, state=state, hold_expires_at=expires)
