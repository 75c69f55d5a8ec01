"""In which order guests are suggested to one another, and who is kept apart. Plain values only."""

from collections.abc import Collection
from dataclasses import dataclass

TOPIC, LANGUAGE = 10, 5  # what a shared topic, and a shared language, are worth


@dataclass(frozen=True)
class Side:
    """One guest, as far as that matters: topics by slug, languages by code, companies by their keys
    (`directory.company_names`). `names` are those of the company that they come for, `bound` the ones with which a
    contact is bound up, `rivals` those that compete with the startup, `avoids` whom they do not want to meet."""

    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    rivals: frozenset[str] = frozenset()
    avoids: frozenset[str] = frozenset()


def interest(one: Side, other: Side) -> int:
    """How much two guests are likely to have to say to each other; symmetric, 0 for nothing in common."""
    shared = TOPIC * len(one.topics & other.topics)
    return shared + (LANGUAGE if one.languages & other.languages else 0)


def is_kept_apart(one: Side, other: Side) -> bool:
    """Whether they should not meet: one avoids the other's company, or is bound up with it, or with a rival of it."""
    return _keeps_from(one, other) or _keeps_from(other, one)


def _keeps_from(one: Side, other: Side) -> bool:
    return _meet(one.avoids | one.bound | one.rivals, other.names) or _meet(one.rivals, other.bound)


def _meet(some: Collection[str], others: Collection[str]) -> bool:
    return not set(some).isdisjoint(others)
