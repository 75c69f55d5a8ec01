"""When a pair that has begun could meet for the first time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import Person
from agenda.own_clock import know_said, zone_of
from agenda.queries import Together, told_starts
from mentoring.models import Relation, RelationState
from mentoring.queries import offer_of
from mentoring.quota_standing import quota_standings, within_quota
from mentoring.relations.queries import members_of, side_of
from mentoring.relations.rules import STARTUP

FURTHEST = timedelta(days=62)  # ahead


@dataclass(frozen=True)
class FirstHour:
    """A start that can be booked now, and the zones in which both live then. `is_as_offered`: at the weekly hour that came
    with the offer."""

    starts_at: datetime
    is_as_offered: bool
    expert_time_zone: str
    founder_time_zone: str


def first_hour_of(relation: Relation, viewer: Person, now: datetime) -> FirstHour | None:
    """The first free start at the pair's weekly hour, else the first of all; None before it begins, while no sessions are
    agreed in the programme, or where nothing suits both. The startup comes as the viewer, or whoever is there longest."""
    founder = viewer if side_of(viewer, relation) == STARTUP else next(iter(members_of(relation)), None)
    programme = relation.programme
    if founder is None or relation.state != RelationState.ACTIVE or not programme.is_running:
        return None
    expert = relation.expert.person
    asked = Together(experts=(expert.pk,), offer=offer_of(programme), beside=(founder,))
    ahead = min(FURTHEST, timedelta(days=programme.horizon_days + 1))
    told = told_starts(asked, window=(now, now + ahead), now=now)
    standings = quota_standings(relation.startup, [programme], now=now).get(programme.pk, [])
    starts = within_quota(told.starts, standings)
    as_offered = [one for one in starts if minute_of_week(one) == relation.weekly_minute]
    if not starts:
        return None
    start = (as_offered or starts)[0]
    know_said([expert, founder], told.said)
    return FirstHour(start, bool(as_offered), zone_of(expert, start), zone_of(founder, start))


def minute_of_week(instant: datetime) -> int:
    """What the hub's clock shows, in minutes since Monday 00:00."""
    shown = instant.astimezone(ZoneInfo(settings.HUB_TIME_ZONE))
    return (shown.weekday() * 24 + shown.hour) * 60 + shown.minute
