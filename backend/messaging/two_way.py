"""Whether a message to a phone can be answered, and what it says about that: the one place that knows."""

import phonenumbers
from django.conf import settings
from django.utils.translation import gettext, override

from messaging.kind_models import Channel, MessageKind

# What the answer to a text decides; `asks` of a message holds one of these, or "".
ACCEPT, TAKE, COME = "accept", "take", "come"
QUESTIONS = {
    MessageKind.REQUESTED: ACCEPT,
    MessageKind.PROPOSED: TAKE,
    MessageKind.MOVED: COME,
    MessageKind.REMINDER: COME,
}


def can_be_answered(phone: str) -> bool:
    """Whether an answer from `phone` (E.164) reaches us: our sender is a number, no name, and the networks of that
    country carry texts back to it. Korea's take them one way, from abroad."""
    if not settings.ENV.twilio_sender.startswith(("+", "MG")):
        return False
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return False
    return region in settings.ENV.two_way_countries


def may_say_how_to_answer(kind: str, channel: str) -> bool:
    """Whether approved words may hold the line about answering: what people write on WhatsApp comes back from anywhere."""
    return channel == Channel.WHATSAPP and kind in QUESTIONS


def question_line(asks: str, language: str) -> str:
    """What a text that can be answered ends with. Never a word by which Twilio ends texts for good."""
    with override(language):
        if asks == COME:
            return gettext("Answer 1 = I will come, 2 = another time")
        return gettext("Answer 1 = yes, 2 = another time")


def masked(phone: str) -> str:
    """What a coordinator may see of a number that is nobody's."""
    return f"{phone[:2]}…{phone[-2:]}"
