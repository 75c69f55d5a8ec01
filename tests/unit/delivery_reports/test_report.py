"""What a delivery status notification (RFC 3464) says of a mail of ours."""

import pytest

from integrations.delivery_reports.report import NotDelivered, report_in

MESSAGE_ID = "<message-7.1795143600@hub.example>"
MAIL = """\
From: MAILER-DAEMON@mx.example
To: no-reply@meridian.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; Ada@Hub.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: {returned}

Message-ID: {message_id}
Subject: Your session

--b--
"""


def mail(**told: str) -> bytes:
    usual = {
        "kind": "delivery-status",
        "action": "failed",
        "status": "5.1.1",
        "returned": "text/rfc822-headers",
        "message_id": MESSAGE_ID,
    }
    return MAIL.format(**(usual | told)).encode()


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_failed_delivery_names_the_mail_and_the_address(returned: str) -> None:
    assert report_in(mail(returned=returned)) == NotDelivered(
        MESSAGE_ID, "ada@hub.example", "5.1.1", permanent=True
    )


def test_a_server_that_gave_up_on_a_full_mailbox_says_nothing_against_it() -> None:
    report = report_in(mail(status="4.2.2"))
    assert report is not None
    assert report.permanent is False


@pytest.mark.parametrize(
    "told",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"action": "delivered", "status": "2.0.0"},
        {"status": "never"},
        {"kind": "disposition-notification"},
        {"message_id": ""},
        {"returned": "text/plain"},
    ],
)
def test_what_is_no_failed_delivery_of_ours_is_none(told: dict[str, str]) -> None:
    assert report_in(mail(**told)) is None


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"Content-Type: multipart/report; report-type=", mail()[:400]]
)
def test_nothing_that_anybody_may_write_raises(content: bytes) -> None:
    assert report_in(content) is None
