"""A series of two connected people, and what Google shows of it."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID, uuid4

from agenda.models import Appointment
from agenda.recurrence import Frequency, Rule, WallStart
from calendars import google as our_google
from calendars import operations
from calendars.models import CalendarEvent, GoogleConnection
from calendars.recurring import Pattern
from tests.emulators import GoogleEmulatorHandle
from tests.factories import appointments
from tests.integration.calendars.hub import (
    MENTOR_AT_GOOGLE,
    NOW,
    Pair,
)

START = WallStart(date(2027, 2, 23), time(16), "America/Los_Angeles")
RULE = Rule(Frequency.WEEKLY, weekdays=(1,), count=4)
ALL = ["02-24 00:00", "03-03 00:00", "03-10 00:00", "03-16 23:00"]  # daylight saving begins on 14 March


@dataclass
class ASeries:
    """Four Tuesdays at 16:00 in California, and what is wanted of them."""

    pair: Pair
    pk: UUID = field(default_factory=uuid4)
    pattern: Pattern = field(
        default_factory=lambda: Pattern.of(RULE, START, minutes=60, until_on=date(2027, 3, 16))
    )
    standing: dict[date, Appointment] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for on in self.pattern.dates:
            if on not in self.standing:
                self.standing[on] = self.an_appointment(on)

    def an_appointment(self, on: date) -> Appointment:
        starts_at = self.pattern.span_on(on).starts_at
        return appointments.an_appointment(*self.pair.people, starts_at=starts_at)

    @property
    def dates(self) -> tuple[date, ...]:
        return self.pattern.dates

    def plan(self) -> CalendarEvent:
        for one in self.standing.values():
            one.refresh_from_db()
        event = operations.plan_series(
            series_id=self.pk,
            pattern=self.pattern,
            standing=self.standing,
            people=self.pair.people,
            summary="Mentoring",
            description="Every time at 16:00 in Los Angeles",
            now=NOW,
        )
        assert event is not None
        return event

    def move(self, on: date, by: timedelta) -> None:
        one = self.standing[on]
        appointments.moved(one, one.starts_at + by)

    def until(self, on: date) -> None:
        """The rule goes on, or ends, with this date."""
        known = set(self.dates)
        self.pattern = Pattern.of(RULE, START, minutes=60, until_on=on)
        self.standing = {at: one for at, one in self.standing.items() if at <= on}
        self.standing |= {at: self.an_appointment(at) for at in self.dates if at not in known}


def shown(pair: Pair) -> list[str]:
    """The starts on the founder's own calendar, as Google expands it; the mentor's must be the same."""
    both = []
    for person in pair.people:
        connection = GoogleConnection.objects.get(person=person)
        with our_google.calendar_of(connection, on_tokens=lambda _: None) as calendar:
            events = calendar.list_events(single_events=True).events
        both.append(sorted(f"{event.starts_at:%m-%d %H:%M}" for event in events if event.starts_at))
    assert both[0] == both[1]
    return both[0]


def mails(google: GoogleEmulatorHandle) -> list[str]:
    """The kinds of the mails that Google sent the guest."""
    assert {to for to, _ in google.mails()} <= {MENTOR_AT_GOOGLE}
    return [kind for _, kind in google.mails()]
