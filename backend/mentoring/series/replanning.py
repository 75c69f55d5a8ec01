"""The rules of the world's clocks change: what was meant stays, so the instants of series that lie ahead move."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agenda import queries as agenda_queries
from agenda.models import Appointment
from agenda.recurrence import WallStart
from agenda.several import SomeTaken, move_all
from agenda.slots import Reason
from agenda.transactions import atomically
from agenda.zone_rules import installed_rules, lock_rules, note_rules, stored_rules
from audit.models import AuditEntry
from mentoring.companions import everybody_in
from mentoring.following import follow_all_clocks
from mentoring.models import Series, SeriesState, Session, SessionState
from mentoring.new_hours import announce_new_hours
from mentoring.opening import change, note_down
from mentoring.refusals import instant
from mentoring.series.booking import wishes_for
from mentoring.series.opening import note_series, wanted_of
from mentoring.series.telling import announce_series, tell_once
from mentoring.series.turning import date_of
from messaging.models import MessageKind

ASKED = "session.clock_clash"
# Other times that somebody offered are instants that people chose: they stay.
FOLLOWING = (SessionState.REQUESTED, SessionState.CONFIRMED)
# Refusals of a new request that do not count for what is agreed already. Whether the time is taken, the ledger
# tells when all have given up their old times.
NO_OBSTACLE = (
    None,
    Reason.BUSY,
    Reason.INSIDE_NOTICE,
    Reason.OUTSIDE_DATES,
    Reason.BEYOND_HORIZON,
    Reason.DAY_FULL,
    Reason.WEEK_FULL,
    Reason.MONTH_FULL,
    Reason.BEFORE_WINDOW,
    Reason.OFF_GRID,
)


@dataclass(frozen=True)
class Shift:
    """An occurrence whose instant is another by the new rules. `clash` says why it could not follow; None: it did."""

    session: Session
    before: datetime
    after: datetime
    clash: Reason | None = None


def replan_if_rules_changed(*, now: datetime) -> list[Shift] | None:
    """`replan`, where the tz database is not that of the last time; None where it is."""
    if stored_rules() == installed_rules():
        return None
    return replan(now=now)


@atomically
def replan(*, now: datetime) -> list[Shift]:
    """Work out anew every occurrence of a series that lies ahead, and note the rules by which that was done.

    All that can follow the clock move together, so none stands in another's way; reminders and calendars are
    planned anew and both sides of each series are told once. Where somebody's time is taken or the hour is
    outside anybody's hours, the session stays at its instant and both sides are asked, once. What people moved
    by hand is an instant that they agreed and stays, other times that are open for an agreed date stand, and so do
    single and group sessions: their reminders keep out of the night by the new rules, calendars tell the new hour,
    and whoever reads another hour is told. Running it again changes nothing more.
    """
    lock_rules()
    due = shifts_ahead(now=now)
    moved, clashes = _move_what_can(due, now)
    for series, shifts in _by_series(moved):
        sessions = [_settle(shift, now) for shift in shifts]
        note_series(series, "series.replanned", None, now, rules=installed_rules(), dates=len(sessions))
        _tell(series, sessions, now)
    for series, shifts in _by_series(clashes):
        _ask(series, shifts, now)
    announce_new_hours(besides=[shift.session.pk for shift in due], now=now)
    follow_all_clocks(now=now)
    note_rules(rules=installed_rules(), now=now)
    return _in_order(moved, clashes)


def rehearse(*, now: datetime) -> list[Shift]:
    """What `replan` would move now, and what it would ask about. It is done and undone: nothing stays of it."""
    with transaction.atomic():
        moved, clashes = _move_what_can(shifts_ahead(now=now), now)
        transaction.set_rollback(True)
    return _in_order(moved, clashes)


def _in_order(moved: Sequence[Shift], clashes: Sequence[Shift]) -> list[Shift]:
    return sorted([*moved, *clashes], key=lambda shift: shift.before)


def shifts_ahead(*, now: datetime) -> list[Shift]:
    """What the rules in force move: occurrences to come that are where their series put them and should be elsewhere.

    Reads only; two statements, whatever the number of series.
    """
    alive = [SeriesState.REQUESTED, SeriesState.ACTIVE]
    sessions = (
        Session.objects.filter(series__isnull=False, series__state__in=alive, state__in=FOLLOWING)
        .filter(appointment__starts_at__gt=now)
        .select_related("appointment", "series", "programme", "startup", "expert__person", "founder")
        .order_by("appointment__starts_at", "pk")
    )
    found = []
    for session in sessions:
        at = session.appointment.starts_at
        if session.series is None or session.occurrence_on is None or at != session.occurrence_at:
            continue
        meant = _meant(session, session.series.start)
        if meant != at and meant > now:
            found.append(Shift(session, at, meant))
    return found


def _meant(session: Session, start: WallStart) -> datetime:
    """The hour that was chosen for the date, else the rule's: both are on the clock of the series."""
    if session.wall_on is not None and session.wall_time is not None:
        return WallStart(session.wall_on, session.wall_time, start.time_zone).instant_on(session.wall_on)
    return start.instant_on(date_of(session))


def _move_what_can(due: Sequence[Shift], now: datetime) -> tuple[list[Shift], list[Shift]]:
    """Those that moved and those that could not. Who cannot move stands in the way of others at the old time, so
    this goes on until all that are left fit together."""
    clashes = [replace(shift, clash=reason) for shift in due if (reason := _obstacle(shift, now)) is not None]
    left = [shift for shift in due if all(shift.session.pk != clash.session.pk for clash in clashes)]
    while left:
        try:
            return _moved(left, now), clashes
        except SomeTaken as error:
            taken = set(error.appointments)
            clashes += [replace(s, clash=Reason.BUSY) for s in left if s.session.pk in taken]
            left = [shift for shift in left if shift.session.pk not in taken]
    return [], clashes


@atomically
def _moved(shifts: Sequence[Shift], now: datetime) -> list[Shift]:
    wishes = [wish for shift in shifts for wish in wishes_for([shift.session], [shift.after])]
    appointments: Mapping[UUID, Appointment] = move_all(wishes=wishes, now=now)
    for shift in shifts:
        shift.session.appointment = appointments[shift.session.pk]
    return list(shifts)


def _tell(series: Series, sessions: Sequence[Session], now: datetime) -> None:
    agreed = [session for session in sessions if session.state == SessionState.CONFIRMED]
    asked_for = [session for session in sessions if session.state != SessionState.CONFIRMED]
    if agreed:
        announce_series(series, agreed, MessageKind.MOVED, by=None, now=now)
    if asked_for:
        tell_once(series, asked_for, series.expert.person, MessageKind.REQUESTED, now=now)


def _obstacle(shift: Shift, now: datetime) -> Reason | None:
    """Why somebody could not agree to the new hour, if so; what else is taken, the ledger will tell."""
    assert shift.session.series is not None  # noqa: S101 -- as `shifts_ahead` found it; for the type checker
    question = replace(wanted_of(shift.session.series).question, moving=shift.session.pk)
    reason = agenda_queries.refusal(question, shift.after, now=now)
    if reason not in NO_OBSTACLE:
        return reason
    return Reason.BUSY if _shown_in_calendars(shift) else None


def _shown_in_calendars(shift: Shift) -> bool:
    """Whether something stands in somebody's own calendar at the new hour: the ledger knows nothing of that."""
    people = [person.pk for person in everybody_in(shift.session)]
    appointment = shift.session.appointment
    ends_at = shift.after + (appointment.ends_at - appointment.starts_at)
    found = agenda_queries.own_calendars_at(people, [(shift.after, ends_at)])
    return any(own.shows for own in found.values())


def _settle(shift: Shift, now: datetime) -> Session:
    """The session noted at its new instant, which is where its series puts it."""
    session = shift.session
    change(
        session,
        "session.replanned",
        None,
        now,
        {"occurrence_at": shift.after, **_open_until(session, shift.after)},
        moved=(shift.before, shift.after),
        before=instant(shift.before),
        after=instant(shift.after),
    )
    return session


def _open_until(session: Session, starts_at: datetime) -> dict[str, object]:
    """Other times that are open for an agreed date stand, but nothing is open any more once it has begun."""
    expires_at = session.proposal_expires_at
    return {} if expires_at is None else {"proposal_expires_at": min(expires_at, starts_at)}


def _ask(series: Series, shifts: Iterable[Shift], now: datetime) -> None:
    """Tell both sides which dates cannot follow the clock; of each new instant only once. Of a date for which other
    times are open they are asked already: it is noted, and no second question is put."""
    new = [shift for shift in shifts if not _was_asked(shift)]
    for shift in new:
        note_down(
            shift.session,
            ASKED,
            None,
            now,
            stays=instant(shift.before),
            meant=instant(shift.after),
            reason=shift.clash,
        )
    confirmed = [
        shift.session
        for shift in new
        if shift.session.state == SessionState.CONFIRMED and not shift.session.proposed_by
    ]
    for person in (series.expert.person, series.founder) if confirmed else ():
        tell_once(series, confirmed, person, MessageKind.CLASH, now=now)


def _was_asked(shift: Shift) -> bool:
    entries = AuditEntry.objects.filter(
        subject_kind="session", subject_id=str(shift.session.pk), action=ASKED
    )
    return entries.filter(details__meant=instant(shift.after)).exists()


def _by_series(shifts: Iterable[Shift]) -> list[tuple[Series, list[Shift]]]:
    groups: dict[UUID, list[Shift]] = defaultdict(list)
    found: dict[UUID, Series] = {}
    for shift in shifts:
        series = shift.session.series
        assert series is not None  # noqa: S101 -- as `shifts_ahead` found it; for the type checker
        series.expert, series.founder = shift.session.expert, shift.session.founder
        found[series.pk] = series
        groups[series.pk].append(shift)
    return [(found[pk], groups[pk]) for pk in groups]
