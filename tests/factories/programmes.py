"""Who takes part in a programme, as few words as a test needs."""

from datetime import UTC, datetime
from typing import Any

from directory.models import Expert, Startup
from mentoring.models import (
    Programme,
    ProgrammeExpert,
    ProgrammeStartup,
    Relation,
    RelationState,
    TakingPart,
)

SINCE = datetime(2026, 1, 5, tzinfo=UTC)


def in_it(programme: Programme, startup: Startup, **fields: Any) -> ProgrammeStartup:
    """The startup takes part in the programme."""
    given = {"state": TakingPart.JOINED, "since": SINCE, **fields}
    return ProgrammeStartup.objects.create(programme=programme, startup=startup, **given)


def gives_time(programme: Programme, expert: Expert, **fields: Any) -> ProgrammeExpert:
    """The expert takes part in the programme."""
    given = {"state": TakingPart.JOINED, "since": SINCE, **fields}
    return ProgrammeExpert.objects.create(programme=programme, expert=expert, **given)


def a_pair(programme: Programme, startup: Startup, expert: Expert, **fields: Any) -> Relation:
    """The two said yes to each other."""
    given = {
        "state": RelationState.ACTIVE,
        "startup_says": "yes",
        "expert_says": "yes",
        "offered_at": SINCE,
        "began_at": SINCE,
        **fields,
    }
    return Relation.objects.create(programme=programme, startup=startup, expert=expert, **given)
