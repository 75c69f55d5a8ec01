"""Which series somebody may see, what is wanted with one, and what it has become."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.models import Person, Role
from agenda.own_clock import know_journeys, zone_of
from agenda.queries import Question
from agenda.recurrence import BadRule, Occurrence, Rule, WallStart, occurrences, shifts_on
from directory.models import Expert, Startup
from mentoring.models import Anchor, Programme, Series, Session, SessionState
from mentoring.queries import question_for
from mentoring.rules import Part
from mentoring.series.refusals import RuleRefused
from mentoring.series.rules import may

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
    """What somebody asks for: a rule from a start on one clock, between an expert and a founder of a startup."""

    programme: Programme
    expert: Expert
    founder: Person
    startup: Startup
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


def shift_marks(starts: Sequence[datetime], expert: Person, founder: Person) -> list[tuple[str, ...]]:
    """For each ascending start the sides whose local hour differs from that of the start before, wherever they are.
    One statement, unless their journeys are known."""
    know_journeys([expert, founder])
    sides = {
        name: shifts_on(starts, [zone_of(person, start) for start in starts])
        for name, person in (("expert", expert), ("founder", founder))
    }
    return [tuple(side for side, marks in sides.items() if marks[index]) for index in range(len(starts))]
