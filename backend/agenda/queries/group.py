"""One expert, or several at once, with those beside them: what the search is told, and what it answers for all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from agenda import slots, wall_clock
from agenda.availability import Availability, SessionRules
from agenda.dates import OUTSIDE_WINDOW, DateLimits, date_at
from agenda.queries.people import Expert
from agenda.queries.questions import Window
from agenda.slots import DayReason, Reason
from agenda.wall_clock import Minute


@dataclass(frozen=True)
class Group:
    """Experts who take part at once, and those `beside` them, as known at `now`. The clock of the first expert sets the
    grid and the dates; each keeps their own limits and pauses.
    """

    experts: Sequence[Expert]
    beside: Sequence[Availability]
    now: datetime

    def minutes(self, window: Window) -> Iterator[Minute]:
        """The starts in `window` that suit all, ascending."""
        starts = slots.free_minutes(*self._searched, window=window, now=self.now)
        if not self._limits:
            return iter(starts)
        return (start for start in starts if self._refusal_by_date(start) is None)

    def refusal(self, start: datetime) -> Reason | None:
        """Why a session of all may not begin at `start`; None exactly if `minutes` has it."""
        why = slots.refusal(start, *self._searched, now=self.now)
        return why or self._refusal_by_date(wall_clock.minute_before(start))

    def day_reasons(self, window: Window, shown_in: Availability | None = None) -> dict[date, DayReason]:
        """Why dates in `window`, on the clock of `shown_in` or else of the first expert, have no start."""
        found = slots.day_reasons(*self._searched, window=window, now=self.now, shown_in=shown_in)
        if not self._limits:
            return found
        reader = shown_in or self.experts[0].availability
        lost: dict[date, DayReason] = {}
        left: set[date] = set()
        for start in slots.free_minutes(*self._searched, window=window, now=self.now):
            on, why = wall_clock.date_of(date_at(reader, start)), self._refusal_by_date(start)
            if why is None:
                left.add(on)
            else:
                lost[on] = DayReason.BEYOND_HORIZON if why in OUTSIDE_WINDOW else DayReason.FULL
        return dict(sorted((found | {on: why for on, why in lost.items() if on not in left}).items()))

    @cached_property
    def _searched(self) -> tuple[list[Availability], SessionRules]:
        if len(self.experts) == 1:
            return self.experts[0].with_others(self.beside)
        return [*(expert.paused for expert in self.experts), *self.beside], _rules_of_all(self.experts)

    @cached_property
    def _limits(self) -> list[DateLimits]:
        """Of several, whoever counts days or sessions is asked one by one; one alone is by the search."""
        if len(self.experts) == 1:
            return []
        counting = (expert for expert in self.experts if expert.rules.limits_dates)
        return [DateLimits(expert.availability, expert.rules, self.now) for expert in counting]

    def _refusal_by_date(self, start: Minute) -> Reason | None:
        return next((why for limits in self._limits if (why := limits.refusal_at(start))), None)


def _rules_of_all(experts: Sequence[Expert]) -> SessionRules:
    """The grid of the first, the longest notice of all, no limits: those are each one's own."""
    return replace(
        experts[0].rules_beside_others,
        notice_minutes=max(expert.rules.notice_minutes for expert in experts),
        horizon_days=None,
        window_from_on=None,
        window_until_on=None,
        max_per_day=None,
        max_per_week=None,
        max_per_month=None,
    )
