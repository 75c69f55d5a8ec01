"""People answer e-mails about a session; real mails in a real Maildir."""

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from accounts.models import Person
from directory.models import Expert
from mentoring.models import HandledReply, Session
from messaging.channels import outgoing_of
from messaging.channels.mailbox import mail_of
from messaging.mail_answers.addresses import answer_address
from messaging.models import Message, ThreadEntry
from tests.integration.mentoring.conftest import MONDAY, set_clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plus(settings: Settings) -> None:
    settings.ANSWERS_BY_MAIL = True


def told(person: Person) -> Message:
    return Message.objects.filter(person=person, channel="email").latest("pk")


def answer(
    folder: Path, message: Message, sender: str, text: str = "I will be ten minutes late.", to: str = ""
) -> str:
    """Somebody answers one of our e-mails, and the folder is read: what was made of it."""
    mail = answering_mail(message, sender, text, to, number=HandledReply.objects.count())
    (folder / "new" / f"mail{HandledReply.objects.count()}").write_bytes(mail)
    call_command("read_replies")
    return HandledReply.objects.latest("pk").outcome


def answering_mail(message: Message, sender: str, text: str, to: str = "", *, number: int = 0) -> bytes:
    """The answer to one of our e-mails as a mail program writes it."""
    ours = mail_of(outgoing_of(message))
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to or ours.reply_to[0], f"Re: {ours.subject}"
    mail["Message-ID"] = f"<{number}@lab.example>"
    quoted = "".join(f"> {line}\n" for line in str(ours.body).splitlines())
    mail.set_content(f"{text}\n\nOn Mon, Nov 23, 2026 at 9:00 Hub <{ours.from_email}> wrote:\n{quoted}")
    return mail.as_bytes()


def entries() -> list[tuple[int | None, str, str]]:
    return list(ThreadEntry.objects.values_list("author", "came_by", "text"))


def test_an_answer_goes_to_the_thread_and_to_the_other_side_by_mail(
    folder: Path, session: Session, founder: Person, mentor: Expert
) -> None:
    assert answer(folder, told(founder), founder.email.upper()) == "passed_on"
    assert entries() == [(founder.pk, "mail", "I will be ten minutes late.")]
    mail = Message.objects.get(person=mentor.person, kind="written", channel="email")
    assert "> I will be ten minutes late." in mail.body
    assert founder.email not in mail.body
    assert "Answer this e-mail, or read all of it there:" in mail.body
    assert answer(folder, mail, mentor.person.email, "That is fine.") == "passed_on"
    assert entries()[-1] == (mentor.person.pk, "mail", "That is fine.")


def test_the_same_mail_counts_once(folder: Path, session: Session, founder: Person) -> None:
    answer(folder, told(founder), founder.email)
    [read] = (folder / "cur").iterdir()
    (folder / "new" / "again").write_bytes(read.read_bytes())
    call_command("read_replies")
    assert ThreadEntry.objects.count() == 1


def test_an_address_that_was_passed_on_writes_nothing_for_others(
    folder: Path, session: Session, founder: Person, mentor: Expert
) -> None:
    assert answer(folder, told(founder), "stranger@lab.example") == "not_theirs"
    assert answer(folder, told(founder), mentor.person.email) == "not_theirs"
    assert entries() == []


def test_a_forged_address_reaches_no_thread(folder: Path, session: Session, founder: Person) -> None:
    message = told(founder)
    forged = answer_address(message.pk).replace(f"+m{message.pk}-", f"+m{message.pk}-a")[:-1]
    assert answer(folder, message, founder.email, to=forged) == "no_calendar"
    other = answer_address(message.pk + 1).replace(f"+m{message.pk + 1}-", f"+m{message.pk}-")
    assert answer(folder, message, founder.email, to=other) == "no_calendar"
    assert entries() == []


def test_a_mail_that_says_nothing_new_writes_nothing(folder: Path, session: Session, founder: Person) -> None:
    assert answer(folder, told(founder), founder.email, "") == "nothing_new"
    assert entries() == []


def test_two_weeks_after_the_session_its_addresses_are_good_no_more(
    folder: Path, session: Session, founder: Person
) -> None:
    set_clock(MONDAY + timedelta(days=30))
    assert answer(folder, told(founder), founder.email) == "long_over"
    assert entries() == []


def test_who_writes_too_much_within_the_hour_is_not_passed_on(
    folder: Path, session: Session, founder: Person
) -> None:
    ThreadEntry.objects.bulk_create(
        ThreadEntry(appointment=session.appointment, author=founder, came_by="page", text="x", at=MONDAY)
        for _ in range(20)
    )
    assert answer(folder, told(founder), founder.email) == "too_many"


def test_only_mails_about_a_session_ask_for_answers_and_only_where_they_are_read(
    session: Session, founder: Person, settings: Settings
) -> None:
    message = told(founder)
    assert mail_of(outgoing_of(message)).reply_to == [answer_address(message.pk)]
    settings.ANSWERS_BY_MAIL = False
    assert mail_of(outgoing_of(message)).reply_to == []
    assert not Message.objects.filter(has_thread=True, channel="sms").exists()
