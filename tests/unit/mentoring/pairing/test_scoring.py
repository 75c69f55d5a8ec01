"""What makes a score, part by part."""

from collections.abc import Mapping

import numpy as np
import pytest

from mentoring.pairing.scoring import (
    Ban,
    Between,
    Giving,
    Part,
    Table,
    Unweighed,
    Wanting,
    Weighing,
    score_all,
)

EVERYTHING = Weighing(dict.fromkeys(Part, 1))
KOREAN, ENGLISH = frozenset({"ko"}), frozenset({"en"})


def one_pair(
    startup: Wanting,
    expert: Giving,
    weighing: Weighing = EVERYTHING,
    *,
    hours: float = 5,
    words: float | None = None,
    ratings: Mapping[tuple[int, int], float] | None = None,
) -> Table:
    tables = [np.array([[value]], dtype=np.float32) for value in (hours, words or 0)]
    between = Between(tables[0], None if words is None else tables[1], ratings or {})
    return score_all([startup], [expert], between, weighing)


def part(table: Table, which: Part) -> float:
    return float(table.parts[which][0, 0])


@pytest.mark.parametrize(
    ("startup", "expert", "which", "share"),
    [
        (Wanting(ranks=[0]), Giving(), Part.STARTUP_WISH, 1),
        (Wanting(), Giving(), Part.STARTUP_WISH, 0.5),
        (Wanting(), Giving(ranks=[0]), Part.EXPERT_WISH, 1),
        (
            Wanting(needs={"pricing": 3, "hiring": 1}),
            Giving(topics=frozenset({"pricing"})),
            Part.TOPICS,
            0.75,
        ),
        (Wanting(needs={"pricing": 3}), Giving(topics=frozenset({"law"})), Part.TOPICS, 0),
        (Wanting(), Giving(topics=frozenset({"law"})), Part.TOPICS, 0.5),
        (Wanting(languages=KOREAN | ENGLISH), Giving(languages=ENGLISH), Part.LANGUAGE, 1),
        (Wanting(languages=KOREAN), Giving(languages=ENGLISH), Part.LANGUAGE, 0),
        (Wanting(stage="seed"), Giving(stages=frozenset({"seed", "idea"})), Part.STAGE, 1),
        (Wanting(stage="seed"), Giving(stages=frozenset({"idea"})), Part.STAGE, 0),
        (Wanting(stage="seed"), Giving(), Part.STAGE, 0.5),
        (Wanting(markets=frozenset({"us", "jp"})), Giving(markets=frozenset({"us"})), Part.MARKET, 0.5),
        (Wanting(), Giving(load=1, most=4), Part.LOAD, 0.75),
        (Wanting(), Giving(load=5, most=4), Part.LOAD, 0),
        (Wanting(), Giving(most=0), Part.LOAD, 0),
        (Wanting(), Giving(), Part.PAST, 0.5),
        (Wanting(), Giving(), Part.WORDS, 0.5),
    ],
)
def test_each_part_says_how_well_they_suit(
    startup: Wanting, expert: Giving, which: Part, share: float
) -> None:
    assert part(one_pair(startup, expert), which) == pytest.approx(share)


def test_places_on_a_list_of_wishes_lie_a_tenth_apart_and_who_is_not_on_it_has_none() -> None:
    between = Between(np.full((1, 12), 5, dtype=np.float32))
    table = score_all([Wanting(ranks=range(11))], [Giving()] * 12, between, EVERYTHING)
    expected = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0, 0]
    assert table.parts[Part.STARTUP_WISH][0].tolist() == pytest.approx(expected)


@pytest.mark.parametrize(("hours", "share"), [(0, 0), (2.5, 0.5), (5, 1), (20, 1)])
def test_enough_hours_in_common_are_as_good_as_more(hours: float, share: float) -> None:
    assert part(one_pair(Wanting(), Giving(), hours=hours), Part.HOURS) == pytest.approx(share)


@pytest.mark.parametrize(("stars", "share"), [(1, 0), (3, 0.5), (5, 1)])
def test_who_were_a_pair_before_bring_what_they_said_of_it(stars: float, share: float) -> None:
    assert part(one_pair(Wanting(), Giving(), ratings={(0, 0): stars}), Part.PAST) == pytest.approx(share)


def test_words_count_as_they_come() -> None:
    assert part(one_pair(Wanting(), Giving(), words=0.25), Part.WORDS) == pytest.approx(0.25)


def test_a_score_is_the_weighed_mean_of_its_parts_from_1_to_1000() -> None:
    weighing = Weighing({Part.STARTUP_WISH: 3, Part.HOURS: 1}, language_is_a_must=False)
    assert one_pair(Wanting(ranks=[0]), Giving(), weighing, hours=5).scores.tolist() == [[1000]]
    assert one_pair(Wanting(ranks=[0]), Giving(), weighing, hours=0).scores.tolist() == [[750]]
    alone = Weighing({Part.HOURS: 7}, language_is_a_must=False)
    assert one_pair(Wanting(), Giving(), alone, hours=0).scores.tolist() == [[1]]


@pytest.mark.parametrize(
    ("startup", "expert", "hours", "ban"),
    [
        (Wanting(languages=ENGLISH), Giving(languages=ENGLISH, vetoes=frozenset({0})), 5, Ban.VETO),
        (
            Wanting(languages=ENGLISH, organisations=frozenset({"acme"})),
            Giving(languages=ENGLISH, conflicts=frozenset({"acme"})),
            5,
            Ban.CONFLICT,
        ),
        (Wanting(languages=KOREAN), Giving(languages=ENGLISH), 5, Ban.LANGUAGE),
        (Wanting(languages=ENGLISH), Giving(languages=ENGLISH), 0.5, Ban.HOURS),
    ],
)
def test_what_must_not_be_is_no_pair_and_says_why(
    startup: Wanting, expert: Giving, hours: float, ban: Ban
) -> None:
    weighing = Weighing({Part.TOPICS: 1}, fewest_hours=1)
    table = one_pair(startup, expert, weighing, hours=hours)
    assert table.scores.tolist() == [[0]]
    assert [one for one in Ban if table.bans[one][0, 0]] == [ban]


def test_languages_rule_nobody_out_where_none_is_asked() -> None:
    weighing = Weighing({Part.LANGUAGE: 1}, language_is_a_must=False)
    assert one_pair(Wanting(languages=KOREAN), Giving(languages=ENGLISH), weighing).scores.tolist() == [[1]]


@pytest.mark.parametrize("weights", [{}, {Part.HOURS: 0}, {Part.HOURS: 2, Part.TOPICS: -1}])
def test_weights_that_weigh_nothing_are_refused(weights: dict[Part, int]) -> None:
    with pytest.raises(Unweighed):
        one_pair(Wanting(), Giving(), Weighing(weights))


def test_nobody_on_one_side_is_an_empty_table() -> None:
    between = Between(np.zeros((0, 1), dtype=np.float32))
    assert score_all([], [Giving()], between, EVERYTHING).scores.shape == (0, 1)
