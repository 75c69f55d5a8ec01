from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.emulators.twilio.texts import parts_of
from integrations.twilio_sms.korean import is_showable
from integrations.twilio_sms.segments import BASIC, EXTENDED, size_of
from messaging import group_phrases, texts
from messaging.digest_texts import DigestEntry, digest_words
from messaging.inbound.rules import Back
from messaging.models import Channel, MessageKind, TemplateAbout
from messaging.near_days import Leaving
from messaging.news_texts import NO_FRAME, Frame, news_words
from messaging.templates.catalogue import built_in, every_key, sample_said
from messaging.templates.filling import (
    BUILT_IN,
    Key,
    OwnWords,
    Template,
    Words,
    in_own_words,
    template_faults,
    text_of,
)
from messaging.templates.preview import SAMPLES, Place, shown
from messaging.templates.rules import Fault, Grammar, escaped, faults_of, filled, names_in
from messaging.texts import Briefing, words_for

NOW = datetime(2026, 11, 15, 3, tzinfo=UTC)
STARTS_AT = datetime(2026, 11, 24, tzinfo=UTC)
GRAMMAR = Grammar(frozenset({"link", "other_name", "reason"}), (("link",),), 60)
REMINDER = Key(TemplateAbout.SESSION, MessageKind.REMINDER, Channel.SMS, "en")
BRIEFING = Briefing(
    counterpart="Dana Reyes",
    programme_ko="현지화 멘토링",
    programme_en="Localization mentoring",
    other_zone="America/Los_Angeles",
    link="https://hub.example/sessions/5",
    goal="Find the first customers",
    reason="My flight is late",
)
OWN = Template("", "Soon: {other_name}\n{start_here}\n{dates_count}\n{link}")


@given(st.text(), st.dictionaries(st.sampled_from(["link", "other_name"]), st.text()))
def test_no_text_keeps_from_filling_in(text: str, values: dict[str, str]) -> None:
    filled(text, values)
    faults_of(text, GRAMMAR)


@given(st.text().filter(lambda text: "\r" not in text))
def test_what_is_escaped_is_said_as_it_was(text: str) -> None:
    said = filled(escaped(text), {"link": "-"})
    assert names_in(escaped(text)) == frozenset()
    assert said == filled(escaped(said), {})
    if "\n" not in text:
        assert said == text


@given(st.text(alphabet=st.characters(exclude_characters="\n\r"), min_size=1))
def test_what_is_put_in_is_not_read_as_a_template(value: str) -> None:
    assert filled("{link}", {"link": value, "other_name": "no"}) == value
    assert filled("{link}", {"link": "{other_name}", "other_name": "no"}) == "{other_name}"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Hello {other_name}\n{link}", []),
        ("{{link}} {link}", []),
        ("Hello {other_name}", [Fault("missing_placeholder", "link")]),
        ("{link} {nobody}", [Fault("unknown_placeholder", "nobody")]),
        ("{link} {other_name.email}", [Fault("malformed_placeholder", "{other_name.email}")]),
        ("{link} {link!r}", [Fault("malformed_placeholder", "{link!r}")]),
        ("{link} {", [Fault("malformed_placeholder", "{")]),
        (" \n", [Fault("is_empty")]),
        ("{link}" + "x" * 60, [Fault("too_long")]),
    ],
)
def test_what_is_wrong_is_named(text: str, faults: list[Fault]) -> None:
    assert [one for one in faults_of(text, GRAMMAR) if one.placeholder[:1] != "}"] == faults


def test_a_line_that_has_nothing_to_say_is_left_out() -> None:
    text = "A\n{reason}\n\n\nReason: {reason} {link}\nReason: {reason}\nB"
    assert filled(text, {"reason": "", "link": "x"}) == "A\n\nReason:  x\nB"


@pytest.mark.parametrize(
    "key", [key for key in every_key() if isinstance(key.kind, MessageKind) and not key.is_approved], ids=str
)
def test_the_built_in_words_are_templates_that_say_what_is_sent(key: Key) -> None:
    """What the editor begins with is, filled in, letter by letter what people get."""
    template = built_in(key)
    assert template_faults(key.about, key.kind, key.channel, template) == {}
    assert isinstance(key.kind, MessageKind)
    if key.about == TemplateAbout.NEWS:
        frame = Frame({key: template}, {})
        subject, words = "Demo {day}", "On Friday,\n\nin the hall."
        framed, plain = (news_words(subject, words, one, language=key.language) for one in (frame, NO_FRAME))
        assert framed == plain
        return
    if key.about == TemplateAbout.DAY:
        day = digest(key.language)
        assert digest(key.language, {key: template}) == day
        return
    title = "Selling abroad" if key.about == TemplateAbout.GROUP else ""
    briefing = replace(BRIEFING, title=title, until="tomorrow")
    told = {"starts_at": STARTS_AT, "zone": "Asia/Seoul", "language": key.language}
    plain = words_for(key.kind, briefing, **told)  # type: ignore[arg-type]
    assert words_for(key.kind, briefing, own={key: template}, **told) == plain  # type: ignore[arg-type]


def test_every_kind_with_words_of_its_own_can_be_worded() -> None:
    listed = {(key.about, key.kind) for key in every_key() if key.channel == Channel.EMAIL}
    of_sessions = {(TemplateAbout.SESSION, kind) for kind in texts.kinds_of_sessions()}
    of_groups = {(TemplateAbout.GROUP, kind) for kind in group_phrases.OF_KIND}
    of_many = {(TemplateAbout.DAY, MessageKind.DIGEST), (TemplateAbout.NEWS, MessageKind.BROADCAST)}
    assert listed == of_sessions | of_groups | of_many
    answers = [key.kind for key in every_key() if key.about == TemplateAbout.ANSWER and key.language == "ko"]
    assert answers == list(Back)


def digest(language: str, own: OwnWords = BUILT_IN) -> Words:
    one = DigestEntry(STARTS_AT, "Asia/Seoul", "America/Los_Angeles", "Dana Reyes", "https://h.example/1")
    two = replace(one, starts_at=STARTS_AT + timedelta(hours=3), link="https://h.example/2")
    later = replace(one, starts_at=STARTS_AT + timedelta(days=1), link="https://h.example/3")
    leaving = Leaving(STARTS_AT, "Asia/Seoul")
    link = "https://h.example/sessions"
    on = STARTS_AT.date()
    return digest_words(on, [one, two], [later], link=link, language=language, leaving=leaving, own=own)


def test_a_day_is_told_in_own_words_with_all_that_it_tells_alone() -> None:
    key = Key(TemplateAbout.DAY, MessageKind.DIGEST, Channel.EMAIL, "en")
    faults = template_faults(
        key.about, key.kind, key.channel, Template("{day}", "Good morning!\n{sessions}\n{link}")
    )
    assert [(fault.code, fault.placeholder) for fault in faults["body"]] == [("missing_placeholder", "later")]
    own = {key: Template("Your {day}", "Good morning!\n{sessions}\n{later}\n{link}")}
    told = digest("en", own)
    assert told.subject == "Your Tue 24 Nov"
    assert told.email.startswith(
        "Good morning!\ntoday, Tue 24 Nov 09:00 Seoul · Mon 23 Nov 16:00 California\n"
    )
    assert "After today:\n\ntomorrow, Wed 25 Nov 09:00 Seoul" in told.email
    assert told.email.endswith("or none.\n")
    assert told.sms == digest("en").sms


APPROVED = Key(TemplateAbout.SESSION, MessageKind.REMINDER, "whatsapp", "en")
HX = "HX" + "0a" * 16


def approved(body: str, *, sid: str = HX, **told: object) -> Words:
    return words_for(
        MessageKind.REMINDER,
        replace(BRIEFING, **told),  # type: ignore[arg-type]
        starts_at=STARTS_AT,
        zone="Asia/Seoul",
        language="en",
        own={APPROVED: Template(sid, body)},
        text_link="https://hub.example/l/abc",
    )


def test_each_line_of_approved_words_is_a_variable() -> None:
    words = "{other_name}\n{start_here}\n{reason}\n{link}"
    told = approved(words, reason="").approved["whatsapp"]
    assert told.template == HX
    assert told.variables == ("Dana Reyes", "Tue 24 Nov 09:00 Seoul", "-", "https://hub.example/l/abc")


@pytest.mark.parametrize(
    ("sid", "body", "fault"),
    [
        ("HX12", "{start_here}\n{link}", "malformed_template_id"),
        ("", "{start_here}\n{link}", "malformed_template_id"),
        (HX, "{start_here}\n\n{link}", "empty_variable"),
        (HX, "{start_here}", "missing_placeholder"),
        (HX, "{start_here}\n{link}\n{details}", "unknown_placeholder"),
        (HX, "", "is_empty"),
        (HX, "\n".join(["{start_here} {link}"] * 21), "too_long"),
    ],
)
def test_approved_words_that_cannot_be_sent_are_passed_over(sid: str, body: str, fault: str) -> None:
    assert approved(body, sid=sid).approved == {}
    found = template_faults(APPROVED.about, APPROVED.kind, APPROVED.channel, Template(sid, body))
    assert fault in [one.code for faults in found.values() for one in faults]


def test_approved_words_that_cannot_say_that_there_are_several_dates_say_nothing_of_them() -> None:
    dates = ("Tue 24 Nov", "Tue 1 Dec")
    assert approved("{start_here}\n{link}", dates=dates).approved == {}
    assert approved("{start_here}\n{dates_count}\n{link}", dates=dates).approved["whatsapp"].variables[1]


def test_own_words_are_sent_in_place_of_the_built_in_ones() -> None:
    told = words_for(
        MessageKind.REMINDER,
        BRIEFING,
        starts_at=STARTS_AT,
        zone="Asia/Seoul",
        language="en",
        own={REMINDER: OWN},
        text_link="https://hub.example/l/abc",
    )
    assert told.sms == "Soon: Dana Reyes\nTue 24 Nov 09:00 Seoul\nhttps://hub.example/l/abc"
    assert told.email.startswith("Your session with Dana Reyes is near.")


@given(st.text(), st.text())
def test_whatever_is_stored_a_message_is_written(subject: str, body: str) -> None:
    """A template that fits no longer gives way to the built-in words."""
    own = {replace(REMINDER, channel=one): Template(subject, body) for one in Channel}
    plain = words_for(MessageKind.REMINDER, BRIEFING, starts_at=STARTS_AT, zone="Asia/Seoul", language="en")
    said = sample_said(REMINDER, SAMPLES["seoul"], NOW)
    told = in_own_words(plain, own, said)
    if template_faults(REMINDER.about, REMINDER.kind, Channel.SMS, Template("", body)):
        assert told.sms == plain.sms
    assert told.sms
    assert told.email


@given(
    st.one_of(
        st.text(alphabet=sorted(BASIC | EXTENDED), max_size=480),
        st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=300),
        st.text(max_size=300),
    ),
    st.sampled_from(["seoul", "california"]),
)
def test_the_budget_is_what_the_network_counts(text: str, place: Place) -> None:
    template = Template("", escaped(text) + "\n{start_both}\n{link}")
    told = shown(REMINDER, template, place, now=NOW)
    assert told.budget is not None
    assert told.budget.parts == parts_of(told.body)
    room = told.budget.single if told.budget.parts == 1 else told.budget.each
    assert 0 <= told.budget.free < room + 1
    assert told.budget.first_parts >= told.budget.parts
    assert all(one == "\n" or is_showable(one) for one in told.body)


def test_what_phones_do_not_show_is_told_character_by_character() -> None:
    told = shown(
        REMINDER, Template("", "Soon \u2014 \U0001f600 “here”\n{link} {start_here}"), "seoul", now=NOW
    )
    assert [(one.before, one.after) for one in told.changes] == [
        ("\u2014", "-"),
        ("\U0001f600", ""),
        ("“", '"'),
        ("”", '"'),
    ]


def test_a_reader_in_california_is_shown_their_own_clock_first() -> None:
    template = built_in(replace(REMINDER, language="ko"))
    korean = [shown(replace(REMINDER, language="ko"), template, place, now=NOW) for place in SAMPLES]
    assert [one.body.splitlines()[1] for one in korean] == [
        "11월 24일 (화) 09:00 서울 · 11월 23일 (월) 16:00 캘리포니아",
        "11월 23일 (월) 16:00 캘리포니아 · 11월 24일 (화) 09:00 서울",
    ]
    assert size_of(korean[0].body).encoding == "UCS-2"


def test_a_text_keeps_its_link_whole_however_long_the_reason() -> None:
    said = sample_said(REMINDER, SAMPLES["seoul"], NOW)
    long = replace(said, values={**said.values, "reason": "왜 " * 200})
    text = text_of(Template("", "{reason}\n{link}\n{start_here}"), long).text
    assert said.text_link in text.splitlines()
    assert len(text.splitlines()[0]) <= 80


def test_own_words_show_the_one_time_that_a_yes_takes() -> None:
    key = replace(REMINDER, kind=MessageKind.PROPOSED)
    link = "https://hub.example/answer/token"
    line = f"Thu 26 Nov 09:00 Seoul · Wed 25 Nov 16:00 California {link}?start=1"
    briefing = replace(BRIEFING, link=link, dates=(line,), reason="")
    told = {
        "starts_at": STARTS_AT,
        "zone": "Asia/Seoul",
        "language": "en",
        "text_link": "https://h.example/l/a",
    }
    own = {key: Template("", "{start_here} is off\n{dates_count}\n{link}")}
    assert words_for(key.kind, briefing, own=own, **told).sms.splitlines()[1:] == [  # type: ignore[arg-type]
        "Thu 26 Nov 09:00 Seoul / Wed 25 Nov 16:00 California",
        "https://h.example/l/a",
    ]
    assert words_for(key.kind, briefing, **told).sms.splitlines()[1:] == [  # type: ignore[arg-type]
        "Thu 26 Nov 09:00 Seoul / Wed 25 Nov 16:00 California https://h.example/l/a"
    ]
