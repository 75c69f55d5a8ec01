"""On which clock a person lives: the one at home, or that of a journey while it lasts."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from accounts.models import Person
from agenda.availability import Travel
from agenda.intentions import Intentions, Turn, turns, zone_at
from storing import planned_cursor

JOURNEYS = """
SELECT person_id, from_on, to_on, time_zone FROM agenda_travel WHERE person_id = ANY(%s) ORDER BY from_on
"""
_KNOWN = "known_journeys"  # the attribute of a person in hand, asked for many times in one message


def know_journeys(people: Iterable[Person]) -> None:
    """Read the journeys of all these people in one statement; of those already read, none."""
    unknown = [person for person in people if not hasattr(person, _KNOWN)]
    if not unknown:
        return
    journeys: dict[int, list[Travel]] = {person.pk: [] for person in unknown}
    with planned_cursor() as cursor:
        cursor.execute(JOURNEYS, [list(journeys)])
        for person_id, *trip in cursor.fetchall():
            journeys[person_id].append(Travel(*trip))
    for person in unknown:
        setattr(person, _KNOWN, tuple(journeys[person.pk]))


def know_said(people: Iterable[Person], said: Mapping[int, Intentions]) -> None:
    """The journeys around a window are known already, with all that these people `said` about it: enough for whatever
    is told about a session in that window. No statement.
    """
    for person in people:
        if person.pk in said and not hasattr(person, _KNOWN):
            setattr(person, _KNOWN, tuple(said[person.pk].travel))


def journeys_of(person: Person) -> tuple[Travel, ...]:
    """All journeys of a person, the earliest first. One statement, unless they are known."""
    know_journeys([person])
    known: tuple[Travel, ...] = getattr(person, _KNOWN)
    return known


def zone_of(person: Person, instant: datetime) -> str:
    """The IANA zone on whose clock the person lives at an aware `instant`."""
    trips = ((trip.from_on, trip.to_on, trip.time_zone) for trip in journeys_of(person))
    return zone_at(person.time_zone, trips, instant)


def turns_of(person: Person) -> list[Turn]:
    """The person's clock over all time, as `agenda.intentions.turns` tells it."""
    return turns(person.time_zone, journeys_of(person))
