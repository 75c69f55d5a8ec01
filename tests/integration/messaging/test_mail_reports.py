"""Bounces and complaints: reported by a signed call or by a mail server's notification, each taken once."""

import hmac
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from pydantic import SecretStr
from rest_framework.test import APIClient

from accounts.models import Consent, Person, Role
from audit.models import AuditEntry
from messaging.channels import outgoing_of
from messaging.channels.mailbox import mail_of
from messaging.models import BadAddress, MailReport, Message, MessageKind
from messaging.operations import due_reminders_become_messages, notify, plan_reminders
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder, a_person

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
PATH, SECRET = "/webhooks/mail/", "a secret that both know"


@pytest.fixture(autouse=True)
def secret(settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(update={"mail_webhook_secret": SecretStr(SECRET)})


@pytest.fixture
def founder() -> Person:
    return a_founder()


def a_mail(person: Person, kind: MessageKind = MessageKind.MOVED, **fields: Any) -> Message:
    """One that the mail server has taken."""
    appointment = an_appointment(person, starts_at=STARTS_AT + timedelta(hours=Message.objects.count()))
    notify(appointment=appointment, person=person, kind=kind, briefing=a_briefing(), now=NOON)
    mail = Message.objects.filter(channel="email").latest("pk")
    Message.objects.filter(pk=mail.pk).update(state="sent", **fields)
    mail.refresh_from_db()
    return mail


def id_of(mail: Message) -> str:
    return str(mail_of(outgoing_of(mail)).extra_headers["Message-ID"])


def post(told: dict[str, Any], *, secret: str = SECRET, signature: str | None = None) -> Any:
    body = json.dumps(told).encode()
    made = "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
    headers = {"X-Meridian-Signature": made if signature is None else signature}
    return Client(headers=headers).post(PATH, body, "application/json")


def bounce(mail: Message, *, permanent: bool = True, address: str = "") -> dict[str, Any]:
    return {
        "type": "bounce",
        "permanent": permanent,
        "message_id": id_of(mail),
        "address": address or mail.person.email.upper(),
        "at": "2026-11-20T03:00:00Z",
    }


def call(person: Person) -> APIClient:
    client = APIClient(headers={"Accept-Language": "en"})
    client.force_authenticate(person)
    return client


def state(mail: Message) -> tuple[str, str]:
    mail.refresh_from_db()
    return mail.state, mail.error_code


def test_a_permanent_bounce_marks_the_mail_and_the_address_once(founder: Person) -> None:
    mail = a_mail(founder)
    assert [post(bounce(mail)).json() for _ in range(2)] == [{"taken": True}, {"taken": False}]
    assert state(mail) == ("undelivered", "bounced")
    assert list(BadAddress.objects.values_list("address", flat=True)) == [founder.email]
    assert AuditEntry.objects.filter(action="address.bad").count() == 1
    assert MailReport.objects.count() == 1


def test_a_mailbox_that_was_full_is_not_held_against_the_address(founder: Person) -> None:
    mail = a_mail(founder)
    assert post(bounce(mail, permanent=False)).json() == {"taken": True}
    assert state(mail) == ("undelivered", "mailbox_away")
    assert BadAddress.objects.count() == 0


def test_a_bounce_of_an_address_that_the_person_no_longer_has_marks_the_mail_alone(founder: Person) -> None:
    mail = a_mail(founder)
    post(bounce(mail, address="former@hub.example"))
    assert state(mail) == ("undelivered", "bounced")
    assert BadAddress.objects.count() == 0


def test_a_reminder_that_bounced_goes_by_text_where_the_person_gets_texts() -> None:
    reader, other = a_founder(phone="+821012345678", phone_verified_at=None), a_founder()
    appointment = an_appointment(reader, other, starts_at=STARTS_AT)
    plan_reminders(
        appointment=appointment,
        briefings={reader: a_briefing(), other: a_briefing()},
        offsets_minutes=[1440],
        now=NOON,
    )
    due_reminders_become_messages(now=STARTS_AT - timedelta(days=1))
    Message.objects.update(state="sent")
    Person.objects.filter(pk=reader.pk).update(phone_verified_at=NOON)
    for mail in Message.objects.select_related("person"):
        post(bounce(mail))
    assert list(Message.objects.order_by("pk").values_list("channel", "person", "state")) == [
        ("email", reader.pk, "undelivered"),
        ("email", other.pk, "undelivered"),
        ("sms", reader.pk, "ready"),
    ]


@pytest.mark.parametrize(("promotional", "allowed"), [(False, False), (True, True)])
def test_a_complaint_ends_its_kind_of_mail(founder: Person, promotional: bool, allowed: bool) -> None:
    mail = a_mail(founder, promotional=promotional)
    for _ in range(2):
        assert post({"type": "complaint", "message_id": id_of(mail)}).status_code == 200
    founder.refresh_from_db()
    assert (founder.email_allowed, state(mail)) == (allowed, ("sent", ""))
    said = [] if allowed else [("email", False, "provider")]
    assert list(Consent.objects.values_list("channel", "given", "source")) == said


@pytest.mark.parametrize("forgery", [{"secret": "another"}, {"signature": ""}, {"signature": "sha256=ü"}])
def test_a_forged_report_changes_nothing(founder: Person, forgery: dict[str, str]) -> None:
    mail = a_mail(founder)
    answer = post(bounce(mail), **forgery)
    assert (answer.status_code, answer.json()["code"]) == (403, "forged_signature")
    assert state(mail) == ("sent", "")


def test_without_a_secret_none_is_taken(founder: Person, settings: Any) -> None:
    settings.ENV = settings.ENV.model_copy(update={"mail_webhook_secret": SecretStr("")})
    assert post(bounce(a_mail(founder)), secret="").status_code == 403


@pytest.mark.parametrize(
    "message_id", ["<message-99999999.1@hub.example>", "<other@hub.example>", "<message-{pk}.1@hub.example>"]
)
def test_a_report_of_no_mail_of_ours_is_ignored(founder: Person, message_id: str) -> None:
    mail = a_mail(founder)
    told = bounce(mail) | {"message_id": message_id.format(pk=mail.pk)}
    answer = post(told)
    assert (answer.status_code, answer.json(), state(mail)) == (200, {"taken": False}, ("sent", ""))


def test_an_incomplete_report_is_refused() -> None:
    assert post({"type": "opened"}).status_code == 400


def test_the_person_and_the_coordinators_see_it_until_mail_arrives_again(founder: Person) -> None:
    mail = a_mail(founder)
    post(bounce(mail))
    own, desk = call(founder), call(a_person(Role.COORDINATOR))
    shown = own.get("/api/me/channels/").json()
    assert {row["channel"] for row in shown if row["broken_since"]} == {"email"}
    to_mend = desk.get("/api/delivery/").json()["bad_addresses"]
    assert [row["person"]["id"] for row in to_mend] == [founder.pk]

    trusted = own.post("/api/me/mail/trust/").json()
    assert {row["channel"]: row["broken_since"] for row in trusted} == dict.fromkeys(
        ("sms", "whatsapp", "email")
    )
    assert desk.get("/api/delivery/").json()["bad_addresses"] == []
    assert AuditEntry.objects.filter(action="address.trusted", actor=founder).count() == 1
