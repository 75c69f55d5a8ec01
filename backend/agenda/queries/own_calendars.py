"""What people's own calendars say about times."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q

from agenda.models import BusyTime, CalendarReading
from agenda.queries.ledger import Reading

Time = tuple[datetime, datetime]  # half-open


@dataclass(frozen=True)
class OwnCalendar:
    """What is known of one person's own calendar, and what it shows at the times that were asked about."""

    reading: Reading
    shows: Sequence[BusyTime]


def readings_of(people: Collection[int]) -> dict[int, Reading]:
    """What is known of the own calendars of those of `people` (ids) who connected one. One statement."""
    rows = CalendarReading.objects.filter(person__in=people)
    fields = ("person", "state", "as_of", "offer_when_unknown")
    return {person: Reading(*reading) for person, *reading in rows.values_list(*fields)}


def own_calendars_at(people: Collection[int], times: Sequence[Time]) -> Mapping[int, OwnCalendar]:
    """Of those of `people` (ids) who connected one, at any of the `times`. One statement, two where anybody did."""
    readings = readings_of(people)
    if not readings:
        return {}
    at_those = reduce(or_, (Q(during__overlap=time) for time in times))
    found = list(BusyTime.objects.filter(at_those, person__in=readings).order_by("during", "pk"))
    return {
        person: OwnCalendar(reading, [one for one in found if one.person_id == person])
        for person, reading in readings.items()
    }
