"""Invitations by e-mail to an event that Google would not take when it was new, or that left somebody's calendar."""

from collections.abc import Collection
from datetime import datetime

from accounts.models import Person
from agenda.models import Appointment
from agenda.transactions import atomically
from calendars.invitations import invitation_part, series_part
from calendars.models import CalendarEvent
from calendars.queries import people_reached_by_google
from mentoring.answers import session_link
from mentoring.companions import everybody_in
from mentoring.groups.models import GroupSession
from mentoring.groups.telling import tell as tell_of_group
from mentoring.groups.words import briefing_for
from mentoring.in_calendars import standing_in
from mentoring.models import Series, Session
from mentoring.series.telling import tell_once
from mentoring.telling import tell
from messaging.models import Message, MessageKind
from messaging.texts import InvitationPart


@atomically
def invite_by_mail(*, event_id: int, sequence: int, now: datetime) -> int:
    """Send everybody the invitation of a mailed event as it was at `sequence`; how many were written.

    None where the event has changed since: whoever changed it invited everybody to what it became. Nobody gets it
    twice, however often this runs.
    """
    event = _unchanged(event_id, sequence)
    if event is None or not event.is_mailed:
        return 0
    return _write_to_all_but(_invited(event), event, MessageKind.MAILED, now)


@atomically
def tell_handed_over(*, event_id: int, sequence: int, since: datetime, now: datetime) -> int:
    """Tell everybody of an event that left somebody's calendar at `since`, and invite whom Google does not to where it
    stands now; how many were written. Otherwise as `invite_by_mail`."""
    event = _unchanged(event_id, sequence)
    if event is None:
        return 0
    told = Message.objects.filter(kind=MessageKind.HANDED_OVER, created_at__gte=since)
    told = told.filter(appointment__in=_appointments(event))
    have_it = _invited(event) | set(told.values_list("person", flat=True))
    return _write_to_all_but(have_it, event, MessageKind.HANDED_OVER, now)


def _unchanged(event_id: int, sequence: int) -> CalendarEvent | None:
    found = CalendarEvent.objects.select_for_update(of=("self",)).select_related("appointment")
    return found.filter(pk=event_id, is_wanted=True, sequence=sequence).first()


def _appointments(event: CalendarEvent) -> list[Appointment]:
    if event.appointment is not None:
        return [event.appointment]
    return [one.appointment for one in event.occurrences.select_related("appointment")]


def _invited(event: CalendarEvent) -> set[int]:
    """Those who have an invitation with the event's UID from us."""
    invited = Message.objects.filter(invitation__contains=event.uid, invitation_method="REQUEST")
    return set(invited.values_list("person", flat=True))


def _write_to_all_but(
    have_it: Collection[int], event: CalendarEvent, kind: MessageKind, now: datetime
) -> int:
    if event.series_id is not None:
        return _write_of_series(have_it, event, Series.objects.get(pk=event.series_id), kind, now)
    group = GroupSession.objects.filter(appointment=event.appointment_id).first()
    if group is not None:
        return _write_of_group(have_it, event, group, kind, now)
    session = Session.objects.get(appointment=event.appointment_id)
    people = [one for one in everybody_in(session) if one.pk not in have_it]
    for person in people:
        part, link = _part(event, person, now), session_link(session)
        tell(session, person, kind, link=link, invitation=part, by_sms=False, now=now)
    return len(people)


def _write_of_series(
    have_it: Collection[int], event: CalendarEvent, series: Series, kind: MessageKind, now: datetime
) -> int:
    sessions = standing_in(series)
    everybody = [series.expert.person, series.founder] if sessions else []
    people = [one for one in everybody if one.pk not in have_it]
    for person in people:
        copy = _part(event, person, now)
        tell_once(series, sessions, person, kind, copy=copy, by_sms=False, now=now)
    return len(people)


def _write_of_group(
    have_it: Collection[int], event: CalendarEvent, group: GroupSession, kind: MessageKind, now: datetime
) -> int:
    seated = Person.objects.filter(group_places__in=group.places.taken()).order_by("group_places__pk")
    people = [one for one in (group.expert.person, *seated) if one.pk not in have_it]
    for person in people:
        part, briefing = _part(event, person, now), briefing_for(group, person)
        tell_of_group(group, person, kind, briefing, invitation=part, by_sms=False, now=now)
    return len(people)


def _part(event: CalendarEvent, person: Person, now: datetime) -> InvitationPart | None:
    """What invites a person whom Google does not; exactly one channel invites each."""
    if person.pk in people_reached_by_google(event):
        return None
    if event.appointment is None:
        text = series_part(event=event, people=[person], method="REQUEST", now=now)
    else:
        text = invitation_part(
            event=event, appointment=event.appointment, people=[person], method="REQUEST", now=now
        )
    return InvitationPart(text=text, method="REQUEST")
