"""What it costs a booking that its people are reminded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.models import Session
from mentoring.operations import announce_agreed, request_session
from messaging.models import Reminder
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.mentoring.conftest import MONDAY, monday

__all__ = ["monday"]

pytestmark = pytest.mark.django_db

FOUR = [2880, 1440, 180, 60]  # minutes before: for two people eight reminders


def statements_of_a_booking(offsets: list[int]) -> int:
    mentor, founder = a_mentor(), a_founder()
    programme = a_programme(approval="automatic", reminder_offsets_minutes=offsets)
    with CaptureQueriesContext(connection) as statements:
        session: Session = request_session(
            programme=programme,
            expert=mentor,
            startup=founder.membership.startup,
            starts_at=MONDAY + timedelta(days=3),
            goal="Enter the US market",
            questions="",
            deck_url="",
            by=founder,
            now=MONDAY,
        )
        announce_agreed(session_id=session.pk, now=MONDAY)
    assert Reminder.objects.filter(appointment=session.appointment).count() == 2 * len(offsets)
    return len(statements)


def test_eight_reminders_cost_a_booking_a_statement() -> None:
    statements_of_a_booking(FOUR)
    assert statements_of_a_booking(FOUR) - statements_of_a_booking([]) == 1
