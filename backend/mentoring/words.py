"""What messages and calendars say of a session, to each person in their language."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.wording import both_clocks
from directory.models import Expert, Startup
from mentoring.models import Series, Session
from messaging.texts import Briefing


def briefing_for(session: Session, person: Person, *, link: str, reason: str = "") -> Briefing:
    """The facts that a message to `person`, one of the two sides, is made of; `link` is where to go on."""
    is_expert = person.pk == session.expert.person_id
    know_journeys([session.expert.person, session.founder])
    other = session.founder if is_expert else session.expert.person
    company = session.startup.name_ko if person.language == "ko" else session.startup.name_en
    return Briefing(
        counterpart=f"{session.founder.name} ({company})" if is_expert else session.expert.person.name,
        programme_ko=session.programme.name_ko,
        programme_en=session.programme.name_en,
        other_zone=zone_of(other, session.appointment.starts_at),
        other=other.pk,
        link=link,
        reason=reason,
        goal=session.goal,
    )


def calendar_summary(session: Session) -> str:
    """The event's title: names only, so that it reads in either language."""
    return summary_of(session.startup, session.expert)


def summary_of(startup: Startup, expert: Expert) -> str:
    return f"{startup.name_en} × {expert.person.name}"


def calendar_description(session: Session, readers: list[Person], *, link: str) -> str:
    """The event's text, once in each language that the readers have; the first reader's comes first.

    One event is shared by both calendars, so it speaks to both.
    """
    languages = list(dict.fromkeys(reader.language for reader in readers))
    return "\n\n—\n\n".join(_description(session, language, readers, link) for language in languages)


def summary_for(session: Session | Series, reader: Person) -> str:
    """The title in the calendar of one of the two sides alone."""
    company = session.startup.name_ko if reader.language == "ko" else session.startup.name_en
    return f"{company} × {session.expert.person.name}"


def description_for(session: Session, reader: Person, *, link: str) -> str:
    """The text in the calendar of one of the two sides alone: in their language, on their clock first."""
    sides = [session.founder, session.expert.person]
    readers = sorted(sides, key=lambda person: person.pk != reader.pk)
    return _description(session, readers[0].language, readers, link)


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
                _("With: %(names)s")
                % {"names": f"{session.founder.name} ({company}), {session.expert.person.name}"},
                _("Goal: %(goal)s") % {"goal": session.goal},
                _("Details, notes and changes: %(link)s") % {"link": link},
            ]
        )


def when(starts_at: datetime, reader: Person, other: Person, language: str) -> str:
    """The instant on the clocks that both live by then."""
    return both_clocks(starts_at, zone_of(reader, starts_at), zone_of(other, starts_at), language)
