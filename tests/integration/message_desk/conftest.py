from datetime import timedelta
from typing import Any

from accounts.models import Person
from mentoring.models import Session
from messaging.models import Message
from tests.integration.calendar_desk.conftest import agreed, coordinator
from tests.integration.mentoring.conftest import MONDAY, monday, signed_in_as

__all__ = ["coordinator", "monday", "signed_in_as"]

HOUR = timedelta(hours=1)


def a_session(**names: Any) -> Session:
    """Agreed on MONDAY, with no message about it."""
    event = agreed(mentor_is_connected=False, **names)
    Message.objects.all().delete()
    return Session.objects.get(pk=event.appointment_id)


def a_message(person: Person, **fields: Any) -> Message:
    """A confirmation by text, written and handed over on MONDAY, and delivered, unless `fields` say otherwise."""
    told = {
        "kind": "confirmed",
        "channel": "sms",
        "language": "ko",
        "body": "See you",
        "state": "delivered",
        "not_before": MONDAY,
        "created_at": MONDAY,
        "claimed_at": MONDAY,
        "settled_at": MONDAY,
        "attempts": 1,
    }
    return Message.objects.create(person=person, **(told | fields))
