"""Somebody lives by another clock than was thought: a journey, another home, other quiet hours."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

import calendars.operations
import messaging.operations
from accounts.following import clock_changed
from accounts.models import Person
from agenda.models import BusyTime, Commitment
from agenda.own_clock import know_journeys
from agenda.transactions import atomically
from calendars.models import CalendarEntry
from calendars.queries import wanted_texts
from mentoring.answers import session_link
from mentoring.companions import everybody_in, has_companion, know_companions
from mentoring.in_calendars import retell_series, write_session
from mentoring.models import Series, Session, SessionState
from mentoring.words import calendar_description
from messaging.models import Reminder, ReminderState


@atomically
def follow_clock(*, person_id: int, now: datetime) -> int:
    """Bring what was planned for the person to the clock as it is told now; how many reminders and events changed.

    Reminders keep out of the night there, calendar entries tell the hour on that clock, and whole days of the person's
    own calendar are days there. Sessions stay at the instants that were agreed. What is written of events is worked out
    by a job of its own. Running it again changes nothing more.
    """
    person = Person.objects.get(pk=person_id)
    calendars.operations.follow_clock(person=person)
    calendars.operations.retell_entries(person=person, now=now)
    return (
        messaging.operations.follow_clock(person=person, now=now)
        + _retell(person, now)
        + _retell_series(person, now)
    )


def follow_all_clocks(*, now: datetime) -> None:
    """Have workers follow the clock of everybody who has something ahead, be it in their calendar alone, is to be
    reminded of something, or has whole days in their own calendar: the rules have changed. One statement finds them."""
    theirs = OuterRef("pk")
    ahead = Commitment.objects.standing_at(now).filter(person=theirs, appointment__starts_at__gt=now)
    waiting = Reminder.objects.filter(person=theirs, state=ReminderState.PLANNED)
    days = BusyTime.objects.filter(person=theirs).exclude(from_on=None)
    entries = CalendarEntry.objects.filter(person=theirs, ends_at__gt=now)
    concerned = Exists(ahead) | Exists(waiting) | Exists(days) | Exists(entries)
    people = Person.objects.filter(concerned).order_by("pk")
    for person_id in people.values_list("pk", flat=True):
        clock_changed(person_id)


def _retell(person: Person, now: datetime) -> int:
    """Write anew the calendar text of single sessions ahead that names another hour by now."""
    sessions = list(
        Session.objects.filter(
            Q(expert__person=person) | Q(founder=person) | has_companion(person), series=None
        )
        .filter(state=SessionState.CONFIRMED, appointment__starts_at__gt=now)
        .select_related("appointment", "programme", "startup", "expert__person", "founder")
        .order_by("pk")
    )
    know_companions(sessions)
    know_journeys(side for session in sessions for side in everybody_in(session))
    told = wanted_texts([session.pk for session in sessions])
    changed = 0
    for session in sessions:
        link = session_link(session)
        text = calendar_description(session, everybody_in(session), link=link)
        if told.get(session.pk, text) != text:
            write_session(session, link=link, now=now)
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
