"""Asking for free starts over the API."""

from datetime import datetime, timedelta
from typing import Any

from rest_framework.test import APIClient

from agenda.models import Schedule
from directory.models import Expert
from mentoring.models import Programme
from tests.factories.appointments import an_appointment
from tests.integration.mentoring.conftest import at


def find(client: APIClient, programme: Programme, experts: list[Expert] | None = None, **more: object) -> Any:
    query: dict[str, Any] = {"programme": programme.slug, "from": at(0, 0), "until": at(7, 0), **more}
    if experts is not None:
        query["experts"] = ",".join(str(expert.pk) for expert in experts)
    return client.get("/api/free-starts/", query)


def booked(expert: Expert, starts_at: str, times: int = 1) -> None:
    for week in range(times):
        an_appointment(expert.person, starts_at=datetime.fromisoformat(starts_at) + timedelta(weeks=week))


def starts(row: dict[str, Any]) -> list[str]:
    return [start["starts_at"] for start in row["starts"]]


def free_on_thursdays_only(person: Expert) -> None:
    """Somebody who is not often free soon."""
    Schedule.objects.get(person=person.person).weekly_hours.exclude(weekday=3).delete()
