"""How people's connections to Google do. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Person
from calendars.freshness import Standing, knowledge
from calendars.models import (
    CalendarEvent,
    CalendarState,
    ConnectionState,
    GoogleConnection,
    ReadCalendar,
    WriteState,
)
from calendars.obstacles import (
    CALENDAR_GONE,
    CALENDAR_READ_ONLY,
    OWN_CALENDAR_PENDING,
    OWN_CALENDAR_UNKNOWN,
    WRITING_NOT_GRANTED,
)
from calendars.troubles import (
    LIST_NOT_GRANTED,
    MENDS,
    NEEDS_CONSENT,
    READING_NOT_GRANTED,
    READS_FAILED,
    READS_STALE,
    WRITES_FAILED,
    WRITES_WAITING,
    Mend,
)
from calendars.wishes import Part, PartState, Wish, WritesTo

KINDS = ("unhealthy", "needs_consent", "partial", "calendar_gone", "failed", "healthy")
NOT_GRANTED = {
    Part.READING: READING_NOT_GRANTED,
    Part.LISTING: LIST_NOT_GRANTED,
    Part.WRITING: WRITING_NOT_GRANTED,
}


@dataclass(frozen=True)
class Trouble:
    code: str
    count: int

    @property
    def mend(self) -> Mend:
        return MENDS[self.code]


@dataclass(frozen=True)
class Health:
    """`waiting` and `failed` count the events that Google does not show as wanted; `last_read_at` is the last good
    reading of any calendar."""

    connection: GoogleConnection
    troubles: tuple[Trouble, ...]
    waiting: int
    failed: int
    last_read_at: datetime | None

    @property
    def is_healthy(self) -> bool:
        """A list that may not be seen narrows the choice and harms nothing."""
        return all(trouble.code == LIST_NOT_GRANTED for trouble in self.troubles)

    @property
    def mend(self) -> Mend | None:
        """What comes first: nothing helps while Google lets nobody in."""
        wanted = {trouble.mend for trouble in self.troubles}
        return next((mend for mend in Mend if mend in wanted), None)


@dataclass(frozen=True)
class Reading:
    """How a person's calendars were last read, together: `state` is none (not connected), off (they do not show when
    they are busy), waiting (Google has given none yet), known, stale or unknown. `as_of` is the last good reading of
    the oldest, `detail` the stable code of what stood in the way since, empty where nothing did."""

    person: Person
    state: str
    calendars: int = 0
    as_of: datetime | None = None
    detail: str = ""


def readings_of(people: Iterable[Person]) -> list[Reading]:
    """How the calendars of each were last read. Two statements."""
    asked = list(people)
    found = GoogleConnection.objects.filter(person__in=asked)
    connections = {one.person_id: one for one in found.prefetch_related("calendars")}
    return [_reading(person, connections.get(person.pk)) for person in asked]


def _reading(person: Person, connection: GoogleConnection | None) -> Reading:
    if connection is None:
        return Reading(person, "none")
    if not connection.reads_busy:
        return Reading(person, "off")
    rows = sorted((one for one in connection.calendars.all() if one.is_read), key=lambda row: row.pk)
    known = knowledge(Standing(row.state, row.as_of, row.last_error, row.failures) for row in rows)
    lost = connection.state if connection.state == ConnectionState.NEEDS_REAUTH else ""
    detail = lost or next((row.last_error for row in rows if row.last_error), "")
    if known is None:
        return Reading(person, "waiting", len(rows), detail=detail)
    return Reading(person, known.state, len(rows), known.as_of, detail)


def calendars_of(connection: GoogleConnection) -> QuerySet[ReadCalendar]:
    """Our own first, then by name."""
    return connection.calendars.order_by("-is_own", "summary", "pk")


def health_of(connections: QuerySet[GoogleConnection]) -> Health | None:
    """How the only one of these does; None where there is none. One statement, for people part at any moment."""
    connection = measured(connections).first()
    return None if connection is None else _health(connection)


def healths(connections: Iterable[GoogleConnection]) -> list[Health]:
    """How these do, which `measured` gave. No statement."""
    return [_health(connection) for connection in connections]


def measured(connections: QuerySet[GoogleConnection]) -> QuerySet[GoogleConnection]:
    """With what health is told from, for however many in one statement."""
    events = CalendarEvent.objects.filter(organiser=OuterRef("pk"))
    calendars = ReadCalendar.objects.filter(connection=OuterRef("pk"))
    followed = calendars.filter(Q(is_read=True) | Q(is_written=True))
    chosen = calendars.filter(is_written=True).exclude(state=CalendarState.GONE)
    read = calendars.values("connection").annotate(last=Max("as_of")).values("last")
    refused = Q(state=CalendarState.UNKNOWN, failures=0) & ~Q(last_error="")
    return connections.annotate(
        events_waiting=_number(events.filter(state=WriteState.WAITING), "organiser"),
        events_in_trouble=_number(
            events.filter(state=WriteState.WAITING).exclude(last_error=""), "organiser"
        ),
        events_failed=_number(events.filter(state=WriteState.FAILED), "organiser"),
        calendars_gone=_number(followed.filter(state=CalendarState.GONE), "connection"),
        calendars_refused=_number(followed.filter(refused), "connection"),
        calendars_stale=_number(followed.filter(state=CalendarState.STALE), "connection"),
        has_written=Exists(chosen),
        has_become_read_only=Exists(calendars.filter(last_error=CALENDAR_READ_ONLY)),
        read_at=Subquery(read),
    )


def of_kind(connections: QuerySet[GoogleConnection], kind: str) -> QuerySet[GoogleConnection]:
    """Of the `measured` ones those of one of KINDS."""
    needs_consent = Q(state=ConnectionState.NEEDS_REAUTH)
    partial = Q(reads_busy=True) & ~Q(scopes__contains=[_scope(Part.READING, WritesTo.CHOSEN_CALENDAR)])
    for writes_to in (WritesTo.OWN_CALENDAR, WritesTo.CHOSEN_CALENDAR):
        partial |= Q(writes_to=writes_to) & ~Q(scopes__contains=[_scope(Part.WRITING, writes_to)])
    lost = ~Q(writes_to=WritesTo.NOTHING) & Q(has_written=False) | Q(calendars_gone__gt=0)
    failed = Q(events_failed__gt=0) | Q(calendars_refused__gt=0)
    late = Q(events_in_trouble__gt=0) | Q(calendars_stale__gt=0)
    any_of_them = needs_consent | partial | lost | failed | late
    kinds = {
        "needs_consent": needs_consent,
        "partial": partial,
        "calendar_gone": lost,
        "failed": failed,
        "healthy": ~any_of_them,
    }
    return connections.filter(kinds.get(kind, any_of_them))


def _scope(part: Part, writes_to: WritesTo) -> str:
    return Wish(reads_busy=True, writes_to=writes_to).needed[part]


def _number(rows: QuerySet[CalendarEvent] | QuerySet[ReadCalendar], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _health(connection: GoogleConnection) -> Health:
    found = connection.__dict__  # as annotated by `measured`
    troubles = [*_of_consent(connection), *_of_calendars(connection, found)]
    counted = {
        WRITES_FAILED: found["events_failed"],
        WRITES_WAITING: found["events_in_trouble"],
        READS_FAILED: found["calendars_refused"],
        READS_STALE: found["calendars_stale"],
    }
    troubles += [Trouble(code, number) for code, number in counted.items() if number]
    return Health(
        connection=connection,
        troubles=tuple(troubles),
        waiting=found["events_waiting"],
        failed=found["events_failed"],
        last_read_at=found["read_at"],
    )


def _of_consent(connection: GoogleConnection) -> list[Trouble]:
    if connection.state == ConnectionState.NEEDS_REAUTH:
        return [Trouble(NEEDS_CONSENT, 1)]
    if connection.is_hub:
        return []  # without leave for all it needs it is not connected at all
    states = connection.wish.states(connection.scopes)
    return [Trouble(NOT_GRANTED[part], 1) for part, state in states.items() if state == PartState.MISSING]


def _of_calendars(connection: GoogleConnection, found: dict[str, int]) -> list[Trouble]:
    lost = []
    if connection.can_write and not found["has_written"]:
        is_own = connection.writes_to == WritesTo.OWN_CALENDAR
        known = (OWN_CALENDAR_UNKNOWN, OWN_CALENDAR_PENDING)
        pending = connection.last_error if connection.last_error in known else OWN_CALENDAR_PENDING
        missing = CALENDAR_READ_ONLY if found["has_become_read_only"] else CALENDAR_GONE
        lost = [Trouble(pending if is_own else missing, 1)]
    elif found["calendars_gone"]:
        lost = [Trouble(CALENDAR_GONE, found["calendars_gone"])]
    return lost
