"""Which session somebody means who texts us. Never guessed: where two could be meant, they are asked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Person
from mentoring.companions import everybody_in, know_companions
from mentoring.models import InvitationAnswer, Programme, Session, SessionState
from mentoring.queries import moment_of, possible_for
from messaging.models import InboundText, Message
from messaging.queries import texts_to
from messaging.two_way import ACCEPT, COME, TAKE

# A text is answered within a week or not at all.
ANSWERED_WITHIN = timedelta(days=7)
# Of texts about two sessions on one day nobody can tell which one is answered.
APART = timedelta(days=1)
MOST_TEXTS = 100

QUESTIONS = {ACCEPT: "accept", TAKE: "take"}


@dataclass(frozen=True)
class Told:
    """A session that a person was texted about, by the latest of these texts; `asks` is the latest question in them
    (messaging.two_way), `asked` the text that asks it."""

    session: Session
    last: Message
    asked: Message | None

    @property
    def asks(self) -> str:
        return self.asked.asks if self.asked else ""


@dataclass(frozen=True)
class Meant:
    """What is `told` of is meant, out of all that it could be; None where that is several, or nothing."""

    told: Told | None = None
    among: Sequence[Told] = ()

    @property
    def several(self) -> bool:
        return self.told is None and bool(self.among)

    @property
    def programme(self) -> Programme | None:
        """The one of all that could be meant; None where there are several, or none."""
        found = {one.session.programme for one in self.among}
        return found.pop() if len(found) == 1 else None


def told_of(person: Person, *, before: datetime) -> list[Told]:
    """The sessions of a person that they were texted about before that, the latest first."""
    since = before - ANSWERED_WITHIN
    texts = list(texts_to(person, since=since, until=before)[:MOST_TEXTS])
    found = {one.pk: one for one in _sessions(text.appointment_id for text in texts)}
    by_session: dict[Session, list[Message]] = {}
    for text in texts:
        session = found.get(text.appointment_id) if text.appointment_id else None
        if session and person in everybody_in(session):
            by_session.setdefault(session, []).append(text)
    return [
        Told(session, about[0], next((one for one in about if one.asks), None))
        for session, about in by_session.items()
    ]


def _sessions(ids: Iterable[object]) -> list[Session]:
    sessions = Session.objects.filter(pk__in=set(ids))
    rows = list(sessions.select_related("appointment", "programme", "startup", "expert__person", "founder"))
    know_companions(rows)
    return rows


def meant_by_answer(text: InboundText, person: Person, now: datetime) -> Meant:
    """Of a yes, or of the wish for another time: what still waits for the person, else what lies ahead, else what they
    were told of last."""
    told = told_of(person, before=text.received_at)
    for matters in (waits_for, _stands):
        meant = _one(told, matters, person, now)
        if meant.told or meant.several:
            return meant
    return _meant(told[:1])


def meant_by_words(text: InboundText, person: Person, now: datetime) -> Meant:
    """Of anything else: what the last text was about, if within a day of it none told of another session, or of one
    that is off or over, while this one stands."""
    told = told_of(person, before=text.received_at)
    near = [one for one in told if _sent(told[0]) - _sent(one) < APART]
    standing = [one for one in near if _stands(one, person, now)]
    is_clear = len(near) == 1 or (len(standing) == 1 and standing[0] is near[0])
    return _meant(near[:1] if is_clear else near)


def _one(
    told: Sequence[Told], matters: Callable[[Told, Person, datetime], bool], person: Person, now: datetime
) -> Meant:
    return _meant([one for one in told if matters(one, person, now)])


def _meant(among: Sequence[Told]) -> Meant:
    return Meant(among[0] if len(among) == 1 else None, among)


def waits_for(told: Told, person: Person, now: datetime) -> bool:
    """Whether the question that was asked last is still open, and theirs to answer."""
    session = told.session
    if told.asks == COME:
        return (
            session.state == SessionState.CONFIRMED
            and moment_of(session, now).is_ahead
            and told.asked is not None
            and told.asked.version == session.appointment.version
            and not _will_come(session, person)
        )
    return bool(told.asks) and QUESTIONS[told.asks] in possible_for(person, session, now)


def _will_come(session: Session, person: Person) -> bool:
    said = InvitationAnswer.objects.filter(session=session, person=person)
    return said.filter(version=session.appointment.version, answer="accepted", channel="text").exists()


def _stands(told: Told, person: Person, now: datetime) -> bool:  # noqa: ARG001 -- as `waits_for`
    moment = moment_of(told.session, now)
    return moment.is_ahead and (moment.state == SessionState.CONFIRMED or moment.hold_stands)


def _sent(told: Told) -> datetime:
    at = told.last.claimed_at
    assert at is not None  # noqa: S101 -- for the type checker: it was handed over
    return at
