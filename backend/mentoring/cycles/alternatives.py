"""Beside the pairs: whom a startup would get next if its pair came to nothing, and why somebody got nobody."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np

from mentoring.cycles.asking import Question
from mentoring.cycles.scored import Ids

AS_MANY = 3  # alternatives that are kept ready for each startup


def who_would_be_next(
    question: Question, hours: Mapping[Ids, int | None]
) -> Iterator[tuple[Ids, int, int | None]]:
    """Pairs, their place in the line (from 1) and their hour: the best experts with a place left, and with an hour left
    where each pair needs one."""
    needs_hour = question.scored.asked["with_hours"]
    scores = question.open_scores
    for startup in sorted({startup for startup, _ in hours}):
        line = 0
        for expert in np.argsort(-scores[startup], kind="stable").tolist():
            pair = (startup, expert)
            if pair in hours or scores[pair] == 0 or not _has_a_place(question, expert, hours):
                continue
            hour = _free_hour(question, pair, hours) if needs_hour else None
            if needs_hour and hour is None:
                continue
            line += 1
            yield pair, line, hour
            if line == AS_MANY:
                break


def _has_a_place(question: Question, expert: int, pairs: Collection[Ids]) -> bool:
    taken = Counter(other for _, other in pairs)
    groups = (group for group in question.groups if expert in group.experts)
    return taken[expert] < question.experts[expert].most and all(
        sum(taken[other] for other in group.experts) < group.most for group in groups
    )


def _free_hour(question: Question, pair: Ids, hours: Mapping[Ids, int | None]) -> int | None:
    """The first hour of both that the expert has given to nobody. The startup has its own back: the pair is gone."""
    startup, expert = pair
    ours, theirs = question.scored.free_slots
    given = {hour for (_, other), hour in hours.items() if other == expert}
    both = np.flatnonzero(ours[startup] & theirs[expert]).tolist()
    return next((question.scored.slots[at] for at in both if question.scored.slots[at] not in given), None)


def unserved(question: Question, pairs: frozenset[Ids]) -> list[dict[str, Any]]:
    """Startups that got nobody, and why: nobody could be, all who could are taken, or other demands left nobody."""
    served = {startup for startup, _ in pairs}
    startups, _ = question.scored.ids
    return [
        {"startup": startups[at], **_why_nobody(question, at, pairs)}
        for at in range(len(startups))
        if at not in served
    ]


def _why_nobody(question: Question, startup: int, pairs: frozenset[Ids]) -> dict[str, Any]:
    possible = np.flatnonzero(question.open_scores[startup]).tolist()
    bans = {
        ban.value: count
        for ban, mask in question.scored.table.bans.items()
        if (count := int(mask[startup].sum()))
    }
    told = {"possible": len(possible), "bans": bans}
    if question.startups[startup].most == 0:
        return {"code": "wants_nobody", **told}
    if not possible:
        return {"code": "nobody_possible", **told}
    if not any(_has_a_place(question, expert, pairs) for expert in possible):
        return {"code": "all_taken", **told}
    return {"code": "no_hour_left" if question.scored.asked["with_hours"] else "other_demands", **told}
