"""What people's own calendars say about one time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from agenda.models import BusyTime, CalendarReading
from agenda.queries.ledger import Reading


@dataclass(frozen=True)
class OwnCalendar:
    """What is known of one person's own calendar, and what it shows at the time that was asked about."""

    reading: Reading
    shows: Sequence[BusyTime]


def own_calendars_at(
    people: Collection[int], starts_at: datetime, ends_at: datetime
) -> Mapping[int, OwnCalendar]:
    """Of those of `people` (ids) who connected one, at [starts_at, ends_at). One statement, two where anybody did."""
    rows = CalendarReading.objects.filter(person__in=people)
    fields = ("person", "state", "as_of", "offer_when_unknown")
    readings = {person: Reading(*reading) for person, *reading in rows.values_list(*fields)}
    if not readings:
        return {}
    during = BusyTime.objects.filter(person__in=readings, during__overlap=(starts_at, ends_at))
    found = list(during.order_by("during", "pk"))
    return {
        person: OwnCalendar(reading, [one for one in found if one.person_id == person])
        for person, reading in readings.items()
    }
