"""In the morning, wherever a person is: the day's sessions and events in one message, if there are several."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q

from accounts.models import Person
from agenda.models import AppointmentState, Commitment
from agenda.own_clock import know_journeys, zone_of
from mentoring.answers import session_link, sessions_link
from mentoring.companions import counterpart_of, has_companion, know_companions
from mentoring.groups.words import group_link, title_in
from mentoring.models import GroupSession, GroupState, Place, Session, SessionState
from messaging.digest_rules import FEWEST, bounds_of, day_to_tell
from messaging.digest_texts import DigestEntry
from messaging.event_days import events_of_day
from messaging.models import Digest
from messaging.operations import write_digest

# No day is longer, whatever clocks and journeys make of it.
A_DAY = timedelta(hours=26)


def tell_the_day(*, now: datetime) -> int:
    """Write the digests that are due at `now`; how many. Running it again, or side by side, tells nobody twice.

    Finding who is due takes three statements however many they are.
    """
    people = _with_several(now)
    know_journeys(people)
    due = {
        person: on
        for person in people
        if person.digest_at and (on := day_to_tell(now, zone_of(person, now), person.digest_at))
    }
    told = set(
        Digest.objects.filter(person__in=[one.pk for one in due], on__in=set(due.values())).values_list(
            "person", "on"
        )
    )
    waiting = {person: on for person, on in due.items() if (person.pk, on) not in told}
    return sum(_tell(person, on, now) for person, on in waiting.items())


def _with_several(now: datetime) -> list[Person]:
    """Those who may have several things on their local day and want to be told."""
    booked = Commitment.objects.filter(
        appointment__state=AppointmentState.BOOKED,
        appointment__starts_at__range=(now - A_DAY, now + A_DAY),
        released_at=None,
    )
    several = booked.order_by().values("person").annotate(many=Count("pk")).filter(many__gte=FEWEST)
    people = Person.objects.filter(
        pk__in=several.values("person"), is_active=True, digest_at__isnull=False
    ).exclude(reach_reminders="none")
    return list(people.order_by("pk"))


def _tell(person: Person, on: date, now: datetime) -> bool:
    begins, ends = bounds_of(on, zone_of(person, now))
    entries = [
        *_sessions(person, begins, ends),
        *_groups(person, begins, ends),
        *events_of_day(person, begins, ends),
    ]
    entries.sort(key=lambda entry: entry.starts_at)
    if len(entries) < FEWEST:
        return False
    return write_digest(person=person, on=on, today=entries, link=sessions_link(), now=now)


def _sessions(person: Person, begins: datetime, ends: datetime) -> Iterable[DigestEntry]:
    sessions = list(
        Session.objects.filter(
            Q(expert__person=person) | Q(founder=person) | has_companion(person),
            state=SessionState.CONFIRMED,
            cancel_asked_by="",
            appointment__starts_at__gte=begins,
            appointment__starts_at__lt=ends,
        ).select_related("appointment", "programme", "startup", "expert__person", "founder")
    )
    know_companions(sessions)
    others = {session: counterpart_of(session, person) for session in sessions}
    know_journeys([person, *others.values()])
    for session, other in others.items():
        starts_at = session.appointment.starts_at
        yield DigestEntry(
            starts_at=starts_at,
            zone=zone_of(person, starts_at),
            other_zone=zone_of(other, starts_at),
            about=other.name,
            link=session_link(session),
            programme=session.programme_id,
            words_as_of=session.programme.words_as_of,
        )


def _groups(person: Person, begins: datetime, ends: datetime) -> Iterable[DigestEntry]:
    seated = Place.objects.taken().filter(person=person)
    groups = GroupSession.objects.filter(
        Q(expert__person=person) | Q(pk__in=seated.values("group")),
        state=GroupState.OPEN,
        appointment__starts_at__gte=begins,
        appointment__starts_at__lt=ends,
    ).select_related("appointment", "expert__person")
    for group in groups:
        host, starts_at = group.expert.person, group.appointment.starts_at
        yield DigestEntry(
            starts_at=starts_at,
            zone=zone_of(person, starts_at),
            other_zone=settings.HUB_TIME_ZONE if host.pk == person.pk else zone_of(host, starts_at),
            about=title_in(group, person.language),
            link=group_link(group),
        )
