"""What is wrong with a plan, for people to read: rows by ids. The checker decides whether anything is; this names it."""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from networking.plans.asking import Question
from networking.rounds.checking import faults_of
from networking.rounds.event import Slot
from networking.rounds.plan import NOWHERE, placed
from networking.rounds.seating import Table, faults_in_seating

log = logging.getLogger(__name__)
Row = dict[str, Any]


def row_of(code: str, **ids: int) -> Row:
    """`startup`, `contact` and `guest` are registrations, `round` counts from 1, `table` is an id; None is no matter."""
    return {"code": code, **dict.fromkeys(("startup", "contact", "guest", "round", "table")), **ids}


def faults_in(question: Question, slots: Sequence[Slot], tables: Sequence[Table]) -> list[Row]:
    """Everything for which it may not be published; what has no name of its own is "other", and stands in the log."""
    found = [
        *_of_guests(question, slots),
        *_of_tables(question, slots, tables),
        *_of_pins(question, slots),
    ]
    checked = [
        *faults_of(question.event, slots),
        *faults_in_seating(question.room, slots, tables, question.hosts),
    ]
    if checked:
        log.warning("A plan is faulty: %s", checked)
    return found or [row_of("other") for _ in checked[:1]]


def _of_guests(question: Question, slots: Sequence[Slot]) -> Iterator[Row]:
    has: Counter[int] = Counter()
    busy: Counter[tuple[int, Slot]] = Counter()
    for meeting in placed(slots):
        pair, slot = question.pairs[meeting], slots[meeting]
        for name in ("startup", "contact"):
            busy[pair[name], slot] += name == "startup" or question.seats == 1
            has[pair[name]] += 1
    for (guest, slot), times in sorted(busy.items()):
        if slot not in question.document["guests"][question.at[guest]]["rounds"]:
            yield row_of("absent", guest=guest, round=slot + 1)
        if times > 1:
            yield row_of("twice", guest=guest, round=slot + 1)
    for one in question.document["guests"]:
        if one["most"] is not None and has[one["id"]] > one["most"]:
            yield row_of("too_many", guest=one["id"])


def _of_tables(question: Question, slots: Sequence[Slot], tables: Sequence[Table]) -> Iterator[Row]:
    hosts: dict[tuple[Slot, Table], set[int]] = {}
    for meeting in placed(slots):
        hosts.setdefault((slots[meeting], tables[meeting]), set()).add(question.pairs[meeting]["contact"])
    for (slot, table), who in sorted(hosts.items()):
        if table not in question.document["tables"][slot]:
            yield row_of("table_out", table=table, round=slot + 1)
        if len(who) > 1:
            yield row_of("table_twice", table=table, round=slot + 1)


def _of_pins(question: Question, slots: Sequence[Slot]) -> Iterator[Row]:
    for pair, slot in zip(question.pairs, slots, strict=True):
        if pair["pinned"] is not None and slot == NOWHERE:
            yield row_of("pin_missing", startup=pair["startup"], contact=pair["contact"])
