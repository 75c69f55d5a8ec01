"""What a person allows on each channel, and how it came to be."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Consent, ConsentChannel, Person
from messaging.channels import added_names
from messaging.models import BadAddress, ChannelBlock
from messaging.reaching import may_get_texts, why_not_by


@dataclass(frozen=True)
class ChannelStanding:
    """`allowed` is what the person said, `used` whether messages go there: one channel always is, as nobody is to
    miss a session that they have booked. `bad_since`: the channel says that nobody has it at the person's number;
    `broken_since`: the mail server says that the address takes no mail."""

    channel: str
    allowed: bool
    used: bool
    bad_since: datetime | None = None
    broken_since: datetime | None = None


def channels_of(person: Person) -> list[ChannelStanding]:
    """All channels of this installation, texts first and e-mail last."""
    texts = may_get_texts(person)
    bad = BadAddress.objects.filter(address=person.email.lower()).first()
    added = added_names()
    blocked = dict(
        ChannelBlock.objects.filter(
            channel__in=added, phone=person.phone, because=ChannelBlock.Because.BAD_NUMBER
        ).values_list("channel", "since")
    )
    why_not = why_not_by([person], added)
    others = [
        ChannelStanding(name, person.allows(name), person.pk not in why_not[name], blocked.get(name))
        for name in added
    ]
    return [
        ChannelStanding(ConsentChannel.SMS, person.sms_allowed, texts),
        *others,
        ChannelStanding(
            ConsentChannel.EMAIL,
            person.email_allowed,
            person.email_allowed or not texts,
            broken_since=bad.since if bad else None,
        ),
    ]


def consents_of(person: Person) -> QuerySet[Consent]:
    """All that the person ever said, the newest first."""
    return Consent.objects.filter(person=person)
