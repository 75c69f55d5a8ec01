"""What the database holds of push channels: each constraint, provoked."""

from typing import Any

import pytest
from django.db import IntegrityError

from calendars.models import GoogleConnection, PushChannel, ReadCalendar
from tests.integration.calendars.hub import NOW, a_pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar() -> ReadCalendar:
    connection = GoogleConnection.objects.create(person=a_pair().founder, connected_at=NOW)
    return ReadCalendar.objects.create(connection=connection, google_calendar_id="primary")


def a_channel(calendar: ReadCalendar, channel_id: str = "one", **fields: Any) -> PushChannel:
    return PushChannel.objects.create(
        calendar=calendar, channel_id=channel_id, token_digest="0" * 64, asked_at=NOW, **fields
    )


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": "lost"}, "push_channel_state"),
        ({"state": "open", "opened_at": NOW, "expires_at": NOW}, "push_channel_open_is_known"),
        ({"state": "open", "resource_id": "r", "expires_at": NOW}, "push_channel_open_is_known"),
        ({"state": "open", "resource_id": "r", "opened_at": NOW}, "push_channel_open_is_known"),
        ({"state": "refused"}, "push_channel_refused_until_when"),
    ],
)
def test_a_channel_cannot_be_in_a_state_that_makes_no_sense(
    calendar: ReadCalendar, fields: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        a_channel(calendar, **fields)


def test_one_channel_is_asked_for_at_a_time(calendar: ReadCalendar) -> None:
    a_channel(calendar)
    with pytest.raises(IntegrityError, match="push_channel_one_is_asked_for"):
        a_channel(calendar, "two")


def test_a_channel_id_is_used_once(calendar: ReadCalendar) -> None:
    a_channel(calendar, state="open", resource_id="r", opened_at=NOW, expires_at=NOW)
    with pytest.raises(IntegrityError, match="channel_id"):
        a_channel(calendar)
