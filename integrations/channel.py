"""The shape of a folder by which messages leave: what it offers, and how its calls end.

`twilio_sms` holds two of them, texts and WhatsApp. A hub adds another by writing a folder beside it whose package has
`channel(environ) -> Channel`, and by naming that package in MESSAGE_CHANNELS. A channel knows its vendor and nothing
else: when something leaves, how often, at what hour and never twice is decided by whoever calls it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal, Protocol

# What a failure is about, which is what has to change before the same call succeeds: the reader's address, what is said,
# our account, or the reader's mind.
About = Literal["number", "content", "account", "opted_out"]


class TemporaryFailure(Exception):
    """Nothing was delivered, and the same call may succeed later."""

    def __init__(self, detail: str, *, code: int | str | None = None) -> None:
        super().__init__(detail)
        self.code = code


class PermanentFailure(Exception):
    """Nothing was delivered, and the same call will fail again: `about` says what has to change first."""

    def __init__(self, detail: str, *, code: int | str, about: About) -> None:
        super().__init__(detail)
        self.code = code
        self.about = about


class UnknownOutcome(Exception):
    """The message may or may not have been taken: look for it before it is sent again."""

    def __init__(self, detail: str, *, code: int | str | None = None) -> None:
        super().__init__(detail)
        self.code = code


class Forged(Exception):
    """A receipt that is not from the vendor."""


@dataclass(frozen=True)
class Profile:
    """What a channel is, as far as its callers have to know.

    `name` is kept in rows: 2 to 12 of a-z, 0-9 and _, a letter first. `labels` and `consent` are by language ("ko",
    "en"): what people call it, and what they agree to who switch it on; nothing is sent before that. `words`: "text" for
    the words of a text message, "template" where the vendor has to approve the words beforehand and is given the id of
    a template and its variables. What fails for good goes by the first of `falls_back_to` that reaches the reader, and by
    e-mail where none does. `per_second`: what its sender may take.
    """

    name: str
    labels: Mapping[str, str]
    consent: Mapping[str, str]
    words: Literal["text", "template"] = "text"
    falls_back_to: tuple[str, ...] = ("sms",)
    per_second: float = 10


@dataclass(frozen=True)
class Outgoing:
    """One message to hand over: `to` is E.164, or an address of e-mail. Either `text` is said, or `template`, the id of
    approved words, with its `variables` in their order; `text` is then those, a line each.

    `reference` is the same whenever this message is handed over again, for vendors that can tell by it. It is void after
    `valid_for`. What becomes of it is to be posted to `receipts_to`. An e-mail has a `subject`, and an `invitation`
    (iCalendar) with its method where one goes with it, and an address for `answers_to` it where those are read.
    """

    to: str
    text: str
    language: str
    reference: str
    valid_for: timedelta
    receipts_to: str
    template: str = ""
    variables: tuple[str, ...] = ()
    subject: str = ""
    invitation: str = ""
    invitation_method: str = ""
    answers_to: str = ""


@dataclass(frozen=True)
class Taken:
    """A message that the vendor has: its id there, "" where it gives none, and how far it is, in the words of `statuses`.
    `parts` are those of a text, 0 while they are not counted. `price` is of all parts, None until the vendor says it;
    `price_unit` is ISO 4217."""

    provider_id: str
    status: str
    code: str = ""
    parts: int = 1
    price: Decimal | None = None
    price_unit: str = ""


@dataclass(frozen=True)
class Receipt:
    """What a vendor tells of a message that it took."""

    provider_id: str
    status: str
    code: str = ""


@dataclass(frozen=True)
class Posted:
    """A request of the vendor's to where receipts go, as it came: `url` by which the world knows it, names of headers in
    lower case."""

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Channel(Protocol):
    """What a folder offers. Calls may be made by several threads at once, and each is to end within seconds."""

    profile: Profile

    def send(self, message: Outgoing) -> Taken:
        """Hand it over. Raises TemporaryFailure or PermanentFailure when nothing was taken, UnknownOutcome when it may
        have been: then `find` tells."""

    def find(self, message: Outgoing, since: datetime) -> list[Taken]:
        """What the vendor has of exactly this message since then (aware), newest first; empty if it has none of it. Raises
        TemporaryFailure, PermanentFailure."""

    def fetch(self, provider_id: str) -> Taken:
        """How far it is now. Raises TemporaryFailure, PermanentFailure."""

    def priced(self, since: datetime, until: datetime) -> list[Taken]:
        """What was sent in that time and has a price by now; empty where the vendor tells none. Raises TemporaryFailure,
        PermanentFailure."""

    def receipts(self, posted: Posted) -> list[Receipt]:
        """What the vendor tells there. Raises Forged, or ValueError for what cannot be read."""

    def meaning(self, code: str) -> About | None:
        """What a code in a receipt is about; None where the same message may still arrive."""
