"""What a programme's calendar feed shows: when, who with whom, and the way to the page. See docs/decisions/0014."""

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.wording import both_clocks
from calendars.models import CalendarEvent
from calendars.publishing import NAME, Entry, Publication, publication_of
from mentoring.answers import series_link, session_link
from mentoring.groups.queries import groups_visible_to
from mentoring.groups.words import group_link, title_in
from mentoring.in_feeds import entry_of, events_of, has_date_in_window, in_window, single_sessions
from mentoring.models import GroupSession, Programme, ProgrammeFeed, Series, Session
from mentoring.queries import sessions_visible_to
from mentoring.series.queries import series_visible_to
from mentoring.words import summary_for


def programme_publication(feed: ProgrammeFeed, *, now: datetime) -> Publication:
    """Of what the feed's owner may see of the programme today, from 30 days back to a year ahead. At most eight
    statements, however much there is."""
    person, programme = feed.person, feed.programme
    shown = in_window(now) & single_sessions()
    sessions = list(
        sessions_visible_to(person)
        .filter(shown, programme=programme)
        .select_related("appointment__calendar_event")
    )
    groups = list(
        groups_visible_to(person)
        .filter(in_window(now), programme=programme, appointment__calendar_event__isnull=False)
        .select_related("appointment__calendar_event")
    )
    series = list(series_visible_to(person).filter(has_date_in_window(now), programme=programme))
    events = events_of(series)
    know_journeys(
        [
            person,
            *(side for one in sessions for side in (one.expert.person, one.founder)),
            *(one.expert.person for one in groups),
        ]
    )
    entries = [
        *(_of_session(session, person) for session in sessions),
        *(_of_group(group, person) for group in groups),
        *(_of_series(one, events[one.pk], person) for one in series if one.pk in events),
    ]
    name = f"{NAME} · {programme.name_in(person.language)}"
    return publication_of(entries, name=name, now=now)


def _of_session(session: Session, person: Person) -> Entry:
    event, starts_at = session.appointment.calendar_event, session.appointment.starts_at
    event.appointment = session.appointment
    expert, founder = session.expert.person, session.founder
    clocks = both_clocks(starts_at, zone_of(founder, starts_at), zone_of(expert, starts_at), person.language)
    link = session_link(session)
    return _labelled(event, person, summary_for(session, person), session.programme, clocks, link)


def _of_group(group: GroupSession, person: Person) -> Entry:
    event, starts_at = group.appointment.calendar_event, group.appointment.starts_at
    event.appointment = group.appointment
    there = zone_of(group.expert.person, starts_at)
    clocks = both_clocks(starts_at, settings.HUB_TIME_ZONE, there, person.language)
    title = title_in(group, person.language)
    return _labelled(event, person, title, group.programme, clocks, group_link(group))


def _of_series(series: Series, event: CalendarEvent, person: Person) -> Entry:
    title = summary_for(series, person)
    return _labelled(event, person, title, series.programme, "", series_link(series))


def _labelled(
    event: CalendarEvent, person: Person, title: str, programme: Programme, clocks: str, link: str
) -> Entry:
    """Neither goal nor notes, and no way into the room: addresses of calendars are passed on."""
    with translation.override(person.language):
        more = _("Details, notes and changes: %(link)s") % {"link": link}
    lines = [programme.name_in(person.language), clocks, more]
    description = "\n".join(line for line in lines if line)
    return entry_of(event, person, title, description, link)._replace(tells_room=False)
