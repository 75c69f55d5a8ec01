"""What happened to an appointment, an account or a place in a programme is told: by e-mail, and by what rings."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from accounts.models import Person, Reach
from agenda.models import Appointment
from agenda.own_clock import zone_of
from agenda.transactions import part_of_a_deed
from messaging import rules
from messaging.account_texts import account_words
from messaging.kinds import group_of
from messaging.models import (
    Channel,
    Message,
    MessageKind,
    MessageState,
)
from messaging.near_days import Departures, Leaving
from messaging.operations.planning import quiet_hours_of
from messaging.operations.settling import BY_ANOTHER, BY_TEXT, settle
from messaging.operations.writing import asked_on, is_worded, said_on
from messaging.programme_texts import Letter, programme_words
from messaging.quiet_hours import notice_at
from messaging.reaching import KEPT_FROM_WHO_WANTS_TEXTS, OPTED_OUT, reached_by
from messaging.short_links import ShortLink, another_link, short_link
from messaging.templates.filling import Words
from messaging.templates.queries import own_words
from messaging.texts import Briefing, InvitationPart, has_thread, link_in_text, question_of, words_for
from messaging.waking import wake_up
from storing import insert, lastly


@part_of_a_deed
def notify(
    *,
    appointment: Appointment,
    person: Person,
    kind: MessageKind,
    briefing: Briefing,
    invitation: InvitationPart | None = None,
    by_sms: bool = True,
    now: datetime,
) -> list[Message]:
    """Tell a person what happened to an appointment: by e-mail, and by what rings if that reaches the person.

    At night the text waits for the end of the quiet hours; if the start comes first there is none. One that cannot
    reach who wants it is kept as dropped, for the log.
    `by_sms=False` is for whoever did it: a copy in the mailbox is enough. What the person chose for this kind counts;
    an e-mail that they do not want beside a text is held, in case the text fails, and so is a text beside a channel that
    falls back to it. The messages are written at the end of the deed, and know their ids then.
    """
    part = invitation or InvitationPart("", "")
    link = short_link(link_in_text(kind, briefing), appointment.starts_at, now)
    notice = _notice(person, appointment, kind, now)
    wish = person.reach_of(group_of(kind))
    ring_at = notice_at(appointment.starts_at, quiet_hours_of(person), now)
    words = _words_to(person, appointment, kind, briefing, link, _departures(person, now, ring_at or now))
    line, why_not = _line(person, wish, words) if _may_ring(person, wish, by_sms=by_sms) else ([], OPTED_OUT)
    chosen = rules.ways(wish, texts=bool(line and ring_at), mails=person.email_allowed, has_to_come=True)
    mail = partial(notice, has_thread=has_thread(kind, briefing))
    notices = [_by_mail(mail, words, part, is_held=not chosen.mail and not part.text, now=now)]
    if by_sms and ring_at and line and chosen.text:
        notices += ringing(notice, line, words, link, question_of(kind, briefing), ring_at)
    if by_sms and not line and why_not in KEPT_FROM_WHO_WANTS_TEXTS:
        notices.append(kept_from_them(notice, words, why_not, now))
    for message in notices:
        lastly(insert, message)
    wake_up()
    return notices


def _may_ring(person: Person, wish: str, *, by_sms: bool) -> bool:
    """Whether it has to be known what reaches the person: a phone is to ring, or the mailbox is not enough."""
    in_need = not person.email_allowed or not rules.wants_mail(wish)
    return in_need or (by_sms and wish != Reach.EMAIL)


def kept_from_them(notice: partial[Message], words: Words, why_not: str, now: datetime) -> Message:
    """The text that does not reach somebody who wants it, for the log."""
    text = partial(notice, channel=Channel.SMS, body=words.sms, **words.text_day.stored())
    return text(state=MessageState.DROPPED, error_code=why_not, settled_at=now, not_before=now)


def ringing(
    notice: partial[Message],
    line: Sequence[str],
    words: Words,
    link: ShortLink,
    asks: str,
    at: datetime,
) -> list[Message]:
    """A notice on the first channel of a line; on the others it is held in case that fails, with links of its own."""
    messages = []
    for number, channel in enumerate(line):
        held = {"state": MessageState.DROPPED, "error_code": BY_ANOTHER} if number else {}
        said = said_on(channel, words, link, own_link=another_link(link) if number else None)
        messages.append(notice(**said, **held, asks=asked_on(channel, asks, words), not_before=at))
    return messages


def _departures(person: Person, mail_at: datetime, text_at: datetime) -> Departures:
    """Both messages count the days from when they leave, on the clock of where their reader is then."""
    return Departures(
        mail=Leaving(mail_at, zone_of(person, mail_at)), text=Leaving(text_at, zone_of(person, text_at))
    )


def _by_mail(
    notice: partial[Message], words: Words, part: InvitationPart, *, is_held: bool, now: datetime
) -> Message:
    """The e-mail of a notice; `is_held` in case the text fails."""
    return notice(
        state=MessageState.DROPPED if is_held else MessageState.READY,
        error_code=BY_TEXT if is_held else "",
        channel=Channel.EMAIL,
        subject=words.subject,
        body=words.email,
        invitation=part.text,
        invitation_method=part.method,
        not_before=now,
        **words.mail_day.stored(),
    )


@part_of_a_deed
def notify_of_account(
    *, person: Person, kind: MessageKind, link: str, since: datetime, now: datetime
) -> bool:
    """Tell a person by e-mail what became of their own account; False where they were told since `since`.

    The caller holds what it is about, so that two at once do not both write it.
    """
    if Message.objects.filter(person=person, kind=kind, created_at__gte=since).exists():
        return False
    subject, body = account_words(kind, link=link, language=person.language)
    Message.objects.create(
        person=person,
        kind=kind,
        channel=Channel.EMAIL,
        language=person.language,
        subject=subject,
        body=body,
        not_before=now,
        created_at=now,
    )
    wake_up()
    return True


@part_of_a_deed
def notify_of_programme(*, person: Person, letter: Letter, now: datetime) -> Message:
    """Tell a person by e-mail what became of their part in a programme, or of a pair that they are one side of."""
    subject, body = programme_words(letter, language=person.language)
    message = Message(
        person=person,
        kind=MessageKind.PROGRAMME,
        channel=Channel.EMAIL,
        language=person.language,
        subject=subject,
        body=body,
        not_before=now,
        created_at=now,
    )
    lastly(insert, message)
    wake_up()
    return message


def _notice(person: Person, appointment: Appointment, kind: MessageKind, now: datetime) -> partial[Message]:
    """What its messages have in common on every channel."""
    return partial(
        Message,
        person=person,
        appointment=appointment,
        version=appointment.version,
        starts_at=appointment.starts_at,
        kind=kind,
        language=person.language,
        created_at=now,
    )


def _words_to(
    person: Person,
    appointment: Appointment,
    kind: MessageKind,
    briefing: Briefing,
    link: ShortLink,
    leave: Departures,
) -> Words:
    """In the person's language and the programme's words, the start on the clock of where they are then."""
    starts_at = appointment.starts_at
    return words_for(
        kind,
        briefing,
        starts_at=starts_at,
        zone=zone_of(person, starts_at),
        language=person.language,
        own=own_words(briefing.programme, briefing.words_as_of),
        text_link=link.address,
        leave=leave,
    )


def _line(person: Person, wish: str, words: Words) -> tuple[list[str], str]:
    """The channels that reach the person, the wished one first, and why no text does."""
    reached = reached_by([person], [rules.ringing(wish)])
    worded = [channel for channel in words.approved if is_worded(channel, words)]
    line = reached.line(person, wish, worded=worded)
    why_not = reached.why(Channel.SMS, person)
    return [channel for channel in line if channel != Channel.SMS or not why_not], why_not


@part_of_a_deed
def drop_notices(*, appointment: Appointment, person: Person, kind: MessageKind, now: datetime) -> int:
    """Drop those of this kind that have not left: what the person did meanwhile has overtaken them. How many."""
    written = Message.objects.select_for_update().filter(
        appointment=appointment, person=person, kind=kind, state=MessageState.READY
    )
    messages = list(written.order_by("pk"))
    for message in messages:
        settle(message, MessageState.DROPPED, now=now, code="superseded")
    return len(messages)
