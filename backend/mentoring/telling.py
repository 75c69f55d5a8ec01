"""What follows from a change of a session: calendars, invitations, messages, reminders. In the caller's transaction."""

from datetime import datetime
from typing import Literal

import calendars.operations
import messaging.operations
from accounts.models import Person
from agenda.own_clock import know_journeys
from calendars.models import CalendarEvent
from calendars.queries import event_of, people_reached_by_google
from mentoring.answers import session_link, sessions_link
from mentoring.companions import everybody_in, present_in
from mentoring.in_calendars import withdraw_session, words_in_calendar, write_session
from mentoring.models import Companion, Session, SessionState
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
    about: Person | None = None,
    now: datetime,
) -> list[Message]:
    """One message of `kind` to somebody who takes part, on one channel or two; `about` somebody else than the other
    side, where that is named."""
    return messaging.operations.notify(
        appointment=session.appointment,
        person=person,
        kind=kind,
        briefing=briefing_for(session, person, link=link, reason=reason, about=about),
        invitation=invitation,
        by_sms=by_sms,
        now=now,
    )


def announce(
    session: Session, kind: MessageKind, *, by: Person | None = None, reason: str = "", now: datetime
) -> None:
    """The session stands at a (new) time: write it to calendars, tell everybody, plan the reminders anew.

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
    if session.appointment.version > 1:
        is_overruled(session)
    event = write_session(session, link=link, now=now)
    for person in people:
        invitation = invitation_for(session, event, person, "REQUEST", now)
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
        also=session.programme.also_tells,
        now=now,
    )


def is_overruled(session: Session) -> bool:
    """Something is decided about the session: what anybody made of it in Google counts no more once it is written.
    Whether anybody had."""
    return calendars.operations.overrule(appointments=[session.appointment])


def put_back(session: Session, *, now: datetime) -> None:
    """Have calendars show the session as it stands, whatever somebody made of it there. Nobody is told by us."""
    _people_of(session)
    write_session(session, link=session_link(session), now=now)


def _people_of(session: Session) -> list[Person]:
    people = everybody_in(session)
    know_journeys(people)
    return people


def tell_companions(
    session: Session, kind: MessageKind, *, by: Person | None = None, reason: str = "", now: datetime
) -> list[Message]:
    """One message of `kind` to everybody beside the two but to whoever did it."""
    link = session_link(session)
    people = [one.person for one in present_in(session) if by is None or one.person_id != by.pk]
    return [
        message
        for person in people
        for message in tell(session, person, kind, link=link, reason=reason, now=now)
    ]


def tell_gone(session: Session, gone: Companion, *, now: datetime) -> None:
    """A companion cannot come, and the others hear it. Where the session is agreed their calendar loses it, and the
    others' tell who is left."""
    before = event_of(session.appointment) if session.state == SessionState.CONFIRMED else None
    by_google = before is not None and gone.person_id in people_reached_by_google(before)
    link = session_link(session)
    event = write_session(session, link=link, now=now) if before else None
    withdrawn = event if event and not by_google else None
    taken_out = invitation_for(session, withdrawn, gone.person, "CANCEL", now) if withdrawn else None
    tell(
        session,
        gone.person,
        MessageKind.LEFT,
        link=sessions_link(),
        invitation=taken_out,
        by_sms=False,
        now=now,
    )
    for person in _people_of(session):
        invitation = invitation_for(session, event, person, "REQUEST", now) if event else None
        tell(
            session,
            person,
            MessageKind.ABSENT,
            link=link,
            reason=gone.left_word,
            invitation=invitation,
            about=gone.person,
            now=now,
        )


def call_off(session: Session, *, by: Person, reason: str, now: datetime) -> None:
    """The session will not be: take it out of calendars, drop what was planned, tell the others."""
    messaging.operations.drop_reminders(appointment=session.appointment, because="cancelled", now=now)
    is_overruled(session)
    event = withdraw_session(session, now=now)
    for person in _people_of(session):
        invitation = invitation_for(session, event, person, "CANCEL", now) if event else None
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


def invitation_for(
    session: Session,
    event: CalendarEvent,
    person: Person,
    method: Literal["REQUEST", "CANCEL"],
    now: datetime,
) -> InvitationPart | None:
    """The iCalendar part for a person whom Google does not tell; exactly one channel invites each."""
    # The reader alone: an invitation would show everybody's address to everybody.
    text = calendars.operations.mailed_part(
        event=event,
        appointment=session.appointment,
        person=person,
        words=words_in_calendar(session, event, person),
        method=method,
        now=now,
    )
    return InvitationPart(text=text, method=method) if text else None
