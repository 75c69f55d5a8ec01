"""How a text is counted, and what a phone shows of it."""

from __future__ import annotations

from decimal import Decimal

from integrations.emulators.twilio.numbers import is_korean, is_whatsapp

GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ÄÖÑÜ§¿äöñüà"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)
GSM_ESCAPED = set("\f^{}\\[~]|€")
KOREAN_PREFIX = "[국제발신]\n"


def parts_of(text: str) -> int:
    """The number of messages that the network makes of a text."""
    if set(text) <= GSM | GSM_ESCAPED:
        widths, single, each = [1 + (letter in GSM_ESCAPED) for letter in text], 160, 153
    else:
        widths, single, each = [len(letter.encode("utf-16-le")) // 2 for letter in text], 70, 67
    if sum(widths) <= single:
        return 1
    parts, free = 0, 0
    for width in widths:
        if width > free:
            parts, free = parts + 1, each
        free -= width
    return parts


def parts_on(address: str, text: str) -> int:
    """WhatsApp counts no parts."""
    return 1 if is_whatsapp(address) else parts_of(text)


def price_of(number: str, parts: int) -> str:
    """What all parts cost, negative as Twilio writes it. The amounts are made up."""
    if is_whatsapp(number):
        return f"{-Decimal('0.0132'):.5f}"
    each = Decimal("0.05") if is_korean(number) else Decimal("0.008")
    return f"{-each * parts:.5f}"


def is_showable_in_korea(text: str) -> bool:
    return all(_is_euc_kr(letter) for letter in text)


def shown_on(number: str, text: str) -> str:
    """The text as the phone shows it. Korean carriers mark foreign messages and know EUC-KR only."""
    if not is_korean(number):
        return text
    return KOREAN_PREFIX + "".join(letter if _is_euc_kr(letter) else "?" for letter in text)


def _is_euc_kr(letter: str) -> bool:
    # Python spells out the syllables that EUC-KR lacks in eight bytes, which no phone understands.
    try:
        return len(letter.encode("euc_kr")) <= 2
    except UnicodeEncodeError:
        return False
