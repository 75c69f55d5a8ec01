"""Pairing cycles with people who could be paired, as few words as a test needs."""

from datetime import date, datetime, time
from typing import Any

import numpy as np

from accounts.models import Person, Role
from directory.models import Expert, Startup
from mentoring.cycles.models import default_weights
from mentoring.cycles.operations import open_cycle
from mentoring.models import (
    Cycle,
    Joining,
    PairingWay,
    Programme,
)
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.factories.programmes import gives_time, in_it

DUE_ON = date(2026, 12, 4)
TERMS: dict[str, Any] = {
    "startups_due_on": DUE_ON,
    "startups_due_at": time(18),
    "experts_due_on": DUE_ON,
    "experts_due_at": time(18),
    "language_is_a_must": False,
}


def a_pairing_programme(**fields: Any) -> Programme:
    """Who takes part in it joined; its sixteen weeks begin after the new year."""
    return a_programme(
        **{
            "pairing": PairingWay.CYCLE,
            "joining": Joining.INVITATION,
            "takes_all_experts": False,
            "starts_on": date(2027, 1, 4),
            "ends_on": date(2027, 4, 25),
            **fields,
        }
    )


def a_startup_in(programme: Programme, *, most: int = 1, least: int = 0) -> Startup:
    """With one founder in Seoul."""
    founder = a_founder()
    startup = founder.membership.startup
    in_it(programme, startup, most_experts=most, least_experts=least)
    return startup


def an_expert_in(programme: Programme, *, capacity: int = 1, least: int = 0, **fields: Any) -> Expert:
    """In California, with afternoons that are mornings in Seoul."""
    expert = a_mentor(**fields)
    gives_time(programme, expert, capacity=capacity, least_startups=least)
    return expert


def founder_of(startup: Startup) -> Person:
    member = startup.members.select_related("person").first()
    assert member
    return member.person


def a_coordinator() -> Person:
    return a_person(Role.COORDINATOR)


def a_cycle(programme: Programme, *, now: datetime, **terms: Any) -> Cycle:
    return open_cycle(programme=programme, terms={**TERMS, **terms}, by=a_coordinator(), now=now)


def a_document(
    scores: list[list[int]], *, most: int = 1, capacity: int = 1, hours: int = 3
) -> dict[str, Any]:
    """What would be gathered of startups 1, 2, … and experts 101, 102, … whose texts are alike by these scores out of
    1000; all of them are free in the same `hours` on Monday morning."""
    table = np.array(scores)
    free = [[36, 36 + 4 * hours]]
    startups = [
        {
            "id": at + 1,
            "least": 0,
            "most": most,
            "ranks": [],
            "needs": [],
            "languages": ["en"],
            "stage": "",
            "markets": [],
            "organisations": [],
            "free": free,
        }
        for at in range(table.shape[0])
    ]
    experts = [
        {
            "id": at + 101,
            "least": 0,
            "most": capacity,
            "load": 0,
            "ranks": [],
            "vetoes": [],
            "topics": [],
            "languages": ["en"],
            "stages": [],
            "markets": [],
            "conflicts": [],
            "organisation": "",
            "free": free,
        }
        for at in range(table.shape[1])
    ]
    words = [[at + 1, other + 101, int(table[at, other])] for at, other in np.ndindex(*table.shape)]
    return {
        "week": {"zone": "Asia/Seoul", "first": "2027-01-04", "last": "2027-04-25", "minutes": 60},
        "startups": startups,
        "experts": experts,
        "words": words,
        "standing": [],
        "declined": [],
        "ratings": [],
    }


def asked(**changes: Any) -> dict[str, Any]:
    """What is asked of it: the texts alone count."""
    weights = {**dict.fromkeys(default_weights(), 0), "words": 1}
    return {
        "weights": weights,
        "enough_hours": 5,
        "fewest_hours": 1,
        "language_is_a_must": True,
        "with_hours": False,
        "is_stable": False,
        "most_per_organisation": None,
        "seed": 1,
        "required": [],
        "forbidden": [],
        "kept": [],
        **changes,
    }
