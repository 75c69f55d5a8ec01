"""What was said to people is theirs to take along, and is forgotten when they ask or when it is old."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as installed
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from accounts.models import Person, Role
from audit.models import AuditEntry
from messaging.jobs import forget
from messaging.models import Erasure, Message, MessageKind, NumberCode
from messaging.numbers.operations import send_code
from messaging.operations import notify, retry_failed
from messaging.own_messages.operations import carry_on, erase_messages, forget_old
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder, a_person

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
DAY = timedelta(days=1)
PHONE = "+821012345678"


@pytest.fixture
def founder() -> Person:
    return a_founder(phone=PHONE)


def tell(person: Person, state: str = "delivered", at: datetime = NOON, days: int = 30) -> None:
    appointment = an_appointment(person, starts_at=at + days * DAY)
    messages = notify(
        appointment=appointment, person=person, kind=MessageKind.CONFIRMED, briefing=a_briefing(), now=at
    )
    Message.objects.filter(pk__in=[one.pk for one in messages]).update(state=state, settled_at=at)


def said() -> list[tuple[bool, bool]]:
    """Of each message whether it still says something, and whether it is called erased."""
    rows = Message.objects.order_by("pk").values_list("body", "erased_at")
    return [(body != "", erased_at is not None) for body, erased_at in rows]


def call(person: Person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_ones_own_messages_consents_and_numbers_are_one_file(founder: Person) -> None:
    tell(founder)
    tell(a_founder(phone="+821098765432"))
    answer = call(founder).get("/api/me/messages/")
    told = answer.json()
    assert answer["Content-Disposition"] == 'attachment; filename="messages.json"'
    assert (told["phone"], [row["channel"] for row in told["messages"]]) == (PHONE, ["email", "sms"])
    assert sorted(told) == [
        "consents",
        "messages",
        "number_codes",
        "phone",
        "phone_verified_at",
        "texts",
        "written",
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_the_file_takes_three_statements_however_much_is_in_it(
    founder: Person, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for days in range(number):
        tell(founder, days=30 + days)
    client = call(founder)
    with django_assert_num_queries(5):
        client.get("/api/me/messages/")


def test_what_is_over_is_forgotten_and_can_still_be_counted(founder: Person) -> None:
    tell(founder)
    erasure = erase_messages(person=founder, by=founder, now=NOON + DAY)
    assert (said(), erasure.done_at) == ([(False, True)] * 2, NOON + DAY)
    assert list(AuditEntry.objects.order_by("-pk").values_list("action", flat=True)[:2]) == [
        "messages.erased",
        "messages.erasure_asked",
    ]


def test_what_is_on_its_way_follows_when_it_is_over(founder: Person) -> None:
    tell(founder, state="ready")
    erasure = erase_messages(person=founder, by=founder, now=NOON + DAY)
    assert (said(), erasure.done_at) == ([(True, False)] * 2, None)
    Message.objects.update(state="delivered", settled_at=NOON + DAY)
    assert carry_on(erasure=erasure, now=NOON + 2 * DAY) == 2
    assert (said(), erasure.done_at) == ([(False, True)] * 2, NOON + 2 * DAY)


def test_what_was_said_since_stays(founder: Person) -> None:
    erasure = erase_messages(person=founder, by=founder, now=NOON - DAY)
    tell(founder)
    carry_on(erasure=erasure, now=NOON + 5 * DAY)
    assert said() == [(True, False)] * 2


def test_the_phone_that_a_code_went_to_is_forgotten_once_it_counts_for_no_limit() -> None:
    person = a_founder(phone=PHONE, phone_verified_at=None)
    send_code(person=person, nonce="0" * 32, now=NOON)
    Message.objects.update(state="delivered", settled_at=NOON)
    erasure = erase_messages(person=person, by=person, now=NOON + DAY / 2)
    assert NumberCode.objects.get().phone == PHONE
    carry_on(erasure=erasure, now=NOON + DAY)
    assert (NumberCode.objects.get().phone, Erasure.objects.get().done_at) == ("", NOON + DAY)


def test_a_failed_message_that_is_erased_is_not_sent_again(founder: Person) -> None:
    tell(founder, state="failed")
    erase_messages(person=founder, by=founder, now=NOON + DAY)
    appointment = Message.objects.earliest("pk").appointment
    assert appointment is not None
    assert retry_failed(appointment=appointment, by=founder, now=NOON + DAY) == 0


def test_old_messages_of_everybody_are_forgotten(founder: Person) -> None:
    tell(founder)
    tell(founder, at=NOON + 9 * DAY)
    assert forget_old(days=30, now=NOON + 31 * DAY) == 2
    assert said() == [(False, True)] * 2 + [(True, False)] * 2
    assert forget_old(days=30, now=NOON + 31 * DAY) == 0


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (30, False)])
def test_how_long_is_a_setting_and_none_means_for_ever(
    founder: Person, settings: Settings, days: int, is_kept: bool
) -> None:
    tell(founder, at=datetime(2025, 1, 5, tzinfo=UTC))
    settings.ENV = settings.ENV.model_copy(update={"message_retention_days": days})
    forget(timestamp=0)
    assert said() == [(is_kept, not is_kept)] * 2


def test_a_person_and_the_hub_have_messages_erased(founder: Person) -> None:
    tell(founder)
    coordinator = a_person(Role.COORDINATOR)
    answers = [
        call(founder).post("/api/me/messages/erase/"),
        call(coordinator).post(f"/api/people/{founder.pk}/messages/erase/", {"name": founder.name}),
    ]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert list(Erasure.objects.values_list("person", "asked_by")) == [
        (founder.pk, founder.pk),
        (founder.pk, coordinator.pk),
    ]


def test_a_coordinator_sees_how_much_is_kept_and_takes_it_along_without_what_links_grant(
    founder: Person,
) -> None:
    tell(founder)
    coordinator = a_person(Role.COORDINATOR)
    kept = call(coordinator).get(f"/api/people/{founder.pk}/messages/").json()
    assert kept == {"name": founder.name, "messages": 2, "written": 0, "erased": 0, "erasure": None}
    link = f"{installed.PUBLIC_URL}/answer/token"
    Message.objects.filter(channel="email").update(body=f"Answer here:\n{link}\nHub")
    answer = call(coordinator).post(f"/api/people/{founder.pk}/messages/export/")
    assert answer.json()["messages"][0]["body"] == f"Answer here:\n{installed.PUBLIC_URL}/…\nHub"
    assert sorted(answer.json()) == sorted(call(founder).get("/api/me/messages/").json())
    row = AuditEntry.objects.get(action="messages.exported")
    assert (row.actor, row.subject_id) == (coordinator, str(founder.pk))
    erase_messages(person=founder, by=coordinator, now=NOON + DAY)
    kept = call(coordinator).get(f"/api/people/{founder.pk}/messages/").json()
    assert (kept["messages"], kept["erased"], kept["erasure"]["done_at"] is not None) == (0, 2, True)


@pytest.mark.parametrize("typed", ["", "somebody", "ERASE"])
def test_a_coordinator_types_the_name_before_anything_is_erased(founder: Person, typed: str) -> None:
    tell(founder)
    coordinator = call(a_person(Role.COORDINATOR))
    answer = coordinator.post(f"/api/people/{founder.pk}/messages/erase/", {"name": typed})
    assert answer.status_code == 400
    assert not Erasure.objects.exists()
    assert said() == [(True, False)] * 2
