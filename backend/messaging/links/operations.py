"""A short link is taken back: whoever has the text opens nothing by it any more."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from messaging.models import Message, RevokedLink
from problems import Problem


class LinkIsOver(Problem):
    code = "link_is_over"
    status = 409
    title = _("This link opens nothing any more")
    detail = _("Its time has passed, or the message was erased. There is nothing left to take back.")


@atomically
def revoke_link(*, message: Message, by: Person, now: datetime) -> RevokedLink:
    """End the short link in one message, and no other; doing it again changes nothing. Raises LinkIsOver."""
    if message.link_until is None or message.link_until <= now:
        raise LinkIsOver
    row, is_new = RevokedLink.objects.get_or_create(message=message, defaults={"by": by, "at": now})
    if is_new:
        record(
            "person", message.person_id, "link.revoked", by=by, now=now, message=message.pk, kind=message.kind
        )
    return row
