"""Answers by e-mail that wait on an IMAP server reach the thread once, whenever the connection is lost."""

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

import mentoring.jobs
from accounts.models import Person
from directory.models import Expert
from mentoring.models import HandledReply, Session
from messaging.models import Message
from tests.imap_server import MailServer
from tests.integration.replies.test_answers_by_mail import answering_mail, entries, told
from tests.integration.replies.test_imap import server

__all__ = ["server"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plus(settings: Settings) -> None:
    settings.ANSWERS_BY_MAIL = True


def outcomes() -> list[str]:
    return list(HandledReply.objects.order_by("pk").values_list("outcome", flat=True))


def test_an_answer_reaches_the_thread_and_the_other_side_and_is_marked_as_seen(
    server: MailServer, session: Session, founder: Person, mentor: Expert
) -> None:
    server.put(answering_mail(told(founder), founder.email, "I will be ten minutes late."))
    call_command("read_replies")
    assert entries() == [(founder.pk, "mail", "I will be ten minutes late.")]
    passed_on = Message.objects.get(person=mentor.person, kind="written", channel="email")
    assert "> I will be ten minutes late." in passed_on.body
    server.put(answering_mail(passed_on, mentor.person.email, "That is fine.", number=1))
    server.put(answering_mail(passed_on, "stranger@lab.example", "And mine?", number=2))
    call_command("read_replies")
    assert entries()[1:] == [(mentor.person.pk, "mail", "That is fine.")]
    assert (outcomes(), server.unseen()) == (["passed_on", "passed_on", "not_theirs"], [])


@pytest.mark.parametrize(
    ("cut_at", "cut_after", "written", "unseen"),
    [
        ("UID SEARCH", 0, 0, 2),
        ("UID FETCH", 0, 0, 2),
        ("UID FETCH", 1, 1, 1),
        ("UID STORE", 0, 1, 2),  # written, but not marked: it is read again
        ("UID STORE", 1, 2, 1),
        ("LOGOUT", 0, 2, 0),
    ],
)
def test_a_connection_lost_half_way_loses_no_answer_and_writes_none_twice(
    server: MailServer,
    session: Session,
    founder: Person,
    mentor: Expert,
    cut_at: str,
    cut_after: int,
    written: int,
    unseen: int,
) -> None:
    server.put(answering_mail(told(founder), founder.email, "First", number=1))
    server.put(answering_mail(told(founder), founder.email, "Second", number=2))
    server.cut_at, server.cut_after = cut_at, cut_after
    mentoring.jobs.read_replies()
    assert (len(entries()), len(server.unseen())) == (written, unseen)

    server.cut_at = ""
    mentoring.jobs.read_replies()
    assert [text for _, _, text in entries()] == ["First", "Second"]
    assert Message.objects.filter(person=mentor.person, kind="written", channel="email").count() == 2
    assert server.unseen() == []
