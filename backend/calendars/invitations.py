"""Invitations by e-mail, for those whom Google does not reach."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Literal

from django.conf import settings

from accounts.models import Person
from agenda.models import Appointment
from calendars.models import CalendarEvent
from integrations.icalendar_files.invitation import Invitation, Mailbox, Method, file_of


def invitation_part(
    *,
    event: CalendarEvent,
    appointment: Appointment,
    people: Sequence[Person],
    method: Literal["REQUEST", "CANCEL", "PUBLISH"],
    now: datetime,
) -> str:
    """The appointment as iCalendar text: UID and SEQUENCE are the event's, so every channel names one event.

    The organiser is the address that the mail comes from (RFC 6047, 2.3): answers reach the hub, and nobody
    learns another person's address. So `people`, those invited, should be the reader alone. PUBLISH is a copy
    to keep and names nobody.
    """
    names = tuple(Mailbox(person.name, person.email) for person in people)
    return file_of(_invitation(event, appointment, Method(method), now, attendees=names)).decode()


def copies(events: Sequence[tuple[CalendarEvent, Appointment]], *, is_cancelled: bool, now: datetime) -> str:
    """At least one appointment as iCalendar text to keep (PUBLISH): what several REQUESTs in one mail cannot be."""
    files = [
        _invitation(event, appointment, Method.PUBLISH, now, is_cancelled=is_cancelled)
        for event, appointment in events
    ]
    return file_of(*files).decode()


def _invitation(
    event: CalendarEvent,
    appointment: Appointment,
    method: Method,
    now: datetime,
    *,
    attendees: tuple[Mailbox, ...] = (),
    is_cancelled: bool = False,
) -> Invitation:
    return Invitation(
        uid=event.uid,
        sequence=event.sequence,
        method=method,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        summary=event.summary,
        description=event.description,
        location=event.meet_url,
        url=event.meet_url,
        organizer=Mailbox(*parseaddr(settings.DEFAULT_FROM_EMAIL)),
        attendees=attendees,
        stamped_at=now,
        is_cancelled=is_cancelled,
    )
