"""The one button for a connection that does not do well."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars.health import health_of
from calendars.models import CalendarEvent, CalendarState, GoogleConnection, WriteState
from calendars.operations.consent import start_consent
from calendars.operations.listing import NotConnected
from calendars.operations.reading.asking import ask_for_read, followed
from calendars.operations.resuming import resume_writes, take_up_refused
from calendars.queueing import LIST_CALENDARS, MAKE_OWN_CALENDAR, defer
from calendars.troubles import Mend
from calendars.wishes import Part, WritesTo
from problems import Problem


class NothingConnected(Problem):
    code = "nothing_connected"
    status = 409
    title = _("There is no such connection to Google")
    detail = _("The person has parted from Google meanwhile, or never was connected. Load the page again.")


@dataclass(frozen=True)
class Mending:
    """`outcome` is consent (go to `authorization_url`), choose, mending or nothing."""

    outcome: str
    authorization_url: str | None = None
    retried: int = 0
    reads: int = 0


@atomically
def mend(*, person: Person, now: datetime) -> Mending:
    """Do what can be done without the person, and say what only they can do. Raises NotConnected."""
    health = health_of(GoogleConnection.objects.filter(person=person))
    if health is None:
        raise NotConnected
    connection = health.connection
    retried, reads = _retry(connection, now), _read(connection, now)
    if health.mend == Mend.CONSENT and not (health.is_healthy and (retried or reads)):
        return Mending("consent", start_consent(person=person, wish=connection.wish, now=now), retried, reads)
    if health.mend == Mend.CHOOSE and not _look_for(connection):
        return Mending("choose", None, retried, reads)
    is_at_it = retried or reads or health.mend in (Mend.CHOOSE, Mend.WAIT, Mend.RETRY)
    return Mending("mending" if is_at_it else "nothing", None, retried, reads)


@atomically
def read_again(*, person_id: int, by: Person, now: datetime) -> int:
    """Have those of a person's calendars read that are not known as they should be, because a coordinator asks for it;
    how many. Raises NothingConnected."""
    connection = GoogleConnection.objects.filter(person=person_id).first()
    if connection is None:
        raise NothingConnected
    reads = _read(connection, now)
    record("person", person_id, "google.read_again", by=by, now=now, calendars=reads)
    return reads


def _retry(connection: GoogleConnection, now: datetime) -> int:
    if not connection.can_write:
        return 0
    number = take_up_refused(connection)
    waiting = CalendarEvent.objects.filter(organiser=connection, state=WriteState.WAITING).exists()
    retried = resume_writes(connection) if number or waiting else 0
    if retried:
        record(
            "person", connection.person_id, "google.retried", by=connection.person, now=now, events=retried
        )
    return retried


def _read(connection: GoogleConnection, now: datetime) -> int:
    """Have read what is not known as it should be."""
    stuck = followed().filter(connection=connection).filter(~Q(state=CalendarState.KNOWN) | Q(failures__gt=0))
    rows = list(stuck.order_by("pk").values_list("pk", flat=True))
    connection.calendars.filter(pk__in=rows).update(failures=0, due_at=None)
    return sum(ask_for_read(calendar_id=pk, now=now) for pk in rows)


def _look_for(connection: GoogleConnection) -> bool:
    """Whether the calendar that is missing may be found, or made, without the person."""
    if connection.writes_to == WritesTo.OWN_CALENDAR and not connection.written_calendar_id:
        defer(MAKE_OWN_CALENDAR, connection_id=connection.pk)
        return True
    if connection.wish.is_on(Part.LISTING, connection.scopes):
        defer(LIST_CALENDARS, connection_id=connection.pk)
    return bool(connection.written_calendar_id)
