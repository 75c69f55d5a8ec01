"""On which clock a person lives: the one at home, or that of a journey while it lasts."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import prefetch_related_objects

from accounts.models import Person
from agenda.availability import Travel
from agenda.intentions import zone_at


def know_journeys(people: Iterable[Person]) -> None:
    """Read the journeys of all these people in one statement; of those already read, none."""
    prefetch_related_objects(list(people), "travels")


def journeys_of(person: Person) -> tuple[Travel, ...]:
    """All journeys of a person, the earliest first. One statement, unless they are known."""
    know_journeys([person])
    return tuple(Travel(trip.from_on, trip.to_on, trip.time_zone) for trip in person.travels.all())


def zone_of(person: Person, instant: datetime) -> str:
    """The IANA zone on whose clock the person lives at an aware `instant`."""
    trips = ((trip.from_on, trip.to_on, trip.time_zone) for trip in journeys_of(person))
    return zone_at(person.time_zone, trips, instant)
