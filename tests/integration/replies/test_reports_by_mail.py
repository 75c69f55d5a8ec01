"""A mail server's notification that comes to the folder of replies; real mails in a real Maildir."""

from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import Person
from mentoring.models import HandledReply, Session
from messaging.channels import outgoing_of
from messaging.channels.mailbox import mail_of
from messaging.models import BadAddress, Message
from tests.unit.delivery_reports.test_report import mail

pytestmark = pytest.mark.django_db


def test_a_notification_marks_the_mail_and_its_address_once(
    folder: Path, session: Session, founder: Person
) -> None:
    sent = Message.objects.filter(person=founder, channel="email").latest("pk")
    Message.objects.filter(pk=sent.pk).update(state="sent")
    returned = mail(message_id=mail_of(outgoing_of(sent)).extra_headers["Message-ID"]).replace(
        b"Ada@Hub.example", founder.email.encode()
    )
    for name in ("first", "again"):
        (folder / "new" / name).write_bytes(returned + name.encode())
        call_command("read_replies")
    sent.refresh_from_db()
    assert (sent.state, sent.error_code) == ("undelivered", "bounced")
    assert list(BadAddress.objects.values_list("address", flat=True)) == [founder.email]
    assert list(HandledReply.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "not_delivered",
        "no_mail_of_ours",
    ]
