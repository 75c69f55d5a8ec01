"""Pairings as a linear program: what halves of pairs could score together, by another way than the product's."""

from ortools.linear_solver import pywraplp

from mentoring.pairing.problem import Problem


def linear_bound(problem: Problem) -> int:
    """The most that pairs may score together if parts of them counted too, by the simplex method; coverage aside."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    made = [solver.NumVar(0, 1, "") for _ in problem.score]
    for parties, places in ((problem.startups, problem.startup), (problem.experts, problem.expert)):
        rows = [solver.RowConstraint(party.least, party.most, "") for party in parties]
        for place, pair in zip(places.tolist(), made, strict=True):
            rows[place].SetCoefficient(pair, 1)
    objective = solver.Objective()
    for pair, score in zip(made, problem.score.tolist(), strict=True):
        objective.SetCoefficient(pair, score)
    objective.SetMaximization()
    assert solver.Solve() == solver.OPTIMAL
    return round(float(objective.Value()))
