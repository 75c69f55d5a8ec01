"""The address that an answer to one of our e-mails goes to: ours, with the message and a signature behind a plus.

Mail servers may change upper and lower case, so the signature has letters of one case alone: 80 bits, in base 32.
"""

import re
from base64 import b32encode
from collections.abc import Iterable
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "meridian.mail-answers"
FORM = re.compile(r"\+m([0-9]{1,18})-([a-z2-7]{16})@")


def answers_reach_us() -> bool:
    """Whether mail to such addresses is read (`MERIDIAN_REPLIES_PLUS`)."""
    return bool(settings.ANSWERS_BY_MAIL)


def answer_address(message_id: int) -> str:
    """Where an answer to the message of this id goes."""
    local, _, domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")
    return f"{local}+m{message_id}-{_signature(message_id)}@{domain}"


def message_id_in(addresses: Iterable[str]) -> int | None:
    """The id of the message that one of these addresses was made for; None if none was."""
    for address in addresses:
        found = FORM.search(address.lower())
        if found and constant_time_compare(found[2], _signature(int(found[1]))):
            return int(found[1])
    return None


def _signature(message_id: int) -> str:
    mac = salted_hmac(SALT, str(message_id), algorithm="sha256").digest()
    return b32encode(mac[:10]).decode().lower()
