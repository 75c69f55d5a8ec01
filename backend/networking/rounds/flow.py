"""A flow of least cost with its prices: arcs are gathered in arrays, OR-Tools solves, the prices are worked out here."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from ortools.graph.python import min_cost_flow

Integers = NDArray[np.int64]
FAR = 2**62


@dataclass(eq=False)
class Arcs:
    """Arcs from `tail` to `head`, each with a capacity and a cost, in the order in which they were added."""

    tail: list[Integers] = field(default_factory=list)
    head: list[Integers] = field(default_factory=list)
    capacity: list[Integers] = field(default_factory=list)
    cost: list[Integers] = field(default_factory=list)
    count: int = 0

    def add(self, tail: ArrayLike, head: ArrayLike, capacity: ArrayLike, cost: ArrayLike = 0) -> slice:
        """The places of the new arcs; numbers stand for as many as needed."""
        rows = np.broadcast_arrays(
            *(np.atleast_1d(np.asarray(one, dtype=np.int64)) for one in (tail, head, capacity, cost))
        )
        for column, row in zip((self.tail, self.head, self.capacity, self.cost), rows, strict=True):
            column.append(row)
        before, self.count = self.count, self.count + len(rows[0])
        return slice(before, self.count)


@dataclass(frozen=True, eq=False)
class Flow:
    """What runs along each arc, what it costs in all, and for each arc what one unit more of it would cost at least."""

    units: Integers
    cost: int
    reduced: Integers


def cheapest(arcs: Arcs, source: int, sink: int, units: int) -> Flow:
    """As many of the `units` as are worth it from source to sink, at the least cost."""
    arcs.add(source, sink, units)
    tail, head, capacity, cost = (
        np.concatenate(one) for one in (arcs.tail, arcs.head, arcs.capacity, arcs.cost)
    )
    solver = min_cost_flow.SimpleMinCostFlow()
    at = solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    solver.set_node_supply(source, units)
    solver.set_node_supply(sink, -units)
    status = solver.solve()
    if status != solver.OPTIMAL:  # the arc from source to sink takes all that nothing else can
        raise ArithmeticError(f"a flow ended with {status}")
    flow = np.asarray(solver.flows(at), dtype=np.int64)
    price = _prices(tail, head, capacity, cost, flow)
    return Flow(flow, int(flow @ cost), cost + price[tail] - price[head])


def _prices(tail: Integers, head: Integers, capacity: Integers, cost: Integers, flow: Integers) -> Integers:
    """A price for each node with which no arc that has room costs less than nothing (Bellman and Ford, all arcs at once)."""
    more, less = flow < capacity, flow > 0
    from_ = np.concatenate([tail[more], head[less]])
    to = np.concatenate([head[more], tail[less]])
    costs = np.concatenate([cost[more], -cost[less]])
    order = np.argsort(to, kind="stable")
    from_, to, costs = from_[order], to[order], costs[order]
    first = np.flatnonzero(np.diff(to, prepend=-1))
    price = np.zeros(int(max(tail.max(), head.max())) + 1, dtype=np.int64)
    while len(first):
        lower = price.copy()
        nodes = to[first]
        lower[nodes] = np.minimum(price[nodes], np.minimum.reduceat(price[from_] + costs, first))
        if (lower == price).all():
            break
        price = lower
    return price
