"""What guests of an event read: on their clock, in their language, and short enough for a phone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from integrations.twilio_sms.korean import is_showable
from integrations.twilio_sms.segments import size_of
from messaging.event_texts import EventLine, EventNews, event_words
from messaging.models import OF_EVENTS, MessageKind
from messaging.templates.filling import Words
from messaging.texts import Briefing, words_for

FIRST = datetime(2026, 12, 10, 9, 30, tzinfo=UTC)  # 18:30 in Seoul
LINES = tuple(
    EventLine(FIRST + timedelta(minutes=25 * at), str(at + 1), f"Dana Reyes {at} (Google)") for at in range(5)
)
NEWS = EventNews(
    occasion="event:1",
    version="1.1",
    title="Evening",
    zone="Asia/Seoul",
    useful_until=LINES[-1].starts_at,
    link="https://hub.example/events/evening/agenda",
    lines=LINES,
)
ASKED = (
    "Somebody would like to meet you at %(name)s",
    "At %(name)s, another guest asks you for a meeting.",
    "Take it or decline, with one tap:",
)


def words(
    kind: MessageKind,
    lines: tuple[EventLine, ...] = LINES,
    *,
    zone: str = "Asia/Seoul",
    language: str = "en",
    news: EventNews = NEWS,
) -> Words:
    return event_words(kind, news, lines, zone=zone, language=language, text_link="https://hub.example/l/x")


def test_a_phone_shows_the_first_meetings_under_their_day_and_how_many_there_are_besides() -> None:
    assert words(MessageKind.AGENDA).sms.splitlines() == [
        "[Meridian] Whom you meet at Evening",
        "Thu 10 Dec, Seoul",
        "18:30 table 1, Dana Reyes 0 (Google)",
        "18:55 table 2, Dana Reyes 1 (Google)",
        "19:20 table 3, Dana Reyes 2 (Google)",
        "and 2 more",
        "https://hub.example/l/x",
    ]


def test_a_korean_text_says_what_is_other_than_before() -> None:
    changed = (replace(LINES[0], was_at="4"), EventLine(LINES[1].starts_at))
    assert words(MessageKind.REPLANNED, changed, language="ko").sms.splitlines() == [
        "[Meridian] 변경: Evening의 만남",
        "12월 10일 (목), 서울",
        "18:30 테이블 1(변경 전 4), Dana Reyes 0 (Google)",
        "18:55 만남 없음(취소됨)",
        "https://hub.example/l/x",
    ]


def test_who_is_on_the_other_side_of_the_ocean_reads_both_clocks() -> None:
    said = words(MessageKind.AGENDA, LINES[:1], zone="America/Los_Angeles")
    assert said.sms.splitlines()[1:3] == [
        "Thu 10 Dec",
        "Thu 01:30 California / Thu 18:30 Seoul table 1, Dana Reyes 0 (Google)",
    ]
    assert (
        "Thu 10 Dec 01:30 California · Thu 10 Dec 18:30 Seoul: table 1, Dana Reyes 0 (Google)" in said.email
    )


def test_who_meets_nobody_is_told_so_and_a_called_off_event_says_why() -> None:
    assert "No meeting is planned for you." in words(MessageKind.AGENDA, ()).email
    off = words(MessageKind.CALLED_OFF, (), news=replace(NEWS, word="No\nheating"))
    assert "A word from the hub: No heating\n" in off.email
    assert "No meeting" not in off.email


def test_who_is_asked_for_a_meeting_reads_by_whom_when_where_and_why() -> None:
    asked = replace(NEWS, phrases=ASKED, word="About\nKorea")
    said = words(MessageKind.BOOKING, LINES[:1], news=asked)
    assert said.sms.splitlines() == [
        "[Meridian] Somebody would like to meet you at Evening",
        "Thu 10 Dec, Seoul",
        "18:30 table 1, Dana Reyes 0 (Google)",
        "https://hub.example/l/x",
    ]
    assert said.subject == "Somebody would like to meet you at Evening"
    assert said.email.split("\n\n")[:4] == [
        "At Evening, another guest asks you for a meeting.",
        "Thu 10 Dec 18:30 Seoul: table 1, Dana Reyes 0 (Google)",
        "“About Korea”",
        "Take it or decline, with one tap:\nhttps://hub.example/events/evening/agenda",
    ]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", OF_EVENTS)
def test_long_names_and_line_breaks_make_no_line_of_their_own_and_no_endless_text(
    kind: MessageKind, language: str
) -> None:
    long = tuple(replace(one, people="Nam\ne " * 60, table="T\n" * 5) for one in LINES)
    phrases = ASKED if kind is MessageKind.BOOKING else None
    said = words(kind, long, language=language, news=replace(NEWS, title="Ti\ntle " * 60, phrases=phrases))
    assert all(one == "\n" or is_showable(one) for one in said.sms)
    assert size_of(said.sms).parts <= 8
    assert "\n" not in said.subject
    assert len(said.subject) <= 200
    assert said.sms.splitlines()[-1] == "https://hub.example/l/x"


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "[Meridian] Next: table 4, Dana Reyes (Google)"),
        ("ko", "[Meridian] 다음 만남: 테이블 4, Dana Reyes (Google)"),
    ],
)
def test_the_next_table_is_told_with_the_way_there(language: str, heading: str) -> None:
    briefing = Briefing(
        counterpart="Dana Reyes (Google)",
        programme_ko="저녁",
        programme_en="Evening",
        other_zone="Asia/Seoul",
        link="https://hub.example/events/evening/agenda",
        table="4",
    )
    zone = "Asia/Seoul"
    said = words_for(
        MessageKind.MEETING, briefing, starts_at=FIRST, zone=zone, language=language, text_link="L"
    )
    assert said.sms.splitlines()[0] == heading
    assert said.sms.splitlines()[-1] == "L"
    assert "https://hub.example/events/evening/agenda" in said.email
    online = replace(briefing, meet_url="https://meet.example/4")
    said = words_for(
        MessageKind.MEETING, online, starts_at=FIRST, zone=zone, language=language, text_link="L"
    )
    assert said.sms.splitlines()[-1] == "https://meet.example/4"
