"""Networking events and their guests, as few words as a test needs."""

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from accounts.models import Person, Role
from directory.models import Expert, ExpertKind, Startup
from networking.models import Event, EventSeat, EventState, EventTable, GuestKind, Registration
from tests.factories.hub import a_founder, a_person

_numbers = count(1)
# The doors open on Thursday 10 December at 18:00 in Seoul; registration closes and cancelling ends a day before.
HELD_ON = date(2026, 12, 10)
DOORS_AT = datetime(2026, 12, 10, 9, tzinfo=UTC)
LONG_BEFORE = datetime(2026, 11, 23, 1, tzinfo=UTC)  # 10:00 in Seoul


def an_event(*, startups: int = 3, contacts: int = 3, tables: int = 3, **fields: Any) -> Event:
    """An open event with so many seats of each kind and tables for two."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "slug": f"evening-{number}",
        "title_ko": "네트워킹 저녁",
        "title_en": "Networking evening",
        "place": "AI Yangjae Hub",
        "time_zone": "Asia/Seoul",
        "held_on": HELD_ON,
        "doors_time": time(18),
        "rounds_time": time(18, 30),
        "rounds": 4,
        "state": EventState.OPEN,
        **fields,
    }
    event = Event.objects.create(**given)
    for kind, seats in ((GuestKind.STARTUP, startups), (GuestKind.CONTACT, contacts)):
        EventSeat.objects.bulk_create(
            EventSeat(event=event, kind=kind, number=one) for one in range(1, seats + 1)
        )
    EventTable.objects.bulk_create(EventTable(event=event, number=one) for one in range(1, tables + 1))
    return event


def a_contact(organisation: str = "Google", **fields: Any) -> Expert:
    """Somebody of a big company, in California."""
    given = {"time_zone": "America/Los_Angeles", "language": "en", **fields}
    person = a_person(Role.CONTACT, **given)
    return Expert.objects.create(
        person=person, kind=ExpertKind.CONTACT, organisation=organisation, languages=["en"]
    )


def a_guest(
    event: Event, *, expert: Expert | None = None, person: Person | None = None, **fields: Any
) -> Registration:
    """A registration with a seat: of the contact, else of the founder, else of a new one."""
    kind = GuestKind.CONTACT if expert else GuestKind.STARTUP
    guest = expert.person if expert else person or a_founder()
    startup: Startup | None = None if expert else guest.membership.startup
    held = event.registrations.filter(kind=kind, number__isnull=False).values("number")
    seat = event.seats.filter(kind=kind).exclude(number__in=held).order_by("number").first()
    given: dict[str, Any] = {"state": "approved", "number": seat.number if seat else None, **fields}
    return Registration.objects.create(
        event=event, person=guest, kind=kind, startup=startup, expert=expert, since=LONG_BEFORE, **given
    )
