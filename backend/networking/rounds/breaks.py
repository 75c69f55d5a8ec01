"""Every meeting takes place and people wait as little as can be: the fewest breaks, none with many more than others.

In turn: a cooling search, integer programs over some slots and some people, and one over everything, each time with more
work, which proves at last that there is nothing better.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from math import ceil
from random import Random

from networking.rounds.calm import Calming, breaks_of, is_even
from networking.rounds.days import Answer, Days, Proof
from networking.rounds.event import Event, Slot, bits
from networking.rounds.plan import NOWHERE, Plan
from networking.rounds.refusing import Infeasible, refuse_impossible
from networking.rounds.solver import plans

PLACING = 12  # steps in which exchanges have to place everything; then a program says whether that can be
STEPS = 20_000
SOME_WORK = 0.5
NO_BREAKS_WORK = 0.5
# The first proves small events at once, the third most of the others; later ones take twice as much.
PROOFS = ((1.0, Proof.CORES), (4.0, Proof.RELAXATION), (30.0, Proof.CORES), (30.0, Proof.RELAXATION))
PROGRAMS_IN_TURN = 20
WIDEST = 9  # slots that a program opens at once
COMPANY = 12  # people whose whole day a program opens, at first
FEWEST, MOST = 4, 60  # of them, later
ELSEWHERE = 0.2  # how often it leaves the circle


@dataclass(frozen=True, eq=False)
class CalmPlan:
    """The slot of each meeting, the breaks of all people together, and how many there are at least in any plan."""

    slots: list[Slot]
    breaks: int
    bound: int

    @property
    def gap(self) -> int:
        return self.breaks - self.bound


def calm_plans(event: Event, spread: int | None = None, *, seed: int = 0) -> Iterator[CalmPlan]:
    """Ever calmer plans in which every meeting takes place and nobody has more than `spread` breaks more than anybody else;
    ends when the last is proven to be the calmest. The same steps for the same event and seed. Raises Infeasible.
    """
    refuse_impossible(event)
    search = _Search(event, spread, seed)
    yield search.found()
    for _ in search.steps():
        yield search.found()
        if search.is_proven:
            return


class _Search:
    def __init__(self, event: Event, spread: int | None, seed: int) -> None:
        self.event, self.spread, self.seed = event, spread, seed
        self.rng = Random(seed)  # noqa: S311 -- no secrets: the same seed has to give the same plan
        self.plan, self.bound = Plan(event), 0
        self._opened, self._meets = COMPANY, _meets(event)
        self.plan.become(_everything_placed(event, seed))
        Calming(self.plan, spread, self.rng).anneal(STEPS)
        if not is_even(self.plan, spread):
            evened = Days(event, spread).solve(work=None, seed=seed)
            if evened.slots is None:
                raise Infeasible
            self.plan.become(evened.slots)

    @property
    def breaks(self) -> int:
        return sum(breaks_of(self.plan))

    @property
    def is_proven(self) -> bool:
        return self.breaks <= self.bound

    def found(self) -> CalmPlan:
        return CalmPlan(list(self.plan.slot), self.breaks, self.bound)

    def steps(self) -> Iterator[None]:
        self._refute_none()
        yield
        for turn in count():
            yield from self._search_longer(STEPS << min(turn, 3) + 1)
            work, by = PROOFS[min(turn, turn % 2 + len(PROOFS) - 2)]
            self._prove(work * 2 ** max(0, turn // 2 - 1), by)
            yield
            for _ in range(PROGRAMS_IN_TURN if turn else 0):
                if self.is_proven:
                    return
                self._open_some()
                yield

    def _search_longer(self, steps: int) -> Iterator[None]:
        if self.is_proven:
            return
        other = Plan(self.event)
        other.become(self.plan.slot)
        Calming(other, self.spread, self.rng).anneal(steps)
        if sum(breaks_of(other)) < self.breaks and is_even(other, self.spread):
            self.plan.become(other.slot)
        yield

    def _open_some(self) -> None:
        """Settle anew the whole days of some people who meet one another, or some consecutive slots and days of a few;
        one with breaks is always among them. A plan as calm as this one is taken too: from there, other ways lead on."""
        breaks = breaks_of(self.plan)
        one = self.rng.choice([guest for guest, number in enumerate(breaks) if number] or range(len(breaks)))
        if self.rng.random() < 1 / 2:
            people, window = self._company(one), 0
        else:
            width = self.rng.randint(2, min(WIDEST, self.event.slots))
            first = self.rng.randint(0, self.event.slots - width)
            window = bits(range(first, first + width))
            people = {one, *self.rng.sample(range(len(breaks)), min(self._opened // 3, len(breaks)))}
        free = {
            meeting
            for meeting, slot in enumerate(self.plan.slot)
            if window >> slot & 1 or people.intersection(self.plan.people[meeting])
        }
        answer = Days(self.event, self.spread, among=(self.plan.slot, free)).solve(
            work=SOME_WORK, seed=self.rng.randrange(1 << 30), fewer_than=self.breaks + 1, by=Proof.SEARCH
        )
        step = 1 if answer.work < SOME_WORK / 2 else -1 if answer.work >= SOME_WORK else 0
        self._opened = min(MOST, max(FEWEST, self._opened + step))
        self._become(answer)

    def _company(self, guest: int) -> set[int]:
        """A guest, and others on a walk from one to whom they meet, sometimes to anybody."""
        found = [guest]
        everybody = [other for other, own in enumerate(self._meets) if own]
        while len(found) < min(self._opened, len(everybody)):
            near = self._meets[self.rng.choice(found)]
            other = self.rng.choice(everybody if self.rng.random() < ELSEWHERE else near)
            if other not in found:
                found.append(other)
        return set(found)

    def _refute_none(self) -> None:
        """That nobody has a break is often out of question at once."""
        if self.breaks:
            answer = Days(self.event, self.spread).solve(
                work=NO_BREAKS_WORK, seed=self.seed, fewer_than=1, any_will_do=True, by=Proof.SEARCH
            )
            self.bound = 1 if answer.is_impossible else 0
            self._become(answer)

    def _prove(self, work: float, by: Proof) -> None:
        answer = Days(self.event, self.spread).solve(work=work, seed=self.seed, fewer_than=self.breaks, by=by)
        self.bound = self.breaks if answer.is_impossible else max(self.bound, ceil(answer.bound - 1 / 1000))
        self._become(answer)

    def _become(self, answer: Answer) -> None:
        if answer.slots is not None:
            self.plan.become(answer.slots)


def _meets(event: Event) -> list[list[int]]:
    """By guest: whom they are to meet."""
    found: list[list[int]] = [[] for _ in event.guests]
    for meeting in event.meetings:
        for person in meeting.people:
            found[person] += [other for other in meeting.people if other != person]
    return found


def _everything_placed(event: Event, seed: int) -> list[Slot]:
    """Any plan with all meetings. Raises Infeasible."""
    each_counts = replace(event, meetings=[replace(one, value=1, stay=0) for one in event.meetings])
    if not any(meeting.after for meeting in event.meetings):
        for step, plan in enumerate(plans(each_counts, seed=seed)):
            if NOWHERE not in plan.slots:
                return plan.slots
            if plan.bound < len(event.meetings):
                raise Infeasible
            if step == PLACING:
                break
    answer = Days(event, None).solve(work=None, seed=seed, any_will_do=True)
    if answer.slots is None:
        raise Infeasible
    return answer.slots
