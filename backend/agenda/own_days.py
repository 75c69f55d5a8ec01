"""A person's own days, as their calendar shows them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from accounts.models import Person
from agenda import slots, wall_clock
from agenda.availability import Availability
from agenda.dates import date_at
from agenda.holidays_of import holidays_between
from agenda.intentions import Closed, dates_between
from agenda.loading import dates_around, intentions_of
from agenda.models import BusyTime, Commitment


@dataclass(frozen=True)
class Range:
    """[starts_at, ends_at) in UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class OwnCommitment(Range):
    """Time of the person's that is taken, without buffers."""

    appointment_id: str | None
    held: bool


@dataclass(frozen=True)
class OwnBusy(Range):
    """An event of the person's own calendar elsewhere; what it is called only where they let that be kept."""

    title: str


@dataclass(frozen=True)
class OwnDay:
    """One local date: the clock it is lived on, what is open, why not, and what begins on it."""

    on: date
    time_zone: str
    open: Sequence[Range]
    closed_because: Closed | None
    holiday: str | None
    overridden: bool
    commitments: Sequence[OwnCommitment]
    busy: Sequence[OwnBusy]


def own_days(person: Person, *, first: date, last: date, now: datetime) -> list[OwnDay]:
    """The days from `first` to `last`, both included, with the hours of the default schedule. Three statements."""
    window = _midnight(first), _midnight(last + timedelta(days=1))
    said = intentions_of([person.pk], window=window, now=now)[person.pk]
    who = said.availability(*dates_around(window))
    taken, elsewhere = _commitments(person, who, window, now), _busy(person, who, window)
    holidays = holidays_between(person.country, first, last, person.language)
    return [
        OwnDay(
            on=on,
            time_zone=said.zone_on(on),
            open=_open(who, on),
            closed_because=said.closed_because(on),
            holiday=holidays.get(on),
            overridden=on in said.overrides,
            commitments=taken.get(on, ()),
            busy=elsewhere.get(on, ()),
        )
        for on in dates_between(first, last)
    ]


def _open(who: Availability, on: date) -> list[Range]:
    spans = slots.openings_on(who, wall_clock.day_of(on))
    return [Range(wall_clock.instant(start), wall_clock.instant(end)) for start, end in spans]


def _commitments(
    person: Person, who: Availability, window: tuple[datetime, datetime], now: datetime
) -> Mapping[date, Sequence[OwnCommitment]]:
    """What is taken, by the date on which it begins on the person's clock."""
    rows = (
        Commitment.objects.standing_at(now)
        .filter(person=person, during__overlap=(window[0] - timedelta(days=2), window[1] + timedelta(days=2)))
        .order_by("during")
        .values_list(
            "during", "appointment_id", "appointment__starts_at", "appointment__ends_at", "expires_at"
        )
    )
    found: defaultdict[date, list[OwnCommitment]] = defaultdict(list)
    for during, appointment, starts_at, ends_at, expires_at in rows:
        begins, ends = starts_at or during.lower, ends_at or during.upper
        on = wall_clock.date_of(date_at(who, wall_clock.minute_before(begins)))
        name = None if appointment is None else str(appointment)
        found[on].append(OwnCommitment(begins, ends, name, expires_at is not None))
    return found


def _busy(
    person: Person, who: Availability, window: tuple[datetime, datetime]
) -> Mapping[date, Sequence[OwnBusy]]:
    """What their own calendars show, by the date on which it begins on the person's clock."""
    around = (window[0] - timedelta(days=2), window[1] + timedelta(days=2))
    rows = BusyTime.objects.filter(person=person, during__overlap=around).order_by("during", "pk")
    found: defaultdict[date, list[OwnBusy]] = defaultdict(list)
    for during, title in rows.values_list("during", "title"):
        on = wall_clock.date_of(date_at(who, wall_clock.minute_before(during.lower)))
        found[on].append(OwnBusy(during.lower, during.upper, title))
    return found


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)
