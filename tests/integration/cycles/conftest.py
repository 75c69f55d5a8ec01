from dataclasses import dataclass
from datetime import datetime

import pytest

from accounts.models import Person
from directory.models import Expert, Startup
from mentoring.models import Cycle, Programme
from tests.factories.cycles import a_coordinator, a_cycle, a_pairing_programme, a_startup_in, an_expert_in
from tests.integration.mentoring.conftest import monday, signed_in_as

__all__ = ["monday", "signed_in_as"]


@dataclass(frozen=True)
class Stage:
    """Three startups, two experts with two places and one, a coordinator, and a cycle that collects answers."""

    programme: Programme
    startups: list[Startup]
    experts: list[Expert]
    coordinator: Person
    cycle: Cycle
    now: datetime


@pytest.fixture
def stage(monday: datetime) -> Stage:
    programme = a_pairing_programme()
    startups = [a_startup_in(programme) for _ in range(3)]
    experts = [an_expert_in(programme, capacity=2), an_expert_in(programme)]
    cycle = a_cycle(programme, now=monday)
    return Stage(programme, startups, experts, a_coordinator(), cycle, monday)
