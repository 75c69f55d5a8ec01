"""What plainly cannot be, found before anything is searched."""

from networking.rounds.event import Event, Slots, members
from networking.rounds.plan import NOWHERE


class Infeasible(Exception):
    """Not every meeting can take place; `guest` (a position) is somebody whose meetings alone do not fit, if one was found."""

    def __init__(self, guest: int | None = None) -> None:
        super().__init__(guest)
        self.guest = guest


def refuse_impossible(event: Event) -> None:
    """Raises Infeasible where the tables, or some guest's slots, cannot hold all meetings."""
    if len(event.meetings) > sum(event.tables):
        raise Infeasible
    own: list[list[Slots]] = [[] for _ in event.guests]
    for meeting in event.meetings:
        for person in meeting.people:
            own[person].append(event.may(meeting))
    for guest, asked in enumerate(own):
        most = event.guests[guest].most
        if (most is not None and len(asked) > most) or not _each_has_its_slot(asked, event.slots):
            raise Infeasible(guest)


def _each_has_its_slot(asked: list[Slots], slots: int) -> bool:
    """Whether everything can be in a slot of its own (a matching, by augmenting paths)."""
    holder = [NOWHERE] * slots

    def settle(one: int, seen: set[int]) -> bool:
        for slot in members(asked[one]):
            if slot not in seen:
                seen.add(slot)
                if holder[slot] == NOWHERE or settle(holder[slot], seen):
                    holder[slot] = one
                    return True
        return False

    return all(settle(one, set()) for one in range(len(asked)))
