"""What calendars depend on: the address of a feed, and the rounds in which guests meet, now and before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, Sum

from accounts.models import Person
from calendars.queries import ids_given_anew
from calendars.rules import digest_of
from networking.events.queries import ANNOUNCED
from networking.models import (
    Event,
    EventFeed,
    LostMeeting,
    Meeting,
    MeetingGuest,
    Plan,
    PlanState,
    Registration,
    RegistrationState,
)

BEHIND, AHEAD = timedelta(days=30), timedelta(days=365)
DAY = timedelta(days=1)


@dataclass
class Rounds:
    """A guest's meetings of the plan that holds, and the rounds in which an earlier one had any."""

    now: list[Meeting] = field(default_factory=list)
    ever: set[int] = field(default_factory=set)
    changes: int = (
        0  # of the event's plans that held or hold: each that was published, and each change of it since
    )
    # Under which id Google has an entry, where that is not the first one that it was given.
    anew: Mapping[UUID, str] = field(default_factory=dict)


def event_feed_at(token: str) -> EventFeed | None:
    """What this token opens now, with its person and event; None for one that opens nothing. Two statements at most."""
    feeds = EventFeed.objects.filter(
        digest=digest_of(token), person__is_active=True, event__state__in=ANNOUNCED
    )
    feed = feeds.select_related("person", "event").first()
    if feed is None or feed.link_round is None:
        return feed
    links = Registration.objects.filter(event=feed.event, person=feed.person, link_round=feed.link_round)
    return feed if links.exists() else None


def registration_at(event: Event, person: Person) -> Registration | None:
    """Their registration, with event and person in hand. One statement."""
    found = Registration.objects.filter(event=event, person=person).first()
    if found is not None:
        found.event, found.person = event, person
    return found


def registrations_in_calendars(person: Person, now: datetime) -> list[Registration]:
    """Places of the person, and those given up, from 30 days back to a year ahead. One statement."""
    told = Q(state=RegistrationState.APPROVED) | Q(had_place=True)
    since, until = (now - BEHIND - DAY).date(), (now + AHEAD + DAY).date()
    dates = Q(event__held_on__range=(since, until), event__state__in=ANNOUNCED)
    found = Registration.objects.filter(told, dates, person=person).select_related("event")
    registrations = list(found.order_by("event__held_on", "pk"))
    for one in registrations:
        one.person = person  # whose journeys are read once
    return registrations


def rounds_for(registrations: Sequence[Registration]) -> Mapping[int, Rounds]:
    """By registration. Ten statements at most, however many they are."""
    if not registrations:
        return {}
    found: defaultdict[int, Rounds] = defaultdict(Rounds)
    held = Plan.objects.filter(state__in=[PlanState.PUBLISHED, PlanState.REPLACED])
    of_events = held.filter(event__in=[one.event_id for one in registrations]).order_by("event")
    changes = dict(of_events.values_list("event").annotate(Sum("revision")))
    anew = ids_given_anew(one.person_id for one in registrations)
    for one in registrations:
        found[one.pk].changes = changes.get(one.event_id, 0)
        found[one.pk].anew = anew
    if changes:
        _meet(found, registrations)
    return found


def _meet(found: Mapping[int, Rounds], registrations: Sequence[Registration]) -> None:
    own = MeetingGuest.objects.filter(registration__in=registrations)
    held = own.filter(plan__state__in=[PlanState.PUBLISHED, PlanState.REPLACED])
    rows = held.values_list("registration", "round", "meeting", "plan__state")
    here = defaultdict(list)
    for guest, number, meeting_id, state in rows:
        found[guest].ever.add(number)
        if state == PlanState.PUBLISHED:
            here[meeting_id].append(guest)
    ids = [one.pk for one in registrations]
    lost = LostMeeting.objects.filter(plan__state__in=[PlanState.PUBLISHED, PlanState.REPLACED])
    for side in ("startup", "contact"):
        for guest, number in lost.filter(**{f"{side}__in": ids}).values_list(side, "round"):
            found[guest].ever.add(number)
    others = ("guests__registration__person", "guests__registration__startup", "guests__registration__expert")
    meetings = Meeting.objects.filter(pk__in=here).select_related("table").prefetch_related(*others)
    for meeting in meetings.order_by("round", "pk"):
        for guest in here[meeting.pk]:
            found[guest].now.append(meeting)
