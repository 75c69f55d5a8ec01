"""The message about other times: each on both clocks, with the link by which it is taken."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

import messaging.operations
from accounts.models import Person
from agenda import queries as agenda_queries
from agenda.own_clock import know_journeys, zone_of
from agenda.wording import both_clocks
from mentoring.answers import proposal_link
from mentoring.models import Proposal, Session
from mentoring.queries import needs_both
from mentoring.refusals import instant
from mentoring.words import briefing_for
from messaging.models import MessageKind


def tell_times(session: Session, proposal: Proposal, starts: Sequence[datetime], *, now: datetime) -> None:
    """Ask the side that did not propose them, or both; what is outside a founder's humane hours is marked."""
    expert, founder = session.expert.person, session.founder
    if proposal.by_id is None or proposal.by_id == expert.pk:
        _tell_side(session, proposal, starts, founder, expert, now=now)
    if proposal.by_id is None or proposal.by_id != expert.pk:
        _tell_side(session, proposal, starts, expert, founder, now=now)


def _tell_side(
    session: Session,
    proposal: Proposal,
    starts: Sequence[datetime],
    reader: Person,
    other: Person,
    *,
    now: datetime,
) -> None:
    link = proposal_link(proposal, session, reader)
    lines = time_lines(session, starts, reader, other, link=link, now=now)
    briefing = briefing_for(session, reader, link=link, reason=proposal.word)
    remark = _in_calendar(proposal, session, other, reader.language)
    messaging.operations.notify(
        appointment=session.appointment,
        person=reader,
        kind=MessageKind.PROPOSED,
        briefing=replace(briefing, dates=lines, remark=remark, is_nobodys=proposal.by_id is None),
        now=now,
    )


def _in_calendar(proposal: Proposal, session: Session, other: Person, language: str) -> str:
    """How the other time comes from Google, in the reader's language; empty where it does not."""
    with translation.override(language):
        if proposal.origin == "google":
            told = _(
                "%(name)s moved the session in Google Calendar. It stands at the agreed time until you take the new one."
            )
        elif needs_both(proposal, session):
            told = _(
                "Guests may change this event in Google Calendar, which does not say who did. It stands at the agreed time"
                " until both of you take the new one."
            )
        elif proposal.by_id is None:
            told = _(
                "Guests may change this event in Google Calendar, which does not say who did. It stands at the agreed time"
                " until one of you takes the new one: it is moved with that."
            )
        elif proposal.origin == "guest":
            told = _(
                "The session was moved in Google Calendar, and %(name)s takes the new time. It stands at the agreed one"
                " until you take it too."
            )
        else:
            return ""
        return told % {"name": other.name}


def time_lines(
    session: Session, starts: Sequence[datetime], reader: Person, other: Person, *, link: str, now: datetime
) -> tuple[str, ...]:
    """One line a time, ascending; the address at its end shows it chosen, one tap takes it."""
    know_journeys([reader, other])
    minutes = session.programme.session_minutes
    is_founder = reader.pk == session.founder_id
    late = agenda_queries.outside_humane_hours(reader, starts, minutes=minutes, now=now) if is_founder else []
    with translation.override(reader.language):
        mark = _("(outside the hours in which you meet)")
        return tuple(
            " ".join(
                [
                    both_clocks(start, zone_of(reader, start), zone_of(other, start), reader.language),
                    *([mark] if start in late else []),
                    f"{link}?start={instant(start)}",
                ]
            )
            for start in sorted(starts)
        )
