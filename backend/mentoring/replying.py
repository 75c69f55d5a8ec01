"""People accept and decline in their calendars; what follows from it. See docs/decisions/0012 and 0016."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import clock
from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from calendars.models import CalendarAnswer
from calendars.operations import answer_heeded, appointments_of, forget_answer
from calendars.replies import (
    Answer,
    Ignored,
    NotDelivered,
    Reply,
    ReplyMail,
    Unreadable,
    answered_by,
    read_replies,
)
from mentoring.answers import session_link
from mentoring.companions import everybody_in
from mentoring.groups.answering import answer_group, people_of_group
from mentoring.letting_go import heed_word
from mentoring.models import HandledReply, InvitationAnswer, Series, Session, SessionState
from mentoring.opening import find
from mentoring.series.telling import tell_once
from mentoring.telling import tell
from mentoring.threads.by_mail import take_mail_answer
from messaging.mail_reports.operations import Report, ReportKind, take_report
from messaging.models import MessageKind

KEPT = timedelta(days=90)
# A clock may be wrong, but a far date would outdo every later answer.
FASTEST_CLOCK = timedelta(days=1)

EMAIL, GOOGLE, TEXT = "email", "google", "text"  # on which way an answer comes
NOT_INVITED, OTHER_SENDER, NO_SESSION = "not_invited", "other_sender", "no_session"
NOT_DELIVERED, NO_MAIL_OF_OURS = "not_delivered", "no_mail_of_ours"
STAMP_AHEAD, OLDER_STAMP, AGAIN = "stamp_ahead", "older_stamp", "again"


@dataclass(frozen=True)
class Said:
    """An answer: accepted, tentative or declined; when the calendar says it was given, and on which way it came."""

    answer: str
    stamped_at: datetime
    channel: str


def take_all_replies() -> int:
    """Read the folder of replies, each mail in a transaction of its own; how many. Raises RepliesAway."""
    return read_replies(lambda mail: take_reply(mail=mail, now=clock.now()))


@atomically
def take_reply(*, mail: ReplyMail, now: datetime) -> str:
    """Do what one mail asks for, once; its outcome: what was answered, or why nothing followed."""
    handled, is_new = HandledReply.objects.get_or_create(
        message_digest=mail.message_digest,
        content_digest=mail.content_digest,
        defaults={"outcome": "", "handled_at": now},
    )
    if is_new:
        handled.outcome = _outcome_of_mail(mail, now)
        handled.save(update_fields=["outcome"])
    return handled.outcome


def _outcome_of_mail(mail: ReplyMail, now: datetime) -> str:
    """An answer to an invitation comes before the words around it."""
    if mail.not_delivered:
        return _of_report(mail.not_delivered, now)
    if isinstance(mail.reply, Unreadable) and mail.written:
        return take_mail_answer(mail.written, now=now) or mail.reply.value
    return _outcome_of(mail.reply, now)


def _of_report(told: NotDelivered, now: datetime) -> str:
    """A mail server gave up on a mail of ours."""
    report = Report(ReportKind.BOUNCE, told.message_id, told.address, told.permanent)
    return NOT_DELIVERED if take_report(report=report, now=now) else NO_MAIL_OF_OURS


def forget_replies(*, now: datetime) -> int:
    """Forget mails that were dealt with long ago; how many. One that came again would be older than its answer."""
    return HandledReply.objects.filter(handled_at__lt=now - KEPT).delete()[0]


def _outcome_of(reply: Reply | Unreadable, now: datetime) -> str:
    if isinstance(reply, Unreadable):
        return reply.value
    if reply.sender != reply.attendee:
        return OTHER_SENDER
    if reply.stamped_at > now + FASTEST_CLOCK:
        return STAMP_AHEAD
    answered = answered_by(reply)
    if isinstance(answered, Ignored):
        return answered.value
    if answered.series_id is not None:
        return _of_series(_locked_series(answered.series_id), reply, now)
    if answered.appointment_id is None or not Session.objects.filter(pk=answered.appointment_id).exists():
        return _of_group(answered.appointment_id, reply, now)
    session = find(answered.appointment_id, lock=True)
    meanwhile = answered_by(reply)  # until it was ours it may have been moved or called off
    return meanwhile.value if isinstance(meanwhile, Ignored) else _of_session(session, reply, now)


def _of_group(group_id: UUID | None, reply: Reply, now: datetime) -> str:
    people = people_of_group(group_id) if group_id else []
    if group_id is None or not people:
        return NO_SESSION
    person = _invited(reply, *people)
    if person is None:
        return NOT_INVITED
    return answer_group(
        group_id=group_id, person=person, answer=reply.answer.value, channel=EMAIL, said_at=None, now=now
    )


def _of_session(session: Session, reply: Reply, now: datetime) -> str:
    person = _invited(reply, *everybody_in(session))
    if person is None:
        return NOT_INVITED
    return answer_session(session, person, Said(reply.answer.value, reply.stamped_at, EMAIL), now=now)


def answer_session(session: Session, person: Person, said: Said, *, now: datetime) -> str:
    """Keep what somebody who takes part answered about a session, locked here, and tell who should know; the outcome.

    What the two answered in Google may call it off, or ask whether it is off; what came by mail, or from somebody
    beside them, is told alone.
    """
    if session.state != SessionState.CONFIRMED or session.appointment.ends_at <= now:
        return Ignored.OVER.value
    before = InvitationAnswer.objects.filter(session=session, person=person).first()
    version = session.appointment.version
    if before and (because := _is_not_news(before, said, version)):
        return because
    _keep(before or InvitationAnswer(session=session, person=person), said, version, now)
    record("session", session.pk, "invitation.answered", by=person, now=now, **_told(said, person))
    two, link = [session.expert.person, session.founder], session_link(session)
    about = None if person in two else person
    if said.channel == GOOGLE and about is None and heed_word([session], said.answer, by=person, now=now):
        return said.answer
    is_back = before is not None and before.version == version and _had_declined(before)
    for side in two:
        kind = _kind_for(side, person, said, is_back=is_back)
        if kind:
            tell(session, side, kind, link=link, by_sms=side != person, about=about, now=now)
    if about and said.answer == Answer.DECLINED:
        tell(session, person, MessageKind.UNABLE_TOO, link=link, by_sms=False, now=now)
    return said.answer


def _of_series(series: Series, reply: Reply, now: datetime) -> str:
    person = _invited(reply, series.expert.person, series.founder)
    if person is None:
        return NOT_INVITED
    return answer_series(series, person, Said(reply.answer.value, reply.stamped_at, EMAIL), now=now)


def answer_series(series: Series, person: Person, said: Said, *, now: datetime) -> str:
    """The same for all dates of a series that lie ahead."""
    ahead = series.sessions.filter(state=SessionState.CONFIRMED, appointment__ends_at__gt=now)
    sessions = list(ahead.select_related("appointment", "programme", "startup", "expert__person", "founder"))
    if not sessions:
        return Ignored.OVER.value
    before = InvitationAnswer.objects.filter(series=series, person=person).first()
    if before and (because := _is_not_news(before, said, None)):
        return because
    _keep(before or InvitationAnswer(series=series, person=person), said, None, now)
    record("series", series.pk, "invitation.answered", by=person, now=now, **_told(said, person))
    if said.channel == GOOGLE and heed_word(sessions, said.answer, by=person, of_series=True, now=now):
        return said.answer
    is_back = before is not None and _had_declined(before)
    for side in (series.expert.person, series.founder):
        kind = _kind_for(side, person, said, is_back=is_back)
        if kind:
            tell_once(series, sessions, side, kind, now=now)
    return said.answer


@atomically
def heed_answer(*, answer: CalendarAnswer, now: datetime) -> str:
    """Take in what a guest answered in Google, once."""
    if not answer_heeded(answer):
        return AGAIN
    said = Said(answer.answer, answer.stamped_at, GOOGLE)
    if answer.on is None and answer.event.series_id is not None:
        series = _locked_series(answer.event.series_id)
        is_side = answer.person in (series.expert.person, series.founder)
        return answer_series(series, answer.person, said, now=now) if is_side else NOT_INVITED
    appointments = appointments_of(answer)
    known = Session.objects.filter(pk__in=appointments).values_list("pk", flat=True).first()
    if known is None:
        return _heed_in_group(answer, appointments, now)
    session = find(known, lock=True)
    takes_part = answer.person in everybody_in(session)
    return answer_session(session, answer.person, said, now=now) if takes_part else NOT_INVITED


def _heed_in_group(answer: CalendarAnswer, appointments: Sequence[UUID], now: datetime) -> str:
    group_id = next(iter(appointments), None)
    if group_id is None or not people_of_group(group_id):
        return NO_SESSION
    outcome = answer_group(
        group_id=group_id,
        person=answer.person,
        answer=answer.answer,
        channel=GOOGLE,
        said_at=answer.stamped_at,
        now=now,
    )
    forget_answer(answer)  # it was of this seat: of another one the same is news
    return outcome


def _locked_series(series_id: UUID) -> Series:
    rows = Series.objects.select_for_update(of=("self",)).select_related("expert__person", "founder")
    return rows.get(pk=series_id)


def _invited(reply: Reply, *people: Person) -> Person | None:
    invited = (person for person in people if person.is_active)
    return next((person for person in invited if person.email.lower() == reply.attendee), None)


def _is_not_news(before: InvitationAnswer, said: Said, version: int | None) -> str:
    """Why a reply adds nothing to what was answered before; empty if it does. Some calendars stamp every answer
    with the invitation's time, so of two with the same the one that comes later counts. Google's come once each: the same
    one later is of a guest who was taken out and invited again."""
    if said.stamped_at < before.stamped_at:
        return OLDER_STAMP
    is_another = said.channel == before.channel == GOOGLE and said.stamped_at > before.stamped_at
    is_same = (before.answer, before.version) == (said.answer, version)
    return AGAIN if is_same and not is_another else ""


def _had_declined(before: InvitationAnswer) -> bool:
    return before.answer == Answer.DECLINED


def _keep(answer: InvitationAnswer, said: Said, version: int | None, now: datetime) -> None:
    """Written as a new row or over the one before; the caller still knows what that said."""
    InvitationAnswer.objects.update_or_create(
        session=answer.session,
        series=answer.series,
        person=answer.person,
        defaults={
            "answer": said.answer,
            "channel": said.channel,
            "version": version,
            "stamped_at": said.stamped_at,
            "answered_at": now,
        },
    )


def _told(said: Said, person: Person) -> dict[str, Any]:
    return {"person_id": person.pk, "answer": said.answer, "channel": said.channel}


def _kind_for(side: Person, person: Person, said: Said, *, is_back: bool) -> MessageKind | None:
    """What `side` hears of it: of a decline both, of an acceptance after one the other. Else the page shows it."""
    is_own = side.pk == person.pk
    if said.answer == Answer.DECLINED:
        return MessageKind.UNABLE_OWN if is_own else MessageKind.UNABLE
    return MessageKind.CONFIRMED if is_back and not is_own and said.answer == Answer.ACCEPTED else None
