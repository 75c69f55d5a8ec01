"""What a guest hears of their meetings while no new plan is published: nothing once they do not come, and links that open."""

from datetime import datetime
from uuid import UUID

import messaging.operations
from networking.guests.telling import occasion_of
from networking.guests.tokens import agenda_link
from networking.models import MeetingGuest, PlanState, Registration


def forget_meetings(registration: Registration, *, because: str, now: datetime) -> None:
    """They do not come: no news of the event and no next table reaches them any more. In the caller's transaction."""
    messaging.operations.drop_meeting_reminders(
        appointments=_appointments_of(registration), person=registration.person, because=because, now=now
    )
    messaging.operations.drop_news(
        occasion=occasion_of(registration.event), people=[registration.person], because=because, now=now
    )


def renew_links(registration: Registration) -> None:
    """What is planned for a guest leads to their page by the link that opens it now. In the caller's transaction."""
    messaging.operations.relink_meetings(
        appointments=_appointments_of(registration),
        person=registration.person,
        link=agenda_link(registration),
    )


def _appointments_of(registration: Registration) -> list[UUID]:
    seats = MeetingGuest.objects.filter(registration=registration, plan__state=PlanState.PUBLISHED)
    found = seats.filter(meeting__appointment__isnull=False)
    return list(found.values_list("meeting__appointment", flat=True))
