"""All that is kept of what was said to a person, and of what they wrote."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Consent, Person
from messaging.models import InboundText, Message, NumberCode, ThreadEntry


@dataclass(frozen=True)
class OwnMessages:
    """The messages, consents and number of a person, what they wrote in threads and by text, the oldest first, in five
    statements."""

    phone: str
    phone_verified_at: datetime | None
    messages: QuerySet[Message]
    consents: QuerySet[Consent]
    number_codes: QuerySet[NumberCode]
    written: QuerySet[ThreadEntry]
    texts: QuerySet[InboundText]


def own_messages(person: Person) -> OwnMessages:
    return OwnMessages(
        phone=person.phone,
        phone_verified_at=person.phone_verified_at,
        messages=Message.objects.filter(person=person).order_by("pk"),
        consents=Consent.objects.filter(person=person).order_by("pk"),
        number_codes=NumberCode.objects.filter(person=person).order_by("pk"),
        written=ThreadEntry.objects.filter(author=person).order_by("pk"),
        texts=InboundText.objects.filter(person=person).order_by("pk"),
    )
