"""The words of answers to texts, and what stands around announcements: built in, and as a programme has them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from messaging.answer_texts import Answered, answer_words
from messaging.inbound.rules import OF_NO_SESSION, Back
from messaging.models import Channel, MessageKind, TemplateAbout
from messaging.news_texts import NO_FRAME, Frame, news_words
from messaging.templates.catalogue import built_in
from messaging.templates.filling import BUILT_IN, Key, OwnWords, Template, template_faults

STARTS_AT = datetime(2026, 11, 24, tzinfo=UTC)
ANSWERED = Answered("Dana {link} Reyes", STARTS_AT, "Asia/Seoul", "America/Los_Angeles")


def answered(back: Back, own: OwnWords = BUILT_IN, language: str = "en") -> str:
    about = None if back in OF_NO_SESSION else ANSWERED
    return answer_words(
        back, about, programme="Global", link="https://h.example/s/1", language=language, own=own
    )


@pytest.mark.parametrize("back", list(Back))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_built_in_answers_are_templates_that_can_be_worded(back: Back, language: str) -> None:
    key = Key(TemplateAbout.ANSWER, back, Channel.SMS, language)
    template = built_in(key)
    assert template_faults(key.about, back, Channel.SMS, template) == {}
    text = answered(back, language=language)
    assert text.startswith("[Meridian] ")
    assert text.splitlines()[-1] == "https://h.example/s/1"
    assert answered(back, {key: template}, language) == text
    assert answered(back, {key: replace(template, body=template.body + "\n{programme}")}, language) == (
        text + "\nGlobal"
    )


def test_an_answer_names_the_time_where_that_matters_and_no_session_where_none_is_known() -> None:
    def faults(back: Back, body: str) -> list[tuple[str, str]]:
        found = template_faults(TemplateAbout.ANSWER, back, Channel.SMS, Template("", body))
        return [(fault.code, fault.placeholder) for fault in found.get("body", [])]

    assert faults(Back.ACCEPTED, "Done {link}") == [("missing_placeholder", "start_both")]
    assert faults(Back.WAITS, "Wait {link}") == []
    assert faults(Back.WHICH, "Which? {other_name} {link}") == [("unknown_placeholder", "other_name")]
    assert faults(Back.WHICH, "Which?") == [("missing_placeholder", "link")]


def test_the_frame_of_a_programme_stands_around_what_a_coordinator_tells() -> None:
    own = {
        Key(TemplateAbout.NEWS, MessageKind.BROADCAST, Channel.SMS, "en"): Template(
            "", "[{programme}] {words}"
        ),
        Key(TemplateAbout.NEWS, MessageKind.BROADCAST, Channel.EMAIL, "en"): Template(
            "{programme}: {subject}", "Hello!\n\n{words}\n\nYours, the hub"
        ),
    }
    told = news_words("Demo day", "On {words} Friday", Frame(own, {"en": "Global"}), language="en")
    assert (told.subject, told.sms) == ("Global: Demo day", "[Global] On {words} Friday")
    assert told.email.startswith("Hello!\n\nOn {words} Friday\n\nYours, the hub\n\nThe staff of the hub")
    korean = news_words("데모데이", "금요일", Frame(own, {"en": "Global"}), language="ko")
    assert korean == news_words("데모데이", "금요일", NO_FRAME, language="ko")
    longest = Template("", "x" * 293 + "{words}")
    assert template_faults(TemplateAbout.NEWS, MessageKind.BROADCAST, Channel.SMS, longest) == {}
    fitting = {Key(TemplateAbout.NEWS, MessageKind.BROADCAST, Channel.SMS, "en"): longest}
    whole = news_words("Demo day", "y" * 1000, Frame(fitting, {}), language="en").sms
    assert whole == "x" * 293 + "y" * 1000
