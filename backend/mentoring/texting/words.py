"""What we text back to somebody who has texted us, in their language, on their clock, and in their programme's words."""

from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from mentoring.companions import counterpart_of
from mentoring.models import Programme, Session
from messaging.answer_texts import Answered, answer_words
from messaging.inbound.rules import Back
from messaging.templates.filling import BUILT_IN
from messaging.templates.queries import own_words


def words_back(
    back: Back, session: Session | None, programme: Programme | None, person: Person, link: str
) -> str:
    """The text to `person`; of no session where it could not be told which is meant."""
    return answer_words(
        back,
        _answered(session, person) if session else None,
        programme=programme.name_in(person.language) if programme else "",
        link=link,
        language=person.language,
        own=own_words(programme.pk, programme.words_as_of) if programme else BUILT_IN,
    )


def _answered(session: Session, person: Person) -> Answered:
    other, starts_at = counterpart_of(session, person), session.appointment.starts_at
    know_journeys([person, other])
    return Answered(other.name, starts_at, zone_of(person, starts_at), zone_of(other, starts_at))
