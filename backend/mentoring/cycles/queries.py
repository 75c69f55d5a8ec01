"""Who may see which cycles, and what coordinators see of runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person, Role
from directory.models import Expert, Startup, Topic
from directory.queries import startup_of
from mentoring.cycles.wishing import due_for
from mentoring.models import (
    Cycle,
    Joining,
    Pin,
    ProgrammeExpert,
    ProgrammeStartup,
    Run,
    RunPair,
    TakingPart,
    Wish,
)
from mentoring.programmes.queries import experts_in, startups_in

Party = Startup | Expert


def cycles_visible_to(viewer: Person) -> QuerySet[Cycle]:
    """A coordinator's all; those of programmes in which somebody takes part; nobody else's."""
    cycles = Cycle.objects.select_related("programme")
    if viewer.coordinates:
        return cycles
    party = party_of(viewer)
    if party is None:
        return cycles.none()
    if isinstance(party, Startup):
        places = ProgrammeStartup.objects.filter(startup=party, state=TakingPart.JOINED)
        open_to_all = Q(programme__joining=Joining.OPEN)
        return cycles.filter(open_to_all | Q(Exists(places.filter(programme=OuterRef("programme")))))
    given = ProgrammeExpert.objects.filter(expert=party, state=TakingPart.JOINED)
    takes_all = Q(programme__takes_all_experts=True)
    here = Q(Exists(given.filter(programme=OuterRef("programme"))))
    return cycles.filter(takes_all | here, programme__expert_kind=party.kind)


def party_of(person: Person) -> Party | None:
    """For whom they speak anywhere."""
    if person.role == Role.STARTUP_MEMBER:
        return startup_of(person)
    return Expert.objects.select_related("person").filter(person=person).first()


@dataclass(frozen=True)
class CycleShown:
    """A cycle as one viewer sees it: when it is due for them, and whether they have sent what they want; None for
    coordinators."""

    cycle: Cycle
    my_due_at: datetime | None
    my_wish: str | None


def shown_to(viewer: Person, cycles: Sequence[Cycle], now: datetime) -> list[CycleShown]:
    """Three statements at most, however many cycles."""
    party = None if viewer.coordinates else party_of(viewer)
    if party is None:
        return [CycleShown(cycle, None, None) for cycle in cycles]
    side = {"startup": party} if isinstance(party, Startup) else {"expert": party}
    wishes = Wish.objects.filter(cycle__in=cycles, **side).order_by("-is_draft")
    said = {cycle: "draft" if draft else "sent" for cycle, draft in wishes.values_list("cycle", "is_draft")}
    return [
        CycleShown(cycle, due_for(cycle, party, viewer, now), said.get(cycle.pk, "none")) for cycle in cycles
    ]


@dataclass(frozen=True)
class Candidate:
    """Somebody whom the other side may rank."""

    id: int
    name_ko: str
    name_en: str
    text_ko: str
    text_en: str
    topics: list[str]
    languages: list[str]


def candidates_for(cycle: Cycle, party: Party) -> list[Candidate]:
    """Two statements."""
    if isinstance(party, Startup):
        experts = experts_in(cycle.programme).select_related("person").prefetch_related("topics")
        return [_expert(one) for one in experts.order_by("person__name", "pk")]
    startups = startups_in(cycle.programme).prefetch_related("needs").order_by("name_ko", "pk")
    return [_startup(one) for one in startups]


def _expert(one: Expert) -> Candidate:
    texts = [f"{one.headline_ko} {one.organisation}".strip(), f"{one.headline_en} {one.organisation}".strip()]
    topics = sorted(topic.slug for topic in one.topics.all())
    name = one.person.name
    return Candidate(one.pk, name, name, texts[0], texts[1], topics, one.languages)


def _startup(one: Startup) -> Candidate:
    topics = sorted(topic.slug for topic in one.needs.all())
    return Candidate(one.pk, one.name_ko, one.name_en, one.builds_ko, one.builds_en, topics, one.languages)


@dataclass(frozen=True)
class Board:
    """A run with the names of all who were in it, its pairs and its cycle's pins."""

    run: Run
    startups: list[dict[str, Any]]
    experts: list[dict[str, Any]]
    pairs: list[RunPair]
    alternatives: list[RunPair]
    pins: list[Pin]


def runs_of(cycle: Cycle) -> QuerySet[Run]:
    return cycle.runs.select_related("by").defer("gathered")


def board_of(run: Run) -> Board:
    """A constant number of statements."""
    document: Mapping[str, Any] = run.gathered.document if run.gathered else {"startups": [], "experts": []}
    startups = Startup.objects.in_bulk([one["id"] for one in document["startups"]])
    experts = Expert.objects.select_related("person").in_bulk([one["id"] for one in document["experts"]])
    changed = run.asked.get("capacity", {})
    rows = list(run.pairs.all())
    return Board(
        run=run,
        startups=[
            {"id": one.pk, "name_ko": one.name_ko, "name_en": one.name_en} for one in startups.values()
        ],
        experts=[
            {
                "id": one["id"],
                "name": experts[one["id"]].person.name,
                "organisation": experts[one["id"]].organisation,
                "capacity": changed.get(str(one["id"]), one["most"]),
            }
            for one in document["experts"]
            if one["id"] in experts
        ],
        pairs=[one for one in rows if one.place == 0],
        alternatives=[one for one in rows if one.place > 0],
        pins=list(run.cycle.pins.all()),
    )


@dataclass(frozen=True)
class Difference:
    """What a run changes of another: for each startup that fares otherwise, whom it had and whom it gets."""

    startup: int
    before: list[int]
    after: list[int]


def differences(before: Run, after: Run) -> list[Difference]:
    """By startup (id), experts by id. Two statements."""
    had, gets = _by_startup(before), _by_startup(after)
    return [
        Difference(startup, sorted(had.get(startup, [])), sorted(gets.get(startup, [])))
        for startup in sorted(had.keys() | gets.keys())
        if set(had.get(startup, [])) != set(gets.get(startup, []))
    ]


def _by_startup(run: Run) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for startup, expert in run.pairs.filter(place=0).values_list("startup", "expert"):
        found.setdefault(startup, []).append(expert)
    return found


def topic_names(language: str) -> dict[str, str]:
    """By slug, in a language ("ko" or "en")."""
    return {topic.slug: getattr(topic, f"name_{language}") for topic in Topic.objects.all()}
