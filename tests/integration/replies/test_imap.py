"""Answers that wait in a folder of an IMAP server, read over TLS: each counts once, and is marked only when it did."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

import mentoring.jobs
from accounts.models import Person
from calendars.models import CalendarEvent
from directory.models import Expert
from integrations.icalendar_files.reply import LARGEST
from integrations.imap.address import ImapFolder
from mentoring.models import HandledReply, InvitationAnswer, Session
from messaging.models import Message
from tests.imap_server import MailServer, running_mail_server
from tests.integration.replies.conftest import Mailbox

pytestmark = pytest.mark.django_db


def set_up(server: MailServer, settings: Settings, password: str | None = None) -> None:
    settings.REPLIES_IMAP = ImapFolder.at(server.url, password or server.password)


@pytest.fixture(params=["at_once", "by_starttls"])
def server(
    request: pytest.FixtureRequest, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MailServer]:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with running_mail_server(tmp_path, by_starttls=request.param == "by_starttls") as server:
        set_up(server, settings)
        yield server


@pytest.fixture
def writer(session: Session, tmp_path: Path) -> Mailbox:
    """Whoever answers; how the mail travels is the server's affair."""
    return Mailbox(tmp_path, CalendarEvent.objects.get(appointment=session.pk))


def outcomes() -> list[str]:
    return list(HandledReply.objects.order_by("pk").values_list("outcome", flat=True))


def kinds(person: Person) -> list[str]:
    return list(Message.objects.filter(person=person, channel="email").values_list("kind", flat=True))


def test_answers_reach_the_session_and_are_marked_as_seen(
    server: MailServer, writer: Mailbox, founder: Person, mentor: Expert
) -> None:
    server.put(writer.mail(mentor.person, "DECLINED"))
    server.put(writer.mail(founder, "ACCEPTED", minute=1))
    call_command("read_replies")
    assert outcomes() == ["declined", "accepted"]
    assert kinds(founder) == ["confirmed", "unable"]
    assert server.unseen() == []
    said = len(server.said)
    call_command("read_replies")
    assert not {"UID FETCH", "UID STORE"} & set(server.said[said:])


def test_a_server_that_knows_no_plain_is_signed_in_to_by_login(
    server: MailServer, writer: Mailbox, mentor: Expert, settings: Settings
) -> None:
    server.offers_plain, server.password = False, 'pass "word" \\'
    set_up(server, settings)
    server.put(writer.mail(mentor.person, "ACCEPTED"))
    mentoring.jobs.read_replies()
    assert (outcomes(), "LOGIN" in server.said, server.unseen()) == (["accepted"], True, [])


@pytest.mark.parametrize(
    ("cut_at", "cut_after", "counted", "unseen"),
    [
        ("SELECT", 0, 0, 3),
        ("UID SEARCH", 0, 0, 3),
        ("UID FETCH", 1, 1, 2),
        ("UID STORE", 0, 1, 3),  # taken in, but not marked
        ("UID STORE", 2, 3, 1),
        ("LOGOUT", 0, 3, 0),
    ],
)
def test_a_connection_lost_half_way_loses_no_answer_and_counts_none_twice(
    server: MailServer,
    writer: Mailbox,
    founder: Person,
    mentor: Expert,
    caplog: pytest.LogCaptureFixture,
    cut_at: str,
    cut_after: int,
    counted: int,
    unseen: int,
) -> None:
    server.put(writer.mail(mentor.person, "DECLINED"))
    server.put(writer.mail(mentor.person, "ACCEPTED", minute=1))
    server.put(writer.mail(founder, "TENTATIVE", minute=2))
    server.cut_at, server.cut_after = cut_at, cut_after
    mentoring.jobs.read_replies()
    assert (len(outcomes()), len(server.unseen())) == (counted, unseen)
    assert ("cannot be read: connection lost" in caplog.text) == (cut_at != "LOGOUT")

    server.cut_at = ""
    mentoring.jobs.read_replies()
    assert outcomes() == ["declined", "accepted", "tentative"]
    assert kinds(founder) == ["confirmed", "unable", "confirmed"]
    assert server.unseen() == []


def test_a_mail_that_came_twice_counts_once_and_both_are_marked(
    server: MailServer, writer: Mailbox, founder: Person, mentor: Expert
) -> None:
    mail = writer.mail(mentor.person, "DECLINED")
    server.put(mail)
    server.put(mail)
    mentoring.jobs.read_replies()
    assert (outcomes(), server.unseen(), kinds(founder)) == (["declined"], [], ["confirmed", "unable"])


def test_a_huge_mail_is_refused_and_no_more_of_it_is_fetched_than_tells_so(
    server: MailServer, writer: Mailbox, mentor: Expert
) -> None:
    server.put(writer.mail(mentor.person, "DECLINED") + b"x" * 3 * LARGEST)
    server.put(b"\xff\x00 rubbish")
    server.put(writer.mail(mentor.person, "ACCEPTED"))
    mentoring.jobs.read_replies()
    assert outcomes() == ["too_large", "no_calendar", "accepted"]
    assert server.unseen() == []


def test_who_is_spoofed_or_has_another_uid_is_ignored_and_marked(
    server: MailServer, writer: Mailbox, mentor: Expert
) -> None:
    server.put(writer.mail(mentor.person, "DECLINED", sender="stranger@elsewhere.example"))
    server.put(writer.mail(mentor.person, "DECLINED", uid="0123456789abcdef@google.com"))
    mentoring.jobs.read_replies()
    assert outcomes() == ["other_sender", "unknown_event"]
    assert (InvitationAnswer.objects.exists(), server.unseen()) == (False, [])


def test_a_wrong_password_or_folder_is_said_without_either(
    server: MailServer, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    set_up(server, settings, "not the password")
    mentoring.jobs.read_replies()
    assert "cannot be read: refused at signing in" in caplog.text
    set_up(server, settings)
    server.folder = "Elsewhere"
    with pytest.raises(CommandError, match="cannot be read: refused at SELECT"):
        call_command("read_replies")
    assert "password" not in caplog.text


def test_nothing_is_said_to_a_server_whose_certificate_nobody_vouches_for(
    server: MailServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(CommandError, match="connection lost at connecting"):
        call_command("read_replies")
    assert not {"LOGIN", "AUTHENTICATE"} & set(server.said)


def test_a_server_that_is_away_is_said_and_does_not_fail_the_job(
    server: MailServer, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REPLIES_IMAP = ImapFolder("127.0.0.1", 1, "someone", "secret")
    mentoring.jobs.read_replies()
    assert "cannot be read: connection lost at connecting" in caplog.text
