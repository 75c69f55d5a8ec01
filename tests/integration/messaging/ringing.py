"""A founder, the days around a session, and what becomes of messages: for tests of channels that are no texts."""

from datetime import UTC, datetime, timedelta

from rest_framework.test import APIClient

from accounts.models import Person
from messaging.channels import Channels
from messaging.models import Message
from messaging.operations import send_next
from tests.factories.hub import a_founder

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)  # 12:00 in Seoul
STARTS_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)
DAY_BEFORE = STARTS_AT - timedelta(days=1)
PHONE = "+821012345678"


def signed_in(person: Person) -> APIClient:
    client = APIClient(headers={"Accept-Language": "en"})
    client.force_login(person)
    return client


def a_founder_told_by(channel: str) -> Person:
    """Who has allowed the channel in the settings, and wants changes and reminders by it alone."""
    by_it = f"{channel}+none"
    person = a_founder(phone=PHONE, language="en", reach_changes=by_it, reach_reminders=by_it)
    answer = signed_in(person).post("/api/me/channels/", {"channel": channel, "allowed": True}, format="json")
    assert answer.status_code == 200, answer.content
    person.refresh_from_db()
    return person


def send_all(channels: Channels, now: datetime) -> None:
    while send_next(channels=channels, now=now):
        pass


def rows() -> list[tuple[str, str, str]]:
    """Channel, state and code of every message, in the order in which they were written."""
    return list(Message.objects.order_by("pk").values_list("channel", "state", "error_code"))
