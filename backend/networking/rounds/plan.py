"""A plan under way: which meeting is in which slot, kept so that putting, taking and going back cost next to nothing.

Who is busy and which slots have a table left are sets of slots in one integer each.
"""

from collections.abc import Iterable, Sequence

from networking.rounds.event import Event, Slot, Slots, bits

NOWHERE = -1


class Plan:
    """Meetings in slots. Whoever puts one looks first whether it fits: nothing is checked twice."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.people = [meeting.people for meeting in event.meetings]
        self.may: list[Slots] = [event.may(meeting) for meeting in event.meetings]
        self.slot: list[Slot] = [NOWHERE] * len(event.meetings)
        self.idle: list[Slots] = [guest.present for guest in event.guests]
        self.at = [[NOWHERE] * event.slots for _ in event.guests]
        self.left = list(event.tables)  # in each slot
        self.with_table: Slots = bits(slot for slot, tables in enumerate(event.tables) if tables)
        self.wants = [event.slots if guest.most is None else guest.most for guest in event.guests]  # more
        self.lacks = [guest.least for guest in event.guests]  # below nothing: has more than that
        self.value = 0
        self.log: list[tuple[int, Slot]] = []  # what was put (NOWHERE) or taken (from where), to go back
        self._worth = [meeting.value for meeting in event.meetings]
        self._home = [NOWHERE if one.home is None else one.home for one in event.meetings]
        self._stay = [meeting.stay for meeting in event.meetings]

    def put(self, meeting: int, slot: Slot) -> None:
        self._put(meeting, slot)
        self.log.append((meeting, NOWHERE))

    def take(self, meeting: int) -> None:
        self.log.append((meeting, self.slot[meeting]))
        self._take(meeting)

    def go_back(self, length: int) -> None:
        """Undo all that was logged after the first `length` entries."""
        while len(self.log) > length:
            meeting, slot = self.log.pop()
            if slot == NOWHERE:
                self._take(meeting)
            else:
                self._put(meeting, slot)

    def become(self, slots: Sequence[Slot]) -> None:
        """Have every meeting where `slots` says."""
        for meeting, slot in enumerate(self.slot):
            if slot not in (NOWHERE, slots[meeting]):
                self._take(meeting)
        for meeting, slot in enumerate(slots):
            if slot != NOWHERE and self.slot[meeting] == NOWHERE:
                self._put(meeting, slot)
        self.log.clear()

    def fits(self, meeting: int) -> Slots:
        """The slots that suit it with nothing moved."""
        found = self.may[meeting] & self.with_table
        for person in self.people[meeting]:
            if not self.wants[person]:
                return 0
            found &= self.idle[person]
        return found

    def in_the_way(self, meeting: int, slot: Slot) -> set[int]:
        """The meetings that its people have in the slot."""
        return {self.at[person][slot] for person in self.people[meeting]} - {NOWHERE}

    def worth(self, meeting: int, slot: Slot) -> int:
        return self._worth[meeting] + (self._stay[meeting] if self._home[meeting] == slot else 0)

    def gain(self, meeting: int, slot: Slot) -> int:
        """What the plan is worth more with it than without."""
        lacking = sum(self.lacks[person] > 0 for person in self.people[meeting])
        return self.worth(meeting, slot) + self.event.least_worth * lacking

    def loss(self, meeting: int) -> int:
        """What the plan is worth less without it."""
        lacking = sum(self.lacks[person] >= 0 for person in self.people[meeting] if self.event.least_worth)
        return self.worth(meeting, self.slot[meeting]) + self.event.least_worth * lacking

    def _put(self, meeting: int, slot: Slot) -> None:
        bit = 1 << slot
        self.value += self.gain(meeting, slot)
        for person in self.people[meeting]:
            self.at[person][slot] = meeting
            self.idle[person] ^= bit
            self.wants[person] -= 1
            self.lacks[person] -= 1
        self.slot[meeting] = slot
        self.left[slot] -= 1
        if not self.left[slot]:
            self.with_table ^= bit

    def _take(self, meeting: int) -> None:
        slot = self.slot[meeting]
        bit = 1 << slot
        for person in self.people[meeting]:
            self.at[person][slot] = NOWHERE
            self.idle[person] ^= bit
            self.wants[person] += 1
            self.lacks[person] += 1
        self.slot[meeting] = NOWHERE
        if not self.left[slot]:
            self.with_table ^= bit
        self.left[slot] += 1
        self.value -= self.gain(meeting, slot)


def placed(slots: Iterable[Slot]) -> list[int]:
    """The meetings that take place."""
    return [meeting for meeting, slot in enumerate(slots) if slot != NOWHERE]
