"""The link in a message by which its reader stops more of them, without signing in.

In a text it is short, as it costs room there: a letter for the channel, the person's number in base 36, and 65 bits of
a signature that nobody guesses. A channel without a letter is named, and a hyphen follows. The signature of a link in
what comes to a phone is over that phone, too: it opens nothing once the person has another one.
"""

import re
from base64 import b32encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext, override

EMAIL, TEXT = "email", "sms"
LETTERS = {"t": TEXT, "m": EMAIL}
SIGNATURE = 13  # letters of base 32
FORM = re.compile(r"(?:([tm])|([a-z][a-z0-9_]{1,11})-)([0-9a-z]{1,12})([a-z2-7]{13})")
# Stands in the variables of approved words for the link, which is put in when the message leaves.
STOP_LINK = "{stop_link}"


def stop_token(channel: str, person_id: int, phone: str) -> str:
    """What the link of a channel says; `phone` is E.164, "" for e-mail."""
    letter = next((letter for letter, one in LETTERS.items() if one == channel), f"{channel}-")
    return f"{letter}{int_to_base36(person_id)}{_signature(letter, person_id, phone)}"


def stop_link(channel: str, person_id: int, phone: str) -> str:
    return f"{settings.PUBLIC_URL}/s/{stop_token(channel, person_id, phone)}"


def read_token(token: str) -> tuple[str, int] | None:
    """The channel and the person's id that a token names, forged or not; None if it is none at all."""
    form = FORM.fullmatch(token)
    if form is None:
        return None
    channel = LETTERS[form[1]] if form[1] else form[2]
    return channel, min(base36_to_int(form[3]), 2**63 - 1)


def is_genuine(token: str, channel: str, person_id: int, phone: str) -> bool:
    return constant_time_compare(token, stop_token(channel, person_id, phone))


def stop_line(channel: str, person_id: int, phone: str, language: str) -> str:
    """What the first text to a number ends with, and every message of other channels whose words are ours."""
    link = {"link": stop_link(channel, person_id, phone)}
    with override(language):
        return (
            gettext("No more texts: %(link)s") % link
            if channel == TEXT
            else gettext("No more of these: %(link)s") % link
        )


def text_line(person_id: int, phone: str, language: str) -> str:
    """`stop_line` of a text."""
    return stop_line(TEXT, person_id, phone, language)


def mail_line(person_id: int, language: str) -> str:
    """What an e-mail about a session ends with."""
    with override(language):
        return gettext("No more e-mails like this: %(link)s") % {"link": stop_link(EMAIL, person_id, "")}


def _signature(letter: str, person_id: int, phone: str) -> str:
    signed = salted_hmac("meridian.stop", f"{letter} {person_id} {phone}", algorithm="sha256").digest()
    return b32encode(signed).decode().lower()[:SIGNATURE]
