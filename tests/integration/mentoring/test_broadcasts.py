"""A coordinator tells many at once: seen before, confirmed with the number, sent once, stopped midway."""

from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import ConsentChannel, ConsentPurpose, Person, Role
from audit.models import AuditEntry
from mentoring.models import Programme, Session
from messaging.advertising.operations import answer_advertising
from messaging.broadcasts.operations import send_broadcast
from messaging.broadcasts.planning import Letter
from messaging.channels import Channels
from messaging.models import Broadcast, Message
from messaging.operations import send_next
from tests.emulators import RunningEmulator
from tests.factories.appointments import an_appointment
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.integration.mentoring.conftest import MONDAY, Sign, set_clock
from tests.twilio import channels, emulator, started_emulator, texts_at

__all__ = ["channels", "emulator", "started_emulator"]

pytestmark = pytest.mark.django_db
WORDS: dict[str, Any] = {
    "subject_ko": "데모데이 안내",
    "subject_en": "Demo day",
    "body_ko": "12월 4일 금요일에 데모데이가 열립니다.",
    "body_en": "Demo day is on Friday 4 December.",
}


@pytest.fixture
def coordinator(monday: datetime) -> Person:
    return a_person(Role.COORDINATOR)


@pytest.fixture
def desk(coordinator: Person, signed_in_as: Sign) -> APIClient:
    return signed_in_as(coordinator)


def wanted(**changes: Any) -> dict[str, Any]:
    audience = {"programme": None, "roles": ["startup_member", "mentor"], "meets_soon": False}
    audience |= changes.pop("audience", {})
    return {**WORDS, "audience": audience, "channels": ["sms", "email"], "promotional": False, **changes}


def previewed(desk: APIClient, **changes: Any) -> dict[str, Any]:
    answer = desk.post("/api/broadcasts/preview/", wanted(**changes), format="json")
    assert answer.status_code == 200, answer.json()
    found: dict[str, Any] = answer.json()
    return found


def send(desk: APIClient, seen: dict[str, Any], **changes: Any) -> Any:
    confirmed = {"quote": seen["quote"], "confirmed_people": seen["people"]}
    return desk.post("/api/broadcasts/", wanted(**changes) | confirmed, format="json")


def a_texter(number: int, **fields: Any) -> Person:
    return a_founder(phone=f"+82101234567{number}", language="en", **fields)


def test_the_preview_says_who_gets_it_how_and_why_others_do_not(desk: APIClient) -> None:
    a_texter(1)
    a_texter(2, reach_news="email")
    a_texter(3, reach_news="none")
    a_founder(reach_news="sms", email_allowed=False)
    a_person(Role.CONTACT)
    seen = previewed(desk)
    assert {name: seen[name] for name in ("people", "texts", "mails", "parts")} == {
        "people": 2,
        "texts": 1,
        "mails": 2,
        "parts": 1,
    }
    assert sorted((row["reason"], row["count"]) for row in seen["left_out"]) == [
        ("opted_out", 1),
        ("switched_off", 1),
    ]
    korean, english = seen["shown"]
    assert (korean["subject"], korean["sms"]) == (WORDS["subject_ko"], "[Meridian] " + WORDS["body_ko"])
    assert english["email"].startswith(WORDS["body_en"] + "\n\nThe staff of the hub sends this.")
    assert not Message.objects.exists()


def test_what_was_confirmed_leaves_once_in_each_readers_language(
    desk: APIClient, channels: Channels, emulator: RunningEmulator
) -> None:
    reader = a_texter(1)
    korean = a_founder()
    seen = previewed(desk)
    first, again = send(desk, seen), send(desk, seen)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    rows = Message.objects.order_by("person", "channel").values_list("person", "channel", "language")
    assert list(rows) == [
        (reader.pk, "email", "en"),
        (reader.pk, "sms", "en"),
        (korean.pk, "email", "ko"),
    ]
    while send_next(channels=channels, now=MONDAY + timedelta(hours=1)):
        pass
    assert [text["body"].splitlines()[0] for text in texts_at(emulator)] == ["[Meridian] " + WORDS["body_en"]]
    [told] = desk.get("/api/broadcasts/").json()
    assert (told["people"], told["progress"]) == (
        2,
        {"waiting": 0, "left": 3, "not_arrived": 0, "stopped": 0},
    )
    assert AuditEntry.objects.filter(action="broadcast.sent").count() == 1


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("audience_changed", {"subject_en": "Another day"}),
        ("audience_changed", {"channels": ["email"]}),
        ("audience_changed", {"audience": {"roles": ["mentor"]}}),
    ],
)
def test_other_words_or_people_than_were_seen_are_refused(
    desk: APIClient, code: str, changes: dict[str, Any]
) -> None:
    a_texter(1)
    answer = send(desk, previewed(desk), **changes)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert not Broadcast.objects.exists()


def test_an_audience_that_changed_since_the_preview_is_refused(desk: APIClient) -> None:
    a_texter(1)
    seen = previewed(desk)
    a_texter(2)
    answer = send(desk, seen)
    assert (answer.status_code, answer.json()["code"]) == (409, "audience_changed")


def test_a_preview_is_good_for_a_quarter_of_an_hour_and_for_who_made_it(
    desk: APIClient, signed_in_as: Sign
) -> None:
    a_texter(1)
    seen = previewed(desk)
    assert send(signed_in_as(a_person(Role.COORDINATOR)), seen).json()["code"] == "quote_is_not_good"
    forged = seen | {"quote": seen["quote"][:-2] + "xx"}
    assert send(desk, forged).json()["code"] == "quote_is_not_good"
    set_clock(MONDAY + timedelta(minutes=16))
    assert send(desk, seen).json()["code"] == "quote_is_not_good"


def test_another_number_than_was_seen_is_refused(desk: APIClient) -> None:
    a_texter(1)
    seen = previewed(desk)
    answer = send(desk, seen | {"people": 2})
    assert (answer.status_code, answer.json()["code"]) == (400, "count_differs")
    assert answer.json()["errors"][0]["field"] == "confirmed_people"


def test_an_advertisement_needs_a_sender(desk: APIClient) -> None:
    a_founder()
    answer = desk.post("/api/broadcasts/preview/", wanted(promotional=True), format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "advertiser_unknown")


def test_an_advertisement_goes_to_those_who_agreed_to_such(desk: APIClient, settings: Any) -> None:
    named = {"advertiser_name": "Hub", "advertiser_contact": "02-1234-5678"}
    settings.ENV = settings.ENV.model_copy(update=named)
    reader, other = a_texter(1), a_texter(2)
    answer_advertising(
        person=reader,
        channel=ConsentChannel.SMS,
        purpose=ConsentPurpose.ADVERTISING,
        given=True,
        language="en",
        now=MONDAY,
    )
    seen = previewed(desk, promotional=True)
    assert (seen["people"], seen["texts"], seen["mails"]) == (1, 1, 0)
    assert seen["left_out"] == [{"reason": "ad_not_wanted", "count": 1}]
    assert send(desk, seen, promotional=True).status_code == 201
    text = Message.objects.exclude(broadcast=None).get()  # the other one tells what was agreed to
    assert (text.person, text.channel, text.promotional) == (reader, "sms", True)
    assert text.broadcast == Broadcast.objects.get()
    assert text.body.startswith("(광고)[Hub 02-1234-5678] Demo day is on Friday")
    assert not other.messages.exists()


def test_a_broadcast_is_stopped_midway(
    desk: APIClient, channels: Channels, emulator: RunningEmulator
) -> None:
    for number in (1, 2):
        a_texter(number)
    sent = send(desk, previewed(desk)).json()
    assert send_next(channels=channels, now=MONDAY + timedelta(hours=1))
    stopped = desk.post(f"/api/broadcasts/{sent['id']}/stop/")
    assert stopped.status_code == 200
    assert stopped.json()["progress"] == {"waiting": 0, "left": 1, "not_arrived": 0, "stopped": 3}
    assert not send_next(channels=channels, now=MONDAY + timedelta(hours=1))
    again = desk.post(f"/api/broadcasts/{sent['id']}/stop/")
    assert (again.status_code, again.json()["code"]) == (409, "broadcast_is_stopped")


def test_a_text_of_a_broadcast_waits_for_the_morning(desk: APIClient) -> None:
    a_texter(1, quiet_from="08:00", quiet_until="10:00")  # it is 09:00
    send(desk, previewed(desk))
    text = Message.objects.get(channel="sms")
    assert text.not_before == MONDAY + timedelta(hours=1)


def test_a_text_that_fails_for_good_comes_by_e_mail(
    desk: APIClient, channels: Channels, emulator: RunningEmulator
) -> None:
    person = a_texter(1, reach_news="sms")
    send(desk, previewed(desk))
    emulator.order("numbers", {"number": person.phone, "error_code": 21614})
    now = MONDAY + timedelta(hours=1)
    assert [send_next(channels=channels, now=now) for _ in range(3)] == [True, True, False]
    rows = Message.objects.order_by("pk").values_list("channel", "state")
    assert list(rows) == [("email", "sent"), ("sms", "failed")]


def meets(founder: Person, programme: Programme, starts_at: datetime) -> Session:
    expert = a_mentor()
    session: Session = Session.objects.create(
        appointment=an_appointment(founder, expert.person, starts_at=starts_at),
        programme=programme,
        startup=founder.membership.startup,
        expert=expert,
        founder=founder,
        state="confirmed",
        goal="Enter the US market",
        requested_at=MONDAY,
    )
    return session


def test_the_audience_is_a_role_a_programme_and_who_meets_within_a_week(desk: APIClient) -> None:
    one, other = a_programme(), a_programme()
    near = meets(a_founder(), one, MONDAY + timedelta(days=2))
    far = meets(a_founder(), one, MONDAY + timedelta(days=9))
    meets(a_founder(), other, MONDAY + timedelta(days=2))
    a_founder()

    def people(**audience: Any) -> int:
        return int(previewed(desk, audience=audience)["people"])

    assert people() == 7
    assert people(roles=["mentor"]) == 3
    assert people(programme=one.slug) == 4
    assert people(programme=one.slug, meets_soon=True) == 2
    assert people(meets_soon=True, roles=["startup_member"]) == 2
    Person.objects.filter(pk__in=[near.founder_id, far.founder_id]).update(is_active=False)
    assert people(programme=one.slug) == 2


def test_a_preview_and_a_broadcast_take_as_many_statements_for_many_as_for_one(desk: APIClient) -> None:
    counts: list[tuple[int, int, int]] = []
    for numbers in (range(1), range(1, 6)):
        for number in numbers:
            a_texter(number)
        with CaptureQueriesContext(connection) as looking:
            seen = previewed(desk)
        with CaptureQueriesContext(connection) as sending:
            assert send(desk, seen).status_code == 201
        with CaptureQueriesContext(connection) as listing:
            desk.get("/api/broadcasts/")
        counts.append((len(looking), len(sending), len(listing)))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_send_once(coordinator: Person, desk: APIClient) -> None:
    for number in range(3):
        a_texter(number)
    seen = previewed(desk)
    people = list(Person.objects.filter(role="startup_member").order_by("pk"))
    letter = Letter(**WORDS, channels=("email", "sms"), promotional=False)
    audience = {"programme": "", "roles": ["mentor", "startup_member"], "meets_soon": False}
    both = Barrier(2)
    ids: list[int] = []

    def click() -> None:
        both.wait()
        row = send_broadcast(
            people=people,
            letter=letter,
            audience=audience,
            quote=seen["quote"],
            confirmed_people=3,
            by=coordinator,
            now=MONDAY + timedelta(minutes=1),
        )
        ids.append(row.pk)
        connections.close_all()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert Message.objects.count() == 6


def test_the_database_keeps_one_message_a_person_and_channel(desk: APIClient) -> None:
    a_founder()
    send(desk, previewed(desk))
    message = Message.objects.get()
    message.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        message.save()


def test_an_empty_audience_of_roles_is_refused(desk: APIClient) -> None:
    answer = desk.post("/api/broadcasts/preview/", wanted(audience={"roles": []}), format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "audience.roles")
