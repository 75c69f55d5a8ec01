from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from django.core import mail

from demo.mailbox import SEPARATOR, Mail, newest_mails

AT = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)


def a_mail(subject: str, text: str) -> EmailMessage:
    message = EmailMessage()
    message["To"], message["Subject"], message["Date"] = "kim@startup.example", subject, format_datetime(AT)
    message.set_content(text)
    return message


def write(folder: Path, name: str, *mails: EmailMessage) -> None:
    (folder / name).write_bytes(b"".join(mail.as_bytes() + SEPARATOR for mail in mails))


def test_a_folder_that_nothing_was_sent_to_is_empty(tmp_path: Path) -> None:
    assert newest_mails(tmp_path / "none", 10) == []


def test_a_mail_is_read_with_its_texts_and_attachments(tmp_path: Path) -> None:
    written = a_mail("상담 확정", "3월 3일 오전 9시\n")
    written.add_alternative("<p>3월 3일</p>\n", subtype="html")
    written.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="invite.ics")
    write(tmp_path, "1.log", written)

    assert newest_mails(tmp_path, 10) == [
        Mail(
            to="kim@startup.example",
            subject="상담 확정",
            at=AT,
            text="3월 3일 오전 9시\n",
            html="<p>3월 3일</p>\n",
            attachments=["invite.ics"],
            code=None,
        )
    ]


def test_a_subject_that_was_folded_reads_as_it_was_written(tmp_path: Path) -> None:
    subjects = [
        "그룹 세션 자리가 났습니다: " + "미국 시장의 가격 정책 " * 6 + "끝",
        "word" * 30,
        "A seat is free " * 9 + "now",
    ]
    mails = [
        mail.EmailMessage(subject, "-", "hub@hub.example", ["kim@startup.example"]) for subject in subjects
    ]
    (tmp_path / "1.log").write_bytes(b"".join(one.message().as_bytes() + SEPARATOR for one in mails))
    assert [read.subject for read in newest_mails(tmp_path, 10)] == subjects[::-1]


def test_the_newest_mails_come_first_within_a_file_too(tmp_path: Path) -> None:
    write(tmp_path, "2.log", a_mail("first", "-"), a_mail("second", "-"))
    write(tmp_path, "1.log", a_mail("third", "-"))

    assert [one.subject for one in newest_mails(tmp_path, 10)] == ["third", "second", "first"]
    assert [one.subject for one in newest_mails(tmp_path, 2)] == ["third", "second"]


def test_a_sign_in_code_is_found_on_its_own_line(tmp_path: Path) -> None:
    write(
        tmp_path, "1.log", a_mail("code", "Your code for MERIDIAN 2026:\n\nA4K-9QX\n\nIgnore it otherwise.\n")
    )

    assert [one.code for one in newest_mails(tmp_path, 10)] == ["A4K-9QX"]


def test_a_half_written_file_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "1.log").write_bytes(b"Content-Type: text/plain\nSubj")

    assert newest_mails(tmp_path, 10) == []
