"""The same question as integers, for what no flow can tell: groups that overlap, and pairs that shut each other out.

Slower: for a few thousand pairs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from ortools.sat.python import cp_model

from mentoring.pairing.network import Infeasible, prices
from mentoring.pairing.problem import Pair, Party, Problem


class Found(NamedTuple):
    pairs: list[Pair]
    cost: int
    bound: int


def pair_up(
    problem: Problem,
    *,
    seed: int,
    apart: Iterable[Collection[Pair]] = (),
    begin_with: Collection[Pair] = (),
    effort: float = 60,
) -> Found:
    """The best pairing, one way each time: one thread, and `effort` in the solver's own measure of work, about a second
    each. Of the pairs in one of `apart` one is made at most. Raises Infeasible, also where nothing was found in time.
    """
    model = cp_model.CpModel()
    made = _variables(model, problem)
    for pairs in apart:
        model.add_at_most_one(made[pair] for pair in pairs)
    for pair, var in made.items() if begin_with else ():
        model.add_hint(var, pair in begin_with)
    weighed = [*_worths(problem, made), *_coverage(model, problem, made)]
    model.maximize(
        cp_model.LinearExpr.weighted_sum([var for var, _ in weighed], [worth for _, worth in weighed])
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = effort
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise Infeasible
    pairs = [pair for pair, var in made.items() if solver.value(var)]
    return Found(pairs, -round(solver.objective_value), -round(solver.best_objective_bound))


def _variables(model: cp_model.CpModel, problem: Problem) -> dict[Pair, cp_model.IntVar]:
    places = zip(problem.startup.tolist(), problem.expert.tolist(), strict=True)
    made = {pair: model.new_bool_var(f"{pair[0]} {pair[1]}") for pair in places}
    of_startup, of_expert = defaultdict(list), defaultdict(list)
    for (startup, expert), var in made.items():
        of_startup[startup].append(var)
        of_expert[expert].append(var)
    _keep_bounds(model, problem.startups, of_startup)
    _keep_bounds(model, problem.experts, of_expert)
    for pair in problem.pinned:
        model.add(made[pair] == 1)
    for group in problem.groups:
        together = sum(var for expert in group.experts for var in of_expert[expert])
        model.add_linear_constraint(together, group.least, group.most)
    return made


def _keep_bounds(
    model: cp_model.CpModel, parties: Iterable[Party], made: dict[int, list[cp_model.IntVar]]
) -> None:
    for place, party in enumerate(parties):
        if party.least > min(party.most, len(made[place])):
            raise Infeasible
        model.add_linear_constraint(sum(made[place]), party.least, party.most)


def _worths(problem: Problem, made: dict[Pair, cp_model.IntVar]) -> Iterable[tuple[cp_model.IntVar, int]]:
    stay, _ = prices(problem)
    for (pair, var), score in zip(made.items(), problem.score.tolist(), strict=True):
        yield var, score + (stay if pair in problem.kept else 0)


def _coverage(
    model: cp_model.CpModel, problem: Problem, made: dict[Pair, cp_model.IntVar]
) -> Iterable[tuple[cp_model.IntVar, int]]:
    _, cover = prices(problem)
    pairs = defaultdict(list)
    for (startup, _), pair in made.items() if cover else ():
        pairs[startup].append(pair)
    for startup, its in pairs.items():
        served = model.new_bool_var(f"served {startup}")
        model.add(served <= sum(its))
        yield served, cover
