"""Everything the search is told about people: one statement however many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache

from accounts.models import Person
from agenda.availability import Availability, BookedSession, SessionRules, WeeklyRange
from agenda.intentions import Intentions
from agenda.loading import dates_around
from agenda.models import MINUTES_OF_A_DAY, BookingLimits, WeeklyHours
from agenda.queries.ledger import Known, Reading, known_of
from agenda.queries.questions import Together, Window


@dataclass(frozen=True)
class Expert:
    """A person whose time is offered, by their own hours and limits."""

    said: Intentions
    availability: Availability
    rules: SessionRules

    @cached_property
    def paused(self) -> Availability:
        """The same with the pauses that a session needs worked into what is taken of this person: nobody else
        who takes part has to keep them. What takes no time needs no pause.
        """
        before, after = self.rules.buffer_before_minutes, self.rules.buffer_after_minutes
        return replace(
            self.availability,
            busy=tuple((start - after, end + before) for start, end in self.availability.busy if start < end),
            sessions=tuple(_with_pause(session, before, after) for session in self.availability.sessions),
        )

    @cached_property
    def rules_beside_others(self) -> SessionRules:
        """The rules for `paused`."""
        return _without_pauses(self.rules)

    def with_others(self, others: Sequence[Availability]) -> tuple[list[Availability], SessionRules]:
        """What the search takes: this person, whose clock sets the grid, then the others."""
        if not others or not (self.rules.buffer_before_minutes or self.rules.buffer_after_minutes):
            return [self.availability, *others], self.rules
        return [self.paused, *others], self.rules_beside_others


@dataclass(frozen=True)
class People:
    """Whom a search is about, with all that is `known` of them (by ids) for `window`."""

    asked: Together
    window: Window
    known: Mapping[int, Known]

    @cached_property
    def experts(self) -> Mapping[int, Expert]:
        """Those who are there, in the order asked for."""
        return {
            person: _expert(self.known[person], self.asked, self.window)
            for person in self.asked.experts
            if person in self.known
        }

    @cached_property
    def beside(self) -> tuple[Availability, ...]:
        return tuple(_beside(person, self.known[person.pk], self.window) for person in self.asked.beside)

    @property
    def readings(self) -> dict[int, Reading]:
        """What is known of everybody's own calendars, of those that were connected."""
        return {person: known.reading for person, known in self.known.items() if known.reading is not None}

    @property
    def said(self) -> dict[int, Intentions]:
        """What each of them said about their time."""
        return {person: known.said for person, known in self.known.items()}

    def without_holidays(self, person: int) -> Expert:
        """The expert as if no public holidays were kept."""
        known = self.known[person]
        return _expert(replace(known, said=replace(known.said, country="")), self.asked, self.window)


@lru_cache(maxsize=1024)
def _without_pauses(rules: SessionRules) -> SessionRules:
    return replace(rules, buffer_before_minutes=0, buffer_after_minutes=0)


def _with_pause(session: BookedSession, before: int, after: int) -> BookedSession:
    begins, ends = session.occupied
    if begins == ends:
        return session
    return replace(
        session,
        buffer_before_minutes=session.buffer_before_minutes + after,
        buffer_after_minutes=session.buffer_after_minutes + before,
    )


def known_people(asked: Together, window: Window, now: datetime, *, loads: bool = False) -> People:
    """What is known of everybody about `window`: one statement."""
    known = known_of(
        [*asked.experts, *(person.pk for person in asked.beside)],
        experts=asked.experts,
        window=window,
        now=now,
        offer=asked.offer.slug,
        moving=asked.moving,
        loads=loads,
    )
    return People(asked, window, known)


def _expert(known: Known, asked: Together, window: Window) -> Expert:
    """An expert who does not give sessions of that length has no hours for them."""
    said, taken, offer = known.said, known.taken, asked.offer
    if not said.limits.offers(offer.session_minutes):
        said = Intentions(said.time_zone, limits=said.limits)
    availability = said.availability(
        *dates_around(window), busy=taken.busy, counted=taken.counted, unknown=known.is_closed
    )
    rules = said.limits.rules_for(
        minutes=offer.session_minutes,
        step_minutes=offer.step_minutes,
        notice=offer.notice,
        horizon_days=offer.horizon_days,
    )
    if asked.closed:
        rules = replace(rules, closed=asked.closed)
    if offer.within:
        rules = replace(rules, within=offer.within)
    return Expert(known.said, availability, rules)


def _beside(person: Person, known: Known, window: Window) -> Availability:
    """Somebody who asks: in the humane hours of their working days, on the clock of wherever they are. Their own
    calendar counts like an expert's.
    """
    said = replace(known.said, weekly=list(humane_week(person)))
    taken = said.availability(*dates_around(window), busy=known.taken.busy, unknown=known.is_closed)
    return replace(taken, asks=True)


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
