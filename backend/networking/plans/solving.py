"""A plan worked out. A program of its own, as it loads the solver (`python -m networking.plans.solving`): a question in, a
line of JSON out for each better plan, the last with all that is told about it. The same in, the same out, however fast
the machine, unless somebody says that it is enough.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from networking.plans.answering import told_of
from networking.plans.asking import Question
from networking.rounds.calm import Calming
from networking.rounds.event import Slot
from networking.rounds.groups import bound_without_rounds
from networking.rounds.plan import Plan
from networking.rounds.solver import Progress, plans
from processes import answers_within

BETWEEN = 0.2  # seconds between two lines at least
CALMING_STEPS = 4_000


def solved(asked: dict[str, Any], is_enough: Callable[[], bool]) -> Iterator[dict[str, Any]]:
    """Every better plan, at most for `seconds`; the last is `done`, calmed and explained."""
    question = Question(asked["document"])
    began = said = time.monotonic()
    last: Progress | None = None
    for step in plans(question.event, seed=asked["seed"]):
        now = time.monotonic()
        if last is None or (now - said >= BETWEEN and (step.value, step.bound) != (last.value, last.bound)):
            said = now
            yield {**_numbers(question, step), "slots": step.slots}
        last = step
        if is_enough() or now - began > asked["seconds"]:
            break
    assert last is not None  # noqa: S101 -- there is a first plan in any case
    slots = _calmed(question, question.without_needless(last.slots), asked["seed"])
    yield {**_numbers(question, last), **told_of(question, slots), "slots": slots, "done": True}


def _numbers(question: Question, step: Progress) -> dict[str, Any]:
    """At small-group tables the pairs have been given seats before: only the weaker bound holds for other seats too."""
    bound = step.bound if question.seats == 1 else max(step.value, bound_without_rounds(question.event))
    return {"value": step.value, "bound": bound}


def _calmed(question: Question, slots: list[Slot], seed: int) -> list[Slot]:
    """The same meetings with fewer breaks between somebody's, evenly shared: what comes after all that is counted above."""
    plan = Plan(question.event)
    plan.become(slots)
    spread = question.document.get("spread", 2)  # breaks that somebody may have more than somebody else
    Calming(plan, spread, Random(seed)).anneal(CALMING_STEPS)  # noqa: S311 -- no secrets: the same seed, the same plan
    return list(plan.slot)


def _program(question: bytes, is_enough: Callable[[], bool]) -> Iterator[bytes]:
    for line in solved(json.loads(question), is_enough):
        yield json.dumps(line).encode()


if __name__ == "__main__":
    sys.exit(answers_within(int(sys.argv[1]), _program))
