"""The hours of the week that are somebody's over a whole programme: humane or offered, and not taken in any week."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from accounts.models import Person
from agenda import wall_clock
from agenda.availability import WeeklyRange
from agenda.common_hours import QUARTER, OwnWeek, weeks_on_one_clock
from agenda.intervals import Span
from agenda.loading import intentions_of
from agenda.models import Commitment
from agenda.queries.people import humane_week
from directory.models import Expert, Startup, StartupMember

WORKING_DAYS = 5  # Monday to Friday
A_QUARTER = timedelta(minutes=QUARTER)
Spans = list[list[int]]  # of quarters of the week, Monday 00:00 on the hub's clock first


@dataclass(frozen=True)
class Weeks:
    """By id; a startup's is that of the first of its people."""

    of_startups: Mapping[int, Spans]
    of_experts: Mapping[int, Spans]


def free_weeks(
    startups: Sequence[Startup],
    experts: Sequence[Expert],
    *,
    first: date,
    last: date,
    now: datetime,
    offer: str,
) -> Weeks:
    """Of startups the humane hours of working days, of experts those that they offer (for `offer`, the slug of the programme), less what
    stands in their agenda from `first` to `last`. Four statements."""
    asking = _first_members(startups)
    window = _midnight(first), _midnight(last + timedelta(days=1))
    offered = intentions_of([one.person_id for one in experts], window=window, now=now, offer=offer)
    own = {
        **{person.pk: _own_week(person.time_zone, _working_week(person)) for person in asking.values()},
        **{person: _own_week(said.time_zone, said.weekly) for person, said in offered.items()},
    }
    free = _free(own, first, last)
    _take_out(free, window, now)
    spans = {person: _spans(mask) for person, mask in free.items()}
    return Weeks(
        {one.pk: spans[asking[one.pk].pk] if one.pk in asking else [] for one in startups},
        {one.pk: spans.get(one.person_id, []) for one in experts},
    )


def _first_members(startups: Sequence[Startup]) -> dict[int, Person]:
    members = StartupMember.objects.filter(startup__in=startups, person__is_active=True)
    rows = members.order_by("startup", "pk").select_related("person")
    found: dict[int, Person] = {}
    for member in rows:
        found.setdefault(member.startup_id, member.person)
    return found


def _working_week(person: Person) -> list[WeeklyRange]:
    """A single session may be on a Saturday; nobody is given one for every week."""
    return [one for one in humane_week(person) if one.weekday < WORKING_DAYS]


def _own_week(zone: str, ranges: Iterable[WeeklyRange]) -> OwnWeek:
    days: list[list[Span]] = [[] for _ in range(7)]
    for one in ranges:
        days[one.weekday].append((one.starts_minute, one.ends_minute))
    return OwnWeek(zone, tuple(tuple(sorted(spans)) for spans in days))


def _free(own: Mapping[int, OwnWeek], first: date, last: date) -> dict[int, NDArray[np.bool_]]:
    masks = weeks_on_one_clock(
        list(own.values()),
        settings.HUB_TIME_ZONE,
        first=wall_clock.day_of(first),
        last=wall_clock.day_of(last),
    )
    return dict(zip(own, masks, strict=True))


def _take_out(
    free: Mapping[int, NDArray[np.bool_]], window: tuple[datetime, datetime], now: datetime
) -> None:
    """What is taken in one week is not free in all."""
    commitments = Commitment.objects.standing_at(now).filter(person__in=list(free), during__overlap=window)
    for person, during in commitments.values_list("person", "during"):
        start = _quarter(during.lower)
        begun = timedelta(minutes=during.lower.minute % QUARTER, seconds=during.lower.second)
        end = start - (during.lower - begun - during.upper) // A_QUARTER
        free[person][np.arange(start, end) % len(free[person])] = False


def _quarter(instant: datetime) -> int:
    """Which of the week's on the hub's clock."""
    shown = instant.astimezone(ZoneInfo(settings.HUB_TIME_ZONE))
    return (shown.weekday() * 1440 + shown.hour * 60 + shown.minute) // QUARTER


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(settings.HUB_TIME_ZONE))


def _spans(mask: NDArray[np.bool_]) -> Spans:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return [[int(start), int(end)] for start, end in edges.reshape(-1, 2)]
