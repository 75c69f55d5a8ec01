"""Who wants advertisements, and until when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from accounts.models import Consent, ConsentChannel, ConsentPurpose, Person
from accounts.phones import is_of_the_united_states
from messaging.advertising import rules
from messaging.advertising.composing import is_whole
from messaging.models import Channel, Message
from messaging.operations.planning import quiet_hours_of
from messaging.rules import Drop, Go, Verdict

ASKED_FOR = (
    (ConsentChannel.SMS, ConsentPurpose.ADVERTISING),
    (ConsentChannel.SMS, ConsentPurpose.NIGHT_ADS),
    (ConsentChannel.EMAIL, ConsentPurpose.ADVERTISING),
)


@dataclass(frozen=True)
class OwnConsent:
    """What a person says to advertisements of a channel. It holds `until`; `lapsed`: it did, and is asked for again."""

    channel: str
    purpose: str
    given: bool
    until: datetime | None
    lapsed: bool


def own_consents(person: Person, now: datetime) -> list[OwnConsent]:
    """All three that can be given. One statement."""
    until = _until([person.pk])
    found = []
    for channel, purpose in ASKED_FOR:
        ends = until.get((person.pk, channel, purpose))
        holds = rules.holds_at(ends, now)
        found.append(OwnConsent(channel, purpose, holds, ends, ends is not None and not holds))
    return found


def verdicts_on_advertisements(messages: Sequence[Message], now: datetime) -> dict[Message, Verdict]:
    """What becomes of messages that advertise; the one place that decides it, before each leaves. One statement."""
    if not messages:
        return {}
    until = _until({message.person_id for message in messages})
    return {message: _verdict(message, _consents_of(message, until), now) for message in messages}


def who_wants(people: Collection[Person], channel: Channel, now: datetime) -> set[int]:
    """The ids of those of `people` who may be sent an advertisement on the channel by what they said. One statement."""
    until = _until({person.pk for person in people})
    wanted = (channel.value, ConsentPurpose.ADVERTISING.value)
    return {person.pk for person in people if rules.holds_at(until.get((person.pk, *wanted)), now)}


def _verdict(message: Message, consents: rules.Consents, now: datetime) -> Verdict:
    refusal = rules.consent_allows(consents, now)
    if refusal is not None:
        return refusal
    if message.channel == Channel.EMAIL:
        return Go()
    person = message.person
    if not is_whole(message.body, person, message.language):
        return Drop("ad_not_marked")
    own = quiet_hours_of(person)
    law = rules.law_hours(
        person.phone,
        is_of_the_united_states=is_of_the_united_states(person.phone),
        own=own,
        by_night=rules.holds_at(consents.by_night, now),
    )
    return rules.text_may_leave(law, own, now)


def _consents_of(message: Message, until: dict[tuple[int, str, str], datetime]) -> rules.Consents:
    day, night = ConsentPurpose.ADVERTISING.value, ConsentPurpose.NIGHT_ADS.value
    channel = str(message.channel)
    return rules.Consents(
        until.get((message.person_id, channel, day)), until.get((message.person_id, channel, night))
    )


def _until(person_ids: Collection[int]) -> dict[tuple[int, str, str], datetime]:
    """Until when each consent to advertisements that was given last holds, or held: by person, channel and purpose."""
    asked = Consent.objects.filter(person__in=person_ids).exclude(purpose=ConsentPurpose.INFORMATION)
    last = asked.order_by("person_id", "channel", "purpose", "-pk").distinct(
        "person_id", "channel", "purpose"
    )
    days = settings.ENV.advertising_consent_days
    return {
        (row.person_id, row.channel, row.purpose): rules.until_of(row.at, days) for row in last if row.given
    }
