"""Whether pairs keep what was promised to people, counted from what was gathered and asked alone."""

from collections import Counter
from collections.abc import Collection, Iterator

from mentoring.cycles.asking import Question
from mentoring.cycles.scored import Ids


def broken_promises(question: Question, pairs: Collection[Ids]) -> list[str]:
    """Everything that these pairs of positions break, in words for the log."""
    return [*_pairs(question, frozenset(pairs)), *_numbers(question, pairs)]


def _pairs(question: Question, pairs: frozenset[Ids]) -> Iterator[str]:
    yield from (f"{pair} stands and is missing" for pair in sorted(question.standing - pairs))
    yield from (f"{pair} is required and missing" for pair in sorted(question.required - pairs))
    yield from (f"{pair} is forbidden" for pair in sorted(question.forbidden & pairs))
    for ban, mask in question.scored.table.bans.items():
        yield from (f"{pair} cannot be: {ban}" for pair in sorted(pairs - question.standing) if mask[pair])


def _numbers(question: Question, pairs: Collection[Ids]) -> Iterator[str]:
    of_startup = Counter(startup for startup, _ in pairs)
    of_expert = Counter(expert for _, expert in pairs)
    for at, party in enumerate(question.startups):
        if not party.least <= of_startup[at] <= party.most:
            yield f"startup {party.id} has {of_startup[at]}"
    for at, party in enumerate(question.experts):
        if not party.least <= of_expert[at] <= party.most:
            yield f"expert {party.id} has {of_expert[at]}"
    for group in question.groups:
        if (together := sum(of_expert[expert] for expert in group.experts)) > group.most:
            yield f"experts {sorted(group.experts)} have {together}"
