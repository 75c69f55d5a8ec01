"""How things stand with a person's number."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Person
from messaging.channels import texts_are_set_up
from messaging.models import MOST_TRIES, BadNumber, Message, MessageState, NumberCode, SuppressedNumber
from messaging.numbers.rules import (
    BAD_NUMBER_PAUSE,
    MOST_PER_NUMBER,
    MOST_PER_PERSON,
    NUMBER_PERIOD,
    PERSON_PERIOD,
    may_send_at,
)
from messaging.reaching import closed_to_us

ON_ITS_WAY = (MessageState.READY, MessageState.SENDING, MessageState.UNKNOWN)
LOST = (MessageState.FAILED, MessageState.UNDELIVERED, MessageState.DROPPED)


@dataclass(frozen=True)
class OpenCode:
    """A code that can be entered; `delivery` of its text is "waiting", "sent" or "failed"."""

    expires_at: datetime
    tries_left: int
    delivery: str
    error_code: str


@dataclass(frozen=True)
class OwnNumber:
    """A number as its owner sees it. `stopped`: the number itself asked for no more texts; `bad_since`, `bad_code`:
    Twilio says that none arrives there; `us_is_closed`: nothing may be texted to its country."""

    phone: str
    verified_at: datetime | None
    stopped: bool
    bad_since: datetime | None
    bad_code: str
    us_is_closed: bool
    texts: bool
    code: OpenCode | None
    next_code_at: datetime


def own_number(person: Person, now: datetime) -> OwnNumber:
    """The number of a person, and the code on its way to it."""
    bad = bad_number(person.phone)
    return OwnNumber(
        phone=person.phone,
        verified_at=person.phone_verified_at,
        stopped=SuppressedNumber.objects.filter(phone=person.phone).exists(),
        bad_since=bad.since if bad else None,
        bad_code=bad.code if bad else "",
        us_is_closed=bool(closed_to_us([person.phone])),
        texts=texts_are_set_up(),
        code=_open_code(person, now),
        next_code_at=next_code_at(person, now),
    )


def next_code_at(person: Person, now: datetime) -> datetime:
    """When the next code may leave, `now` at the earliest."""
    made = NumberCode.objects.order_by("-made_at", "-pk").values_list("made_at", flat=True)
    of_number = made.filter(phone=person.phone, made_at__gt=now - NUMBER_PERIOD)
    of_person = made.filter(person=person, made_at__gt=now - PERSON_PERIOD)
    allowed = may_send_at(list(of_number[:MOST_PER_NUMBER]), list(of_person[:MOST_PER_PERSON]), now)
    bad = bad_number(person.phone)
    if bad is None:
        return allowed
    last_code = made.filter(phone=person.phone).first()
    return max(allowed, max(bad.last_at, last_code or bad.last_at) + BAD_NUMBER_PAUSE)


def bad_number(phone: str) -> BadNumber | None:
    """What Twilio says against a phone, if that suffices to text it no more."""
    return BadNumber.objects.filter(phone=phone, since__isnull=False).first()


def open_code_of(person: Person) -> NumberCode | None:
    """The one of the number that the person has now: a code of a number they had before proves nothing."""
    return person.number_codes.filter(phone=person.phone, used_at=None, voided_at=None).first()


def _open_code(person: Person, now: datetime) -> OpenCode | None:
    code = open_code_of(person)
    if code is None or not code.is_open_at(now):
        return None
    message = Message.objects.filter(number_code=code).order_by("-pk").first()
    state = message.state if message else MessageState.READY
    delivery = "waiting" if state in ON_ITS_WAY else "failed" if state in LOST else "sent"
    error_code = message.error_code if message and delivery == "failed" else ""
    return OpenCode(code.expires_at, MOST_TRIES - code.tries, delivery, error_code)
