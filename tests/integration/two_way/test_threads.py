"""What people write about a session, on its page or by text: who reads it, who hears of it, and that it is forgotten."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import Person
from directory.models import Expert
from mentoring.models import Session
from mentoring.operations import cancel_session
from messaging.models import InboundText, Message, ThreadEntry
from messaging.own_messages.operations import erase_messages, forget_old
from tests.factories.hub import a_founder, a_mentor
from tests.integration.mentoring.conftest import MONDAY, set_clock
from tests.integration.two_way.conftest import (
    HOUR,
    THURSDAY,
    WEDNESDAY,
    answer,
    asked,
    post,
    reminded,
    said_back,
)

pytestmark = pytest.mark.django_db

Sign = Callable[[Person], APIClient]


@pytest.fixture
def session(mentor: Expert, founder: Person) -> Session:
    return asked(founder, mentor, approval="automatic")


def address(session: Session) -> str:
    return f"/api/sessions/{session.pk}/thread/"


def mails(person: Person) -> list[Message]:
    return list(Message.objects.filter(person=person, kind="written").order_by("pk"))


def test_free_text_goes_to_the_thread_and_to_the_other_side_by_e_mail(
    session: Session, mentor: Expert, founder: Person, signed_in_as: Sign
) -> None:
    reminded(session, founder)
    assert answer(founder, " 10분 늦습니다.\n죄송합니다! ") == "passed_on"
    told = signed_in_as(mentor.person).get(address(session)).json()
    assert told == {
        "count": 1,
        "entries": [
            {
                "id": ThreadEntry.objects.get().pk,
                "author_name": "김하늘",
                "is_own": False,
                "is_hubs": False,
                "came_by": "text",
                "text": "10분 늦습니다.\n죄송합니다!",
                "at": "2026-11-23T01:00:00Z",
                "is_erased": False,
            }
        ],
    }
    [mail] = mails(mentor.person)
    assert (mail.channel, mail.language, mail.subject) == (
        "email",
        "en",
        "김하늘 wrote about your session",
    )
    assert "> 10분 늦습니다.\n> 죄송합니다!" in mail.body
    assert "When: Tue 24 Nov 16:00 California · Wed 25 Nov 09:00 Seoul" in mail.body
    assert founder.phone not in mail.body
    assert founder.email not in mail.body
    assert mails(founder) == []
    assert (
        said_back(founder)[0].splitlines()[0]
        == "[Meridian] Dana Reyes 님에게 전했습니다. 전체 대화는 아래에 있습니다."
    )


def test_both_sides_and_the_hub_read_and_write_and_strangers_find_nothing(
    session: Session, mentor: Expert, founder: Person, coordinator: Person, signed_in_as: Sign
) -> None:
    for person in (mentor.person, founder, coordinator):
        answered = signed_in_as(person).post(address(session), {"text": f"Word of {person.pk}"})
        assert answered.status_code == 201
    read = signed_in_as(founder).get(address(session)).json()
    assert [(row["is_own"], row["is_hubs"], row["came_by"]) for row in read["entries"]] == [
        (False, False, "page"),
        (True, False, "page"),
        (False, True, "page"),
    ]
    assert [len(mails(one)) for one in (mentor.person, founder, coordinator)] == [2, 2, 0]
    for stranger in (a_founder(), a_mentor().person):
        client = signed_in_as(stranger)
        assert client.get(address(session)).status_code == 404
        assert client.post(address(session), {"text": "Hello"}).status_code == 404
    assert ThreadEntry.objects.count() == 3


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_an_entry_says_something_and_not_too_much(
    session: Session, founder: Person, signed_in_as: Sign, text: str
) -> None:
    answered = signed_in_as(founder).post(address(session), {"text": text})
    assert (answered.status_code, ThreadEntry.objects.count()) == (400, 0)


def test_who_gets_no_e_mails_is_texted(
    session: Session, mentor: Expert, founder: Person, signed_in_as: Sign
) -> None:
    Person.objects.filter(pk=mentor.person.pk).update(email_allowed=False)
    signed_in_as(founder).post(address(session), {"text": "See the deck"})
    assert [(one.channel, one.state) for one in mails(mentor.person)] == [
        ("email", "dropped"),
        ("sms", "ready"),
    ]


def test_nobody_floods_the_others(session: Session, founder: Person, signed_in_as: Sign) -> None:
    reminded(session, founder)
    client = signed_in_as(founder)
    codes = [client.post(address(session), {"text": str(number)}).status_code for number in range(21)]
    assert codes == [201] * 20 + [429]
    assert answer(founder, "and more") == "too_many"
    assert ThreadEntry.objects.count() == 20


def test_a_text_about_either_of_two_sessions_is_put_into_none(
    session: Session, mentor: Expert, founder: Person, coordinator: Person, signed_in_as: Sign
) -> None:
    other = asked(founder, mentor, THURSDAY, approval="automatic")
    reminded(session, founder)
    reminded(other, founder, at=MONDAY + HOUR / 2)
    assert answer(founder, "I will be late") == "unplaced"
    assert ThreadEntry.objects.count() == 0
    stray = signed_in_as(coordinator).get("/api/stray-texts/").json()
    assert [(row["person"], row["text"]) for row in stray["unplaced"]] == [("김하늘", "I will be late")]
    reminded(other, founder, at=MONDAY + 30 * HOUR)
    assert answer(founder, "I will be late", at=MONDAY + 31 * HOUR) == "passed_on"
    assert ThreadEntry.objects.get().appointment_id == other.pk


def test_a_session_that_was_called_off_leaves_the_one_that_stands_as_meant(
    session: Session, mentor: Expert, founder: Person
) -> None:
    other = asked(founder, mentor, THURSDAY, approval="automatic")
    reminded(session, founder)
    reminded(other, founder, at=MONDAY + HOUR / 2)
    cancel_session(session_id=session.pk, reason="", by=founder, now=MONDAY)
    assert answer(founder, "I will be late") == "passed_on"
    assert ThreadEntry.objects.get().appointment_id == other.pk


def test_a_text_about_a_session_that_was_called_off_is_kept_and_its_writer_told(
    session: Session, founder: Person, mentor: Expert
) -> None:
    reminded(session, founder)
    cancel_session(session_id=session.pk, reason="", by=mentor.person, now=MONDAY)
    assert answer(founder, "Another time then?") == "off"
    assert ThreadEntry.objects.count() == 1


def test_numbers_that_are_nobodys_are_counted_and_masked(coordinator: Person, signed_in_as: Sign) -> None:
    for phone in ("+14155550199", "+14155550199", "+821012345678"):
        post(phone, "Hello?")
    stray = signed_in_as(coordinator).get("/api/stray-texts/").json()
    assert {(row["masked"], row["texts"]) for row in stray["strangers"]} == {("+1…99", 2), ("+8…78", 1)}


def test_coordinators_find_threads_by_who_waits_by_session_and_by_person(
    session: Session, mentor: Expert, founder: Person, coordinator: Person, signed_in_as: Sign
) -> None:
    other = asked(a_founder(), mentor, THURSDAY, approval="automatic")
    signed_in_as(founder).post(address(session), {"text": "A question"})
    hub = signed_in_as(coordinator)
    signed_in_as(mentor.person).post(address(other), {"text": "Another"})
    hub.post(address(other), {"text": "An answer"})

    def found(**query: str | int | bool) -> list[str]:
        rows = hub.get("/api/threads/", query).json()["results"]
        return [row["about"]["subject_id"] for row in rows]

    both = [str(other.pk), str(session.pk)]
    assert found() == both
    assert found(unanswered=True) == [str(session.pk)]
    assert found(unanswered=False) == [str(other.pk)]
    assert found(session=str(other.pk)) == [str(other.pk)]
    assert found(session=str(uuid4())) == []
    assert found(person=founder.pk) == [str(session.pk)]
    assert found(person=mentor.person.pk) == both
    assert found(q="김하늘") == [str(session.pk)]
    row = hub.get("/api/threads/", {"session": str(other.pk)}).json()["results"][0]
    assert (row["number"], row["last"]["text"], row["is_unanswered"]) == (2, "An answer", False)
    assert row["author_id"] == coordinator.pk


@pytest.mark.parametrize("number", [1, 6])
def test_the_list_takes_as_many_statements_whatever_its_length(
    mentor: Expert,
    founder: Person,
    coordinator: Person,
    signed_in_as: Sign,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    client = signed_in_as(coordinator)
    for day in range(number):
        one = asked(founder, mentor, WEDNESDAY + timedelta(days=7 * day), approval="automatic")
        ThreadEntry.objects.create(
            appointment=one.appointment, author=founder, came_by="page", text="?", at=MONDAY
        )
    with django_assert_num_queries(6):
        assert client.get("/api/threads/").json()["count"] == number


def test_what_was_written_is_never_changed(session: Session, founder: Person) -> None:
    entry = ThreadEntry.objects.create(
        appointment=session.appointment, author=founder, came_by="page", text="Yes", at=MONDAY
    )
    for change in ({"text": "No"}, {"at": MONDAY + HOUR}, {"came_by": "text"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ThreadEntry.objects.filter(pk=entry.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        ThreadEntry.objects.filter(pk=entry.pk).update(text="")
    assert ThreadEntry.objects.filter(pk=entry.pk).update(text="", erased_at=MONDAY) == 1


def test_what_somebody_wrote_is_theirs_to_take_along_and_to_have_forgotten(
    session: Session, mentor: Expert, founder: Person, signed_in_as: Sign
) -> None:
    reminded(session, founder)
    answer(founder, "My secret")
    signed_in_as(mentor.person).post(address(session), {"text": "Noted"})
    own = signed_in_as(founder).get("/api/me/messages/").json()
    assert [(row["session"], row["came_by"], row["text"]) for row in own["written"]] == [
        (str(session.pk), "text", "My secret")
    ]
    assert [(row["body"], row["outcome"]) for row in own["texts"]] == [("My secret", "passed_on")]

    set_clock(MONDAY + 2 * HOUR)
    erase_messages(person=founder, by=founder, now=MONDAY + 2 * HOUR)
    assert list(ThreadEntry.objects.order_by("pk").values_list("text", flat=True)) == ["", "Noted"]
    assert InboundText.objects.get().body == ""
    shown = signed_in_as(mentor.person).get(address(session)).json()["entries"]
    assert [(row["text"], row["is_erased"]) for row in shown] == [("", True), ("Noted", False)]


def test_after_the_days_of_retention_nothing_of_it_is_left(session: Session, founder: Person) -> None:
    reminded(session, founder)
    answer(founder, "Long ago")
    assert forget_old(days=30, now=MONDAY + timedelta(days=29)) == 0
    while forget_old(days=30, now=MONDAY + timedelta(days=32)):
        pass
    assert (ThreadEntry.objects.get().text, InboundText.objects.get().body) == ("", "")
