"""Which series somebody may see, what is wanted with one, and what it has become."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet

import calendars.queries
import messaging.queries
from accounts.models import Person, Role
from agenda.own_clock import know_journeys, zone_of
from agenda.queries import Question
from agenda.recurrence import BadRule, Occurrence, Rule, WallStart, occurrences, shifts_on
from audit.models import AuditEntry
from directory.models import Expert, Startup
from mentoring.models import Anchor, Programme, Series, Session, SessionState
from mentoring.queries import Deed, Whole, deed_of, policy_of, question_for
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


def story_of_series(series: Series) -> list[Deed]:
    """Everything that people did to a series as a whole and the system did for its calendar event, in order. What
    became of one date is in that session's story. One statement."""
    entries = AuditEntry.objects.filter(subject_kind="series", subject_id=str(series.pk))
    sides = {series.expert.person_id: series.expert.person.name, series.founder_id: series.founder.name}
    return [deed_of(entry, sides) for entry in entries.select_related("actor")]


def everything_about_series(series: Series, now: datetime) -> Whole:
    """How its calendar event stands, the reminders of the next date, and the messages that were no reminders. Four
    statements."""
    sessions = list(sessions_of(series).values_list("pk", "appointment__starts_at", "state"))
    ahead = [pk for pk, starts_at, state in sessions if starts_at > now and state in LIVE]
    return Whole(
        calendar=calendars.queries.state_of_series(series.pk),
        reminders=list(messaging.queries.reminders_of(ahead[0])) if ahead else (),
        messages=list(messaging.queries.notices_of(pk for pk, *_ in sessions)),
        notes=(),
    )


def deeds_open_to(viewer: Person, series: Series, sessions: Iterable[Session], now: datetime) -> list[str]:
    """What the viewer may do with the series now."""
    ahead = [one for one in sessions if one.state in LIVE and one.appointment.starts_at > now]
    part = part_in(viewer, series)
    return may(
        part,
        series.state,
        has_ahead=bool(ahead),
        has_requested=any(one.state == SessionState.REQUESTED for one in ahead),
        overrides=part in policy_of(series.programme).overriders,
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


def session_marks(sessions: Sequence[Session], expert: Person, founder: Person) -> list[tuple[str, ...]]:
    """The same for each of the sessions of a series, in order of time; one that does not follow its rule has another
    hour for that reason, and none of these."""
    by_rule = [session for session in sessions if session.follows_rule]
    starts = [session.appointment.starts_at for session in by_rule]
    marks = dict(zip((one.pk for one in by_rule), shift_marks(starts, expert, founder), strict=True))
    return [marks.get(session.pk, ()) for session in sessions]
