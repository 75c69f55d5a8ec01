"""The account with which the hub organises: a service account, or one of Google's users."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pytest_django import Settings

from accounts.models import Person, Role
from calendars import operations
from calendars.models import GoogleConnection
from calendars.operations.consent import start_hub_consent
from config.environment import Environment
from tests.emulators import GoogleEmulatorHandle
from tests.factories.hub import a_person
from tests.integration.calendars.hub import NOW, answer_of, points_at

ROBOT, HUB = "meridian@hub-project.iam.gserviceaccount.example", "sessions@hub.example"
BOTH_MODES = pytest.mark.parametrize("mode", ["robot", "user"])
Fixture = pytest.FixtureRequest


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def key_file(key: rsa.RSAPrivateKey, tmp_path: Path) -> Path:
    """As the console of Google Cloud gives it."""
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path / "key.json"
    content = {
        "type": "service_account",
        "client_email": ROBOT,
        "private_key": pem.decode(),
        "private_key_id": "k1",
    }
    path.write_text(json.dumps(content))
    return path


def known_to(google: GoogleEmulatorHandle, key: rsa.RSAPrivateKey, *domains: str) -> None:
    pem = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    body = {"client_email": ROBOT, "public_key": pem.decode(), "acts_for": list(domains)}
    google.order("service-accounts", body)


def the_hub_has(settings: Settings, google: GoogleEmulatorHandle, **values: Any) -> None:
    """The installation as its environment would make it."""
    environment = Environment(**values)
    settings.ENV = points_at(environment, google.url)


@pytest.fixture
def robot(google: GoogleEmulatorHandle, key: rsa.RSAPrivateKey, key_file: Path, settings: Settings) -> None:
    """A service account that may act for people of the hub's domain."""
    known_to(google, key, "hub.example")
    the_hub_has(
        settings,
        google,
        google_hub_organiser="service_account",
        google_service_account_file=key_file,
        google_service_account_subject=HUB,
    )


@pytest.fixture
def user(google: GoogleEmulatorHandle, settings: Settings) -> GoogleConnection:
    """A Google account of the hub's that an administrator connected."""
    the_hub_has(settings, google, google_hub_organiser="google_user")
    return connect_hub(google, a_person(Role.ADMINISTRATOR))


def connect_hub(
    google: GoogleEmulatorHandle, by: Person, email: str = HUB, *, now: datetime = NOW
) -> GoogleConnection:
    url = start_hub_consent(person=by, now=now)
    state, code = answer_of(google.decide(url, email))
    return operations.finish_consent(person=by, state=state, code=code, now=now)
