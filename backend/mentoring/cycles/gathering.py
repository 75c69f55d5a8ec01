"""All that a pairing depends on, read at one moment into one document. Names and addresses are no part of it."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from django.db.models import Avg, QuerySet

from directory.company_names import company_key
from directory.models import Expert, Startup
from mentoring.cycles.free_weeks import Weeks, free_weeks
from mentoring.cycles.similarity import likeness
from mentoring.models import (
    Cycle,
    Programme,
    ProgrammeExpert,
    ProgrammeStartup,
    Rating,
    Relation,
    RelationState,
    RunPair,
    Session,
    Wish,
)
from mentoring.programmes.queries import DEFAULT_CAPACITY, DEFAULT_SEATS, experts_in, startups_in
from mentoring.relations.first_hours import minute_of_week
from mentoring.relations.models import STANDING
from mentoring.series.queries import LIVE

WEEKS_AHEAD = 16  # where a programme has no last day
Document = dict[str, Any]


def canonical(document: Mapping[str, Any]) -> str:
    """The one way to write it: what it says decides its digest, nothing else."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def gathered(cycle: Cycle, *, now: datetime, beside: Collection[int] = ()) -> Document:
    """The document for a cycle as the world stands; `beside` are experts (ids) who are looked at though they take no
    part. A constant number of statements."""
    programme = cycle.programme
    startups = list(startups_in(programme).order_by("pk").prefetch_related("needs"))
    experts = list(_experts(programme, beside))
    said = _wishes(cycle)
    first, last = _weeks_of(programme, now)
    weeks = free_weeks(startups, experts, first=first, last=last, now=now, offer=programme.slug)
    relations = _relations(programme, now)
    return {
        "week": {
            "zone": settings.HUB_TIME_ZONE,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "minutes": programme.session_minutes,
        },
        "startups": _startup_rows(programme, startups, said, weeks),
        "experts": _expert_rows(programme, experts, said, weeks),
        "words": _words(startups, experts, said),
        **relations,
        "ratings": _ratings(startups, experts),
    }


def changes_between(before: Document, after: Document) -> list[str]:
    """What differs, by stable codes: who takes part, what a row of either side says, or what lies between them."""
    found = []
    for side in ("startups", "experts"):
        ours, theirs = ({one["id"]: one for one in document[side]} for document in (before, after))
        if ours.keys() != theirs.keys():
            found.append(f"{side}_taking_part")
        both = ours.keys() & theirs.keys()
        changed = {name for one in both for name, value in ours[one].items() if theirs[one][name] != value}
        found += ["hours" if name == "free" else f"{side}_{name}" for name in changed]
    found += [
        name for name in ("week", "words", "standing", "declined", "ratings") if before[name] != after[name]
    ]
    return sorted(set(found))


def _experts(programme: Programme, beside: Collection[int]) -> QuerySet[Expert]:
    experts = experts_in(programme)
    if beside:
        experts = experts | Expert.objects.filter(pk__in=beside, person__is_active=True)
    experts = experts.distinct().order_by("pk").select_related("person")
    return experts.prefetch_related("topics", "conflicts")


def _weeks_of(programme: Programme, now: datetime) -> tuple[date, date]:
    """The days over which a weekly hour has to hold: the programme's that lie ahead."""
    today = now.astimezone(ZoneInfo(settings.HUB_TIME_ZONE)).date()
    first = max(programme.starts_on or today, today)
    last = programme.ends_on or first + timedelta(weeks=WEEKS_AHEAD)
    return first, max(first, last)


def _wishes(cycle: Cycle) -> dict[tuple[str, int], Wish]:
    """What was sent, by who said it."""
    wishes = Wish.objects.filter(cycle=cycle, is_draft=False).prefetch_related("choices", "topics")
    return {
        ("startup", wish.startup_id) if wish.startup_id else ("expert", wish.expert_id or 0): wish
        for wish in wishes
    }


def _startup_rows(
    programme: Programme, startups: Iterable[Startup], said: Mapping[tuple[str, int], Wish], weeks: Weeks
) -> list[Document]:
    places = {row.startup_id: row for row in ProgrammeStartup.objects.filter(programme=programme)}
    rows = []
    for one in startups:
        wish, place = said.get(("startup", one.pk)), places.get(one.pk)
        topics = list(wish.topics.all()) if wish else []
        rows.append(
            {
                "id": one.pk,
                "least": place.least_experts if place else 0,
                "most": place.most_experts if place else DEFAULT_SEATS,
                "ranks": [choice.expert_id for choice in wish.choices.all()] if wish else [],
                "needs": sorted(topic.slug for topic in topics or one.needs.all()),
                "languages": sorted(one.languages),
                "stage": one.stage,
                "markets": sorted(one.markets),
                "organisations": sorted(
                    {company_key(name) for name in (one.name_ko, one.name_en, *one.competitors)}
                ),
                "free": weeks.of_startups[one.pk],
            }
        )
    return rows


def _expert_rows(
    programme: Programme, experts: Iterable[Expert], said: Mapping[tuple[str, int], Wish], weeks: Weeks
) -> list[Document]:
    joined = ProgrammeExpert.objects.filter(programme=programme).prefetch_related("topics")
    places = {row.expert_id: row for row in joined}
    standing = Relation.objects.filter(state__in=STANDING, expert__in=[one.pk for one in experts])
    load = Counter(standing.values_list("expert", flat=True))
    return [
        _expert_row(one, places.get(one.pk), said.get(("expert", one.pk)), load[one.pk], weeks)
        for one in experts
    ]


def _expert_row(
    one: Expert, place: ProgrammeExpert | None, wish: Wish | None, load: int, weeks: Weeks
) -> Document:
    choices = list(wish.choices.all()) if wish else []
    topics = list(place.topics.all()) if place else []
    return {
        "id": one.pk,
        "least": place.least_startups if place else 0,
        "most": place.capacity if place else DEFAULT_CAPACITY,
        "load": load,
        "ranks": [choice.startup_id for choice in choices if choice.place],
        "vetoes": sorted(choice.startup_id or 0 for choice in choices if not choice.place),
        "topics": sorted(topic.slug for topic in topics or one.topics.all()),
        "languages": sorted((place.languages if place else []) or one.languages),
        "stages": sorted(place.stages) if place else [],
        "markets": sorted(place.markets) if place else [],
        "conflicts": sorted({conflict.company_key for conflict in one.conflicts.all()}),
        "organisation": company_key(one.organisation),
        "free": weeks.of_experts[one.pk],
    }


def _relations(programme: Programme, now: datetime) -> Document:
    """Pairs of this programme that stand, with their hour of the week, or were declined."""
    own = Relation.objects.filter(programme=programme)
    standing = own.filter(state__in=STANDING).order_by("startup", "expert")
    declined = own.filter(state__in=[RelationState.DECLINED, RelationState.WITHDRAWN])
    shown = RunPair.objects.filter(run__cycle__programme=programme, run__published_at__isnull=False)
    offered = shown.order_by("run").values_list("startup", "expert", "hour")
    hours = {(startup, expert): hour for startup, expert, hour in offered} | _hours_agreed(programme, now)
    return {
        "standing": [[*pair, hours.get(pair)] for pair in standing.values_list("startup", "expert")],
        "declined": sorted(map(list, set(declined.values_list("startup", "expert")))),
    }


def _hours_agreed(programme: Programme, now: datetime) -> dict[tuple[int, int], int]:
    """Of each startup and expert with regular sessions ahead the hour of the next one, in minutes since Monday 00:00 on the
    hub's clock: whatever was offered once, that is when they meet."""
    ahead = Session.objects.filter(
        programme=programme, series__isnull=False, state__in=LIVE, appointment__starts_at__gt=now
    ).order_by("-appointment__starts_at")
    rows = ahead.values_list("startup", "expert", "appointment__starts_at")
    return {(startup, expert): minute_of_week(at) for startup, expert, at in rows}


def _ratings(startups: list[Startup], experts: list[Expert]) -> list[list[Any]]:
    """Startup, expert, and the mean of the stars that both gave each other, in any programme."""
    given = Rating.objects.filter(relation__startup__in=startups, relation__expert__in=experts)
    rows = (
        given.values_list("relation__startup", "relation__expert")
        .annotate(Avg("score"))
        .order_by("relation__startup", "relation__expert")
    )
    return [[startup, expert, round(float(mean), 2)] for startup, expert, mean in rows]


def _words(
    startups: Sequence[Startup], experts: Sequence[Expert], said: Mapping[tuple[str, int], Wish]
) -> list[list[int]]:
    """Startup, expert, and in permille how alike what they say is; not those in whom nothing is."""
    alike = likeness(
        [_text_of_startup(one, said.get(("startup", one.pk))) for one in startups],
        [_text_of_expert(one) for one in experts],
    )
    permille = np.rint(alike * 1000).astype(np.int64)
    ours, theirs = np.nonzero(permille)
    ids = np.array([one.pk for one in startups]), np.array([one.pk for one in experts])
    if not len(ours):
        return []
    rows: list[list[int]] = np.stack([ids[0][ours], ids[1][theirs], permille[ours, theirs]], 1).tolist()
    return rows


def _text_of_startup(startup: Startup, wish: Wish | None) -> str:
    return f"{startup.builds_ko} {startup.builds_en} {wish.needs if wish else ''}"


def _text_of_expert(expert: Expert) -> str:
    return f"{expert.headline_ko} {expert.headline_en} {expert.bio_ko} {expert.bio_en}"
