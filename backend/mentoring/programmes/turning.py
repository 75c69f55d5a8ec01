"""A programme goes from draft to open to running to closed. Each step names what it demands."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from accounts.models import Person
from agenda.transactions import atomically
from mentoring.models import Joining, Programme, ProgrammeState, Session, SessionState, TakingPart
from mentoring.programmes import rules
from mentoring.programmes.editing import Seen, locked, turn
from mentoring.programmes.queries import experts_in
from mentoring.programmes.refusals import ProgrammeNotReady, SessionsAhead, StepNotPossible
from mentoring.programmes.telling import tell_invited

ASKED = (SessionState.REQUESTED, SessionState.PROPOSED)


@atomically
def open_programme(*, slug: str, by: Person, now: datetime, seen: Seen = None) -> Programme:
    """From now on it is shown, takes applications, and those who were invited while it was a draft are told.

    Raises ChangedMeanwhile, StepNotPossible, ProgrammeNotReady.
    """
    programme = _before(slug, "open", seen)
    lacks = rules.lacks_before_open(_plan_of(programme), now=now, today=_today(now))
    return _step(programme, ProgrammeState.OPEN, "programme.opened", lacks, by, now)


@atomically
def run_programme(*, slug: str, by: Person, now: datetime, seen: Seen = None) -> Programme:
    """From now on sessions are agreed in it; straight from a draft too. Raises as `open_programme` does."""
    programme = _before(slug, "run", seen)
    lacks = rules.lacks_before_run(_plan_of(programme), today=_today(now))
    return _step(programme, ProgrammeState.RUNNING, "programme.begun", lacks, by, now)


@atomically
def close_programme(
    *, slug: str, knowingly: bool = False, by: Person, now: datetime, seen: Seen = None
) -> Programme:
    """It takes nothing new and is changed no more. Sessions that lie ahead stand, which has to be done `knowingly`.

    Raises ChangedMeanwhile, StepNotPossible, SessionsAhead.
    """
    programme = _before(slug, "close", seen)
    ahead = Session.objects.filter(programme=programme, appointment__starts_at__gt=now)
    requests = ahead.filter(state__in=ASKED).count()
    sessions = ahead.filter(state=SessionState.CONFIRMED).count()
    if (requests or sessions) and not knowingly:
        raise SessionsAhead(requests=requests, sessions=sessions)
    return _step(programme, ProgrammeState.CLOSED, "programme.closed", [], by, now)


def _before(slug: str, step: str, seen: Seen) -> Programme:
    programme = locked(slug, seen)
    if programme.state not in rules.STEPS[step]:
        raise StepNotPossible(state=programme.state)
    return programme


def _step(
    programme: Programme,
    to: ProgrammeState,
    action: str,
    lacks: list[rules.Lack],
    by: Person,
    now: datetime,
) -> Programme:
    if lacks:
        raise ProgrammeNotReady(lacks)
    before, programme.state = programme.state, to
    turn(programme, action, by, now, {"state": [before, to.value]})
    if before == ProgrammeState.DRAFT:
        invited = Q(state=TakingPart.INVITED)
        tell_invited(programme.startups.filter(invited), programme.experts.filter(invited), now=now)
    return programme


def _plan_of(programme: Programme) -> rules.Plan:
    return rules.Plan(
        names=(programme.name_ko, programme.name_en),
        summaries=(programme.summary_ko, programme.summary_en),
        starts_on=programme.starts_on,
        ends_on=programme.ends_on,
        takes_applications=programme.joining == Joining.APPLICATION,
        applications_until=programme.applications_until,
        experts=experts_in(programme).count(),
        intake=programme.questions.filter(use="intake", retired_at=None).count(),
    )


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(settings.HUB_TIME_ZONE)).date()
