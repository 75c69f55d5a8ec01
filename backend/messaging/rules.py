"""What may leave, when, and what a provider's word means. Plain values in, plain values out."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from integrations.twilio_sms import statuses
from messaging.quiet_hours import QuietHours

# A text needs this long to arrive for certain; what must be there earlier is not sent any more.
LEAST_VALIDITY = timedelta(minutes=1)
# Twilio keeps a message at most 36,000 s in its queue
# (https://www.twilio.com/docs/messaging/api/message-resource, ValidityPeriod).
LONGEST_VALIDITY = timedelta(hours=10)
# After a call that ended in nothing: 1, 2, 4, 8 … minutes, at most an hour, and in the end no more.
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 12
# A reminder has less time: after so many tries by SMS it goes by e-mail.
MOST_ATTEMPTS_TO_REMIND = 4
# A message still open after this long has no worker any more: calls end within seconds.
OPEN_FOR = timedelta(minutes=2)
# Whoever looks up what is open must find the call ended: a claim is not handed over when it is older than this.
FRESH_FOR = OPEN_FOR / 2
# Receipts come within seconds; after so long without one Twilio is asked, each time later, for a day.
SILENT_FOR = timedelta(minutes=10)
ASKED_AGAIN_AFTER = timedelta(hours=2)
ASKED_UNTIL = timedelta(days=1)
# Whatever goes wrong, nobody's phone rings more often than this.
MOST_TEXTS_A_DAY = 30

# Whoever texts us looks at the phone for the answer as long as this.
ANSWERED_WITHIN = timedelta(minutes=15)

# A pace allows as many at once as it allows in this time, so that a few that are due together leave together.
AT_ONCE = timedelta(seconds=5)

# Twilio refuses a text because the number asked it for no more (https://www.twilio.com/docs/api/errors/21610).
OPTED_OUT = "21610"

# Twilio's words for a number that no text will ever reach, and how many of them make it a bad one: what Twilio knows
# before it sends is certain, a carrier may err once (https://www.twilio.com/docs/api/errors).
WORDS_AGAINST_A_NUMBER = {
    "21211": 1,
    "21214": 1,
    "21217": 1,
    "21614": 1,
    "21635": 1,
    "30005": 2,
    "30006": 2,
}
# Its words for a sender that is not registered with the carriers of the United States.
UNREGISTERED_SENDER = ("30032", "30034")

# Twilio's states of an outgoing message, in ours (`models.MessageState`).
STATE_OF_STATUS = {
    "scheduled": "accepted",
    "accepted": "accepted",
    "queued": "accepted",
    "sending": "accepted",
    "sent": "sent",
    "delivered": "delivered",
    "partially_delivered": "delivered",
    "read": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "canceled": "failed",
}
# The default keywords of Twilio's opt-out (https://help.twilio.com/articles/223134027) and the Korean ones.
STOP_WORDS = frozenset(
    {
        "stop",
        "stopall",
        "unsubscribe",
        "cancel",
        "end",
        "quit",
        "revoke",
        "optout",
        "정지",
        "중지",
        "그만",
        "해지",
        "거부",
        "수신거부",
    }
)
START_WORDS = frozenset({"start", "yes", "unstop", "시작", "수신동의"})


# `reminder_is_useful` reads it as so long before the start: the note after a session helps for a day from there.
NOTE_HELPS_FOR = timedelta(days=-2)


@dataclass(frozen=True)
class Go:
    """It may leave now; a text must have arrived within `valid_for`."""

    valid_for: timedelta = LONGEST_VALIDITY


@dataclass(frozen=True)
class Wait:
    """Not now: from `until` on; `because` is a stable word where somebody should know."""

    until: datetime
    because: str = ""


@dataclass(frozen=True)
class Drop:
    """Never: `because` is a stable word."""

    because: str


Verdict = Go | Wait | Drop


class Ending(StrEnum):
    """How handing a message to its provider ends."""

    TAKEN = "taken"
    REFUSED = "refused"  # for good
    LATER = "later"  # nothing was taken, another try may succeed
    UNKNOWN = "unknown"  # it may have been taken


@dataclass(frozen=True)
class Price:
    """An amount, its currency (ISO 4217), and whether the provider said so or our own list."""

    amount: Decimal
    unit: str
    is_reported: bool = False


@dataclass(frozen=True)
class Outcome:
    """An ending with what the provider said: its id and first status, or a code and what is at fault; of a text that
    was taken also its parts and what they cost, as far as that is known."""

    ending: Ending
    provider_id: str = ""
    status: str = ""
    code: str = ""
    about: str = ""
    parts: int | None = None
    price: Price | None = None


def text_may_leave(starts_at: datetime | None, quiet: QuietHours, now: datetime) -> Verdict:
    """Whether a text about what `starts_at` may leave at `now`, so that it arrives before the start and
    outside the quiet hours. Wait until these are over, Drop "too_late" if the start comes first."""
    allowed = quiet.over_at(now)
    ends = [at for at in (starts_at, quiet.begin_after(allowed)) if at is not None]
    latest = min(ends, default=allowed + LONGEST_VALIDITY)
    if starts_at is not None and starts_at - allowed < LEAST_VALIDITY:
        return Drop("too_late")
    if latest - allowed < LEAST_VALIDITY:
        # So near to the quiet hours that it might arrive in them.
        return text_may_leave(starts_at, quiet, latest)
    if allowed > now:
        return Wait(allowed)
    return Go(min(latest - now, LONGEST_VALIDITY))


def code_may_leave(expires_at: datetime, *, is_open: bool, now: datetime) -> Verdict:
    """Whether the text with a code leaves: its reader sits there and waits for it, at night, too."""
    if not is_open:
        return Drop("superseded")
    left = expires_at - now
    return Drop("too_late") if left < LEAST_VALIDITY else Go(min(left, LONGEST_VALIDITY))


def answer_may_leave(written_at: datetime, now: datetime) -> Verdict:
    """Whether the answer to a text leaves: who has just written is awake, but later it might wake them."""
    left = written_at + ANSWERED_WITHIN - now
    return Drop("too_late") if left < LEAST_VALIDITY else Go(left)


def reminder_is_useful(starts_at: datetime, offset: timedelta, now: datetime) -> bool:
    """Whether a late reminder still helps: for the first half of the time between it and the start.

    The second half is the next reminder's, or too short to do anything about it. What leads into a session has the
    offset 0: it helps until the start. The note after it has `NOTE_HELPS_FOR`: it helps for a day.
    """
    return now < starts_at - offset / 2


@dataclass(frozen=True)
class Ways:
    """On which channels a message is to go."""

    text: bool
    mail: bool


def ringing(wish: str) -> str:
    """The channel that rings of a wish; "" where none is wished."""
    if wish in ("sms", "both"):
        return "sms"
    return wish.partition("+")[0] if "+" in wish else ""


def wants_mail(wish: str) -> bool:
    return wish in ("email", "both") or wish.endswith("+email")


def ways(wish: str, *, texts: bool, mails: bool, has_to_come: bool) -> Ways:
    """The channels of a message to somebody who wishes "sms", "email", "both" or "none" for its kind, or another channel
    than texts, alone or beside e-mail ("whatsapp+none", "whatsapp+email").

    `texts`: something that rings would reach them; `mails`: they allow e-mail. What `has_to_come` goes the other way where nothing
    of their wish is left, and by e-mail where nothing is left at all.
    """
    text, mail = texts and bool(ringing(wish)), mails and wants_mail(wish)
    if text or mail or wish == "none":
        return Ways(text, mail)
    if has_to_come:
        return Ways(texts and not mails, mails or not texts)
    return Ways(text=False, mail=mails)  # only a text was wished, and none reaches them


@dataclass(frozen=True)
class Turns:
    """A token bucket of `per_second`, by the instant until which its turns are used up."""

    free_at: datetime
    per_second: float

    def left_at(self, now: datetime) -> int:
        """How many may leave at `now`."""
        return int((AT_ONCE - (self._from(now) - now)).total_seconds() * self.per_second + 1e-6)

    def free_after(self, taken: int, now: datetime) -> datetime:
        """Until when its turns are used up once `taken` of them have left at `now`."""
        return self._from(now) + timedelta(seconds=taken / self.per_second)

    def _from(self, now: datetime) -> datetime:
        """No turns lie so far ahead unless the clock went back."""
        return now if self.free_at > now + 2 * AT_ONCE else max(self.free_at, now)


def hour_of(now: datetime) -> datetime:
    """When the hour began that `now`, in UTC, is in."""
    return now.replace(minute=0, second=0, microsecond=0)


def pause_after(attempts: int, most: int) -> timedelta | None:
    """How long to wait after the `attempts`-th failed call of at most `most`; None when there is to be no other."""
    if attempts >= most:
        return None
    return min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE)


def state_after(current: str, status: str) -> str | None:
    """The state of a message once Twilio's word `status` is in; None if it tells nothing new.

    Words come late, twice and out of order; only what stands later on the way replaces what is known.
    """
    if status not in STATE_OF_STATUS or not statuses.is_later(current, status):
        return None
    state = STATE_OF_STATUS[status]
    return state if state != current else None


def latest_status(known: Sequence[str]) -> str | None:
    """Of several words about one message the one that counts: the furthest on its way."""
    return max((word for word in known if word in STATE_OF_STATUS), key=statuses.rank, default=None)


def keyword_of(text: str) -> str | None:
    """ "stop" or "start" if the whole of an inbound text is one such word, in any case, with a full stop or
    spaces around; a sentence that contains one is a sentence."""
    # Some keyboards send Hangul in pieces, and some letters full-width.
    word = unicodedata.normalize("NFKC", text).strip(" \t\r\n.!。").casefold()
    if word in STOP_WORDS:
        return "stop"
    return "start" if word in START_WORDS else None
