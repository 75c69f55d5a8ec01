"""An answer to an invitation as it comes by mail (RFC 5546, 3.2.3; RFC 6047): what it says, or why it says nothing.

Mails are written by anybody. Nothing in them raises: what cannot be read is refused with a word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from enum import StrEnum
from typing import Any

from icalendar import Calendar, Component

LARGEST = 1024 * 1024  # octets of a mail; an answer has a few thousand
MOST_PARTS = 50
LONGEST_UID = 255
LONGEST_COMMENT = 2000
LARGEST_SEQUENCE = 2**31 - 1


class Answer(StrEnum):
    """The participation status of somebody who has made up their mind (RFC 5545, 3.2.12)."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


class Unreadable(StrEnum):
    """Why a mail is no answer that could be acted on."""

    TOO_LARGE = "too_large"
    NO_CALENDAR = "no_calendar"
    NOT_A_REPLY = "not_a_reply"  # another method: a counter-proposal, somebody's own invitation
    MALFORMED = "malformed"
    NO_ANSWER = "no_answer"  # a reply that leaves it open, or passes it on to somebody else
    SENDER_UNCLEAR = "sender_unclear"  # none, or several
    SENDER_REFUTED = (
        "sender_refuted"  # the mail server that took it in says that the sender is not who it says
    )


@dataclass(frozen=True)
class Reply:
    """What somebody answered.

    `sender` (From) and `attendee` are addresses in lower case. `stamped_at` is aware. `recurrence` is the RECURRENCE-ID,
    None where the whole is answered: an aware datetime, a naive one of a clock that the file does not describe, or
    a day. `starts_at`, the same kinds, is what the answering calendar shows, where it says so.
    """

    uid: str
    sequence: int
    stamped_at: datetime
    sender: str
    attendee: str
    answer: Answer
    comment: str = ""
    recurrence: datetime | date | None = None
    starts_at: datetime | date | None = None


class _Refused(Exception):
    def __init__(self, because: Unreadable) -> None:
        self.because = because


def reply_in(mail: bytes) -> Reply | Unreadable:
    """The answer in a mail as it was received. Never raises."""
    if len(mail) > LARGEST:
        return Unreadable.TOO_LARGE
    try:
        message = message_from_bytes(mail, policy=policy.default)
        return _reply(message)
    except _Refused as refused:
        return refused.because
    except Exception:  # noqa: BLE001 -- both libraries raise what they like at what anybody may write
        return Unreadable.MALFORMED


def message_id_of(mail: bytes) -> str:
    """The Message-ID on one line, empty where there is none that can be read. Never raises."""
    head = mail[:LARGEST].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    try:
        found = message_from_bytes(head, policy=policy.compat32).get("Message-ID", "")
        return " ".join(str(found).split())
    except Exception:  # noqa: BLE001 -- as above
        return ""


def _reply(message: EmailMessage) -> Reply:
    event = _event_in(message)
    sender = _sender(message)
    uid = str(event.get("UID", "")).strip()
    stamped_at = _instant(event, "DTSTAMP")
    if not uid.isprintable() or not 0 < len(uid) <= LONGEST_UID or not isinstance(stamped_at, datetime):
        raise _Refused(Unreadable.MALFORMED)
    sequence = int(event.get("SEQUENCE", 0))
    if not 0 <= sequence <= LARGEST_SEQUENCE:
        raise _Refused(Unreadable.MALFORMED)
    attendee, answer = _attendee(event)
    return Reply(
        uid=uid,
        sequence=sequence,
        stamped_at=stamped_at.replace(tzinfo=stamped_at.tzinfo or UTC).astimezone(UTC),
        sender=sender,
        attendee=attendee,
        answer=answer,
        comment=_comment(event),
        recurrence=_instant(event, "RECURRENCE-ID"),
        starts_at=_instant(event, "DTSTART"),
    )


def _sender(message: EmailMessage) -> str:
    headers = [str(header) for header in message.get_all("From") or []]
    addresses = {address.strip().lower() for _, address in getaddresses(headers)}
    if len(headers) != 1 or len(addresses) != 1 or "@" not in (sender := addresses.pop()):
        raise _Refused(Unreadable.SENDER_UNCLEAR)
    return sender


def _event_in(message: EmailMessage) -> Component:
    """The one VEVENT of the mail's answer; the same file may be in it as a part and as an attachment."""
    because = Unreadable.NO_CALENDAR
    for file in _files(message):
        calendar = _calendar(file)
        if calendar is None:
            because = Unreadable.MALFORMED
        elif str(calendar.get("METHOD", "")).strip().upper() != "REPLY":
            because = Unreadable.NOT_A_REPLY
        else:
            events = calendar.walk("VEVENT")
            if len(events) == 1:
                return events[0]
            raise _Refused(Unreadable.MALFORMED)
    raise _Refused(because)


def _files(message: EmailMessage) -> Iterator[bytes]:
    """Whatever of the mail may be iCalendar, its transfer encoding undone."""
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        name = (part.get_filename() or "").lower()
        if part.get_content_type() in ("text/calendar", "application/ics") or name.endswith(".ics"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield _as_utf8(content, part.get_content_charset())


def _as_utf8(content: bytes, charset: str | None) -> bytes:
    try:
        return content.decode(charset or "utf-8").lstrip("\ufeff").encode()
    except (LookupError, UnicodeError):
        return content.decode("utf-8", "replace").encode()


def _calendar(file: bytes) -> Component | None:
    try:
        return Calendar.from_ical(file)
    except Exception:  # noqa: BLE001 -- as above; another part may be whole
        return None


def _instant(event: Component, name: str) -> datetime | date | None:
    found = event.get(name)
    if found is None:
        return None
    at: Any = found.dt
    if not isinstance(at, date):
        raise _Refused(Unreadable.MALFORMED)
    if isinstance(at, datetime) and at.tzinfo is not None:
        return at.astimezone(UTC)
    return at


def _attendee(event: Component) -> tuple[str, Answer]:
    found = event.get("ATTENDEE")
    if found is None or isinstance(found, list):
        raise _Refused(Unreadable.MALFORMED)
    address = str(found).strip()
    status = str(found.params.get("PARTSTAT", "NEEDS-ACTION")).strip().lower()
    if address[:7].lower() != "mailto:" or "@" not in address:
        raise _Refused(Unreadable.MALFORMED)
    if status not in list(Answer):
        raise _Refused(Unreadable.NO_ANSWER)
    return address[7:].strip().lower(), Answer(status)


def _comment(event: Component) -> str:
    found = event.get("COMMENT", "")
    texts = found if isinstance(found, list) else [found]
    return "\n".join(str(text).strip() for text in texts)[:LONGEST_COMMENT]
