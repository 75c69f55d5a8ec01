"""A message as it is handed over on its channel."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings

from integrations.channel import Outgoing
from messaging.mail_answers.addresses import answer_address, answers_reach_us
from messaging.models import OF_EVENTS, Channel, Message, MessageKind
from messaging.rules import LONGEST_VALIDITY
from messaging.stop_links import mail_line

# E-mails of no session that end with the link to stop them, as those of sessions do.
OF_NO_SESSION = (MessageKind.DIGEST, MessageKind.BROADCAST, *OF_EVENTS)


def outgoing_of(message: Message, receipts_to: str = "", valid_for: timedelta = LONGEST_VALIDITY) -> Outgoing:
    """Its words, where they go, and by what it is known again. `receipts_to` is an absolute address."""
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    is_mail = message.channel == Channel.EMAIL
    return Outgoing(
        to=message.person.email if is_mail else message.phone,
        text=_mail_text(message) if is_mail else message.text,
        language=message.language,
        reference=f"message-{message.pk}.{int(message.created_at.timestamp())}@{host}",
        valid_for=valid_for,
        receipts_to=receipts_to,
        template=message.approved_words,
        variables=message.variables,
        subject=message.subject,
        invitation=message.invitation,
        invitation_method=message.invitation_method,
        answers_to=answer_address(message.pk) if message.has_thread and answers_reach_us() else "",
    )


def _mail_text(message: Message) -> str:
    ends = message.appointment_id or (message.kind in OF_NO_SESSION and not message.promotional)
    return message.body + (f"{mail_line(message.person_id, message.language)}\n" if ends else "")
