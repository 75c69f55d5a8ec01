"""What coordinators read of plans."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from networking.models import Event, Plan, Registration
from networking.plans.fault_words import told_faults
from networking.plans.faulty import row_of
from networking.plans.keeping import Placed, meetings_in
from networking.plans.publishing import changed_for
from networking.plans.words import lacking_words, lost_words, unmet_words

Row = dict[str, Any]


def plans_of(event: Event) -> QuerySet[Plan]:
    """The newest first, without what they were asked."""
    return event.plans.select_related("by").defer("question").order_by("-number")


@dataclass(frozen=True)
class Shown:
    """A plan as a board shows it: rows by ids of registrations and tables."""

    rounds: list[Row]
    tables: list[Row]
    guests: list[Row]
    meetings: list[Row]
    unmet: list[Row]
    lacking: list[Row]
    faults: list[Row]
    dropped: list[Row]
    lost: list[Row]


def shown(plan: Plan, language: str) -> Shown:
    """In a constant number of statements."""
    asked = plan.question or {"guests": [], "pairs": [], "tables": []}
    placed = list(plan.meetings.prefetch_related("guests"))
    at_tables = {one.registration_id for meeting in placed for one in meeting.guests.all()}
    lost = list(plan.lost.exclude(left=None).values("round", "startup", "contact", "left"))
    ids = {one["id"] for one in asked["guests"]} | at_tables
    ids.update(one[side] for one in lost for side in ("startup", "contact"))
    rows = guests_of(plan.event, ids)
    names = {one.pk: one.name_in(language) for one in rows}
    said = {one["id"]: one for one in asked["guests"]}
    faults = plan.outcome.get("faults", [])
    told = told_faults(plan.event, [*faults, *(_dropped(one) for one in asked.get("dropped", []))])
    return Shown(
        rounds=rounds_of(plan.event),
        tables=_tables(plan.event, asked["tables"]),
        guests=[_guest(one, names[one.pk], said.get(one.pk, {})) for one in rows],
        meetings=_meetings(placed, asked["pairs"]),
        unmet=[{**one, "words": unmet_words(one, names)} for one in plan.outcome.get("unmet", [])],
        lacking=[{**one, "words": lacking_words(one, names)} for one in plan.outcome.get("lacking", [])],
        faults=told[: len(faults)],
        dropped=told[len(faults) :],
        lost=[{**one, "words": lost_words(one, names)} for one in lost],
    )


def _dropped(pin: Mapping[str, int]) -> Row:
    said = {name: pin[name] for name in ("startup", "contact", "table")}
    return row_of("pin_dropped", **said, round=pin["round"] + 1)


def rounds_of(event: Event) -> list[Row]:
    return [
        {"number": at, "starts_at": starts_at, "ends_at": ends_at}
        for at, (starts_at, ends_at) in enumerate(event.round_times(), start=1)
    ]


def guests_of(event: Event, ids: set[int]) -> list[Registration]:
    """By kind and name."""
    rows = event.registrations.filter(pk__in=ids).select_related("person", "startup", "expert")
    return sorted(rows, key=lambda one: (one.kind, one.name_in("en"), one.pk))


def _tables(event: Event, in_service: Sequence[Sequence[int]]) -> list[Row]:
    rounds = defaultdict(list)
    for number, tables in enumerate(in_service, start=1):
        for table in tables:
            rounds[table].append(number)
    return [
        {"id": one.pk, "number": one.number, "name": one.name, "rounds": rounds[one.pk]}
        for one in event.tables.order_by("number")
    ]


def _guest(guest: Registration, name: str, said: Mapping[str, Any]) -> Row:
    return {
        "id": guest.pk,
        "kind": guest.kind,
        "name": name,
        "organisation": guest.expert.organisation if guest.expert else "",
        "rounds": [slot + 1 for slot in said.get("rounds", [])],
        "most": said.get("most"),
        "least": said.get("least", 0),
    }


def _meetings(placed: Sequence[Any], pairs: Sequence[Mapping[str, Any]]) -> list[Row]:
    said = {(one["startup"], one["contact"]): one for one in pairs}
    found = []
    for meeting in placed:
        (host,) = [one.registration_id for one in meeting.guests.all() if one.is_host]
        guests = [one.registration_id for one in meeting.guests.all() if not one.is_host]
        known = [said[one, host] for one in guests if (one, host) in said]
        found.append(
            {
                "id": meeting.pk,
                "round": meeting.round,
                "table": meeting.table_id,
                "host": host,
                "guests": guests,
                "is_pinned": meeting.is_pinned,
                "interest": sum(one["interest"] for one in known),
                "is_mutual_must": any(one["must"] for one in known),
            }
        )
    return found


class _At(NamedTuple):
    round: int
    table: int


def difference(before: Plan, after: Plan, language: str) -> Row:
    """What `after` changes of `before`, pair by pair in the order of rounds; the agendas of how many guests change."""
    ours, theirs = meetings_in(before), meetings_in(after)
    pairs = _pairs(ours), _pairs(theirs)
    numbers = dict(after.event.tables.values_list("pk", "number"))
    rows = guests_of(after.event, {one for pair in (*pairs[0], *pairs[1]) for one in pair})
    names = {one.pk: one.name_in(language) for one in rows}
    changes = [
        _change(pair, pairs[0].get(pair), pairs[1].get(pair), numbers, names)
        for pair in pairs[0].keys() | pairs[1].keys()
        if pairs[0].get(pair) != pairs[1].get(pair)
    ]
    kept = Counter(pairs[0].get(pair) == at for pair, at in pairs[1].items())[True]
    return {
        "guests": len(changed_for(ours, theirs, after.begins)),
        "kept": kept,
        "changes": sorted(changes, key=lambda one: (_first_round(one), one["startup"], one["contact"])),
    }


def _first_round(change: Row) -> int:
    rounds: list[int] = [one["round"] for one in (change["before"], change["after"]) if one]
    return min(rounds)


def _pairs(placed: Sequence[Placed]) -> dict[tuple[int, int], _At]:
    return {(guest, one.host): _At(one.round, one.table) for one in placed for guest in one.guests}


def _change(
    pair: tuple[int, int],
    before: _At | None,
    after: _At | None,
    numbers: Mapping[int, int],
    names: Mapping[int, str],
) -> Row:
    if before and after:
        change = "table" if before.round == after.round else "moved"
    else:
        change = "added" if after else "lost"
    return {
        "change": change,
        "startup": pair[0],
        "startup_name": names.get(pair[0], ""),
        "contact": pair[1],
        "contact_name": names.get(pair[1], ""),
        "before": before and {"round": before.round, "table": numbers[before.table]},
        "after": after and {"round": after.round, "table": numbers[after.table]},
    }
