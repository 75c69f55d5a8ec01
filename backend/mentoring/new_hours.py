"""The rules of the world's clocks change: who reads another hour for a moment that stays is told, once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.wall_clock import zone as clock_of
from agenda.zone_rules import zones_as_noted
from mentoring.answers import session_link
from mentoring.companions import everybody_in, know_companions
from mentoring.groups.telling import tell as tell_of_group
from mentoring.groups.words import briefing_for
from mentoring.models import GroupSession, GroupState, Place, Session, SessionState
from mentoring.series.telling import tell_once
from mentoring.telling import tell
from mentoring.words import instead_of
from messaging.models import MessageKind

STANDING = (SessionState.REQUESTED, SessionState.CONFIRMED)


class Reading(NamedTuple):
    """Somebody who takes part in what starts at an instant."""

    person: Person
    starts_at: datetime


def announce_new_hours(*, besides: Collection[UUID], now: datetime) -> int:
    """Tell everybody whose clock shows another hour for what lies ahead than by the rules noted last; how many.

    In the transaction that notes the rules in force: so it is told once. Of the sessions `besides` (ids) people hear
    otherwise. Five statements find them, one more their companions, however many there are.
    """
    sessions, groups = _sessions(besides, now), _groups(now)
    know_companions(sessions)
    readings = [reading for one in sessions for reading in _of_session(one)]
    readings += [reading for one in groups for reading in _of_group(one)]
    know_journeys(reading.person for reading in readings)
    before = zones_as_noted({zone_of(*reading) for reading in readings})
    told = sum(_tell_of_sessions(dates, before, now) for dates in _together(sessions))
    return told + sum(_tell_of_group(group, before, now) for group in groups)


def _sessions(besides: Collection[UUID], now: datetime) -> list[Session]:
    ahead = Session.objects.filter(state__in=STANDING, appointment__starts_at__gt=now).exclude(pk__in=besides)
    return list(
        ahead.select_related(
            "appointment", "series", "programme", "startup", "expert__person", "founder"
        ).order_by("series", "appointment__starts_at", "pk")
    )


def _groups(now: datetime) -> list[GroupSession]:
    seats = Prefetch("places", Place.objects.taken().select_related("person").order_by("pk"))
    ahead = GroupSession.objects.filter(state=GroupState.OPEN, appointment__starts_at__gt=now)
    return list(ahead.select_related("appointment", "programme", "expert__person").prefetch_related(seats))


def _together(sessions: Sequence[Session]) -> Iterator[list[Session]]:
    """Each session alone, and the dates of each series."""
    for _, dates in groupby(sessions, key=lambda session: session.series_id or session.pk):
        yield list(dates)


def _of_session(session: Session) -> list[Reading]:
    return [Reading(person, session.appointment.starts_at) for person in everybody_in(session)]


def _of_group(group: GroupSession) -> list[Reading]:
    people = [group.expert.person, *(place.person for place in group.places.all())]
    return [Reading(person, group.appointment.starts_at) for person in people]


def _new_hour(reading: Reading, before: Mapping[str, ZoneInfo]) -> str:
    """ "16:00 instead of 17:00", in the person's language; empty where the hour is the same, or nobody knows."""
    name = zone_of(*reading)
    if name not in before:
        return ""
    hour, old = (f"{reading.starts_at.astimezone(zone):%H:%M}" for zone in (clock_of(name), before[name]))
    return "" if hour == old else instead_of(hour, old, reading.person.language)


def _tell_of_sessions(dates: Sequence[Session], before: Mapping[str, ZoneInfo], now: datetime) -> int:
    """Everybody in one session, or in the dates of one series, in one message each."""
    first, told = dates[0], 0
    for person in everybody_in(first):
        hours = [_new_hour(Reading(person, one.appointment.starts_at), before) for one in dates]
        shifted = [one for one, hour in zip(dates, hours, strict=True) if hour]
        if not shifted:
            continue
        reason = next(filter(None, hours))
        if first.series:
            tell_once(first.series, shifted, person, MessageKind.NEW_RULES, reason=reason, now=now)
        else:
            tell(first, person, MessageKind.NEW_RULES, link=session_link(first), reason=reason, now=now)
        told += 1
    return told


def _tell_of_group(group: GroupSession, before: Mapping[str, ZoneInfo], now: datetime) -> int:
    told = 0
    for reading in _of_group(group):
        if hour := _new_hour(reading, before):
            briefing = briefing_for(group, reading.person, reason=hour)
            tell_of_group(group, reading.person, MessageKind.NEW_RULES, briefing, now=now)
            told += 1
    return told
