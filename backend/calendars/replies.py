"""Answers to e-mailed invitations: where they come from, and which event or date of it they are about."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from calendars.models import CalendarEvent, MailedCopy
from calendars.recurring import Pattern
from integrations.delivery_reports.report import NotDelivered, report_in
from integrations.icalendar_files.reply import LARGEST, Answer, Reply, Unreadable, message_id_of, reply_in
from integrations.imap.folder import FolderAway, opened
from integrations.mail_answers.answer import MailAnswer, answer_in
from integrations.mail_authentication.verdict import sender_is_refuted
from integrations.maildir.folder import move_to_read, unread_in

__all__ = [
    "Answer",
    "Answered",
    "Ignored",
    "MailAnswer",
    "NotDelivered",
    "RepliesAway",
    "Reply",
    "ReplyMail",
    "Unreadable",
    "answered_by",
    "mail_in",
    "read_replies",
]

OF_GOOGLE = "google.com"  # see CalendarEvent.uid


class RepliesAway(Exception):
    """The folder that answers come to cannot be read now. The message says why, and holds nothing of a mail."""


@dataclass(frozen=True)
class ReplyMail:
    """One mail: what it answers, two digests (SHA-256, hex) by which it is known again, which of our mails it says was
    not delivered, and what somebody wrote in it."""

    message_digest: str
    content_digest: str
    reply: Reply | Unreadable
    not_delivered: NotDelivered | None = None
    written: MailAnswer | None = None


class Ignored(StrEnum):
    """Why a reply changes nothing."""

    UNKNOWN_EVENT = "unknown_event"
    UNKNOWN_DATE = "unknown_date"
    OVER = "over"  # called off
    OLDER_SEQUENCE = "older_sequence"  # of a time that no longer stands
    UNKNOWN_SEQUENCE = "unknown_sequence"  # of an invitation that was never sent


@dataclass(frozen=True)
class Answered:
    """What a reply is about: an appointment, or a whole series. One of them is None."""

    appointment_id: UUID | None
    series_id: UUID | None


def mail_in(content: bytes) -> ReplyMail:
    """What is in a mail, whatever is in it. A sender whom the server that took it in refutes has answered nothing; what
    a server reports of a mail of ours has no sender, and is taken all the same."""
    message_id = message_id_of(content).encode(errors="replace")
    digests = sha256(message_id).hexdigest(), sha256(content).hexdigest()
    if sender_is_refuted(content, server=settings.REPLIES_AUTHSERV):
        return ReplyMail(*digests, Unreadable.SENDER_REFUTED, report_in(content))
    return ReplyMail(*digests, reply_in(content), report_in(content), answer_in(content))


def replies_are_read() -> bool:
    """Whether a folder is set up that answers come to."""
    return settings.REPLIES_MAILDIR is not None or settings.REPLIES_IMAP is not None


def read_replies(take: Callable[[ReplyMail], object]) -> int:
    """Give every unread mail to `take`, which commits what follows from it, and then put it to those read; how many.

    A mail that `take` fails at stays unread and does not hold up the others; the first failure is raised at the end.
    Nothing happens where no folder is set up. Raises RepliesAway where it cannot be read, or not to its end.
    """
    read, failures = 0, []
    try:
        with closing(_unread()) as mails:
            for content, put_to_read in mails:
                try:
                    take(mail_in(content))
                except Exception as failure:  # noqa: BLE001 -- raised below
                    failures.append(failure)
                    continue
                put_to_read()
                read += 1
    except OSError as error:
        raise RepliesAway(error.strerror or type(error).__name__) from error
    except FolderAway as away:
        raise RepliesAway(str(away)) from away
    if failures:
        raise failures[0]
    return read


def _unread() -> Generator[tuple[bytes, Callable[[], None]]]:
    """Each mail that nobody has dealt with, and how it is put to those read. Raises OSError or FolderAway."""
    if settings.REPLIES_MAILDIR is not None:
        for file in unread_in(settings.REPLIES_MAILDIR, largest=LARGEST):
            yield file.content, partial(move_to_read, file)
    if settings.REPLIES_IMAP is not None:
        with opened(settings.REPLIES_IMAP) as folder:
            for mail in folder.unread(largest=LARGEST):
                yield mail.content, partial(folder.mark_seen, mail)


def answered_by(reply: Reply) -> Answered | Ignored:
    """The appointment or the series that a reply is about, if it is about how that stands now.

    A SEQUENCE that was overtaken answers a time that is no more (RFC 5546, 2.1.5). But the sequence of a series grows
    with each of its dates, and that of a group session with whoever comes and goes: there an older one still counts if
    what it answers stands where the reply says.
    """
    event = _named(reply.uid)
    if event is None:
        return Ignored.UNKNOWN_EVENT
    if not event.is_wanted:
        return Ignored.OVER
    if reply.sequence > event.sequence:
        return Ignored.UNKNOWN_SEQUENCE
    if event.series_id is not None:
        return _of_series(event, reply)
    if reply.recurrence is not None:
        return Ignored.UNKNOWN_DATE
    if reply.sequence < event.sequence and not (event.strangers and _stands_in_utc(event, reply)):
        return Ignored.OLDER_SEQUENCE
    return Answered(event.appointment_id, None)


def _named(uid: str) -> CalendarEvent | None:
    """The event under the id that it has, or one under which somebody was invited before."""
    our_id, _, domain = uid.partition("@")
    if domain != OF_GOOGLE:
        return None
    copy = MailedCopy.objects.filter(uid=uid).select_related("event").first()
    return copy.event if copy else CalendarEvent.objects.filter(google_event_id=our_id, entry=None).first()


def _of_series(event: CalendarEvent, reply: Reply) -> Answered | Ignored:
    pattern = Pattern.from_json(event.pattern)
    is_older = reply.sequence < event.sequence
    if reply.recurrence is None:
        stands = _is(reply.starts_at, pattern.span_on(pattern.dates[0]).starts_at, pattern.zone)
        return Ignored.OLDER_SEQUENCE if is_older and not stands else Answered(None, event.series_id)
    for row in event.occurrences.select_related("appointment"):
        meant_at = pattern.span_on(row.on).starts_at
        if not _is(reply.recurrence, meant_at, pattern.zone):
            continue
        if not row.is_wanted:
            return Ignored.OVER
        shown = reply.recurrence if reply.starts_at is None else reply.starts_at
        stands = _is(shown, row.appointment.starts_at, pattern.zone)
        return Ignored.OLDER_SEQUENCE if is_older and not stands else Answered(row.appointment_id, None)
    return Ignored.UNKNOWN_DATE


def _stands_in_utc(event: CalendarEvent, reply: Reply) -> bool:
    """Whether the one appointment is when the reply says; a group session is at the time that it was opened for."""
    at = event.appointment
    return at is not None and (reply.starts_at is None or _is(reply.starts_at, at.starts_at, "UTC"))


def _is(told: datetime | date | None, instant: datetime, zone: str) -> bool:
    """Whether a reply's time is this instant; without a zone of its own it is read on the series' clock."""
    local = instant.astimezone(ZoneInfo(zone))
    if isinstance(told, datetime):
        return told == instant if told.tzinfo else told == local.replace(tzinfo=None)
    return told == local.date()
