"""E-mail as a channel, by Django's backend."""

import smtplib
from datetime import datetime

from django.core.mail import EmailMultiAlternatives, get_connection

from integrations.channel import (
    About,
    Outgoing,
    PermanentFailure,
    Posted,
    Profile,
    Receipt,
    Taken,
    TemporaryFailure,
    UnknownOutcome,
)

PROFILE = Profile(
    name="email", labels={"ko": "이메일", "en": "E-mail"}, consent={}, words="text", falls_back_to=()
)


class Mailbox:
    """Mails. Satisfies `integrations.channel.Channel`."""

    profile = PROFILE

    def send(self, message: Outgoing) -> Taken:
        connection = get_connection()
        try:
            connection.open()
        except (smtplib.SMTPException, OSError) as error:
            raise TemporaryFailure(str(error), code=_smtp_code(error) or "unreachable") from error
        try:
            connection.send_messages([mail_of(message)])
        except (smtplib.SMTPException, OSError) as error:
            raise _failure_of(error) from error
        finally:
            connection.close()
        return Taken("", "sent")

    def find(self, message: Outgoing, since: datetime) -> list[Taken]:  # noqa: ARG002
        """A mail cannot be looked up: it goes again under the same Message-ID."""
        return []

    def fetch(self, provider_id: str) -> Taken:
        raise PermanentFailure("mails have no receipts", code=provider_id or "no_receipts", about="account")

    def priced(self, since: datetime, until: datetime) -> list[Taken]:  # noqa: ARG002
        return []

    def receipts(self, posted: Posted) -> list[Receipt]:
        """Bounces and complaints come to a door of their own (`messaging.mail_reports`)."""
        raise ValueError(f"reports of mails are not posted to {posted.url}")

    def meaning(self, code: str) -> About | None:  # noqa: ARG002
        return None


def mail_of(message: Outgoing) -> EmailMultiAlternatives:
    """The e-mail: plain text, and the invitation as RFC 6047 has it (a text/calendar part that names its method).

    The Message-ID is the same on every try, so that a mailbox which got it twice shows it once.
    """
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        reply_to=[message.answers_to] if message.answers_to else None,
        headers={"Message-ID": f"<{message.reference}>"},
    )
    if message.invitation:
        mail.attach_alternative(message.invitation, f"text/calendar; method={message.invitation_method}")
        mail.attach("invitation.ics", message.invitation.encode(), "application/ics")
    return mail


def _failure_of(error: Exception) -> TemporaryFailure | PermanentFailure | UnknownOutcome:
    """RFC 5321, 4.2.1: 4yz may succeed later, 5yz will not. No answer at all leaves it open."""
    code = _smtp_code(error)
    if not code:
        return UnknownOutcome(str(error), code="no_answer")
    if code.startswith("4"):
        return TemporaryFailure(str(error), code=code)
    return PermanentFailure(str(error), code=code, about="number")


def _smtp_code(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return str(codes[0]) if codes else ""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    return ""
