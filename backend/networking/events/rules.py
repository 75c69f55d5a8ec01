"""What an event needs before it is announced, and which seats come and go. Plain values only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Lack:
    """What is missing: the field and a stable code."""

    field: str
    code: str


def lacks_before_open(
    *,
    texts: Mapping[str, str],
    is_somewhere: bool,
    tables: int,
    seats: Mapping[str, int],
    closes_at: datetime,
    now: datetime,
) -> list[Lack]:
    """What an event needs before anybody is shown it; `seats` by kind of guest."""
    lacks = [Lack(field, "empty") for field, text in texts.items() if not text.strip()]
    if not is_somewhere:
        lacks.append(Lack("place", "empty"))
    if not tables:
        lacks.append(Lack("tables", "none"))
    lacks += [Lack(f"{kind}_seats", "none") for kind, number in seats.items() if not number]
    if closes_at <= now:
        lacks.append(Lack("held_on", "past"))
    return lacks


def numbers_to_add(present: Collection[int], seats: int) -> list[int]:
    """The lowest numbers that are missing for so many seats in all."""
    wanted = seats - len(present)
    numbers = (number for number in range(1, seats + len(present) + 1) if number not in present)
    return [number for number, _ in zip(numbers, range(wanted), strict=False)]


def numbers_to_remove(present: Collection[int], held: Collection[int], seats: int) -> list[int]:
    """The highest numbers without a guest, for so many seats in all; fewer where too many are held."""
    loose = sorted(set(present) - set(held), reverse=True)
    return loose[: max(0, len(present) - seats)]
