"""Answers to texts, and announcements, in the words of their programme."""

from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Person
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import Programme, Session
from mentoring.operations import request_session
from messaging.models import Broadcast, Message
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY
from tests.integration.message_templates.conftest import path_of, put
from tests.integration.two_way.conftest import (
    MENTOR,
    THURSDAY,
    WEDNESDAY,
    answer,
    hand_over,
    public_url,
    said_back,
)

__all__ = ["public_url"]

pytestmark = pytest.mark.django_db

AGREED = "[Hub] {other_name}: yes, {start_here}. {programme}\n{link}"


@pytest.fixture
def mentor() -> Expert:
    return a_mentor(name="Dana Reyes", phone=MENTOR)


def asked(programme: Programme, mentor: Expert, starts_at: Any = WEDNESDAY) -> Session:
    founder = a_founder(name="Han")
    session = request_session(
        programme=programme,
        expert=mentor,
        startup=founder.membership.startup,
        starts_at=starts_at,
        goal="Enter the US market",
        questions="",
        deck_url="",
        by=founder,
        now=MONDAY,
    )
    hand_over()
    return session


def answer_path(back: str, language: str = "en") -> str:
    return path_of(back, language=language, about="answer")


@pytest.fixture
def asking(programme: Programme) -> Programme:
    """The programme that the coordinator words, where experts answer themselves."""
    Programme.objects.filter(pk=programme.pk).update(approval="expert", name_en="Global")
    programme.refresh_from_db()
    return programme


def test_an_answer_is_said_in_the_words_of_the_session_s_programme(
    coordinator: APIClient, asking: Programme, mentor: Expert
) -> None:
    assert put(coordinator, answer_path("accepted"), AGREED, seen=0).status_code == 200
    asking.refresh_from_db()
    session = asked(asking, mentor)
    assert answer(mentor.person, "1") == "accepted"
    assert said_back(mentor.person) == [
        f"[Hub] Han: yes, Tue 24 Nov 16:00 California. Global\nhttps://hub.example/sessions/{session.pk}"
    ]
    audited = AuditEntry.objects.get(subject_kind="programme", action="template.worded").details
    assert (audited["about"], audited["kind"], audited["channel"]) == ("answer", "accepted", "sms")


def test_an_answer_of_no_session_takes_the_words_of_the_one_programme_that_it_can_be_about(
    coordinator: APIClient, asking: Programme, mentor: Expert
) -> None:
    put(coordinator, answer_path("which"), "[Hub] Which one of {programme}?\n{link}")
    asking.refresh_from_db()
    for starts_at in (WEDNESDAY, THURSDAY):
        asked(asking, mentor, starts_at)
    assert answer(mentor.person, "1") == "which"
    asked(a_programme(slug="other"), mentor, THURSDAY + timedelta(hours=3))
    assert answer(mentor.person, "1") == "which"
    first, second = said_back(mentor.person)
    assert first.splitlines()[0] == "[Hub] Which one of Global?"
    assert second.startswith("[Meridian] Several of your sessions wait for you.")


def test_the_words_of_an_answer_have_a_preview_a_history_and_a_way_back(
    coordinator: APIClient, monday: Any
) -> None:
    told = coordinator.post(
        answer_path("accepted") + "preview/", {"body": AGREED, "place": "seoul"}, format="json"
    ).json()
    assert told["body"].startswith("[Hub] Jane Doe: yes, Wed 2 Dec 09:00 Seoul. Global mentoring\n")
    assert (told["budget"]["parts"], told["faults"]) == (1, [])
    answer = put(coordinator, answer_path("accepted"), "{other_name} {link}")
    assert [(one["code"], one["field"]) for one in answer.json()["errors"]] == [
        ("missing_placeholder", "body")
    ]
    put(coordinator, answer_path("accepted"), AGREED)
    restored = coordinator.post(answer_path("accepted") + "restore/", {"number": None}, format="json").json()
    assert (restored["is_own"], [row["number"] for row in restored["history"]]) == (False, [2, 1])
    # One that says `moved` is no message that says `moved`.
    assert coordinator.get(path_of("moved")).json()["is_own"] is False
    assert coordinator.get(path_of("accepted")).status_code == 404
    assert coordinator.get(answer_path("accepted").replace("sms", "email")).status_code == 404


WORDS = {
    "subject_ko": "데모데이",
    "subject_en": "Demo day",
    "body_ko": "금요일입니다.",
    "body_en": "It is on Friday.",
    "channels": ["sms", "email"],
    "promotional": False,
}


def news(programme: str | None = "global") -> dict[str, Any]:
    audience = {"programme": programme, "roles": ["mentor"], "meets_soon": False}
    return WORDS | {"audience": audience}


def news_path(channel: str) -> str:
    return path_of("broadcast", channel, about="news")


@pytest.fixture
def listener(asking: Programme, mentor: Expert) -> Person:
    asked(asking, mentor)
    assert answer(mentor.person, "1") == "accepted"
    Message.objects.all().delete()
    return mentor.person


def test_an_announcement_to_a_programme_is_framed_by_it(coordinator: APIClient, listener: Person) -> None:
    put(coordinator, news_path("sms"), "[{programme}] {words} Your hub")
    put(coordinator, news_path("email"), "Hello!\n\n{words}", subject="{programme}: {subject}")
    seen = coordinator.post("/api/broadcasts/preview/", news(), format="json").json()
    english = next(one for one in seen["shown"] if one["language"] == "en")
    assert (english["sms"], english["subject"]) == ("[Global] It is on Friday. Your hub", "Global: Demo day")
    confirmed = {"quote": seen["quote"], "confirmed_people": 1}
    assert coordinator.post("/api/broadcasts/", news() | confirmed, format="json").status_code == 201
    sms, mail = (Message.objects.get(kind="broadcast", channel=one) for one in ("sms", "email"))
    assert sms.body == "[Global] It is on Friday. Your hub"
    assert mail.body.startswith("Hello!\n\nIt is on Friday.\n\nThe staff of the hub sends this.")
    assert Broadcast.objects.get().body_en == "It is on Friday."  # what the coordinator wrote
    everybody = coordinator.post("/api/broadcasts/preview/", news(None), format="json").json()
    assert {one["sms"] for one in everybody["shown"]} == {
        "[Meridian] It is on Friday.",
        "[Meridian] 금요일입니다.",
    }


def test_a_frame_that_changed_since_the_preview_is_not_sent_unseen(
    coordinator: APIClient, listener: Person
) -> None:
    seen = coordinator.post("/api/broadcasts/preview/", news(), format="json").json()
    put(coordinator, news_path("sms"), "[Hub] {words}")
    confirmed = {"quote": seen["quote"], "confirmed_people": seen["people"]}
    refused = coordinator.post("/api/broadcasts/", news() | confirmed, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "audience_changed")
    assert not Broadcast.objects.exists()


def test_a_frame_without_the_words_is_refused(coordinator: APIClient) -> None:
    answer = put(coordinator, news_path("email"), "Hello!", subject="News of {programme}")
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [
        ("body", "missing_placeholder"),
        ("subject", "missing_placeholder"),
    ]
