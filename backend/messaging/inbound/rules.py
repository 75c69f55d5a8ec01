"""What a text that somebody sends us means, and what can be made of it. Plain values in, plain values out."""

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


class Back(StrEnum):
    """What was made of a text; stable words, kept with it. Each has words of its own (`messaging.answer_texts`)."""

    ACCEPTED = "accepted"
    COMING = "coming"
    OTHER_TIME = "other_time"
    CHOOSE = "choose"
    WHICH = "which"
    OFF = "off"
    OVER = "over"
    MOVED = "moved"
    WAITS = "waits"
    CALENDAR = "calendar"
    NOT_NOW = "not_now"
    PASSED_ON = "passed_on"
    TOO_MANY = "too_many"
    UNPLACED = "unplaced"


# The answers that name the time of the session, and those of which nobody can tell which session is meant.
WITH_TIME = frozenset(
    {Back.ACCEPTED, Back.COMING, Back.OTHER_TIME, Back.OFF, Back.OVER, Back.MOVED, Back.CALENDAR}
)
OF_NO_SESSION = frozenset({Back.WHICH, Back.UNPLACED})


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
