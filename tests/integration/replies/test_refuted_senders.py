"""Who writes somebody else's address into From has answered nothing, whatever the mail is; real mails in a real Maildir."""

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from accounts.models import Person
from directory.models import Expert
from mentoring.models import HandledReply, InvitationAnswer, Session
from messaging.channels import outgoing_of
from messaging.channels.mailbox import mail_of
from messaging.models import BadAddress, Message, ThreadEntry
from tests.integration.replies.conftest import Mailbox
from tests.integration.replies.test_answers_by_mail import answering_mail, told
from tests.unit.delivery_reports.test_report import mail as notification

pytestmark = pytest.mark.django_db
OURS = "mx.hub.example"
FORGED = f"{OURS}; spf=fail smtp.mailfrom=lab.example; dkim=fail header.d=lab.example"
GENUINE = f"{OURS}; spf=pass smtp.mailfrom=lab.example; dkim=pass; dmarc=pass"


@pytest.fixture(autouse=True)
def plus(settings: Settings) -> None:
    settings.ANSWERS_BY_MAIL = True


def outcome(folder: Path, mail: bytes, *results: str) -> str:
    """Of a mail that our server has looked at."""
    head = "".join(f"Authentication-Results: {one}\r\n" for one in results)
    (folder / "new" / f"mail{HandledReply.objects.count()}").write_bytes(head.encode() + mail)
    call_command("read_replies")
    return HandledReply.objects.latest("pk").outcome


@pytest.mark.parametrize(
    "results", [[FORGED], [f"{OURS}; dmarc=fail"], [f"{OURS}; spf=pass", f"{OURS}; dmarc=fail"]]
)
def test_a_forged_answer_to_an_invitation_counts_for_nobody(
    folder: Path, mailbox: Mailbox, mentor: Expert, results: list[str]
) -> None:
    assert outcome(folder, mailbox.mail(mentor.person, "DECLINED"), *results) == "sender_refuted"
    assert not InvitationAnswer.objects.exists()
    assert not Message.objects.filter(kind__startswith="unable").exists()


def test_a_forged_word_goes_to_no_thread(folder: Path, session: Session, founder: Person) -> None:
    assert outcome(folder, answering_mail(told(founder), founder.email, "Late."), FORGED) == "sender_refuted"
    assert not ThreadEntry.objects.exists()
    assert outcome(folder, answering_mail(told(founder), founder.email, "In time."), GENUINE) == "passed_on"


def test_where_our_server_is_named_only_what_it_has_looked_at_counts(
    folder: Path, mailbox: Mailbox, mentor: Expert, settings: Settings
) -> None:
    settings.REPLIES_AUTHSERV = OURS

    def answered(minute: int, *results: str) -> str:
        return outcome(folder, mailbox.mail(mentor.person, "ACCEPTED", minute=minute), *results)

    assert [answered(1), answered(2, "evil.example; dmarc=pass")] == ["sender_refuted"] * 2
    assert answered(3, GENUINE, "relay.example; dmarc=fail") == "accepted"


def test_a_report_of_a_mail_that_came_back_has_no_sender_to_refute(
    folder: Path, session: Session, founder: Person, settings: Settings
) -> None:
    settings.REPLIES_AUTHSERV = OURS
    sent = told(founder)
    Message.objects.filter(pk=sent.pk).update(state="sent")
    returned = notification(message_id=mail_of(outgoing_of(sent)).extra_headers["Message-ID"])
    assert outcome(folder, returned.replace(b"Ada@Hub.example", founder.email.encode())) == "not_delivered"
    assert BadAddress.objects.count() == 1
