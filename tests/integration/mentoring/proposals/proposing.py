"""Proposing and taking other times over the API, and what is held meanwhile."""

from collections import Counter
from datetime import datetime
from typing import Any

from rest_framework.test import APIClient

from accounts.models import Person
from agenda.models import Commitment
from messaging.models import Message
from tests.integration.mentoring.conftest import MONDAY, at

OTHERS = [at(3, 0), at(3, 2), at(4, 1)]


def propose(client: APIClient, session: str, starts: list[str] | None = None, **more: object) -> Any:
    body = {"starts": OTHERS if starts is None else starts, "word": "I fly on Wednesday", **more}
    return client.post(f"{session}propose/", body, format="json")


def take(client: APIClient, session: str, start: str) -> Any:
    return client.post(f"{session}take/", {"start": start}, format="json")


def held(now: datetime = MONDAY) -> Counter[str]:
    """How many people's time is taken at each start."""
    standing = Commitment.objects.standing_at(now).values_list("appointment__starts_at", flat=True)
    return Counter(start.strftime("%Y-%m-%dT%H:%M:%SZ") for start in standing)


def token_for(person: Person) -> str:
    body: str = Message.objects.filter(kind="proposed", person=person).latest("pk").body
    return body.split("/answer/")[1].split("?", maxsplit=1)[0]
