"""On which channels each kind of message comes, as its reader chose; whatever fails for good comes by e-mail at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import KindGroup, Person, Reach
from agenda.models import Appointment
from messaging import rules
from messaging.channels import Channels
from messaging.kinds import group_of
from messaging.models import Message, MessageKind
from messaging.operations import due_reminders_become_messages, notify, plan_reminders, send_next
from messaging.texts import InvitationPart
from tests.emulators import RunningEmulator
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder
from tests.twilio import fault, texts_at

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 12:00 in Seoul
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
PHONE = "+821012345678"
# One refusal of each class: about the number, the words, the account, and one that Twilio may invent.
FOR_GOOD = [21211, 21614, 21617, 21408, 29999]


@pytest.fixture
def founder() -> Person:
    return a_founder(phone=PHONE, language="en")


@pytest.fixture
def appointment(founder: Person) -> Appointment:
    return an_appointment(founder, starts_at=STARTS_AT)


def chose(person: Person, **choice: object) -> None:
    for name, value in choice.items():
        setattr(person, name, value)
    person.save()


def tell(appointment: Appointment, person: Person, kind: MessageKind = MessageKind.MOVED) -> None:
    notify(appointment=appointment, person=person, kind=kind, briefing=a_briefing(), now=NOON)


def remind(appointment: Appointment, person: Person) -> None:
    plan_reminders(
        appointment=appointment, briefings={person: a_briefing()}, offsets_minutes=[1440], now=NOON
    )
    due_reminders_become_messages(now=STARTS_AT - timedelta(days=1))


def written() -> list[tuple[str, str, str]]:
    return list(Message.objects.order_by("pk").values_list("channel", "state", "error_code"))


@pytest.mark.parametrize(
    ("wish", "texts", "mails", "text", "mail"),
    [
        ("both", True, True, True, True),
        ("both", False, True, False, True),
        ("both", True, False, True, False),
        ("sms", True, True, True, False),
        ("sms", False, True, False, True),
        ("sms", False, False, False, True),  # nothing reaches them, and they must hear of it
        ("email", True, True, False, True),
        ("email", True, False, True, False),
        ("email", False, False, False, True),
        ("none", True, True, False, False),
    ],
)
def test_what_has_to_come_comes_one_way_or_the_other(
    wish: str, texts: bool, mails: bool, text: bool, mail: bool
) -> None:
    assert rules.ways(wish, texts=texts, mails=mails, has_to_come=True) == rules.Ways(text, mail)


@pytest.mark.parametrize(
    ("wish", "texts", "mails", "text", "mail"),
    [
        ("both", True, False, True, False),
        ("sms", False, True, False, True),
        ("sms", False, False, False, False),
        ("email", True, False, False, False),
    ],
)
def test_what_need_not_come_keeps_to_what_is_allowed(
    wish: str, texts: bool, mails: bool, text: bool, mail: bool
) -> None:
    assert rules.ways(wish, texts=texts, mails=mails, has_to_come=False) == rules.Ways(text, mail)


@pytest.mark.parametrize(
    ("wish", "rows"),
    [
        ("both", [("email", "ready", ""), ("sms", "ready", "")]),
        ("sms", [("email", "dropped", "by_text"), ("sms", "ready", "")]),
        ("email", [("email", "ready", "")]),
    ],
)
def test_a_change_is_told_as_its_reader_wishes(
    appointment: Appointment, founder: Person, wish: str, rows: list[tuple[str, str, str]]
) -> None:
    chose(founder, reach_changes=wish)
    tell(appointment, founder)
    assert written() == rows


def test_each_group_has_a_wish_of_its_own(appointment: Appointment, founder: Person) -> None:
    chose(founder, reach_changes="email", reach_asks="both")
    tell(appointment, founder, MessageKind.REQUESTED)
    assert [row[0] for row in written()] == ["email", "sms"]


def test_an_invitation_comes_by_e_mail_whatever_was_chosen(appointment: Appointment, founder: Person) -> None:
    chose(founder, reach_changes="sms")
    part = InvitationPart("BEGIN:VCALENDAR", "REQUEST")
    notify(
        appointment=appointment,
        person=founder,
        kind=MessageKind.MOVED,
        briefing=a_briefing(),
        invitation=part,
        now=NOON,
    )
    assert written() == [("email", "ready", ""), ("sms", "ready", "")]


def test_who_did_it_and_wants_texts_alone_gets_neither(appointment: Appointment, founder: Person) -> None:
    chose(founder, reach_changes="sms")
    notify(
        appointment=appointment,
        person=founder,
        kind=MessageKind.MOVED,
        briefing=a_briefing(),
        by_sms=False,
        now=NOON,
    )
    assert written() == [("email", "dropped", "by_text")]


@pytest.mark.parametrize(
    ("wish", "channels_used"),
    [("sms", ["sms"]), ("email", ["email"]), ("both", ["email", "sms"]), ("none", [])],
)
def test_a_reminder_comes_as_its_reader_wishes(
    appointment: Appointment, founder: Person, wish: str, channels_used: list[str]
) -> None:
    chose(founder, reach_reminders=wish)
    remind(appointment, founder)
    assert sorted(row[0] for row in written()) == channels_used


def test_reminders_of_many_wishes_take_as_many_statements_as_of_one() -> None:
    counts: list[int] = []
    for wishes in (["sms"], ["sms", "email", "both", "sms", "both"]):
        for number, wish in enumerate(wishes):
            person = a_founder(phone=f"+8210123456{len(counts)}{number}", reach_reminders=wish)
            one = an_appointment(person, starts_at=STARTS_AT)
            plan_reminders(
                appointment=one, briefings={person: a_briefing()}, offsets_minutes=[1440], now=NOON
            )
        with CaptureQueriesContext(connection) as statements:
            due_reminders_become_messages(now=STARTS_AT - timedelta(days=1))
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("code", FOR_GOOD)
def test_a_change_whose_text_is_refused_for_good_comes_by_e_mail_at_once(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person, code: int
) -> None:
    chose(founder, reach_changes="sms")
    tell(appointment, founder)
    fault(emulator, status=400, body={"code": code, "message": "No", "status": 400})
    assert [send_next(channels=channels, now=NOON) for _ in range(3)] == [True, True, False]
    assert written() == [("email", "sent", ""), ("sms", "failed", str(code))]


def test_a_change_to_a_number_that_wants_no_more_comes_by_e_mail_at_once(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    chose(founder, reach_changes="sms")
    tell(appointment, founder)
    emulator.order("numbers", {"number": PHONE, "error_code": 21610})
    assert [send_next(channels=channels, now=NOON) for _ in range(3)] == [True, True, False]
    assert written() == [("email", "sent", ""), ("sms", "dropped", "opted_out")]


def test_a_reminder_on_both_channels_whose_text_fails_comes_by_e_mail_once(
    channels: Channels, emulator: RunningEmulator, appointment: Appointment, founder: Person
) -> None:
    chose(founder, reach_reminders="both")
    remind(appointment, founder)
    emulator.order("numbers", {"number": PHONE, "error_code": 21211})
    now = STARTS_AT - timedelta(days=1)
    assert [send_next(channels=channels, now=now) for _ in range(3)] == [True, True, False]
    assert sorted(written()) == [("email", "sent", ""), ("sms", "failed", "21211")]
    assert texts_at(emulator) == []


@pytest.mark.parametrize("group", ["asks", "changes"])
def test_asks_and_changes_cannot_be_switched_off(founder: Person, group: str) -> None:
    client = APIClient(headers={"Accept-Language": "en"})
    client.force_login(founder)
    answer = client.patch("/api/me/", {f"reach_{group}": "none"}, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, f"reach_{group}")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.update(**{f"reach_{group}": "none"})


def test_a_wish_that_nobody_knows_is_refused_by_the_database(founder: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.update(reach_news="fax")


def test_a_person_has_a_wish_for_each_group_and_each_kind_is_in_one(founder: Person) -> None:
    assert {group: founder.reach_of(group) for group in KindGroup} == {
        KindGroup.ASKS: Reach.BOTH,
        KindGroup.CHANGES: Reach.BOTH,
        KindGroup.REMINDERS: Reach.SMS,
        KindGroup.AFTER: Reach.EMAIL,
        KindGroup.NEWS: Reach.BOTH,
    }
    assert group_of(MessageKind.CANCELLED) == KindGroup.CHANGES
    assert group_of("reminder") == KindGroup.REMINDERS
