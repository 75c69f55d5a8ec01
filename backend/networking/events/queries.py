"""What people see of events: everybody those that are announced, coordinators all of them with figures."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Person
from networking.models import Event, EventSeat, EventState, GuestKind, Registration, RegistrationState

ANNOUNCED = (
    EventState.OPEN,
    EventState.CLOSED,
    EventState.PUBLISHED,
    EventState.RUNNING,
    EventState.DONE,
    EventState.CANCELLED,
)
AHEAD = (EventState.OPEN, EventState.CLOSED, EventState.PUBLISHED, EventState.RUNNING)


def events_announced() -> QuerySet[Event]:
    """Everybody's: all that were ever open."""
    return with_seats(Event.objects.filter(state__in=ANNOUNCED))


def events_ahead(now: datetime) -> QuerySet[Event]:
    """Everybody's: those that lie ahead or run, the next first. A day is given for places behind the hub's clock."""
    since: date = (now - timedelta(days=1)).date()
    ahead = Event.objects.filter(state__in=AHEAD, held_on__gte=since)
    return with_seats(ahead).order_by("held_on", "doors_time", "pk")


def events_run_by(viewer: Person) -> QuerySet[Event]:
    """All of them, for coordinators alone."""
    return with_seats(Event.objects.all()) if viewer.coordinates else Event.objects.none()


def with_seats(events: QuerySet[Event]) -> QuerySet[Event]:
    """With `<kind>_seats`, `<kind>_coming`, `<kind>_waiting` and how many registrations are `undecided`."""
    counts = {}
    for kind in GuestKind.values:
        counts[f"{kind}_seats"] = _count(EventSeat.objects.filter(kind=kind))
        held = Registration.objects.filter(kind=kind, number__isnull=False)
        counts[f"{kind}_coming"] = _count(held)
        counts[f"{kind}_waiting"] = _count(held.model.objects.filter(kind=kind, state="waitlisted"))
    undecided = Registration.objects.filter(state=RegistrationState.PENDING)
    return events.annotate(**counts, undecided=_count(undecided))


def _count(rows: "QuerySet[EventSeat] | QuerySet[Registration]") -> Coalesce:
    of_event = rows.filter(event=OuterRef("pk")).order_by().values("event")
    return Coalesce(
        Subquery(of_event.annotate(all=Count("pk")).values("all"), output_field=IntegerField()), 0
    )


@dataclass(frozen=True)
class Counts:
    """How many guests of one kind there can be, come or are offered a place, and wait."""

    seats: int
    coming: int
    waiting: int

    @property
    def free(self) -> int:
        """Places for whoever comes next: those that nobody has and nobody waits for."""
        return max(0, self.seats - self.coming - self.waiting)


def counts_of(event: Event) -> dict[str, Counts]:
    """By kind of guest, of an event that is read `with_seats`."""
    return {
        kind: Counts(*(getattr(event, f"{kind}_{what}") for what in ("seats", "coming", "waiting")))
        for kind in GuestKind.values
    }


def matching(words: str, *fields: str) -> Q:
    """Rows with all the words, each in one of the fields."""
    wanted = Q()
    for word in words.split():
        wanted &= Q(*((f"{field}__icontains", word) for field in fields), _connector=Q.OR)
    return wanted
