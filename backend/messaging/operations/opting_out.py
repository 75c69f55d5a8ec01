"""What people answer to a text."""

from datetime import datetime

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from messaging import rules
from messaging.models import SuppressedNumber
from messaging.operations.outcomes import suppress


@atomically
def take_reply(*, phone: str, text: str, keyword: str = "", now: datetime) -> str | None:
    """Obey a reply from `phone` (E.164): "stop" suppresses the number everywhere, "start" ends that.

    `keyword` is what Twilio itself has read in it (OptOutType), empty if nothing. "start" gives back only
    what the person allows in the settings. Returns "stop", "start" or None for any other text.
    """
    word = keyword.casefold() if keyword.casefold() in ("stop", "start") else rules.keyword_of(text)
    if word == "stop" and suppress(phone, source="reply", now=now):
        _audit(phone, "texts.stopped", now)
    if word == "start" and SuppressedNumber.objects.filter(phone=phone).delete()[0]:
        _audit(phone, "texts.started", now)
    return word


def _audit(phone: str, action: str, now: datetime) -> None:
    for person in Person.objects.filter(phone=phone).order_by("pk"):
        record("person", person.pk, action, by=person, now=now)
