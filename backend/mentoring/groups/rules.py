"""What of a group session is arithmetic. Plain values in, plain values out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_SEATS = 200
LONGEST_LEAD = 4 * 7 * 24  # hours, before the start
LONGEST_OFFER = 7 * 24  # hours


@dataclass(frozen=True)
class Occupancy:
    """How many seats there are, how many are taken or offered just now, and how many people wait."""

    seats: int
    taken: int
    offered: int
    waiting: int

    @property
    def free(self) -> int:
        """Seats for whoever comes next: those that nobody has and nobody waits for."""
        return max(0, self.seats - self.taken - self.offered - self.waiting)


def offer_ends_at(heard_at: datetime, hours: int, closes_at: datetime) -> datetime:
    """Until when an offer stands: `hours` from when its reader can hear of it, never past the close.

    `heard_at` is the end of the reader's quiet hours where the offer comes in the night.
    """
    return min(heard_at + timedelta(hours=hours), closes_at)


def numbers_to_add(present: Collection[int], seats: int) -> list[int]:
    """The lowest numbers that are missing for so many seats in all."""
    missing = (number for number in range(1, MOST_SEATS + 1) if number not in present)
    return [number for number, _ in zip(missing, range(seats - len(present)), strict=False)]


def numbers_to_remove(present: Collection[int], held: Collection[int], seats: int) -> list[int]:
    """The highest numbers without a person, for so many seats in all; fewer where too many are held."""
    loose = sorted(set(present) - set(held), reverse=True)
    return loose[: max(0, len(present) - seats)]


@dataclass(frozen=True)
class Standing:
    """How a group session stands for one person at `now`; `place` is what they have of it, or empty."""

    is_open: bool
    starts_at: datetime
    closes_at: datetime
    now: datetime
    place: str
    free: int


def deeds_of_startup(standing: Standing) -> list[str]:
    """What a member of a startup can do now: join, wait, leave, take, decline."""
    if not standing.is_open or standing.now >= standing.starts_at:
        return []
    if standing.place == "offered":
        return ["take", "decline"]
    if standing.place in ("waiting", "taken"):
        return ["leave"]
    if standing.now >= standing.closes_at:
        return []
    return ["join"] if standing.free else ["wait"]


def deeds_of_host(standing: Standing, *, coordinates: bool) -> list[str]:
    """What the expert and the coordinators can do now: change, cancel; who coordinates, remove people."""
    if not standing.is_open or standing.now >= standing.starts_at:
        return []
    return ["change", "cancel", *(["remove"] if coordinates else [])]
