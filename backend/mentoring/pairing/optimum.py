"""Why a flow cannot be bettered: a price for each node, from which anybody can work out a bound that no flow passes.

For any prices p, a flow costs at least the sum over arcs of (cost + p[tail] − p[head]) times the bound of the arc that
makes that least (weak duality; Ahuja, Magnanti and Orlin, Network Flows, 9.4). Where that sum is the cost of a flow,
the flow is optimal, and exactly the flows that keep to the arcs' signs are the others that cost the same.
"""

from dataclasses import replace

import numpy as np

from mentoring.pairing.network import Network
from mentoring.pairing.problem import Amounts


def prices_of(network: Network, flow: Amounts) -> Amounts:
    """Prices that prove an optimal `flow`: how cheaply each node is reached along what could still change
    (Bellman and Ford, all nodes at once). Raises ArithmeticError where the flow can be bettered.
    """
    forward, backward = flow < network.upper, flow > network.lower
    pairs = np.flatnonzero(forward[: network.pairs])  # ascending by their head
    heads, begins = np.unique(network.head[pairs], return_index=True)
    tail_p, cost_p = network.tail[pairs], network.cost[pairs]
    others = np.flatnonzero(forward[network.pairs :]) + network.pairs
    back = np.flatnonzero(backward)
    tail_o = np.concatenate([network.tail[others], network.head[back]])
    head_o = np.concatenate([network.head[others], network.tail[back]])
    cost_o = np.concatenate([network.cost[others], -network.cost[back]])
    price = np.zeros(network.nodes, dtype=np.int64)
    for _ in range(2 * network.nodes):
        before = price.copy()
        if len(pairs):
            price[heads] = np.minimum(price[heads], np.minimum.reduceat(price[tail_p] + cost_p, begins))
        np.minimum.at(price, head_o, price[tail_o] + cost_o)
        if np.array_equal(price, before):
            return price
    raise ArithmeticError("a cycle of negative cost is left")


def reduced_costs(network: Network, price: Amounts) -> Amounts:
    return network.cost + price[network.tail] - price[network.head]


def bound(network: Network, price: Amounts) -> int:
    """What every flow costs at least."""
    reduced = reduced_costs(network, price)
    return int(
        np.sum(network.lower * np.maximum(reduced, 0)) + np.sum(network.upper * np.minimum(reduced, 0))
    )


def face_of(network: Network, price: Amounts) -> Network:
    """The same network held to the flows that cost as little."""
    reduced = reduced_costs(network, price)
    return replace(
        network,
        lower=np.where(reduced < 0, network.upper, network.lower),
        upper=np.where(reduced > 0, network.lower, network.upper),
    )
