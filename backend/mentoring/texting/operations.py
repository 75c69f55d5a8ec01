"""What follows from a text that somebody sent us. See docs/decisions/0033."""

from dataclasses import dataclass
from datetime import datetime

import messaging.inbound.operations as inbound
from accounts.models import Person
from agenda.transactions import atomically
from mentoring.answers import proposal_link, session_link, sessions_link
from mentoring.models import Programme, ProposalState, Session, SessionState
from mentoring.opening import find, note_down
from mentoring.operations import accept_session
from mentoring.other_times.links import other_time_link
from mentoring.own_calendars import Looked, LookFirst, look
from mentoring.proposing import take_start
from mentoring.queries import moment_of, possible_for
from mentoring.refusals import OwnCalendarBusy, OwnCalendarUnread
from mentoring.replying import TEXT, Said, answer_session
from mentoring.texting.meaning import Told, meant_by_answer, meant_by_words
from mentoring.texting.words import words_back
from mentoring.threads.operations import write
from messaging.inbound.rules import Back, Reading, reading_of
from messaging.models import InboundText
from messaging.threads.operations import TooManyEntries
from messaging.two_way import ACCEPT, TAKE
from problems import Problem

INACTIVE = "inactive"
CALLED_OFF = (SessionState.CANCELLED, SessionState.DECLINED, SessionState.EXPIRED)


@dataclass(frozen=True)
class Answer:
    """What we say to a text: of no session where none can be told, with a link of its own or the session's, in the words of
    its programme, or of a `programme` that all that could be meant is of."""

    back: Back
    session: Session | None = None
    link: str = ""
    programme: Programme | None = None


def answer_texts(*, person_id: int, now: datetime, chance: float) -> None:
    """Deal with the texts of a person that wait, in the order in which they came; each in a transaction of its own.

    Running it twice, or side by side, answers each once. Calendars are looked at between two tries.
    """
    for text in inbound.open_texts(person_id):
        looked: frozenset[int] = frozenset()
        while True:
            try:
                answer_text(text_id=text.pk, now=now, looked=looked)
            except LookFirst as first:
                look(people=first.people, now=now, chance=chance)
                looked |= frozenset(first.people)
            else:
                break


@atomically
def answer_text(*, text_id: int, now: datetime, looked: Looked = None) -> str:
    """Do what one text asks for, once, and text back; what was made of it. Raises LookFirst."""
    text = InboundText.objects.select_related("person").get(pk=text_id)
    person = text.person
    if person is None:
        return text.outcome
    inbound.hold_texts_of(person.pk)
    text.refresh_from_db()
    if text.handled_at is not None:
        return text.outcome
    if not person.is_active:
        inbound.handled(text, INACTIVE, now=now)
        return INACTIVE
    answer = _answer_to(text, person, now, looked)
    inbound.handled(text, answer.back.value, now=now)
    if answer.session and answer.back is not Back.PASSED_ON:  # that its writing tells already
        note_down(answer.session, "text.answered", person, now, outcome=answer.back.value)
    link = answer.link or (session_link(answer.session) if answer.session else sessions_link())
    programme = answer.session.programme if answer.session else answer.programme
    words = words_back(answer.back, answer.session, programme, person, link)
    appointment = answer.session.appointment if answer.session else None
    inbound.answer(
        person=person, appointment=appointment, words=words, link=link, channel=text.channel, now=now
    )
    return answer.back.value


def _answer_to(text: InboundText, person: Person, now: datetime, looked: Looked) -> Answer:
    reading = reading_of(text.body)
    if reading is Reading.WORDS:
        return _pass_on(text, person, now)
    meant = meant_by_answer(text, person, now)
    if meant.told is None:
        return Answer(Back.WHICH if meant.several else Back.UNPLACED, programme=meant.programme)
    session = find(meant.told.session.pk, lock=True)
    told = Told(session, meant.told.last, meant.told.asked)
    if over := _over(session, now):
        return Answer(over, session)
    try:
        return _yes(told, person, now, looked) if reading is Reading.YES else _other_time(told, person, now)
    except (OwnCalendarBusy, OwnCalendarUnread):
        return Answer(Back.CALENDAR, session)
    except Problem:
        return Answer(Back.NOT_NOW, session)


def _over(session: Session, now: datetime) -> Back | None:
    if session.state in CALLED_OFF:
        return Back.OFF
    is_ahead = moment_of(session, now).is_ahead
    return None if is_ahead and session.state != SessionState.COMPLETED else Back.OVER


def _yes(told: Told, person: Person, now: datetime, looked: Looked) -> Answer:
    """To the question that was asked last about the session, if that is the only one that is open."""
    session, may = told.session, possible_for(person, told.session, now)
    if "take" in may:
        return _take(told, person, now, looked)
    if "accept" in may:
        if told.asks != ACCEPT:
            return Answer(Back.CHOOSE, session)
        accepted = accept_session(session_id=session.pk, word="", by=person, now=now, looked=looked)
        return Answer(Back.ACCEPTED, accepted)
    if session.state != SessionState.CONFIRMED:
        return Answer(Back.WAITS, session)
    if told.last.version != session.appointment.version:
        return Answer(Back.MOVED, session)
    answer_session(session, person, Said("accepted", now, TEXT), now=now)
    return Answer(Back.COMING, session)


def _take(told: Told, person: Person, now: datetime, looked: Looked) -> Answer:
    """The one time that was proposed, if the last question was about it."""
    session = told.session
    proposal = session.proposals.get(state=ProposalState.OPEN)
    starts = [row.appointment.starts_at for row in proposal.starts.select_related("appointment")]
    is_about_it = told.asked is not None and told.asked.created_at >= proposal.at
    if told.asks != TAKE or len(starts) != 1 or not is_about_it:
        return Answer(Back.CHOOSE, session, proposal_link(proposal, session, person))
    taken = take_start(session_id=session.pk, start=starts[0], by=person, now=now, looked=looked)
    return Answer(Back.WAITS if taken.proposed_by else Back.ACCEPTED, taken)


def _other_time(told: Told, person: Person, now: datetime) -> Answer:
    """What was proposed, or the page where one proposes."""
    session, may = told.session, possible_for(person, told.session, now)
    if "take" in may:
        proposal = session.proposals.get(state=ProposalState.OPEN)
        return Answer(Back.CHOOSE, session, proposal_link(proposal, session, person))
    if "propose" in may:
        return Answer(Back.OTHER_TIME, session, other_time_link(session, person, now=now))
    return Answer(Back.NOT_NOW, session)


def _pass_on(text: InboundText, person: Person, now: datetime) -> Answer:
    """Into the thread, also of a session that was called off or is over: what somebody wrote is not lost."""
    meant = meant_by_words(text, person, now)
    if meant.told is None or not text.body.strip():
        return Answer(Back.UNPLACED, programme=meant.programme)
    session = find(meant.told.session.pk)
    try:
        write(session=session, text=text.body.strip(), author=person, inbound=text, now=now)
    except TooManyEntries:
        return Answer(Back.TOO_MANY, session)
    over = _over(session, now)
    return Answer(over if over is Back.OFF else Back.PASSED_ON, session)
