"""Several times for one appointment, each held for everybody until one of them is taken or all expire.

Each alternative is an appointment of its own in the ledger, so that the exclusion constraint, the searches and
the expiry treat it like any other hold. Only one of them will be: on any day, in any week and month they and the
appointment that they are for count as one session.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

from django.db.models import F

from agenda.models import Appointment, AppointmentState
from agenda.operations import Buffers, lock
from agenda.several import Wish, give_up, hold_all, move_all
from agenda.transactions import atomically


def apart(length: timedelta, people: Mapping[int, Buffers]) -> timedelta:
    """How far the starts of two appointments of `length` lie apart at least, somebody's pauses included."""
    return length + max(buffers.before + buffers.after for buffers in people.values())


def too_near(starts: Sequence[datetime], length: timedelta, people: Mapping[int, Buffers]) -> bool:
    """Whether two appointments of `length` at these starts would meet, somebody's pauses included."""
    least = apart(length, people)
    return any(later - earlier < least for earlier, later in pairwise(sorted(starts)))


@atomically
def hold_alternatives(
    *,
    appointment: Appointment,
    people: Mapping[int, Buffers],
    starts: Sequence[datetime],
    expires_at: datetime,
    now: datetime,
) -> tuple[Appointment, list[Appointment]]:
    """Hold each of `starts`, as long as the appointment is, until `expires_at`. Raises SlotTaken; then none is held.

    A booking keeps its own time beside them: of a start that meets it what lies beyond is held. A hold gives its time up for them: it shows the first of them from
    then on, one version up, and expires with them.
    """
    appointment = lock(appointment.pk)
    length = appointment.ends_at - appointment.starts_at
    if appointment.state == AppointmentState.HELD:
        give_up([appointment.pk], now=now)
        appointment.starts_at, appointment.ends_at = min(starts), min(starts) + length
        appointment.hold_expires_at = expires_at
        appointment.version += 1
        appointment.save()
    is_booked = appointment.state == AppointmentState.BOOKED
    beside = (appointment.starts_at, appointment.ends_at) if is_booked else None
    wishes = [
        Wish(uuid4(), people, start, start + length, appointment.pk, beside) for start in sorted(starts)
    ]
    held = hold_all(wishes=wishes, expires_at=expires_at, now=now)
    return appointment, [held[wish.appointment_id] for wish in wishes]


@atomically
def take_alternative(
    *,
    appointment: Appointment,
    alternatives: Sequence[UUID],
    people: Mapping[int, Buffers],
    starts_at: datetime,
    now: datetime,
) -> Appointment:
    """Book the appointment at `starts_at`, which one of its alternatives holds, and free the others.

    What is freed is another's only when this commits, and by then the time that was chosen is taken.
    """
    appointment = lock(appointment.pk)
    length = appointment.ends_at - appointment.starts_at
    drop_alternatives(alternatives=alternatives, now=now)
    appointment.state, appointment.hold_expires_at = AppointmentState.BOOKED, None
    appointment.save(update_fields=["state", "hold_expires_at"])
    wish = Wish(appointment.pk, people, starts_at, starts_at + length)
    return move_all(wishes=[wish], now=now)[appointment.pk]


def drop_alternatives(*, alternatives: Sequence[UUID], now: datetime) -> None:
    """Free these times, in the caller's transaction."""
    give_up(alternatives, now=now)
    Appointment.objects.filter(pk__in=alternatives, state=AppointmentState.HELD).update(
        state=AppointmentState.RELEASED, hold_expires_at=None, version=F("version") + 1
    )
