"""What becomes of messages to a number: chosen for the number, or built into it.

Twilio's own magic numbers: https://www.twilio.com/docs/iam/test-credentials. Beyond these, `+150055` and an
error code make a number with that error: +15005530005 is a phone that does not exist.
"""

from __future__ import annotations

import re

E164 = re.compile(r"\+[1-9]\d{6,14}")
WHATSAPP = "whatsapp:"
# https://www.twilio.com/docs/whatsapp/api: the same number, behind the name of the channel.
ADDRESS = re.compile(r"(whatsapp:)?\+[1-9]\d{6,14}")
CONTENT = re.compile(r"HX[0-9a-fA-F]{32}")
MESSAGING_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")

REFUSED_CODES = frozenset({21211, 21408, 21610, 21612, 21614})
FAILED_CODES = frozenset({30001, 30034, 30610, 63016})
# Nobody has WhatsApp there, the reader has blocked us, WhatsApp does not deliver to this reader.
WHATSAPP_CODES = frozenset({63003, 63014, 63024})
UNDELIVERED_CODES = frozenset({30003, 30005, 30006, 30007, 30008}) | WHATSAPP_CODES

_MAGIC_RECIPIENTS = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
MAGIC_SENDERS = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}
_ERROR_NUMBER = re.compile(r"\+150055(\d{5})")


def is_korean(number: str) -> bool:
    return number.startswith("+82")


def is_whatsapp(address: str) -> bool:
    return address.startswith(WHATSAPP)


def error_of(number: str, chosen: dict[str, int]) -> int | None:
    """The error code that messages to the number end with; None if they arrive. By WhatsApp, `+150055` and a code of
    its own make a number with that error; what its carrier says of texts does not count there."""
    if number in chosen:
        return chosen[number]
    if is_whatsapp(number):
        found = _ERROR_NUMBER.fullmatch(number.removeprefix(WHATSAPP))
        return int(found[1]) if found and int(found[1]) in WHATSAPP_CODES else None
    if number in _MAGIC_RECIPIENTS:
        return _MAGIC_RECIPIENTS[number]
    if is_korean(number) and not number.startswith("+821"):
        return 21614
    found = _ERROR_NUMBER.fullmatch(number)
    code = int(found[1]) if found else 0
    return (
        code
        if code in (REFUSED_CODES | FAILED_CODES | UNDELIVERED_CODES) - WHATSAPP_CODES - {63016}
        else None
    )
