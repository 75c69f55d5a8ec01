"""All that is kept of what was said to a person."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Consent, Person
from messaging.models import Message, NumberCode


@dataclass(frozen=True)
class OwnMessages:
    """The messages, consents and number of a person, the oldest first, in three statements."""

    phone: str
    phone_verified_at: datetime | None
    messages: QuerySet[Message]
    consents: QuerySet[Consent]
    number_codes: QuerySet[NumberCode]


def own_messages(person: Person) -> OwnMessages:
    return OwnMessages(
        phone=person.phone,
        phone_verified_at=person.phone_verified_at,
        messages=Message.objects.filter(person=person).order_by("pk"),
        consents=Consent.objects.filter(person=person).order_by("pk"),
        number_codes=NumberCode.objects.filter(person=person).order_by("pk"),
    )
