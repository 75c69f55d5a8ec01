"""What stands around the words that a coordinator tells many: the hub's name before them, the way out below."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, override

from messaging.models import Channel, MessageKind, TemplateAbout
from messaging.templates.filling import (
    BUILT_IN,
    OwnWords,
    Said,
    Template,
    Words,
    email_of,
    in_own_words,
    subject_of,
    text_of,
)


@dataclass(frozen=True)
class Frame:
    """What a programme has around what its people are told: its `own` words, and its `names` by language."""

    own: OwnWords
    names: Mapping[str, str]


NO_FRAME = Frame(BUILT_IN, {})


def news_words(subject: str, words: str, frame: Frame, *, language: str) -> Words:
    """The message, in the frame that the programme has worded itself where it has."""
    with override(language):
        said = news_said(subject, words, programme=frame.names.get(language, ""), language=language)
        mail, text = news_template(Channel.EMAIL), news_template(Channel.SMS)
        built_in = Words(subject_of(mail, said), email_of(mail, said), text_of(text, said).text)
        return in_own_words(built_in, frame.own, said)


def news_template(channel: str) -> Template:
    """The built-in frame as a template."""
    return Template("", "[Meridian] {words}") if channel == Channel.SMS else Template("{subject}", "{words}")


def news_said(subject: str, words: str, *, programme: str, language: str) -> Said:
    """What its placeholders stand for, in the language that is active."""
    footer = gettext(
        "The staff of the hub sends this. Choose in your settings whether news of the hub reach you."
    )
    values = {
        "subject": " ".join(subject.split()),
        "words": words,
        "programme": " ".join(programme.split()),
        "link": "",
        "reason": "",
    }
    return Said(TemplateAbout.NEWS, MessageKind.BROADCAST, language, footer, values, "")
