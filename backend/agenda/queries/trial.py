"""Several sessions with one expert as if they were booked one after the other: each counts for those that follow."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from agenda import slots
from agenda.availability import Availability, BookedSession, SessionRules, taken_between
from agenda.intervals import Span
from agenda.queries.people import Expert, known_people
from agenda.queries.questions import Question, Window
from agenda.slots import Reason

# What lies further away neither stands in a start's way nor counts in its day, week or month.
NEAR = timedelta(days=40)


class Trial:
    """What one expert, and those beside them, have left while sessions are taken that nobody has booked yet.

    Says of each start exactly what a booking would say if those taken before it stood in the ledger; but up to
    `agreed_until` dates were agreed before: how far ahead the expert is booked matters only for what is later.
    """

    def __init__(
        self,
        expert: Expert,
        beside: Sequence[Availability],
        length: timedelta,
        now: datetime,
        agreed_until: datetime | None = None,
    ) -> None:
        self._expert, self._beside = expert, tuple(beside)
        self._length, self._now, self._agreed_until = length, now, agreed_until
        self._taken: list[datetime] = []

    def free_starts(self, window: Window) -> list[datetime]:
        """Starts, ascending, in the half-open `window`, which lies within the one that was asked for."""
        everybody, rules = self._people()
        if self._agreed_until is None:
            return slots.free_starts(everybody, rules, window=window, now=self._now)
        free = slots.free_starts(everybody, _however_far(rules), window=window, now=self._now)
        late = [start for start in free if start > self._agreed_until]
        open_late = set(slots.free_starts(everybody, rules, window=window, now=self._now)) if late else set()
        return [start for start in free if start <= self._agreed_until or start in open_late]

    def refusal(self, start: datetime) -> Reason | None:
        """Why the next session may not begin at `start`, or None."""
        if start < self._now:
            return Reason.STARTS_IN_PAST
        everybody, rules = self._people(start)
        if self._agreed_until is not None and start <= self._agreed_until:
            rules = _however_far(rules)
        return slots.refusal(start, everybody, rules, now=self._now)

    def take(self, start: datetime) -> None:
        """From here on a session begins at `start`."""
        self._taken.append(start)

    def give_back(self, start: datetime) -> None:
        """The session that was taken at `start` is not held then."""
        self._taken.remove(start)

    def _people(self, around: datetime | None = None) -> tuple[list[Availability], SessionRules]:
        rules = self._expert.rules
        pauses = rules.buffer_before_minutes, rules.buffer_after_minutes
        spans = [taken_between(start, start + self._length) for start in self._taken]
        ours = tuple(BookedSession(*span, *pauses) for span in spans)
        known = self._expert.availability
        availability = replace(known, sessions=(*known.sessions, *ours))
        others = [replace(who, busy=(*who.busy, *spans)) for who in self._beside]
        if around is not None:
            near = taken_between(around - NEAR, around + NEAR)
            availability, others = _near(availability, near), [_near(who, near) for who in others]
        return replace(self._expert, availability=availability).with_others(others)


def _however_far(rules: SessionRules) -> SessionRules:
    """The same, for any date ahead."""
    return replace(rules, horizon_days=None, window_until_on=None, within=None)


def _near(who: Availability, near: Span) -> Availability:
    first, last = near
    return replace(
        who,
        busy=tuple(span for span in who.busy if span[1] > first and span[0] < last),
        sessions=tuple(one for one in who.sessions if one.ends > first and one.starts < last),
    )


def trial(
    question: Question, *, window: Window, now: datetime, agreed_until: datetime | None = None
) -> Trial:
    """A trial over `window`: everything that is known of it is read at once, in one statement."""
    people = known_people(question.together, window, now)
    length = timedelta(minutes=question.offer.session_minutes)
    return Trial(people.experts[question.expert.pk], people.beside, length, now, agreed_until)
