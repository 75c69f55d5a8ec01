"""One person more, or one less, in an appointment that stands: the others keep their time as it is."""

from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.models import Person
from agenda.models import Appointment, Commitment
from agenda.models.ledger import CommitmentQuerySet
from agenda.operations import SlotTaken
from agenda.transactions import atomically


@atomically
def join(*, appointment: Appointment, person: Person, now: datetime) -> None:
    """Take the appointment's time of one more person, without buffers. Raises SlotTaken if it is taken."""
    if _take(appointment, person):
        return
    # What stood in the way may be holds that expired and that no worker has cleared yet.
    _release_expired(appointment, person, now)
    if not _take(appointment, person):
        raise SlotTaken


@atomically
def leave(*, appointment: Appointment, person: Person, now: datetime) -> None:
    """Give one person their time back. Nothing where they had none taken by it."""
    theirs = appointment.commitments.filter(person=person, released_at=None)
    theirs.update(released_at=now)


def is_free(*, appointment: Appointment, person: Person, now: datetime) -> bool:
    """Whether the person could join as things stand at `now`."""
    return not _in_the_way(appointment, person).standing_at(now).exists()


def _take(appointment: Appointment, person: Person) -> bool:
    """The exclusion constraint decides; who loses learns it from the row that is not there."""
    row = Commitment(
        person=person,
        appointment=appointment,
        during=_during(appointment),
        starts_at=appointment.starts_at,
    )
    Commitment.objects.bulk_create([row], ignore_conflicts=True)
    return Commitment.objects.filter(appointment=appointment, person=person, released_at=None).exists()


def _release_expired(appointment: Appointment, person: Person, now: datetime) -> None:
    expired = _in_the_way(appointment, person).filter(expires_at__lte=now)
    rows = expired.select_for_update().order_by("pk").values_list("pk", flat=True)
    Commitment.objects.filter(pk__in=list(rows)).update(released_at=now)


def _in_the_way(appointment: Appointment, person: Person) -> CommitmentQuerySet:
    taken = Commitment.objects.filter(person=person, released_at=None, during__overlap=_during(appointment))
    return taken.exclude(appointment=appointment)


def _during(appointment: Appointment) -> DateTimeTZRange:
    return DateTimeTZRange(appointment.starts_at, appointment.ends_at)
