"""What is asked of a plan: guests with the slots in which they are there, and the meetings that might take place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Slot = int
Slots = int  # a set of them: bit t is slot t


class BadEvent(ValueError):
    """The question makes no sense: `code` is stable, `where` names the part."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{code}: {where}")
        self.code, self.where = code, where


@dataclass(frozen=True)
class Guest:
    """Somebody who is there in the slots of `present`, has at most `most` meetings (None: as many as fit), and should have
    `least` of them."""

    id: str
    present: Slots
    most: int | None = None
    least: int = 0


@dataclass(frozen=True)
class Meeting:
    """Guests (positions) who might meet in a slot of `within`, later than every meeting (position) of `after`; their meeting
    is worth `value`, and `stay` more in the slot `home`, where they have been told it is."""

    id: str
    people: tuple[int, ...]
    within: Slots
    value: int = 0
    after: tuple[int, ...] = ()
    home: Slot | None = None
    stay: int = 0


@dataclass(frozen=True)
class Event:
    """So many slots with so many tables in each. Guests and meetings are known by their position. Each meeting that brings a
    guest nearer to their `least` is worth `least_worth` more."""

    tables: Sequence[int]
    guests: Sequence[Guest]
    meetings: Sequence[Meeting]
    least_worth: int = 0

    def __post_init__(self) -> None:
        if min(self.tables, default=0) < 0:
            raise BadEvent("negative", "tables")
        if min([self.least_worth, *(guest.least for guest in self.guests)]) < 0:
            raise BadEvent("negative", "least")
        _refuse_twins("guests", [guest.id for guest in self.guests])
        _refuse_twins("meetings", [meeting.id for meeting in self.meetings])
        for at, meeting in enumerate(self.meetings):
            self._check(at, meeting)

    def _check(self, at: int, meeting: Meeting) -> None:
        if not meeting.people or len(set(meeting.people)) < len(meeting.people):
            raise BadEvent("not_several_people", meeting.id)
        if not all(0 <= person < len(self.guests) for person in meeting.people):
            raise BadEvent("unknown_guest", meeting.id)
        if not all(0 <= other < len(self.meetings) and other != at for other in meeting.after):
            raise BadEvent("unknown_meeting", meeting.id)
        if min(meeting.value, meeting.stay) < 0:
            raise BadEvent("negative", meeting.id)

    @property
    def slots(self) -> int:
        return len(self.tables)

    def may(self, meeting: Meeting) -> Slots:
        """The slots in which everybody is there, a table is, and the meeting may be."""
        found = meeting.within & self._with_tables()
        for person in meeting.people:
            found &= self.guests[person].present
        return found

    def _with_tables(self) -> Slots:
        return bits(slot for slot, tables in enumerate(self.tables) if tables)


def bits(slots: Iterable[Slot]) -> Slots:
    """The set of these slots."""
    found = 0
    for slot in slots:
        found |= 1 << slot
    return found


def members(slots: Slots) -> Iterator[Slot]:
    """The slots of a set, ascending."""
    while slots:
        lowest = slots & -slots
        yield lowest.bit_length() - 1
        slots ^= lowest


def _refuse_twins(what: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise BadEvent("twice", f"{what} {one}")
        seen.add(one)
