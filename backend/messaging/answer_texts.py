"""What Meridian answers to a text: what was made of it, where that leads, and when the session is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, override

from messaging.inbound.rules import WITH_TIME, Back
from messaging.models import Channel, TemplateAbout
from messaging.near_days import start_in_mail
from messaging.templates.filling import BUILT_IN, Key, OwnWords, Said, Template, own_text, text_of


@dataclass(frozen=True)
class Answered:
    """The session that an answer is about, as its reader is told of it: with whom, when, and in which zones (IANA) the
    two are then."""

    other_name: str
    starts_at: datetime
    zone: str
    other_zone: str


_LEADS: dict[Back, Callable[[], str]] = {
    Back.ACCEPTED: lambda: gettext("Agreed: session with %(name)s"),
    Back.COMING: lambda: gettext("Thank you. %(name)s sees that you will come:"),
    Back.OTHER_TIME: lambda: gettext("Propose other times to %(name)s here:"),
    Back.CHOOSE: lambda: gettext("There is more to decide about the session with %(name)s. Choose here:"),
    Back.WHICH: lambda: gettext("Several of your sessions wait for you. Choose the one you mean here:"),
    Back.OFF: lambda: gettext("The session with %(name)s was called off:"),
    Back.OVER: lambda: gettext("The session with %(name)s is over:"),
    Back.MOVED: lambda: gettext("The session with %(name)s has another time by now:"),
    Back.WAITS: lambda: gettext("%(name)s has not answered yet. You will hear of it. The session:"),
    Back.CALENDAR: lambda: gettext(
        "Not agreed yet: your own calendar shows something then, or cannot be read. Decide here:"
    ),
    Back.NOT_NOW: lambda: gettext("Nothing was changed. See how the session with %(name)s stands:"),
    Back.PASSED_ON: lambda: gettext("Passed on to %(name)s. All that was written:"),
    Back.TOO_MANY: lambda: gettext(
        "Not passed on: those were many texts within the hour. Write the rest here:"
    ),
    Back.UNPLACED: lambda: gettext(
        "Not passed on: we cannot tell which session you mean. Write on its page:"
    ),
}


def answer_words(
    back: Back,
    answered: Answered | None,
    *,
    programme: str,
    link: str,
    language: str,
    own: OwnWords = BUILT_IN,
) -> str:
    """The text, in the words of the `programme` where it has its `own`. `answered` is None where nobody can tell which
    session is meant."""
    with override(language):
        said = answer_said(back, answered, programme=programme, link=link, language=language)
        built_in = text_of(answer_template(back), said).text
        return own_text(own.get(Key(said.about, back, Channel.SMS, language)), said) or built_in


def answer_template(back: Back) -> Template:
    """The built-in words as a template, in the language that is active."""
    lines = ["[Meridian] " + _LEADS[back]() % {"name": "{other_name}"}, "{link}"]
    if back in WITH_TIME:
        lines.insert(1, "{start_both}")
    return Template("", "\n".join(lines))


def answer_said(back: Back, answered: Answered | None, *, programme: str, link: str, language: str) -> Said:
    """What its placeholders stand for, in the language that is active."""
    values = {"programme": " ".join(programme.split()), "link": link, "reason": ""}
    if answered:
        start = start_in_mail(answered.starts_at, answered.zone, answered.other_zone, language, None)
        values |= {
            "other_name": " ".join(answered.other_name.split()),
            "start_both": start.both,
            "start_here": start.here,
            "start_there": start.there,
        }
    return Said(TemplateAbout.ANSWER, back, language, "", values, link)
