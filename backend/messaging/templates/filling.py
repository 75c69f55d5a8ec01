"""A message in the words of its programme, as far as there are any that still fit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from integrations.twilio_sms.korean import Cleaned, cleaned
from messaging.inbound.rules import Back
from messaging.models import Channel, MessageKind, TemplateAbout
from messaging.near_days import EVERY_DAY, NearDay
from messaging.templates.placeholders import grammar_of
from messaging.templates.rules import MALFORMED_ID, Fault, faults_of, filled, names_in, variable_faults

SUBJECT_LIMIT = 200
# Twilio refuses a body of more (https://www.twilio.com/docs/api/errors/21617); a link is never cut.
TEXT_LIMIT = 1600
# The first text to a number ends with the link that stops them.
ROOM_FOR_STOP = 160
REASON_LIMIT = 80
# Twilio's are HX and 32 hexadecimal digits; those of other vendors look as they like.
APPROVED_ID = re.compile(r"(?!HX)[A-Za-z0-9_.:-]{2,64}|HX[0-9a-fA-F]{32}")
NOTHING_TO_SAY = "-"

# Of an answer to a text it is what was made of that.
Kind = MessageKind | Back


@dataclass(frozen=True)
class Approved:
    """Words that a channel's vendor has approved: the id of the template there, and its variables in their order.
    `says_how_to_answer`: one of these does."""

    template: str
    variables: tuple[str, ...]
    says_how_to_answer: bool = False


@dataclass(frozen=True)
class Words:
    """One message: `subject` and `email` for the mailbox, `sms` for the phone, and what is `approved` by channel; and what
    each says of the day that is true for a while alone."""

    subject: str
    email: str
    sms: str
    mail_day: NearDay = EVERY_DAY
    text_day: NearDay = EVERY_DAY
    approved: Mapping[str, Approved] = field(default_factory=dict)


@dataclass(frozen=True)
class Key:
    """Which message a template words."""

    about: TemplateAbout
    kind: Kind
    channel: str
    language: str

    @property
    def is_approved(self) -> bool:
        """Whether its channel sends words that its vendor has approved."""
        return self.channel not in (Channel.SMS, Channel.EMAIL)


@dataclass(frozen=True)
class Template:
    """`subject` is "" for a text; of approved words it is their id, and each line of `body` a variable."""

    subject: str
    body: str


OwnWords = Mapping[Key, Template]
BUILT_IN: OwnWords = {}


@dataclass(frozen=True)
class Said:
    """What a template is filled with: `values` by placeholder, what stands below every e-mail, the link that a phone is
    shown, and the values that are others on a phone."""

    about: TemplateAbout
    kind: Kind
    language: str
    footer: str
    values: Mapping[str, str]
    text_link: str
    on_phone: Mapping[str, str] = field(default_factory=dict)


def in_own_words(built_in: Words, own: OwnWords, said: Said) -> Words:
    """`built_in`, with what the programme has worded itself in its place. Never raises: a template that no longer
    fits is passed over, and the list of templates tells so."""
    words = built_in
    mail = own.get(Key(said.about, said.kind, Channel.EMAIL, said.language))
    if mail and not template_faults(said.about, said.kind, Channel.EMAIL, mail):
        words = replace(words, subject=subject_of(mail, said), email=email_of(mail, said))
    if sms := own_text(own.get(Key(said.about, said.kind, Channel.SMS, said.language)), said):
        words = replace(words, sms=sms)
    return replace(words, approved=_approved(own, said))


def own_text(template: Template | None, said: Said) -> str:
    """The text that a programme has worded; "" where it has none that fits, or it would be too long."""
    if template is None or template_faults(said.about, said.kind, Channel.SMS, template):
        return ""
    text = text_of(template, said).text
    return text if len(text) <= TEXT_LIMIT - ROOM_FOR_STOP else ""


def _approved(own: OwnWords, said: Said) -> dict[str, Approved]:
    """By channel. What cannot say that there are several dates says nothing about them, and another channel does."""
    found = {}
    for key, template in own.items():
        if not key.is_approved or (key.about, key.kind, key.language) != (
            said.about,
            said.kind,
            said.language,
        ):
            continue
        names = names_in(template.body)
        hides_dates = said.values["dates_count"] and "dates_count" not in names
        if not hides_dates and not template_faults(key.about, key.kind, key.channel, template):
            variables = variables_of(template, said)
            found[key.channel] = Approved(template.subject, variables, "answer" in names)
    return found


def variables_of(template: Template, said: Said) -> tuple[str, ...]:
    """Each on one line, and none empty: WhatsApp refuses the message otherwise. The letters are those of texts, so that
    the words of a near day are the same."""
    values = _short(said)
    texts = [on_a_phone(filled(line, values), said.language).text for line in template.body.split("\n")]
    lines = [" ".join(text.split()) for text in texts]
    return tuple(line or NOTHING_TO_SAY for line in lines)


def template_faults(
    about: TemplateAbout, kind: Kind, channel: str, template: Template
) -> dict[str, list[Fault]]:
    """What keeps a template from being used, by field; empty if nothing."""
    if channel not in (Channel.SMS, Channel.EMAIL):
        found = {
            "subject": [] if APPROVED_ID.fullmatch(template.subject) else [Fault(MALFORMED_ID)],
            "body": variable_faults(template.body, grammar_of(about, kind, channel)),
        }
        return {name: faults for name, faults in found.items() if faults}
    fields = {"body": template.body} | ({"subject": template.subject} if channel == Channel.EMAIL else {})
    found = {
        name: faults_of(text, grammar_of(about, kind, channel, is_subject=name == "subject"))
        for name, text in fields.items()
    }
    return {name: faults for name, faults in found.items() if faults}


def subject_of(template: Template, said: Said) -> str:
    return " ".join(filled(template.subject, said.values).split())[:SUBJECT_LIMIT]


def email_of(template: Template, said: Said) -> str:
    """The footer is no part of the template: it is owed to the reader."""
    return f"{filled(template.body, said.values)}\n\n{said.footer}\n"


def text_of(template: Template, said: Said) -> Cleaned:
    return on_a_phone(filled(template.body, _short(said)), said.language)


def _short(said: Said) -> dict[str, str]:
    return {
        **said.values,
        **said.on_phone,
        "reason": said.values["reason"][:REASON_LIMIT],
        "link": said.text_link,
    }


def on_a_phone(text: str, language: str) -> Cleaned:
    """As it is sent. The phone may be Korean whatever its owner reads, and Korean carriers show EUC-KR only."""
    if language == "en":
        text = text.replace(" · ", " / ")  # a raised dot would make the whole text UCS-2, twice as long
    return cleaned(text)


def near_on_a_phone(day: NearDay, language: str) -> NearDay:
    """As it stands in a text."""
    return replace(day, near=on_a_phone(day.near, language).text, plain=on_a_phone(day.plain, language).text)
