"""A number of which Twilio says that it takes no texts gets none until its owner has shown the contrary."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Person
from accounts.operations import change_person
from audit.models import AuditEntry
from messaging.channels import Channels
from messaging.models import BadNumber, Message, MessageKind
from messaging.numbers.operations import enter_code, send_code
from messaging.numbers.queries import own_number
from messaging.numbers.refusals import NumberTakesNoTexts
from messaging.operations import (
    apply_receipt,
    due_reminders_become_messages,
    notify,
    plan_reminders,
    send_next,
)
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 12:00 in Seoul
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
PHONE = "+821012345678"
SID = "SM" + "5" * 32


@pytest.fixture
def founder() -> Person:
    return a_founder(phone=PHONE)


def tell(person: Person, now: datetime = NOON) -> Message:
    """The text about a new session."""
    appointment = an_appointment(person, starts_at=STARTS_AT + timedelta(hours=Message.objects.count()))
    notify(appointment=appointment, person=person, kind=MessageKind.MOVED, briefing=a_briefing(), now=now)
    return Message.objects.filter(channel="sms").latest("pk")


def send_all(channels: Channels, now: datetime = NOON) -> None:
    due_reminders_become_messages(now=now)
    while send_next(channels=channels, now=now):
        pass


def not_delivered(text: Message, code: str, now: datetime) -> None:
    """Twilio took it at `now`, and its receipt says that it did not arrive."""
    sid = f"SM{text.pk:032x}"
    Message.objects.filter(pk=text.pk).update(state="accepted", provider_id=sid, claimed_at=now)
    apply_receipt(provider_id=sid, status="undelivered", error_code=code, now=now)


def known() -> list[tuple[str, str, int, datetime | None]]:
    return list(BadNumber.objects.values_list("phone", "code", "refusals", "since"))


@pytest.mark.parametrize("code", [21211, 21614])
def test_a_refused_number_gets_no_more_texts_and_what_waits_goes_by_e_mail(
    channels: Channels, emulator: RunningEmulator, founder: Person, code: int
) -> None:
    emulator.order("numbers", {"number": PHONE, "error_code": code})
    appointment = an_appointment(founder, starts_at=STARTS_AT)
    plan_reminders(
        appointment=appointment, briefings={founder: a_briefing()}, offsets_minutes=[1440], now=NOON
    )
    due_reminders_become_messages(now=STARTS_AT - DAY)
    for _ in range(2):
        tell(founder, STARTS_AT - DAY)
    send_all(channels, STARTS_AT - DAY)
    assert texts_at(emulator) == []
    assert list(Message.objects.filter(channel="sms").values_list("kind", "state", "error_code")) == [
        ("reminder", "failed", str(code)),
        ("moved", "dropped", "bad_number"),
        ("moved", "dropped", "bad_number"),
    ]
    assert list(Message.objects.filter(channel="email").values_list("kind", "state")) == [
        ("moved", "sent"),
        ("moved", "sent"),
        ("reminder", "sent"),
    ]
    assert known() == [(PHONE, str(code), 1, STARTS_AT - DAY)]
    assert AuditEntry.objects.filter(action="number.bad").values_list("subject_id", "details").get() == (
        str(founder.pk),
        {"code": str(code)},
    )


@pytest.mark.parametrize("code", ["30005", "30006"])
def test_a_carrier_may_err_once(founder: Person, code: str) -> None:
    not_delivered(tell(founder), code, NOON)
    assert known() == [(PHONE, code, 1, None)]
    assert tell(founder).state == "ready"
    not_delivered(tell(founder), code, NOON + MINUTE)
    assert known() == [(PHONE, code, 2, NOON + MINUTE)]
    assert tell(founder).error_code == "bad_number"


def test_a_text_that_arrives_between_two_words_makes_the_first_count_no_more(founder: Person) -> None:
    not_delivered(tell(founder), "30005", NOON)
    text = tell(founder)
    Message.objects.filter(pk=text.pk).update(state="accepted", provider_id=SID, claimed_at=NOON)
    apply_receipt(provider_id=SID, status="delivered", now=NOON)
    assert known() == []
    not_delivered(tell(founder), "30005", NOON)
    assert known() == [(PHONE, "30005", 1, None)]


def test_one_receipt_that_comes_twice_is_one_word(founder: Person) -> None:
    text = tell(founder)
    not_delivered(text, "30005", NOON)
    apply_receipt(
        provider_id=f"SM{text.pk:032x}", status="undelivered", error_code="30005", now=NOON + MINUTE
    )
    assert known() == [(PHONE, "30005", 1, None)]


@pytest.mark.parametrize("code", ["30003", "30007", "30008", "21408", "30034"])
def test_what_is_not_the_numbers_fault_is_not_held_against_it(founder: Person, code: str) -> None:
    not_delivered(tell(founder), code, NOON)
    assert known() == []


def test_words_against_a_number_that_the_person_had_before_do_not_count_against_the_new_one(
    founder: Person,
) -> None:
    text = tell(founder)
    changed = change_person(person=founder, changes={"phone": "+821098765432"}, by=founder, now=NOON + MINUTE)
    not_delivered(text, "21614", NOON)
    changed.phone_verified_at = NOON + MINUTE
    changed.save()
    not_delivered(text, "21614", NOON)
    assert known() == []


def test_a_new_code_proves_the_number_and_may_be_tried_once_a_day(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    emulator.order("numbers", {"number": PHONE, "error_code": 21614})
    tell(founder)
    send_all(channels)
    standing = own_number(founder, NOON)
    assert (standing.bad_since, standing.bad_code, standing.next_code_at) == (NOON, "21614", NOON + DAY)
    with pytest.raises(NumberTakesNoTexts) as refused:
        send_code(person=founder, nonce="a" * 32, now=NOON + DAY - MINUTE)
    assert refused.value.extra == {"retry_at": "2026-11-21T03:00:00+00:00"}

    send_code(person=founder, nonce="a" * 32, now=NOON + DAY)
    with pytest.raises(NumberTakesNoTexts):
        send_code(person=founder, nonce="b" * 32, now=NOON + DAY + 30 * MINUTE)
    send_all(channels, NOON + DAY)  # and it fails again
    assert own_number(founder, NOON + DAY).next_code_at == NOON + 2 * DAY

    emulator.order("numbers", {"number": PHONE, "error_code": None})
    code = send_code(person=founder, nonce="c" * 32, now=NOON + 2 * DAY)
    send_all(channels, NOON + 2 * DAY)
    assert len(texts_at(emulator)) == 1
    enter_code(person=founder, digits=code.digits, language="ko", now=NOON + 2 * DAY)
    assert known() == []
    assert tell(founder, NOON + 2 * DAY).state == "ready"


def test_another_number_gets_its_code_at_once(founder: Person) -> None:
    BadNumber.objects.create(phone=PHONE, code="21614", refusals=1, last_at=NOON, since=NOON)
    changed = change_person(person=founder, changes={"phone": "+821098765432"}, by=founder, now=NOON)
    assert own_number(changed, NOON).bad_since is None
    assert send_code(person=changed, nonce="a" * 32, now=NOON).phone == "+821098765432"


def test_all_who_have_the_number_get_e_mail(founder: Person) -> None:
    other = a_founder(phone=PHONE)
    waiting = tell(other)
    not_delivered(tell(founder), "21614", NOON)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error_code) == ("dropped", "bad_number")
    assert AuditEntry.objects.filter(action="number.bad").count() == 2
