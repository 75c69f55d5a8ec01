"""What people see of group sessions: numbers and their own place for startups, names for host and coordinators."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

import calendars.queries
import messaging.queries
from accounts.models import Person, Role
from agenda.own_clock import know_journeys, zone_of
from audit.models import AuditEntry
from mentoring.groups.models import GroupSession, GroupState, Place, Seat
from mentoring.groups.rules import Occupancy, Standing, deeds_of_host, deeds_of_startup
from mentoring.programmes.queries import in_programmes_of
from mentoring.queries import Deed, Whole, deed_of


@dataclass(frozen=True)
class OwnPlace:
    """`state` is waiting, offered or taken; `position` counts from 1 and is of the waitlist."""

    state: str
    position: int | None
    offered_until: datetime | None


@dataclass(frozen=True)
class Shown:
    """A group session as one person sees it."""

    group: GroupSession
    occupancy: Occupancy
    place: OwnPlace | None
    may: Sequence[str]
    expert_time_zone: str
    your_time_zone: str
    meet_url: str = ""
    in_google: bool = False
    participants: Sequence["Participant"] | None = None


def groups_visible_to(viewer: Person) -> QuerySet[GroupSession]:
    """Startups: the open ones of programmes in which they take part, and where they have a place. An expert:
    those they host. Coordinators: all."""
    groups = GroupSession.objects.select_related("appointment", "programme", "expert__person")
    if viewer.coordinates:
        return groups
    if viewer.role == Role.STARTUP_MEMBER:
        return groups.filter((Q(state=GroupState.OPEN) & in_programmes_of(viewer)) | has_place(viewer))
    if viewer.role == Role.MENTOR:
        return groups.filter(expert__person=viewer)
    return groups.none()


def groups_open_at(groups: QuerySet[GroupSession], now: datetime) -> QuerySet[GroupSession]:
    """Those that still take people at `now`."""
    return _with_close(groups).filter(state=GroupState.OPEN, ends_registration__gt=now)


def _with_close(groups: QuerySet[GroupSession]) -> QuerySet[Any]:
    closes_at = F("appointment__starts_at") - F("closes_hours") * Value(timedelta(hours=1))
    return groups.annotate(ends_registration=ExpressionWrapper(closes_at, output_field=DateTimeField()))


def has_place(person: Person) -> Exists:
    return Exists(Place.objects.filter(group=OuterRef("pk"), person=person))


def sees_names(viewer: Person, group: GroupSession) -> bool:
    """Whether the viewer runs it: a coordinator, or its expert."""
    return viewer.coordinates or group.expert.person_id == viewer.pk


def takes_part(viewer: Person, group: GroupSession) -> bool:
    """Whether it is a time of the viewer's: they run it, or have a seat."""
    return sees_names(viewer, group) or group.places.taken().filter(person=viewer).exists()


def shown_to(viewer: Person, groups: Iterable[GroupSession], now: datetime) -> list[Shown]:
    """Each as `viewer` sees it. Seven statements whatever their number."""
    rows = list(groups)
    know_journeys([viewer, *(group.expert.person for group in rows)])
    ids = [group.pk for group in rows]
    numbers, own = occupancies(ids, now), _own_places(viewer, ids, now)
    theirs = [group.pk for group in rows if sees_names(viewer, group) or _has_seat(own.get(group.pk))]
    rooms = calendars.queries.rooms_of(theirs)
    in_google = calendars.queries.shown_by_google(viewer, theirs)
    return [
        Shown(
            group,
            numbers[group.pk],
            own.get(group.pk),
            _deeds(viewer, group, numbers, own, now),
            zone_of(group.expert.person, group.appointment.starts_at),
            zone_of(viewer, group.appointment.starts_at),
            rooms.get(group.pk, ""),
            group.pk in in_google,
        )
        for group in rows
    ]


def _has_seat(place: OwnPlace | None) -> bool:
    return place is not None and place.state == "taken"


def occupancies(ids: Sequence[UUID], now: datetime) -> dict[UUID, Occupancy]:
    """How full each is at `now`. Two statements."""
    seats = Seat.objects.filter(group__in=ids).order_by().values_list("group").annotate(Count("pk"))
    there = dict(seats)
    places = Place.objects.filter(group__in=ids).order_by().values_list("group")
    counted = places.annotate(
        taken=Count("pk", filter=Q(number__isnull=False, offered_until=None)),
        offered=Count("pk", filter=Q(offered_until__gt=now)),
        waiting=Count("pk", filter=Q(number=None)),
    )
    found = {group: Occupancy(there.get(group, 0), *numbers) for group, *numbers in counted}
    return {pk: found.get(pk) or Occupancy(there.get(pk, 0), 0, 0, 0) for pk in ids}


def _own_places(viewer: Person, ids: Sequence[UUID], now: datetime) -> dict[UUID, OwnPlace]:
    before = Place.objects.waiting().filter(group=OuterRef("group"), pk__lte=OuterRef("pk"))
    position = before.order_by().values("group").annotate(total=Count("pk")).values("total")
    places = Place.objects.filter(group__in=ids, person=viewer).annotate(at=Subquery(position))
    own = {}
    for group, number, until, at in places.values_list("group", "number", "offered_until", "at"):
        state = Place(number=number, offered_until=until).state_at(now)
        if state != "expired":
            own[group] = OwnPlace(state, at if state == "waiting" else None, until)
    return own


def _deeds(
    viewer: Person,
    group: GroupSession,
    numbers: dict[UUID, Occupancy],
    own: dict[UUID, OwnPlace],
    now: datetime,
) -> list[str]:
    place = own.get(group.pk)
    standing = Standing(
        is_open=group.state == GroupState.OPEN,
        starts_at=group.appointment.starts_at,
        closes_at=group.closes_at,
        now=now,
        place=place.state if place else "",
        free=numbers[group.pk].free,
    )
    if not sees_names(viewer, group):
        return deeds_of_startup(standing)
    return deeds_of_host(standing, coordinates=viewer.coordinates)


def whole_of(viewer: Person, group: GroupSession, now: datetime) -> Shown:
    """One with all that the viewer may see of it. Seven statements at most."""
    (shown,) = shown_to(viewer, [group], now)
    return replace(shown, participants=participants_of(group, now)) if sees_names(viewer, group) else shown


@dataclass(frozen=True)
class Participant:
    """One person of a group session, as host and coordinators see them."""

    person: Person
    time_zone: str
    place: Place
    state: str
    position: int | None


def participants_of(group: GroupSession, now: datetime) -> list[Participant]:
    """Those with a seat, those who were offered one, then the waitlist in its order. Two statements."""
    rows = [
        (place, place.state_at(now))
        for place in group.places.select_related("person", "startup").order_by("pk")
    ]
    know_journeys(place.person for place, _ in rows)
    starts_at = group.appointment.starts_at
    waiting = [place.pk for place, state in rows if state == "waiting"]
    order = ["taken", "offered", "waiting"]
    people = [
        Participant(
            place.person,
            zone_of(place.person, starts_at),
            place,
            state,
            waiting.index(place.pk) + 1 if state == "waiting" else None,
        )
        for place, state in rows
        if state in order
    ]
    return sorted(people, key=lambda one: order.index(one.state))


def groups_to_move_on(now: datetime) -> QuerySet[GroupSession]:
    """Open ones with an offer that is over, or with a seat for somebody who waits."""
    of_group = Place.objects.filter(group=OuterRef("pk")).order_by()
    held = of_group.filter(number__isnull=False).values("group").annotate(n=Count("pk")).values("n")
    there = Seat.objects.filter(group=OuterRef("pk")).order_by().values("group").annotate(n=Count("pk"))
    groups = GroupSession.objects.filter(state=GroupState.OPEN, appointment__starts_at__gt=now)
    return groups.annotate(held=Coalesce(Subquery(held), 0), there=Subquery(there.values("n"))).filter(
        Exists(of_group.overdue_at(now)) | Q(Exists(of_group.waiting()), held__lt=F("there"))
    )


def groups_to_let_go(now: datetime) -> QuerySet[GroupSession]:
    """Those whose registration has closed before everybody who waits, or was offered a seat, was told."""
    places = Place.objects.filter(group=OuterRef("pk")).order_by()
    untold = Exists(places.waiting().filter(told_closed_at=None)) | Exists(places.overdue_at(now))
    closed = _with_close(GroupSession.objects.filter(untold, state=GroupState.OPEN))
    return closed.filter(ends_registration__lte=now)


def story_of_group(group: GroupSession) -> list[Deed]:
    """Everything that people did to a group session and the system did for it, in order. Two statements."""
    entries = list(
        AuditEntry.objects.filter(subject_kind="session", subject_id=str(group.pk)).select_related("actor")
    )
    ids = {entry.details.get("person_id") for entry in entries} - {None}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [deed_of(entry, names) for entry in entries]


def everything_about_group(group: GroupSession) -> Whole:
    """What calendars and messages say of it. Three statements."""
    return Whole(
        calendar=calendars.queries.state_of([group.pk])[group.pk],
        reminders=list(messaging.queries.reminders_of(group.pk)),
        messages=list(messaging.queries.messages_of(group.pk)),
        notes=(),
    )


def groups_that_ended(now: datetime) -> QuerySet[GroupSession]:
    return GroupSession.objects.filter(state=GroupState.OPEN, appointment__ends_at__lte=now)
