"""What is told of a plan: at which tables, which wishes are not met and why, who has too few meetings, and the faults that
a checker of its own finds. No database and no solver."""

from collections.abc import Sequence
from typing import Any

from networking.plans.asking import Question
from networking.plans.faulty import faults_in
from networking.rounds.calm import breaks_in
from networking.rounds.event import Slot, bits
from networking.rounds.plan import NOWHERE
from networking.rounds.reasons import lacking_in, unmet_in
from networking.rounds.seating import Table, changes_in, seated


def told_of(question: Question, slots: Sequence[Slot]) -> dict[str, Any]:
    """Numbers and, by ids, `tables` of the pairs, `unmet` wishes, guests who are `lacking` meetings, and `faults`."""
    tables = seated(question.room, slots, question.hosts, question.startups)
    return {
        **question.numbers(slots),
        **calm_of(question, slots, tables),
        "tables": tables,
        "unmet": unmet_of(question, slots),
        "lacking": lacking_of(question, slots),
        "faults": faults_in(question, slots, tables),
    }


def calm_of(question: Question, slots: Sequence[Slot], tables: Sequence[Table]) -> dict[str, int]:
    """How calm everybody's day is: `breaks` between somebody's meetings in all, the `unevenness` (the most of one guest less
    the fewest), and `changes` of tables."""
    rounds: dict[int, list[Slot]] = {}
    people = list(zip(question.hosts, question.startups, strict=True))
    for who, slot in zip(people, slots, strict=True):
        for one in who if slot != NOWHERE else ():
            rounds.setdefault(one, []).append(slot)
    breaks = [breaks_in(bits(own)) for own in rounds.values()]
    return {
        "breaks": sum(breaks),
        "unevenness": max(breaks, default=0) - min(breaks, default=0),
        "changes": changes_in(slots, tables, people),
    }


def unmet_of(question: Question, slots: Sequence[Slot]) -> list[dict[str, Any]]:
    """A reason for each wish without a meeting."""
    return [
        {
            "startup": pair["startup"],
            "contact": pair["contact"],
            "must": pair["must"],
            "why": one.why.value,
            "guest": None if one.guest is None else question.guest_at(one.guest)["id"],
        }
        for one in unmet_in(question.event, slots)
        if (pair := question.pairs[one.meeting])["wished"]
    ]


def lacking_of(question: Question, slots: Sequence[Slot]) -> list[dict[str, Any]]:
    """Who has fewer meetings than they should, and how many they could have at all."""
    return [
        {
            "guest": question.guest_at(one.guest)["id"],
            "has": one.has,
            "least": one.least,
            "possible": one.possible,
        }
        for one in lacking_in(question.event, slots)
    ]
