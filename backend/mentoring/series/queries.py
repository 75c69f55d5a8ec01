"""Which series somebody may see, what a series would be, and what it has become."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Person, Role
from agenda import queries as agenda_queries
from agenda.queries import Question
from agenda.recurrence import BadRule, Occurrence, Rule, WallStart, occurrences, shifts
from agenda.slots import Reason
from directory.models import Expert
from mentoring.models import Anchor, Programme, Series, Session, SessionState
from mentoring.queries import question_for
from mentoring.rules import Part
from mentoring.series.refusals import RuleRefused
from mentoring.series.rules import alternatives, may

LIVE = (SessionState.REQUESTED, SessionState.PROPOSED, SessionState.CONFIRMED)


def series_visible_to(viewer: Person) -> QuerySet[Series]:
    """A startup's own, an expert's own, a coordinator's all; nobody else sees any. As with sessions."""
    series = Series.objects.select_related("programme", "startup", "expert__person", "founder", "followed_by")
    if viewer.coordinates:
        return series
    if viewer.role == Role.STARTUP_MEMBER:
        return series.filter(startup__members__person=viewer)
    if viewer.role == Role.MENTOR:
        return series.filter(expert__person=viewer)
    return series.none()


def part_in(viewer: Person, series: Series) -> Part | None:
    """The part the viewer has in a series."""
    if viewer.coordinates:
        return Part.COORDINATOR
    if series.expert.person_id == viewer.pk:
        return Part.EXPERT
    if viewer.role == Role.STARTUP_MEMBER and series.startup.members.filter(person=viewer).exists():
        return Part.STARTUP
    return None


def sessions_of(series: Series) -> QuerySet[Session]:
    """Every occurrence that was booked, whatever became of it, in order of time."""
    sessions = Session.objects.filter(series=series).select_related(
        "appointment", "programme", "startup", "expert__person", "founder"
    )
    return sessions.order_by("appointment__starts_at", "pk")


def deeds_open_to(viewer: Person, series: Series, sessions: Iterable[Session], now: datetime) -> list[str]:
    """What the viewer may do with the series now."""
    ahead = [one for one in sessions if one.state in LIVE and one.appointment.starts_at > now]
    return may(
        part_in(viewer, series),
        series.state,
        has_ahead=bool(ahead),
        has_requested=any(one.state == SessionState.REQUESTED for one in ahead),
    )


def anchor_zone(anchor: str, expert: Person, founder: Person) -> str:
    """Whose clock stays fixed: an IANA name."""
    zones = {Anchor.EXPERT: expert.time_zone, Anchor.FOUNDER: founder.time_zone, Anchor.UTC: "UTC"}
    return zones[Anchor(anchor)]


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: a rule from a start on one clock, between an expert and a founder."""

    programme: Programme
    expert: Expert
    founder: Person
    start: WallStart
    rule: Rule

    def dates(self) -> list[Occurrence]:
        """Every occurrence, in order. Raises RuleRefused."""
        try:
            return occurrences(self.rule, self.start)
        except BadRule as error:
            raise RuleRefused(error) from error

    @property
    def question(self) -> Question:
        """The single sessions' one, but for the horizon: a series reaches beyond it, its first date may not."""
        question = question_for(self.programme, self.expert.person, self.founder)
        return replace(question, offer=replace(question.offer, horizon_days=None))

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.programme.session_minutes)


@dataclass(frozen=True)
class PlannedDate:
    """One date of a series to be: `clash` says why it cannot be had, `alternatives` what is free near it.

    `shifts_for` names the sides ("expert", "founder") whose clock shows another hour than the date before.
    """

    on: date
    starts_at: datetime
    ends_at: datetime
    clash: Reason | None
    alternatives: tuple[datetime, ...]
    shifts_for: tuple[str, ...]


def preview(wanted: Wanted, *, now: datetime) -> list[PlannedDate]:
    """Every date with what stands in its way. One search over the whole time; more only for dates that clash."""
    return plan(wanted, wanted.dates(), now=now)


def plan(wanted: Wanted, dates: Sequence[Occurrence], *, now: datetime) -> list[PlannedDate]:
    """`preview` for some of the dates, at least one, in order."""
    question, zone = wanted.question, wanted.start.time_zone
    week = timedelta(days=7)
    window = dates[0].starts_at - week, dates[-1].starts_at + week + wanted.length
    free = agenda_queries.free_starts(question, window=window, now=now)
    is_free = frozenset(free)
    marks = shift_marks([found.starts_at for found in dates], wanted.expert.person, wanted.founder)
    planned = []
    for (on, starts_at), sides in zip(dates, marks, strict=True):
        clash = None if starts_at in is_free else agenda_queries.refusal(question, starts_at, now=now)
        planned.append(
            PlannedDate(
                on=on,
                starts_at=starts_at,
                ends_at=starts_at + wanted.length,
                clash=clash,
                alternatives=tuple(alternatives(starts_at, free, zone)) if clash else (),
                shifts_for=sides,
            )
        )
    return _with_horizon(wanted, planned, now)


def _with_horizon(wanted: Wanted, planned: list[PlannedDate], now: datetime) -> list[PlannedDate]:
    """The first date of a new series has to lie within the programme's horizon."""
    first = planned[0]
    if first.clash is None and first.on == wanted.start.on:
        question = question_for(wanted.programme, wanted.expert.person, wanted.founder)
        if agenda_queries.refusal(question, first.starts_at, now=now) is Reason.BEYOND_HORIZON:
            planned[0] = replace(first, clash=Reason.BEYOND_HORIZON)
    return planned


def shift_marks(starts: Sequence[datetime], expert: Person, founder: Person) -> list[tuple[str, ...]]:
    """For each ascending start the sides whose local hour differs from that of the start before."""
    sides = {"expert": shifts(starts, expert.time_zone), "founder": shifts(starts, founder.time_zone)}
    return [tuple(side for side, marks in sides.items() if marks[index]) for index in range(len(starts))]


def crowded(sessions: Collection[Session], wanted: Wanted, *, now: datetime) -> dict[UUID, Reason]:
    """The sessions, booked in this transaction, with which the expert has more in a day or week than they take.

    A rule with several days a week may exceed a limit by its own dates, which no look at each alone can tell.
    """
    found: dict[UUID, Reason] = {}
    if len(set(wanted.rule.weekdays)) < 2:
        return found
    for session in sessions:
        question = replace(wanted.question, moving=session.pk)
        reason = agenda_queries.refusal(question, session.appointment.starts_at, now=now)
        if reason is not None:
            found[session.pk] = reason
    return found
