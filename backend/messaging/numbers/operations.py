"""Whether a number is somebody's: a code is texted to it and entered here."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.crypto import constant_time_compare

from accounts.consent import allow
from accounts.models import ConsentChannel, ConsentSource, Person
from accounts.phones import is_landline
from agenda.transactions import atomically
from audit.operations import record
from messaging.channels import texts_are_set_up
from messaging.models import (
    AT_ONCE,
    MOST_TRIES,
    BadNumber,
    Channel,
    Message,
    MessageKind,
    MessageState,
    NumberCode,
    SuppressedNumber,
)
from messaging.numbers.queries import bad_number, next_code_at, open_code_of
from messaging.numbers.refusals import (
    CodeOver,
    LandlineGetsNoTexts,
    NoNumber,
    NumberIsStopped,
    NumberIsVerified,
    NumberTakesNoTexts,
    TextsNotSetUp,
    TooManyCodes,
    UnitedStatesNotRegistered,
)
from messaging.numbers.rules import GOOD_FOR, STOP_HOLDS_FOR
from messaging.numbers.words import code_text
from messaging.operations.settling import drop_each
from messaging.reaching import closed_to_us
from messaging.waking import wake_up


@dataclass(frozen=True)
class Tried:
    """What became of an entered code; `tries_left` of it if it was wrong."""

    right: bool
    tries_left: int


@atomically
def send_code(*, person: Person, nonce: str, now: datetime) -> NumberCode:
    """Text a code to the person's number; one that was sent before is void from now on.

    `nonce` is 32 random hexadecimal digits. Raises NoNumber, NumberIsVerified, LandlineGetsNoTexts, TextsNotSetUp,
    UnitedStatesNotRegistered, NumberIsStopped, NumberTakesNoTexts, TooManyCodes.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    _require_sendable(person, now)
    _one_at_a_time(person.phone)
    retry_at = next_code_at(person, now)
    if retry_at > now:
        refusal = NumberTakesNoTexts if bad_number(person.phone) else TooManyCodes
        raise refusal(retry_at=retry_at.isoformat(timespec="seconds"))
    _void_open(person, now)
    code = NumberCode.objects.create(
        person=person, phone=person.phone, nonce=nonce, made_at=now, expires_at=now + GOOD_FOR
    )
    Message.objects.create(
        person=person,
        number_code=code,
        starts_at=AT_ONCE,
        kind=MessageKind.CODE,
        channel=Channel.SMS,
        language=person.language,
        body=code_text(person.language),
        not_before=now,
        created_at=now,
    )
    record("person", person.pk, "number.code_sent", by=person, now=now)
    wake_up()
    return code


@atomically
def enter_code(*, person: Person, digits: str, language: str, now: datetime) -> Tried:
    """Take the code that the person entered: if it is right the number is theirs, and texts may come to it.

    `language` is the one in which they read what they agree to. A wrong try is written down, so it is an answer and
    no error. Raises CodeOver.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    code = open_code_of(person)
    if code is None or not code.is_open_at(now):
        raise CodeOver
    if not constant_time_compare(code.digits, digits):
        return _wrong(code, person, now)
    code.used_at = now
    code.save(update_fields=["used_at"])
    person.phone_verified_at = now
    person.save(update_fields=["phone_verified_at"])
    # Whoever had the number before may have stopped texts to it; the person who holds it now wants them.
    SuppressedNumber.objects.filter(phone=code.phone).delete()
    BadNumber.objects.filter(phone=code.phone).delete()
    record("person", person.pk, "number.verified", by=person, now=now)
    allow(
        person=person,
        channel=ConsentChannel.SMS,
        given=True,
        source=ConsentSource.SETTINGS,
        language=language,
        by=person,
        now=now,
    )
    return Tried(True, MOST_TRIES - code.tries)


def _wrong(code: NumberCode, person: Person, now: datetime) -> Tried:
    code.tries += 1
    if code.tries == MOST_TRIES:
        code.voided_at = now
    code.save(update_fields=["tries", "voided_at"])
    record("person", person.pk, "number.code_wrong", by=person, now=now, tries=code.tries)
    return Tried(False, MOST_TRIES - code.tries)


def _require_sendable(person: Person, now: datetime) -> None:
    if not person.phone:
        raise NoNumber
    if person.phone_verified_at and not bad_number(person.phone):
        raise NumberIsVerified
    if is_landline(person.phone):
        raise LandlineGetsNoTexts
    if not texts_are_set_up():
        raise TextsNotSetUp
    if closed_to_us([person.phone]):
        raise UnitedStatesNotRegistered
    if SuppressedNumber.objects.filter(phone=person.phone, since__gt=now - STOP_HOLDS_FOR).exists():
        raise NumberIsStopped


def _one_at_a_time(phone: str) -> None:
    """Two people who enter one number wait for each other, so that the limit of the number holds for both."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [phone])


def _void_open(person: Person, now: datetime) -> None:
    NumberCode.objects.filter(person=person, used_at=None, voided_at=None).update(voided_at=now)
    waiting = Message.objects.select_for_update(of=("self",)).filter(
        person=person, kind=MessageKind.CODE, state=MessageState.READY
    )
    drop_each(dict.fromkeys(waiting.order_by("pk"), "superseded"), now=now)
