"""All that is kept of what was said to a person, and of what they wrote."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from accounts.models import Consent, Person
from messaging.models import Erasure, InboundText, Message, NumberCode, ThreadEntry


@dataclass(frozen=True)
class OwnMessages:
    """The messages, consents and number of a person, what they wrote in threads and by text, the oldest first, in five
    statements."""

    phone: str
    phone_verified_at: datetime | None
    messages: Iterable[Message]
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


@dataclass(frozen=True)
class Kept:
    """How much is kept of a person, and the last wish to have it erased."""

    person: Person
    messages: int
    written: int
    erased: int
    erasure: Erasure | None


def kept_of(person: Person) -> Kept:
    """Four statements."""
    found = Message.objects.filter(person=person).aggregate(
        messages=Count("pk", filter=Q(erased_at=None)), erased=Count("pk", filter=Q(erased_at__isnull=False))
    )
    entries = ThreadEntry.objects.filter(author=person, erased_at=None).count()
    texts = InboundText.objects.filter(person=person, erased_at=None).count()
    return Kept(person=person, written=entries + texts, erasure=person.erasures.last(), **found)


def without_links(found: OwnMessages) -> OwnMessages:
    """The same with every address of this installation cut short: whoever has such a link may do what its reader may."""
    ours = re.compile(rf"{re.escape(settings.PUBLIC_URL)}/\S+")
    messages = list(found.messages)
    for message in messages:
        message.body = ours.sub(f"{settings.PUBLIC_URL}/…", message.body)
        message.invitation = ours.sub(f"{settings.PUBLIC_URL}/…", message.invitation)
    return replace(found, messages=messages)
