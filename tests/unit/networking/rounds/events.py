"""Small events, and everything that could be done with them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from random import Random

from hypothesis import strategies as st

from networking.rounds.checking import faults_of
from networking.rounds.event import Event, Guest, Meeting, Slot, bits, members
from networking.rounds.plan import NOWHERE


@st.composite
def events(draw: st.DrawFn, *, all_placed: bool = False) -> Event:
    """Up to four slots and six meetings: pairs of two sides, of any two, or tables of three; some guests absent."""
    slots = draw(st.integers(1, 4))
    people = draw(st.integers(2, 5))
    tables = draw(st.lists(st.integers(0, 3), min_size=slots, max_size=slots))
    everything = (1 << slots) - 1
    some = st.integers(0, everything)
    most = st.one_of(st.none(), st.none() if all_placed else st.integers(0, 2))
    least = st.just(0) if all_placed else st.integers(0, 2)
    guests = [
        Guest(f"g{at}", draw(st.one_of(st.just(everything), some)), draw(most), draw(least))
        for at in range(people)
    ]
    sizes = st.integers(2, min(3, people)) if draw(st.booleans()) else st.just(2)
    meetings = [
        Meeting(
            f"m{at}",
            tuple(draw(st.permutations(range(people)))[: draw(sizes)]),
            draw(st.one_of(st.just(everything), some)),
            draw(st.integers(0, 9)),
            _earlier(draw, at) if all_placed else (),
            *draw(st.sampled_from([(None, 0), (0, 3), (slots - 1, 1)])),
        )
        for at in range(draw(st.integers(0, 6)))
    ]
    return Event(tables, guests, meetings, draw(st.sampled_from([0, 4, 60])))


def _earlier(draw: st.DrawFn, at: int) -> tuple[int, ...]:
    return (draw(st.integers(0, at - 1)),) if at and draw(st.integers(0, 4)) == 0 else ()


def every_plan(event: Event) -> Iterator[tuple[Slot, ...]]:
    """All plans that may be published."""
    choices = [[NOWHERE, *members(event.may(meeting))] for meeting in event.meetings]
    return (slots for slots in product(*choices) if not faults_of(event, slots))


def worth(event: Event, slots: Sequence[Slot]) -> int:
    has = [0] * len(event.guests)
    value = 0
    for row, slot in zip(event.meetings, slots, strict=True):
        for person in row.people if slot != NOWHERE else ():
            has[person] += 1
        value += 0 if slot == NOWHERE else row.value + (row.stay if row.home == slot else 0)
    return value + event.least_worth * sum(map(min, has, [guest.least for guest in event.guests]))


def breaks(event: Event, slots: Sequence[Slot]) -> list[int]:
    """By guest with meetings."""
    own: dict[int, list[Slot]] = {}
    for row, slot in zip(event.meetings, slots, strict=True):
        for person in row.people if slot != NOWHERE else ():
            own.setdefault(person, []).append(slot)
    return [sum(after > before + 1 for before, after in pairwise(sorted(mine))) for mine in own.values()]


def a_forum(startups: int, contacts: int, slots: int, *, tables: int, absent: float, seed: int) -> Event:
    """Startups who would each like to see a third of the contacts; so many guests are away at any time."""
    chance = Random(seed)
    guests = [
        Guest(f"g{at}", bits(slot for slot in range(slots) if chance.random() >= absent))
        for at in range(startups + contacts)
    ]
    meetings = [
        Meeting(f"{one}-{other}", (one, startups + other), (1 << slots) - 1, chance.randint(1, 40))
        for one in range(startups)
        for other in range(contacts)
        if chance.random() < 1 / 3
    ]
    return Event([tables] * slots, guests, meetings)
