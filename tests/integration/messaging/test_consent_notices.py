"""Who agrees to advertisements or refuses them is told so, and is asked again before it ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connections, transaction
from pytest_django import DjangoAssertNumQueries

from accounts.models import Consent, ConsentChannel, ConsentPurpose, Person
from audit.models import AuditEntry
from clock.models import ClockShift
from messaging.advertising.confirming import ask_again
from messaging.advertising.lapsing import lapsing_consents
from messaging.advertising.operations import answer_advertising
from messaging.channels import Channels
from messaging.jobs import ask_about_consents_again
from messaging.models import ConsentNotice, Message
from messaging.operations import send_next, take_reply
from messaging.stop_links import stop_token
from messaging.stopping.operations import stop_by_link
from tests.factories.hub import a_founder

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 12:00 in Seoul
NIGHT = datetime(2026, 11, 20, 16, tzinfo=UTC)  # 01:00 of the day after there
DAY = timedelta(days=1)
PHONE = "+821012345678"
SMS, EMAIL = ConsentChannel.SMS, ConsentChannel.EMAIL
DAYS, NIGHTS = ConsentPurpose.ADVERTISING, ConsentPurpose.NIGHT_ADS


@pytest.fixture(autouse=True)
def advertiser(settings: Any) -> None:
    named = {"advertiser_name": "양재 허브", "advertiser_contact": "02-555-0100"}
    settings.PUBLIC_URL, settings.ENV = "https://hub.example", settings.ENV.model_copy(update=named)


@pytest.fixture
def founder() -> Person:
    return a_founder(phone=PHONE, language="en")


def say(
    person: Person,
    given: bool = True,
    *,
    channel: ConsentChannel = SMS,
    purpose: ConsentPurpose = DAYS,
    now: datetime = NOON,
) -> None:
    answer_advertising(person=person, channel=channel, purpose=purpose, given=given, language="en", now=now)


def told(person: Person) -> list[Message]:
    return list(Message.objects.filter(person=person, kind="consent").order_by("pk"))


def bodies(person: Person) -> list[str]:
    return [message.body for message in told(person)]


def test_who_agrees_is_told_by_whom_what_and_when_and_how_to_end_it(
    founder: Person, channels: Channels
) -> None:
    say(founder, purpose=NIGHTS)
    while send_next(channels=channels, now=NOON):
        pass
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == ([founder.email], "What you said to advertisements")
    assert letter.body == (
        "November 20, 2026: agreed to advertisements by text\n"
        "November 20, 2026: agreed to advertisements by text at night (21:00 to 08:00)\n\n"
        "We have taken that down, and it holds from now on. It ends on November 19, 2028 unless you agree again.\n\n"
        "Change it at any time in your settings:\nhttps://hub.example/settings\n\n"
        "양재 허브, 02-555-0100\n"
    )
    [message] = told(founder)
    assert (message.promotional, message.not_before) == (False, NOON)  # within 14 days, and no advertisement
    assert [
        (row.consent.purpose, row.about, row.message) for row in ConsentNotice.objects.order_by("pk")
    ] == [
        ("advertising", "choice", message),
        ("night_ads", "choice", message),
    ]


def test_it_speaks_the_readers_language_on_their_date() -> None:
    person = a_founder(phone=PHONE, language="ko")
    say(person, channel=EMAIL, now=NIGHT)
    [message] = told(person)
    assert message.subject == "광고 수신에 대한 선택을 알려 드립니다"
    assert message.body.startswith("2026년 11월 21일: 이메일 광고 수신에 동의\n\n그대로 처리했으며")


def test_who_refuses_is_told_so_however_they_do(founder: Person) -> None:
    for refuse in (
        lambda: say(founder, given=False, now=NOON + DAY),
        lambda: take_reply(phone=PHONE, text="STOP", now=NOON + DAY),
        lambda: stop_by_link(token=stop_token("sms", founder.pk, PHONE), language="en", now=NOON + DAY),
    ):
        say(founder)
        refuse()
        assert bodies(founder)[-1].startswith(
            "November 21, 2026: refused advertisements by text\n\n"
            "We have taken that down, and it holds from now on.\n\n"
        )
    say(founder, channel=EMAIL)
    stop_by_link(token=stop_token("email", founder.pk, ""), language="en", now=NOON + DAY)
    assert bodies(founder)[-1].startswith("November 21, 2026: refused advertisements by e-mail\n")
    assert len(told(founder)) == 8


def test_who_refuses_what_they_never_agreed_to_is_told_nothing(founder: Person) -> None:
    say(founder, given=False)
    take_reply(phone=PHONE, text="STOP", now=NOON)
    assert told(founder) == []


def test_what_is_said_is_told_or_not_said_at_all(founder: Person) -> None:
    def interrupted() -> None:
        with transaction.atomic():
            say(founder)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert (told(founder), Consent.objects.count()) == ([], 0)


def test_a_month_before_it_ends_people_are_asked_again_once(founder: Person, channels: Channels) -> None:
    say(founder)
    ends = NOON + 730 * DAY
    for now in (ends - 30 * DAY - DAY, ends - 30 * DAY, ends - 29 * DAY, ends - DAY):
        ClockShift.show(now)
        ask_about_consents_again(timestamp=0)
    choice, renewal = told(founder)
    assert (renewal.subject, renewal.created_at.date()) == (
        "Do you still want advertisements?",
        (ends - 30 * DAY).date(),
    )
    assert renewal.body == (
        "advertisements by text: agreed on November 20, 2026, ends on November 19, 2028\n\n"
        "To keep it, agree again in your settings; to end it now, refuse there:\nhttps://hub.example/settings\n\n"
        "Without a word from you it ends by itself.\n\n"
        "양재 허브, 02-555-0100\n"
    )
    audited = AuditEntry.objects.get(action="consent.asked_again")
    assert (audited.subject_id, audited.actor, audited.details) == (
        str(founder.pk),
        None,
        {"consents": [Consent.objects.get(purpose=DAYS).pk]},
    )
    say(founder, now=ends - DAY)  # agreed again: the next two years begin
    assert lapsing_consents(now=ends - DAY) == {}
    assert list(lapsing_consents(now=ends + 700 * DAY)) == [founder.pk]
    assert choice.pk < renewal.pk


@pytest.mark.parametrize("why", ["refused", "over", "inactive", "long_ahead"])
def test_nobody_is_asked_again_where_nothing_is_about_to_end(founder: Person, why: str) -> None:
    say(founder)
    now = NOON + 710 * DAY
    if why == "refused":
        say(founder, given=False, now=NOON + DAY)
    elif why == "over":
        now = NOON + 730 * DAY
    elif why == "inactive":
        Person.objects.update(is_active=False)
    else:
        now = NOON + 699 * DAY
    assert lapsing_consents(now=now) == {}
    assert ask_again(person_id=founder.pk, now=now) is None


def test_the_database_lets_nobody_be_told_twice(founder: Person) -> None:
    say(founder)
    row = ConsentNotice.objects.get()
    with pytest.raises(IntegrityError, match="consent_notice_comes_once"), transaction.atomic():
        ConsentNotice.objects.create(consent=row.consent, about="choice", message=row.message)
    with pytest.raises(IntegrityError, match="consent_notice_is_about_something"), transaction.atomic():
        ConsentNotice.objects.create(consent=row.consent, about="other", message=row.message)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_once() -> None:
    person = a_founder(phone=PHONE)
    say(person)
    ready, now = Barrier(2), NOON + 710 * DAY

    def ask() -> bool:
        ready.wait()
        try:
            return ask_again(person_id=person.pk, now=now) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(one.result() for one in [pool.submit(ask), pool.submit(ask)]) == [False, True]
    assert len(told(person)) == 2


@pytest.mark.parametrize("number", [1, 30])
def test_whom_to_ask_takes_one_statement(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [a_founder() for _ in range(number)]
    for person in people:
        say(person, channel=EMAIL)
    with django_assert_num_queries(1):
        assert sorted(lapsing_consents(now=NOON + 710 * DAY)) == [person.pk for person in people]
