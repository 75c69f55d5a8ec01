"""Google makes no Meet, and the hub has no room of its own: people are told to agree where they meet."""

from datetime import datetime

import messaging.queries
from agenda.transactions import atomically
from calendars.models import CalendarEvent
from mentoring.answers import session_link
from mentoring.companions import everybody_in
from mentoring.groups.models import GroupSession
from mentoring.groups.telling import tell as tell_of_group
from mentoring.groups.words import briefing_for
from mentoring.in_calendars import standing_in
from mentoring.models import Series, Session, SessionState
from mentoring.opening import find
from mentoring.series.telling import tell_once
from mentoring.telling import tell
from messaging.models import MessageKind


@atomically
def tell_no_room(*, event_id: int, now: datetime) -> None:
    """Tell everybody in a session, both sides of a series, or the host of a group session, once, however often this runs; nobody
    where there is a room by now, or nothing lies ahead."""
    found = CalendarEvent.objects.select_for_update(of=("self",)).select_related("appointment")
    event = found.filter(pk=event_id, is_without_meet=True, is_wanted=True).first()
    if event is None or event.room_url:
        return
    if event.series_id is not None:
        _tell_series(Series.objects.get(pk=event.series_id), now)
    elif group := GroupSession.objects.filter(appointment=event.appointment_id).first():
        _tell_host(group, now)
    elif session := Session.objects.filter(appointment=event.appointment_id).first():
        _tell_session(find(session.pk, lock=True), now)


def _tell_session(session: Session, now: datetime) -> None:
    is_ahead = session.state == SessionState.CONFIRMED and session.appointment.starts_at > now
    if not is_ahead or messaging.queries.was_told(session.pk, MessageKind.NO_ROOM):
        return
    for person in everybody_in(session):
        tell(session, person, MessageKind.NO_ROOM, link=session_link(session), by_sms=False, now=now)


def _tell_series(series: Series, now: datetime) -> None:
    standing = standing_in(series)
    ahead = [one for one in standing if one.appointment.starts_at > now]
    if not ahead or any(messaging.queries.was_told(one.pk, MessageKind.NO_ROOM) for one in standing):
        return
    for person in (series.expert.person, series.founder):
        tell_once(series, ahead, person, MessageKind.NO_ROOM, now=now)


def _tell_host(group: GroupSession, now: datetime) -> None:
    if group.appointment.starts_at <= now or messaging.queries.was_told(
        group.appointment_id, MessageKind.NO_ROOM
    ):
        return
    host = group.expert.person
    tell_of_group(group, host, MessageKind.NO_ROOM, briefing_for(group, host), by_sms=False, now=now)
