"""Somebody lives by another clock than was thought: a journey, another home, other quiet hours."""

from datetime import datetime

from django.db.models import Q

import calendars.operations
import messaging.operations
from accounts.following import clock_changed
from accounts.models import Person
from agenda.own_clock import know_journeys
from agenda.transactions import atomically
from calendars.queries import wanted_texts
from mentoring.answers import session_link
from mentoring.in_calendars import retell_series
from mentoring.models import Series, Session, SessionState
from mentoring.words import calendar_description, calendar_summary
from messaging.models import Reminder, ReminderState


@atomically
def follow_clock(*, person_id: int, now: datetime) -> int:
    """Bring what was planned for the person to the clock as it is told now; how many reminders and events changed.

    Reminders keep out of the night there, and calendar entries tell the hour on that clock. Sessions stay at the
    instants that were agreed. Running it again changes nothing more.
    """
    person = Person.objects.get(pk=person_id)
    return (
        messaging.operations.follow_clock(person=person, now=now)
        + _retell(person, now)
        + _retell_series(person, now)
    )


def follow_all_clocks() -> None:
    """Have workers follow the clock of everybody who is still to be reminded of something: the rules have changed."""
    waiting = Reminder.objects.filter(state=ReminderState.PLANNED).order_by("person")
    for person_id in waiting.values_list("person", flat=True).distinct():
        clock_changed(person_id)


def _retell(person: Person, now: datetime) -> int:
    """Write anew the calendar text of single sessions ahead that names another hour by now."""
    sessions = list(
        Session.objects.filter(Q(expert__person=person) | Q(founder=person), series=None)
        .filter(state=SessionState.CONFIRMED, appointment__starts_at__gt=now)
        .select_related("appointment", "programme", "startup", "expert__person", "founder")
        .order_by("pk")
    )
    know_journeys(side for session in sessions for side in (session.expert.person, session.founder))
    told = wanted_texts([session.pk for session in sessions])
    changed = 0
    for session in sessions:
        people = [session.expert.person, session.founder]
        text = calendar_description(session, people, link=session_link(session))
        if told.get(session.pk, text) != text:
            calendars.operations.plan_event(
                appointment=session.appointment,
                people=people,
                summary=calendar_summary(session),
                description=text,
                now=now,
            )
            changed += 1
    return changed


def _retell_series(person: Person, now: datetime) -> int:
    """The same for the one event of each series with agreed dates ahead: one write, however many dates."""
    ahead = Session.objects.filter(state=SessionState.CONFIRMED, appointment__starts_at__gt=now)
    theirs = (
        Series.objects.filter(Q(expert__person=person) | Q(founder=person), pk__in=ahead.values("series"))
        .select_related("programme", "startup", "expert__person", "founder")
        .order_by("pk")
    )
    return sum(retell_series(series, now=now) for series in theirs)
