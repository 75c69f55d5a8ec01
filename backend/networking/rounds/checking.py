"""Whether a plan may be published: counted again from the event, without anything that the search keeps."""

from collections import Counter
from collections.abc import Iterator, Sequence

from networking.rounds.event import Event, Slot
from networking.rounds.plan import NOWHERE, placed


def faults_of(event: Event, slots: Sequence[Slot], *, value: int | None = None) -> list[str]:
    """Everything wrong with it, in words for the log; nothing if it may be published. `value`: what it says it is worth."""
    if len(slots) != len(event.meetings):
        return [f"{len(slots)} slots for {len(event.meetings)} meetings"]
    return [*_misplaced(event, slots), *_too_much(event, slots), *_not_as_said(event, slots, value)]


def _misplaced(event: Event, slots: Sequence[Slot]) -> Iterator[str]:
    for meeting in placed(slots):
        row, slot = event.meetings[meeting], slots[meeting]
        if not 0 <= slot < event.slots or not row.within >> slot & 1:
            yield f"{row.id} in slot {slot}"
            continue
        for person in row.people:
            if not event.guests[person].present >> slot & 1:
                yield f"{row.id}: {event.guests[person].id} is not there in slot {slot}"
        for other in row.after:
            if NOWHERE != slots[other] >= slot:
                yield f"{row.id} is not after {event.meetings[other].id}"


def _too_much(event: Event, slots: Sequence[Slot]) -> Iterator[str]:
    busy: Counter[tuple[int, Slot]] = Counter()
    meetings: Counter[int] = Counter()
    for meeting in placed(slots):
        for person in event.meetings[meeting].people:
            busy[person, slots[meeting]] += 1
            meetings[person] += 1
    yield from (
        f"{event.guests[who].id} twice in slot {slot}" for (who, slot), times in busy.items() if times > 1
    )
    for person, count in sorted(meetings.items()):
        most = event.guests[person].most
        if most is not None and count > most:
            yield f"{event.guests[person].id} has {count} meetings"
    for slot, count in sorted(Counter(slots[meeting] for meeting in placed(slots)).items()):
        if 0 <= slot < event.slots and count > event.tables[slot]:
            yield f"{count} meetings in slot {slot}"


def _not_as_said(event: Event, slots: Sequence[Slot], value: int | None) -> Iterator[str]:
    worth = sum(
        row.value + (row.stay if row.home == slots[meeting] else 0)
        for meeting, row in enumerate(event.meetings)
        if slots[meeting] != NOWHERE
    )
    has = Counter(person for meeting in placed(slots) for person in event.meetings[meeting].people)
    worth += event.least_worth * sum(min(guest.least, has[at]) for at, guest in enumerate(event.guests))
    if value is not None and worth != value:
        yield f"worth {worth}, said to be worth {value}"
