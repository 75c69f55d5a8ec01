"""What calendars show of a session: an event of its own, or a date of the one event of its series."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import calendars.operations
import calendars.queries
from accounts.models import Person
from agenda.models import Appointment
from agenda.recurrence import occurrences
from calendars.invitations import Words
from calendars.models import CalendarEvent
from calendars.recurring import Pattern
from mentoring.answers import session_link
from mentoring.companions import everybody_in, present_in
from mentoring.models import Series, Session, SessionState
from mentoring.regular_words import series_description, series_description_for
from mentoring.words import calendar_description, calendar_summary, description_for, summary_for

# What stands in calendars: agreed, and what took place or should have.
STANDING = (SessionState.CONFIRMED, SessionState.COMPLETED, SessionState.NO_SHOW)


def write_session(session: Session, *, link: str, now: datetime) -> CalendarEvent:
    """The session is agreed, at the time of its appointment."""
    if session.series is not None:
        event = write_series(session.series, now=now)
        assert event is not None  # noqa: S101 -- it has at least this session; for the type checker
        return event
    everybody = everybody_in(session)
    return calendars.operations.plan_event(
        appointment=session.appointment,
        people=[session.expert.person, session.founder],
        beside=[one.person for one in present_in(session)],
        summary=calendar_summary(session, everybody),
        description=calendar_description(session, everybody, link=link),
        now=now,
    )


def withdraw_session(session: Session, *, now: datetime) -> CalendarEvent | None:
    """The session will not be; None if no calendar ever heard of it."""
    event = calendars.queries.event_of(session.appointment)
    if event is None or session.series is None or event.series_id is None:
        return calendars.operations.withdraw_event(appointment=session.appointment, now=now)
    return write_series(session.series, now=now)


def write_series(series: Series, *, now: datetime) -> CalendarEvent | None:
    """The one event of a series, with all its dates as they stand; None where none was ever agreed."""
    return _plan(series, standing_in(series), now)


def retell_series(series: Series, *, now: datetime) -> bool:
    """Write the event of a series anew if its text names another hour by now; whether it did."""
    event, sessions = calendars.queries.event_of_series(series.pk), standing_in(series)
    if event is None or not event.is_wanted or not sessions:
        return False
    if event.description == series_description(series, _people(series), _pattern(series, sessions)):
        return False
    _plan(series, sessions, now)
    return True


def leave_other_series(series: Series, *, now: datetime) -> list[tuple[Series, CalendarEvent]]:
    """Take dates that came over from another series out of that one's event; those that still have dates, and their
    events. Where nothing is left the event itself goes over, to be written as the new series'."""
    appointments = [session.appointment for session in standing_in(series)]
    left = []
    for other in sorted(calendars.queries.series_with_dates_of(appointments) - {series.pk}):
        before = Series.objects.select_related("programme", "startup", "expert__person", "founder").get(
            pk=other
        )
        sessions = standing_in(before)
        if sessions or not calendars.operations.hand_over_series(series_id=other, to=series.pk):
            event = _plan(before, sessions, now)
            left += [(before, event)] if event is not None and sessions else []
    return left


def words_in_calendar(session: Session, event: CalendarEvent, reader: Person) -> Words:
    """What the event says of a session, or of its series, in the calendar of one reader alone."""
    if session.series is not None and event.series_id is not None:
        return words_of_series(session.series, reader, Pattern.from_json(event.pattern))
    text = description_for(session, reader, link=session_link(session))
    return Words(summary_for(session, reader), text)


def words_of_series(series: Series, reader: Person, pattern: Pattern) -> Words:
    """The same of a whole series."""
    return Words(summary_for(series, reader), series_description_for(series, reader, pattern))


def withdraw_single_events(sessions: Sequence[Session], *, now: datetime) -> None:
    """Events that dates of a series had of their own, as all did before a series had one."""
    for appointment in calendars.queries.shown_by_themselves(session.appointment for session in sessions):
        calendars.operations.withdraw_event(appointment=appointment, now=now)


def standing_in(series: Series) -> list[Session]:
    """The dates of a series that calendars show, by the rule's order."""
    sessions = Session.objects.filter(series=series, state__in=STANDING).select_related(
        "appointment", "programme", "startup", "expert__person", "founder"
    )
    return list(sessions.order_by("occurrence_on"))


def _plan(series: Series, sessions: Sequence[Session], now: datetime) -> CalendarEvent | None:
    pattern, people = _pattern(series, sessions), _people(series)
    return calendars.operations.plan_series(
        series_id=series.pk,
        pattern=pattern,
        standing=_by_date(sessions),
        people=people,
        summary=calendar_summary(series, people),
        description=series_description(series, people, pattern),
        now=now,
    )


def _pattern(series: Series, sessions: Sequence[Session]) -> Pattern:
    last_by_rule = occurrences(series.rule, series.start)[-1].on
    return Pattern.of(
        series.rule,
        series.start,
        minutes=_minutes(series, sessions),
        until_on=max([last_by_rule, *_by_date(sessions)]),
    )


def _by_date(sessions: Sequence[Session]) -> dict[date, Appointment]:
    return {one.occurrence_on: one.appointment for one in sessions if one.occurrence_on is not None}


def _people(series: Series) -> list[Person]:
    return [series.expert.person, series.founder]


def _minutes(series: Series, sessions: Sequence[Session]) -> int:
    """As long as its first date was agreed to be; the programme may have changed since."""
    if not sessions:
        return series.programme.session_minutes
    first = sessions[0].appointment
    return (first.ends_at - first.starts_at) // timedelta(minutes=1)
