"""Where startups meet the first free expert: whose turn it is takes the session, and the next where others were faster."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import Person
from agenda import queries as agenda
from agenda.intervals import Span
from agenda.operations import SlotTaken
from directory.models import Expert, Startup
from mentoring.models import Companion, Programme, Session
from mentoring.operations import ask_for_session
from mentoring.own_calendars import Looked
from mentoring.programmes.queries import experts_open_to
from mentoring.programmes.taking_part import require_running, require_startup_in
from mentoring.queries import Whole, offer_of
from mentoring.quota_standing import closed_to
from mentoring.refusals import spans_of

# How many experts of a pool are asked in turn when others are a moment faster.
TURNS = 5
# Who comes a moment too late is offered so many other starts.
NEXT_FREE = 5


def ask_whoever_is_free(
    *,
    programme: Programme,
    startup: Startup,
    starts_at: datetime,
    by: Person,
    now: datetime,
    looked: Looked = None,
    companions: Sequence[Companion] = (),
    **purpose: str,
) -> tuple[Session, Whole]:
    """`ask_for_session` of the expert whose turn it is at that start: the least loaded of those who are free.

    Raises what that raises; SlotTaken with the next free starts where nobody of the programme is free then.
    """
    require_running(programme)
    require_startup_in(programme, startup)
    for _turn in range(TURNS):
        expert = _whose_turn(programme, starts_at, by, now)
        if expert is None:
            break
        try:
            return ask_for_session(
                programme=programme,
                expert=expert,
                startup=startup,
                starts_at=starts_at,
                founder=by,
                by=by,
                now=now,
                looked=looked,
                companions=companions,
                **purpose,
            )
        except SlotTaken:
            continue
    raise _taken(programme, startup, starts_at, by, now)


def _whose_turn(programme: Programme, starts_at: datetime, by: Person, now: datetime) -> Expert | None:
    span = starts_at, starts_at + timedelta(minutes=programme.session_minutes)
    turns = _starts(programme, span, by, now, at_most=1).turns
    return Expert.objects.select_related("person").filter(person__in=turns[:1]).first()


def _taken(
    programme: Programme, startup: Startup, starts_at: datetime, by: Person, now: datetime
) -> SlotTaken:
    closed = closed_to(startup, programme, now=now)
    end = now + timedelta(days=programme.horizon_days + 1)
    window = (starts_at if now < starts_at < end else now), end
    free = _starts(programme, window, by, now, at_most=NEXT_FREE, closed=closed).starts
    return SlotTaken(next_free=spans_of(free, programme.session_minutes))


def _starts(
    programme: Programme,
    window: tuple[datetime, datetime],
    by: Person,
    now: datetime,
    *,
    at_most: int,
    closed: tuple[Span, ...] = (),
) -> agenda.Shared:
    people = list(experts_open_to(programme, by).order_by("pk").values_list("person_id", flat=True))
    experts = agenda.least_loaded(people, at_most=agenda.MOST_AT_LENGTH, now=now)
    asked = agenda.Together(experts=experts, offer=offer_of(programme), beside=(by,), closed=closed)
    return agenda.starts_of_any(asked, window=window, now=now, at_most=at_most)
