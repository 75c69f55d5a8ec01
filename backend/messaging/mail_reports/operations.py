"""What mail servers and readers say of our e-mails: they could not be delivered, or are not wanted."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accounts.advertising import refuse_advertising
from accounts.consent import allow
from accounts.models import ConsentChannel, ConsentSource, Person
from agenda.transactions import atomically
from audit.operations import record
from messaging.channels import texts_are_set_up
from messaging.models import BadAddress, Channel, MailReport, Message, MessageState
from messaging.operations.settling import settle, write_reminders
from messaging.reaching import may_get_texts
from messaging.waking import wake_up

# As `channels.mail_of` writes it.
MESSAGE_ID = re.compile(r"<message-([0-9]{1,18})\.([0-9]{1,12})@[^>\s]+>")
BOUNCED, MAILBOX_AWAY = "bounced", "mailbox_away"


class ReportKind(StrEnum):
    BOUNCE = "bounce"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Report:
    """What is said of the e-mail with this Message-ID; `permanent` bounces are the fault of the `address`, in upper or
    lower case, "" where it is not told."""

    kind: ReportKind
    message_id: str
    address: str = ""
    permanent: bool = False


@atomically
def take_report(*, report: Report, now: datetime) -> bool:
    """Keep a report and do what follows from it, once; False where it is of no mail of ours or was there already.

    A bounce: the message did not arrive, a reminder goes by text if the person gets texts, and a permanent one marks
    the address. A complaint: its kind of e-mail is no longer allowed.
    """
    message = _message(report.message_id)
    if message is None:
        return False
    _, is_new = MailReport.objects.get_or_create(
        message=message, kind=report.kind, permanent=report.permanent, defaults={"at": now}
    )
    if not is_new:
        return False
    if report.kind == ReportKind.COMPLAINT:
        _complained(message, now)
    else:
        _bounced(message, report, now)
    return True


@atomically
def trust_address(*, person: Person, now: datetime) -> None:
    """The person says that mail reaches them again."""
    if BadAddress.objects.filter(address=person.email.lower()).delete()[0]:
        record("person", person.pk, "address.trusted", by=person, now=now)


def _message(message_id: str) -> Message | None:
    """The e-mail of that id, locked; its time is part of the id, so a guessed number finds none."""
    form = MESSAGE_ID.fullmatch(message_id.strip())
    if form is None:
        return None
    rows = Message.objects.select_for_update(of=("self",)).select_related("person", "reminder__appointment")
    message = rows.filter(pk=int(form[1]), channel=Channel.EMAIL).first()
    written = message and int(message.created_at.timestamp()) == int(form[2])
    return message if written else None


def _bounced(message: Message, report: Report, now: datetime) -> None:
    if message.state == MessageState.SENT:
        settle(message, MessageState.UNDELIVERED, now=now, code=BOUNCED if report.permanent else MAILBOX_AWAY)
        if message.reminder and texts_are_set_up() and may_get_texts(message.person):
            write_reminders([(message.reminder, Channel.SMS)], now=now)
            wake_up()
    if report.permanent and _is_theirs(message.person, report.address):
        _, is_new = BadAddress.objects.get_or_create(
            address=message.person.email.lower(), defaults={"since": now}
        )
        if is_new:
            record("person", message.person_id, "address.bad", by=None, now=now)


def _is_theirs(person: Person, address: str) -> bool:
    """Whether the report names the address that the person has now."""
    return address.strip().lower() == person.email.lower()


def _complained(message: Message, now: datetime) -> None:
    person, language, mail, source = (
        message.person,
        message.language,
        ConsentChannel.EMAIL,
        ConsentSource.PROVIDER,
    )
    record("person", person.pk, "mail.complained", by=person, now=now, message_id=message.pk)
    refuse_advertising(person=person, channel=mail, source=source, language=language, now=now)
    if not message.promotional:
        allow(person=person, channel=mail, given=False, source=source, language=language, by=person, now=now)
