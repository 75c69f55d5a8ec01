"""The best that some slots can hold, all others left as they are: an integer program over those slots (CP-SAT, one
thread, limited in work and not in time, so that the same question has the same answer).

Over all slots it settles what is left between a plan and its bound: only what loses less than that can be part of a
better plan.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from ortools.sat.python import cp_model

from networking.rounds.event import Slot, Slots, bits, members
from networking.rounds.flow import Integers
from networking.rounds.plan import NOWHERE, Plan

Var = cp_model.IntVar


class Outcome(Enum):
    BETTER = auto()
    NOTHING_BETTER = auto()  # proven
    UNDECIDED = auto()


@dataclass(frozen=True)
class Effort:
    """How much work one question may cost, in the solver's own units (about a second each)."""

    work: float
    seed: int


def improve(
    plan: Plan,
    slots: Collection[Slot],
    waiting: Iterable[int],
    *,
    effort: Effort,
    loss: Integers | None = None,
    below: int | None = None,
) -> Outcome:
    """Rearrange the meetings in `slots`, those of `waiting` (which have none) among them, for more value. Where `loss` and
    `below` are given, a meeting is in a slot only if it loses less than that."""
    model = _Model(plan, bits(slots), waiting, loss, below)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = effort.seed
    solver.parameters.max_deterministic_time = effort.work
    status = solver.solve(model.program)
    if status == cp_model.INFEASIBLE:
        return Outcome.NOTHING_BETTER
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome.UNDECIDED
    for meeting in model.free:
        plan.take(meeting)
    for (meeting, slot), chosen in model.chosen.items():
        if solver.boolean_value(chosen):
            plan.put(meeting, slot)
    plan.log.clear()
    return Outcome.BETTER


class _Model:
    """Which meeting is in which of the slots; worth more than what is there now."""

    def __init__(
        self, plan: Plan, slots: Slots, waiting: Iterable[int], loss: Integers | None, below: int | None
    ) -> None:
        self.program = cp_model.CpModel()
        self.free = [one for one, slot in enumerate(plan.slot) if slot != NOWHERE and slots >> slot & 1]
        self.chosen: dict[tuple[int, Slot], Var] = {}
        for meeting in [*self.free, *waiting]:
            for slot in members(plan.may[meeting] & slots):
                if loss is None or below is None or plan.slot[meeting] == slot or loss[meeting, slot] < below:
                    self.chosen[meeting, slot] = self.program.new_bool_var("")
        self._keep_apart(plan)
        self._keep_to_tables(plan)
        self._ask_for_more(plan, self._keep_to_wishes(plan))

    def _keep_apart(self, plan: Plan) -> None:
        by_meeting, by_person = defaultdict(list), defaultdict(list)
        for (meeting, slot), chosen in self.chosen.items():
            by_meeting[meeting].append(chosen)
            for person in plan.people[meeting]:
                by_person[person, slot].append(chosen)
        for together in [*by_meeting.values(), *by_person.values()]:
            if len(together) > 1:
                self.program.add_at_most_one(together)

    def _keep_to_tables(self, plan: Plan) -> None:
        by_slot = defaultdict(list)
        for (_, slot), chosen in self.chosen.items():
            by_slot[slot].append(chosen)
        for slot, together in by_slot.items():
            if len(together) > plan.event.tables[slot]:
                self.program.add(sum(together) <= plan.event.tables[slot])

    def _keep_to_wishes(self, plan: Plan) -> "list[_Lacking]":
        """That nobody has too many; who might have too few."""
        by_person: defaultdict[int, list[Var]] = defaultdict(list)
        now: Counter[int] = Counter()
        for (meeting, _), chosen in self.chosen.items():
            for person in plan.people[meeting]:
                by_person[person].append(chosen)
        for meeting in self.free:
            now.update(plan.people[meeting])
        for person, together in by_person.items():
            most = plan.wants[person] + now[person]
            if len(together) > most:
                self.program.add(sum(together) <= most)
        lacking = [
            _Lacking(plan.lacks[one] + now[one], now[one], by_person[one])
            for one in sorted({*by_person, *now})
        ]
        return [one for one in lacking if one.least > 0] if plan.event.least_worth else []

    def _ask_for_more(self, plan: Plan, lacking: "list[_Lacking]") -> None:
        worth = [plan.worth(meeting, slot) for meeting, slot in self.chosen]
        total = cp_model.LinearExpr.weighted_sum(list(self.chosen.values()), worth)
        before = sum(plan.worth(one, plan.slot[one]) for one in self.free)
        for one in lacking:
            has = self.program.new_int_var(0, min(one.least, len(one.chosen)), "")
            self.program.add(has <= sum(one.chosen))
            total += plan.event.least_worth * has
            before += plan.event.least_worth * min(one.least, one.now)
        self.program.maximize(total)
        self.program.add(total > before)


@dataclass(frozen=True)
class _Lacking:
    """Somebody who should have `least` more meetings than those outside, and has `now` of them, of what is `chosen`."""

    least: int
    now: int
    chosen: list[Var]
