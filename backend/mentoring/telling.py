"""What follows from a change of a session: calendars, invitations, messages, reminders. In the caller's transaction."""

from datetime import datetime
from typing import Literal

import messaging.operations
from accounts.models import Person
from agenda.own_clock import know_journeys
from calendars.invitations import invitation_part
from calendars.models import CalendarEvent
from calendars.queries import people_reached_by_google
from mentoring.answers import session_link
from mentoring.in_calendars import withdraw_session, write_session
from mentoring.models import Session
from mentoring.words import briefing_for
from messaging.models import Message, MessageKind, Reminder
from messaging.texts import InvitationPart


def tell(
    session: Session,
    person: Person,
    kind: MessageKind,
    *,
    link: str,
    reason: str = "",
    invitation: InvitationPart | None = None,
    by_sms: bool = True,
    now: datetime,
) -> list[Message]:
    """One message of `kind` to one side, on one channel or two."""
    return messaging.operations.notify(
        appointment=session.appointment,
        person=person,
        kind=kind,
        briefing=briefing_for(session, person, link=link, reason=reason),
        invitation=invitation,
        by_sms=by_sms,
        now=now,
    )


def announce(
    session: Session, kind: MessageKind, *, by: Person | None = None, reason: str = "", now: datetime
) -> None:
    """The session stands at a (new) time: write it to calendars, tell both sides, plan the reminders anew.

    Who changed it (`by`) needs no text message about it, only what updates their calendar.
    """
    write_and_tell(session, kind, by=by, reason=reason, now=now)
    if session.appointment.version > 1:  # reminders are of a version: of the first there were none before
        messaging.operations.drop_reminders(appointment=session.appointment, because="moved", now=now)
    plan_reminders(session, now=now)


def write_and_tell(
    session: Session, kind: MessageKind, *, by: Person | None = None, reason: str = "", now: datetime
) -> None:
    """The calendars and the messages of `announce`."""
    link = session_link(session)
    people = _people_of(session)
    event = write_session(session, people, link=link, now=now)
    for person in people:
        invitation = _invitation(session, event, person, "REQUEST", now)
        did_it = by is not None and person.pk == by.pk
        if not did_it or invitation:
            tell(
                session,
                person,
                kind,
                link=link,
                reason=reason,
                invitation=invitation,
                by_sms=not did_it,
                now=now,
            )


def plan_reminders(session: Session, *, now: datetime) -> list[Reminder]:
    """The reminders of `announce`: all there are of this version of the session."""
    link = session_link(session)
    return messaging.operations.plan_every_reminder(
        appointment=session.appointment,
        briefings={person: briefing_for(session, person, link=link) for person in _people_of(session)},
        offsets_minutes=session.programme.reminder_offsets_minutes,
        now=now,
    )


def _people_of(session: Session) -> list[Person]:
    people = [session.expert.person, session.founder]
    know_journeys(people)
    return people


def call_off(session: Session, *, by: Person, reason: str, now: datetime) -> None:
    """The session will not be: take it out of calendars, drop what was planned, tell the other side."""
    messaging.operations.drop_reminders(appointment=session.appointment, because="cancelled", now=now)
    event = withdraw_session(session, now=now)
    for person in (session.expert.person, session.founder):
        invitation = _invitation(session, event, person, "CANCEL", now) if event else None
        did_it = person.pk == by.pk
        if not did_it or invitation:
            tell(
                session,
                person,
                MessageKind.CANCELLED,
                link=session_link(session),
                reason=reason,
                invitation=invitation,
                by_sms=not did_it,
                now=now,
            )


def _invitation(
    session: Session,
    event: CalendarEvent,
    person: Person,
    method: Literal["REQUEST", "CANCEL"],
    now: datetime,
) -> InvitationPart | None:
    """The iCalendar part for a person whom Google does not tell; exactly one channel invites each."""
    if person.pk in people_reached_by_google(event):
        return None
    # The reader alone: an invitation would show everybody's address to everybody.
    text = invitation_part(
        event=event, appointment=session.appointment, people=[person], method=method, now=now
    )
    return InvitationPart(text=text, method=method)
