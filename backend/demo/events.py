"""A networking event of the demo hub: announced, with guests who have places, and what they wish."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import Person, Role
from directory.models import Expert, ExpertKind, StartupMember
from networking.events.operations import create_event, set_questions, set_tables
from networking.events.turning import step_event
from networking.models import Event, EventSeat, GuestKind, Registration, RegistrationState, Wish

SLUG = "winter-networking"
AHEAD = timedelta(days=14)
# The first people of the files are those whom a visitor signs in as: they have not registered yet.
FIRST_STARTUP, FIRST_CONTACT = 6, 1
STARTUPS, CONTACTS = 14, 10
STARTUP_SEATS, CONTACT_SEATS, TABLES = 16, 12, 12
WORDS: dict[str, Any] = {
    "title_ko": "겨울 네트워킹 데이",
    "title_en": "Winter networking day",
    "text_ko": "구글, 마이크로소프트, 네이버에서 일하는 분들과 스타트업이 20분씩 일대일로 만납니다.\n"
    "만나고 싶은 분을 미리 고르면 그에 맞춰 자리를 짭니다. 현장과 온라인 모두 참가할 수 있습니다.",
    "text_en": "People who work at Google, Microsoft and Naver meet startups one to one, twenty minutes each.\n"
    "Say whom you wish to meet, and the rounds are planned around it. Come to the room, or join from afar.",
    "place": "AI Yangjae Hub, 3F",
    "link": "https://meet.example/winter-networking",
}
FOOD: dict[str, Any] = {
    "kind": "one",
    "title_ko": "점심 식사",
    "title_en": "Lunch",
    "is_required": False,
    "options": [
        {"key": "all", "ko": "아무거나", "en": "Anything"},
        {"key": "plants", "ko": "채식", "en": "Vegetarian"},
    ],
}


def announce_event(*, now: datetime) -> int:
    """Make it, open it, and let people in; how many guests have a place."""
    by = Person.objects.filter(role=Role.COORDINATOR).order_by("pk")[0]
    event = create_event(
        slug=SLUG,
        held_on=_thursday(now),
        doors_time=time(8, 30),  # the afternoon before in California
        rounds_time=time(9),
        time_zone=settings.HUB_TIME_ZONE,
        rounds=8,
        pauses=[{"after": 4, "minutes": 15}],
        meetings_least=2,
        companions_most=1,
        seats={GuestKind.STARTUP: STARTUP_SEATS, GuestKind.CONTACT: CONTACT_SEATS},
        by=by,
        now=now,
        **WORDS,
    )
    set_tables(slug=SLUG, rows=[_table(number) for number in range(1, TABLES + 1)], by=by, now=now)
    set_questions(slug=SLUG, rows=[FOOD], by=by, now=now)
    step_event(slug=SLUG, step="open", by=by, now=now)
    _let_in(event, now)
    _wish(event, now)
    return event.registrations.coming().count()


def _thursday(now: datetime) -> date:
    on = (now + AHEAD).astimezone(ZoneInfo(settings.HUB_TIME_ZONE)).date()
    return on + timedelta(days=(3 - on.weekday()) % 7)


def _table(number: int) -> dict[str, Any]:
    row, column = divmod(number - 1, 4)
    return {"number": number, "x": 140 + column * 240, "y": 180 + row * 300}


def _let_in(event: Event, now: datetime) -> None:
    """Not by the operation: nobody's mailbox is to be full of letters before they come."""
    contacts = Expert.objects.filter(kind=ExpertKind.CONTACT).select_related("person").order_by("pk")
    for expert in contacts[FIRST_CONTACT : FIRST_CONTACT + CONTACTS]:
        _seat(event, now, person=expert.person, kind=GuestKind.CONTACT, expert=expert)
    members = StartupMember.objects.select_related("person", "startup").order_by("startup_id", "pk")
    one_each = members.distinct("startup_id")[FIRST_STARTUP : FIRST_STARTUP + STARTUPS]
    for member in one_each:
        _seat(event, now, person=member.person, kind=GuestKind.STARTUP, startup=member.startup)


def _seat(event: Event, now: datetime, *, kind: GuestKind, **whose: Any) -> None:
    held = event.registrations.filter(kind=kind).values("number")
    seat = EventSeat.objects.filter(event=event, kind=kind).exclude(number__in=held).order_by("number")[0]
    registration = Registration.objects.create(
        event=event, kind=kind, state=RegistrationState.APPROVED, number=seat.number, since=now, **whose
    )
    profile = registration.expert.topics if registration.expert else registration.startup.needs  # type: ignore[union-attr]  # one of the two
    registration.topics.set(profile.all())


def _wish(event: Event, now: datetime) -> None:
    """Each has said something of most of the others; the same in every demo."""
    startups, contacts = (
        list(event.registrations.coming().filter(kind=kind).order_by("pk")) for kind in GuestKind.values
    )
    wishes = []
    for one, startup in enumerate(startups):
        for other, contact in enumerate(contacts):
            wishes.append(_said(event, startup, contact, (one * 3 + other * 5) % 11, now))
            wishes.append(_said(event, contact, startup, (one * 7 + other * 2) % 13, now))
    Wish.objects.bulk_create(wish for wish in wishes if wish is not None)


def _said(event: Event, by: Registration, about: Registration, luck: int, now: datetime) -> Wish | None:
    value = {0: "must", 1: "must", 2: "like", 3: "like", 4: "like", 5: "no"}.get(luck)
    return Wish(event=event, by=by, about=about, value=value, at=now) if value else None
