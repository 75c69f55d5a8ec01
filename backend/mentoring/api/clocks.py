"""On whose clock somebody lives while starts are offered: at home, or on a journey."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rest_framework import serializers

from accounts.models import Person
from agenda.intentions import Intentions
from agenda.own_clock import journeys_of
from mentoring.refusals import instant


class ClockSerializer(serializers.Serializer[Any]):
    from_at = serializers.DateTimeField(help_text="From this start on")
    time_zone = serializers.CharField()


def said_by(person: Person, known: Mapping[int, Intentions]) -> Intentions:
    """Home and journeys of somebody who asks: known already if they take part, else one statement."""
    return known.get(person.pk) or Intentions(person.time_zone, travel=list(journeys_of(person)))


def clock_of(said: Intentions, starts: Iterable[datetime]) -> list[dict[str, str]]:
    """The zones on whose clocks the `starts` lie for one person, in order of time, each with its first start.

    Without journeys it is one zone, without starts none.
    """
    if not said.travel:
        first = min(starts, default=None)
        return [{"from_at": instant(first), "time_zone": said.time_zone}] if first else []
    found: list[dict[str, str]] = []
    for start in sorted(starts):
        zone = said.zone_at(start)
        if not found or found[-1]["time_zone"] != zone:
            found.append({"from_at": instant(start), "time_zone": zone})
    return found


def first_zone(said: Intentions, clock: Sequence[Mapping[str, str]], otherwise: datetime) -> str:
    """Where the person lives at the first start; without any at the instant `otherwise`."""
    return clock[0]["time_zone"] if clock else said.zone_at(otherwise)
