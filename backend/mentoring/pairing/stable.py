"""A pairing that no startup and expert would leave for each other (Gale and Shapley, 1962): startups propose, an expert
holds the best up to a limit. Of all stable pairings it is the best for every startup.
"""

from collections.abc import Mapping, Sequence
from heapq import heappush, heapreplace


def stable_pairs(
    startups: Sequence[Sequence[int]],
    experts: Sequence[Sequence[int]],
    most: Sequence[int],
    most_of_startups: Sequence[int] | None = None,
) -> set[tuple[int, int]]:
    """The pairs (startup, expert), by position. Each startup ranks experts and gets one, or `most_of_startups` says how
    many at most; each expert ranks startups and takes `most` at most. A pair can only be where each ranks the other.
    Nobody is ranked twice by one.
    """
    place: list[Mapping[int, int]] = [{startup: at for at, startup in enumerate(ranks)} for ranks in experts]
    held: list[list[tuple[int, int]]] = [[] for _ in experts]  # heaps, the least wanted first
    ahead = [iter(ranks) for ranks in startups]
    seats = most_of_startups or [1] * len(startups)
    free = [startup for startup in range(len(startups)) for _ in range(seats[startup])][::-1]
    while free:
        startup = free.pop()
        for expert in ahead[startup]:
            if startup not in place[expert] or not most[expert]:
                continue
            offer = -place[expert][startup], startup
            if len(held[expert]) < most[expert]:
                heappush(held[expert], offer)
                break
            if offer > held[expert][0]:
                free.append(heapreplace(held[expert], offer)[1])
                break
    return {(startup, expert) for expert, heap in enumerate(held) for _, startup in heap}
