from collections.abc import Iterable

from messaging.mail_answers.addresses import message_id_in
from messaging.models import Channel, Message


def message_answered(recipients: Iterable[str]) -> Message | None:
    """The e-mail that a mail to these addresses answers; None if it answers none of ours."""
    found = message_id_in(recipients)
    if found is None:
        return None
    rows = Message.objects.select_related("person").filter(pk=found, channel=Channel.EMAIL, has_thread=True)
    return rows.first()
