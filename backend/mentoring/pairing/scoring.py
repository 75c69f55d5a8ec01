"""How well each startup and expert suit each other: parts from 0 to 1 that can be shown one by one, weighed together.

Whole tables at a time, startups by experts. Where a side said nothing, a part is NEUTRAL: silence is neither praise nor
blame. What must not be (a veto, a conflict of interest, no language in common where that is asked) is no low score but
no pair.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mentoring.pairing.problem import Amounts, Pair

Shares = NDArray[np.float32]
Mask = NDArray[np.bool_]

NEUTRAL = 0.5
RANKS = 10  # places on a list of wishes
HIGHEST = 1000  # of a score


class Part(StrEnum):
    """What a score is made of."""

    STARTUP_WISH = "startup_wish"
    EXPERT_WISH = "expert_wish"
    TOPICS = "topics"
    WORDS = "words"
    LANGUAGE = "language"
    STAGE = "stage"
    MARKET = "market"
    HOURS = "hours"
    PAST = "past"
    LOAD = "load"


class Ban(StrEnum):
    """Why a pair cannot be."""

    VETO = "veto"
    CONFLICT = "conflict_of_interest"
    LANGUAGE = "no_language_in_common"
    HOURS = "no_hour_in_common"


@dataclass(frozen=True)
class Wanting:
    """What a startup says and is. `ranks`: experts (positions), the best first. `needs`: topics with how much each counts;
    `interests`: organisations in which an expert's conflict would lie."""

    ranks: Sequence[int] = ()
    needs: Mapping[str, int] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    stage: str = ""
    markets: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Giving:
    """What an expert says and is. `ranks`: startups (positions); `vetoes`: startups that they will not take. Empty
    `stages` or `markets`: any. `conflicts`: employer, portfolio, competitors. `load`: pairs now; `most`: pairs at most.
    """

    ranks: Sequence[int] = ()
    vetoes: frozenset[int] = frozenset()
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    markets: frozenset[str] = frozenset()
    conflicts: frozenset[str] = frozenset()
    load: int = 0
    most: int = 1


@dataclass(frozen=True, eq=False)
class Between:
    """What lies between them, as tables: hours a week in common, how alike their words are (0 to 1; None: not asked), and
    what pairs of the past were rated (1 to 5)."""

    hours: Shares
    words: Shares | None = None
    ratings: Mapping[Pair, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Weighing:
    """How much each part counts, as the coordinator set it; a part that is not there counts nothing. So many hours a week
    are as good as any more; fewer than `fewest_hours` rule a pair out, as no common language does if one is asked."""

    weights: Mapping[Part, int]
    enough_hours: float = 5
    fewest_hours: float = 0
    language_is_a_must: bool = True


class Unweighed(ValueError):
    """No part counts anything, or one less than nothing."""


class Table(NamedTuple):
    """Scores from 1 to HIGHEST, 0 where a pair cannot be; each part; and why pairs cannot be."""

    scores: Amounts
    parts: Mapping[Part, Shares]
    bans: Mapping[Ban, Mask]


def score_all(
    startups: Sequence[Wanting], experts: Sequence[Giving], between: Between, weighing: Weighing
) -> Table:
    """The table of all pairs. Raises Unweighed."""
    if min(weighing.weights.values(), default=0) < 0 or not any(weighing.weights.values()):
        raise Unweighed
    parts = {part: PARTS[part](startups, experts, between, weighing) for part in Part}
    total = sum(weighing.weights.values())
    sum_ = sum((weight * parts[part] for part, weight in weighing.weights.items()), np.float32(0))
    bans = _bans(startups, experts, between, weighing)
    scores = np.rint(1 + (HIGHEST - 1) * np.asarray(sum_) / total).astype(np.int64)
    scores[np.logical_or.reduce(list(bans.values()))] = 0
    return Table(scores, MappingProxyType(parts), MappingProxyType(bans))


def _bans(
    startups: Sequence[Wanting], experts: Sequence[Giving], between: Between, weighing: Weighing
) -> dict[Ban, Mask]:
    nothing = np.zeros((len(startups), len(experts)), dtype=np.bool_)
    veto = nothing.copy()
    for at, expert in enumerate(experts):
        veto[list(expert.vetoes), at] = True
    interests = _shared([one.organisations for one in startups], [one.conflicts for one in experts]) > 0
    common = _shared([one.languages for one in startups], [one.languages for one in experts]) > 0
    return {
        Ban.VETO: veto,
        Ban.CONFLICT: interests,
        Ban.LANGUAGE: ~common if weighing.language_is_a_must else nothing,
        Ban.HOURS: between.hours < weighing.fewest_hours,
    }


def _startup_wish(
    startups: Sequence[Wanting], experts: Sequence[Giving], _between: Between, _weighing: Weighing
) -> Shares:
    return _wishes([one.ranks for one in startups], len(experts))


def _expert_wish(
    startups: Sequence[Wanting], experts: Sequence[Giving], _between: Between, _weighing: Weighing
) -> Shares:
    return _wishes([one.ranks for one in experts], len(startups)).T


def _wishes(lists: Sequence[Sequence[int]], others: int) -> Shares:
    """1 for the first on a list, a tenth less for each place below; 0 for who is not on it."""
    found = np.full((len(lists), others), NEUTRAL, dtype=np.float32)
    for at, ranks in enumerate(lists):
        if ranks:
            found[at] = 0
        for place, other in enumerate(ranks[:RANKS]):
            found[at, other] = 1 - place / RANKS
    return found


def _topics(
    startups: Sequence[Wanting], experts: Sequence[Giving], _between: Between, _weighing: Weighing
) -> Shares:
    """The share of what a startup needs, each need as much as it counts, that an expert knows."""
    known = sorted({topic for one in startups for topic in one.needs})
    place = {topic: at for at, topic in enumerate(known)}
    needs = np.zeros((len(startups), len(known)), dtype=np.float32)
    knows = np.zeros((len(experts), len(known)), dtype=np.float32)
    for at, startup in enumerate(startups):
        for topic, weight in startup.needs.items():
            needs[at, place[topic]] = weight
    for at, expert in enumerate(experts):
        knows[at, [place[topic] for topic in expert.topics if topic in place]] = 1
    asked = needs.sum(axis=1, keepdims=True)
    met: Shares = (needs @ knows.T) / np.maximum(asked, 1)
    return np.where(asked > 0, met, np.float32(NEUTRAL))


def _words(
    startups: Sequence[Wanting], experts: Sequence[Giving], between: Between, _weighing: Weighing
) -> Shares:
    if between.words is None:
        return np.full((len(startups), len(experts)), NEUTRAL, dtype=np.float32)
    return np.clip(between.words, 0, 1).astype(np.float32)


def _language(
    startups: Sequence[Wanting], experts: Sequence[Giving], _between: Between, _weighing: Weighing
) -> Shares:
    common = _shared([one.languages for one in startups], [one.languages for one in experts])
    return (common > 0).astype(np.float32)


def _stage(
    startups: Sequence[Wanting], experts: Sequence[Giving], _between: Between, _weighing: Weighing
) -> Shares:
    said = [frozenset([one.stage]) if one.stage else frozenset() for one in startups]
    return _fitting(said, [one.stages for one in experts])


def _market(
    startups: Sequence[Wanting], experts: Sequence[Giving], _between: Between, _weighing: Weighing
) -> Shares:
    return _fitting([one.markets for one in startups], [one.markets for one in experts])


def _fitting(wanted: Sequence[Collection[str]], given: Sequence[Collection[str]]) -> Shares:
    """The share of what is wanted that is given; NEUTRAL where either side names nothing."""
    asked = np.array([len(one) for one in wanted], dtype=np.float32)[:, None]
    names_any = np.array([bool(one) for one in given])[None, :]
    share = _shared(wanted, given) / np.maximum(asked, 1)
    return np.where((asked > 0) & names_any, share, np.float32(NEUTRAL)).astype(np.float32)


def _hours(
    _startups: Sequence[Wanting], _experts: Sequence[Giving], between: Between, weighing: Weighing
) -> Shares:
    share: Shares = np.clip(between.hours / weighing.enough_hours, 0, 1).astype(np.float32)
    return share


def _past(
    startups: Sequence[Wanting], experts: Sequence[Giving], between: Between, _weighing: Weighing
) -> Shares:
    """Who were a pair before: from 0 for one star to 1 for five."""
    found = np.full((len(startups), len(experts)), NEUTRAL, dtype=np.float32)
    for (startup, expert), stars in between.ratings.items():
        found[startup, expert] = (stars - 1) / 4
    return found


def _load(
    startups: Sequence[Wanting], experts: Sequence[Giving], _between: Between, _weighing: Weighing
) -> Shares:
    """The share of an expert's places that is free."""
    free = np.array([max(1 - one.load / one.most, 0) if one.most else 0 for one in experts], dtype=np.float32)
    return np.broadcast_to(free, (len(startups), len(experts)))


def _shared(ours: Sequence[Collection[str]], theirs: Sequence[Collection[str]]) -> Shares:
    """How many names each two have in common."""
    place = {name: at for at, name in enumerate(sorted({name for one in ours for name in one}))}
    tables = []
    for side in (ours, theirs):
        table = np.zeros((len(side), len(place)), dtype=np.float32)
        for at, names in enumerate(side):
            table[at, [place[name] for name in names if name in place]] = 1
        tables.append(table)
    counted: Shares = tables[0] @ tables[1].T
    return counted


PARTS: Mapping[Part, Callable[[Sequence[Wanting], Sequence[Giving], Between, Weighing], Shares]] = {
    Part.STARTUP_WISH: _startup_wish,
    Part.EXPERT_WISH: _expert_wish,
    Part.TOPICS: _topics,
    Part.WORDS: _words,
    Part.LANGUAGE: _language,
    Part.STAGE: _stage,
    Part.MARKET: _market,
    Part.HOURS: _hours,
    Part.PAST: _past,
    Part.LOAD: _load,
}
