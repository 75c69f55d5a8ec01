"""E-mails about a no-show and what is made of it; nobody gets a text about what is over."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import messaging.operations
from accounts.models import Person, Role
from agenda.own_clock import zone_of
from agenda.wording import local_words
from mentoring.answers import session_link
from mentoring.models import Outcome, Session
from mentoring.queries import moment_of
from mentoring.rules import Part
from mentoring.telling import tell
from mentoring.words import briefing_for
from messaging.models import MessageKind

DECISIONS: Mapping[str, str | Promise] = {
    Outcome.STARTUP: _("The startup did not come."),
    Outcome.EXPERT: _("The expert did not come."),
    Outcome.TOOK_PLACE: _("The session took place."),
}


def tell_missed(session: Session, *, now: datetime) -> None:
    """Whoever is said not to have come, with the hour until which they may dispute it."""
    person = session.expert.person if session.no_show_by == Part.EXPERT else session.founder
    until = moment_of(session, now).dispute_until
    assert until is not None  # noqa: S101 -- a no-show has its hour by a constraint; for the type checker
    with translation.override(person.language):
        when = local_words(until, zone_of(person, until), person.language)
        window = gettext("You can say otherwise until %(when)s.") % {"when": when}
    tell(
        session,
        person,
        MessageKind.MISSED,
        link=session_link(session),
        reason=window,
        by_sms=False,
        now=now,
    )


def tell_dispute(session: Session, *, by: Person, text: str, now: datetime) -> None:
    """The other side, and every coordinator."""
    expert, founder = session.expert.person, session.founder
    is_expert = by.pk == expert.pk
    other, said_by = (founder, expert) if is_expert else (expert, founder)
    link = session_link(session)
    tell(session, other, MessageKind.DISPUTED, link=link, reason=text, by_sms=False, now=now)
    as_other = briefing_for(session, other, link=link, reason=text)
    for coordinator in Person.objects.filter(role=Role.COORDINATOR, is_active=True).order_by("pk"):
        messaging.operations.notify(
            appointment=session.appointment,
            person=coordinator,
            kind=MessageKind.DISPUTED,
            briefing=replace(as_other, other_zone=zone_of(said_by, session.appointment.starts_at)),
            by_sms=False,
            now=now,
        )


def tell_outcome(session: Session, *, outcome: str, word: str, now: datetime) -> None:
    """Both sides, with the coordinator's word."""
    for person in (session.expert.person, session.founder):
        with translation.override(person.language):
            decision = f"{DECISIONS[outcome]} {word}"
        link = session_link(session)
        tell(session, person, MessageKind.SETTLED, link=link, reason=decision, by_sms=False, now=now)
