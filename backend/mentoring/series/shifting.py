"""Somebody's clock changes while a series runs, at home or on a journey: who gets another hour is told a week before."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

import messaging.operations
from accounts.models import Person
from agenda.own_clock import know_journeys, zone_of
from agenda.recurrence import shifts_on
from agenda.transactions import atomically
from agenda.wall_clock import zone as clock_of
from agenda.wording import place_name
from mentoring.answers import series_link
from mentoring.models import Session, SessionState, ShiftNotice
from mentoring.opening import find
from mentoring.words import briefing_for, instead_of
from messaging.models import MessageKind
from messaging.operations.planning import quiet_hours_of

AHEAD = timedelta(days=7)
TOO_LATE = timedelta(days=1)  # the reminders are near by then, and name the hour
HAPPENED = (SessionState.CONFIRMED, SessionState.COMPLETED, SessionState.NO_SHOW)


@dataclass(frozen=True)
class Shift:
    """From `session` on the clock that `person` lives by shows another hour than at `before`."""

    session: Session
    person: Person
    before: datetime


def announce_shifts(*, now: datetime) -> int:
    """Tell everybody whose hour shifts within a week; how many. Told once, and not in anybody's quiet hours: then
    it is for a later run.

    Only agreed dates that are where their rule puts them: what was moved or called off says so itself, and an hour
    of its own was chosen for it. What was
    asked for less than a week before its date was told of with its confirmation.
    """
    due = [shift for shift in _shifts_ahead(now) if not quiet_hours_of(shift.person).hold_at(now)]
    return sum(_told(shift, now) for shift in due)


def _shifts_ahead(now: datetime) -> Iterator[Shift]:
    """Three statements, whatever the number of series."""
    by_rule = Session.objects.filter(series__isnull=False, wall_time=None)
    following = by_rule.filter(appointment__starts_at=F("occurrence_at"))
    near = following.filter(
        state=SessionState.CONFIRMED,
        appointment__starts_at__gt=now + TOO_LATE,
        appointment__starts_at__lte=now + AHEAD,
        requested_at__lte=F("appointment__starts_at") - AHEAD,
    )
    in_question = following.filter(series__in=near.values("series"), state__in=HAPPENED)
    dates: dict[UUID, list[Session]] = defaultdict(list)
    for session in in_question.select_related("appointment", "expert__person", "founder").order_by(
        "occurrence_at"
    ):
        assert session.series_id is not None  # noqa: S101 -- as filtered; for the type checker
        dates[session.series_id].append(session)
    ids = set(near.values_list("pk", flat=True))
    know_journeys(person for sessions in dates.values() for person in _sides(sessions))
    for sessions in dates.values():
        yield from _shifts_in(sessions, ids)


def _shifts_in(sessions: Sequence[Session], near: set[UUID]) -> Iterator[Shift]:
    starts = [session.appointment.starts_at for session in sessions]
    for person in _sides(sessions):
        zones = [zone_of(person, start) for start in starts]
        for index, is_shifted in enumerate(shifts_on(starts, zones)):
            if is_shifted and sessions[index].pk in near:
                yield Shift(sessions[index], person, starts[index - 1])


def _sides(sessions: Sequence[Session]) -> tuple[Person, Person]:
    """Both people of a series, as its first date has them in hand."""
    return sessions[0].expert.person, sessions[0].founder


@atomically
def _told(shift: Shift, now: datetime) -> bool:
    session, person = find(shift.session.pk, lock=True), shift.person
    stands = session.appointment.starts_at == shift.session.appointment.starts_at
    if session.series is None or session.state != SessionState.CONFIRMED or not stands:
        return False
    _notice, is_new = ShiftNotice.objects.get_or_create(session=session, person=person, defaults={"at": now})
    if is_new:
        messaging.operations.notify(
            appointment=session.appointment,
            person=person,
            kind=MessageKind.SHIFT,
            briefing=replace(
                briefing_for(session, person, link=series_link(session.series)), reason=_hours(shift)
            ),
            now=now,
        )
    return is_new


def _hours(shift: Shift) -> str:
    """ "09:30 instead of 08:30", in the person's language; between two places each hour with its own."""
    language = shift.person.language
    starts = (shift.session.appointment.starts_at, shift.before)
    zones = [zone_of(shift.person, start) for start in starts]
    after, before = (
        f"{start.astimezone(clock_of(zone)):%H:%M}"
        + (f" {place_name(zone, language)}" if zones[0] != zones[1] else "")
        for start, zone in zip(starts, zones, strict=True)
    )
    return instead_of(after, before, language)
