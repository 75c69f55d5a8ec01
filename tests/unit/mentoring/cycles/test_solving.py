"""A cycle solved in process: what is asked is kept, what cannot be is named, and nobody is left without a reason."""

from typing import Any

import pytest

from mentoring.cycles.solving import solved
from tests.factories.cycles import a_document, asked

SCORES = [[900, 800, 100], [800, 300, 200], [700, 600, 500]]


def pairs(found: dict[str, Any]) -> list[tuple[int, int]]:
    assert found["faults"] == []
    return sorted((one["startup"], one["expert"]) for one in found["pairs"])


@pytest.mark.parametrize("with_hours", [False, True])
def test_the_best_sum_wins_and_is_proven(with_hours: bool) -> None:
    found = solved(a_document(SCORES), asked(with_hours=with_hours))
    assert pairs(found) == [(1, 102), (2, 101), (3, 103)]
    assert (found["outcome"]["served"], found["proof"]["gap"]) == (3, 0)


def test_each_pair_has_an_hour_that_the_expert_gives_once() -> None:
    found = solved(a_document([[500], [500], [500]], capacity=3), asked(with_hours=True))
    assert sorted(one["hour"] for one in found["pairs"]) == [9 * 60, 10 * 60, 11 * 60]


def test_two_hours_are_enough_for_two_of_three() -> None:
    found = solved(a_document([[500], [500], [500]], capacity=3, hours=2), asked(with_hours=True))
    assert found["outcome"]["served"] == 2
    assert [one["code"] for one in found["outcome"]["unserved"]] == ["no_hour_left"]


def test_where_all_are_taken_the_one_who_got_nobody_is_told_so() -> None:
    found = solved(a_document([[900], [800]]), asked())
    assert found["outcome"]["unserved"] == [{"startup": 2, "code": "all_taken", "possible": 1, "bans": {}}]


def test_a_capacity_of_nothing_serves_nobody() -> None:
    found = solved(a_document([[900]], capacity=0), asked())
    assert (found["pairs"], found["outcome"]["unserved"][0]["code"]) == ([], "all_taken")


def test_who_is_ruled_out_by_everybody_is_told_why() -> None:
    document = a_document([[900, 900]])
    document["experts"][0]["vetoes"] = [1]
    document["startups"][0]["organisations"] = ["golden"]
    document["experts"][1]["conflicts"] = ["golden"]
    found = solved(document, asked())
    assert found["outcome"]["unserved"] == [
        {
            "startup": 1,
            "code": "nobody_possible",
            "possible": 0,
            "bans": {"veto": 1, "conflict_of_interest": 1},
        }
    ]


@pytest.mark.parametrize("with_hours", [False, True])
def test_required_and_forbidden_pairs_are_kept(with_hours: bool) -> None:
    found = solved(
        a_document(SCORES), asked(required=[[1, 103]], forbidden=[[2, 101]], with_hours=with_hours)
    )
    assert pairs(found) == [(1, 103), (2, 102), (3, 101)]


@pytest.mark.parametrize("with_hours", [False, True])
def test_standing_pairs_stay_and_declined_ones_do_not_come_back(with_hours: bool) -> None:
    document = a_document(SCORES)
    document["standing"] = [[1, 101, None], [2, 103, 10 * 60]]
    document["declined"] = [[3, 102]]
    found = solved(document, asked(with_hours=with_hours))
    assert pairs(found) == [(1, 101), (2, 103)]


def test_with_few_changes_what_was_shown_stays() -> None:
    again = solved(a_document(SCORES), asked(kept=[[1, 101, None], [2, 102, None], [3, 103, None]]))
    assert pairs(again) == [(1, 101), (2, 102), (3, 103)]


def test_colleagues_give_no_more_together_than_they_may() -> None:
    document = a_document(SCORES)
    for expert in document["experts"][:2]:
        expert["organisation"] = "golden"
    found = solved(document, asked(most_per_organisation=1))
    assert len(pairs(found)) == 2


def test_required_pairs_that_no_one_could_have_are_named() -> None:
    document = a_document(SCORES)
    document["experts"][0]["vetoes"] = [1]
    found = solved(document, asked(required=[[1, 101]]))
    assert found == {"conflict": [{"kind": "pinned", "startup": 1, "expert": 101}]}


def test_the_smallest_set_of_demands_that_conflict_is_named() -> None:
    document = a_document(SCORES)
    document["experts"][1]["least"] = 1
    document["experts"][1]["vetoes"] = [2, 3]
    found = solved(document, asked(required=[[1, 101]]))
    assert sorted(found["conflict"], key=str) == [
        {"kind": "expert_least", "expert": 102},
        {"kind": "pinned", "startup": 1, "expert": 101},
        {"kind": "startup_most", "startup": 1},
    ]


def test_where_only_hours_conflict_that_is_named() -> None:
    document = a_document([[500], [500]], capacity=2, hours=1)
    for startup in document["startups"]:
        startup["least"] = 1
    found = solved(document, asked(with_hours=True))
    assert found["conflict"] == [
        {"kind": "hours"},
        {"kind": "startup_least", "startup": 1},
        {"kind": "startup_least", "startup": 2},
    ]


def test_alternatives_are_the_best_who_have_a_place_left() -> None:
    document = a_document([[900, 800, 700], [850, 100, 100]])
    found = solved(document, asked())
    assert pairs(found) == [(1, 102), (2, 101)]
    lines = [(one["startup"], one["expert"], one["place"]) for one in found["alternatives"]]
    assert lines == [(1, 103, 1), (2, 103, 1)]


def test_where_everybody_ranks_the_same_expert_first_all_are_served_and_one_gets_them() -> None:
    document = a_document([[500] * 4 for _ in range(4)])
    for startup in document["startups"]:
        startup["ranks"] = [101, 102]
    weights = {**asked()["weights"], "startup_wish": 5}
    found = solved(document, asked(weights=weights))
    assert (found["outcome"]["served"], found["proof"]["gap"]) == (4, 0)
    assert [expert for _, expert in pairs(found)].count(101) == 1


def test_more_capacity_serves_more() -> None:
    document = a_document([[900], [800]])
    assert solved(document, asked(capacity={"101": 2}))["outcome"]["served"] == 2


def test_the_same_gives_the_same() -> None:
    even = a_document([[500] * 6 for _ in range(6)])
    assert solved(even, asked(seed=3)) == solved(even, asked(seed=3))


def test_a_stable_pairing_leaves_nobody_who_would_both_change() -> None:
    document = a_document([[500, 500], [500, 500]])
    document["startups"][0]["ranks"] = [101, 102]
    document["startups"][1]["ranks"] = [101, 102]
    document["experts"][0]["ranks"] = [2, 1]
    found = solved(document, asked(is_stable=True))
    assert pairs(found) == [(1, 102), (2, 101)]
    assert found["proof"] == {"kind": "stable", "blocking": 0}
