"""An answer to an e-mail about a session goes to its thread. See docs/decisions/0041."""

from datetime import datetime
from uuid import UUID

from accounts.models import Person
from agenda.transactions import part_of_a_deed
from calendars.replies import MailAnswer
from mentoring.companions import everybody_in
from mentoring.models import Session
from mentoring.opening import find
from mentoring.threads.operations import write
from messaging.mail_answers.queries import message_answered
from messaging.mail_answers.rules import new_words
from messaging.models import LONGEST_ENTRY, CameBy
from messaging.short_links import GOOD_AFTER
from messaging.threads.operations import TooManyEntries

# Stable words, kept with the mail's digest; the first four are no answer that is passed on.
NOT_THEIRS, LEFT, LONG_OVER, NOTHING_NEW = "not_theirs", "takes_no_part", "long_over", "nothing_new"
TOO_MANY, PASSED_ON = "too_many", "passed_on"


@part_of_a_deed
def take_mail_answer(answer: MailAnswer, *, now: datetime) -> str:
    """Write what somebody answered by e-mail into the thread of the session that our e-mail was about; what was made of
    it, "" if it answers none of ours.

    The address names the e-mail, and its sender has to be whom that e-mail went to: each alone may be passed on.
    """
    message = message_answered(answer.recipients)
    if message is None or message.appointment_id is None:
        return ""
    person = message.person
    if answer.sender != person.email.lower() or not person.is_active:
        return NOT_THEIRS
    session = _session_of(message.appointment_id)
    if session is None or person not in everybody_in(session):
        return LEFT
    if session.appointment.ends_at + GOOD_AFTER <= now:
        return LONG_OVER
    words = new_words(answer.text, f"{message.subject}\n{message.body}")
    if not words:
        return NOTHING_NEW
    return _pass_on(session, person, words[:LONGEST_ENTRY], now)


def _session_of(appointment_id: UUID) -> Session | None:
    known = Session.objects.filter(pk=appointment_id).exists()
    return find(appointment_id) if known else None


def _pass_on(session: Session, author: Person, words: str, now: datetime) -> str:
    try:
        write(session=session, text=words, author=author, came_by=CameBy.MAIL, now=now)
    except TooManyEntries:
        return TOO_MANY
    return PASSED_ON
