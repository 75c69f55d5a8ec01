"""A number is somebody's once a code that was texted to it is entered."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

import clock
from accounts.models import Consent, Person
from accounts.operations import change_person
from audit.models import AuditEntry
from messaging.channels import Channels
from messaging.models import Message, MessageKind, NumberCode, SuppressedNumber
from messaging.numbers.operations import enter_code, send_code
from messaging.numbers.refusals import CodeOver, NumberIsStopped, NumberIsVerified, TooManyCodes
from messaging.operations import notify, send_next
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 20, 15, tzinfo=UTC)  # 00:00 in Seoul: who asks for a code is awake
MINUTE = timedelta(minutes=1)
PHONE = "+821012345678"
NONCE = "0123456789abcdef" * 2


@pytest.fixture
def founder() -> Person:
    return a_founder(phone=PHONE, phone_verified_at=None)


def send(person: Person, now: datetime = NIGHT, nonce: str = NONCE) -> NumberCode:
    return send_code(person=person, nonce=nonce, now=now)


def enter(person: Person, digits: str, now: datetime = NIGHT) -> tuple[bool, int]:
    tried = enter_code(person=person, digits=digits, language="ko", now=now)
    return tried.right, tried.tries_left


def wrong(code: NumberCode) -> str:
    return f"{(int(code.digits) + 1) % 1_000_000:06d}"


def hand_over(channels: Channels, now: datetime = NIGHT) -> int:
    sent = 0
    while send_next(channels=channels, now=now):
        sent += 1
    return sent


def test_a_code_is_texted_at_once_and_makes_the_number_the_persons(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    code = send(founder)
    assert hand_over(channels) == 1
    assert [(row["to"], row["body"].splitlines()[0], row["valid_for"]) for row in texts_at(emulator)] == [
        (PHONE, f"[Meridian] 인증번호 {code.digits} (10분 유효). 다른 사람에게 알리지 마세요.", 600)
    ]
    assert enter(founder, code.digits) == (True, 5)
    founder.refresh_from_db()
    assert founder.phone_verified_at == NIGHT
    assert list(Consent.objects.values_list("channel", "given", "source", "language")) == [
        ("sms", True, "settings", "ko")
    ]
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "number.code_sent",
        "message.sending",
        "message.accepted",
        "number.verified",
        "consent.given",
    ]


def test_the_code_is_kept_nowhere(channels: Channels, emulator: RunningEmulator, founder: Person) -> None:
    code = send(founder)
    hand_over(channels)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT json_agg(row) FROM "{table}" AS row')
            assert code.digits not in json.dumps(cursor.fetchone())


def test_no_other_text_goes_to_a_number_before_it_is_verified(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    noon = datetime(2026, 11, 20, 3, tzinfo=UTC)
    appointment = an_appointment(founder, starts_at=noon + timedelta(days=4))
    notify(
        appointment=appointment,
        person=founder,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(),
        now=noon,
    )
    assert list(Message.objects.values_list("channel", flat=True)) == ["email"]


def test_a_changed_number_is_verified_anew(founder: Person) -> None:
    code = send(founder)
    enter(founder, code.digits)
    changed = change_person(person=founder, changes={"phone": "+821098765432"}, by=founder, now=NIGHT)
    assert changed.phone_verified_at is None
    assert change_person(person=founder, changes={"phone": ""}, by=founder, now=NIGHT).phone == ""


def test_the_code_of_a_number_that_was_changed_meanwhile_proves_nothing(founder: Person) -> None:
    code = send(founder)
    change_person(person=founder, changes={"phone": "+821098765432"}, by=founder, now=NIGHT)
    with pytest.raises(CodeOver):
        enter(founder, code.digits)


def test_a_new_code_voids_the_old_and_its_text_does_not_leave(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    old = send(founder)
    new = send(founder, NIGHT + MINUTE, nonce="f" * 32)
    assert hand_over(channels, NIGHT + MINUTE) == 1
    assert [row["body"].split()[2] for row in texts_at(emulator)] == [new.digits]
    assert enter(founder, old.digits, NIGHT + MINUTE) == (False, 4)
    assert enter(founder, new.digits, NIGHT + MINUTE) == (True, 4)


def test_a_code_is_over_after_ten_minutes(founder: Person) -> None:
    code = send(founder)
    with pytest.raises(CodeOver):
        enter(founder, code.digits, NIGHT + 10 * MINUTE)
    assert enter(founder, code.digits, NIGHT + 10 * MINUTE - timedelta(seconds=1)) == (True, 5)


def test_a_code_bears_five_wrong_tries(founder: Person) -> None:
    code = send(founder)
    assert [enter(founder, wrong(code)) for _ in range(5)] == [(False, left) for left in (4, 3, 2, 1, 0)]
    with pytest.raises(CodeOver):
        enter(founder, code.digits)


def test_a_code_is_good_once(founder: Person) -> None:
    code = send(founder)
    enter(founder, code.digits)
    with pytest.raises(CodeOver):
        enter(founder, code.digits)
    with pytest.raises(NumberIsVerified):
        send(founder, NIGHT + MINUTE)


def test_a_number_gets_three_codes_an_hour_whoever_asks(founder: Person) -> None:
    for minutes in range(3):
        send(founder, NIGHT + minutes * MINUTE)
    other = a_founder(phone=PHONE, phone_verified_at=None)
    with pytest.raises(TooManyCodes) as refused:
        send(other, NIGHT + 5 * MINUTE)
    assert refused.value.extra == {"retry_at": "2026-11-20T16:00:00+00:00"}
    send(other, NIGHT + 60 * MINUTE)


def test_a_person_gets_ten_codes_a_day(founder: Person) -> None:
    for number in range(10):
        phone = f"+82101234567{number}"
        change_person(person=founder, changes={"phone": phone}, by=founder, now=NIGHT)
        send(founder, NIGHT + number * MINUTE)
    with pytest.raises(TooManyCodes):
        send(founder, NIGHT + 60 * MINUTE)
    send(founder, NIGHT + timedelta(days=1))


def test_who_verifies_a_recycled_number_gets_texts_though_its_former_owner_stopped_them(
    founder: Person,
) -> None:
    SuppressedNumber.objects.create(phone=PHONE, since=NIGHT - timedelta(days=300), source="reply")
    code = send(founder)
    enter(founder, code.digits)
    assert SuppressedNumber.objects.count() == 0


def test_a_number_that_twilio_may_not_text_is_told_so(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    blocked = "+15005550004"  # Twilio's own: "blocked" (https://www.twilio.com/docs/iam/test-credentials)
    person = change_person(person=founder, changes={"phone": blocked}, by=founder, now=clock.now())
    send(person, clock.now())
    hand_over(channels, clock.now())
    told = call(person).get("/api/me/number/").json()["code"]
    assert (told["delivery"], told["error_code"]) == ("failed", "opted_out")


def call(person: Person) -> APIClient:
    client = APIClient(headers={"Accept-Language": "en"})
    client.force_authenticate(person)
    return client


def test_the_api_sends_and_takes_a_code(founder: Person) -> None:
    client = call(founder)
    sent = client.post("/api/me/number/code/")
    assert (sent.status_code, sent.json()["code"]["tries_left"]) == (201, 5)
    again = client.post("/api/me/number/code/")
    assert (again.status_code, again.json()["code"]) == (429, "too_many_codes")
    code = NumberCode.objects.get()
    refused = client.post("/api/me/number/confirm/", {"code": wrong(code)})
    assert (refused.status_code, refused.json()["code"], refused.json()["tries_left"]) == (
        400,
        "wrong_code",
        4,
    )
    taken = client.post("/api/me/number/confirm/", {"code": f"{code.digits[:3]} {code.digits[3:]}"})
    assert (taken.status_code, taken.json()["code"], taken.json()["verified_at"] is None) == (
        200,
        None,
        False,
    )
    founder.refresh_from_db()
    assert client.get("/api/me/").json()["phone_verified_at"] == taken.json()["verified_at"]


@pytest.mark.parametrize(
    ("country", "written", "expected"),
    [
        ("KR", "010-1234-5678", (200, PHONE)),
        ("KR", "+82 10 1234 5678", (200, PHONE)),
        ("US", "(415) 555-0123", (200, "+14155550123")),
        ("", "010-1234-5678", (400, "bad_phone")),
        ("KR", "02-312-3456", (400, "landline")),
        ("KR", "", (200, "")),
    ],
)
def test_a_number_is_read_by_the_country_and_no_landline_is_taken(
    founder: Person, country: str, written: str, expected: tuple[int, str]
) -> None:
    answer = call(founder).patch("/api/me/", {"country": country, "phone": written})
    told: dict[str, Any] = answer.json()
    value = told["phone"] if answer.status_code == 200 else told["errors"][0]["code"]
    assert (answer.status_code, value) == expected


def test_without_a_number_there_is_nothing_to_verify() -> None:
    answer = call(a_founder()).post("/api/me/number/code/")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_number")


def test_a_landline_that_is_there_already_gets_no_code() -> None:
    answer = call(a_founder(phone="+8223123456", phone_verified_at=None)).post("/api/me/number/code/")
    assert (answer.status_code, answer.json()["code"]) == (409, "landline")


def test_a_number_that_was_stopped_lately_gets_no_code(founder: Person) -> None:
    SuppressedNumber.objects.create(phone=PHONE, since=NIGHT - timedelta(days=29), source="link")
    with pytest.raises(NumberIsStopped):
        send(founder)
