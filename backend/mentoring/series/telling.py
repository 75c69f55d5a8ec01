"""What follows from a change of a series: each date's calendar and reminders, and one notice for the whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal

from django.utils import translation
from django.utils.translation import gettext as _

import calendars.operations
import messaging.operations
from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.recurrence import shifts_on
from agenda.wording import both_clocks
from calendars.models import CalendarEvent
from calendars.recurring import Pattern
from mentoring.answers import series_link, session_link
from mentoring.in_calendars import (
    leave_other_series,
    withdraw_single_events,
    words_of_series,
    write_series,
)
from mentoring.models import Series, Session
from mentoring.series.links import series_answer_link
from mentoring.words import briefing_for
from messaging.models import MessageKind
from messaging.texts import InvitationPart


def announce_series(
    series: Series,
    sessions: Sequence[Session],
    kind: MessageKind,
    *,
    by: Person | None,
    reason: str = "",
    now: datetime,
) -> None:
    """These sessions stand at (new) times: write the series to calendars, plan their reminders, tell both sides once.

    Who has no Google and knew some of the dates from another series gets that one's shorter rule in a mail of its own:
    a file speaks for one event (RFC 5546, 3.2.2).
    """
    calendars.operations.overrule(appointments=[session.appointment for session in sessions])
    left = leave_other_series(series, now=now)
    event = write_series(series, now=now)
    for session in sessions:
        _remind(session, now)
    for person in (series.expert.person, series.founder):
        tell_once(
            series, sessions, person, kind, by=by, reason=reason, copy=_copy(event, person, now), now=now
        )
        for before, its_event in left:
            copy = _copy(its_event, person, now)
            tell_once(before, sessions, person, MessageKind.CONFIRMED, by=person, copy=copy, now=now)


def call_off_series(
    series: Series, sessions: Sequence[Session], *, by: Person, reason: str, now: datetime
) -> None:
    """These sessions will not be: take them out of calendars, drop what was planned, tell both sides once."""
    for session in sessions:
        messaging.operations.drop_reminders(appointment=session.appointment, because="cancelled", now=now)
    calendars.operations.overrule(appointments=[session.appointment for session in sessions])
    withdraw_single_events(sessions, now=now)
    event = write_series(series, now=now)
    for person in (series.expert.person, series.founder):
        tell_once(
            series,
            sessions,
            person,
            MessageKind.CANCELLED,
            by=by,
            reason=reason,
            copy=_copy(event, person, now),
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
    by_sms: bool = True,
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
        by_sms=by_sms and not did_it,
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
        stand = _("(the other times that were offered still stand)")
        return tuple(
            both_clocks(start, zone, zone_of(there, start), reader.language)
            + (f" {mark}" if shifted else "")
            + (f" {stand}" if session.proposed_by else "")
            for session, start, zone, shifted in zip(
                sessions, starts, zones, shifts_on(starts, zones), strict=True
            )
        )


def _remind(session: Session, now: datetime) -> None:
    """The reminders of one date, as it stands now."""
    link, people = session_link(session), [session.expert.person, session.founder]
    messaging.operations.drop_reminders(appointment=session.appointment, because="moved", now=now)
    messaging.operations.plan_reminders(
        appointment=session.appointment,
        briefings={person: briefing_for(session, person, link=link) for person in people},
        offsets_minutes=session.programme.reminder_offsets_minutes,
        also=session.programme.also_tells,
        now=now,
    )


def _copy(event: CalendarEvent | None, person: Person, now: datetime) -> InvitationPart | None:
    """The series as it stands, for a person whom Google does not tell."""
    if event is None:
        return None
    return invitation_to_series(event, person, "REQUEST" if event.is_wanted else "CANCEL", now)


def invitation_to_series(
    event: CalendarEvent, person: Person, method: Literal["REQUEST", "CANCEL"], now: datetime
) -> InvitationPart | None:
    """The iCalendar part for a person whom Google does not tell of a series; the reader alone is invited."""
    series = Series.objects.select_related("programme", "startup", "expert__person", "founder")
    text = calendars.operations.mailed_part(
        event=event,
        appointment=None,
        person=person,
        words=words_of_series(series.get(pk=event.subject[1]), person, Pattern.from_json(event.pattern)),
        method=method,
        now=now,
    )
    return InvitationPart(text=text, method=method) if text else None
