"""Every date of a series to be, each as if those before it were booked: what preview, booking and changes go by."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from agenda import queries as agenda_queries
from agenda.operations import lock_limits
from agenda.queries import Trial
from agenda.recurrence import BadRule, Occurrence
from agenda.slots import Reason
from mentoring.queries import question_for
from mentoring.quotas import lock_quota
from mentoring.refusals import instant, spans_of
from mentoring.series.allowances import QUOTA_USED_UP, Room, Spent, next_free, quota_used_up, room_left
from mentoring.series.queries import Wanted, shift_marks
from mentoring.series.refusals import DatesClash, DatesTaken, NotAnOccurrence, RuleRefused
from mentoring.series.rules import alternatives, nearest

# Nobody can promise more; a series may be extended later.
LONGEST = timedelta(days=3 * 366)
BESIDE = timedelta(days=7)  # so far from a date that clashes other times are looked for
# Which dates are wanted, and at which other start than the rule's (None: the rule's). No mapping: all of them.
Chosen = Mapping[date, datetime | None] | None
# What was decided of single dates that are shown as the rule has them: not held (None), or at that start.
Decided = Mapping[date, datetime | None]
UNDECIDED: Decided = {}
Window = tuple[datetime, datetime]


@dataclass(frozen=True)
class PlannedDate:
    """One date of a series to be: `clash` says why it cannot be had, a `Reason` or QUOTA_USED_UP, and
    `alternatives` what is free near it beside the other dates of the series.

    `is_moved` says that another start than the rule's was chosen for it. `shifts_for` names the sides ("expert",
    "founder") whose clock shows another hour than the date before; `spent` is the quota that is used up.
    """

    on: date
    starts_at: datetime
    ends_at: datetime
    clash: str | None
    alternatives: tuple[datetime, ...]
    shifts_for: tuple[str, ...]
    spent: Spent | None = None
    is_moved: bool = False


def preview(
    wanted: Wanted, *, now: datetime, chosen: Chosen = None, decided: Decided = UNDECIDED
) -> list[PlannedDate]:
    """Every date chosen of a new series with what stands in its way. Raises RuleRefused, NotAnOccurrence.

    The first one that can be had has to lie within the programme's horizon; the others may lie beyond.
    """
    return _plan(wanted, wanted.dates(), chosen, now, decided=decided, is_new=True)


def plan(
    wanted: Wanted,
    dates: Sequence[Occurrence],
    *,
    now: datetime,
    chosen: Chosen = None,
    decided: Decided = UNDECIDED,
    moving: Collection[UUID] = (),
    agreed_until: datetime | None = None,
) -> list[PlannedDate]:
    """`preview` for some dates of a series that runs, at least one, in order; the sessions `moving` to them have
    given their times up, and up to `agreed_until` nothing is too far ahead. The same few statements however many
    dates there are."""
    return _plan(wanted, dates, chosen, now, decided=decided, moving=moving, agreed_until=agreed_until)


def counts_alone(wanted: Wanted) -> bool:
    """Whether the expert's sessions, or the startup's, are limited. If so both are counted by nobody else until
    the transaction ends, and what was planned before has to be planned again."""
    limited = lock_limits(wanted.expert.person_id)
    return lock_quota(wanted.startup, wanted.programme) or limited


def _plan(
    wanted: Wanted,
    dates: Sequence[Occurrence],
    chosen: Chosen,
    now: datetime,
    *,
    decided: Decided = UNDECIDED,
    moving: Collection[UUID] = (),
    agreed_until: datetime | None = None,
    is_new: bool = False,
) -> list[PlannedDate]:
    marks = shift_marks([found.starts_at for found in dates], wanted.expert.person, wanted.founder)
    wishes = [_Wish(*found, sides) for found, sides in zip(dates, marks, strict=True)]
    if chosen is not None:
        wishes = _chosen(wishes, chosen)
    starts = [wish.starts_at for wish in wishes]
    if max(starts) > now + LONGEST:
        raise RuleRefused(BadRule("too_long", "count" if wanted.rule.until_on is None else "until_on", ""))
    window = max(min(starts), now) - BESIDE, max(*starts, now) + BESIDE + wanted.length
    trial = agenda_queries.trial(wanted.question, window=window, now=now, agreed_until=agreed_until)
    left = _Left(trial, room_left(wanted.startup, wanted.programme, now=now, moving=moving))
    walk = _Walk(wanted, left, now, begins=is_new)
    planned = [
        PlannedDate(
            on, at, at + wanted.length, walk.clash(on, at, decided.get(on, at)), (), sides, is_moved=is_moved
        )
        for on, at, sides, is_moved in wishes
    ]
    return list(_with_alternatives(wanted, planned, left, window))


class _Wish(NamedTuple):
    on: date
    starts_at: datetime
    shifts_for: tuple[str, ...]
    is_moved: bool = False

    def at(self, starts_at: datetime | None) -> "_Wish":
        """At a start that was chosen, where that is another than the rule's."""
        if starts_at is None or starts_at == self.starts_at:
            return self
        return _Wish(self.on, starts_at, (), is_moved=True)


def _chosen(wishes: Sequence[_Wish], chosen: Mapping[date, datetime | None]) -> list[_Wish]:
    """Those chosen, some at another start than the rule's. Raises NotAnOccurrence for others, or for none."""
    if not chosen or set(chosen) - {wish.on for wish in wishes}:
        raise NotAnOccurrence
    return [wish.at(chosen[wish.on]) for wish in wishes if wish.on in chosen]


class _Left:
    """What the expert, those beside them and the quotas have left beside the dates that were taken."""

    def __init__(self, trial: Trial, room: Room) -> None:
        self._trial, self._room = trial, room
        self._taken: dict[date, datetime] = {}

    def refusal(self, start: datetime) -> str | None:
        return self._trial.refusal(start) or (QUOTA_USED_UP if self._room.spent_at(start) else None)

    def spent_at(self, start: datetime) -> Spent | None:
        return self._room.spent_at(start)

    def take(self, on: date, start: datetime) -> None:
        self._taken[on] = start
        self._trial.take(start)
        self._room.take(start)

    def free_in(self, window: Window) -> list[datetime]:
        """Starts, ascending, that can be had beside every date taken."""
        return [start for start in self._trial.free_starts(window) if not self._room.spent_at(start)]

    def free_for(self, on: date, window: Window) -> list[datetime] | None:
        """Those that the date `on` can be held at: what was taken for it is not in its own way. None if nothing was."""
        if on not in self._taken:
            return None
        start = self._taken.pop(on)
        self._trial.give_back(start)
        self._room.give_back(start)
        free = self.free_in(window)
        self.take(on, start)
        return free


class _Walk:
    """One date after the other: what can be had is taken, and counts for the next."""

    def __init__(self, wanted: Wanted, left: _Left, now: datetime, *, begins: bool) -> None:
        self._wanted, self._left, self._now = wanted, left, now
        self._begins, self._is_beyond = begins, False

    def clash(self, on: date, start: datetime, held_at: datetime | None) -> str | None:
        """What stands in the way of `start`. Taken is `held_at`, if it can be had: the same unless it was decided
        otherwise."""
        found = self._refusal(start)
        if held_at is not None and (found if held_at == start else self._refusal(held_at)) is None:
            self._begins = False
            self._left.take(on, held_at)
        return found

    def _refusal(self, start: datetime) -> str | None:
        found = self._left.refusal(start)
        if found is None and self._begins and self._beyond_horizon(start):
            return Reason.BEYOND_HORIZON
        return found

    def _beyond_horizon(self, start: datetime) -> bool:
        """Whether the series would begin too far ahead; asked once, what comes later lies even further."""
        if not self._is_beyond:
            wanted = self._wanted
            question = question_for(wanted.programme, wanted.expert.person, wanted.founder)
            refusal = agenda_queries.refusal(question, start, now=self._now)
            self._is_beyond = refusal is Reason.BEYOND_HORIZON
        return self._is_beyond


def _with_alternatives(
    wanted: Wanted, planned: Sequence[PlannedDate], left: _Left, window: Window
) -> Iterator[PlannedDate]:
    free = left.free_in(window) if any(date.clash for date in planned) else []
    for one in planned:
        if one.clash is None:
            yield one
            continue
        beside = max(window[0], one.starts_at - BESIDE), one.starts_at + BESIDE + wanted.length
        own = left.free_for(one.on, beside)
        around = [start for start in (free if own is None else own) if abs(start - one.starts_at) <= BESIDE]
        same_week = alternatives(one.starts_at, around, wanted.start.time_zone) if around else []
        near = same_week or nearest(one.starts_at, around)
        spent = left.spent_at(one.starts_at) if one.clash == QUOTA_USED_UP else None
        yield replace(one, alternatives=tuple(near), spent=spent)


def require_free(wanted: Wanted, planned: Sequence[PlannedDate], *, now: datetime) -> Sequence[PlannedDate]:
    """The dates as they are. Raises DatesClash; DatesTaken if other commitments are all that stands in the way,
    SeriesQuotaUsedUp if quotas are."""
    clashes = [date for date in planned if date.clash]
    if not clashes:
        return planned
    told = [_told(wanted, date) for date in clashes]
    spent = [date.spent for date in clashes if date.spent]
    if len(spent) == len(clashes):
        raise quota_used_up(spent, next_free(wanted, spent[0], now=now), told)
    refusal = DatesTaken if all(date.clash == Reason.BUSY for date in clashes) else DatesClash
    raise refusal(clashes=told)


def _told(wanted: Wanted, date: PlannedDate) -> dict[str, object]:
    return {
        "on": date.on.isoformat(),
        "starts_at": instant(date.starts_at),
        "reason": date.clash,
        "alternatives": spans_of(date.alternatives, wanted.programme.session_minutes),
    }
