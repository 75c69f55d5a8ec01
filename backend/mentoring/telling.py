"""What follows from a change of a session: calendars, invitations, messages, reminders. In the caller's transaction."""

from datetime import datetime
from typing import Literal

import calendars.queries
import messaging.operations
from accounts.models import Person
from agenda.own_clock import know_journeys
from calendars.invitations import invitation_part
from calendars.models import CalendarEvent
from calendars.queries import people_reached_by_google
from mentoring.answers import session_link
from mentoring.in_calendars import withdraw_session, write_session
from mentoring.models import Session
from mentoring.queries import Whole
from mentoring.words import briefing_for
from messaging.models import Message, MessageKind
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
    session: Session,
    kind: MessageKind,
    *,
    by: Person | None = None,
    reason: str = "",
    is_new: bool = False,
    now: datetime,
) -> Whole:
    """The session stands at a (new) time: write it to calendars, tell both sides, plan the reminders anew.

    Who changed it (`by`) needs no text message about it, only what updates their calendar. Returns what was
    written: of a session that has just come to be (`is_new`) this is all that there is about it.
    """
    link = session_link(session)
    messages: list[Message] = []
    people = [session.expert.person, session.founder]
    know_journeys(people)
    event = write_session(session, people, link=link, is_new=is_new, now=now)
    for person in people:
        invitation = _invitation(session, event, person, "REQUEST", now)
        did_it = by is not None and person.pk == by.pk
        if not did_it or invitation:
            messages += tell(
                session,
                person,
                kind,
                link=link,
                reason=reason,
                invitation=invitation,
                by_sms=not did_it,
                now=now,
            )
    if session.appointment.version > 1:  # reminders are of a version: of the first there were none before
        messaging.operations.drop_reminders(appointment=session.appointment, because="moved", now=now)
    reminders = messaging.operations.plan_every_reminder(
        appointment=session.appointment,
        briefings={person: briefing_for(session, person, link=link) for person in people},
        offsets_minutes=session.programme.reminder_offsets_minutes,
        now=now,
    )
    return Whole(calendars.queries.standing_of(event), reminders, messages, ())


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
