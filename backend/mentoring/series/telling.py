"""What follows from a change of a series: each date's calendar and reminders, and one notice for the whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

import calendars.operations
import messaging.operations
from accounts.models import Person
from agenda.models import Appointment
from agenda.own_clock import know_journeys, zone_of
from agenda.recurrence import shifts_on
from agenda.wording import both_clocks
from calendars.invitations import copies
from calendars.models import CalendarEvent
from calendars.queries import people_reached_by_google
from mentoring.answers import session_link
from mentoring.models import Series, Session
from mentoring.series.links import series_answer_link, series_link
from mentoring.words import briefing_for, calendar_description, calendar_summary
from messaging.models import MessageKind
from messaging.texts import InvitationPart

Written = list[tuple[CalendarEvent, Appointment]]


def announce_series(
    series: Series,
    sessions: Sequence[Session],
    kind: MessageKind,
    *,
    by: Person | None,
    reason: str = "",
    now: datetime,
) -> None:
    """These sessions stand at (new) times: write each to calendars, plan its reminders, tell both sides once.

    Each occurrence is an event of its own in Google: there is no recurring event yet.
    """
    written = [(_write(session, now), session.appointment) for session in sessions]
    for person in (series.expert.person, series.founder):
        missed = [pair for pair in written if person.pk not in people_reached_by_google(pair[0])]
        tell_once(
            series, sessions, person, kind, by=by, reason=reason, copy=_copy(missed, False, now), now=now
        )


def call_off_series(
    series: Series, sessions: Sequence[Session], *, by: Person, reason: str, now: datetime
) -> None:
    """These sessions will not be: take them out of calendars, drop what was planned, tell both sides once."""
    gone: Written = []
    for session in sessions:
        appointment = session.appointment
        messaging.operations.drop_reminders(appointment=appointment, because="cancelled", now=now)
        event = calendars.operations.withdraw_event(appointment=appointment, now=now)
        if event:
            gone.append((event, appointment))
    for person in (series.expert.person, series.founder):
        missed = [pair for pair in gone if person.pk not in people_reached_by_google(pair[0])]
        tell_once(
            series,
            sessions,
            person,
            MessageKind.CANCELLED,
            by=by,
            reason=reason,
            copy=_copy(missed, True, now),
            now=now,
        )


def tell_once(
    series: Series,
    sessions: Sequence[Session],
    person: Person,
    kind: MessageKind,
    *,
    by: Person | None = None,
    reason: str = "",
    copy: InvitationPart | None = None,
    now: datetime,
) -> None:
    """One message of `kind` to one side with the list of dates; about the first of them.

    Who did it (`by`) gets it only where it brings what updates their calendar, and no text message.
    """
    did_it = by is not None and person.pk == by.pk
    if did_it and copy is None:
        return
    asks = kind is MessageKind.REQUESTED
    link = series_answer_link(series, sessions) if asks else series_link(series)
    briefing = briefing_for(sessions[0], person, link=link, reason=reason)
    messaging.operations.notify(
        appointment=sessions[0].appointment,
        person=person,
        kind=kind,
        briefing=replace(briefing, dates=date_lines(sessions, person)),
        invitation=copy,
        by_sms=not did_it,
        now=now,
    )


def date_lines(sessions: Sequence[Session], reader: Person) -> tuple[str, ...]:
    """Each date on both clocks, journeys included, with a mark where the reader's hour is not that of the date before."""
    expert, founder = sessions[0].expert.person, sessions[0].founder
    know_journeys([expert, founder])
    here, there = (founder, expert) if reader.pk == founder.pk else (expert, founder)
    starts = [session.appointment.starts_at for session in sessions]
    zones = [zone_of(here, start) for start in starts]
    with translation.override(reader.language):
        mark = _("(another hour on your clock than the time before)")
        return tuple(
            both_clocks(start, zone, zone_of(there, start), reader.language) + (f" {mark}" if shifted else "")
            for start, zone, shifted in zip(starts, zones, shifts_on(starts, zones), strict=True)
        )


def _write(session: Session, now: datetime) -> CalendarEvent:
    """The event and the reminders of one occurrence, as it stands now."""
    link, people = session_link(session), [session.expert.person, session.founder]
    event = calendars.operations.plan_event(
        appointment=session.appointment,
        people=people,
        summary=calendar_summary(session),
        description=calendar_description(session, people, link=link),
        now=now,
    )
    messaging.operations.drop_reminders(appointment=session.appointment, because="moved", now=now)
    messaging.operations.plan_reminders(
        appointment=session.appointment,
        briefings={person: briefing_for(session, person, link=link) for person in people},
        offsets_minutes=session.programme.reminder_offsets_minutes,
        now=now,
    )
    return event


def _copy(events: Written, is_cancelled: bool, now: datetime) -> InvitationPart | None:
    if not events:
        return None
    return InvitationPart(text=copies(events, is_cancelled=is_cancelled, now=now), method="PUBLISH")
