"""Programmes, companies and experts, as few words as a test needs."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from accounts.models import Person, Role
from agenda.models import BookingLimits, Schedule, WeeklyHours
from directory.models import Expert, ExpertKind, Stage, Startup, StartupMember
from mentoring.models import Approval, Programme

# In names with leading zeros: lists are sorted by name, and "Person 10" would stand before "Person 9".
_numbers = count(1)
VERIFIED_AT = datetime(2026, 1, 5, tzinfo=UTC)


def a_person(role: Role, *, name: str = "", **fields: Any) -> Person:
    """Somebody whose number, if they have one, is theirs as if they had entered its code."""
    number = next(_numbers)
    if fields.get("phone"):
        fields = {"phone_verified_at": VERIFIED_AT, **fields}
    return Person.objects.create_person(
        email=f"person{number}@hub.example", name=name or f"Person {number:05}", role=role, **fields
    )


def a_startup(name: str = "") -> Startup:
    number = next(_numbers)
    return Startup.objects.create(
        name_ko=name or f"회사 {number:05}",
        name_en=name or f"Company {number:05}",
        stage=Stage.SEED,
        languages=["ko"],
    )


def a_founder(startup: Startup | None = None, **fields: Any) -> Person:
    person = a_person(Role.STARTUP_MEMBER, **{"time_zone": "Asia/Seoul", "language": "ko", **fields})
    StartupMember.objects.create(person=person, startup=startup or a_startup())
    return person


def a_mentor(
    *,
    hours: tuple[int, int] | None = (16 * 60, 20 * 60),
    days: int = 5,
    kind: str = "mentor",
    **fields: Any,
) -> Expert:
    """An expert in California with the same hours on the first `days` days of each week."""
    person = a_person(Role.MENTOR, **{"time_zone": "America/Los_Angeles", "language": "en", **fields})
    if hours:
        schedule = Schedule.objects.default_of(person)
        WeeklyHours.objects.bulk_create(
            WeeklyHours(
                person=person, schedule=schedule, weekday=day, starts_minute=hours[0], ends_minute=hours[1]
            )
            for day in range(days)
        )
    return Expert.objects.create(
        person=person, kind=ExpertKind(kind), organisation="Golden Gate", languages=["en"]
    )


def limits(expert: Expert, **fields: int) -> BookingLimits:
    return BookingLimits.objects.create(person=expert.person, **fields)


def a_programme(**policy: Any) -> Programme:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "slug": f"programme-{number}",
        "name_ko": "현지화 멘토링",
        "name_en": "Localization mentoring",
        "expert_kind": ExpertKind.MENTOR,
        "approval": Approval.EXPERT,
        "session_minutes": 60,
        "step_minutes": 30,
        "notice_hours": 24,
        "tells_at_start": False,
        "tells_after": False,
    }
    return Programme.objects.create(**{**defaults, **policy})


def many_founders(number: int) -> list[tuple[Person, Startup]]:
    """So many founders, each of a company of their own, in three statements."""
    people = Person.objects.bulk_create(
        Person(email=f"one-of-many-{one}@hub.example", name=f"Founder {one}", role=Role.STARTUP_MEMBER)
        for one in range(number)
    )
    startups = Startup.objects.bulk_create(
        Startup(name_ko=f"여러 회사 {one}", name_en=f"One company of many {one}", stage=Stage.SEED)
        for one in range(number)
    )
    pairs = list(zip(people, startups, strict=True))
    StartupMember.objects.bulk_create(StartupMember(person=one, startup=own) for one, own in pairs)
    return pairs
