from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.twilio_sms.korean import is_showable
from integrations.twilio_sms.segments import size_of
from messaging import account_texts
from messaging.group_phrases import OF_KIND
from messaging.models import OF_EVENTS, MessageKind
from messaging.templates.filling import TEXT_LIMIT, Words
from messaging.texts import Briefing, words_for

STARTS_AT = datetime(2026, 11, 24, 0, tzinfo=UTC)
BRIEFING = Briefing(
    counterpart="Dana Reyes",
    programme_ko="현지화 멘토링",
    programme_en="Localization mentoring",
    other_zone="America/Los_Angeles",
    link="https://hub.example/sessions/5",
    goal="Find the first customers",
    meet_url="https://meet.example/abc",
)


# Answers to texts, news of events, and what is said of consents, have words of their own (messaging.answer_texts,
# event_texts, consent_texts).
OF_NO_SESSION = {
    *account_texts.OF_KIND,
    *OF_EVENTS,
    MessageKind.DIGEST,
    MessageKind.BROADCAST,
    MessageKind.CODE,
    MessageKind.ANSWER,
    MessageKind.PROGRAMME,
    MessageKind.CONSENT,
}
OF_SESSIONS = [kind for kind in MessageKind if kind not in OF_NO_SESSION]


def words(
    kind: MessageKind, language: str = "en", briefing: Briefing = BRIEFING, zone: str = "Asia/Seoul"
) -> Words:
    return words_for(kind, briefing, starts_at=STARTS_AT, zone=zone, language=language)


def test_a_korean_reminder_names_both_days_and_both_clocks() -> None:
    assert words(MessageKind.REMINDER, "ko").sms == (
        "[Meridian] 세션 알림: Dana Reyes님\n"
        "11월 24일 (화) 09:00 서울 · 11월 23일 (월) 16:00 캘리포니아\n"
        "https://hub.example/sessions/5"
    )


def test_an_english_text_stays_in_the_cheap_alphabet_and_in_two_parts() -> None:
    text = words(
        MessageKind.REMINDER, zone="America/Los_Angeles", briefing=replace(BRIEFING, other_zone="Asia/Seoul")
    )
    assert text.sms == (
        "[Meridian] Reminder: session with Dana Reyes\n"
        "Mon 23 Nov 16:00 California / Tue 24 Nov 09:00 Seoul\n"
        "https://hub.example/sessions/5"
    )
    assert (size_of(text.sms).encoding, size_of(text.sms).parts) == ("GSM-7", 1)


def test_a_request_by_e_mail_carries_the_facts_and_the_link_to_answer() -> None:
    briefing = replace(BRIEFING, link="https://hub.example/answer/token")
    assert words(MessageKind.REQUESTED, briefing=briefing).email == (
        "Dana Reyes asks you for a session. The time is held for you.\n\n"
        "Programme: Localization mentoring\n"
        "With: Dana Reyes\n"
        "When: Tue 24 Nov 09:00 Seoul · Mon 23 Nov 16:00 California\n"
        "Goal: Find the first customers\n\n"
        "Accept or decline with a word, no sign-in needed:\n"
        "https://hub.example/answer/token\n\n"
        "Meridian sends this because you take part in the session. Choose in your settings what you get.\n"
    )


def test_the_video_link_stands_only_where_there_will_be_a_session() -> None:
    with_link = [kind for kind in OF_SESSIONS if "meet.example" in words(kind).email]
    assert with_link == [
        MessageKind.CONFIRMED,
        MessageKind.MOVED,
        MessageKind.REMINDER,
        MessageKind.STARTING,
        MessageKind.MEETING,
    ]


def test_a_reason_is_told() -> None:
    moved = words(MessageKind.MOVED, briefing=replace(BRIEFING, reason="My flight\nis late"))
    assert "Reason: My flight is late\n" in moved.email
    assert "\nMy flight is late\n" in moved.sms


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", OF_SESSIONS)
def test_no_text_asks_to_answer_with_a_word_that_ends_all_texts(kind: MessageKind, language: str) -> None:
    text = words(kind, language).sms.casefold()
    assert [word for word in ("reply", "answer cancel", "stop", "답장", "회신") if word in text] == []


@pytest.mark.parametrize("kind", OF_SESSIONS)
def test_every_kind_speaks_korean(kind: MessageKind) -> None:
    korean, english = words(kind, "ko"), words(kind, "en")
    assert korean.subject != english.subject
    lines = zip(korean.email.splitlines(), english.email.splitlines(), strict=True)
    same = [ko for ko, en in lines if ko == en and ko]
    assert same == ["https://hub.example/sessions/5"]


@pytest.mark.parametrize("kind", list(OF_KIND))
def test_a_group_session_is_named_by_its_title_in_both_languages(kind: MessageKind) -> None:
    group = replace(BRIEFING, title="Pricing", until="Tue 12:00", remark="Free it first.")
    korean, english = words(kind, "ko", group), words(kind, "en", group)
    assert '"Pricing"' in korean.subject
    assert '"Pricing"' in english.subject
    assert korean.subject != english.subject
    assert "Free it first.\n" in korean.email
    assert size_of(english.sms).encoding == "GSM-7"


def test_nobody_is_told_that_they_take_part_in_a_group_session_who_may_not() -> None:
    group = replace(BRIEFING, title="Pricing")
    taking_part = {kind for kind in OF_KIND if "because you take part" in words(kind, briefing=group).email}
    assert taking_part == {
        MessageKind.CONFIRMED,
        MessageKind.MAILED,
        MessageKind.HANDED_OVER,
        MessageKind.SEATED,
        MessageKind.REMINDER,
        MessageKind.STARTING,
        MessageKind.AFTER,
        MessageKind.PUT_BACK,
        MessageKind.NO_ROOM,
        MessageKind.NEW_RULES,
        MessageKind.KEPT,  # the host, like "put back"
    }
    assert "because you take part" in words(MessageKind.CANCELLED).email


@given(name=st.text(max_size=150), reason=st.text(max_size=600), kind=st.sampled_from(OF_SESSIONS))
def test_whatever_people_write_a_text_is_showable_short_enough_and_its_link_whole(
    name: str, reason: str, kind: MessageKind
) -> None:
    sms = words(kind, "ko", replace(BRIEFING, counterpart=name, reason=reason)).sms
    assert all(character == "\n" or is_showable(character) for character in sms)
    assert len(sms) <= TEXT_LIMIT
    way_in = "meet.example/abc" if kind is MessageKind.STARTING else "hub.example/sessions/5"
    assert sms.endswith(f"\nhttps://{way_in}")


@given(name=st.text(max_size=300))
def test_a_subject_is_one_line_and_fits_its_column(name: str) -> None:
    subject = words(MessageKind.MOVED, briefing=replace(BRIEFING, counterpart=name)).subject
    assert len(subject) <= 200
    assert len(subject.splitlines()) == 1


@pytest.mark.parametrize("kind", list(account_texts.OF_KIND))
def test_a_mail_about_ones_account_says_where_to_mend_it_in_both_languages(kind: MessageKind) -> None:
    link = "https://hub.example/settings"
    korean, english = (
        account_texts.account_words(kind, link=link, language=language) for language in ("ko", "en")
    )
    assert korean[0] != english[0]
    same = set(korean[1].splitlines()) & set(english[1].splitlines())
    assert same == {"", link}
