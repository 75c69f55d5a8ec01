"""What the agenda is asked."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from accounts.models import Person
from agenda.intervals import Span
from agenda.wall_clock import minute_before

Window = tuple[datetime, datetime]


@dataclass(frozen=True)
class Offer:
    """What kind of session is looked for, as a programme says it; experts may keep hours for its `slug`. It begins
    `within` that span (minutes since 1970, half-open), or whenever."""

    session_minutes: int
    step_minutes: int
    notice: timedelta
    horizon_days: int | None
    slug: str = ""
    within: Span | None = None

    def includes(self, start: datetime) -> bool:
        """Whether it is offered on that date at all."""
        return self.within is None or self.within[0] <= minute_before(start) < self.within[1]


@dataclass(frozen=True)
class Question:
    """One expert's time for an offer, in `beside`'s humane hours and never when they are committed elsewhere.

    Other experts (`also`, ids of people) and `colleagues` of those beside may take part: then it has to suit them too.
    `moving` is an appointment that is to get another time: it does not stand in its own way. Nothing is offered in
    the spans that are `closed` to whoever asks.
    """

    expert: Person
    offer: Offer
    beside: Person | None = None
    moving: UUID | None = None
    closed: tuple[Span, ...] = ()
    also: tuple[int, ...] = ()
    colleagues: tuple[Person, ...] = ()

    @property
    def together(self) -> "Together":
        beside = ((self.beside,) if self.beside else ()) + self.colleagues
        return Together((self.expert.pk, *self.also), self.offer, beside, self.moving, self.closed)


@dataclass(frozen=True)
class Together:
    """The time of `experts` (ids of people) for an offer, each alone or all at once, and of those `beside` them.

    Nothing is offered in the spans that are `closed` (minutes since 1970) to whoever asks.
    """

    experts: tuple[int, ...]
    offer: Offer
    beside: tuple[Person, ...] = field(default=())
    moving: UUID | None = None
    closed: tuple[Span, ...] = ()
