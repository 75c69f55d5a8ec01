"""Deferred acceptance: nobody would leave, and no startup does better in any other stable pairing."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.pairing.stable import stable_pairs

Ranks = list[list[int]]


def rankings(of: int, who: int) -> st.SearchStrategy[Ranks]:
    one = st.permutations(range(of)).flatmap(
        lambda all_: st.integers(0, of).map(lambda count: list(all_[:count]))
    )
    return st.lists(one, min_size=who, max_size=who)


def is_stable(got: list[int | None], startups: Ranks, experts: Ranks, most: list[int]) -> bool:
    of = [[at for at, one in enumerate(got) if one == expert] for expert in range(len(experts))]
    fits = all(len(one) <= limit for one, limit in zip(of, most, strict=True))
    mutual = all(one is None or (one in startups[at] and at in experts[one]) for at, one in enumerate(got))
    return (
        fits
        and mutual
        and not any(
            would_leave(at, expert, got, of, startups, experts, most)
            for at, ranks in enumerate(startups)
            for expert in ranks
        )
    )


def would_leave(
    at: int,
    expert: int,
    got: list[int | None],
    of: Ranks,
    startups: Ranks,
    experts: Ranks,
    most: list[int],
) -> bool:
    mine, theirs, has = startups[at], experts[expert], got[at]
    if at not in theirs or expert == has:
        return False
    rather = has is None or mine.index(expert) < mine.index(has)
    room = len(of[expert]) < most[expert]
    better = any(theirs.index(at) < theirs.index(one) for one in of[expert])
    return rather and (room or better)


@settings(max_examples=1000, deadline=None)
@given(rankings(3, 4), rankings(4, 3), st.lists(st.integers(0, 2), min_size=3, max_size=3))
def test_of_all_stable_pairings_it_is_the_best_for_every_startup(
    startups: Ranks, experts: Ranks, most: list[int]
) -> None:
    got = dict(stable_pairs(startups, experts, most))
    choices = product((None, 0, 1, 2), repeat=4)
    stable = [list(one) for one in choices if is_stable(list(one), startups, experts, most)]
    ours = [got.get(at) for at in range(4)]
    assert ours in stable
    for at, ranks in enumerate(startups):
        others = (one[at] for one in stable)
        best = min((ranks.index(got_it) for got_it in others if got_it is not None), default=None)
        has = ours[at]
        assert (None if has is None else ranks.index(has)) == best


def test_a_startup_with_two_seats_gets_two() -> None:
    assert stable_pairs([[0, 1], [0]], [[0, 1], [0]], [1, 1], [2, 1]) == {(0, 0), (0, 1)}
