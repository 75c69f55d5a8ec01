"""Everything the search is told about people: three statements however many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from accounts.models import Person
from agenda.availability import Availability, SessionRules, WeeklyRange
from agenda.intentions import Intentions
from agenda.loading import dates_around, intentions_of
from agenda.models import MINUTES_OF_A_DAY, BookingLimits, WeeklyHours
from agenda.queries.ledger import BESIDE, Taken, taken_of
from agenda.queries.questions import Offer, Together, Window


@dataclass(frozen=True)
class Expert:
    """A person whose time is offered, by their own hours and limits."""

    said: Intentions
    availability: Availability
    rules: SessionRules

    @cached_property
    def paused(self) -> Availability:
        """The same with the pauses that a session needs worked into what is taken of this person: nobody else
        who takes part has to keep them.
        """
        before, after = self.rules.buffer_before_minutes, self.rules.buffer_after_minutes
        return replace(
            self.availability,
            busy=tuple((start - after, end + before) for start, end in self.availability.busy),
            sessions=tuple(
                replace(
                    session,
                    buffer_before_minutes=session.buffer_before_minutes + after,
                    buffer_after_minutes=session.buffer_after_minutes + before,
                )
                for session in self.availability.sessions
            ),
        )

    @cached_property
    def rules_beside_others(self) -> SessionRules:
        """The rules for `paused`."""
        return replace(self.rules, buffer_before_minutes=0, buffer_after_minutes=0)

    def with_others(self, others: Sequence[Availability]) -> tuple[list[Availability], SessionRules]:
        """What the search takes: this person, whose clock sets the grid, then the others."""
        if not others or not (self.rules.buffer_before_minutes or self.rules.buffer_after_minutes):
            return [self.availability, *others], self.rules
        return [self.paused, *others], self.rules_beside_others


@dataclass(frozen=True)
class People:
    """Whom a search is about: experts in the order asked for, and those beside them."""

    experts: Mapping[int, Expert]
    beside: tuple[Availability, ...]


def known_people(
    asked: Together, window: Window, now: datetime, said: Mapping[int, Intentions] | None = None
) -> People:
    """What is known of everybody about `window`; `said` is what was read of their intentions before.

    An expert who does not give sessions of that length has no hours for them.
    """
    if said is None:
        said = said_by(asked, window, now)
    experts = {person: said[person] for person in asked.experts if person in said}
    taken = taken_of(
        [*experts, *(person.pk for person in asked.beside)],
        offered=list(experts),
        counted=[person for person, one in experts.items() if one.limits.counts_sessions],
        window=window,
        around=max((one.limits.counts_around for one in experts.values()), default=BESIDE),
        now=now,
        moving=asked.moving,
    )
    return People(
        experts={person: _expert(one, taken[person], asked.offer, window) for person, one in experts.items()},
        beside=tuple(_beside(person, said[person.pk], taken[person.pk]) for person in asked.beside),
    )


def said_by(asked: Together, window: Window, now: datetime) -> dict[int, Intentions]:
    """The intentions of everybody: two statements."""
    everybody = [*asked.experts, *(person.pk for person in asked.beside)]
    return intentions_of(everybody, window=window, now=now, offer=asked.offer.slug)


def _expert(said: Intentions, taken: Taken, offer: Offer, window: Window) -> Expert:
    hours = said.availability(*dates_around(window))
    if not said.limits.offers(offer.session_minutes):
        hours = Availability(hours.time_zone)
    rules = said.limits.rules_for(
        minutes=offer.session_minutes,
        step_minutes=offer.step_minutes,
        notice=offer.notice,
        horizon_days=offer.horizon_days,
    )
    return Expert(said, replace(hours, busy=tuple(taken.busy), sessions=tuple(taken.sessions)), rules)


def _beside(person: Person, said: Intentions, taken: Taken) -> Availability:
    """Somebody who asks: in their humane hours, on the clock of wherever they are."""
    return Availability(
        said.time_zone, humane_week(person), travel=tuple(said.travel), busy=tuple(taken.busy)
    )


def humane_week(person: Person) -> tuple[WeeklyRange, ...]:
    """The hours of every day in which the person accepts to meet; over midnight if they end before they begin."""
    start, end = (at.hour * 60 + at.minute for at in (person.humane_from, person.humane_until))
    spans = [(start, end)] if start < end else [(start, MINUTES_OF_A_DAY), (0, end)]
    return tuple(WeeklyRange(day, *span) for day in range(7) for span in spans if span[0] < span[1])


NO_LIMITS = BookingLimits()


def weekly_ranges(person: Person) -> list[WeeklyRange]:
    """The hours of the person's default schedule."""
    rows = WeeklyHours.objects.filter(person=person, schedule__is_default=True)
    return [WeeklyRange(*row) for row in rows.values_list("weekday", "starts_minute", "ends_minute")]
