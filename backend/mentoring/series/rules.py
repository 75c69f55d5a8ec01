"""What may happen to a series, by whom; and which other times to offer for a date that is taken."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from agenda.recurrence import LAST, Frequency, Rule, WallStart, occurrences
from agenda.wall_clock import zone
from mentoring.rules import Part

MOST_ALTERNATIVES = 3
BOTH = frozenset({Part.EXPERT, Part.STARTUP, Part.COORDINATOR})
# deed -> who, in which states of the series
DEEDS: dict[str, tuple[frozenset[Part], frozenset[str]]] = {
    "accept": (frozenset({Part.EXPERT, Part.COORDINATOR}), frozenset({"requested", "active"})),
    "decline": (frozenset({Part.EXPERT, Part.COORDINATOR}), frozenset({"requested", "active"})),
    "skip": (BOTH, frozenset({"active"})),
    "move": (BOTH, frozenset({"active"})),
    "end": (BOTH, frozenset({"requested", "active"})),
    "override_policy": (BOTH, frozenset({"active"})),
    "extend": (BOTH, frozenset({"active"})),
}


def may(part: Part | None, state: str, *, has_ahead: bool, has_requested: bool, overrides: bool) -> list[str]:
    """The deeds open to `part`; `has_ahead` says whether any date lies ahead, `has_requested` whether one waits
    for the expert's answer, `overrides` whether `part` may set the programme's policy aside."""
    may_end = has_ahead and not (part is Part.EXPERT and state == "requested")  # an expert declines
    needs = {"accept": has_requested, "decline": has_requested, "end": may_end, "extend": True}
    needs["override_policy"] = has_ahead and overrides
    return [
        deed
        for deed, (parts, states) in DEEDS.items()
        if part in parts and state in states and needs.get(deed, has_ahead)
    ]


def alternatives(starts_at: datetime, free: Sequence[datetime], time_zone: str) -> list[datetime]:
    """Up to three of the `free` starts, ascending: those nearest on the same date, then in the same week, of a clock."""
    on = starts_at.astimezone(zone(time_zone)).date()
    same_week = [
        (start.astimezone(zone(time_zone)).date() != on, abs(start - starts_at), start)
        for start in free
        if start.astimezone(zone(time_zone)).date().isocalendar()[:2] == on.isocalendar()[:2]
    ]
    return sorted(start for _, _, start in sorted(same_week)[:MOST_ALTERNATIVES])


def nearest(starts_at: datetime, free: Sequence[datetime]) -> list[datetime]:
    """Up to three of the `free` starts, ascending: those nearest."""
    return sorted(sorted(free, key=lambda start: (abs(start - starts_at), start))[:MOST_ALTERNATIVES])


def own_hour(starts_at: datetime, time_zone: str) -> WallStart | None:
    """What the clock of `time_zone` shows at a start that was chosen for one date. None where it shows that hour twice,
    and the start is the second: by the clock alone it could not be said."""
    shown = starts_at.astimezone(zone(time_zone))
    own = WallStart(shown.date(), shown.time(), time_zone)
    return own if own.instant_on(own.on) == starts_at else None


def rest_from(rule: Rule, start: WallStart, on: date, to: WallStart) -> tuple[Rule | None, Rule]:
    """The rule cut in two at its occurrence `on`: what went before (None if nothing), and the same number of
    following ones with the weekdays, or the day of the month, turned so that they begin at `to`.

    Raises ValueError if the rule does not come round on `on`.
    """
    dates = [found.on for found in occurrences(rule, start)]
    before = dates.index(on)
    left = len(dates) - before
    if rule.month_day is not None:
        is_last = (to.on + timedelta(days=1)).month != to.on.month
        month_day = LAST if rule.month_day == LAST and is_last else to.on.day
        after = replace(rule, month_day=month_day, count=left, until_on=None)
    elif rule.frequency is Frequency.MONTHLY:
        is_last = (to.on + timedelta(days=7)).month != to.on.month
        position = LAST if rule.position == LAST and is_last else (to.on.day - 1) // 7 + 1
        after = replace(rule, position=position, count=left, until_on=None)
    else:
        turn = (to.on - on).days
        turned = tuple(sorted({(day + turn) % 7 for day in rule.weekdays}))
        after = replace(rule, weekdays=turned, count=left, until_on=None)
    return (replace(rule, count=before, until_on=None) if before else None), after
