"""What becomes of a new event that its organiser's calendar cannot have: another calendar has it, or the mail."""

from datetime import datetime

from calendars.models import CalendarEvent, WriteState
from calendars.operations.rooms import hub_room
from calendars.operations.story import note
from calendars.operations.wanted import await_write, choose_organiser, connections_of
from calendars.queueing import INVITE_BY_MAIL, tell


def pass_over(event: CalendarEvent, reason: str, now: datetime) -> None:
    """Give an event that no Google has to the next connected person, or to the mail for good where nobody is left.

    Part of the caller's transaction, which holds the event. Who is invited by mail stays so for the event's whole
    life: were Google to invite them too when it is well again, they would be invited twice.
    """
    former = event.organiser
    if former is None:
        return
    is_the_hubs = former.person is None  # whose events go to nobody else's calendar
    everybody = connections_of([former.person, *event.guests.all()]) if former.person else []
    event.organiser = None
    event.passed_over.add(former)
    asked = set(event.passed_over.values_list("pk", flat=True))
    heirs = [] if event.strangers or is_the_hubs else [row for row in everybody if row.pk not in asked]
    choose_organiser(event, heirs, now)
    if event.organiser is None:
        leave_to_mail(event, reason, now)
        return
    await_write(event)
    invited = [row.person_id for row in everybody if row.pk != event.organiser.pk]
    event.guests.set(person_id for person_id in invited if person_id is not None)
    note(event, "calendar.passed_over", now=now, reason=reason)


def leave_to_mail(event: CalendarEvent, reason: str, now: datetime) -> None:
    """Invite its people by e-mail, for good. Part of the caller's transaction, which holds the event."""
    event.is_mailed, event.state, event.last_error = True, WriteState.NONE, reason
    event.fallback_url = hub_room(event)
    event.save()
    event.guests.clear()
    note(event, "calendar.mailed", now=now, reason=reason)
    tell(INVITE_BY_MAIL, event_id=event.pk, sequence=event.sequence)
