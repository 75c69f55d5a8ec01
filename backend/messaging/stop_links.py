"""The link in a text or an e-mail by which its reader stops more of them, without signing in.

It is short, as it costs room in a text: a letter for the channel, the person's number in base 36, and 65 bits of a
signature that nobody guesses. The signature of a link in a text is over the phone, too: it opens nothing once the
person has another one.
"""

import re
from base64 import b32encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext, override

LETTERS = {"sms": "t", "email": "m"}
SIGNATURE = 13  # letters of base 32
FORM = re.compile(r"([tm])([0-9a-z]{1,12})([a-z2-7]{13})")


def stop_token(channel: str, person_id: int, phone: str) -> str:
    """What the link of a channel says; `phone` is E.164, "" for e-mail."""
    letter = LETTERS[channel]
    return f"{letter}{int_to_base36(person_id)}{_signature(letter, person_id, phone)}"


def stop_link(channel: str, person_id: int, phone: str) -> str:
    return f"{settings.PUBLIC_URL}/s/{stop_token(channel, person_id, phone)}"


def read_token(token: str) -> tuple[str, int] | None:
    """The channel and the person's id that a token names, forged or not; None if it is none at all."""
    form = FORM.fullmatch(token)
    if form is None:
        return None
    channel = next(one for one, letter in LETTERS.items() if letter == form[1])
    return channel, min(base36_to_int(form[2]), 2**63 - 1)


def is_genuine(token: str, channel: str, person_id: int, phone: str) -> bool:
    return constant_time_compare(token, stop_token(channel, person_id, phone))


def text_line(person_id: int, phone: str, language: str) -> str:
    """What the first text to a number ends with."""
    with override(language):
        return gettext("No more texts: %(link)s") % {"link": stop_link("sms", person_id, phone)}


def mail_line(person_id: int, language: str) -> str:
    """What an e-mail about a session ends with."""
    with override(language):
        return gettext("No more e-mails like this: %(link)s") % {"link": stop_link("email", person_id, "")}


def _signature(letter: str, person_id: int, phone: str) -> str:
    signed = salted_hmac("meridian.stop", f"{letter} {person_id} {phone}", algorithm="sha256").digest()
    return b32encode(signed).decode().lower()[:SIGNATURE]
