"""What a person allows on each channel, and how it came to be."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Consent, ConsentChannel, Person
from messaging.models import BadAddress
from messaging.reaching import may_get_texts


@dataclass(frozen=True)
class ChannelStanding:
    """`allowed` is what the person said, `used` whether messages go there: one channel always is, as nobody is to
    miss a session that they have booked. `broken_since`: the mail server says that the address takes no mail."""

    channel: ConsentChannel
    allowed: bool
    used: bool
    broken_since: datetime | None = None


def channels_of(person: Person) -> list[ChannelStanding]:
    """Both channels, texts first."""
    texts = may_get_texts(person)
    bad = BadAddress.objects.filter(address=person.email.lower()).first()
    return [
        ChannelStanding(ConsentChannel.SMS, person.sms_allowed, texts),
        ChannelStanding(
            ConsentChannel.EMAIL,
            person.email_allowed,
            person.email_allowed or not texts,
            bad.since if bad else None,
        ),
    ]


def consents_of(person: Person) -> QuerySet[Consent]:
    """All that the person ever said, the newest first."""
    return Consent.objects.filter(person=person)
