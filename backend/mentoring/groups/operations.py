"""A group session's life: opened, changed, cancelled, held. One function a deed, one transaction each."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import agenda.operations
from accounts.models import Person
from agenda import queries as agenda_queries
from agenda.operations import SlotTaken, buffers_of
from agenda.slots import Reason
from agenda.transactions import atomically
from audit.operations import record
from directory.models import Expert
from mentoring.groups.models import GroupSession, GroupState, Seat
from mentoring.groups.offering import is_open, let_go_of_who_waits, locked, move_on
from mentoring.groups.queries import groups_that_ended, groups_to_let_go, groups_to_move_on
from mentoring.groups.refusals import ClosedFromTheStart, SeatsTaken
from mentoring.groups.rules import numbers_to_add, numbers_to_remove
from mentoring.groups.telling import announce_opened, call_off, write_event
from mentoring.models import Programme
from mentoring.opening import NoRoom, Seen, refused_start, require_room, require_seen
from mentoring.own_calendars import Asked, Looked, require_own_free
from mentoring.programmes.taking_part import require_expert_in, require_running
from mentoring.queries import offer_of
from mentoring.refusals import NotPossibleNow, start_refused

SHOWN_IN_CALENDARS = {"title_ko", "title_en", "summary_ko", "summary_en"}


@dataclass(frozen=True)
class Terms:
    """What people read of a group session, and how its seats are given."""

    title_ko: str
    title_en: str
    summary_ko: str
    summary_en: str
    closes_hours: int
    offer_hours: int


@dataclass(frozen=True)
class Waived:
    """What whoever opens one sets aside: the expert's `rules`, and what their `own_calendar` shows. `looked` is whose
    calendars were looked at for it."""

    rules: bool = False
    own_calendar: bool = False
    looked: Looked = None


def open_group(
    *,
    programme: Programme,
    expert: Expert,
    starts_at: datetime,
    minutes: int,
    seats: int,
    terms: Terms,
    waived: Waived,
    by: Person,
    now: datetime,
) -> GroupSession:
    """Give so many seats an hour of the expert's time, which is taken at once.

    Hours, notice and limits of the expert can be `waived`; that nobody is in two places never is, and then what the
    expert's own calendar shows, or that it cannot be read, has to be known. Raises LookFirst, OwnCalendarBusy, OwnCalendarUnread, ProgrammeNotRunning, ProgrammeClosed, ExpertNotInProgramme, ClosedFromTheStart, StartNotOffered, or SlotTaken with the
    next free starts.
    """
    require_running(programme)
    require_expert_in(programme, expert)
    question = _question(programme, expert, minutes)
    _require_time_to_join(starts_at, minutes, terms, now)
    times = [(starts_at, starts_at + timedelta(minutes=minutes))]
    asked = Asked(expert.person, times, knowingly=waived.own_calendar or not waived.rules)
    require_own_free(asked, by=by, now=now, looked=waived.looked)
    if not waived.rules and (reason := agenda_queries.refusal(question, starts_at, now=now)):
        raise refused_start(question, reason, starts_at, now)
    group = GroupSession(programme=programme, expert=expert, opened_at=now, **asdict(terms))
    try:
        return _keep(
            group=group,
            question=question,
            starts_at=starts_at,
            seats=seats,
            outside_rules=waived.rules,
            by=by,
            now=now,
        )
    except SlotTaken as error:
        raise refused_start(question, Reason.BUSY, starts_at, now) from error
    except NoRoom as error:
        raise refused_start(question, error.reason, starts_at, now) from error


def _require_time_to_join(starts_at: datetime, minutes: int, terms: Terms, now: datetime) -> None:
    """It lies ahead, and so does the hour at which joining closes. Raises StartNotOffered, ClosedFromTheStart."""
    if starts_at <= now:
        raise start_refused(Reason.STARTS_IN_PAST, [], minutes)
    if starts_at - timedelta(hours=terms.closes_hours) <= now:
        raise ClosedFromTheStart


@atomically
def _keep(
    *,
    group: GroupSession,
    question: agenda_queries.Question,
    starts_at: datetime,
    seats: int,
    outside_rules: bool,
    by: Person,
    now: datetime,
) -> GroupSession:
    host = group.expert.person
    if not outside_rules:
        require_room(question, starts_at, now)
    group.appointment = agenda.operations.hold(
        appointment_id=uuid4(),
        people=buffers_of(host),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=question.offer.session_minutes),
        expires_at=None,
        now=now,
    )
    group.save(force_insert=True)
    Seat.objects.bulk_create(Seat(group=group, number=number) for number in numbers_to_add([], seats))
    record("session", group.pk, "group.opened", by=by, now=now, starts_at=starts_at.isoformat(), seats=seats)
    announce_opened(group, by=by, now=now)
    return group


@atomically
def change_group(
    *, group_id: UUID, seats: int | None, by: Person, now: datetime, seen: Seen = None, **terms: object
) -> GroupSession:
    """Other words, other terms, more or fewer seats; new seats are offered to those who wait.

    Offers that stand keep their hour. Raises ChangedMeanwhile, NotPossibleNow, SeatsTaken.
    """
    group = _opened(group_id, now, seen)
    changed = {
        name: [getattr(group, name), value] for name, value in terms.items() if getattr(group, name) != value
    }
    there = list(group.seats.values_list("number", flat=True))
    if seats is not None and seats != len(there):
        _set_seats(group, there, seats, now)
        changed["seats"] = [len(there), seats]
    if changed:
        for name, value in terms.items():
            setattr(group, name, value)
        _turn(group, "group.changed", by, now, changed)
    if SHOWN_IN_CALENDARS & changed.keys():
        write_event(group, now)
    move_on(group, now=now)
    return group


@atomically
def cancel_group(
    *, group_id: UUID, reason: str, by: Person, now: datetime, seen: Seen = None
) -> GroupSession:
    """It will not be: everybody has their time back and is told. Raises ChangedMeanwhile, NotPossibleNow."""
    group = _opened(group_id, now, seen)
    group.state, group.closing_reason = GroupState.CANCELLED, reason
    group.appointment = agenda.operations.release(appointment=group.appointment, now=now)
    _turn(group, "group.cancelled", by, now, {"state": ["open", "cancelled"], "closing_reason": ["", reason]})
    call_off(group, by=by, now=now)
    return group


def let_groups_pass(*, now: datetime) -> None:
    """Move every group session on whose time has come, each in a transaction of its own."""
    for group_id in groups_to_move_on(now).values_list("pk", flat=True):
        _move_on(group_id=group_id, now=now)
    for group_id in groups_to_let_go(now).values_list("pk", flat=True):
        _let_go(group_id=group_id, now=now)
    for group_id in groups_that_ended(now).values_list("pk", flat=True):
        _hold(group_id=group_id, now=now)


@atomically
def _move_on(*, group_id: UUID, now: datetime) -> None:
    group = locked(group_id)
    if is_open(group, now):
        move_on(group, now=now)


@atomically
def _let_go(*, group_id: UUID, now: datetime) -> None:
    group = locked(group_id)
    if group.state == GroupState.OPEN and not group.takes_people_at(now):
        let_go_of_who_waits(group, now=now)


@atomically
def _hold(*, group_id: UUID, now: datetime) -> None:
    group = locked(group_id)
    if group.state == GroupState.OPEN:
        group.state = GroupState.HELD
        _turn(group, "group.held", None, now, {"state": ["open", "held"]})


def _opened(group_id: UUID, now: datetime, seen: Seen) -> GroupSession:
    group = locked(group_id)
    require_seen(group, seen)
    if not is_open(group, now):
        raise NotPossibleNow(state=group.state)
    return group


def _turn(
    group: GroupSession, action: str, by: Person | None, now: datetime, changed: dict[str, list[object]]
) -> None:
    """One revision up, and an audit row with each field before and after."""
    group.revision += 1
    group.save()
    record("session", group.pk, action, by=by, now=now, revision=group.revision, changed=changed)


def _set_seats(group: GroupSession, there: list[int], seats: int, now: datetime) -> None:
    """More: the lowest numbers that are missing. Fewer: the highest that nobody has. Raises SeatsTaken."""
    if seats < len(there):
        move_on(group, now=now)  # who let an offer pass holds no seat, whether or not a worker has seen it
    Seat.objects.bulk_create(Seat(group=group, number=number) for number in numbers_to_add(there, seats))
    places = group.places.filter(number__isnull=False)
    held = [number for number in places.values_list("number", flat=True) if number is not None]
    if seats < len(held):
        raise SeatsTaken(at_least=len(held))
    group.seats.filter(number__in=numbers_to_remove(there, held, seats)).delete()


def _question(programme: Programme, expert: Expert, minutes: int) -> agenda_queries.Question:
    offer = offer_of(programme, minutes=minutes)
    return agenda_queries.Question(expert=expert.person, offer=offer)
