"""Invitations by e-mail to an event that Google would not take when it was new, or that left somebody's calendar."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

import calendars.operations
from accounts.models import Person
from agenda.models import Appointment
from agenda.transactions import atomically
from calendars.models import CalendarEvent
from mentoring.answers import session_link
from mentoring.companions import everybody_in
from mentoring.groups.models import GroupSession
from mentoring.groups.telling import invitation_for as invitation_to_group
from mentoring.groups.telling import tell as tell_of_group
from mentoring.groups.words import briefing_for
from mentoring.in_calendars import standing_in
from mentoring.models import Series, Session
from mentoring.series.telling import invitation_to_series, tell_once
from mentoring.telling import invitation_for, tell
from messaging.models import Message, MessageKind


@atomically
def invite_by_mail(*, event_id: int, sequence: int, now: datetime) -> int:
    """Send everybody the invitation of a mailed event as it was at `sequence`; how many were written.

    None where the event has changed since: whoever changed it invited everybody to what it became. Nobody gets it
    twice, however often this runs.
    """
    event = _unchanged(event_id, sequence)
    if event is None or not event.is_mailed:
        return 0
    have_it = set(calendars.operations.up_to_date(event).values_list("person", flat=True))
    return _write_to_all_but(have_it, event, MessageKind.MAILED, now)


@atomically
def tell_handed_over(*, event_id: int, sequence: int, since: datetime, now: datetime) -> int:
    """Tell everybody of an event that left somebody's calendar at `since`, and invite whom Google does not to where it
    stands now; how many were written. Otherwise as `invite_by_mail`."""
    event = _unchanged(event_id, sequence)
    if event is None:
        return 0
    told = Message.objects.filter(kind=MessageKind.HANDED_OVER, created_at__gte=since)
    told = told.filter(appointment__in=_appointments(event))
    same = calendars.operations.up_to_date(event).filter(uid=event.uid)
    have_it = {*same.values_list("person", flat=True), *told.values_list("person", flat=True)}
    return _write_to_all_but(have_it, event, MessageKind.HANDED_OVER, now)


def invite_alone(event: CalendarEvent, person: Person, *, now: datetime) -> None:
    """Invite one of its people by mail, whom somebody took out of it in Google. In the caller's transaction."""
    _write_to(person, event, MessageKind.HANDED_OVER, "REQUEST", now)


@atomically
def take_back_replaced(*, event_id: int, now: datetime) -> int:
    """Google shows the event to people who have it by mail as well: the mailed copy goes, once; how many were written."""
    event = (
        CalendarEvent.objects.select_for_update(of=("self",)).select_related("appointment").get(pk=event_id)
    )
    if not event.is_wanted:
        return 0  # who called it off told everybody
    replaced = [copy.person for copy in calendars.operations.copies_replaced(event).select_related("person")]
    for person in replaced:
        _write_to(person, event, MessageKind.HANDED_OVER, "CANCEL", now)
    return len(replaced)


def _unchanged(event_id: int, sequence: int) -> CalendarEvent | None:
    found = CalendarEvent.objects.select_for_update(of=("self",)).select_related("appointment")
    return found.filter(pk=event_id, is_wanted=True, sequence=sequence).first()


def _appointments(event: CalendarEvent) -> list[Appointment]:
    if event.appointment is not None:
        return [event.appointment]
    return [one.appointment for one in event.occurrences.select_related("appointment")]


def _people_of(event: CalendarEvent) -> list[Person]:
    """Everybody who takes part in what the event is about; nobody where nothing of it is agreed any more."""
    if event.series_id is not None:
        series = _series_of(event)
        return [series.expert.person, series.founder] if standing_in(series) else []
    group = _group_of(event)
    if group is not None:
        seated = Person.objects.filter(group_places__in=group.places.taken()).order_by("group_places__pk")
        return [group.expert.person, *seated]
    return everybody_in(_session_of(event))


def _series_of(event: CalendarEvent) -> Series:
    rows = Series.objects.select_related("programme", "startup", "expert__person", "founder")
    return rows.get(pk=event.subject[1])


def _group_of(event: CalendarEvent) -> GroupSession | None:
    return GroupSession.objects.filter(appointment=event.appointment_id).first()


def _session_of(event: CalendarEvent) -> Session:
    return Session.objects.get(appointment=event.appointment_id)


def _write_to_all_but(
    have_it: Collection[int], event: CalendarEvent, kind: MessageKind, now: datetime
) -> int:
    people = [one for one in _people_of(event) if one.pk not in have_it]
    for person in people:
        _write_to(person, event, kind, "REQUEST", now)
    return len(people)


def _write_to(
    person: Person,
    event: CalendarEvent,
    kind: MessageKind,
    method: Literal["REQUEST", "CANCEL"],
    now: datetime,
) -> None:
    """One mail, with what invites a person whom Google does not, or takes their mailed copy back."""
    if event.series_id is not None:
        series, copy = _series_of(event), invitation_to_series(event, person, method, now)
        tell_once(series, standing_in(series), person, kind, copy=copy, by_sms=False, now=now)
    elif (group := _group_of(event)) is not None:
        briefing, part = briefing_for(group, person), invitation_to_group(group, event, person, method, now)
        tell_of_group(group, person, kind, briefing, invitation=part, by_sms=False, now=now)
    else:
        session = _session_of(event)
        part = invitation_for(session, event, person, method, now)
        tell(session, person, kind, link=session_link(session), invitation=part, by_sms=False, now=now)
