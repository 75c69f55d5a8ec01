"""Experts whose hours hold many sessions, founders who may ask for them, and their tokens."""

from datetime import time
from typing import Any

import clock
from accounts.models import Person
from accounts.operations import make_token
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.hub import a_founder, a_mentor, a_programme

ALL_DAY: dict[str, Any] = {"humane_from": time(0), "humane_until": time(23, 59), "time_zone": "Asia/Seoul"}


def pairs(count: int) -> list[tuple[Person, Expert]]:
    """Founders and experts in one zone, free through the day."""
    return [(a_founder(**ALL_DAY), a_mentor(hours=(0, 1440), **ALL_DAY)) for _ in range(count)]


def open_programme() -> Programme:
    return a_programme(session_minutes=60, step_minutes=60, notice_hours=0, horizon_days=56)


def header_of(person: Person) -> dict[str, str]:
    _, text = make_token(person=person, name="benchmark", now=clock.now())
    return {"Authorization": f"Token {text}"}
