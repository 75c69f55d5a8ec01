"""What a template becomes on a phone or in a mailbox, what had to be changed for that, and what a text of it costs.

Counted by the very functions that texts are made with, so that the editor and the sender never differ.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from integrations.twilio_sms.korean import Change
from integrations.twilio_sms.segments import LIMITS, size_of
from messaging.models import Channel
from messaging.prices import price_of
from messaging.rules import Price
from messaging.stop_links import text_line
from messaging.templates.catalogue import Sample, asked_by, sample_said
from messaging.templates.filling import (
    Key,
    Template,
    email_of,
    subject_of,
    template_faults,
    text_of,
    variables_of,
)
from messaging.templates.rules import Fault
from messaging.two_way import can_be_answered, question_line

Place = Literal["seoul", "california"]
SAMPLES: dict[Place, Sample] = {
    "seoul": Sample("Asia/Seoul", "America/Los_Angeles"),
    "california": Sample("America/Los_Angeles", "Asia/Seoul"),
}
# Nobody has these; prices, and whether one can answer, depend on how a number begins.
PHONES: dict[Place, str] = {"seoul": "+821000000000", "california": "+14155550100"}


@dataclass(frozen=True)
class Budget:
    """What a text takes: units of its encoding, parts, units free in the last part, and the most units of one part and
    of each of several. `first_parts` is for the first text to a number, which ends with the link that stops them."""

    encoding: str
    units: int
    parts: int
    free: int
    single: int
    each: int
    first_parts: int
    price_each: Price | None
    price: Price | None


@dataclass(frozen=True)
class Shown:
    """A template filled in for somebody; `changes` are the characters that phones do not show, in order. Of approved
    words `body` shows each variable after its number."""

    subject: str
    body: str
    budget: Budget | None
    changes: tuple[Change, ...]
    faults: dict[str, list[Fault]]


def shown(key: Key, template: Template, place: Place, *, now: datetime) -> Shown:
    """What somebody in `place` would get, as far as the template can be filled in."""
    said = sample_said(key, SAMPLES[place], now)
    faults = template_faults(key.about, key.kind, key.channel, template)
    if key.channel == Channel.EMAIL:
        return Shown(subject_of(template, said), email_of(template, said), None, (), faults)
    if key.is_approved:
        numbered = enumerate(variables_of(template, said), start=1)
        return Shown(
            template.subject,
            "\n".join(f"{{{{{number}}}}} {value}" for number, value in numbered),
            None,
            (),
            faults,
        )
    text = text_of(template, said)
    whole = "\n".join([text.text, *_question(key, PHONES[place])])
    budget = _budget(whole, key.language, PHONES[place])
    return Shown("", whole, budget, _once_each(text.changes), faults)


def _question(key: Key, phone: str) -> list[str]:
    """The line about answering by text, which is added where an answer comes through."""
    asks = asked_by(key)
    return [question_line(asks, key.language)] if asks and can_be_answered(phone) else []


def _budget(text: str, language: str, phone: str) -> Budget:
    size = size_of(text)
    single, each = LIMITS[size.encoding]
    first = size_of(f"{text}\n{text_line(10**5, phone, language)}")
    return Budget(
        encoding=size.encoding,
        units=size.units,
        parts=size.parts,
        free=size.free,
        single=single,
        each=each,
        first_parts=first.parts,
        price_each=price_of(phone),
        price=price_of(phone, size.parts),
    )


def _once_each(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(dict.fromkeys(changes))
