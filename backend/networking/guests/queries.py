"""What a guest sees of their own registration, and what coordinators see of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import Person
from agenda.own_clock import zone_of
from directory.models import Expert, ExpertKind, Topic
from directory.queries import startup_of
from networking.events.queries import events_announced
from networking.guests.refusals import GuestLinkUnknown
from networking.guests.tokens import guest_in
from networking.models import Event, GuestKind, Registration, RegistrationState
from networking.rules import Standing, deeds_of_guest


@dataclass(frozen=True)
class GuestPage:
    """An event as one guest sees it; `registration` is None before they register. `position` counts from 1 and is of
    the waiting list, `state` is what the registration is worth at this moment. `kind` is empty for who cannot come."""

    event: Event
    person: Person
    time_zone: str
    registration: Registration | None
    state: str
    position: int | None
    may: Sequence[str]
    kind: str
    topics: Sequence[Topic]
    suggested: Sequence[str]


def page_of(event: Event, person: Person, registration: Registration | None, now: datetime) -> GuestPage:
    """Six statements at most beside what is given."""
    state = registration.state_at(now) if registration else ""
    standing = Standing(
        event=event.state,
        state=state,
        now=now,
        closes_at=event.closes_at,
        cancel_until=event.cancel_until,
        ends_at=event.ends_at,
    )
    position = _position(registration) if registration and state == RegistrationState.WAITLISTED else None
    zone = zone_of(person, event.doors_at)
    kind, suggested = _own_side(person)
    return GuestPage(
        event=event,
        person=person,
        time_zone=zone,
        registration=registration,
        state=state,
        position=position,
        may=deeds_of_guest(standing) if kind else [],
        kind=kind,
        topics=list(Topic.objects.all()),
        suggested=suggested,
    )


def _own_side(person: Person) -> tuple[str, list[str]]:
    """The kind of guest that somebody would be, and the topics of their profile."""
    startup = startup_of(person)
    if startup is not None:
        return GuestKind.STARTUP, [topic.slug for topic in startup.needs.all()]
    expert = Expert.objects.filter(person=person, kind=ExpertKind.CONTACT).first()
    return (GuestKind.CONTACT, [topic.slug for topic in expert.topics.all()]) if expert else ("", [])


def _position(registration: Registration) -> int:
    since = registration.since
    before = Q(since__lt=since) | Q(since=since, pk__lt=registration.pk)
    waiting = registration.event.registrations.waiting().filter(before, kind=registration.kind)
    return waiting.count() + 1


def announced(slug: str) -> Event:
    """404 where the event is not announced."""
    return get_object_or_404(events_announced(), slug=slug)


def own_page(slug: str, person: Person, now: datetime) -> GuestPage:
    """The page of somebody who is signed in; 404 where the event is not announced."""
    event = announced(slug)
    registration = _with_words(Registration.objects.filter(event=event, person=person)).first()
    if registration is not None:
        registration.event = event
    return page_of(event, person, registration, now)


def linked_registration(token: str) -> Registration:
    """Whom a link speaks for. Raises GuestLinkUnknown where it is forged, or a newer one was sent."""
    number, turn = guest_in(token)
    registrations = Registration.objects.filter(link_round=turn, person__is_active=True)
    registration = _with_words(registrations).filter(pk=number).first()
    if registration is None:
        raise GuestLinkUnknown
    return registration


def linked_page(token: str, now: datetime) -> GuestPage:
    """The page of whoever has the link. Raises GuestLinkUnknown."""
    registration = linked_registration(token)
    event = events_announced().filter(pk=registration.event_id).first()
    if event is None:
        raise GuestLinkUnknown
    registration.event = event
    return page_of(event, registration.person, registration, now)


def _with_words(registrations: QuerySet[Registration]) -> QuerySet[Registration]:
    return registrations.select_related("person", "startup", "expert", "event").prefetch_related("topics")


def guests_of(event: Event) -> QuerySet[Registration]:
    """All registrations of an event, as coordinators list them. Two statements."""
    return _with_words(event.registrations.all()).order_by("since", "pk")
