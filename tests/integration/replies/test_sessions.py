"""What follows from answers that come by mail; real mails in a real Maildir."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from pytest_django.fixtures import Settings

import mentoring.jobs
from accounts.models import Person, Role
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import HandledReply, InvitationAnswer, Session
from mentoring.replying import KEPT, forget_replies
from messaging.models import Message
from tests.factories.hub import a_person
from tests.integration.mentoring.conftest import MONDAY, at
from tests.integration.replies.conftest import Mailbox, sign_in

pytestmark = pytest.mark.django_db


def answers(session: Session, viewer: Person) -> list[tuple[str, str]]:
    detail = sign_in(viewer).get(f"/api/sessions/{session.pk}/").json()
    return [(row["side"], row["answer"]) for row in detail["answers"]]


def kinds(person: Person) -> list[str]:
    return list(Message.objects.filter(person=person, channel="email").values_list("kind", flat=True))


@pytest.mark.parametrize("answer", ["accepted", "tentative", "declined"])
def test_an_answer_is_shown_to_both_sides_and_in_the_story(
    mailbox: Mailbox, session: Session, founder: Person, mentor: Expert, answer: str
) -> None:
    assert mailbox.answer(mentor.person, answer.upper()) == answer

    expected = [("expert", answer)]
    assert answers(session, founder) == answers(session, mentor.person) == expected
    coordinator = a_person(Role.COORDINATOR)
    story = sign_in(coordinator).get(f"/api/sessions/{session.pk}/story/").json()["entries"]
    (line,) = [entry for entry in story if entry["action"] == "invitation.answered"]
    assert (line["actor"], line["details"]["answer"]) == (mentor.person.name, answer)


def test_an_acceptance_tells_nobody(
    mailbox: Mailbox, session: Session, founder: Person, mentor: Expert
) -> None:
    mailbox.answer(mentor.person, "ACCEPTED")
    assert (kinds(founder), kinds(mentor.person)) == (["confirmed"], ["confirmed"])


def test_a_decline_cancels_nothing_but_tells_both(
    mailbox: Mailbox, session: Session, founder: Person, mentor: Expert
) -> None:
    mailbox.answer(mentor.person, "DECLINED")

    session.refresh_from_db()
    assert session.state == "confirmed"
    assert (kinds(founder), kinds(mentor.person)) == (["confirmed", "unable"], ["confirmed", "unable_own"])
    own = Message.objects.get(kind="unable_own")
    assert f"/sessions/{session.pk}" in own.body
    assert not own.invitation


def test_who_comes_back_after_a_decline_is_told_to_the_other_side(
    mailbox: Mailbox, session: Session, founder: Person, mentor: Expert
) -> None:
    mailbox.answer(mentor.person, "DECLINED")
    assert mailbox.answer(mentor.person, "ACCEPTED", minute=1) == "accepted"

    assert answers(session, founder) == [("expert", "accepted")]
    assert kinds(founder) == ["confirmed", "unable", "confirmed"]
    assert kinds(mentor.person) == ["confirmed", "unable_own"]


def test_both_sides_answer_for_themselves(
    mailbox: Mailbox, session: Session, founder: Person, mentor: Expert
) -> None:
    mailbox.answer(mentor.person, "ACCEPTED")
    mailbox.answer(founder, "TENTATIVE", minute=1)
    assert answers(session, founder) == [("expert", "accepted"), ("startup", "tentative")]


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"uid": "0123456789abcdef@google.com"}, "unknown_event"),
        ({"uid": "someone-elses@calendar.example"}, "unknown_event"),
        ({"sequence": "SEQUENCE:7"}, "unknown_sequence"),
        ({"sender": "stranger@elsewhere.example"}, "other_sender"),
        ({"attendee": "mailto:stranger@elsewhere.example"}, "other_sender"),
        ({"more": "RECURRENCE-ID:20261125T000000Z"}, "unknown_date"),
        ({"stamp": "20991123T000000Z"}, "stamp_ahead"),
        ({"partstat": "NEEDS-ACTION"}, "no_answer"),
        ({"method": "COUNTER"}, "not_a_reply"),
    ],
)
def test_what_may_not_count_is_ignored_with_its_reason(
    mailbox: Mailbox, session: Session, mentor: Expert, said: dict[str, Any], because: str
) -> None:
    whole = {"partstat": "DECLINED"} | said
    assert mailbox.answer(mentor.person, whole.pop("partstat"), **whole) == because
    assert not InvitationAnswer.objects.exists()
    assert not Message.objects.filter(kind__startswith="unable").exists()


def test_somebody_who_was_not_invited_is_ignored(mailbox: Mailbox, session: Session) -> None:
    assert mailbox.answer(a_person(Role.MENTOR), "DECLINED") == "not_invited"
    assert not InvitationAnswer.objects.exists()


def test_an_older_answer_that_comes_late_is_ignored(
    mailbox: Mailbox, session: Session, founder: Person, mentor: Expert
) -> None:
    mailbox.answer(mentor.person, "ACCEPTED", minute=5)
    assert mailbox.answer(mentor.person, "DECLINED", minute=4) == "older_stamp"
    assert answers(session, founder) == [("expert", "accepted")]


def test_an_answer_to_the_time_before_a_move_does_not_count_for_the_new_one(
    mailbox: Mailbox, session: Session, founder: Person, mentor: Expert
) -> None:
    mailbox.answer(mentor.person, "ACCEPTED")
    moved = sign_in(founder).post(
        f"/api/sessions/{session.pk}/reschedule/",
        {"starts_at": at(3, 0), "reason": "Flight", "version": 1},
        format="json",
    )
    assert moved.status_code == 200, moved.json()

    assert answers(session, founder) == []
    assert mailbox.answer(mentor.person, "DECLINED", minute=1) == "older_sequence"
    mailbox.event.refresh_from_db()
    assert mailbox.answer(mentor.person, "ACCEPTED", minute=2) == "accepted"
    assert answers(session, founder) == [("expert", "accepted")]


def test_a_cancelled_session_is_not_answered(
    mailbox: Mailbox, session: Session, founder: Person, mentor: Expert
) -> None:
    sign_in(founder).post(f"/api/sessions/{session.pk}/cancel/", {"reason": "Trade fair"}, format="json")
    mailbox.event.refresh_from_db()
    assert mailbox.answer(mentor.person, "ACCEPTED") == "over"


def test_the_same_mail_counts_once_however_often_it_comes(
    mailbox: Mailbox, session: Session, mentor: Expert, founder: Person
) -> None:
    mail = mailbox.mail(mentor.person, "DECLINED")
    for _ in range(3):
        mailbox.put(mail)
    mentoring.jobs.read_replies()

    assert (HandledReply.objects.count(), kinds(founder)) == (1, ["confirmed", "unable"])
    assert AuditEntry.objects.filter(action="invitation.answered").count() == 1


def test_a_mail_that_was_read_moves_to_those_read(
    mailbox: Mailbox, session: Session, mentor: Expert, folder: Path
) -> None:
    mailbox.answer(mentor.person, "ACCEPTED")
    assert [path.name for path in (folder / "cur").iterdir()] == ["00001.mx.hub.example:2,S"]
    assert not list((folder / "new").iterdir())


def test_what_was_taken_in_before_a_crash_is_not_taken_in_again(
    mailbox: Mailbox, session: Session, founder: Person, mentor: Expert, folder: Path
) -> None:
    mailbox.answer(mentor.person, "DECLINED")
    # As a worker leaves it that is killed after its commit and before it moved the mail.
    (folder / "cur" / "00001.mx.hub.example:2,S").rename(folder / "new" / "00001.mx.hub.example")

    mentoring.jobs.read_replies()

    assert (HandledReply.objects.count(), kinds(founder)) == (1, ["confirmed", "unable"])
    assert not list((folder / "new").iterdir())


def test_rubbish_is_read_and_does_not_hold_up_what_comes_after_it(
    mailbox: Mailbox, session: Session, mentor: Expert
) -> None:
    mailbox.put(b"\xff\x00 rubbish")
    assert mailbox.answer(mentor.person, "ACCEPTED") == "accepted"
    assert [row.outcome for row in HandledReply.objects.order_by("pk")] == ["no_calendar", "accepted"]


def test_nothing_of_a_mail_is_kept(
    mailbox: Mailbox, session: Session, mentor: Expert, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox.answer(mentor.person, "DECLINED", more="COMMENT:My knee hurts")
    row = HandledReply.objects.values().get()
    entries = list(AuditEntry.objects.filter(action="invitation.answered").values())
    kept = f"{row} {entries} {InvitationAnswer.objects.values().get()} {caplog.text}"
    assert "knee" not in kept
    assert "@" not in kept


def test_which_mails_were_read_is_forgotten_after_ninety_days(
    mailbox: Mailbox, session: Session, mentor: Expert
) -> None:
    mailbox.answer(mentor.person, "ACCEPTED")
    assert forget_replies(now=MONDAY + KEPT - timedelta(hours=1)) == 0
    assert forget_replies(now=MONDAY + KEPT + timedelta(hours=1)) == 1
    assert InvitationAnswer.objects.exists()


def test_where_no_folder_is_set_up_nothing_is_read(
    mailbox: Mailbox, session: Session, mentor: Expert, settings: Settings
) -> None:
    mailbox.put(mailbox.mail(mentor.person, "DECLINED"))
    settings.REPLIES_MAILDIR = None
    mentoring.jobs.read_replies()
    assert not HandledReply.objects.exists()
    with pytest.raises(CommandError, match="MERIDIAN_REPLIES_MAILDIR"):
        call_command("read_replies")


def test_a_folder_that_is_away_is_said_and_does_not_fail_the_job(
    session: Session, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REPLIES_MAILDIR = tmp_path / "not mounted"
    mentoring.jobs.read_replies()
    assert "cannot be read: No such file or directory" in caplog.text
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("read_replies")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"session": None}, "invitation_answer_of_one_or_of_a_series"),
        ({"answer": "perhaps"}, "invitation_answer_is_known"),
    ],
)
def test_the_database_keeps_answers_whole(
    session: Session, founder: Person, fields: dict[str, Any], name: str
) -> None:
    whole = {
        "session": session,
        "version": 1,
        "person": founder,
        "answer": "accepted",
        "stamped_at": MONDAY,
        "answered_at": MONDAY,
    }
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        InvitationAnswer.objects.create(**whole | fields)
    InvitationAnswer.objects.create(**whole)
    with pytest.raises(IntegrityError, match="invitation_answer_once_a_session"), transaction.atomic():
        InvitationAnswer.objects.create(**whole)


def test_the_database_takes_a_mail_once(db: None) -> None:
    mail = {"message_digest": "a" * 64, "content_digest": "b" * 64, "handled_at": MONDAY}
    HandledReply.objects.create(**mail, outcome="accepted")
    with pytest.raises(IntegrityError, match="handled_reply_counts_once"), transaction.atomic():
        HandledReply.objects.create(**mail, outcome="declined")
    assert connection.is_usable()
