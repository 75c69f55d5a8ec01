"""How a message leaves: texts by Twilio, mail by Django's backend. Every ending of a call becomes an Outcome."""

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from accounts.phones import is_of_the_united_states
from integrations.twilio_sms.client import TwilioSms
from integrations.twilio_sms.errors import PermanentFailure, TemporaryFailure, UnknownOutcome
from integrations.twilio_sms.segments import size_of
from integrations.twilio_sms.types import MessageRecord
from messaging.mail_answers.addresses import answer_address, answers_reach_us
from messaging.models import Channel, Message, MessageKind
from messaging.prices import price_of
from messaging.reaching import US_NOT_REGISTERED, us_is_registered
from messaging.rules import Ending, Outcome, Price
from messaging.stop_links import mail_line

STATUS_PATH = "/webhooks/twilio/status/"
# Only an emulator knows this account, so without the address of one nothing may go out in its name.
EMULATED_ACCOUNT = "AC" + "0" * 32
# Two messages may well have the same words; what is looked for lies a day back at most, as clocks differ.
LOOK_BACK = timedelta(days=1)

# E-mails of no session that end with the link to stop them, as those of sessions do.
OF_NO_SESSION = (MessageKind.DIGEST, MessageKind.BROADCAST)


class LookupFailed(Exception):
    """Twilio did not say what became of a message; `for_good` if it will not say so later either."""

    def __init__(self, *, for_good: bool) -> None:
        super().__init__()
        self.for_good = for_good


@dataclass(frozen=True)
class Channels:
    """The two ways out. `sms` is None where no Twilio account is set up; `public_url` has no slash at the end."""

    sms: TwilioSms | None
    public_url: str

    def deliver(self, message: Message, valid_for: timedelta) -> Outcome:
        """Hand one message to its provider; a text is void after `valid_for`. Never raises for a failure."""
        if message.channel == Channel.EMAIL:
            return _deliver_email(message)
        return self._deliver_text(message, valid_for)

    def _deliver_text(self, message: Message, valid_for: timedelta) -> Outcome:
        if self.sms is None:
            return Outcome(Ending.REFUSED, code="no_account", about="account")
        if is_of_the_united_states(message.phone) and not us_is_registered():
            return Outcome(Ending.REFUSED, code=US_NOT_REGISTERED, about="account")
        try:
            accepted = self.sms.send(
                to=message.phone,
                body=message.text,
                status_callback=self.public_url + STATUS_PATH,
                validity_period=valid_for,
            )
        except TemporaryFailure as failure:
            return Outcome(Ending.LATER, code=str(failure.code or "unreachable"))
        except PermanentFailure as failure:
            return Outcome(Ending.REFUSED, code=str(failure.code), about=failure.about)
        except UnknownOutcome as failure:
            return Outcome(Ending.UNKNOWN, code=str(failure.code or "no_answer"))
        parts = accepted.parts or size_of(message.text).parts
        return Outcome(
            Ending.TAKEN,
            provider_id=accepted.sid,
            status=accepted.status,
            parts=parts,
            price=price_of(message.phone, parts),
        )

    def found(self, message: Message, since: datetime) -> list[Outcome]:
        """What Twilio holds of a text handed over after `since`, newest first. Raises LookupFailed."""
        if self.sms is None:
            return []
        try:
            records = self.sms.find_sent(to=message.phone, since=since - LOOK_BACK, body=message.text)
        except (TemporaryFailure, PermanentFailure) as failure:
            raise LookupFailed(for_good=isinstance(failure, PermanentFailure)) from failure
        return [_taken(record) for record in records]

    def fetched(self, message: Message) -> Outcome:
        """What Twilio says now of a text that it has taken. Raises LookupFailed."""
        if self.sms is None:
            raise LookupFailed(for_good=True)
        try:
            return _taken(self.sms.fetch(message.provider_id))
        except (TemporaryFailure, PermanentFailure) as failure:
            raise LookupFailed(for_good=isinstance(failure, PermanentFailure)) from failure

    def priced(self, since: datetime, until: datetime) -> list[Outcome]:
        """The texts that were sent in that time and whose price Twilio has said by now. Raises LookupFailed."""
        if self.sms is None:
            return []
        try:
            records = self.sms.sent_between(since - LOOK_BACK, until + LOOK_BACK)
        except (TemporaryFailure, PermanentFailure) as failure:
            raise LookupFailed(for_good=isinstance(failure, PermanentFailure)) from failure
        return [_taken(record) for record in records if _reported(record)]


def _taken(record: MessageRecord) -> Outcome:
    parts = record.parts or size_of(record.body).parts
    return Outcome(
        Ending.TAKEN,
        provider_id=record.sid,
        status=record.status,
        code=str(record.error_code or ""),
        parts=parts,
        price=_reported(record) or price_of(record.to, parts),
    )


def _reported(record: MessageRecord) -> Price | None:
    if record.price is None or not record.price_unit:
        return None
    return Price(record.price, record.price_unit, is_reported=True)


class Installed:
    """The channels of this installation, built once a process: a Twilio client keeps its connections open."""

    @cached_property
    def channels(self) -> Channels:
        return Channels(sms=_twilio() if texts_are_set_up() else None, public_url=settings.PUBLIC_URL)


INSTALLED = Installed()


def texts_are_set_up() -> bool:
    """Whether this installation has a Twilio account and a sender; without them everybody gets e-mail."""
    return bool(settings.ENV.twilio_account_sid and settings.ENV.twilio_sender)


def _twilio() -> TwilioSms | None:
    env = settings.ENV
    if env.twilio_account_sid == EMULATED_ACCOUNT and not env.twilio_base_url:
        return None
    return TwilioSms(
        account_sid=env.twilio_account_sid,
        auth_token=env.twilio_auth_token.get_secret_value(),
        sender=env.twilio_sender,
        base_url=env.twilio_base_url or None,
    )


def _deliver_email(message: Message) -> Outcome:
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(Ending.LATER, code=_smtp_code(error) or "unreachable")
    try:
        connection.send_messages([mail_of(message)])
    except (smtplib.SMTPException, OSError) as error:
        return _outcome_of(error)
    finally:
        connection.close()
    return Outcome(Ending.TAKEN, status="sent")


def mail_of(message: Message) -> EmailMultiAlternatives:
    """The e-mail: plain text, and the invitation as RFC 6047 has it (a text/calendar part that names its method).

    The Message-ID is the same on every try, so that a mailbox which got it twice shows it once.
    """
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    stop = (
        f"{mail_line(message.person_id, message.language)}\n"
        if message.appointment_id or (message.kind in OF_NO_SESSION and not message.promotional)
        else ""
    )
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body + stop,
        to=[message.person.email],
        reply_to=[answer_address(message.pk)] if message.has_thread and answers_reach_us() else None,
        headers={"Message-ID": f"<message-{message.pk}.{int(message.created_at.timestamp())}@{host}>"},
    )
    if message.invitation:
        mail.attach_alternative(message.invitation, f"text/calendar; method={message.invitation_method}")
        mail.attach("invitation.ics", message.invitation.encode(), "application/ics")
    return mail


def _outcome_of(error: Exception) -> Outcome:
    """RFC 5321, 4.2.1: 4yz may succeed later, 5yz will not. No answer at all leaves it open."""
    code = _smtp_code(error)
    if not code:
        return Outcome(Ending.UNKNOWN, code="no_answer")
    if code.startswith("4"):
        return Outcome(Ending.LATER, code=code)
    return Outcome(Ending.REFUSED, code=code, about="number")


def _smtp_code(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return str(codes[0]) if codes else ""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    return ""
