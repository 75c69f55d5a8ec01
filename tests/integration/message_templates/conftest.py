from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import Role
from mentoring.models import Programme
from tests.factories.hub import a_person, a_programme
from tests.integration.mentoring.conftest import Sign, monday, signed_in_as
from tests.twilio import channels, emulator, started_emulator

__all__ = ["channels", "emulator", "monday", "signed_in_as", "started_emulator"]

OWN = "[Hub] {other_name}\n{start_here}\n{dates_count}\n{link}"


@pytest.fixture
def programme(db: None) -> Programme:
    return a_programme(slug="global", approval="automatic")


@pytest.fixture
def coordinator(programme: Programme, signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_person(Role.COORDINATOR, name="Cho"))


def path_of(
    kind: str = "reminder", channel: str = "sms", language: str = "en", about: str = "session"
) -> str:
    return f"/api/programmes/global/templates/{about}/{kind}/{channel}/{language}/"


def put(client: APIClient, path: str, body: str, *, seen: int | None = None, subject: str = "") -> Any:
    match: Any = {} if seen is None else {"HTTP_IF_MATCH": f'"{seen}"'}
    return client.put(path, {"subject": subject, "body": body}, format="json", **match)
