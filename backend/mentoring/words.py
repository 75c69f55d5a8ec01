"""What messages and calendars say of a session, to each person in their language."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.wording import both_clocks
from mentoring.companions import counterpart_of, everybody_in, present_in
from mentoring.models import Series, Session
from messaging.texts import Briefing


def briefing_for(
    session: Session, person: Person, *, link: str, reason: str = "", about: Person | None = None
) -> Briefing:
    """The facts that a message to `person`, who takes part, is made of; `link` is where to go on. It names the other
    side, or somebody else whom it is `about`."""
    know_journeys([session.expert.person, session.founder])
    other = counterpart_of(session, person)
    company = session.startup.name_ko if person.language == "ko" else session.startup.name_en
    facing = f"{other.name} ({company})" if other.pk == session.founder_id else other.name
    beside = [one.name for one in everybody_in(session) if one.pk not in (person.pk, other.pk)]
    return Briefing(
        counterpart=about.name if about else facing,
        also=", ".join(beside),
        programme_ko=session.programme.name_ko,
        programme_en=session.programme.name_en,
        other_zone=zone_of(other, session.appointment.starts_at),
        other=other.pk,
        link=link,
        reason=reason,
        goal=session.goal,
        answerable=person.pk in (session.expert.person_id, session.founder_id),
        programme=session.programme_id,
        words_as_of=session.programme.words_as_of,
    )


def calendar_summary(session: Session | Series, readers: Sequence[Person]) -> str:
    """The event's title: names only. It is shared, so the company is named as each of the readers reads it."""
    startup = session.startup
    by_language = [startup.name_ko if reader.language == "ko" else startup.name_en for reader in readers]
    return f"{' · '.join(dict.fromkeys(by_language))} × {session.expert.person.name}"


def calendar_description(session: Session, readers: list[Person], *, link: str) -> str:
    """The event's text, once in each language that the readers have; the first reader's comes first.

    One event is shared by both calendars, so it speaks to both.
    """
    languages = list(dict.fromkeys(reader.language for reader in readers))
    return "\n\n—\n\n".join(_description(session, language, readers, link) for language in languages)


def summary_for(session: Session | Series, reader: Person) -> str:
    """The title in the calendar of one person alone."""
    company = session.startup.name_ko if reader.language == "ko" else session.startup.name_en
    return f"{company} × {session.expert.person.name}"


def description_for(session: Session, reader: Person, *, link: str) -> str:
    """The text in the calendar of one person alone: in their language, on their clock first."""
    return _description(session, reader.language, [reader, counterpart_of(session, reader)], link)


def _description(session: Session, language: str, readers: list[Person], link: str) -> str:
    reader = next(person for person in readers if person.language == language)
    other = next((person for person in readers if person.pk != reader.pk), reader)
    programme = session.programme.name_ko if language == "ko" else session.programme.name_en
    company = session.startup.name_ko if language == "ko" else session.startup.name_en
    with translation.override(language):
        return "\n".join(
            [
                programme,
                when(session.appointment.starts_at, reader, other, language),
                _("With: %(names)s") % {"names": _names(session, company)},
                _("Goal: %(goal)s") % {"goal": session.goal},
                _("Details, notes and changes: %(link)s") % {"link": link},
            ]
        )


def _names(session: Session, company: str) -> str:
    """Everybody who takes part: the startup's people, then the experts."""
    beside = present_in(session)
    founders = [session.founder.name, *(one.person.name for one in beside if one.expert_id is None)]
    experts = [
        session.expert.person.name,
        *(one.person.name for one in beside if one.expert_id is not None),
    ]
    return f"{', '.join(founders)} ({company}), {', '.join(experts)}"


def instead_of(after: str, before: str, language: str) -> str:
    """ "09:30 instead of 08:30"."""
    with translation.override(language):
        return _("%(after)s instead of %(before)s") % {"after": after, "before": before}


def when(starts_at: datetime, reader: Person, other: Person, language: str) -> str:
    """The instant on the clocks that both live by then."""
    return both_clocks(starts_at, zone_of(reader, starts_at), zone_of(other, starts_at), language)
