"""What a person's own calendar feed shows: the sessions and series in which they take part, and the
group sessions that they hold or have a seat in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from agenda.own_clock import know_journeys
from calendars.models import CalendarEvent
from calendars.publishing import Entry, FeedItem, Publication, publication_of
from calendars.recurring import Pattern
from mentoring.answers import series_link, session_link
from mentoring.companions import everybody_in, has_companion, know_companions
from mentoring.groups import words as group_words
from mentoring.models import GroupSession, Place, Series, Session
from mentoring.regular_words import series_description_for
from mentoring.words import description_for, summary_for

BEHIND, AHEAD = timedelta(days=30), timedelta(days=365)
PARTIES = ("programme", "startup", "expert__person", "founder")


def publication_for(person: Person, *, items: Iterable[FeedItem] = (), now: datetime) -> Publication:
    """With `items` that others know of. From 30 days back to a year ahead, what was called off included. At most eight statements, however many
    sessions there are; a series that has a date in that time is told whole."""
    sessions, groups, series = _sessions(person, now), _groups(person, now), _series(person, now)
    events = events_of(series)
    know_companions(sessions)
    know_journeys(
        [
            *(side for one in sessions for side in everybody_in(one)),
            *(one.expert.person for one in groups),
            *(side for one in series for side in (one.expert.person, one.founder)),
            person,
        ]
    )
    entries = [
        *(_of_session(session, person) for session in sessions),
        *(_of_group(group, person) for group in groups),
        *(_of_series(one, events[one.pk], person) for one in series if one.pk in events),
    ]
    return publication_of(entries, items=items, now=now)


def _is_one_of_them(person: Person) -> Q:
    return Q(expert__person=person) | Q(founder=person)


def in_window(now: datetime) -> Q:
    return Q(appointment__starts_at__lt=now + AHEAD, appointment__ends_at__gt=now - BEHIND)


def single_sessions() -> Q:
    """Sessions that are told by an event of their own."""
    single = Q(series=None) | Q(appointment__calendar_event__is_wanted=True)
    return single & Q(appointment__calendar_event__isnull=False)


def has_date_in_window(now: datetime) -> Exists:
    """Series that are told: whole, for the sake of one date."""
    return Exists(Session.objects.filter(in_window(now), series=OuterRef("pk")))


def _sessions(person: Person, now: datetime) -> list[Session]:
    """Those with an event of their own: agreed once, whatever became of them."""
    theirs = _is_one_of_them(person) | has_companion(person)
    found = Session.objects.filter(theirs, in_window(now), single_sessions())
    return list(found.select_related("appointment__calendar_event", *PARTIES))


def _groups(person: Person, now: datetime) -> list[GroupSession]:
    seat = Place.objects.taken().filter(group=OuterRef("pk"), person=person)
    found = GroupSession.objects.filter(
        Q(expert__person=person) | Exists(seat), in_window(now), appointment__calendar_event__isnull=False
    )
    return list(found.select_related("appointment__calendar_event", "programme", "expert__person"))


def _series(person: Person, now: datetime) -> list[Series]:
    found = Series.objects.filter(_is_one_of_them(person), has_date_in_window(now))
    return list(found.select_related(*PARTIES).order_by("created_at", "pk"))


def events_of(series: list[Series]) -> dict[object, CalendarEvent]:
    events = CalendarEvent.objects.filter(series_id__in=[one.pk for one in series])
    found: dict[object, CalendarEvent] = {
        event.series_id: event for event in events.prefetch_related("occurrences__appointment")
    }
    return found


def _of_session(session: Session, person: Person) -> Entry:
    link, event = session_link(session), session.appointment.calendar_event
    event.appointment = session.appointment
    return entry_of(
        event, person, summary_for(session, person), description_for(session, person, link=link), link
    )


def _of_group(group: GroupSession, person: Person) -> Entry:
    event = group.appointment.calendar_event
    event.appointment = group.appointment
    title = group_words.title_in(group, person.language)
    description = group_words.description_for(group, person)
    return entry_of(event, person, title, description, group_words.group_link(group))


def _of_series(series: Series, event: CalendarEvent, person: Person) -> Entry:
    description = series_description_for(series, person, Pattern.from_json(event.pattern))
    return entry_of(event, person, summary_for(series, person), description, series_link(series))


def entry_of(event: CalendarEvent, person: Person, title: str, description: str, link: str) -> Entry:
    if not event.is_wanted:
        with translation.override(person.language):
            title = _("Cancelled: %(title)s") % {"title": title}
    return Entry(event, title, description, link)
