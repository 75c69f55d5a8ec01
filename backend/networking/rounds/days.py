"""Everybody's day as an integer program (CP-SAT): which slots they are busy in, and where each run of meetings begins.

Two things make it quick: somebody without a break has one run, told by where it starts; and the busy people of a slot are
twice a whole number of tables.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from ortools.sat.python import cp_model

from networking.rounds.calm import breaks_in
from networking.rounds.event import Event, Slot, Slots, members

Var = cp_model.IntVar
Whether = cp_model.LinearExprT | int
PAIR = 2


class Proof(Enum):
    """How a program is led to its bound."""

    CORES = auto()  # from no break upwards, by what keeps them out: breaks are few
    RELAXATION = auto()  # by linear programs, where hardly a table is free
    SEARCH = auto()  # not at all: it looks for a plan only


@dataclass(frozen=True, eq=False)
class Answer:
    """The slots, if a plan was found; how many breaks there are at least; whether there is proven to be no plan; and
    what it took, in the solver's own units."""

    slots: list[Slot] | None
    bound: float
    is_impossible: bool
    work: float


class Days:
    """All meetings placed, the breaks counted. `among` is a plan and those of its meetings that may move (none: all); only
    people who have one of those are thought about."""

    def __init__(
        self, event: Event, spread: int | None, *, among: tuple[Sequence[Slot], Collection[int]] | None = None
    ) -> None:
        self.event, self.spread, self.program = event, spread, cp_model.CpModel()
        everything = range(len(event.meetings))
        self._slot, self._free = among or ([], everything)
        self._stays = [one for one in everything if one not in self._free]
        self._own = _own(event)
        self._taken = self._times_taken()
        self.at: dict[tuple[int, Slot], Var] = {}
        for meeting in sorted(self._free):
            for slot in members(self._may(meeting)):
                self.at[meeting, slot] = self.program.new_bool_var("")
        self._busy: dict[tuple[int, Slot], Var] = {}
        self._open = [guest for guest, own in enumerate(self._own) if self._has_free(own)]
        self._breaks = [self._day(guest) for guest in self._open]
        self._place_all()
        self._keep_to_tables()
        self._keep_order()
        self._keep_even()

    def _has_free(self, own: list[int]) -> bool:
        return any(meeting in self._free for meeting in own)

    def _times_taken(self) -> list[Slots]:
        """By guest, by meetings that stay."""
        taken = [0] * len(self.event.guests)
        for meeting in self._stays:
            for person in self.event.meetings[meeting].people:
                taken[person] |= 1 << self._slot[meeting]
        return taken

    def _may(self, meeting: int) -> Slots:
        row = self.event.meetings[meeting]
        found = self.event.may(row)
        for person in row.people:
            found &= ~self._taken[person]
        return found

    def solve(
        self,
        *,
        work: float | None,
        seed: int,
        fewer_than: int | None = None,
        hint: Sequence[Slot] | None = None,
        any_will_do: bool = False,
        by: Proof = Proof.CORES,
    ) -> Answer:
        """With so much `work` (in the solver's own units; None: as much as it takes). `fewer_than`: breaks of all people."""
        total = sum(
            (one for day in self._breaks for one in day), start=cp_model.LinearExpr.constant(self._settled)
        )
        if not any_will_do:
            self.program.minimize(total)
        if fewer_than is not None:
            self.program.add(total < fewer_than)
        if hint is not None:
            for (meeting, slot), chosen in self.at.items():
                self.program.add_hint(chosen, hint[meeting] == slot)
        solver = _solver(work, seed, by)
        status = solver.solve(self.program)
        has_plan = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        slots = self._slots(solver) if has_plan else None
        took = solver.response_proto.deterministic_time
        return Answer(slots, solver.best_objective_bound, status == cp_model.INFEASIBLE, took)

    def _slots(self, solver: cp_model.CpSolver) -> list[Slot]:
        slots = list(self._slot) or [0] * len(self.event.meetings)
        for (meeting, slot), chosen in self.at.items():
            if solver.boolean_value(chosen):
                slots[meeting] = slot
        return slots

    @property
    def _settled(self) -> int:
        """The breaks of people whose day is not open."""
        return sum(
            breaks_in(taken) for guest, taken in enumerate(self._taken) if guest not in set(self._open)
        )

    def _place_all(self) -> None:
        by_meeting = defaultdict(list)
        for (meeting, _), chosen in self.at.items():
            by_meeting[meeting].append(chosen)
        for meeting in self._free:
            self.program.add_exactly_one(by_meeting[meeting])

    def _day(self, guest: int) -> list[Var]:
        """The breaks of one guest, in unary: as many of these are true as there are breaks."""
        own, busy = self._own[guest], {}
        for slot in range(self.event.slots):
            here = [self.at[meeting, slot] for meeting in own if (meeting, slot) in self.at]
            if self._taken[guest] >> slot & 1:
                busy[slot] = self.program.new_constant(1)
            elif here:
                busy[slot] = self.program.new_bool_var("")
                self.program.add_exactly_one([*here, ~busy[slot]])
        self._busy.update({(guest, slot): is_busy for slot, is_busy in busy.items()})
        breaks = [self.program.new_bool_var("") for _ in range(self._most(len(own)))]
        for fewer, more in pairwise(breaks):
            self.program.add_implication(more, fewer)
        self.program.add(sum(busy.values()) == len(own))
        self.program.add(sum(self._starts(busy)) == 1 + sum(breaks))
        self._in_one_run(busy, len(own), breaks)
        return breaks

    def _most(self, meetings: int) -> int:
        """How many breaks somebody with so many meetings can have: those with one have none, and bound the others."""
        bounded = self.spread is not None and any(len(own) == 1 for own in self._own)
        return min(meetings - 1, self.spread) if bounded and self.spread is not None else meetings - 1

    def _starts(self, busy: dict[Slot, Var]) -> list[Var]:
        found = []
        for slot, is_busy in busy.items():
            before = busy.get(slot - 1)
            if before is None:
                found.append(is_busy)
                continue
            begins = self.program.new_bool_var("")
            self.program.add_bool_or(begins, ~is_busy, before)
            self.program.add_implication(begins, is_busy)
            self.program.add_implication(begins, ~before)
            found.append(begins)
        return found

    def _in_one_run(self, busy: dict[Slot, Var], length: int, breaks: list[Var]) -> None:
        covering: dict[Slot, list[Var]] = {slot: [] for slot in busy}
        runs = []
        for first in busy:
            if all(slot in busy for slot in range(first, first + length)):
                run = self.program.new_bool_var("")
                runs.append(run)
                for slot, is_busy in busy.items():
                    inside = first <= slot < first + length
                    self.program.add_implication(run, is_busy if inside else ~is_busy)
                    if inside:
                        covering[slot].append(run)
        self.program.add_exactly_one([*runs, *breaks[:1]])
        for slot, is_busy in busy.items():
            self.program.add_bool_or([*covering[slot], ~is_busy, *breaks[:1]])

    def _keep_to_tables(self) -> None:
        in_pairs = not self._stays and all(len(row.people) == PAIR for row in self.event.meetings)
        for slot, most in enumerate(self.event.tables):
            staying = sum(self._slot[meeting] == slot for meeting in self._stays)
            tables = self.program.new_int_var(0, most - staying, "")
            self.program.add(sum(one for (_, at), one in self.at.items() if at == slot) == tables)
            if in_pairs:
                self.program.add(
                    sum(one for (_, at), one in self._busy.items() if at == slot) == PAIR * tables
                )

    def _keep_order(self) -> None:
        for meeting, row in enumerate(self.event.meetings):
            for other in row.after:
                for slot in range(self.event.slots):
                    self.program.add(self._before(other, slot) >= self._in(meeting, slot))

    def _in(self, meeting: int, slot: Slot) -> Whether:
        if meeting in self._free:
            return self.at.get((meeting, slot), 0)
        return int(self._slot[meeting] == slot)

    def _before(self, meeting: int, slot: Slot) -> Whether:
        return sum(self._in(meeting, earlier) for earlier in range(slot))

    def _keep_even(self) -> None:
        if self.spread is None:
            return
        others = [
            breaks_in(self._taken[guest])
            for guest, own in enumerate(self._own)
            if own and guest not in set(self._open)
        ]
        fewest = self.program.new_int_var(0, min(others, default=self.event.slots), "")
        if others:
            self.program.add(fewest >= max(others) - self.spread)
        for breaks in self._breaks:
            self.program.add(sum(breaks) >= fewest)
            self.program.add(sum(breaks) <= fewest + self.spread)


def _solver(work: float | None, seed: int, by: Proof) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, seed
    solver.parameters.optimize_with_core = by is Proof.CORES
    solver.parameters.linearization_level = 2 if by is Proof.RELAXATION else 0
    if work is not None:
        solver.parameters.max_deterministic_time = work
    return solver


def _own(event: Event) -> list[list[int]]:
    """The meetings of each guest."""
    own: list[list[int]] = [[] for _ in event.guests]
    for meeting, row in enumerate(event.meetings):
        for person in row.people:
            own[person].append(meeting)
    return own
