"""What of an event is arithmetic: its timetable, its states, who may do what when. Plain values in, plain values out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

MOST_SEATS = 2000  # of one kind of guest
MOST_TABLES = 300
MOST_ROUNDS = 60
LONGEST_LEAD = 60 * 24  # hours, before the doors open
LONGEST_OFFER = 7 * 24  # hours
DAY_MINUTES = 1440

DRAFT, OPEN, CLOSED, PUBLISHED, RUNNING, DONE, CANCELLED = (
    "draft",
    "open",
    "closed",
    "published",
    "running",
    "done",
    "cancelled",
)
# From where each step leads to what.
STEPS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "open": ((DRAFT, CLOSED), OPEN),
    "close": ((OPEN,), CLOSED),
    "publish": ((CLOSED, PUBLISHED), PUBLISHED),
    "start": ((CLOSED, PUBLISHED), RUNNING),
    "finish": ((RUNNING,), DONE),
    "cancel": ((DRAFT, OPEN, CLOSED, PUBLISHED, RUNNING), CANCELLED),
}


@dataclass(frozen=True)
class Span:
    """Minutes [starts, ends) after the first round began."""

    starts: int
    ends: int


@dataclass(frozen=True)
class Timetable:
    """`rounds` of `round_minutes`, `change_minutes` apart; `pauses` are further minutes after the round of that number."""

    rounds: int
    round_minutes: int
    change_minutes: int = 0
    pauses: Mapping[int, int] | None = None

    def spans(self) -> list[Span]:
        """When each round is; time passes in minutes, whatever clocks on walls are set to meanwhile."""
        spans, at = [], 0
        for number in range(1, self.rounds + 1):
            spans.append(Span(at, at + self.round_minutes))
            at += self.round_minutes + self.change_minutes + (self.pauses or {}).get(number, 0)
        return spans

    @property
    def minutes(self) -> int:
        """From the beginning of the first round to the end of the last."""
        spans = self.spans()
        return spans[-1].ends if spans else 0


def rounds_present(
    rounds: Sequence[tuple[datetime, datetime]], *, since: datetime | None, until: datetime | None
) -> list[int]:
    """The numbers, from 1, of the rounds that lie wholly within a guest's presence; None is no bound."""
    return [
        number
        for number, (starts_at, ends_at) in enumerate(rounds, start=1)
        if (since is None or since <= starts_at) and (until is None or ends_at <= until)
    ]


def minutes_into(at: time, doors: time) -> int:
    """Minutes after 00:00 of the event's date; an hour before the doors open belongs to the night after."""
    minute = at.hour * 60 + at.minute
    return minute if minute >= doors.hour * 60 + doors.minute else minute + DAY_MINUTES


def offer_ends_at(heard_at: datetime, hours: int, closes_at: datetime) -> datetime:
    """Until when an offered place is kept: `hours` from when its reader can hear of it, never past the close."""
    return min(heard_at + timedelta(hours=hours), closes_at)


@dataclass(frozen=True)
class Standing:
    """How an event stands for one guest; `state` is of their registration, or empty."""

    event: str
    state: str
    now: datetime
    closes_at: datetime
    cancel_until: datetime
    ends_at: datetime


def deeds_of_guest(standing: Standing) -> list[str]:
    """What a guest can do now: register, change, wish, take, decline, cancel."""
    is_open = standing.event == OPEN and standing.now < standing.closes_at
    planning = standing.event in (OPEN, CLOSED) and standing.now < standing.ends_at
    deeds = []
    if is_open and standing.state in ("", "invited", "cancelled"):
        deeds.append("register")
    if is_open and standing.state in ("pending", "approved", "waitlisted", "offered"):
        deeds.append("change")
    if planning and standing.state == "approved":
        deeds.append("wish")
    if is_open and standing.state == "offered":
        deeds += ["take", "decline"]
    if standing.now < standing.cancel_until and standing.state in (
        "invited",
        "pending",
        "approved",
        "waitlisted",
    ):
        deeds.append("cancel")
    return deeds
