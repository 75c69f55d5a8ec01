"""Advertisements: to who agreed, marked and by day, and looked at once more before they leave."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Consent, ConsentChannel, ConsentPurpose, Person
from accounts.operations import change_person
from audit.models import AuditEntry
from messaging.advertising.operations import AdvertiserUnknown, advertise, answer_advertising
from messaging.channels import Channels
from messaging.models import Channel, Message, MessageKind
from messaging.operations import claim_due, send_next, take_reply
from messaging.stop_links import stop_token
from messaging.stopping.operations import stop_by_link
from tests.emulators import RunningEmulator
from tests.factories.hub import a_founder, a_mentor
from tests.twilio import texts_at

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 12:00 in Seoul, 19:00 the day before in California
EVENING = datetime(2026, 11, 20, 12, tzinfo=UTC)  # 21:00 in Seoul
DAY = timedelta(days=1)
PHONE = "+821012345678"
WORDS = {"ko": ("행사", "데모데이 “할인” 안내"), "en": ("Event", "Demo day at half the price")}
DAYS, NIGHTS = ConsentPurpose.ADVERTISING, ConsentPurpose.NIGHT_ADS


@pytest.fixture(autouse=True)
def advertiser(settings: Any) -> None:
    named = {"advertiser_name": "양재 허브", "advertiser_contact": "02-555-0100"}
    settings.ENV = settings.ENV.model_copy(update=named)


@pytest.fixture
def founder() -> Person:
    return a_founder(phone=PHONE)


def agree(
    person: Person,
    purpose: ConsentPurpose = DAYS,
    given: bool = True,
    channel: ConsentChannel = ConsentChannel.SMS,
    now: datetime = NOON,
) -> None:
    answer_advertising(person=person, channel=channel, purpose=purpose, given=given, language="ko", now=now)
    Message.objects.filter(kind="consent").delete()  # that they are told of it is another matter


def ad(*people: Person, channel: Channel = Channel.SMS, now: datetime = NOON) -> list[Message]:
    return advertise(people=people, kind=MessageKind.NO_ROOM, channel=channel, words=WORDS, now=now)


def send_all(channels: Channels, now: datetime = NOON) -> None:
    while send_next(channels=channels, now=now):
        pass


def states() -> list[tuple[str, str]]:
    ads = Message.objects.exclude(kind="consent").order_by("pk")
    return list(ads.values_list("state", "error_code"))


def test_nobody_gets_any_who_has_not_agreed(founder: Person) -> None:
    other = a_founder(phone="+821012345679")
    agree(founder)
    agree(other, channel=ConsentChannel.EMAIL)
    assert [message.person_id for message in ad(founder, other)] == [founder.pk]
    assert [message.person_id for message in ad(founder, other, channel=Channel.EMAIL)] == [other.pk]


def test_one_to_korea_is_marked_names_its_sender_and_ends_with_the_way_to_refuse(
    channels: Channels, emulator: RunningEmulator, settings: Any, founder: Person
) -> None:
    settings.ENV = settings.ENV.model_copy(update={"advertising_free_stop": "080-555-0100"})
    agree(founder)
    ad(founder)
    send_all(channels)
    body = texts_at(emulator)[0]["body"]
    assert body.splitlines()[:2] == [
        '(광고)[양재 허브 02-555-0100] 데모데이 "할인" 안내',
        "무료수신거부 080-555-0100",
    ]


def test_without_a_free_number_the_link_refuses(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    agree(founder)
    ad(founder)
    send_all(channels)
    assert f"/s/{stop_token('sms', founder.pk, PHONE)}" in texts_at(emulator)[0]["body"]


def test_one_to_another_country_bears_no_korean_mark(founder: Person) -> None:
    mentor = a_mentor(phone="+14155550123").person
    agree(mentor)
    assert [message.body.splitlines()[0] for message in ad(mentor)] == [
        "[양재 허브 02-555-0100] Demo day at half the price"
    ]


@pytest.mark.parametrize("missing", ["advertiser_name", "advertiser_contact"])
def test_without_a_named_sender_none_is_written_and_none_leaves(
    channels: Channels, emulator: RunningEmulator, settings: Any, founder: Person, missing: str
) -> None:
    agree(founder)
    ad(founder)
    settings.ENV = settings.ENV.model_copy(update={missing: ""})
    with pytest.raises(AdvertiserUnknown):
        ad(founder)
    send_all(channels)
    assert (texts_at(emulator), states()) == ([], [("dropped", "ad_not_marked")])


def test_one_that_was_written_for_another_phone_does_not_leave(
    channels: Channels, emulator: RunningEmulator
) -> None:
    mentor = a_mentor(phone="+14155550123").person
    agree(mentor)
    ad(mentor)
    changed = change_person(person=mentor, changes={"phone": PHONE}, by=mentor, now=NOON)
    changed.phone_verified_at = NOON
    changed.save()
    send_all(channels)
    assert (texts_at(emulator), states()) == ([], [("dropped", "ad_not_marked")])


def test_who_refuses_meanwhile_gets_none(
    channels: Channels, emulator: RunningEmulator, founder: Person
) -> None:
    agree(founder)
    agree(founder, channel=ConsentChannel.EMAIL)
    ad(founder)
    ad(founder, channel=Channel.EMAIL)
    agree(founder, given=False)
    agree(founder, given=False, channel=ConsentChannel.EMAIL)
    send_all(channels)
    assert (texts_at(emulator), states()) == ([], [("dropped", "ad_not_wanted")] * 2)


def test_a_consent_ends_after_two_years_and_is_renewed(founder: Person) -> None:
    agree(founder)
    assert len(ad(founder, now=NOON + 730 * DAY - timedelta(seconds=1))) == 1
    assert ad(founder, now=NOON + 730 * DAY) == []
    agree(founder, now=NOON + 730 * DAY)
    assert len(ad(founder, now=NOON + 730 * DAY)) == 1


def test_in_koreas_night_it_waits_for_the_morning(founder: Person) -> None:
    person = change_person(
        person=founder, changes={"quiet_from": "00:00", "quiet_until": "00:00"}, by=founder, now=NOON
    )
    agree(person)
    ad(person, now=EVENING)
    assert claim_due(now=EVENING) == []
    assert Message.objects.get().not_before == EVENING + timedelta(hours=11)
    agree(person, NIGHTS)
    Message.objects.update(not_before=EVENING)
    assert len(claim_due(now=EVENING)) == 1


def test_agreeing_to_nights_is_agreeing_to_days_and_refusing_days_refuses_nights(founder: Person) -> None:
    agree(founder, NIGHTS)
    agree(founder, given=False)
    kept = Consent.objects.exclude(purpose=ConsentPurpose.INFORMATION).order_by("pk")
    assert list(kept.values_list("purpose", "given")) == [
        (DAYS, True),
        (NIGHTS, True),
        (DAYS, False),
        (NIGHTS, False),
    ]
    told = AuditEntry.objects.filter(subject_kind="person").order_by("pk")
    assert list(told.values_list("action", flat=True)) == ["consent.given"] * 2 + ["consent.withdrawn"] * 2


def test_stop_refuses_advertisements_and_start_does_not_bring_them_back(founder: Person) -> None:
    agree(founder)
    take_reply(phone=PHONE, text="STOP", now=NOON)
    take_reply(phone=PHONE, text="START", now=NOON)
    assert ad(founder) == []


def test_the_link_in_an_e_mail_refuses_its_advertisements(founder: Person) -> None:
    agree(founder, channel=ConsentChannel.EMAIL)
    mail = ad(founder, channel=Channel.EMAIL)[0]
    token = stop_token("email", founder.pk, "")
    assert mail.subject == "(광고) 행사"
    assert f"/s/{token}" in mail.body
    stop_by_link(token=token, language="ko", now=NOON)
    assert ad(founder, channel=Channel.EMAIL) == []


def test_messages_about_sessions_are_another_consent(founder: Person) -> None:
    agree(founder)
    agree(founder, given=False)
    founder.refresh_from_db()
    assert founder.sms_allowed is True


@pytest.mark.parametrize("number", [1, 9])
def test_writing_and_claiming_takes_as_many_statements_however_many_agreed(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [a_founder(phone=f"+82105551{one:04}") for one in range(number)]
    for person in people:
        agree(person)
    with django_assert_num_queries(WRITING):
        ad(*people)
    with django_assert_num_queries(CLAIMING):
        assert len(claim_due(now=NOON)) == number


WRITING, CLAIMING = 6, 17


def call(person: Person) -> APIClient:
    client = APIClient(headers={"Accept-Language": "en"})
    client.force_authenticate(person)
    return client


def test_the_api_shows_and_takes_each_answer(founder: Person) -> None:
    client = call(founder)
    path = "/api/me/advertising/"
    assert [(row["channel"], row["purpose"], row["given"]) for row in client.get(path).json()] == [
        ("sms", "advertising", False),
        ("sms", "night_ads", False),
        ("email", "advertising", False),
    ]
    answer = client.post(path, {"channel": "sms", "purpose": "night_ads", "given": True})
    assert [row["given"] for row in answer.json()] == [True, True, False]
    assert Consent.objects.latest("pk").wording == answer.json()[1]["wording"]
    refused = client.post(path, {"channel": "email", "purpose": "night_ads", "given": True})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "purpose")
