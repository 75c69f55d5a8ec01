"""With whom a guest can still book which rounds, and what they have booked."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from networking.booking.models import Booking, BookingState
from networking.booking.rules import answer_until, free_rounds, is_bookable
from networking.models import Event, EventFormat, MeetingGuest, PlanState, Registration, Wish
from networking.plans.gathering import presence_of, tables_of_rounds
from networking.wishes.queries import Profile, profiles_for

Rounds = Mapping[int, set[int]]


@dataclass(frozen=True)
class Free:
    """Somebody whom a guest can ask, and the rounds (from 1) in which both are free."""

    profile: Profile
    rounds: list[int]


@dataclass(frozen=True)
class Taken:
    """What of an event is taken: rounds (from 1) and how many meetings by guest, free tables by round, who meets whom."""

    free: Rounds
    meetings: Counter[int]
    tables: Mapping[int, list[int]]
    usual: Mapping[int, list[tuple[int, int]]]  # (round, table) of each guest
    met: set[frozenset[int]]


def is_bookable_now(event: Event) -> bool:
    is_all_open = event.format == EventFormat.OPEN_SLOTS
    return is_bookable(policy=event.booking, is_all_open=is_all_open, state=event.state)


def free_for(registration: Registration, now: datetime) -> list[Free]:
    """Whom a guest with a place can book, the likeliest first; nobody who asked not to meet them, and nobody learns who did.
    A constant number of statements."""
    event = registration.event
    if not is_bookable_now(event):
        return []
    refused = _refused(registration)
    profiles = [one for one in profiles_for(registration) if one.registration.pk not in refused]
    taken = taken_of(event, [registration, *(one.registration for one in profiles)], now)
    found = []
    for one in profiles if has_room(registration, taken) else ():
        other = one.registration
        if frozenset((registration.pk, other.pk)) in taken.met or not has_room(other, taken):
            continue
        if rounds := free_rounds(taken.free, registration.pk, other.pk, taken.tables):
            found.append(Free(one, rounds))
    return found


def has_room(guest: Registration, taken: Taken) -> bool:
    """Whether they want another meeting."""
    return guest.meetings_most is None or taken.meetings[guest.pk] < guest.meetings_most


def taken_of(event: Event, guests: Sequence[Registration], now: datetime) -> Taken:
    """Read in a constant number of statements."""
    times = event.round_times()
    ahead = {
        number for number, (starts_at, _) in enumerate(times, start=1) if now < answer_until(now, starts_at)
    }
    for one in guests:
        one.event = event
    presence = presence_of(event, guests, begins=0, now=now)
    free = {one.pk: {slot + 1 for slot in presence[one.pk]} & ahead for one in guests}
    tables = {number: list(rows) for number, rows in enumerate(tables_of_rounds(event, 0), start=1)}
    meetings: Counter[int] = Counter()
    usual: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    together: defaultdict[int, list[int]] = defaultdict(list)
    rows = MeetingGuest.objects.filter(plan__event=event, plan__state=PlanState.PUBLISHED)
    for guest, number, meeting, table in rows.values_list(
        "registration", "round", "meeting", "meeting__table"
    ):
        meetings[guest] += 1
        usual[guest].append((number, table))
        together[meeting].append(guest)
        free.get(guest, set()).discard(number)
        if table in tables.get(number, ()):
            tables[number].remove(table)
    met = {frozenset((one, other)) for group in together.values() for one in group for other in group}
    for startup, contact in event.bookings.asked().values_list("startup_id", "contact_id"):
        meetings.update((startup, contact))
        met.add(frozenset((startup, contact)))
    return Taken(free, meetings, tables, usual, met)


def _refused(registration: Registration) -> set[int]:
    """Whom they do not want to meet, and who do not want to meet them."""
    said = Wish.objects.filter(event=registration.event, value="no")
    ours = said.filter(by=registration).values_list("about", flat=True)
    return set(ours) | set(said.filter(about=registration).values_list("by", flat=True))


def bookings_of(registration: Registration) -> list[Booking]:
    """What a guest asked for and was asked: what waits first, then by round."""
    rows = with_people(Booking.objects.of(registration)).exclude(state=BookingState.WITHDRAWN)
    return sorted(rows, key=lambda one: (one.state != BookingState.ASKED, one.round, one.pk))


def bookings_over(event: Event) -> QuerySet[Booking]:
    """All of an event, for coordinators."""
    return with_people(event.bookings.all()).order_by("round", "pk")


def with_people(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    sides = [f"{side}__{what}" for side in ("startup", "contact") for what in ("person", "startup", "expert")]
    return bookings.select_related("event", "table", "appointment", *sides)
