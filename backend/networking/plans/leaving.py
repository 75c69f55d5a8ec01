"""A guest does not come any more: their meetings ahead go out of the plan that holds, at once and for everybody."""

from datetime import datetime

import agenda.joining
from accounts.models import Person
from agenda.operations import release
from messaging.operations import drop_meeting_reminders
from networking.booking.following import follow_guest
from networking.in_calendars.asking import ask_for_calendars
from networking.models import LostMeeting, Meeting, Plan, Registration
from networking.plans.agendas import plan_in_force
from networking.plans.telling import days_of, remind_of_plan, tell_of_days
from networking.plans.timing import first_round_ahead

LEFT = "left"  # why a reminder does not leave


def leave_meetings(registration: Registration, *, by: Person, now: datetime) -> None:
    """Whoever was to meet them has that time back and is told; a table of several goes on without them. What the plan lost
    stays with it, for coordinators to plan the rest again. In the caller's transaction, the event locked."""
    follow_guest(registration, by=by, now=now)
    event = registration.event
    plan = plan_in_force(event)
    if plan is None:
        return
    before = days_of(plan, first_round_ahead(event, now))
    mine = before.get(registration.pk, {})
    if not mine:
        return
    partners = {one.registration_id for meeting in mine.values() for one in meeting.guests.all()}
    for meeting in mine.values():
        _without(plan, meeting, registration, now)
    plan.revision += 1  # agendas and the wall are asked for under it
    plan.save(update_fields=["revision"])
    remind_of_plan(event, plan, now=now)  # of who is left at each table, and of what is somebody's first now
    ask_for_calendars(event_id=event.pk)
    tell_of_days(event, plan, before, partners, now=now)


def _without(plan: Plan, meeting: Meeting, registration: Registration, now: datetime) -> None:
    guests = list(meeting.guests.all())
    host = next(one.registration_id for one in guests if one.is_host)
    startups = [one.registration_id for one in guests if not one.is_host]
    is_over = registration.pk == host or startups == [registration.pk]
    LostMeeting.objects.bulk_create(
        LostMeeting(plan=plan, round=meeting.round, startup_id=one, contact_id=host, left=registration)
        for one in (startups if is_over else [registration.pk])
    )
    if is_over:
        _give_back(meeting, now)
        return
    if meeting.appointment:
        agenda.joining.leave(appointment=meeting.appointment, person=registration.person, now=now)
    meeting.guests.filter(registration=registration).delete()


def _give_back(meeting: Meeting, now: datetime) -> None:
    if meeting.appointment:
        release(appointment=meeting.appointment, now=now)
        drop_meeting_reminders(appointments=[meeting.appointment.pk], because=LEFT, now=now)
    Meeting.objects.filter(pk=meeting.pk).delete()
