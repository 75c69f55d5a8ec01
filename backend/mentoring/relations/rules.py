"""What a pair's answers make of it: plain values in, plain values out."""

from collections.abc import Sequence
from datetime import datetime, timedelta

YES, NO = "yes", "no"
STARTUP, EXPERT = "startup", "expert"
SIDES = (STARTUP, EXPERT)


def other(side: str) -> str:
    return EXPERT if side == STARTUP else STARTUP


def state_after(says: Sequence[str]) -> str:
    """The state of an offered pair whose sides say "yes", "no" or "" (nothing yet): one no ends it, two yeses begin it."""
    if NO in says:
        return "declined"
    return "active" if all(word == YES for word in says) else "offered"


def may(
    *,
    state: str,
    is_open: bool,
    side: str | None,
    coordinates: bool,
    said: str,
) -> list[str]:
    """The deeds that somebody may do to a pair. `side` is theirs in it, `said` what that side has answered; coordinators
    answer for either, and are the ones who end it."""
    is_side, is_active = side is not None, state == "active"
    open_to = {
        "answer": is_open and (coordinates or (is_side and said != NO)),
        "end": coordinates and state in ("offered", "active"),
        "propose": is_side and is_active,
        "work": is_side and is_active,
        "rate": is_side and state in ("active", "ended"),
        "rematch": is_side and is_active,
    }
    return [deed for deed, is_possible in open_to.items() if is_possible]


# A pair that agrees on nothing for so long needs a word; so does one of which a side says this or less, of five.
TIME_TO_AGREE = timedelta(days=7)
LOW = 2


def flags_of(
    *,
    is_active: bool,
    since: datetime | None,
    held: int,
    planned: int | None,
    has_next: bool,
    ratings: Sequence[int | None],
    is_unhappy: bool,
    is_late: bool,
    now: datetime,
) -> list[str]:
    """What of a pair wants a coordinator's attention: "rematch", "low_rating", "no_agreement", "no_next_session",
    "late_milestone"."""
    found = {
        "rematch": is_unhappy,
        "low_rating": any(score is not None and score <= LOW for score in ratings),
        "no_agreement": planned is None and since is not None and since + TIME_TO_AGREE <= now,
        "no_next_session": planned is not None and held < planned and not has_next,
        "late_milestone": is_late,
    }
    return [flag for flag, is_up in found.items() if is_up] if is_active else []


def is_finished(state: str, held: int, planned: int | None) -> bool:
    """Whether a pair is through: ended, or all that was agreed on has taken place."""
    return state == "ended" or (planned is not None and held >= planned)
