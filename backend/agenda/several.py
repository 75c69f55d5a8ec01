"""Several appointments at once: all of them or none, and who asks learns which could not be had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from agenda.models import Appointment, AppointmentState, Commitment
from agenda.operations import Buffers, SlotTaken
from agenda.transactions import atomically

Expiries = Mapping[UUID, datetime | None]


class SomeTaken(SlotTaken):
    """`appointments` are the ids of those whose time is somebody's already; nothing was taken."""

    def __init__(self, appointments: Sequence[UUID]) -> None:
        super().__init__()
        self.appointments = appointments


@dataclass(frozen=True)
class Wish:
    """An appointment, new or known by its id, and the half-open time that all `people` (ids) are to give it.

    A new one may be another time for a known one, `alternative_of`; where that is booked, the time that it takes
    (`beside`, just as long) is theirs already.
    """

    appointment_id: UUID
    people: Mapping[int, Buffers]
    starts_at: datetime
    ends_at: datetime
    alternative_of: UUID | None = None
    beside: tuple[datetime, datetime] | None = None

    def during(self, person: int) -> DateTimeTZRange:
        buffers = self.people[person]
        begin, end = self.starts_at - buffers.before, self.ends_at + buffers.after
        if self.beside is not None:
            taken_from, taken_until = self.beside[0] - buffers.before, self.beside[1] + buffers.after
            if taken_from < begin < taken_until:
                begin = taken_until
            elif taken_from < end < taken_until:
                end = taken_from
        return DateTimeTZRange(begin, end)


@atomically
def hold_all(
    *, wishes: Sequence[Wish], expires_at: datetime | None, now: datetime
) -> dict[UUID, Appointment]:
    """New appointments, held until `expires_at`, booked if that is None. Raises SomeTaken."""
    state = AppointmentState.HELD if expires_at else AppointmentState.BOOKED
    made = Appointment.objects.bulk_create(
        Appointment(
            id=wish.appointment_id,
            starts_at=wish.starts_at,
            ends_at=wish.ends_at,
            state=state,
            hold_expires_at=expires_at,
            alternative_of_id=wish.alternative_of,
        )
        for wish in wishes
    )
    _take_all(wishes, {appointment.pk: expires_at for appointment in made}, now)
    return {appointment.pk: appointment for appointment in made}


@atomically
def move_all(*, wishes: Sequence[Wish], now: datetime) -> dict[UUID, Appointment]:
    """New times for known appointments, one version up each; holds stay holds. Raises SomeTaken.

    All give their old times up before any takes its new one, so they do not stand in each other's way.
    """
    by_id = {wish.appointment_id: wish for wish in wishes}
    rows = list(Appointment.objects.select_for_update().filter(pk__in=by_id).order_by("pk"))
    give_up([row.pk for row in rows], now=now)
    for row in rows:
        wish = by_id[row.pk]
        row.starts_at, row.ends_at = wish.starts_at, wish.ends_at
        row.version += 1
    Appointment.objects.bulk_update(rows, ["starts_at", "ends_at", "version"])
    _take_all(wishes, {row.pk: row.hold_expires_at for row in rows}, now)
    return {row.pk: row for row in rows}


def give_up(appointments: Sequence[UUID], *, now: datetime) -> None:
    """Release the commitments of these appointments, in the caller's transaction: they are taken anew or go."""
    standing = Commitment.objects.filter(appointment__in=appointments, released_at=None)
    standing.update(released_at=now)


def _take_all(wishes: Sequence[Wish], expiries: Expiries, now: datetime) -> None:
    missing = _insert(wishes, expiries)
    if missing:
        # What stood in the way may be holds that expired and that no worker has cleared yet.
        _release_expired(missing, now)
        missing = _insert(missing, expiries)
    if missing:
        raise SomeTaken([wish.appointment_id for wish in missing])


def _insert(wishes: Sequence[Wish], expiries: Expiries) -> list[Wish]:
    """Take what is free; those wishes that did not get everybody.

    Rows go in by person and time. Two series of the same people thus meet in one order: the later waits at the
    first common time instead of holding what the other needs next.
    """
    kept = _kept(wishes)
    rows = sorted(
        (
            (person, wish)
            for wish in wishes
            for person in wish.people
            if (wish.appointment_id, person) not in kept
        ),
        key=lambda row: (row[0], row[1].starts_at),
    )
    Commitment.objects.bulk_create(
        [
            Commitment(
                person_id=person,
                appointment_id=wish.appointment_id,
                during=wish.during(person),
                starts_at=wish.starts_at,
                expires_at=expiries[wish.appointment_id],
            )
            for person, wish in rows
        ],
        ignore_conflicts=True,
    )
    kept = _kept(wishes)
    return [
        wish for wish in wishes if any((wish.appointment_id, person) not in kept for person in wish.people)
    ]


def _kept(wishes: Sequence[Wish]) -> set[tuple[UUID, int]]:
    ids = [wish.appointment_id for wish in wishes]
    rows = Commitment.objects.filter(appointment__in=ids, released_at=None)
    return set(rows.values_list("appointment_id", "person_id"))


def _release_expired(wishes: Sequence[Wish], now: datetime) -> None:
    times = [wish.during(person) for wish in wishes for person in wish.people]
    whole = DateTimeTZRange(min(time.lower for time in times), max(time.upper for time in times))
    expired = (
        Commitment.objects.select_for_update()
        .filter(
            person__in={person for wish in wishes for person in wish.people},
            released_at=None,
            expires_at__lte=now,
            during__overlap=whole,
        )
        .order_by("person_id", "pk")
    )
    Commitment.objects.filter(pk__in=[row.pk for row in expired]).update(released_at=now)
