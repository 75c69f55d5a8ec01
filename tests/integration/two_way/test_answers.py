"""A text back decides what the last text asked, and nothing that could be meant otherwise."""

import re
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

import clock
from accounts.consent import vouch_for
from accounts.models import Consent, Person
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import InvitationAnswer, Session
from mentoring.operations import cancel_session
from mentoring.other_times.links import holder_of
from mentoring.proposing import propose_times
from mentoring.texting.operations import answer_texts
from messaging.channels import Channels
from messaging.models import InboundText, Message, SuppressedNumber
from messaging.operations import send_next
from tests.emulators import RunningEmulator
from tests.factories.hub import a_founder
from tests.integration.mentoring.conftest import MONDAY, set_clock
from tests.integration.two_way.conftest import (
    FOUNDER,
    HOUR,
    MENTOR,
    PATH,
    THURSDAY,
    WEDNESDAY,
    a_sid,
    answer,
    asked,
    hand_over,
    post,
    reminded,
    said_back,
)
from tests.twilio import eventually, texts_at, with_long_links

pytestmark = pytest.mark.django_db


def state_of(session: Session) -> str:
    return Session.objects.values_list("state", flat=True).get(pk=session.pk)


def test_a_request_says_how_to_answer_by_text_and_1_takes_it(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor)
    text = Message.objects.get(person=mentor.person, channel="sms")
    assert text.text.splitlines()[-1] == "Answer 1 = yes, 2 = another time"
    assert answer(mentor.person, "1") == "accepted"
    assert state_of(session) == "confirmed"
    [words] = said_back(mentor.person)
    assert words.splitlines() == [
        "[Meridian] Agreed: session with 김하늘",
        "Tue 24 Nov 16:00 California / Wed 25 Nov 09:00 Seoul",
        f"https://hub.example/sessions/{session.pk}",
    ]
    assert AuditEntry.objects.get(action="session.confirmed").actor == mentor.person
    by_text = AuditEntry.objects.get(action="text.answered")
    assert (by_text.subject_id, by_text.actor) == (str(session.pk), mentor.person)
    assert by_text.details["outcome"] == "accepted"


@pytest.mark.parametrize("body", ["1", "\uff11", "Y", "y.", "YES", "Ok!", " 예 ", "네", "\u110b\u1168"])
def test_few_words_mean_yes_in_either_language(mentor: Expert, founder: Person, body: str) -> None:
    asked(founder, mentor)
    assert answer(mentor.person, body) == "accepted"


@pytest.mark.parametrize("body", ["10", "yes but later", "1 or 2", "no", "?"])
def test_a_sentence_decides_nothing(mentor: Expert, founder: Person, body: str) -> None:
    session = asked(founder, mentor)
    assert answer(mentor.person, body) == "passed_on"
    assert state_of(session) == "requested"


def test_2_brings_the_page_where_one_proposes_other_times(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor)
    assert answer(mentor.person, "2") == "other_time"
    assert state_of(session) == "requested"
    [words] = said_back(mentor.person)
    link = words.splitlines()[-1]
    assert link.startswith("https://hub.example/other-time/")
    assert holder_of(link.rsplit("/", 1)[1], now=MONDAY + HOUR).person == mentor.person


def test_1_to_a_reminder_says_that_one_will_come_and_the_other_side_sees_it(
    mentor: Expert, founder: Person
) -> None:
    session = asked(founder, mentor, approval="automatic")
    reminded(session, founder)
    assert answer(founder, "1") == "coming"
    said = InvitationAnswer.objects.get()
    assert (said.session_id, said.person, said.answer, said.channel, said.version) == (
        session.pk,
        founder,
        "accepted",
        "text",
        1,
    )
    [words] = said_back(founder)
    assert words.splitlines() == [
        "[Meridian] 감사합니다. 참석하신다고 Dana Reyes 님에게 표시됩니다.",
        "11월 25일 (수) 09:00 서울 · 11월 24일 (화) 16:00 캘리포니아",
        f"https://hub.example/sessions/{session.pk}",
    ]
    assert AuditEntry.objects.filter(action="invitation.answered").count() == 1


def test_the_one_time_that_is_proposed_is_named_in_the_text_and_taken_by_1(
    mentor: Expert, founder: Person
) -> None:
    session = asked(founder, mentor)
    propose_times(session_id=session.pk, starts=[THURSDAY], word="", by=mentor.person, now=MONDAY)
    hand_over()
    text = Message.objects.get(person=founder, kind="proposed", channel="sms").text.splitlines()
    assert text[1].startswith("11월 26일 (목) 09:00 서울")
    assert text[-1] == "수락하시면 1, 다른 시간을 원하시면 2로 답해 주세요"
    assert answer(founder, "예") == "accepted"
    session.appointment.refresh_from_db()
    assert (state_of(session), session.appointment.starts_at) == ("confirmed", THURSDAY)


def test_of_several_proposed_times_none_is_taken_by_1(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor)
    starts = [THURSDAY, THURSDAY + 2 * HOUR]
    propose_times(session_id=session.pk, starts=starts, word="", by=mentor.person, now=MONDAY)
    hand_over()
    assert Message.objects.get(person=founder, kind="proposed", channel="sms").asks == ""
    assert answer(founder, "1") == "choose"
    assert state_of(session) == "proposed"
    [words] = said_back(founder)
    assert words.splitlines()[-1].startswith("https://hub.example/answer/")


def test_a_reminder_that_came_after_a_proposal_makes_a_yes_ambiguous(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor, approval="automatic")
    propose_times(session_id=session.pk, starts=[THURSDAY], word="", by=mentor.person, now=MONDAY)
    hand_over()
    reminded(session, founder, at=MONDAY + HOUR / 2)
    assert answer(founder, "1") == "choose"
    assert InvitationAnswer.objects.count() == 0


def test_of_two_open_requests_none_is_taken_and_the_list_is_shown(mentor: Expert, founder: Person) -> None:
    sessions = [asked(founder, mentor), asked(a_founder(), mentor, THURSDAY)]
    assert answer(mentor.person, "1") == "which"
    assert [state_of(one) for one in sessions] == ["requested", "requested"]
    [words] = said_back(mentor.person)
    assert words.splitlines()[-1] == "https://hub.example/sessions"


def test_an_answered_request_leaves_the_other_as_the_only_one_that_is_meant(
    mentor: Expert, founder: Person
) -> None:
    first, second = asked(founder, mentor), asked(a_founder(), mentor, THURSDAY)
    cancel_session(session_id=first.pk, reason="", by=founder, now=MONDAY + HOUR / 2)
    assert answer(mentor.person, "1") == "accepted"
    assert [state_of(one) for one in (first, second)] == ["cancelled", "confirmed"]


@pytest.mark.parametrize("body", ["1", "2"])
def test_an_answer_that_comes_after_the_session_was_called_off_says_so(
    mentor: Expert, founder: Person, body: str
) -> None:
    session = asked(founder, mentor)
    cancel_session(session_id=session.pk, reason="", by=founder, now=MONDAY)
    assert answer(mentor.person, body) == "off"
    assert state_of(session) == "cancelled"
    assert said_back(mentor.person)[0].startswith("[Meridian] The session with 김하늘 was called off:")


def test_an_answer_that_comes_after_the_session_says_that_it_is_over(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor, approval="automatic")
    reminded(session, founder)
    assert answer(founder, "1", at=WEDNESDAY + HOUR) == "over"
    assert InvitationAnswer.objects.count() == 0


def test_a_yes_to_a_time_that_was_changed_meanwhile_says_which_it_is_now(
    mentor: Expert, founder: Person
) -> None:
    session = asked(founder, mentor, approval="automatic")
    reminded(session, founder, version=0)
    assert answer(founder, "1") == "moved"
    assert InvitationAnswer.objects.count() == 0


def test_a_person_whom_nothing_was_texted_to_is_not_guessed_about(mentor: Expert, founder: Person) -> None:
    asked(founder, mentor)
    Message.objects.all().delete()
    assert answer(mentor.person, "1") == "unplaced"


def test_yes_ends_a_stop_and_decides_nothing_by_that(mentor: Expert, founder: Person) -> None:
    vouch_for(mentor.person, now=MONDAY)
    session = asked(founder, mentor)
    assert answer(mentor.person, "STOP") == "stop"
    assert answer(mentor.person, "YES") == "start"
    assert state_of(session) == "requested"
    assert SuppressedNumber.objects.count() == 0
    given = Consent.objects.filter(person=mentor.person, channel="sms").order_by("pk")
    assert list(given.values_list("given", flat=True)) == [True, False, True]
    assert answer(mentor.person, "YES", OptOutType="START") == "accepted"


def test_who_has_stopped_texts_gets_no_answer_and_their_1_counts_all_the_same(
    mentor: Expert, founder: Person
) -> None:
    session = asked(founder, mentor)
    Person.objects.filter(pk=mentor.person.pk).update(sms_allowed=False)
    assert answer(mentor.person, "1") == "accepted"
    assert state_of(session) == "confirmed"
    assert said_back(mentor.person) == []


@pytest.mark.parametrize("body", ["STOP", "cancel", "정지", "HELP", "START"])
def test_words_that_twilio_keeps_for_itself_are_never_passed_on(
    mentor: Expert, founder: Person, body: str
) -> None:
    session = asked(founder, mentor)
    answer(mentor.person, body)
    assert (state_of(session), said_back(mentor.person)) == ("requested", [])


def test_a_text_that_is_told_twice_is_dealt_with_once(mentor: Expert, founder: Person) -> None:
    asked(founder, mentor)
    sid = a_sid()
    answers = [post(MENTOR, "1", sid=sid) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 200]
    assert InboundText.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="mentoring.answer_texts").count() == 1
    for _ in range(2):
        answer_texts(person_id=mentor.person.pk, now=MONDAY + HOUR, chance=0.5)
    assert len(said_back(mentor.person)) == 1


def test_texts_that_wait_are_dealt_with_in_the_order_in_which_they_came(
    mentor: Expert, founder: Person
) -> None:
    asked(founder, mentor)
    for body in ("2", "1", "2"):
        post(MENTOR, body)
    answer_texts(person_id=mentor.person.pk, now=MONDAY + HOUR, chance=0.5)
    outcomes = InboundText.objects.order_by("pk").values_list("body", "outcome")
    assert list(outcomes) == [("2", "other_time"), ("1", "accepted"), ("2", "other_time")]


def test_a_text_that_was_written_before_the_question_came_is_not_its_answer(
    mentor: Expert, founder: Person
) -> None:
    session = asked(founder, mentor)
    assert answer(mentor.person, "1", at=MONDAY - HOUR) == "unplaced"
    assert state_of(session) == "requested"


def test_who_is_closed_out_meanwhile_decides_nothing(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor)
    post(MENTOR, "1")
    Person.objects.filter(pk=mentor.person.pk).update(is_active=False)
    answer_texts(person_id=mentor.person.pk, now=MONDAY + HOUR, chance=0.5)
    assert (InboundText.objects.get().outcome, state_of(session)) == ("inactive", "requested")


def test_a_second_yes_changes_nothing_more(mentor: Expert, founder: Person) -> None:
    asked(founder, mentor)
    assert [answer(mentor.person, "1"), answer(mentor.person, "1")] == ["accepted", "coming"]
    assert AuditEntry.objects.filter(action="session.confirmed").count() == 1


def test_a_wrong_or_missing_signature_changes_nothing(mentor: Expert, founder: Person) -> None:
    asked(founder, mentor)
    assert post(MENTOR, "1", token="another token").status_code == 403
    assert InboundText.objects.count() == 0


def test_of_a_number_that_is_nobodys_neither_words_nor_digits_are_kept(db: None, monday: Any) -> None:
    answer = post("+14155550199", "Who is this?")
    known = post("+14155550198", "STOP")
    assert answer.content == known.content
    rows = InboundText.objects.order_by("pk")
    assert list(rows.values_list("masked", "body", "outcome")) == [
        ("+1…99", "", "unknown"),
        ("+1…98", "", "unknown"),
    ]
    assert not rows.filter(person__isnull=False).exists()
    assert ProcrastinateJob.objects.filter(task_name="mentoring.answer_texts").count() == 0
    assert SuppressedNumber.objects.get().phone == "+14155550198"


def test_a_number_that_was_only_typed_in_speaks_for_nobody(mentor: Expert, founder: Person) -> None:
    session = asked(founder, mentor)
    Person.objects.filter(pk=mentor.person.pk).update(phone_verified_at=None)
    post(MENTOR, "1")
    assert InboundText.objects.get().outcome == "unknown"
    assert state_of(session) == "requested"


def test_of_two_who_share_a_phone_whom_the_last_text_was_for_speaks(mentor: Expert, founder: Person) -> None:
    a_founder(phone=MENTOR)
    asked(founder, mentor)
    assert answer(mentor.person, "1") == "accepted"


def test_nobody_gets_more_than_five_answers_an_hour(mentor: Expert, founder: Person) -> None:
    asked(founder, mentor, approval="automatic")
    for _ in range(7):
        answer(founder, "2")
    assert len(said_back(founder)) == 5
    answer(founder, "2", at=MONDAY + 3 * HOUR)
    assert len(said_back(founder)) == 6


def test_a_phone_in_korea_is_never_told_that_it_can_answer(mentor: Expert, monday: Any) -> None:
    founder = a_founder(phone="+821012345678")
    session = asked(founder, mentor, approval="automatic")
    text = reminded(session, founder)
    assert text.text == "Reminder"
    founder.phone = "+14155550124"
    assert Message(person=founder, channel="sms", asks="come", body="x", language="en").text == (
        "x\nAnswer 1 = I will come, 2 = another time"
    )


def test_a_sender_that_is_a_name_takes_no_answers(settings: Settings, founder: Person) -> None:
    settings.ENV = settings.ENV.model_copy(update={"twilio_sender": "MERIDIAN"})
    assert Message(person=founder, channel="sms", asks="come", body="x", language="en").text == "x"


def test_an_answer_leaves_at_night_but_not_later(
    mentor: Expert, founder: Person, emulator: RunningEmulator, channels: Channels
) -> None:
    session = asked(founder, mentor)
    night = MONDAY + timedelta(hours=10)  # 02:00 in California
    assert answer(mentor.person, "2", at=night) == "other_time"
    while send_next(channels=channels, now=night + timedelta(minutes=1)):
        pass
    [text] = texts_at(emulator)
    [link] = re.findall(r"https://\S+/other-time/\S+", with_long_links(text["body"]))
    assert holder_of(link.rsplit("/", 1)[1], now=night + HOUR).session == session
    answer(mentor.person, "2", at=night + HOUR)
    while send_next(channels=channels, now=night + 2 * HOUR):
        pass
    assert len(texts_at(emulator)) == 1
    late = Message.objects.filter(kind="answer").latest("pk")
    assert (late.state, late.error_code) == ("dropped", "too_late")


@pytest.mark.django_db(transaction=True)
def test_a_real_phone_takes_a_request(
    live_server: LiveServer, settings: Settings, emulator: RunningEmulator, channels: Channels
) -> None:
    from tests.factories.hub import a_mentor

    settings.PUBLIC_URL = live_server.url
    set_clock(MONDAY)
    mentor = a_mentor(phone=MENTOR)
    founder = a_founder(phone=FOUNDER)
    session = asked(founder, mentor)
    order = {"from": MENTOR, "body": "Y"}
    emulator.order("settings", {"inbound_url": live_server.url + PATH})
    emulator.order("inbound", order)
    assert eventually(lambda: InboundText.objects.count() == 1)
    answer_texts(person_id=mentor.person.pk, now=clock.now(), chance=0.5)
    assert state_of(session) == "confirmed"
    while send_next(channels=channels, now=clock.now()):
        pass
    assert [text["body"].splitlines()[0] for text in texts_at(emulator) if text["to"] == MENTOR] == [
        f"[Meridian] Agreed: session with {founder.name}"
    ]


@pytest.mark.django_db(transaction=True)
def test_two_texts_at_once_take_a_request_once(monday: Any) -> None:
    from tests.factories.hub import a_mentor

    mentor = a_mentor(phone=MENTOR)
    session = asked(a_founder(), mentor)
    both = Barrier(2)

    def text() -> None:
        both.wait()
        assert post(MENTOR, "1").status_code == 200
        answer_texts(person_id=mentor.person.pk, now=MONDAY + HOUR, chance=0.5)
        connection.close()

    set_clock(MONDAY + HOUR)
    threads = [Thread(target=text) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert state_of(session) == "confirmed"
    assert AuditEntry.objects.filter(action="session.confirmed").count() == 1
    assert sorted(InboundText.objects.values_list("outcome", flat=True)) == ["accepted", "coming"]
