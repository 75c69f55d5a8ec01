"""What a text that somebody sends us means. Plain values in, plain values out."""

import unicodedata
from enum import StrEnum

# Few, and each alone: a sentence that contains one is a sentence.
YES = frozenset({"1", "y", "yes", "ok", "okay", "예", "네", "넵"})
OTHER_TIME = frozenset({"2"})
# Twilio answers these by itself (https://help.twilio.com/articles/223134027).
HELP = frozenset({"help", "info"})


class Reading(StrEnum):
    YES = "yes"
    OTHER_TIME = "other_time"
    WORDS = "words"


def reading_of(text: str) -> Reading:
    """A full-width digit and Hangul in pieces count as they look."""
    word = _word(text)
    if word in YES:
        return Reading.YES
    return Reading.OTHER_TIME if word in OTHER_TIME else Reading.WORDS


def asks_for_help(text: str, keyword: str) -> bool:
    """`keyword` is what Twilio itself has read in it (OptOutType)."""
    return keyword.casefold() == "help" or _word(text) in HELP


def _word(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(" \t\r\n.!~,。").casefold()
