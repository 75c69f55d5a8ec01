"""Asking over the API on a Monday morning in Seoul, and what an answer says."""

from datetime import datetime
from typing import Any

from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Appointment, Commitment, DateOverride, TimeOff, Travel, WeeklyHours
from audit.models import AuditEntry
from directory.models import Expert
from mentoring.models import Programme, Session
from messaging.models import Message

MONDAY = datetime.fromisoformat("2026-11-23T00:00:00+00:00")
START = "2026-11-25T00:00:00Z"  # Tuesday 16:00 in California


def signed_in(person: Person, language: str = "en") -> APIClient:
    client = APIClient(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(person)
    return client


def everything() -> list[int]:
    """How much there is of what any of these requests could write."""
    kept = (Appointment, AuditEntry, Commitment, DateOverride, Message, Session, TimeOff, Travel, WeeklyHours)
    return [model._default_manager.count() for model in kept]


def code_and_field(problem: dict[str, Any]) -> tuple[str, str]:
    if problem["code"] != "invalid":
        return problem["code"], problem["errors"][0]["field"]
    return problem["errors"][0]["code"], problem["errors"][0]["field"].split(".")[0]


def asked(client: APIClient, programme: Programme, mentor: Expert, start: str = START) -> Any:
    body = {"programme": programme.slug, "expert": mentor.pk, "goal": "Market", "starts_at": start}
    return client.post("/api/sessions/", body, format="json")
