"""Taking people's time: holds, bookings, moves. The database decides whether it is free."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.intentions import Limits
from agenda.models import Appointment, AppointmentState, BookingLimits, Commitment
from agenda.transactions import atomically, part_of_a_deed
from problems import Problem
from storing import planned_cursor, stored


class SlotTaken(Problem):
    code = "slot_taken"
    status = 409
    title = _("That time is taken")
    detail = _("Somebody was a moment faster. Choose one of the next free times.")
    field = "starts_at"


@dataclass(frozen=True)
class Buffers:
    """Pauses that a person needs around an appointment."""

    before: timedelta = timedelta()
    after: timedelta = timedelta()


NO_BUFFERS = Buffers()


def buffers_of(*people: Person) -> dict[int, Buffers]:
    """The pauses of each (by id). One statement."""
    known = {limits.person_id: limits for limits in BookingLimits.objects.filter(person__in=people)}
    return {
        person.pk: buffers_in(known[person.pk]) if person.pk in known else NO_BUFFERS for person in people
    }


def buffers_in(limits: BookingLimits | Limits) -> Buffers:
    return Buffers(
        timedelta(minutes=limits.buffer_before_minutes), timedelta(minutes=limits.buffer_after_minutes)
    )


def lock_limits(*people: int) -> bool:
    """Whether any of the people (ids) gives a limited number of sessions per day, week or month.

    If so their limits are held until the transaction ends: of two who book at once the second counts the first.
    """
    counting = BookingLimits.objects.filter(person__in=people).exclude(
        max_per_day=None, max_per_week=None, max_per_month=None
    )
    locked = counting.select_for_update(no_key=True).order_by("person").values_list("pk", flat=True)
    return len(locked) > 0


@part_of_a_deed
def hold(
    *,
    appointment_id: UUID,
    people: Mapping[int, Buffers],
    starts_at: datetime,
    ends_at: datetime,
    expires_at: datetime | None,
    now: datetime,
) -> Appointment:
    """Take [starts_at, ends_at) of all `people` (ids) until `expires_at`; for good if that is None.

    Raises SlotTaken if any of them, buffers included, is committed elsewhere; then nothing is taken.
    """
    state = AppointmentState.HELD if expires_at else AppointmentState.BOOKED
    appointment = Appointment(
        id=appointment_id, starts_at=starts_at, ends_at=ends_at, state=state, hold_expires_at=expires_at
    )
    taken = _insert(appointment, people, APPOINT)
    stored(appointment, appointment_id)
    _require_everybody(appointment, people, taken, now)
    return appointment


@atomically
def book(*, appointment: Appointment, now: datetime) -> Appointment:
    """Turn a hold into a booking. Raises SlotTaken if the hold has expired: the time may be another's."""
    appointment = lock(appointment.pk)
    if not appointment.stands_at(now):
        raise SlotTaken
    appointment.state = AppointmentState.BOOKED
    appointment.hold_expires_at = None
    appointment.save(update_fields=["state", "hold_expires_at"])
    appointment.commitments.filter(released_at=None).update(expires_at=None)
    return appointment


@atomically
def move(
    *,
    appointment: Appointment,
    people: Mapping[int, Buffers],
    starts_at: datetime,
    now: datetime,
) -> Appointment:
    """Give the appointment a new start, same length, one version up. Raises SlotTaken."""
    appointment = lock(appointment.pk)
    length = appointment.ends_at - appointment.starts_at
    appointment.commitments.filter(released_at=None).update(released_at=now)
    appointment.starts_at, appointment.ends_at = starts_at, starts_at + length
    appointment.version += 1
    appointment.save(update_fields=["starts_at", "ends_at", "version"])
    _take(appointment, people, now)
    return appointment


@atomically
def release(*, appointment: Appointment, now: datetime) -> Appointment:
    """Give everybody their time back, one version up, so that nothing planned for it leaves any more."""
    appointment = lock(appointment.pk)
    appointment.state = AppointmentState.RELEASED
    appointment.hold_expires_at = None
    appointment.version += 1
    appointment.save(update_fields=["state", "hold_expires_at", "version"])
    appointment.commitments.filter(released_at=None).update(released_at=now)
    return appointment


def lock(appointment_id: UUID) -> Appointment:
    """The appointment, held against other writers until the transaction ends."""
    return Appointment.objects.select_for_update().get(pk=appointment_id)


def _take(appointment: Appointment, people: Mapping[int, Buffers], now: datetime) -> None:
    _require_everybody(appointment, people, _insert(appointment, people), now)


def _require_everybody(
    appointment: Appointment, people: Mapping[int, Buffers], taken: int, now: datetime
) -> None:
    if taken < len(people):
        # What stood in the way may be a hold that expired and that no worker has cleared yet.
        _release_expired(appointment, people, now)
        taken += _insert(appointment, people)  # whose time is taken already meets their own row here
    if taken < len(people):
        raise SlotTaken


# Rows go in by person, so two bookings of the same people wait rather than deadlock. The loser learns it
# from the count, without an error.
TAKE = """
INSERT INTO agenda_commitment (person_id, appointment_id, during, starts_at, expires_at)
SELECT person, %(id)s, tstzrange(begin, finish, '[)'), %(starts_at)s, %(expires_at)s
  FROM unnest(%(people)s::bigint[], %(begins)s::timestamptz[], %(finishes)s::timestamptz[])
       AS taken (person, begin, finish)
 ORDER BY person
    ON CONFLICT DO NOTHING
"""
# The same with the appointment itself, which is new.
APPOINT = f"""
WITH appointment AS (
    INSERT INTO agenda_appointment (id, starts_at, ends_at, version, state, hold_expires_at)
    VALUES (%(id)s, %(starts_at)s, %(ends_at)s, %(version)s, %(state)s, %(expires_at)s)
)
{TAKE}"""  # noqa: S608 -- put together of constants


def _insert(appointment: Appointment, people: Mapping[int, Buffers], statement: str = TAKE) -> int:
    """How many of `people` got in."""
    asked: dict[str, Any] = {
        "id": appointment.pk,
        "starts_at": appointment.starts_at,
        "ends_at": appointment.ends_at,
        "version": appointment.version,
        "state": appointment.state,
        "expires_at": appointment.hold_expires_at,
        "people": list(people),
        "begins": [appointment.starts_at - buffers.before for buffers in people.values()],
        "finishes": [appointment.ends_at + buffers.after for buffers in people.values()],
    }
    with planned_cursor() as cursor:
        cursor.execute(statement, asked)
        return int(cursor.rowcount)


def _release_expired(appointment: Appointment, people: Mapping[int, Buffers], now: datetime) -> None:
    widest = Buffers(max(b.before for b in people.values()), max(b.after for b in people.values()))
    expired = (
        Commitment.objects.select_for_update()
        .filter(
            person__in=people,
            released_at=None,
            expires_at__lte=now,
            during__overlap=_during(appointment, widest),
        )
        .order_by("person_id", "pk")
    )
    Commitment.objects.filter(pk__in=[row.pk for row in expired]).update(released_at=now)


def _during(appointment: Appointment, buffers: Buffers) -> DateTimeTZRange:
    return DateTimeTZRange(appointment.starts_at - buffers.before, appointment.ends_at + buffers.after)
