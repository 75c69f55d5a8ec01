"""Whether somebody accepts to meet at an hour, whatever is booked."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import Person
from agenda import slots
from agenda.availability import Availability, SessionRules
from agenda.loading import intentions_of
from agenda.queries.people import humane_week
from agenda.slots import Reason


def outside_humane_hours(
    person: Person, starts: Sequence[datetime], *, minutes: int, now: datetime
) -> list[datetime]:
    """Those of the `starts` whose session would not lie in the person's humane hours, wherever they are then."""
    window = min(starts), max(starts) + timedelta(minutes=minutes)
    said = intentions_of([person.pk], window=window, now=now)[person.pk]
    who = Availability(said.time_zone, humane_week(person), travel=tuple(said.travel))
    rules = SessionRules(minutes=minutes, step_minutes=1)
    return [start for start in starts if slots.refusal(start, [who], rules, now=now) is Reason.OUTSIDE_HOURS]
