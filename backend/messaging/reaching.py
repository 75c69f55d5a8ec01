"""Whom texts reach, and why not the others. One place: notices, reminders and the last look before sending ask here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection

from accounts.models import Person
from accounts.phones import is_of_the_united_states
from messaging import rules
from messaging.carriers import US_NOT_REGISTERED, us_is_registered
from messaging.channels.installed import profiles
from messaging.models import Channel, ChannelBlock

OPTED_OUT = "opted_out"
BAD_NUMBER = "bad_number"
NOT_SET_UP = "no_account"
# The person wants texts and does not know why none comes, so the log tells of each that was not sent.
KEPT_FROM_WHO_WANTS_TEXTS = (BAD_NUMBER, US_NOT_REGISTERED)

# What stands against these numbers; "" is a hold on all of the United States.
AGAINST = """
SELECT phone, 'opted_out' FROM messaging_suppressednumber WHERE phone = ANY(%(phones)s)
UNION ALL
SELECT phone, 'bad_number' FROM messaging_badnumber WHERE since IS NOT NULL AND phone = ANY(%(phones)s)
UNION ALL
SELECT '', 'us_not_registered' FROM messaging_unitedstateshold
"""
EVERY_US_NUMBER = ""


def why_no_texts(people: Collection[Person]) -> dict[int, str]:
    """By the id of each of `people` whom no text reaches a stable word for why; at most one statement.

    "opted_out": no phone that is known to be theirs, texts not allowed, or the number asked for no more; "bad_number":
    Twilio says that none arrives there; "us_not_registered": see `us_is_registered`.
    """
    phones = {person.pk: person.phone for person in people if person.phone_verified_at and person.sms_allowed}
    found = dict.fromkeys((person.pk for person in people if person.pk not in phones), OPTED_OUT)
    if not phones:
        return found
    against = _against(phones.values())
    us_is_open = us_is_registered() and EVERY_US_NUMBER not in against
    for pk, phone in phones.items():
        if phone in against:
            found[pk] = against[phone]
        elif not us_is_open and is_of_the_united_states(phone):
            found[pk] = US_NOT_REGISTERED
    return found


def may_get_texts(person: Person) -> bool:
    """Whether texts reach the person: none of the words of `why_no_texts` holds."""
    return not why_no_texts([person])


def closed_to_us(phones: Collection[str]) -> set[str]:
    """Those of `phones` that are of the United States, while nothing may be texted there; at most one statement."""
    there = {phone for phone in phones if is_of_the_united_states(phone)}
    closed = bool(there) and (not us_is_registered() or EVERY_US_NUMBER in _against([]))
    return there if closed else set()


def _against(phones: Collection[str]) -> dict[str, str]:
    """What stands against each phone; that its owner wants no texts comes before that it takes none."""
    with connection.cursor() as cursor:
        cursor.execute(AGAINST, {"phones": sorted(set(phones))})
        rows: list[tuple[str, str]] = cursor.fetchall()
    return dict(sorted(rows, key=lambda row: row[1] == OPTED_OUT))


@dataclass(frozen=True)
class Reached:
    """Of some people, on the channels that ring a phone and are set up, whom no message reaches and why, by channel."""

    why_not: Mapping[str, Mapping[int, str]]

    def why(self, channel: str, person: Person) -> str:
        """A stable word; "" if it reaches them."""
        return self.why_not[channel].get(person.pk, "") if channel in self.why_not else NOT_SET_UP

    def line(self, person: Person, wish: str, *, worded: Collection[str] = ()) -> list[str]:
        """The channels that reach the person, the wished one first and what it falls back to after it.

        `worded` are those with approved words for what is to be said: a channel that needs such is passed over
        without. A text counts that is kept from somebody who wants it: the last look before it leaves says why.
        """
        known = profiles()
        first = rules.ringing(wish) or Channel.SMS.value
        behind = known[first].falls_back_to if first in known else (Channel.SMS.value,)
        return [
            channel
            for channel in dict.fromkeys((first, *behind))
            if channel in known
            and (known[channel].words == "text" or channel in worded)
            and self._may(channel, person)
        ]

    def _may(self, channel: str, person: Person) -> bool:
        because = self.why(channel, person)
        return not because or (channel == Channel.SMS and because in KEPT_FROM_WHO_WANTS_TEXTS)


def reached_by(people: Collection[Person], channels: Collection[str]) -> Reached:
    """Whom of `people` the channels reach, with those that they fall back to; at most one statement for texts and one
    for all others."""
    known = profiles()
    asked = {
        name for channel in channels if channel in known for name in (channel, *known[channel].falls_back_to)
    }
    asked = (asked | {Channel.SMS.value}) & known.keys() - {Channel.EMAIL.value}
    others = asked - {Channel.SMS.value}
    found: dict[str, Mapping[int, str]] = why_not_by(people, others) if others else {}
    if Channel.SMS in asked:
        found[Channel.SMS.value] = why_no_texts(people)
    return Reached(found)


def why_not_by(people: Collection[Person], channels: Collection[str]) -> dict[str, Mapping[int, str]]:
    """`why_no_texts` of channels that are no texts: off until somebody allows them, and to the same verified number. At
    most one statement."""
    phones = {person.phone for person in people if person.phone_verified_at}
    against: dict[tuple[str, str], str] = {}
    if any(person.channels_allowed for person in people):
        rows = ChannelBlock.objects.filter(channel__in=channels, phone__in=phones)
        against = {(row.channel, row.phone): row.because for row in rows}
    found: dict[str, Mapping[int, str]] = {}
    for channel in channels:
        may = {one.pk: one for one in people if one.phone_verified_at and one.allows(channel)}
        why = {pk: against.get((channel, one.phone), "") for pk, one in may.items()}
        found[channel] = {one.pk: why.get(one.pk, OPTED_OUT) for one in people if why.get(one.pk, OPTED_OUT)}
    return found
