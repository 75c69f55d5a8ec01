import smtplib
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core import mail
from pytest_django import Settings

from messaging.channels import Channels, Mailbox, outcome_of_failure
from messaging.channels.mailbox import _failure_of as failure_of
from messaging.models import Message, MessageKind
from messaging.operations import notify, send_next
from messaging.rules import Ending
from messaging.texts import InvitationPart
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
BY_MAIL = Channels({"email": Mailbox()}, "https://hub.example")
ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:멘토링\r\nEND:VCALENDAR\r\n"


def a_notice(invitation: InvitationPart | None = None) -> Message:
    person = a_founder()
    appointment = an_appointment(person, starts_at=STARTS_AT)
    notify(
        appointment=appointment,
        person=person,
        kind=MessageKind.CONFIRMED,
        briefing=a_briefing(),
        invitation=invitation,
        now=NOON,
    )
    return Message.objects.get()


def sent_mail() -> EmailMessage:
    return message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)


def test_a_notice_arrives_in_the_mailbox_in_the_readers_language() -> None:
    message = a_notice()
    assert send_next(channels=BY_MAIL, now=NOON) is True
    received = sent_mail()
    assert (received["To"], mail.outbox[-1].subject) == (
        message.person.email,
        "Dana Reyes님과의 세션이 확정되었습니다",
    )
    assert received.get_content_type() == "text/plain"
    assert "11월 24일 (화) 15:00 서울 · 11월 23일 (월) 22:00 캘리포니아" in received.get_content()
    assert Message.objects.get().state == "sent"


def test_an_invitation_is_a_part_that_names_its_method_and_a_file() -> None:
    a_notice(InvitationPart(ICS, "REQUEST"))
    send_next(channels=BY_MAIL, now=NOON)
    parts = [part for part in sent_mail().walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/calendar", "application/ics"]
    assert parts[1]["Content-Type"].params["method"] == "REQUEST"
    assert parts[1].get_content().splitlines() == ICS.splitlines()
    assert parts[2].get_filename() == "invitation.ics"
    assert parts[2].get_payload(decode=True) == ICS.encode()


def test_a_second_try_carries_the_same_message_id() -> None:
    message = a_notice()
    send_next(channels=BY_MAIL, now=NOON)
    Message.objects.update(state="ready")
    send_next(channels=BY_MAIL, now=NOON)
    ids = {sent.message()["Message-ID"] for sent in mail.outbox}
    assert len(mail.outbox) == 2
    assert ids == {f"<message-{message.pk}.{int(NOON.timestamp())}@127.0.0.1>"}


def test_without_a_mail_server_the_message_waits(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    a_notice()
    send_next(channels=BY_MAIL, now=NOON)
    rows = Message.objects.values_list("state", "error_code", "not_before")
    assert list(rows) == [("ready", "unreachable", datetime(2026, 11, 20, 3, 1, tzinfo=UTC))]


def test_mail_that_lands_in_a_folder_is_sent(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    a_notice()
    send_next(channels=BY_MAIL, now=NOON)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("error", "ending", "code"),
    [
        (smtplib.SMTPDataError(451, b"try again"), Ending.LATER, "451"),
        (smtplib.SMTPDataError(554, b"spam"), Ending.REFUSED, "554"),
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"no such user")}), Ending.REFUSED, "550"),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"greylisted")}), Ending.LATER, "450"),
        (smtplib.SMTPServerDisconnected("gone"), Ending.UNKNOWN, "no_answer"),
        (TimeoutError(), Ending.UNKNOWN, "no_answer"),
    ],
)
def test_a_mail_servers_answer_is_told_apart(error: Exception, ending: Ending, code: str) -> None:
    outcome = outcome_of_failure(failure_of(error))
    assert (outcome.ending, outcome.code) == (ending, code)
