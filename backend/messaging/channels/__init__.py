"""How a message leaves: by the channel that its row names. Every ending of a call becomes an Outcome.

What differs between channels is theirs (`integrations.channel`); what is asked before a call, and what follows from its
ending, is the same for all of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar

from django.conf import settings

from accounts.phones import is_of_the_united_states
from integrations.channel import (
    Channel,
    PermanentFailure,
    Taken,
    TemporaryFailure,
    UnknownOutcome,
)
from messaging.carriers import US_NOT_REGISTERED, us_is_registered
from messaging.channels.installed import (
    added_names,
    build,
    consent_wording,
    label_of,
    meaning_of,
    profiles,
    texts_are_set_up,
)
from messaging.channels.mailbox import Mailbox
from messaging.channels.outgoing import outgoing_of
from messaging.models import Channel as Known
from messaging.models import Message
from messaging.prices import price_of
from messaging.rules import Ending, Outcome, Price

__all__ = [
    "INSTALLED",
    "Channel",
    "Channels",
    "LookupFailed",
    "Mailbox",
    "added_names",
    "consent_wording",
    "label_of",
    "meaning_of",
    "outcome_of_failure",
    "outgoing_of",
    "profiles",
    "texts_are_set_up",
]

STATUS_PATH = "/webhooks/twilio/status/"
BY_TWILIO = (Known.SMS, Known.WHATSAPP)
# Two messages may well have the same words; what is looked for lies a day back at most, as clocks differ.
LOOK_BACK = timedelta(days=1)
Told = TypeVar("Told")


class LookupFailed(Exception):
    """A vendor did not say what became of a message; `for_good` if it will not say so later either."""

    def __init__(self, *, for_good: bool) -> None:
        super().__init__()
        self.for_good = for_good


@dataclass(frozen=True)
class Channels:
    """The ways out by their names; one that is not there is not set up. `public_url` has no slash at the end."""

    ways: Mapping[str, Channel]
    public_url: str

    def deliver(self, message: Message, valid_for: timedelta) -> Outcome:
        """Hand one message to its vendor; it is void after `valid_for`. Never raises for a failure."""
        way = self.ways.get(message.channel)
        if way is None:
            return Outcome(Ending.REFUSED, code="no_account", about="account")
        if _is_forbidden(message):
            return Outcome(Ending.REFUSED, code=US_NOT_REGISTERED, about="account")
        try:
            taken = way.send(
                outgoing_of(message, self.public_url + receipts_path(message.channel), valid_for)
            )
        except (TemporaryFailure, PermanentFailure, UnknownOutcome) as failure:
            return outcome_of_failure(failure)
        return _outcome(message, taken)

    def found(self, message: Message, since: datetime) -> list[Outcome]:
        """What the vendor holds of a message handed over after `since`, newest first. Raises LookupFailed."""
        way = self.ways.get(message.channel)
        if way is None:
            return []
        taken = _asked(lambda: way.find(outgoing_of(message), since - LOOK_BACK))
        return [_outcome(message, one) for one in taken]

    def fetched(self, message: Message) -> Outcome:
        """What the vendor says now of a message that it has taken. Raises LookupFailed."""
        way = self.ways.get(message.channel)
        if way is None:
            raise LookupFailed(for_good=True)
        return _outcome(message, _asked(lambda: way.fetch(message.provider_id)))

    def priced(self, since: datetime, until: datetime) -> list[Taken]:
        """What was sent in that time, by any channel, and whose price its vendor has said by now. Raises LookupFailed."""
        since, until = since - LOOK_BACK, until + LOOK_BACK
        return _asked(lambda: [one for way in self.ways.values() for one in way.priced(since, until)])


def receipts_path(channel: str) -> str:
    """Where the vendor of a channel is to post what becomes of messages."""
    return STATUS_PATH if channel in BY_TWILIO else f"/webhooks/channels/{channel}/"


def outcome_of_failure(failure: TemporaryFailure | PermanentFailure | UnknownOutcome) -> Outcome:
    """How a call that raised this ended."""
    if isinstance(failure, TemporaryFailure):
        return Outcome(Ending.LATER, code=str(failure.code or "unreachable"))
    if isinstance(failure, PermanentFailure):
        return Outcome(Ending.REFUSED, code=str(failure.code), about=failure.about)
    return Outcome(Ending.UNKNOWN, code=str(failure.code or "no_answer"))


def _is_forbidden(message: Message) -> bool:
    """The carriers of the United States ask who texts; WhatsApp and others do not go by them."""
    return message.channel == Known.SMS and is_of_the_united_states(message.phone) and not us_is_registered()


def _asked(ask: Callable[[], Told]) -> Told:
    try:
        return ask()
    except (TemporaryFailure, PermanentFailure) as failure:
        raise LookupFailed(for_good=isinstance(failure, PermanentFailure)) from failure


def _outcome(message: Message, taken: Taken) -> Outcome:
    if not taken.provider_id:
        return Outcome(Ending.TAKEN, status=taken.status)
    reported = Price(taken.price, taken.price_unit, is_reported=True) if taken.price is not None else None
    return Outcome(
        Ending.TAKEN,
        provider_id=taken.provider_id,
        status=taken.status,
        code=taken.code,
        parts=taken.parts,
        price=reported or price_of(message.phone, taken.parts, message.channel),
    )


class Installed:
    """The channels of this installation, built once a process."""

    @cached_property
    def channels(self) -> Channels:
        return Channels(build(), settings.PUBLIC_URL)


INSTALLED = Installed()
